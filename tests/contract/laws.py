"""The laws of the contract that need more than one run, each for a strategy named by its kind.

A law raises AssertionError where it is broken. It knows the strategies that are found and the wrong
twins in `wrong_strategies`, so that a test can show that it would see them.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from agreement import run_both, run_digest
from support import arm, differences, lively, priced, stepped

from simulator.agents.campaign import Campaign
from simulator.agents.ledger import Account
from simulator.agents.levers import Levers, Pulled
from simulator.agents.market import Market
from simulator.draws import Draws
from simulator.engine import MarketModel
from simulator.graph.social_graph import SocialGraph
from simulator.model import WordOfMouthModel
from simulator.scenarios.files import load_scenario
from simulator.strategies.base import Strategy
from simulator.strategies.registry import strategies
from simulator.world import World, make_world

TWINS = Path(__file__).with_name("wrong_strategies.py")
KNOWN = strategies([TWINS])
LEVERS = [name for name, kind in vars(Levers).items() if isinstance(kind, Pulled)]
WEEKS = 16


def market_with(
    kind: str, budget: float | None = None, graph: SocialGraph | None = None,
    market: dict[str, Any] | None = None, **fields: Any,
) -> World:
    """A lively world of its own, with the control and an arm that has just this strategy."""
    row = {"kind": kind, "start_week": 2, **fields}
    rows = lively(arm("Plan", row, budget=budget), market={"weeks": WEEKS, **(market or {})})
    return make_world(load_scenario(rows, graph=graph, strategy_files=[TWINS]), 1)


def zero_intensity_is_the_control(kind: str) -> None:
    """Nothing done is nothing booked, and every bit that of the control."""
    place = market_with(kind, **dict.fromkeys(KNOWN[kind].intensity, 0))
    control, plan = stepped(place, 0), stepped(place, 1)
    assert differences(control, plan) == []
    assert plan.ledger.lines == []


def any_order_in_the_arm_gives_the_same_bits(kind: str, other: str, budget: float | None) -> None:
    """Two of a kind that differ, and another one, in all six orders."""
    bundle = [
        {"kind": kind, "start_week": 2}, {"kind": kind, "start_week": 3},
        {"kind": other, "start_week": 2},
    ]  # fmt: skip
    arms = [arm(f"{k}", *order, budget=budget) for k, order in enumerate(permutations(bundle))]
    place = make_world(load_scenario(lively(*arms), strategy_files=[TWINS]), 1)
    first = stepped(place, 1)
    for number in range(2, len(arms) + 1):
        again = stepped(place, number)
        assert differences(first, again) == []
        assert again.ledger.lines == first.ledger.lines


# --- the same bits --------------------------------------------------------------------------------


def runs_side_by_side_are_as_alone(kind: str) -> None:
    """Nothing is carried from run to run, nor from the arm to the control, nor from the clock."""
    runs = [(1, 0), (0, 0), (1, 1)]
    alone = [stepped(market_with(kind), *run) for run in runs]
    shared = market_with(kind)
    together = [WordOfMouthModel(shared, *run) for run in runs]
    for _ in range(WEEKS):
        for model in together:
            model.step()
    for one, other in zip(alone, together, strict=True):
        assert differences(one, other) == []
        assert one.ledger.lines == other.ledger.lines


def both_engines_agree(kind: str) -> None:
    """What is decided does not hang on how an engine keeps its people."""
    assert run_both(market_with(kind), 1) == []


def the_order_of_rows_is_no_matter(kind: str) -> None:
    """People are named by uids; in which row they stand says nothing."""
    graph = market_with(kind).graph
    moved = graph.reordered(np.arange(graph.n)[::-1] * 37 % graph.n)
    one, other = (stepped(market_with(kind, graph=each), 1) for each in (graph, moved))
    assert differences(one, other) == []
    assert one.ledger.lines == other.ledger.lines


def fingerprint(kind: str) -> str:
    """Hash of a run."""
    return run_digest(WordOfMouthModel(market_with(kind), 1))


OUTSIDE = {"time", "datetime", "random", "secrets", "uuid", "os", "socket", "urllib", "threading"}
"""Modules that bring in what a seed does not say: clocks, chance, the machine, other threads."""


def nothing_outside_is_asked(kind: str) -> None:
    """Its file imports no clock and no chance, whenever they would show."""
    assert asked_outside(inspect.getsource(sys.modules[KNOWN[kind].__module__])) == set()


def asked_outside(source: str) -> set[str]:
    """What a source text brings in from outside, or from another package's random numbers."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Attribute) and node.attr == "random":
            names.add(ast.unparse(node))
    return {name for name in names if name.split(".")[0] in OUTSIDE or "random" in name.split(".")}


# --- hands off ------------------------------------------------------------------------------------


