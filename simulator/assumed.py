"""All that a scenario takes for granted: every parameter with its value, range, unit and source."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, NamedTuple

from simulator.figures import plain
from simulator.parameters import Declaration, declarations
from simulator.scenarios.schema import Scenario
from simulator.sources import SOURCES, Source
from simulator.texts import Catalogue

SAID_ELSEWHERE = ("kind", "initial", "digest", "name")


class Assumed(NamedTuple):
    """A parameter of a scenario: where it stands, what it declares, and its value."""

    place: str  # market, graph, behaviour, switches, or the kind of a strategy
    declared: Declaration
    value: Any
    arm: str = ""  # whose strategy it is

    @property
    def is_changed(self) -> bool:
        """True if it has another value than by default."""
        return bool(self.declared.default is not None and self.value != self.declared.default)

    @property
    def rests_on_assumption(self) -> bool:
        """True if nothing is known that its value rests on."""
        return "assumption" in self.declared.source


def assumed(scenario: Scenario) -> Iterator[Assumed]:
    """List the parameters of market, network, behaviour and of what is done in each arm."""
    for name in ("market", "graph", "behaviour", "switches"):
        yield from _of(name, getattr(scenario, name), SAID_ELSEWHERE)
    for arm in scenario.arms:
        for one in arm.ordered():
            yield from _of(one.kind, one, (*SAID_ELSEWHERE, *one.unused), arm.name)


def _of(place: str, table: Any, left_out: tuple[str, ...], arm: str = "") -> Iterator[Assumed]:
    for one in declarations(type(table)):
        value = getattr(table, one.name)
        if one.name == "file":  # its folder is nobody else's business
            value = PurePath(value).name
        if one.name not in left_out and isinstance(value, bool | int | float | str):
            yield Assumed(place, one, value, arm)


def place_in_words(one: Assumed, text: Catalogue) -> str:
    """Where it stands, as people read it."""
    if not one.arm:
        return text.say(f"assumed.{one.place}")
    what = text.sentences.get(f"strategy.{one.place}") or one.place
    return text.say("app.what_if.field", of=one.arm, label=what)


def value_in_words(declared: Declaration, value: Any, text: Catalogue) -> str:
    """A value of a field as people read it."""
    if isinstance(value, bool):
        return text.say("assumed.yes" if value else "assumed.no")
    if isinstance(value, int | float):
        return plain(value, text.language)
    return str(value) if declared.choices is None else text.choice(declared.name, str(value))


def range_in_words(declared: Declaration, text: Catalogue) -> str:
    """The sourced range; nothing where there is none."""
    if declared.sourced is None:
        return ""
    low, high = (plain(end, text.language) for end in declared.sourced)
    return text.say("table.ends", low=low, high=high)


def references(scenario: Scenario) -> dict[str, Source]:
    """What the parameters of a scenario cite, by key, in the order of their authors."""
    cited = " ".join(one.declared.source for one in assumed(scenario))
    keys = sorted((key for key in SOURCES if key in cited), key=str.casefold)
    return {key: SOURCES[key] for key in keys}
