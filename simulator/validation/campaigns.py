"""What campaigns bring: whom to give products to, what advertising, talk, prices and promises do."""

import math
from typing import Any

import numpy as np

from simulator.model import WordOfMouthModel
from simulator.scenarios.behaviour import Behaviour
from simulator.scenarios.schema import MarketTable, Scenario
from simulator.strategies.base import Strategy
from simulator.strategies.paid_media import PaidMedia
from simulator.strategies.registry import strategies
from simulator.validation.check import Measured, above, below, check
from simulator.validation.worlds import Values, market, mean, of, ratio, runs
from simulator.world import make_world

TEST = "tests/science/test_validation.py"
YEAR, TWO_YEARS = 52, 104  # weeks
MORE = 1.25  # times as much advertising or talk, for an elasticity
DEARER = 1.1  # times the price
PLAIN = Behaviour()
PEOPLE = MarketTable.model_fields["consumers"].default
AGAIN = 13  # weeks in which somebody should have bought again
ORDINARY = 0.05  # of a year's revenue: what is spent on a running brand


def _seeding(number: int, rule: str) -> list[dict[str, Any]]:
    return [{"kind": "seeding", "seeds": number, "rule": rule}]


def _advertising(rate: float, weeks: int) -> list[dict[str, Any]]:
    """Paid media by which people discover the brand at that rate a week."""
    media = PaidMedia()
    spend = rate * PEOPLE * media.cost_per_contact / media.effect_per_contact
    return [{"kind": media.kind, "spend_per_week": spend, "weeks": weeks}]


# --- whom to give products to ----------------------------------------------------------------------


def _ahead(kind: str, rule: str, other: str, number: int, twin: bool) -> Measured:
    """Revenue that 500 free products bring by one rule more than by another; the twin has no influence.

    That is, nobody hears friends or minds what they own.
    """
    plans = {"Control": [], "one": _seeding(500, rule), "other": _seeding(500, other)}
    alone = {**_heard(0.0), "weight_neighbours": 0.0} if twin else None
    revenue = of(runs(market(kind, plans, alone), number), "revenue")
    return above(*mean((revenue[1] - revenue[2]) / revenue[0].mean()))


@check("R6a", "macro_face", "Hinz2011", TEST)
def hubs_before_random(full: bool, twin: bool) -> Measured:
    """In a launch."""
    return _ahead("launch", "degree", "random", 40 if full else 10, twin)


@check("R6b", "macro_face", "Hinz2011", TEST)
def random_before_fringe(full: bool, twin: bool) -> Measured:
    """In a launch."""
    return _ahead("launch", "random", "fringe", 40 if full else 10, twin)


@check("R6c", "macro_face", "Hinz2011", TEST)
def hubs_before_random_where_known(full: bool, twin: bool) -> Measured:
    """Of a running brand."""
    return _ahead("running_brand", "degree", "random", 40 if full else 10, twin)


@check("R6d", "macro_face", "Hinz2011", TEST)
def random_before_fringe_where_known(full: bool, twin: bool) -> Measured:
    """Of a running brand."""
    return _ahead("running_brand", "random", "fringe", 80 if full else 20, twin)


@check("R6e", "macro_face", "Hinz2011", TEST)
def hubs_matter_less_among_many(full: bool, twin: bool) -> Measured:
    """Times that hubs bring as much as anybody: with 50 seeds, less with 1,000. Twin: the other way round."""
    few, many = (1000, 50) if twin else (50, 1000)
    number = 20 if full else 8
    ratios = []
    for seeds in (few, many):
        plans = {"Control": [], "degree": _seeding(seeds, "degree"), "random": _seeding(seeds, "random")}
        revenue = of(runs(market("launch", plans), number), "revenue")
        ratios.append(ratio(revenue[1] - revenue[0], revenue[2] - revenue[0]))
    (one, error), (other, its) = ratios
    return above(one - other, math.hypot(error, its))


@check("R7", "macro_face", "Bakshy2011", TEST)
def many_ordinary_people(full: bool, twin: bool) -> Measured:
    """Reach by ordinary people less that by 20 hubs for the same money, where a hub costs by its ties.

    In the twin a hub costs no more than anybody.
    """
    hubs = 20
    degree = np.sort(make_world(market("launch"), 1).graph.out_degree)[::-1]
    many = hubs if twin else round(hubs * float(degree[:hubs].mean() / degree.mean()))
    plans = {"degree": _seeding(hubs, "degree"), "many": _seeding(many, "random")}
    reach = of(runs(market("launch", plans), 40 if full else 10), "reach")
    return above(*mean(reach[1] - reach[0]))


