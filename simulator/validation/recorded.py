"""What all checks found, made once with all runs and shipped: for those who read, and do not run.

``kuchikomi validate --full --json > simulator/validation/data/found.json`` makes it anew.
"""

import json
import math
from importlib.resources import files
from typing import Any

from simulator.validation import checks
from simulator.validation.check import Finding, Measured


def recorded() -> list[Finding]:
    """Every finding, in the order of the checks."""
    text = files("simulator.validation").joinpath("data/found.json").read_text(encoding="utf-8")
    rows = {row["id"]: row for row in json.loads(text)}
    return [Finding(one, _measured(rows[one.id])) for one in checks() if one.id in rows]


def _measured(row: dict[str, Any]) -> Measured:
    allowed = row["allowed"]
    least, most = allowed if isinstance(allowed, list) else (allowed, allowed)
    return Measured(
        math.nan if row["measured"] is None else row["measured"], row["error"],
        -math.inf if least is None else least, math.inf if most is None else most, row["sign"],
    )  # fmt: skip
