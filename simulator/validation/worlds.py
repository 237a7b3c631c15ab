"""The markets on which regularities are looked for: shipped kinds of market, with other plans."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.metrics import measure_one
from simulator.results import Results
from simulator.runner import compare
from simulator.scenarios.files import load_scenario, shipped
from simulator.scenarios.schema import Scenario

Values = NDArray[np.float64]
KINDS_OF_MARKET = ("launch", "running_brand")
"""Where people begin by default: nobody knows the brand, or most do."""


def market(
    kind: str, plans: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    behaviour: Mapping[str, Any] | None = None, **more: Any,
) -> Scenario:  # fmt: skip
    """A kind of market with other plans.

    Parameters
    ----------
    plans : strategies of each arm, by its name; None: the control alone.
    behaviour : what differs from the kind. more : tables and `weeks`, over the file's.
    """
    arms = [{"name": name, "strategies": list(plan)} for name, plan in (plans or {"Control": ()}).items()]
    weeks = more.pop("weeks", None)
    table = {"name": kind, "extends": kind, "behaviour": behaviour or {}, "arms": arms, **more}
    return load_scenario(table, weeks=weeks)


def doctors_network() -> Path:
    """The file of who turns to whom among 119 doctors (Coleman1966)."""
    return shipped()["own_network"].parent / "doctors.csv"


def runs(scenario: Scenario, number: int) -> Results:
    """All arms, in so many replicates."""
    return compare(scenario, number)


def of(results: Results, metric: str) -> Values:
    """A metric of every arm and run: (arms, replicates)."""
    return measure_one(results.data, metric)


def ratio(ones: Values, others: Values) -> tuple[float, float]:
    """Ratio of the means of paired runs, and its standard error (of the linear terms)."""
    found = float(ones.mean() / others.mean())
    return found, mean(ones - found * others)[1] / abs(float(others.mean()))


def mean(values: Values) -> tuple[float, float]:
    """Mean of runs, and its standard error."""
    return float(values.mean()), float(values.std(ddof=1)) / math.sqrt(len(values))
