"""Every symbol that can be changed changes something: a parameter nobody reads would be a lie."""

from pathlib import Path
from typing import Any

import pytest
from support import Row, arm, differences, lively, run, stepped

from simulator import load_scenario, make_world
from simulator.parameters import Declaration, declarations
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.scenarios.schema import MarketTable, Rival, Segment

OF_MEASURES = {"discount_rate"}
"""Symbols of measures of money, not of what people do."""

HELPERS = Path(__file__).with_name("helpers_of_tests.py")

EVERYTHING = arm(
    "Everything",
    {"kind": "paid_media", "spend_per_week": 2000.0, "weeks": 16},
    {"kind": "paid_media", "spend_per_week": 2000.0, "weeks": 16, "medium": "search"},
    {"kind": "paid_media", "spend_per_week": 2000.0, "weeks": 16, "medium": "banner"},
    {"kind": "donation", "amount": 9000.0, "news_reach": 0.5, "start_week": 1},
    {"kind": "open_support", "agents": 0.02, "open_share": 0.4, "start_week": 2},
    {"kind": "helpers_of_tests"},
)


def rich(behaviour: Row, segment: Row, rival: Row, switches: Row) -> Any:
    rows = lively(
        EVERYTHING,
        market={"consumers": 150, "unit_cost": 300},
        behaviour={"peer_help": 0.3, "talk_aware": 0.1, "knowledge_scale": 0.1, **behaviour},
        segments=[{"name": "few", "share": 0.5, **segment}, {"name": "many", "share": 0.5}],
        rivals=[{"name": "Rival", "price": 900, **rival}],
        switches=switches,
    )
    return stepped(make_world(load_scenario(rows, strategy_files=[HELPERS]), 3), 1)


BASE = rich({}, {}, {}, {})


def other_value(field: Declaration) -> Any:
    """A value well away from the one that holds, within the hard limits."""
    if field.name == "agents":
        return 1
    if field.name == "max_wait":
        return 2
    low, high = field.sourced or (field.minimum, field.maximum)
    held = rich_value(field.name, field.default)
    return high if held - low < high - held else low


def rich_value(name: str, default: Any) -> Any:
    return BASE.world.behaviour[0, 0][name] if name in Behaviour.model_fields else default


def without_measures(table: Any) -> list[Declaration]:
    return [
        field for field in declarations(table)
        if field.name in Behaviour.model_fields and field.name not in OF_MEASURES
    ]  # fmt: skip


def named(field: Declaration) -> str:
    return field.name


@pytest.mark.parametrize("field", without_measures(Behaviour), ids=named)
def test_a_symbol_of_the_market_changes_the_run(field: Declaration) -> None:
    assert differences(BASE, rich({field.name: other_value(field)}, {}, {}, {})) != []


@pytest.mark.parametrize("field", without_measures(Segment), ids=named)
def test_a_symbol_of_a_segment_changes_the_run(field: Declaration) -> None:
    assert differences(BASE, rich({}, {field.name: other_value(field)}, {}, {})) != []


@pytest.mark.parametrize("field", without_measures(Rival), ids=named)
def test_a_symbol_of_a_rival_changes_the_run(field: Declaration) -> None:
    assert differences(BASE, rich({}, {}, {field.name: other_value(field)}, {})) != []


SWITCHED: Row = {
    "talk": "always", "passing": "weighted", "probability": None, "choice": None,
    "threshold": None, "opportunity": "sure", "forgetting": False, "belief": False,
    "reviews": False, "support": False, "churn": False, "trouble": False,
}  # fmt: skip
"""A setting of each switch; choice and threshold have no rivals and are tried by themselves."""


def test_every_switch_is_tried() -> None:
    assert set(SWITCHED) == set(Switches.model_fields)


@pytest.mark.parametrize("name", [name for name, value in SWITCHED.items() if value is not None])
def test_a_switch_changes_the_run(name: str) -> None:
    assert differences(BASE, rich({}, {}, {}, {name: SWITCHED[name]})) != []


CHOICES = ({}, {"choice": "sure"}, {"choice": "threshold"}, {"choice": "threshold", "threshold": 0.5})


def test_each_way_of_choosing_differs_from_the_others() -> None:
    runs = [run(lively(switches=dict(switches))) for switches in CHOICES]
    for k, one in enumerate(runs):
        assert all(differences(one, other) for other in runs[:k])


PASSINGS: tuple[Row, ...] = (
    {}, {"passing": "probability"}, {"passing": "probability", "probability": 0.3},
    {"passing": "weighted"}, {"passing": "arcs"},
)  # fmt: skip


def test_each_way_of_passing_on_differs_from_the_others() -> None:
    runs = [run(lively(switches=dict(switches))) for switches in PASSINGS]
    for k, one in enumerate(runs):
        assert all(differences(one, other) for other in runs[:k])


MARKET: Row = {
    "consumers": 101, "people_per_consumer": 2, "weeks": 15, "price": 990.0,
    "category_price": 990.0, "social_media": 0.3, "followers": 60,
    "initial": {"potential": 0.5, "prospect": 0.5},
}  # fmt: skip
IN_RESULTS_ONLY = {"unit_cost", "currency"}
"""What only the measures of money read, and tests of money hold."""


def test_every_value_of_the_market_is_tried() -> None:
    assert set(MARKET) | IN_RESULTS_ONLY == set(MarketTable.model_fields)


@pytest.mark.parametrize("name", list(MARKET))
def test_a_value_of_the_market_changes_the_run(name: str) -> None:
    gift = arm("Gift", {"kind": "donation", "amount": 9000.0})
    runs = [run(lively(gift, market=market), 1) for market in ({}, {name: MARKET[name]})]
    assert differences(*runs) != []
