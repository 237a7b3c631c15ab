"""The periods of a series of sales: in their order, none left out and none twice.

A dict and a pandas Series name their periods; a list has none but its order.
"""

from collections.abc import Iterable, Mapping, Set
from datetime import date
from itertools import pairwise
from numbers import Integral
from typing import Any, NamedTuple

from simulator.errors import Mistake

UNEVEN = 1.5  # how much longer than another a step may be: months and years are not equally long


class Dated(NamedTuple):
    """One entry of a series whose periods are known."""

    place: float  # in time, in a unit of its own
    name: Any
    value: Any


def in_order(series: Any) -> tuple[list[Any], list[Any]]:
    """The names of a series' periods, and what stands in them; a list's are counted from 1.

    Raises
    ------
    Mistake : no series; a period that is left out or comes twice, where they are whole numbers or dates.
    """
    no_order = isinstance(series, str | bytes | Set)
    if not isinstance(series, Iterable) or no_order or getattr(series, "ndim", 1) != 1:
        raise Mistake("fit.no_series", what=type(series).__name__)
    names, values = _named(series)
    places = [_place(one) for one in names]
    if None in places or len({isinstance(one, date) for one in names}) > 1:
        return names, values
    known = zip(places, names, values, strict=True)
    dated = sorted((Dated(*one) for one in known), key=lambda one: one.place)  # type: ignore[arg-type]
    _check_steps(dated)
    return [one.name for one in dated], [one.value for one in dated]


def _named(series: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    if isinstance(series, Mapping):
        return list(series.keys()), list(series.values())
    values = list(series)
    index = getattr(series, "index", None)
    if index is None or callable(index):  # lists have a method of that name
        return list(range(1, len(values) + 1)), values
    return list(index), values


def _place(name: Any) -> float | None:
    """Where a period is in time: the number it has, or the days of a date; None where nobody can tell."""
    if isinstance(name, str) and name.isascii() and name.isdigit() and len(name) < 10:  # "1949"
        return int(name)
    name = getattr(name, "ordinal", name)  # a Period of pandas
    if isinstance(name, Integral) and not isinstance(name, bool):
        return int(name)
    if isinstance(name, float) and name.is_integer():  # years, as pandas holds them
        return int(name)
    try:
        return _days(name) if isinstance(name, date) else None
    except (AttributeError, ValueError):  # no time at all, as pandas writes it
        return None


def _days(day: date) -> float:
    hours = getattr(day, "hour", 0) + getattr(day, "minute", 0) / 60 + getattr(day, "second", 0) / 3600
    return day.toordinal() + hours / 24


def _check_steps(dated: list[Dated]) -> None:
    """Refuse a period that comes twice, and a step that is much longer than the shortest."""
    for one, other in pairwise(dated):
        if one.place == other.place:
            raise Mistake("fit.twice", period=str(one.name))
    steps = [later.place - sooner.place for sooner, later in pairwise(dated)]
    for (sooner, later), step in zip(pairwise(dated), steps, strict=True):
        if step > UNEVEN * min(steps):
            missing = max(1, round(step / min(steps)) - 1)
            raise Mistake("fit.left_out", before=str(sooner.name), after=str(later.name), number=missing)
