"""Probably not what you meant: values allowed, but outside of what their source supports."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from simulator.parameters import declarations
from simulator.scenarios.schema import Arm, MarketTable, Scenario
from simulator.strategies.base import Strategy

OPEN_SUPPORT = "open_support"


def outside_sourced_range(scenario: Scenario) -> list[tuple[str, Any, float, float]]:
    """List every value outside its sourced range: (place, value, low, high)."""
    return [
        (f"{place}.{field.name}", value, *field.sourced)
        for place, table in _tables(scenario)
        for field in declarations(type(table))
        if field.sourced is not None
        for value in (getattr(table, field.name),)
        if isinstance(value, int | float) and not field.sourced[0] <= value <= field.sourced[1]
    ]


def unused_consumers(scenario: Scenario) -> tuple[int, int] | None:
    """Compare the consumers that were typed with the network's: (typed, network) if they differ."""
    typed = scenario._consumers_typed
    return None if typed is None else (typed, scenario.market.consumers)


def network_read(scenario: Scenario) -> tuple[int, dict[str, Any]]:
    """Return the ties of the network and the notes of its import; no notes for a made graph."""
    social = scenario._social_graph
    if social is None:
        return 0, {}
    return social.ties, dict(social.notes)


def open_without_agents(scenario: Scenario) -> list[str]:
    """Name the arms in which complaints are in public and nobody is there to answer them."""

    def staffed(strategies: Iterable[Strategy]) -> bool:
        return any(getattr(one, "agents", 0) > 0 for one in strategies)

    return [
        arm.name
        for arm in scenario.arms
        if any(one.kind == OPEN_SUPPORT and getattr(one, "open_share", 0) > 0 for one in arm.strategies)
        and not (staffed(arm.strategies) or scenario.behaviour.agents > 0)
    ]


def cut_short(scenario: Scenario) -> list[tuple[str, dict[str, Any]]]:
    """Find plans that cannot be carried out in full, as far as that is known beforehand.

    Returns
    -------
    for each: key of its sentence, and what the sentence names
    """
    return [
        found
        for arm in scenario.arms
        for find in (_beyond_horizon, _beyond_people, _without_audience, _beyond_budget)
        for found in find(arm, [one for one in arm.strategies if not one.idle], scenario.market)
    ]


Found = Iterator[tuple[str, dict[str, Any]]]


def _beyond_horizon(arm: Arm, strategies: list[Strategy], market: MarketTable) -> Found:
    for one in strategies:
        last = one.last_week(market.weeks)
        if last >= market.weeks:
            name = f"arms.{arm.name}.{one.kind}"
            yield "cli.beyond_horizon", {"name": name, "until": last, "last": market.weeks - 1}


def _beyond_people(arm: Arm, strategies: list[Strategy], market: MarketTable) -> Found:
    for one in strategies:
        for field in declarations(type(one)):
            value = getattr(one, field.name)
            if field.unit == "people" and value is not None and value > market.people:
                name = f"arms.{arm.name}.{one.kind}.{field.name}"
                yield "cli.beyond_people", {"name": name, "value": value, "people": market.people}


def _without_audience(arm: Arm, strategies: list[Strategy], market: MarketTable) -> Found:
    empty = {"social_media": "market.social_media", "followers": "market.followers"}
    for one in strategies:
        field = empty.get(str(getattr(one, "audience", "")), "")
        if field and getattr(market, field.partition(".")[2]) == 0:
            name = f"arms.{arm.name}.{one.kind}.audience"
            yield "cli.without_audience", {"name": name, "field": field}


def _beyond_budget(arm: Arm, strategies: list[Strategy], market: MarketTable) -> Found:
    if arm.budget is None:
        return
    sizes = market.weeks, market.people, market.people_per_consumer
    costs = [one.planned_cost(*sizes) for one in strategies]
    planned = math.fsum(cost for cost in costs if cost is not None)
    name = f"arms.{arm.name}.budget"
    if arm.budget == 0 and (planned > 0 or None in costs):
        yield "cli.no_budget", {"name": name}
    elif planned > arm.budget:
        yield "cli.beyond_budget", {"name": name, "value": arm.budget, "planned": planned}


def _tables(scenario: Scenario) -> Iterator[tuple[str, BaseModel]]:
    yield "graph", scenario.graph
    yield "behaviour", scenario.behaviour
    for segment in scenario.segments:
        yield f"segments.{segment.name}", segment
    for rival in scenario.rivals:
        yield f"rivals.{rival.name}", rival
    for arm in scenario.arms:
        for strategy in arm.strategies:
            yield f"arms.{arm.name}.{strategy.kind}", strategy
