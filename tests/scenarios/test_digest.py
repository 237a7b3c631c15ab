"""The digest is of what a scenario means, not of how it was written down."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.comparison import summary
from simulator.graph.files import read_graph
from simulator.runner import simulate
from simulator.scenarios.files import load_scenario

HERE = Path(__file__).parent
RICH = HERE / "valid" / "market_of_everything.toml"
SEEDING = {"kind": "seeding", "seeds": 3}
DONATION = {"kind": "donation", "amount": 5.0}


def table(*arms: dict[str, Any], **market: Any) -> dict[str, Any]:
    """A short scenario."""
    prices = {"price": 3000, "category_price": 3000}
    return {"name": "x", "market": prices | market, "arms": list(arms) or [{"name": "Control"}]}


def arm(name: str, *strategies: dict[str, Any]) -> dict[str, Any]:
    """An arm of a scenario."""
    return {"name": name, "strategies": list(strategies)}


def digest(*scenario: Any, **options: Any) -> str:
    """The digest of a loaded scenario."""
    return load_scenario(*scenario, **options).digest


@pytest.mark.parametrize("path", sorted((HERE / "valid").glob("*.toml")), ids=lambda path: path.stem)
def test_spelling_out_all_that_is_implicit_changes_nothing(path: Path) -> None:
    short = load_scenario(path)
    full = json.loads(json.dumps(short.resolved())) | {"start": short.start}
    graph = short._social_graph  # the path of a network begins at the file that names it
    assert digest(with_values(full), graph=graph) == short.digest


def with_values(data: Any) -> Any:
    """Leave out what has no value, which TOML cannot say."""
    if isinstance(data, dict):
        return {name: with_values(one) for name, one in data.items() if one is not None}
    return [with_values(one) for one in data] if isinstance(data, list) else data


def test_number_is_a_number_however_it_is_written() -> None:
    assert digest(table(unit_cost=0)) == digest(table(unit_cost=-0.0)) == digest(table())
    assert digest(table(price=3000)) == digest(table(price=3e3))
    assert digest(table(initial="launch")) == digest(table(initial={"potential": 1}))


@pytest.mark.parametrize(
    "options",
    [
        {"set": {"market.price": 31.0}},
        {"set": {"arms.All of it.budget": 1000}},
        {"set": {"arms.1.strategies.seeding.seeds": 60}},
        {"set": {"segments.young.price_sensitivity": 5.0}},
        {"set": {"rivals.other.price": 26}},
        {"set": {"graph.neighbours": 6}},
        {"consumers": 61},
        {"weeks": 13},
        {"graph": HERE / "valid" / "network.csv"},
    ],
    ids=str,
)
def test_whatever_is_put_over_a_scenario_changes_it(options: dict[str, Any]) -> None:
    assert digest(RICH, **options) != digest(RICH)


def test_putting_the_same_over_a_scenario_changes_nothing() -> None:
    assert digest(RICH, set={"market.price": 29.99}, consumers=60, weeks=12) == digest(RICH)


def test_network_counts_by_content_not_by_path(tmp_path: Path) -> None:
    for name, lines in (("a", "a,b\nb,c\n"), ("b", "a,b\nb,c\n"), ("c", "a,b\na,c\nb,c\n")):
        (tmp_path / f"{name}.csv").write_text(lines, "utf-8")
    a, b, c = (digest(table(), graph=tmp_path / f"{name}.csv") for name in "abc")
    assert a == b != c
    assert digest(table(), graph=read_graph(tmp_path / "a.csv")) == a
    assert digest(table(), graph=tmp_path / "a.csv", set={"graph.rescale": False}) != a
    assert digest(table(), graph=tmp_path / "a.csv", set={"graph.directed": True}) != a


def test_extended_equals_written_out(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(
        'name = "base"\n[market]\nprice = 10\ncategory_price = 10\ncurrency = "USD"\n'
        '[graph]\nkind = "ring"\nneighbours = 4\n[[arms]]\nname = "A"\n[[arms]]\nname = "B"\n'
    )
    (tmp_path / "above.toml").write_text(
        'extends = "base.toml"\nname = "x"\n[market]\nprice = 12\n[graph]\nkind = "random"\n'
        '[[arms]]\nname = "C"\n'
    )
    (tmp_path / "full.toml").write_text(
        'name = "x"\n[market]\nprice = 12\ncategory_price = 10\ncurrency = "USD"\n'
        '[graph]\nkind = "random"\n[[arms]]\nname = "C"\n'
    )
    assert digest(tmp_path / "above.toml") == digest(tmp_path / "full.toml")


def test_order_of_arms_matters() -> None:
    one, two = arm("A", SEEDING), arm("B", DONATION)
    assert digest(table(one, two)) != digest(table(two, one))


def test_order_of_strategies_within_an_arm_does_not() -> None:
    again = {**SEEDING, "start_week": 3}
    one, two = table(arm("A", SEEDING, DONATION, again)), table(arm("A", again, SEEDING, DONATION))
    assert digest(one) == digest(two)
    first, second = (
        summary(simulate(load_scenario(rows, weeks=5, consumers=30))) for rows in (one, two)
    )
    assert first | {"timing": None} == second | {"timing": None}


def test_digest_survives_a_second_loading() -> None:
    assert digest(RICH) == digest(RICH)
    assert len(digest(RICH)) == 64
