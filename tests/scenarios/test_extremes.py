"""Every number at the ends of what is allowed: alone and all together, a run or a sentence."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_mutations import runs_or_tells

from simulator.graph.generators import GENERATORS
from simulator.parameters import Table, declarations
from simulator.scenarios.behaviour import Behaviour
from simulator.scenarios.schema import MarketTable, Segment
from simulator.strategies.registry import strategies

RICHEST = tomllib.loads((Path(__file__).parent / "valid" / "market_of_everything.toml").read_text())
BUILT = {"consumers"}  # what a run builds, and so cannot have at its most
DIGITS = {"price", "unit_cost", "category_price"}


def ends(table: type[Table], end: str) -> dict[str, Any]:
    """The number fields of a table at one end of their limits."""
    rows = {one.name: (getattr(one, end), one.type) for one in declarations(table)}
    return {
        name: int(value) if kind.startswith("int") else value
        for name, (value, kind) in rows.items()
        if isinstance(value, int | float) and name not in BUILT
    }


def cases() -> Iterator[Any]:
    """Every number field at each end, and all of a table at once."""
    for end in ("minimum", "maximum"):
        for path, table in (
            ("behaviour", Behaviour),
            ("market", MarketTable),
            ("segments.0", Segment),
            *((f"arms.1.strategies.{kind}", one) for kind, one in strategies().items()),
            *((f"graph.{kind}", one) for kind, one in GENERATORS.items()),
        ):
            values = ends(table, end)
            yield pytest.param(path, values, id=f"{path}, all at {end}")
            for name, value in values.items():
                yield pytest.param(path, {name: value}, id=f"{path}.{name} at {end}")


@pytest.mark.parametrize(("path", "values"), cases())
def test_ends_of_what_is_allowed(path: str, values: dict[str, Any]) -> None:
    step, _, kind = path.partition(".")
    if step == "graph":
        runs_or_tells({**RICHEST, "graph": {"kind": kind, **values}})
    elif step == "arms":
        row = {"kind": kind.rpartition(".")[2], **values}
        arms = [{"name": "A"}, {"name": "B", "strategies": [row]}]
        runs_or_tells({**RICHEST, "arms": arms})
    else:
        runs_or_tells(RICHEST, set={f"{path}.{name}": value for name, value in values.items()})


def test_most_of_everything_at_once() -> None:
    rows = [{"kind": kind, **ends(one, "maximum")} for kind, one in strategies().items()]
    for row in rows:
        row |= {"start_week": 0, "payment_week": 0} if row["kind"] == "donation" else {"start_week": 0}
    market = {**RICHEST["market"], "people_per_consumer": 10**8, "price": 10**5, "weeks": 6}
    runs_or_tells({**RICHEST, "market": market, "arms": [{"name": "A", "strategies": rows}]})
