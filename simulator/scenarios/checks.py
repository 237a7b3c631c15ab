"""Probably not what you meant: values outside of what their source supports, plans in doubt."""

import math
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from simulator.parameters import declarations
from simulator.scenarios.schema import Arm, MarketTable, Scenario
from simulator.strategies.base import Foreseen, Strategy

Said = tuple[str, dict[str, Any]]  # key of a sentence, and what it names


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


def doubts(scenario: Scenario) -> list[Said]:
    """Find what is probably not meant in the arms, as far as that is known beforehand.

    Returns
    -------
    for each: key of its sentence, and what the sentence names
    """
    return [
        found
        for arm in scenario.arms
        for find in (_of_strategies, _of_budget)
        for found in find(arm, scenario)
    ]


def _of_strategies(arm: Arm, scenario: Scenario) -> Iterator[Said]:
    """Ask the arm's strategies; one that does nothing is in no doubt."""
    market = scenario.market
    answered = scenario.behaviour.agents > 0 or any(one.answers for one in arm.strategies)
    foreseen = Foreseen(market.weeks, market.people, _empty(market), answered)
    for one in _at_work(arm):
        for doubt in one.doubts(foreseen):
            place = f"arms.{arm.name}.{one.kind}" + (f".{doubt.field}" if doubt.field else "")
            yield f"doubt.{doubt.key}", {"name": place, **doubt.values}


def _empty(market: MarketTable) -> dict[str, str]:
    """Audiences to which nobody belongs at the start, each with the field that says so."""
    return {name: f"market.{name}" for name in ("social_media", "followers") if getattr(market, name) == 0}


def _at_work(arm: Arm) -> list[Strategy]:
    return [one for one in arm.strategies if not one.idle]


def _of_budget(arm: Arm, scenario: Scenario) -> Iterator[Said]:
    """Hold the budget against what the plans cost."""
    if arm.budget is None:
        return
    market = scenario.market
    sizes = market.weeks, market.people, market.people_per_consumer
    costs = [one.planned_cost(*sizes) for one in _at_work(arm)]
    planned = math.fsum(cost for cost in costs if cost is not None)
    name = f"arms.{arm.name}.budget"
    if arm.budget == 0 and (planned > 0 or None in costs):
        yield "doubt.no_budget", {"name": name}
    elif planned > arm.budget:
        yield "doubt.beyond_budget", {"name": name, "value": arm.budget, "planned": planned}


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