# --- elasticities ----------------------------------------------------------------------------------


def _elasticity(more: Values, less: Values, factor: float) -> Values:
    """Per cent that it changes for one per cent of what was multiplied, in each run."""
    ratios = [math.log(one / other) / math.log(factor) for one, other in zip(more, less, strict=True)]
    return np.array(ratios)


def _of_advertising(kind: str, number: int, behaviour: dict[str, float] | None = None) -> Values:
    plans = {"paid": _advertising(0.002, TWO_YEARS), "more": _advertising(0.002 * MORE, TWO_YEARS)}
    revenue = of(runs(market(kind, plans, behaviour, weeks=TWO_YEARS), number), "revenue")
    return _elasticity(revenue[1], revenue[0], MORE)


def _of_talk(kind: str, number: int) -> Values:
    plans = {"paid": _advertising(0.002, TWO_YEARS)}
    more, less = (
        of(runs(market(kind, plans, _heard(factor), weeks=TWO_YEARS), number), "revenue")[0]
        for factor in (MORE, 1.0)
    )
    return _elasticity(more, less, MORE)


def _heard(factor: float) -> dict[str, float]:
    """So many times as much is heard of what friends tell."""
    return {name: factor * getattr(PLAIN, name) for name in ("hearing_strong", "hearing_weak")}


@check("R11a", "macro_face", "Sethuraman2011", TEST)
def advertising(full: bool, twin: bool) -> Measured:
    """Elasticity of a running brand's revenue to advertising; the twin is a launch found by nothing else."""
    number = 40 if full else 10
    if twin:
        found = _of_advertising("launch", number, {"organic_discovery": 0.0})
    else:
        found = _of_advertising("running_brand", number)
    return Measured(*mean(found), 0.01, 0.3)


@check("R11b", "macro_face", "Sethuraman2011", TEST)
def talk_above_advertising(full: bool, twin: bool) -> Measured:
    """Elasticity to what is heard of what friends tell, less that to advertising; the twin is a launch."""
    kind, number = "launch" if twin else "running_brand", 40 if full else 10
    return above(*mean(_of_talk(kind, number) - _of_advertising(kind, number)))


def _price() -> float:
    """Price of a running brand."""
    return market("running_brand").market.price


@check("R11c", "macro_face", "Bijmolt2005", TEST)
def price_for_good(full: bool, twin: bool) -> Measured:
    """Elasticity of units to a price that is raised for good; in the twin people hardly heed it."""
    units, heed = [], {"price_sensitivity": 1.0} if twin else None
    for factor in (DEARER, 1.0):
        one = market("running_brand", behaviour=heed, market={"price": round(factor * _price())})
        units.append(of(runs(one, 20 if full else 6), "units")[0])
    return Measured(*mean(_elasticity(units[0], units[1], DEARER)), -3.5, -1.5)


