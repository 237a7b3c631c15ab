"""What every strategy must keep, wherever it was found; a new one is covered by being there.

What needs several runs to show, and twins that fail, is in `test_laws`.
"""

import math
from typing import Any, get_args

import numpy as np
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from support import (
    PROPERTY,
    arm,
    differences,
    lively,
    priced,
    scenario,
    stepped,
    table,
    weekly,
    world,
)

from simulator.agents.ledger import KINDS, PAYERS
from simulator.model import WordOfMouthModel
from simulator.parameters import Declaration, declarations, unknown_source
from simulator.strategies.base import Strategy
from simulator.strategies.registry import faults_of, strategies

FOUND = strategies()
KINDS_FOUND = sorted(FOUND)
WEEKS = 16

each_kind = pytest.mark.parametrize("kind", KINDS_FOUND)


def example(kind: str, **fields: Any) -> Strategy:
    """A strategy of the kind at work from week 2, strong enough to be felt among 100 people."""
    return FOUND[kind](**{"start_week": 2, **fields})


def in_market(*bundles: list[Strategy], budget: float | None = None, **more: Any) -> Any:
    """A lively world with one arm for each bundle of strategies."""
    arms = [
        arm(f"Arm {k}", *(one.table() for one in bundle), budget=budget)
        for k, bundle in enumerate(bundles)
    ]
    return world(lively(*arms, **more))


# --- felt from its start ----------------------------------------------------------------------------------


@each_kind
def test_at_its_defaults_it_is_felt(kind: str) -> None:
    """A strategy that never does anything would keep every law."""
    place = in_market([example(kind)])
    assert differences(stepped(place, 0), stepped(place, 1)) != []


@each_kind
def test_before_its_start_nothing_differs_from_the_control(kind: str) -> None:
    place = in_market([example(kind, start_week=7)])
    control, arm_ = weekly(stepped(place, 0)), weekly(stepped(place, 1))
    assert {name: rows[:7] for name, rows in arm_.items()} == {
        name: rows[:7] for name, rows in control.items()
    }


# --- money ----------------------------------------------------------------------------------------

BUDGETS = st.one_of(
    st.none(), st.integers(0, 3), st.integers(0, 1_000_000), st.integers(0, 10**15)
)
"""In minor units, none at all and next to none among them."""


@each_kind
@PROPERTY
@given(minor=BUDGETS, start=st.integers(0, WEEKS - 1), currency=st.sampled_from(["JPY", "USD"]))
def test_money_is_whole_and_within_budget_and_time(
    kind: str, minor: int | None, start: int, currency: str
) -> None:
    budget = None if minor is None else minor / {"JPY": 1, "USD": 100}[currency]
    strategy = example(kind, start_week=start)
    market = {"consumers": 20, "currency": currency, "weeks": WEEKS}
    place = in_market([strategy], budget=budget, market=market)
    model = stepped(place, 1)
    ledger, last = model.ledger, min(strategy.last_week(WEEKS), WEEKS - 1)
    for line in ledger.lines:
        assert isinstance(line.amount, int)
        assert line.amount > 0
        assert start <= line.week <= last
        assert line.strategy == kind
        assert line.kind in KINDS
        assert line.payer in PAYERS
    booked = sum(line.amount for line in ledger.lines)
    assert booked == ledger.booked
    if minor is None:
        assert ledger.left is None
    else:
        assert booked <= minor
        assert ledger.left == minor - booked
    recorded = weekly(model)
    for payer, name in (("company", "cost"), ("owner", "owner_cost")):
        assert recorded[name] == [
            sum(x.amount for x in ledger.lines if (x.week, x.payer) == (week, payer))
            for week in range(WEEKS)
        ]


@each_kind
def test_a_strategy_that_may_spend_nothing_does_nothing_that_costs(kind: str) -> None:
    """With a budget of 0 the people get nothing for nothing: no gift, no reach, no agent."""
    place = in_market([example(kind)], budget=0.0)
    rich = stepped(in_market([example(kind)]), 1)
    if rich.ledger.lines:
        assert differences(stepped(place, 0), stepped(place, 1)) == []


SMALL_MONEY = (0.1, 0.4, 0.5, 0.6, 1.0)


@each_kind
@pytest.mark.parametrize("cost", SMALL_MONEY)
@pytest.mark.parametrize("budget", [0.0, 1.0, 2.0])
def test_small_amounts_are_no_way_around_a_budget(kind: str, cost: float, budget: float) -> None:
    """Where every price is less than a few coins, what is booked stays within the budget too."""
    prices = priced(FOUND[kind], cost)
    place = in_market([example(kind, **prices)], budget=budget)
    model = stepped(place, 1)
    assert model.ledger.booked <= budget
    if budget == 0 and prices:
        assert differences(stepped(place, 0), model) == []


@each_kind
@pytest.mark.parametrize("end", ["minimum", "maximum"])
def test_whatever_a_field_allows_the_levers_take(kind: str, end: str) -> None:
    """One field at a time at an end of what it allows: no lever is handed what it refuses."""
    for field in declarations(FOUND[kind]):
        value = getattr(field, end)
        if value is None or field.name in ("start_week", "payment_week"):
            continue
        if "int" in field.type:
            value = int(value)
        place = in_market([example(kind, **{field.name: value})], budget=1e6)
        assert stepped(place, 1).week == WEEKS


