"""Numbers as planners type them into a form: with marks between thousands, signs of money, full width."""

import re
from decimal import Decimal

from simulator.typed import (
    HALF_WIDTH,
    MINUS,
    NUMBER,
    TooLarge,
    TwoNumbers,
    decimal_number,
    read_whole,
    without_marks,
)

BLANKS = "[ \u00a0\u2009\u202f]"
IN_BLANKS = re.compile(rf"[+-]?[0-9]{{1,3}}(?:{BLANKS}[0-9]{{3}})+(?:\.[0-9]+)?")
MYRIADS = re.compile(r"([+-]?)(?:([0-9.,]+)億)?(?:([0-9.,]+)万)?([0-9],?[0-9]{3})?")
"""What follows has four digits: 3万5 may be meant for 35,000."""
EACH = (10**8, 10**4, 1)


def read_number(typed: str, whole: bool = False) -> int | float | str | None:
    """Read what was typed into a field of numbers; None of nothing, the text itself where it is none.

    A text that is no number, that is infinite for a computer, or that is one number to some and another
    to others, stays what it was, so that nothing typed is lost and the field can say what is wrong with it.

    Parameters
    ----------
    whole : whether the field takes whole numbers; 52.0 is one.
    """
    if not typed.strip():
        return None
    bare, share = _bare(typed, whole)
    value = decimal_number(bare) if NUMBER.fullmatch(bare) else None
    if value is None or isinstance(value, TooLarge | TwoNumbers):
        return typed
    if whole:
        exact = read_whole(bare)
        return exact if exact is not None else int(value) if value.is_integer() else value
    return value / 100 if share else value


def is_too_large(typed: str) -> bool:
    """Say whether what was typed is a number that is infinite for a computer."""
    bare, _ = _bare(typed)
    return bool(NUMBER.fullmatch(bare)) and isinstance(decimal_number(bare), TooLarge)


def readings(typed: str) -> tuple[float, float] | None:
    """Read both numbers of what is one to some and another to others, such as 3.000; None of any other."""
    bare, _ = _bare(typed)
    number = decimal_number(bare) if NUMBER.fullmatch(bare) else None
    return number.readings if isinstance(number, TwoNumbers) else None


def _bare(typed: str, whole: bool = False) -> tuple[str, bool]:
    """Digits without marks, signs of money, blanks and units of Japanese; and whether it is a percentage."""
    bare = without_marks(typed.translate(HALF_WIDTH).translate(MINUS))
    share = bare.endswith("%") and not whole
    bare = without_marks(bare.removesuffix("%")) if share else bare
    if IN_BLANKS.fullmatch(bare):
        return re.sub(BLANKS, "", bare), share
    return _without_myriads(bare), share


def _without_myriads(bare: str) -> str:
    """Write 1億2000万 in digits; what has no 億 and no 万 stays what it is."""
    found = MYRIADS.fullmatch(bare)
    if not found or not (found[2] or found[3]):
        return bare
    parts = [without_marks(part or "0") for part in found.groups()[1:]]
    if not all(map(NUMBER.fullmatch, parts)):
        return bare
    total = sum(Decimal(part) * each for part, each in zip(parts, EACH, strict=True))
    return f"{found[1]}{total.normalize():f}" if total else "0"