@check("R11d", "macro_face", "Bijmolt2005", TEST)
def price_for_four_weeks(full: bool, twin: bool) -> Measured:
    """Elasticity of units to a cut of a tenth, in the four weeks of it; twin: as above."""
    cut = {"kind": "price_cut", "depth": 0.1, "weeks": 4, "start_week": YEAR // 2}
    heed = {"price_sensitivity": 1.0} if twin else None
    found = runs(market("running_brand", {"Control": [], "Cut": [cut]}, heed), 40 if full else 12)
    units = found.data["units"].values[..., YEAR // 2 : YEAR // 2 + 4].sum(axis=-1)
    return Measured(*mean(_elasticity(units[1], units[0], 0.9)), -3.5, -1.5)


@check("R11e", "macro_face", "Bijmolt2005", TEST)
def ten_times_the_price(full: bool, twin: bool) -> Measured:
    """Revenue at ten times the price, against that at the price; in the twin the category is as dear."""
    high, number = 10 * _price(), 20 if full else 6
    dear = {"price": high} | ({"category_price": high} if twin else {})
    much, plain = (
        of(runs(market("running_brand", market=table), number), "revenue")[0] for table in (dear, {})
    )
    return below(*mean(much / plain - 1.0))


# --- promises --------------------------------------------------------------------------------------


def _promising(kind: str, twin: bool) -> tuple[Scenario, Scenario]:
    """Advertising for two years that promises the most there is, and as it is; twin: less than it is."""
    plans = {"paid": _advertising(0.04, TWO_YEARS)}
    promises = 0.2 if twin else 1.0, PLAIN.promise
    much, plain = (market(kind, plans, {"promise": one}, weeks=TWO_YEARS) for one in promises)
    return much, plain


def _promised(kind: str, metric: str, number: int, twin: bool) -> tuple[float, float]:
    much, plain = (of(runs(one, number), metric)[0] for one in _promising(kind, twin))
    return mean(much - plain)


@check("R24a", "macro_face", "Oliver1980", TEST)
def promises_are_tried(full: bool, twin: bool) -> Measured:
    """First purchases that promising too much brings, in a launch; the twin promises too little."""
    return above(*_promised("launch", "new_customers", 20 if full else 6, twin))


@check("R24b", "macro_face", "Oliver1980", TEST)
def promises_and_nps(full: bool, twin: bool) -> Measured:
    """NPS by promising too much, mean over the weeks of a launch; twin: as above."""
    return below(*_promised("launch", "nps_mean", 40 if full else 12, twin))


@check("R24c", "macro_face", "Oliver1980", TEST)
def promises_and_nps_where_known(full: bool, twin: bool) -> Measured:
    """The same of a running brand."""
    return below(*_promised("running_brand", "nps_mean", 40 if full else 12, twin))


@check("R24d", "macro_face", "Oliver1980", TEST)
def promises_and_late_revenue(full: bool, twin: bool) -> Measured:
    """Revenue per customer in the last half year of a launch, by promising too much; twin: as above."""
    late = []
    for one in _promising("launch", twin):
        found = runs(one, 20 if full else 8).data
        customers = found["n_customers"].values[0, :, -1]
        late.append(found["revenue"].values[0, :, -YEAR // 2 :].sum(axis=-1) / customers)
    return below(*mean(late[0] - late[1]))


@check("R24e", "macro_face", "Oliver1980", TEST, is_long=True)
def promises_and_buying_again(full: bool, twin: bool) -> Measured:
    """Share of first buyers who buy again within 13 weeks, by promising too much, in a launch."""
    return below(*mean(_bought_again("launch", 40, twin)))


@check("R24f", "macro_face", "Oliver1980", TEST, is_long=True)
def promises_and_buying_again_where_known(full: bool, twin: bool) -> Measured:
    """The same of a running brand."""
    return below(*mean(_bought_again("running_brand", 120, twin)))


def _bought_again(kind: str, number: int, twin: bool) -> Values:
    much, plain = (make_world(one, 1) for one in _promising(kind, twin))
    models = ((WordOfMouthModel(one, 0, run) for one in (much, plain)) for run in range(number))
    return np.array([_share_again(a) - _share_again(b) for a, b in models])


def _share_again(model: WordOfMouthModel) -> float:
    """Share of those who first bought within the run, and `AGAIN` weeks or more before its end."""
    purchases = []
    while model.running:
        model.step()
        purchases.append(model.people.purchases[0].copy())
    first = model.people.first_purchase[0].astype(int)
    counted = np.flatnonzero((first >= 0) & (first + AGAIN < len(purchases)))
    then = np.array([purchases[week][one] for one, week in zip(counted, first[counted] + AGAIN, strict=True)])
    return float((then > 1).mean())


# --- what an ordinary budget can do ----------------------------------------------------------------


@check("R25", "macro_face", "assumption", TEST)
def no_plan_works_wonders(full: bool, twin: bool) -> Measured:
    """What a twentieth of a year's revenue adds to a running brand's revenue, by the best strategy.

    Every strategy that spends, at its defaults but for how much of it. In the twin it is spent in a launch.
    """
    kind, number = "launch" if twin else "running_brand", 20 if full else 6
    yearly = float(of(runs(market(kind), number), "revenue")[0].mean())
    budget = ORDINARY * yearly
    spending = [one for one in strategies().values() if one().planned_cost(YEAR, PEOPLE, 1)]
    plans = {one.kind: [_spending(one, budget)] for one in spending}
    revenue = of(runs(market(kind, {"Control": [], **plans}), number), "revenue")
    risen = [mean(arm / revenue[0] - 1.0) for arm in revenue[1:]]
    return Measured(*max(risen), 0.0, 0.3)


def _spending(strategy: type[Strategy], budget: float) -> dict[str, Any]:
    """A strategy at its defaults, with as much of it as costs the budget."""
    plain, much = strategy(), strategy.intensity[0]
    amount = getattr(plain, much) * budget / (plain.planned_cost(YEAR, PEOPLE, 1) or budget)
    whole = isinstance(getattr(plain, much), int)
    return {**plain.table(), much: int(amount) if whole else amount}
