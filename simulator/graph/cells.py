"""What a cell of an edge list, or an attribute of a tie, says: a weight, or yes or no."""

import re
from typing import Any

YES = frozenset({"1", "true", "yes", "strong", "online", "はい", "強い", "オンライン"})
NO = frozenset({"0", "false", "no", "weak", "offline", "いいえ", "弱い", "オフライン"})
NO_VALUE = frozenset({"", "na", "n/a", "nan", "null", "none", "-"})  # what stands where nothing is known
WIDE = {ord("０") + digit: ord("0") + digit for digit in range(10)}  # noqa: RUF001
WIDE_SIGNS = WIDE | {ord("．"): ord("."), ord("－"): ord("-"), ord("，"): ord(",")}  # noqa: RUF001
DECIMAL_COMMA = re.compile(r"\d+,\d+")
THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")  # 1,500 may be one and a half, or fifteen hundred


def number_of(cell: str) -> float | None:
    """Read a number, with a decimal point or comma; None where it is none or may be two."""
    text = cell.translate(WIDE_SIGNS)
    if DECIMAL_COMMA.fullmatch(text) and not THOUSANDS.fullmatch(text):
        text = text.replace(",", ".")
    if "_" in text:
        return None
    try:
        return float(text)
    except ValueError:
        return None


def weight_of(value: Any) -> float | None:
    """Read the weight of a tie: a positive number; None where it is none."""
    try:
        number = number_of(value.strip()) if isinstance(value, str) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number is not None and 0 < number < float("inf") else None


def chance_of(value: Any) -> float | None:
    """Read the chance that a tie passes something on: a number from 0 to 1; None where it is none."""
    try:
        number = number_of(value.strip()) if isinstance(value, str) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number is not None and 0 <= number <= 1 else None


def flag_of(value: Any) -> bool | None:
    """Read whether a tie is strong, or online: a word, 0, 1, true, false; None where it is none."""
    if isinstance(value, str):
        word = value.strip().translate(WIDE_SIGNS).casefold()
        if word in YES or word in NO:
            return word in YES
        value = number_of(word)
    try:
        return bool(value) if value in (0, 1) else None
    except (TypeError, ValueError):
        return None


def narrow(cell: str) -> str:
    """Write a whole number in full-width digits with plain ones; leave names alone."""
    plain = cell.translate(WIDE)
    return plain if plain.isascii() and plain.isdecimal() else cell
