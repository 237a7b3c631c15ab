"""Validation errors turned into sentences for planners: file, place, value, what is allowed."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from simulator.errors import MOST_SHOWN, shortened
from simulator.parameters import NAME, NOT_BLANK, TEXT, Declaration, declarations
from simulator.scenarios.behaviour import Behaviour
from simulator.scenarios.draft import Draft, Place
from simulator.scenarios.schema import Rival, Segment
from simulator.typed import at_half_width

MAX_NAMED = 30  # names that a sentence lists
NEAREST_NAMED = 5  # of more than that
LOG10_OF_2 = 0.30103
EXTENDS = "extends"  # a key of a scenario's file or table that is gone when options come

KEYS = {  # what pydantic calls a mistake -> the sentence for it, where no limits are named
    "bool_type": "not_true_or_false",
    "date_type": "not_a_date",
    "date_from_datetime_inexact": "not_a_date",
    "dict_type": "not_a_table",
    "model_type": "not_a_table",
    "list_type": "not_a_list",
    "tuple_type": "not_a_list",
    "string_type": "not_text",
}
LIMITS = ("greater_than_equal", "less_than_equal", "greater_than", "less_than")
LISTS = ("list_type", "tuple_type")
WHOLE = ("int_type", "int_from_float")
NUMBER = ("float_type", "finite_number")
LENGTHS = {"too_short": "too_few", "too_long": "too_many"}


def note_mistakes(error: ValidationError, table: type[BaseModel], place: Place, draft: Draft) -> None:
    """Note what pydantic found in a table of a draft.

    Parameters
    ----------
    table : what was read. place : where it stands.
    """
    for one in error.errors(include_url=False):
        where = (*place, *one["loc"])
        key, values = _sentence(one, table, one["loc"], draft.culprit(where).is_option)
        draft.note(key, where, **values)


def shown(value: Any) -> str:
    """Write a value as a sentence repeats it: as typed in TOML, and not too long."""
    return shortened(_as_toml(value))


def nearest(word: Any, known: Iterable[str]) -> str:
    """Find the known word that is probably meant, or nothing."""
    typed, names = shown(word).strip('"'), list(known)
    alike = [name for name in names if name.casefold() == typed.casefold()]
    return next(iter((*alike, *get_close_matches(typed, names, 1))), "")


def _as_toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value[:MOST_SHOWN], ensure_ascii=not value[:MOST_SHOWN].isprintable())
    if isinstance(value, int) and value.bit_length() * LOG10_OF_2 > MOST_SHOWN:
        return f"{'-' if value < 0 else ''}1e{int(value.bit_length() * LOG10_OF_2)}"
    if isinstance(value, Mapping):
        rows = list(value.items())[:MOST_SHOWN]
        return "{" + ", ".join(f"{name} = {_as_toml(one)}" for name, one in rows) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_as_toml(one) for one in value[:MOST_SHOWN]) + "]"
    return value.isoformat() if isinstance(value, date) else str(value)


def _sentence(
    error: Any, table: type[BaseModel], steps: Place, by_option: bool
) -> tuple[str, dict[str, Any]]:
    """Find the sentence for one mistake, and what it names beside file and place."""
    holder, declared = _walk(table, steps)
    kind, given = error["type"], error["input"]
    value = {"value": shown(given)}
    if kind == "extra_forbidden":
        return _unknown_key(str(steps[-1]), holder, by_option)
    if kind == "missing":
        return "missing", {"about": declared.description if declared else ""}
    if kind == "literal_error":
        return "not_an_option", value | _options(given, holder, steps)
    endless = isinstance(given, int | float) and not isinstance(given, bool) and kind in NUMBER
    if kind in LIMITS:
        key = "date_out_of_range" if isinstance(given, date) else "out_of_range"
        return key, value | _allowed(declared, error["ctx"])
    if endless and given == given:
        return "out_of_range", value | _allowed(declared)
    if kind == "two_numbers":
        return kind, value | dict(zip(("less", "more"), given.readings, strict=True))
    plain = at_half_width(given) if isinstance(given, str) and kind in (*WHOLE, *NUMBER) else ""
    if plain:
        return "full_width", value | {"plain": shortened(plain)}
    if kind in WHOLE:
        return "not_whole", value | _allowed(declared)
    if kind in NUMBER:
        return "not_a_number", value | _allowed(declared)
    if kind == "multiple_of":
        return "not_a_multiple", value | {"step": error["ctx"]["multiple_of"]}
    if kind == "string_pattern_mismatch" and error["ctx"]["pattern"] in (NOT_BLANK, NAME, TEXT):
        return ("control_characters", value) if given.strip() else ("blank", {})
    if kind in LENGTHS:
        context = error["ctx"]
        length = context.get("min_length", context.get("max_length"))
        return LENGTHS[kind], {"count": context["actual_length"], "length": length}
    if kind in LISTS and declared and holder and not _model_in(_annotation(holder, steps)):
        return "not_a_list_whole", value
    if kind in KEYS:
        return KEYS[kind], value
    return "not_allowed", value | {"why": error["msg"]}


def _unknown_key(
    key: str, holder: type[BaseModel] | None, by_option: bool
) -> tuple[str, dict[str, Any]]:
    """What may stand where an unknown key stands: all of it, or of much what is most like the key."""
    known = [name for name in holder.model_fields if name != "digest"] if holder else []
    if "arms" in known and not by_option:
        known.append(EXTENDS)
    if holder is not None and hasattr(holder, "intensity"):
        known.insert(0, "kind")
    guess = _elsewhere(key, holder) or nearest(key, known)
    near = get_close_matches(key, known, NEAREST_NAMED, 0.0)
    if holder in (Segment, Rival) and key in Behaviour.model_fields:
        return "not_of_this_scope", {"field": key, "known": ", ".join(near)}
    if len(known) <= MAX_NAMED:
        return "unknown_key", {"guess": guess, "known": ", ".join(known)}
    return "unknown_key_of_many", {"guess": guess, "known": ", ".join(near)}


def _elsewhere(key: str, holder: type[BaseModel] | None) -> str:
    """Find the table below in which a key is known: "price" is market.price."""
    for name, field in ({} if holder is None else holder.model_fields).items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel) and key in inner.model_fields:
            return f"{name}.{key}"
    return ""


def _options(given: Any, holder: type[BaseModel] | None, steps: Place) -> dict[str, Any]:
    annotation = _annotation(holder, steps) if holder else None
    options = [str(one) for one in get_args(_plain(annotation))]
    return {"known": ", ".join(options), "guess": nearest(given, options)}


def _annotation(holder: type[BaseModel], steps: Place) -> Any:
    """What the field that a place names may hold."""
    names = [str(step) for step in steps if isinstance(step, str)]
    return holder.model_fields[names[-1]].annotation


def _walk(
    table: type[BaseModel] | None, steps: Place
) -> tuple[type[BaseModel] | None, Declaration | None]:
    """Find the table and the declaration of the field that a place names."""
    holder, declared = table, None
    for k, step in enumerate(steps):
        if holder is None or isinstance(step, int):
            continue
        field = holder.model_fields.get(step)
        if field is None:
            return holder, None
        declared = next(one for one in declarations(holder) if one.name == step)
        if k < len(steps) - 1:
            holder = _model_in(field.annotation) or holder
    return holder, declared


def _plain(annotation: Any) -> Any:
    """Take None out of an annotation."""
    if get_origin(annotation) in (Union, UnionType):
        inner = [one for one in get_args(annotation) if one is not type(None)]
        return inner[0] if len(inner) == 1 else annotation
    return annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:
    annotation = _plain(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is Literal:
        return None
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _allowed(
    declared: Declaration | None, broken: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Limits and unit of a field, for the sentence; of an entry of a list, the limit it breaks."""
    if declared is None:
        return {"allowed": {"least": None, "most": None}, "unit": ""}
    unit = "" if declared.unit == "-" else declared.unit
    least, most = declared.minimum, declared.maximum
    if broken is not None and not declared.has_limits:
        least, most = broken.get("ge"), broken.get("le")
    return {"allowed": {"least": least, "most": most}, "unit": unit}
