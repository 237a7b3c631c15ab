"""How a comparison can be run again: its command, what it needs beside the scenario, and the scenario."""

import shlex
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from simulator.outcome import Outcome

FILE = "scenario.toml"
SHIPPED = "simulator.strategies."  # where the strategies of the product are


def command_of(outcome: Outcome) -> str:
    """The command that gives the same numbers."""
    return " ".join(["kuchikomi", "compare", FILE, *_options(outcome)])


def own_strategies(outcome: Outcome) -> list[str]:
    """Kinds of strategies that do not come with the product: their files are needed too."""
    arms = outcome.scenario.arms
    used = {type(one) for arm in arms for one in arm.strategies}
    return sorted(str(one.kind) for one in used if not one.__module__.startswith(SHIPPED))


def scenario_text(outcome: Outcome) -> str:
    """The scenario as a file, with nothing implicit; a network is named without its folder."""
    import tomli_w

    table = _without_none(outcome.results.scenario)
    if "file" in table["graph"]:  # where it lies is nobody else's business
        table["graph"]["file"] = PurePath(table["graph"]["file"]).name
    return tomli_w.dumps(table)


def _options(outcome: Outcome) -> Iterator[str]:
    answer = outcome.content.answer
    for kind in own_strategies(outcome):
        yield f"--strategies {shlex.quote(kind + '.py')}"
    yield f"--seed {answer['seed']}"
    until, worlds = answer["until"], answer["assumptions"]
    if until is None:
        yield f"--replicates {answer['replicates']}"
    else:
        yield f"--until {shlex.quote(until['asked'])} --replicates {until['most']}"
    if worlds is None:
        return
    yield f"--assumptions {worlds['asked']}"
    for one in worlds["parameters"]:  # all of them: in a scenario with nothing implicit none is left open
        varied = f"{one['name']}={one['low']!r}..{one['high']!r}"
        yield f"--vary {shlex.quote(varied)}"


def _without_none(table: Any) -> Any:
    """A table as a file can hold it: what is None is left out."""
    if isinstance(table, dict):
        return {key: _without_none(value) for key, value in table.items() if value is not None}
    return [_without_none(one) for one in table] if isinstance(table, list) else table