@contextmanager
def watched(look: Callable[[MarketModel, Campaign], Callable[[], None]]) -> Iterator[None]:
    """Look at the model before each call of a strategy, and by what `look` returns after it."""
    prepare, act = Campaign.prepare, Campaign.act

    def prepared(own: Campaign, market: Market, draws: Draws) -> None:
        after = look(own.model, own)
        prepare(own, market, draws)
        after()

    def acted(own: Campaign, week: int, market: Market, *more: Any) -> None:
        after = look(own.model, own)
        act(own, week, market, *more)
        after()

    with patch.object(Campaign, "prepare", prepared), patch.object(Campaign, "act", acted):
        yield


def nothing_is_touched_but_levers_and_books(kind: str) -> None:
    """People, ties and brands are as before; what is booked is booked in its name, in this week."""

    def state(model: MarketModel) -> list[Any]:
        arrays = [*model.people.columns().values(), *model.world.graph.arcs, model.world.graph.uids]
        return [array.tobytes() for array in arrays] + [repr(model.brands), model.ledger.budget]

    def look(model: MarketModel, campaign: Campaign) -> Callable[[], None]:
        before, lines = state(model), list(model.ledger.lines)

        def after() -> None:
            assert state(model) == before
            booked = model.ledger.lines
            assert booked[: len(lines)] == lines
            own = (model.week, campaign.label)
            assert all((line.week, line.strategy) == own for line in booked[len(lines) :])
            assert model.ledger.booked == sum(line.amount for line in booked)

        return after

    with watched(look):
        stepped(market_with(kind), 1)


# --- money ----------------------------------------------------------------------------------------


class Bill(NamedTuple):
    """What was asked of an account for a kind of booking, in major units; which share was allowed."""

    kind: str
    amount: float
    share: float


@contextmanager
def bills() -> Iterator[list[Bill]]:
    """Everything that is asked of any account meanwhile, in order."""
    found: list[Bill] = []
    spend, buy = Account.spend, Account.buy

    def spent(own: Account, kind: str, amount: float, payer: str = "company") -> float:
        share = spend(own, kind, amount, payer)
        found.append(Bill(kind, float(amount), share))
        return share

    def bought(own: Account, kind: str, units: int, unit_cost: float) -> int:
        number = buy(own, kind, units, unit_cost)
        found.append(Bill(kind, units * unit_cost, number / units if units else 1.0))
        return number

    with patch.object(Account, "spend", spent), patch.object(Account, "buy", bought):
        yield found


def a_coin_buys_next_to_nothing(kind: str) -> None:
    """Nobody notices a plan of thousands that is carried out for one."""
    if stepped(market_with(kind), 1).ledger.booked >= 1000:
        place = market_with(kind, budget=1.0)
        found = set(differences(stepped(place, 0), stepped(place, 1)))
        assert found <= {"cost", "owner_cost"}  # the coin itself


def what_is_refused_does_not_happen(kind: str) -> None:
    """Where all bills of a week are refused, no lever is pulled in it, whatever was paid before."""
    lines = stepped(market_with(kind), 1).ledger.lines
    asked: list[Bill]

    def held(levers: Levers) -> list[Any]:
        values = {name: getattr(levers, name) for name in LEVERS if name != "discovers"}
        for name in ("given", "helpers"):
            values[name] = sum(len(part) for part in values[name])
        return [v.tobytes() if isinstance(v, np.ndarray) else v for v in values.values()]

    def look(model: MarketModel, campaign: Campaign) -> Callable[[], None]:
        before, number = held(model.levers), len(asked)

        def after() -> None:
            own = [bill.share for bill in asked[number:] if bill.amount > 0]
            if own and not any(own):
                assert held(model.levers) == before

        return after

    for budget in {sum(line.amount for line in lines[:k]) for k in range(len(lines))}:
        with bills() as asked, watched(look):
            stepped(market_with(kind, budget=float(budget)), 1)


def bills_are_booked_to_the_coin(kind: str, price: float, currency: str) -> None:
    """However small the prices, what is asked for in a week and what is booked in it are the same.

    But for rounding: half a coin for each kind of booking that is asked for.
    """
    prices = priced(KNOWN[kind], price)
    asked: list[Bill]

    def look(model: MarketModel, campaign: Campaign) -> Callable[[], None]:
        number, before = len(asked), model.ledger.booked

        def after() -> None:
            own = asked[number:]
            coins = sum(bill.amount * bill.share for bill in own) * model.ledger.minor_per_major
            kinds = {bill.kind for bill in own}
            assert abs(model.ledger.booked - before - coins) <= len(kinds) / 2

        return after

    with bills() as asked, watched(look):
        stepped(market_with(kind, market={"currency": currency}, **prices), 1)


def what_it_plans_to_spend_is_what_it_spends(
    kind: str, start: int, people: int, must_say: bool
) -> bool:
    """Without a budget. False where it says nothing; who must say it says it if it costs anything."""
    market = {"people_per_consumer": people}
    booked = stepped(market_with(kind, market=market, start_week=start), 1).ledger.booked
    strategy: Strategy = KNOWN[kind](start_week=start)
    planned = strategy.planned_cost(WEEKS, 100 * people, people)
    if planned is None:
        assert not (must_say and booked > 0), "it costs something and says nothing of it"
        return False
    assert booked == planned
    return True
