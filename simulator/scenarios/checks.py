"""Probably not what you meant: values allowed, but outside of what their source supports."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from simulator.parameters import declarations
from simulator.scenarios.schema import Scenario
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
    return len(social.targets) // (1 if social.directed else 2), dict(social.notes)


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
