"""What is not known of a market: parameters with a range, and the scenario with other values in it."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from babel.numbers import get_currency_precision
from pydantic import BaseModel

from simulator.errors import Mistake, shortened
from simulator.parameters import Declaration, declarations, with_values
from simulator.scenarios.draft import Place, dotted, steps_of
from simulator.scenarios.schema import Scenario
from simulator.scenarios.sums import contradictions
from simulator.strategies.base import Strategy
from simulator.typed import NUMBER

MOST_NAMED = 12  # names that a sentence repeats
RANGE = ".."  # between the ends of a range that is typed
CLOSE = 2  # apart: limits of shares and valences
ALL = "all"  # stands for every parameter that would be drawn if none were named


class Uncertain(NamedTuple):
    """A parameter, its value in the scenario, and the range in which it may lie."""

    name: str  # path of its place; KIND.FIELD for all strategies of a kind
    value: float
    low: float
    high: float
    unit: str
    step: float  # of which values are multiples; 0 where they need not be
    places: tuple[Place, ...]  # where it stands

    def at(self, quantile: float) -> float:
        """The value below which this share of the worlds lies: half of them below that of the scenario.

        Within each half all values are as likely. Where the scenario's value is an end of the range,
        half of the worlds keep it.
        """
        if quantile < 0.5:
            x = self.low + 2.0 * quantile * (self.value - self.low)
        else:
            x = self.value + (2.0 * quantile - 1.0) * (self.high - self.value)
        return float(round(x / self.step) * self.step) if self.step else x


def uncertain(scenario: Scenario, named: Iterable[str] | None = None) -> list[Uncertain]:
    """Find the parameters to draw.

    Parameters
    ----------
    named : "behaviour.quality" (a path as `load_scenario` takes, of a parameter that has a range),
        "market.price=2000..4000", or "all". None: every parameter with a sourced range that the
        scenario leaves at its default, so that what a planner knows stays known.

    Raises
    ------
    Mistake : there is no such parameter, it is no number, or it has no range.
    """
    if named is None:
        return _undecided(scenario)
    found: dict[str, Uncertain] = {}
    for text in named:
        ours = _undecided(scenario) if text == ALL else [_named(scenario, text)]
        for one in ours:
            if one.name in found and text != ALL:
                raise Mistake("assumptions.twice", place=one.name)
            found.setdefault(one.name, one)
    return list(found.values())


def varied(scenario: Scenario, parameters: Sequence[Uncertain], values: Iterable[float]) -> Scenario | None:
    """Put other values into a scenario; None if it then contradicts itself."""
    changed: Any = scenario
    for one, value in zip(parameters, values, strict=True):
        for place in one.places:
            changed = _with(changed, place, value)
    return None if next(contradictions(changed, dotted), None) else changed


def _undecided(scenario: Scenario) -> list[Uncertain]:
    found: dict[str, Uncertain] = {}
    for place, table in _tables(scenario):
        for field in declarations(type(table)):
            if field.sourced is None or field.name in table.model_fields_set or _of_plan(field):
                continue
            is_strategy = isinstance(table, Strategy)
            if is_strategy and (table.idle or field.name in table.unused):
                continue
            name = f"{table.kind}.{field.name}" if is_strategy else dotted((*place, field.name))
            low, high = field.sourced
            made = _made(scenario, name, table, field, (*place, field.name), low, high)
            if name in found:
                made = made._replace(places=found[name].places + made.places)
            found[name] = made
    return list(found.values())


def _of_plan(field: Declaration) -> bool:
    return field.source.startswith("your plan")


def _tables(scenario: Scenario) -> Iterator[tuple[Place, Any]]:
    """The tables whose numbers are assumptions unless somebody says more."""
    yield ("graph",), scenario.graph
    yield ("behaviour",), scenario.behaviour
    for k, arm in enumerate(scenario.arms):
        for n, strategy in enumerate(arm.strategies):
            yield ("arms", k, "strategies", n), strategy


def _made(
    scenario: Scenario, name: str, table: BaseModel, field: Declaration, place: Place,
    low: float, high: float,
) -> Uncertain:  # fmt: skip
    value, step = float(getattr(table, field.name)), field.step
    coin = 10.0 ** -get_currency_precision(scenario.market.currency)
    if field.unit == "money" and high - low >= coin:
        step = coin
    return Uncertain(name, min(max(value, low), high), low, high, field.unit, step, (place,))


def _named(scenario: Scenario, text: str) -> Uncertain:
    """Read what stands behind ``--vary``."""
    path, equals, typed = text.partition("=")
    path = path.strip()
    shared = next((one for one in _undecided(scenario) if one.name == path), None)
    table, place, name = _find(scenario, path if shared is None else dotted(shared.places[0]))
    field = next(one for one in declarations(type(table)) if one.name == name)
    value = getattr(table, name)
    told = {"place": path if shared else scenario.path(place)}
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Mistake("assumptions.no_number", **told)
    if equals:
        low, high = _ends(typed, **told)
    else:
        low, high = _range(field) or (value, value)
    if low == high:
        raise Mistake("assumptions.no_range", value=f"{value:g}", **told)
    told |= {"low": f"{low:g}", "high": f"{high:g}"}
    if not (field.allows(low) and field.allows(high)):
        allowed = {"least": field.minimum, "most": field.maximum}
        raise Mistake("assumptions.beyond", allowed=allowed, **told)
    if not low <= value <= high:
        raise Mistake("assumptions.aside", value=f"{value:g}", **told)
    made = _made(scenario, told["place"], table, field, place, low, high)
    return made if shared is None else made._replace(places=shared.places)


def _range(field: Declaration) -> tuple[float, float] | None:
    """The range that is declared: the sourced one, or limits so close that they are one: of shares."""
    if field.sourced is not None:
        return field.sourced
    both = field.minimum is not None and field.maximum is not None
    return (field.minimum, field.maximum) if both and field.maximum - field.minimum <= CLOSE else None


def _ends(typed: str, place: str) -> tuple[float, float]:
    parts = [one.strip() for one in typed.split(RANGE)]
    if len(parts) == 2 and all(NUMBER.fullmatch(one) for one in parts):
        low, high = map(float, parts)
        if low < high:
            return low, high
    raise Mistake("assumptions.form", place=place, value=shortened(typed))


def _find(scenario: Scenario, path: str) -> tuple[Any, Place, str]:
    """Follow a path to the table that holds the field, and that field's place and name."""
    here: Any = scenario
    place: list[str | int] = []
    steps = steps_of(path)
    for k, step in enumerate(steps):
        last = k == len(steps) - 1
        if isinstance(here, tuple):
            names = [getattr(one, "name", getattr(one, "kind", "")) for one in here]
            known: dict[str, int | None] = {name: n for n, name in enumerate(names)}
            known |= {str(n): n for n in range(len(here))}
            at: str | int | None = known.get(step)
        else:
            known = dict.fromkeys(type(here).model_fields if isinstance(here, BaseModel) else ())
            at = step if step in known else None
        if at is None:
            names = list(known)
            guess = next(iter(get_close_matches(step, names, 1)), "")
            listed = ", ".join(names[:MOST_NAMED]) + (", ..." if len(names) > MOST_NAMED else "")
            told = {"path": shortened(path), "step": shortened(step), "guess": guess}
            raise Mistake("assumptions.no_place", known=listed or "-", **told)
        if last and isinstance(here, tuple):
            raise Mistake("assumptions.no_number", place=path)
        place.append(at)
        if last:
            return here, tuple(place), str(at)
        here = here[at] if isinstance(at, int) else getattr(here, at)
    raise AssertionError("a path has at least one step")


def _with(table: Any, place: Place, value: float) -> Any:
    """Copy a table with a number at a place in it."""
    step, rest = place[0], place[1:]
    if isinstance(table, tuple):
        return tuple(_with(one, rest, value) if k == step else one for k, one in enumerate(table))
    held = getattr(table, str(step))
    new = _with(held, rest, value) if rest else type(held)(value) if isinstance(held, int) else value
    return with_values(table, **{str(step): new})
