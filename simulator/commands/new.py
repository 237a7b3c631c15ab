"""``kuchikomi new``: a scenario or a strategy of one's own to begin with, in the current folder."""

import argparse
import re
from pathlib import Path

from simulator.commands.ending import OK
from simulator.errors import Mistake, shortened
from simulator.interruption import Interruption
from simulator.new_files import completed
from simulator.scenarios.files import shipped
from simulator.strategies.registry import strategies
from simulator.texts import Catalogue

SUFFIXES = {"scenario": ".toml", "strategy": ".py"}
NAMES = {
    "scenario": (re.compile(r"[^\W_][\w\-]*"), "new.scenario_name"),
    "strategy": (re.compile(r"[a-z][a-z0-9_]*"), "new.strategy_name"),
}
"""What each may be called, and what is said where it cannot."""


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """Write the beginning of one, which runs as it is, and say what to do next."""
    if options.what not in SUFFIXES or options.newcomer is None:
        raise Mistake("new.what", known=", ".join(SUFFIXES))
    suffix = SUFFIXES[options.what]
    name = options.newcomer.removesuffix(suffix)
    _check_name(options.what, name)
    values = {"name": name, "title": "".join(part.capitalize() for part in name.split("_"))}
    place = Path(f"{name}{suffix}")
    with completed(place, suffix) as half:
        half.write_text(text.say(f"template.{options.what}", **values), "utf-8")
    print(text.say(f"cli.new_{options.what}", file=place, name=name))
    return OK


def _check_name(what: str, name: str) -> None:
    """Raise a `Mistake` if it cannot be the name of a file here, or is that of something shipped."""
    pattern, key = NAMES[what]
    if not pattern.fullmatch(name):
        raise Mistake(key, name=shortened(name))
    if name in (shipped() if what == "scenario" else strategies()):
        raise Mistake("new.shipped", name=name)
