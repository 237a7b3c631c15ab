"""Probably not what you meant: values allowed, but outside of what their source supports."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from simulator.parameters import declarations
from simulator.scenarios.schema import Scenario


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
