"""Validation errors turned into sentences for planners: file, place, value, what is allowed."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from simulator.errors import Mistake
from simulator.parameters import Declaration, declarations

MAX_SHOWN = 80  # characters of a value that a sentence repeats

_WHOLE = {"int_type", "int_parsing", "int_from_float", "int_parsing_size"}
_NUMBER = {"float_type", "float_parsing", "finite_number"}
_TABLE = {"model_type", "dict_type", "model_attributes_type"}
_LIST = {"tuple_type", "list_type"}


def sentences(
    error: ValidationError,
    table: type[BaseModel],
    data: Any,
    file: str,
    place: tuple[str | int, ...] = (),
) -> list[Mistake]:
    """Turn what pydantic found into mistakes.

    Parameters
    ----------
    table : what `data` was read as. data : what stood there. file : where.
    place : where `data` stands within the file.
    """
    return [_sentence(one, table, file, place) for one in error.errors(include_url=False)]


def shown(value: Any) -> str:
    """A value as a sentence repeats it: as typed, and not too long."""
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + "..."


def _sentence(
    error: Any, table: type[BaseModel], file: str, place: tuple[str | int, ...]
) -> Mistake:
    steps = tuple(error["loc"])
    holder, declared = _walk(table, steps)
    where = ".".join(str(step) for step in (*place, *steps))
    values = {"file": file, "place": where, "value": shown(error["input"])}
    kind = error["type"]
    if kind == "extra_forbidden":
        known = list(holder.model_fields) if holder else []
        key = str(steps[-1])
        close = get_close_matches(key, known, 1)
        return Mistake(
            "unknown_key", file=file, place=where, key=key, guess=close[0] if close else "",
            known=", ".join(known),
        )
    if kind == "missing":
        about = declared.description if declared else ""
        return Mistake("missing", file=file, place=where, about=about)
    allowed = _allowed(declared)
    if kind == "literal_error":
        options = get_args(_plain(holder.model_fields[str(steps[-1])].annotation)) if holder else ()
        close = get_close_matches(str(error["input"]), [str(x) for x in options], 1)
        return Mistake(
            "not_an_option", **values, known=", ".join(str(x) for x in options if x is not None),
            guess=close[0] if close else "",
        )
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return Mistake("out_of_range", **values, allowed=allowed, unit=_unit(declared))
    if kind in _WHOLE:
        return Mistake("not_whole", **values, allowed=allowed, unit=_unit(declared))
    if kind in _NUMBER:
        return Mistake("not_a_number", **values, allowed=allowed, unit=_unit(declared))
    if kind == "multiple_of":
        step = error["ctx"]["multiple_of"]
        return Mistake("not_a_multiple", **values, step=step)
    if kind == "bool_type":
        return Mistake("not_true_or_false", **values)
    if kind.startswith("date"):
        return Mistake("not_a_date", **values)
    if kind in _TABLE:
        return Mistake("not_a_table", **values)
    if kind in _LIST:
        return Mistake("not_a_list", **values)
    if kind == "string_type":
        return Mistake("not_text", **values)
    return Mistake("not_allowed", **values, why=error["msg"])


def _walk(
    table: type[BaseModel] | None, steps: tuple[str | int, ...]
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
            holder = _model_in(field.annotation)
    return holder, declared


def _plain(annotation: Any) -> Any:
    """An annotation without its None."""
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


def _unit(declared: Declaration | None) -> str:
    return "" if declared is None or declared.unit == "-" else declared.unit


def _allowed(declared: Declaration | None) -> Mapping[str, Any]:
    """Limits of a field: {"least": ..., "most": ...}."""
    if declared is None:
        return {"least": None, "most": None}
    return {"least": declared.minimum, "most": declared.maximum}
