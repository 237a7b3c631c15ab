"""Mistakes that only show when two places of a scenario are held against each other."""

import math

from babel.numbers import get_currency_precision, list_currencies

from simulator.agents.groups import AUDIENCES
from simulator.errors import Mistake
from simulator.scenarios.schema import LadderShares, Scenario

TOLERANCE = 1e-6  # of shares that should sum to 1


def cross_checks(scenario: Scenario, file: str) -> list[Mistake]:
    """Return every contradiction within a scenario whose single values are all allowed."""
    found = _shares(scenario, file) + _money(scenario, file) + _names(scenario, file)
    behaviour = scenario.behaviour
    if behaviour.evidence_cap < behaviour.evidence_prior:
        found.append(
            Mistake(
                "cap_below_prior", file=file, cap=behaviour.evidence_cap,
                prior=behaviour.evidence_prior,
            )
        )
    if scenario.switches.choice != "logit" and scenario.rivals:
        found.append(Mistake("rivals_need_logit", file=file, choice=scenario.switches.choice))
    if scenario.market.followers > scenario.market.people:
        found.append(
            Mistake(
                "followers_above_people", file=file, followers=scenario.market.followers,
                people=scenario.market.people,
            )
        )
    audiences = (*AUDIENCES, *(one.name for one in scenario.segments))
    for k, arm in enumerate(scenario.arms):
        for n, strategy in enumerate(arm.strategies):
            place = f"arms.{k}.strategies.{n} ({arm.name}: {strategy.kind})"
            found += [
                Mistake(one.key, **{**one.values, "file": file, "place": place})
                for one in strategy.mistakes(
                    scenario.market.weeks, scenario.market.people_per_consumer, audiences
                )
            ]
    return found


def _shares(scenario: Scenario, file: str) -> list[Mistake]:
    tables: list[tuple[str, LadderShares]] = [("market.initial", scenario.market.initial)]
    for k, rival in enumerate(scenario.rivals):
        if rival.initial is not None:
            tables.append((f"rivals.{k}.initial", rival.initial))
    found = [
        Mistake("shares_sum", file=file, place=place, total=round(math.fsum(table.shares), 6))
        for place, table in tables
        if abs(math.fsum(table.shares) - 1) > TOLERANCE
    ]
    total = math.fsum(scenario.segment_shares)
    if abs(total - 1) > TOLERANCE:
        found.append(Mistake("shares_sum", file=file, place="segments", total=round(total, 6)))
    return found


def _money(scenario: Scenario, file: str) -> list[Mistake]:
    market = scenario.market
    if market.currency not in list_currencies():
        return [Mistake("currency", file=file, place="market.currency", value=market.currency)]
    digits = get_currency_precision(market.currency)
    prices = {"market.price": market.price, "market.unit_cost": market.unit_cost}
    prices |= {f"rivals.{k}.price": one.price for k, one in enumerate(scenario.rivals)}
    return [
        Mistake(
            "money_digits", file=file, place=place, value=value, currency=market.currency,
            digits=digits,
        )
        for place, value in prices.items()
        if abs(value * 10**digits - round(value * 10**digits)) > TOLERANCE
    ]


def _names(scenario: Scenario, file: str) -> list[Mistake]:
    found = []
    for place, names in (
        ("arms", [one.name for one in scenario.arms]),
        ("segments", [*AUDIENCES, *(one.name for one in scenario.segments)]),
        ("rivals", [one.name for one in scenario.rivals]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            found.append(Mistake("names_twice", file=file, place=place, names=", ".join(twice)))
    return found


