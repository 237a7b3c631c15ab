"""Every number at the ends of what is allowed: alone and all together, a run or a sentence."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from test_mutations import runs_or_tells

from simulator.errors import Mistake
from simulator.graph.generators import GENERATORS
from simulator.parameters import Table, declarations
from simulator.runner import simulate
from simulator.scenarios.behaviour import Behaviour
from simulator.scenarios.files import load_scenario
from simulator.scenarios.schema import MarketTable, Segment
from simulator.strategies.registry import strategies

RICHEST = tomllib.loads((Path(__file__).parent / "valid" / "market_of_everything.toml").read_text())
BUILT = {"consumers"}  # what a run builds, and so cannot have at its most


def ends(table: type[Table], end: str) -> dict[str, Any]:
    """The number fields of a table at one end of their limits."""
    rows = {one.name: (getattr(one, end), one.type) for one in declarations(table)}
    return {
        name: int(value) if kind.startswith("int") else value
        for name, (value, kind) in rows.items()
        if isinstance(value, int | float) and name not in BUILT
    }


def cases() -> list[Any]:
    """Every number field at each end, and all of a table at once."""
    rows = []
    for end in ("minimum", "maximum"):
        for path, table in (
            ("behaviour", Behaviour),
            ("market", MarketTable),
            ("segments.0", Segment),
            *((f"arms.1.strategies.{kind}", one) for kind, one in strategies().items()),
            *((f"graph.{kind}", one) for kind, one in GENERATORS.items()),
        ):
            values = ends(table, end)
            rows.append(pytest.param(path, values, id=f"{path}, all at {end}"))
            rows += [
                pytest.param(path, {name: value}, id=f"{path}.{name} at {end}")
                for name, value in values.items()
            ]
    return rows


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


def test_costs_that_no_book_can_hold() -> None:
    support = {"kind": "open_support", "agents": 1e6, "wage": 1e9}
    prices = {"price": 1, "category_price": 1, "consumers": 20, "weeks": 2600}
    market = {**prices, "people_per_consumer": 10**8, "currency": "USD"}
    arms = [{"name": "A", "strategies": [support]}]
    scenario = load_scenario({"name": "x", "market": market, "arms": arms})
    with pytest.raises(Mistake, match="more money than the books can hold"):
        simulate(scenario)
    arms[0]["budget"] = 1e15
    scenario = load_scenario({"name": "x", "market": market, "arms": arms})
    assert int(simulate(scenario).data["cost"].sum()) == 10**17
