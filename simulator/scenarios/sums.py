"""Mistakes that only show when two places of a scenario are held against each other.

Each check yields what it finds as (sentence, place, values, places that have a part in it; none for
the place alone). The scenario may lack what is mistaken in it: a check ends where it would need such
a value.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from babel.numbers import get_currency_precision, list_currencies

from simulator.agents.groups import AUDIENCES
from simulator.agents.ledger import MOST_MONEY
from simulator.errors import Mistake
from simulator.graph.generators import Generator
from simulator.graph.passing import check_chances
from simulator.parameters import Table
from simulator.scenarios.answers import mistakes_of, where_known
from simulator.scenarios.draft import Place
from simulator.scenarios.schema import MAX_WEEKS, LadderShares, Scenario
from simulator.strategies.base import OWN_MISTAKE, Strategy

CONSUMERS, EACH = ("market", "consumers"), ("market", "people_per_consumer")
WEEKS, CURRENCY = ("market", "weeks"), ("market", "currency")
TOLERANCE = 1e-6  # of shares that should sum to 1
MOST_PEOPLE = 10**10  # somewhat more than there are

PARTS = {
    "strategy.after_horizon": WEEKS,
    "strategy.payment_after_horizon": WEEKS,
    "strategy.below_one_consumer": EACH,
}
"""What of the market has a part in a strategy's mistake, beside the strategy's own fields."""

Finding = tuple[str, Place, dict[str, Any], tuple[Place, ...]]
Findings = Iterator[Finding]
Row = tuple[Place, Table]  # a table, and where it stands


def contradictions(scenario: Scenario, named: Callable[[Place], str]) -> Findings:
    """Find every contradiction within a scenario whose single values are all allowed or missing.

    Parameters
    ----------
    named : writes a place as a path, for sentences that name more than one.
    """
    for check in (
        _initial, _segment_shares, _people, _followers, _currency, _decimals, _money,
        partial(_evidence, named), _choice, _passing, _arm_names, _segment_names, _rival_names, _graph,
        _strategies,
    ):  # fmt: skip
        yield from where_known(check(scenario))


def _initial(scenario: Scenario) -> Findings:
    yield from where_known(_share_sum(scenario.market.initial, ("market", "initial")))
    for k, rival in enumerate(scenario.rivals):
        own = getattr(rival, "initial", None)
        if own is not None:
            yield from where_known(_share_sum(own, ("rivals", k, "initial")))


def _share_sum(table: LadderShares, place: Place) -> Findings:
    total = math.fsum(table.shares)
    if abs(total - 1) > TOLERANCE:
        yield "shares_sum", place, {"total": f"{total:.6g}"}, ()


def _segment_shares(scenario: Scenario) -> Findings:
    total = math.fsum(one.share for one in scenario.segments)
    if scenario.segments and abs(total - 1) > TOLERANCE:
        yield "shares_sum", ("segments",), {"total": f"{total:.6g}"}, ()


def _people(scenario: Scenario) -> Findings:
    market = scenario.market
    if market.people > MOST_PEOPLE:
        values = {"people": market.people, "most": MOST_PEOPLE}
        yield "too_many_people", EACH, values, (EACH, CONSUMERS)


def _followers(scenario: Scenario) -> Findings:
    market = scenario.market
    if market.followers > market.people:
        values = {
            "value": market.followers, "people": market.people, "consumers": market.consumers,
            "each": market.people_per_consumer, "least": -(-market.followers // market.consumers),
        }  # fmt: skip
        place = ("market", "followers")
        yield "followers_above_people", place, values, (place, CONSUMERS, EACH)


def _currency(scenario: Scenario) -> Findings:
    code = scenario.market.currency
    if code not in list_currencies():
        yield "currency", CURRENCY, {"value": code}, ()


def _decimals(scenario: Scenario) -> Findings:
    """Prices and budgets finer than the smallest coin."""
    code = scenario.market.currency
    if code not in list_currencies():
        return
    digits = get_currency_precision(code)
    for place, amount in _amounts(scenario):
        if round(amount, digits) != amount:
            values = {"value": amount, "currency": code, "digits": digits}
            yield "money_digits", place, values, (place, CURRENCY)


def _amounts(scenario: Scenario) -> Iterator[tuple[Place, float]]:
    fields: list[tuple[Place, Table]] = [
        (("market", name), scenario.market) for name in ("price", "category_price", "unit_cost")
    ]
    fields += [(("rivals", k, "price"), one) for k, one in enumerate(scenario.rivals)]
    fields += [(("arms", k, "budget"), one) for k, one in enumerate(scenario.arms)]
    for place, table in fields:
        amount = getattr(table, str(place[-1]), None)
        if amount is not None:
            yield place, amount


def _money(scenario: Scenario) -> Findings:
    """More revenue than the books can hold, if everybody bought every week."""
    market = scenario.market
    if market.people > MOST_PEOPLE:
        return
    for place, price in (
        (("market", "price"), market.price),
        (("market", "unit_cost"), market.unit_cost),
        *((("rivals", k, "price"), one.price) for k, one in enumerate(scenario.rivals)),
    ):
        if price * market.minor_per_major * market.people * market.weeks > MOST_MONEY:
            values = {"value": price, "people": market.people}
            yield "too_much_money", place, values, (place, CONSUMERS, EACH, WEEKS, CURRENCY)


def _evidence(named: Callable[[Place], str], scenario: Scenario) -> Findings:
    """Minds that cannot hold what they begin with; either value may be a segment's or everybody's."""
    everybody: Row = (("behaviour",), scenario.behaviour)
    for own in (everybody, *((("segments", k), one) for k, one in enumerate(scenario.segments))):
        (here, cap), (there, prior) = (
            _held(name, own, everybody) for name in ("evidence_cap", "evidence_prior")
        )
        if cap < prior and own[0] in (here[:-1], there[:-1]):  # otherwise it was said of everybody
            values = {"value": cap, "other": named(there), "prior": prior}
            yield "cap_below_prior", here, values, (here, there)


def _held(name: str, own: Row, everybody: Row) -> tuple[Place, float]:
    """Where a segment's value stands, and what it is: its own, or else everybody's."""
    place, table = everybody if getattr(own[1], name) is None else own
    return (*place, name), getattr(table, name)


def _choice(scenario: Scenario) -> Findings:
    switches, choice, passing = scenario.switches, ("switches", "choice"), ("switches", "passing")
    if switches.choice != "logit" and scenario.rivals:
        yield "rivals_need_logit", ("rivals",), {"choice": switches.choice}, (("rivals",), choice)
    if switches.choice == "threshold" and switches.passing != "rate":
        yield "threshold_weighs", passing, {"value": switches.passing}, (passing, choice)


def _passing(scenario: Scenario) -> Findings:
    """Find weights that cannot be the probabilities for which they are to be taken."""
    if scenario.switches.passing != "arcs":
        return
    social, made = scenario._social_graph, scenario.graph
    passing = ("switches", "passing")
    parts: tuple[Place, ...] = (passing, ("graph",))
    if isinstance(made, Generator):
        heaviest, parts = made.heaviest(scenario.market.consumers), (*parts, CONSUMERS)
        if heaviest > 1.0:
            yield "at", passing, {"what": Mistake("passing_above_one", value=f"{heaviest:g}")}, parts
    elif social is not None and social.weights is not None:
        try:
            check_chances(social)
        except Mistake as mistake:
            yield "at", passing, {"what": mistake}, parts


def _arm_names(scenario: Scenario) -> Findings:
    yield from _names([one.name for one in scenario.arms], "arms")


def _segment_names(scenario: Scenario) -> Findings:
    yield from _names([one.name for one in scenario.segments], "segments", AUDIENCES)


def _rival_names(scenario: Scenario) -> Findings:
    yield from _names([one.name for one in scenario.rivals], "rivals")


def _names(names: list[str], place: str, reserved: Sequence[str] = ()) -> Findings:
    all_names = [*reserved, *names]
    parts = [(place, k, "name") for k, name in enumerate(names) if all_names.count(name) > 1]
    if parts:
        twice = sorted({names[k] for _, k, _ in parts})
        yield "names_twice", (place,), {"names": ", ".join(twice)}, tuple(parts)


def _graph(scenario: Scenario) -> Findings:
    """Find out whether the graph can be made for so many consumers, as far as no draw decides that."""
    if isinstance(scenario.graph, Generator):
        try:
            consumers = scenario.market.consumers
            scenario.graph.check(consumers, () if len(scenario.segments) > 1 else (consumers,))
        except Mistake as mistake:
            yield "at", ("graph",), {"what": mistake}, (("graph",), CONSUMERS)


def _strategies(scenario: Scenario) -> Findings:
    """Ask the strategies what they cannot do in such a market."""
    market = scenario.market
    audiences = (*AUDIENCES, *(one.name for one in scenario.segments))
    weeks = getattr(market, "weeks", MAX_WEEKS)  # unknown: as harmless as can be
    people = getattr(market, "people_per_consumer", 1)
    for k, arm in enumerate(scenario.arms):
        for n, strategy in enumerate(getattr(arm, "strategies", ())):
            place = ("arms", k, "strategies", n)
            try:
                mistakes = mistakes_of(strategy, weeks, people, audiences)
            except Mistake as fault:  # of its author
                yield "at", place, {"what": fault}, ()
                continue
            for mistake in mistakes:
                yield _of_strategy(mistake, strategy, place)


def _of_strategy(mistake: Mistake, strategy: Strategy, place: Place) -> Finding:
    """Say where a strategy's mistake lies, and what has a part in it."""
    ours = ("file", "place", "places")
    values = {name: value for name, value in mistake.values.items() if name not in ours}
    field = values.get("field")
    fields = [name for name in type(strategy).model_fields if name in values or name == field]
    parts = [(*place, name) for name in fields] or [place]
    if mistake.key in PARTS:
        parts.append(PARTS[mistake.key])
    if mistake.key == OWN_MISTAKE and field:
        place = (*place, str(field))
    return mistake.key, place, values, tuple(parts)
