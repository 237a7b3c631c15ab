"""How a number is declared: default, unit, sourced range, hard limits, source, meaning.

One function, `parameter`, is used by every table a planner can fill in (market, behaviour, graph,
strategies). Forms, documentation, ``kuchikomi strategies`` and the checks are made from what it
stores; a test refuses a field without it.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Any, Literal, Self, TypeVar, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from simulator.errors import Mistake
from simulator.sources import SOURCES
from simulator.typed import TwoNumbers

NOT_BLANK = r"\S"  # pattern of what must not be left empty
NAME = r"^[^\p{Cc}\p{Zl}\p{Zp}]*[^\p{Cc}\p{Z}][^\p{Cc}\p{Zl}\p{Zp}]*$"
"""Pattern of names: not blank, in one line, and nothing that a terminal takes for a command."""
TEXT = r"^(?:\P{Cc}|[\t\r\n])*$"  # pattern of texts that may have several lines


class Table(BaseModel):
    """A frozen table of a scenario file; an unknown key is a mistake."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy it as it is.

        Raises
        ------
        Mistake : with `update`, which pydantic would put in unchecked.
        """
        if update:
            raise Mistake("changed_unchecked", names=", ".join(map(str, update)))
        return super().model_copy(deep=deep)

    def copy(self, **changes: Any) -> Self:
        """Copy it as it is: pydantic's older name for `model_copy`."""
        return self.model_copy(**changes)

    @field_validator("*", mode="wrap")
    @classmethod
    def _as_typed(
        cls, value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        """Take a list for a tuple and another word for a choice; refuse a number like 3.000 where both
        3 and 3000 are allowed.
        """
        field = cls.model_fields[str(info.field_name)]
        if isinstance(value, list) and tuple in kinds(field.annotation):
            value = tuple(value)
        if isinstance(value, str):
            value = _also(field).get(value, value)
        if isinstance(value, TwoNumbers):
            with suppress(ValidationError):
                for reading in value.readings:
                    read(reading)
                raise PydanticCustomError("two_numbers", "two numbers in one")
        return read(value)


T = TypeVar("T", bound=Table)


def with_values(table: T, **values: Any) -> T:
    """Copy a table with other values, unchecked: for what the library itself has reckoned."""
    return BaseModel.model_copy(table, update=values)


@dataclass(frozen=True)
class Declaration:
    """What `parameter` declared about one field, for forms, documents and checks."""

    name: str
    type: str
    default: Any
    minimum: Any
    maximum: Any
    sourced: tuple[float, float] | None
    unit: str
    description: str
    source: str
    scope: str
    choices: tuple[Any, ...] | None  # the only values allowed; None where there is no such list
    optional: bool  # whether None is a value of its own: "no end", "no limit"
    has_order: bool  # whether values can lie between two limits: a number, a date
    step: float  # of which values are multiples: 1 of whole numbers; 0 where they need not be
    also: Mapping[str, str]  # further words for some of the choices

    @property
    def has_limits(self) -> bool:
        """True if not all values are allowed."""
        return self.minimum is not None or self.maximum is not None

    def allows(self, number: float) -> bool:
        """True of a number that is within the limits."""
        above = self.minimum is None or number >= self.minimum
        return above and (self.maximum is None or number <= self.maximum)


def parameter(
    default: Any = ...,
    *,
    unit: str,
    description: str,
    source: str,
    minimum: float | None = None,
    maximum: float | None = None,
    sourced: tuple[float, float] | None = None,
    scope: str = "",
    also: Mapping[str, str] | None = None,
    **field: Any,
) -> Any:
    """Declare a field of a `Table`.

    Parameters
    ----------
    default : value, or ``...`` where the planner must give one.
    unit : "share", "per week", "people", "money", ...; "-" for a pure number or a name.
    description : what it means, in words of the domain.
    source : keys of `simulator.sources` and free words: "Oliver1980; level: assumption".
    minimum, maximum : hard limits; a value outside is a mistake.
    sourced : the range that sources or judgement support; a value outside is worth a warning.
    scope : who may differ: "segment", "brand", both ("segment brand"), or nobody ("").
    also : further words that are taken for one of its choices, each with the choice.
    """
    bounds: dict[str, Any] = {}
    if minimum is not None:
        bounds["ge"] = minimum
    if maximum is not None:
        bounds["le"] = maximum
    extra: Any = {
        "unit": unit, "source": source, "sourced": sourced, "scope": scope, "also": dict(also or {})
    }  # fmt: skip
    return Field(default, description=description, json_schema_extra=extra, **bounds, **field)


def declarations(table: type[BaseModel]) -> list[Declaration]:
    """List what a table declares, field by field, in the order of the source."""
    return [_declaration(name, field) for name, field in table.model_fields.items()]


def _declaration(name: str, field: FieldInfo) -> Declaration:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    limits = {type(rule).__name__: rule for rule in field.metadata}
    sourced: Any = extra.get("sourced")
    return Declaration(
        name=name,
        type=_type_name(field.annotation),
        default=None if field.is_required() else field.default,
        minimum=getattr(limits.get("Ge"), "ge", None),
        maximum=getattr(limits.get("Le"), "le", None),
        sourced=sourced,
        unit=str(extra.get("unit", "")),
        description=field.description or "",
        source=str(extra.get("source", "")),
        scope=str(extra.get("scope", "")),
        choices=_choices(field.annotation),
        optional=type(None) in get_args(field.annotation),
        step=float(getattr(limits.get("MultipleOf"), "multiple_of", field.annotation is int)),
        has_order=not any(_of_parts(kind) for kind in kinds(field.annotation)),
        also=_also(field),
    )


def _also(field: FieldInfo) -> Mapping[str, str]:
    extra: Any = field.json_schema_extra
    return extra.get("also", {}) if isinstance(extra, dict) else {}


def _choices(annotation: Any) -> tuple[Any, ...] | None:
    for one in (annotation, *get_args(annotation)):
        if get_origin(one) is Literal:
            return get_args(one)
    return None


def kinds(annotation: Any) -> list[Any]:
    """What an annotation allows, without what is in it: tuple, float, NoneType, ..."""
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return [get_origin(part) or part for part in parts]


def _of_parts(kind: Any) -> bool:
    """True of texts, lists and the like."""
    return isinstance(kind, type) and issubclass(kind, Iterable)


def _type_name(annotation: Any) -> str:
    if isinstance(annotation, type):
        return annotation.__name__
    return str(annotation).replace("typing.", "")


OWN_WORDS = ("assumption", "your ", "model page")
"""What a source may say where it names no page of the bibliography."""


def unknown_source(source: str) -> tuple[str, str] | None:
    """Find what stands in a source text for an origin and is none, and what was perhaps meant.

    None if it is sound: a key of `simulator.sources`, "assumption", or what the planner knows
    ("your plan", "your accounts"). A word like Oliver1980 must be a key, whatever stands beside it.
    """
    for word in re.findall(r"\b[A-Za-z]+(?:19|20)\d\d[a-z]?\b", source):
        if word not in SOURCES:
            return word, next(iter(get_close_matches(word, list(SOURCES), 1)), "")
    sound = cited(source) or any(words in source for words in OWN_WORDS)
    return None if sound else (source, "")


def cited(source: str) -> list[str]:
    """Return the keys of `simulator.sources` that a source text names."""
    words = source.replace(";", " ").replace(",", " ").replace(":", " ").split()
    return [word for word in words if word in SOURCES]
