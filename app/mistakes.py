"""What cannot be used in what is typed, as forms say it: at its field, without paths and files."""

from collections.abc import Callable
from typing import Any

from app.labels import unit_called, where
from app.numbers import is_too_large, readings
from simulator.errors import Mistake
from simulator.figures import plain
from simulator.scenarios.draft import Place
from simulator.strategies.base import OWN_MISTAKE
from simulator.texts import Catalogue

FRAMES = ("at", OWN_MISTAKE)  # around a sentence that says it all
OF_NUMBERS = ("not_a_number", "not_whole")
Get = Callable[[Place], Any]  # what was typed at a place


def places_of(mistake: Mistake) -> tuple[Place, ...]:
    """The fields at which a mistake stands, or the table; the whole scenario where it names neither."""
    return tuple(mistake.values.get("places", ())) or ((),)


def in_place(mistake: Mistake, get: Get, text: Catalogue) -> str:
    """What is wrong with a field, for those who see it."""
    what = mistake.values.get("what")
    if mistake.key in FRAMES:
        return in_place(what, get, text) if isinstance(what, Mistake) else str(what)
    values = {name: _written(name, value, text) for name, value in mistake.values.items()}
    if unit := mistake.values.get("unit"):
        values["unit"] = unit_called(unit, get, text)
    key = mistake.key
    typed = get(places_of(mistake)[0])
    if key in OF_NUMBERS and isinstance(typed, str):
        if is_too_large(typed):
            key = "out_of_range"
        elif both := readings(typed):
            key = "two_numbers"
            values |= dict(zip(("less", "more"), (plain(one, text.language) for one in both), strict=True))
    name = key.replace(".", "_")
    if f"app.wrong.{name}" not in text.sentences:
        return " ".join(mistake.sentences(text.language))
    return text.say(f"app.wrong.{name}", **values)


def from_elsewhere(mistake: Mistake, get: Get, text: Catalogue) -> str:
    """What is wrong and where, for those who do not see it."""
    at = where(places_of(mistake)[0], get, text)
    return text.say("app.field.wrong_at", where=at, what=in_place(mistake, get, text))


def _written(name: str, value: Any, text: Catalogue) -> Any:
    """A value as it is read: digits in groups, a field by its label."""
    if name == "other":
        return text.label(str(value).rsplit(".", 1)[-1])
    if isinstance(value, dict):
        return {end: _written(end, limit, text) for end, limit in value.items()}
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return plain(value, text.language) if is_number else value
