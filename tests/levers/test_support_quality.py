"""Arms of support can differ in how good their answers are, and in how fast by their number."""

import math
from typing import Any

import pytest
from support import arm, differences, lively, stepped, total, weekly, world

from simulator.agents.ledger import Account, Ledger
from simulator.agents.levers import Levers
from simulator.strategies.registry import strategies

KINDS = ("closed_support", "open_support")
each_kind = pytest.mark.parametrize("kind", KINDS)


def pulled(kind: str, budget: int | None = None, **fields: Any) -> float:
    """Log-odds that the strategy adds to the chance to solve a case."""
    place = world(lively())
    levers = Levers(place.groups, 0.5, place.consumers)
    one = strategies()[kind](**fields)
    market: Any = None  # support does not look at it
    one.act(None, 0, market, levers, Account(Ledger(1, budget), kind, 0))
    return levers.ability_log_odds


@each_kind
@pytest.mark.parametrize("quality", [-1.0, 0.0, 0.7])
def test_quality_adds_to_the_odds_of_solving(kind: str, quality: float) -> None:
    history = {"history_gain": 0.0} if kind == "closed_support" else {}
    assert pulled(kind, answer_quality=quality, **history) == quality


def test_it_adds_to_the_history_at_hand() -> None:
    both = pulled("closed_support", answer_quality=0.7, history_gain=0.4)
    assert math.isclose(both, 0.7 + 0.4)


@each_kind
def test_it_goes_by_what_is_paid(kind: str) -> None:
    history = {"history_gain": 0.0} if kind == "closed_support" else {"moderation_cost": 0.0}
    assert pulled(kind, 30_000, answer_quality=0.8, **history) == 0.4
    assert pulled(kind, 0, answer_quality=0.8, **history) == 0.0


def test_nobody_answers_well_where_nobody_answers() -> None:
    assert pulled("open_support", agents=0.0, answer_quality=0.8) == 0.0


def arms(**fields: Any) -> Any:
    rows = [arm(f"{k}", {"kind": k, "agents": 0.2, **fields}) for k in KINDS]
    return world(lively(*rows, market={"consumers": 200}))


@pytest.mark.parametrize("number", [1, 2])
def test_better_answers_solve_more(number: int) -> None:
    good, plain, bad = (stepped(arms(answer_quality=q), number) for q in (4.0, 0.0, -4.0))
    solved = [total(one, "solved") for one in (good, plain, bad)]
    assert solved == sorted(solved, reverse=True)
    assert len(set(solved)) == 3
    assert differences(plain, stepped(arms(), number)) == []  # the default changes nothing


@pytest.mark.parametrize("number", [1, 2])
def test_speed_is_agents_against_the_line(number: int) -> None:
    slow, fast = (stepped(arms(agents=a), number) for a in (0.05, 1.0))
    assert total(slow, "weeks_waited") > total(fast, "weeks_waited")
    assert sum(weekly(slow)["n_open_cases"]) > sum(weekly(fast)["n_open_cases"])