def test_every_lever_of_money_ends_with_its_strategy() -> None:
    """Two arms that differ only after one strategy's last week book the same for that strategy."""
    short, long = FOUND["paid_media"](weeks=3), FOUND["paid_media"](weeks=9)
    place = in_market([short], [long])
    first, second = stepped(place, 1).ledger.lines, stepped(place, 2).ledger.lines
    assert [line.week for line in first] == [0, 1, 2]
    assert second[:3] == first


# --- reading only ---------------------------------------------------------------------------------


def market_now() -> Any:
    model = WordOfMouthModel(world(lively(segments=[{"name": "all", "share": 1.0}])))
    for _ in range(3):
        model.step()
    return model.market()


@pytest.mark.parametrize("column", market_now().people().columns())
def test_columns_refuse_writing(column: str) -> None:
    values = getattr(market_now().people(), column)
    with pytest.raises(ValueError, match="read-only"):
        values[...] = 0


@pytest.mark.parametrize("array", ["offsets", "targets", "kinds", "uids", "out_degree", "in_degree"])
def test_the_graph_refuses_writing(array: str) -> None:
    graph = market_now().graph
    with pytest.raises(ValueError, match="read-only"):
        getattr(graph, array)[...] = 0
    with pytest.raises(AttributeError):
        setattr(graph, array, None)


def test_the_arcs_of_the_graph_refuse_writing() -> None:
    for array in market_now().graph.arcs:
        if len(array):
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0


@pytest.mark.parametrize("name", ["week", "price", "people", "graph", "groups", "yearly_revenue"])
def test_the_market_refuses_new_values(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(market_now(), name, 0)


@each_kind
def test_a_strategy_cannot_be_changed(kind: str) -> None:
    strategy = example(kind)
    for name in type(strategy).model_fields:
        with pytest.raises(ValueError, match="frozen"):
            setattr(strategy, name, getattr(strategy, name))


# --- what it says of itself -----------------------------------------------------------------------


@each_kind
def test_it_survives_a_scenario_file(kind: str, tmp_path: Any) -> None:
    strategy = example(kind)
    file = tmp_path / "one.toml"
    file.write_text(tomli_w.dumps(table(arm("One", strategy.table()))), "utf-8")
    again = scenario(str(file)).arms[1].strategies[0]
    assert again == strategy
    assert type(again) is type(strategy)
    assert again.digest() == strategy.digest()


@each_kind
def test_the_digest_tells_strategies_apart(kind: str) -> None:
    assert example(kind).digest() != example(kind, start_week=5).digest()


@each_kind
def test_it_names_its_kind_and_what_makes_it_strong(kind: str) -> None:
    strategy = FOUND[kind]
    assert strategy.kind == kind
    assert kind.isidentifier()
    assert strategy.intensity
    assert set(strategy.intensity) <= set(strategy.model_fields)


@each_kind
def test_it_says_of_itself_what_a_strategy_must_say(kind: str) -> None:
    assert [str(fault) for fault in faults_of(FOUND[kind], kind)] == []


@each_kind
def test_its_summary_is_one_sentence(kind: str) -> None:
    summary = FOUND[kind].summary()
    assert summary[0].isupper()
    assert summary.endswith(".")
    assert summary.count(".") == 1
    assert 20 <= len(summary) <= 100


ALL_FIELDS = [
    pytest.param(kind, field, id=f"{kind}.{field.name}")
    for kind in KINDS_FOUND
    for field in declarations(FOUND[kind])
]


@pytest.mark.parametrize(("kind", "field"), ALL_FIELDS)
def test_every_field_has_unit_meaning_and_source(kind: str, field: Declaration) -> None:
    assert field.unit
    assert len(field.description) > 10 or " " in field.description
    assert field.source
    assert unknown_source(field.source) is None


@pytest.mark.parametrize(("kind", "field"), ALL_FIELDS)
def test_every_number_has_limits_and_a_default_within_them(kind: str, field: Declaration) -> None:
    annotation = FOUND[kind].model_fields[field.name].annotation
    if not {int, float} & {annotation, *get_args(annotation)}:
        return
    assert field.minimum is not None
    assert field.maximum is not None
    assert math.isfinite(field.minimum)
    assert math.isfinite(field.maximum)
    low, high = field.sourced or (field.minimum, field.maximum)
    assert field.minimum <= low < high <= field.maximum
    if field.default is not None:
        assert low <= field.default <= high


@pytest.mark.parametrize(("kind", "field"), ALL_FIELDS)
def test_numbers_outside_the_limits_are_refused(kind: str, field: Declaration) -> None:
    for wrong in (field.minimum, field.maximum):
        if wrong is not None:
            outside = wrong - 1 if wrong == field.minimum else wrong * 2 + 1
            with pytest.raises(ValueError, match="equal to"):
                FOUND[kind](**{field.name: type(wrong)(np.float64(outside))})
