"""Numbers as people type them that Python does not read as they are meant: long, at full width."""

import math
import re

DIGITS = re.compile(r"[+-]?([0-9](?:_?[0-9])*)")
MOST_DIGITS = 4000  # Python reads no whole number of much more
HALF_WIDTH = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
IN_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
MONEY = re.compile(
    r"([+-]?)\s*(?:[¥￥$€£]|JPY|USD|EUR|GBP)?\s*(.*?)\s*(?:円|yen)?", re.IGNORECASE | re.DOTALL
)  # fmt: skip
MINUS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2013": "-"})
IN_THOUSANDS = re.compile(r"([+-]?[1-9][0-9]{0,2})\.([0-9]{2}0)")
"""Three decimals, the last a nought: to half of Europe 3.000 is three thousand, and 1.500 fifteen
hundred. Who means 3 or 1.5 can leave the nought out, as nearly everybody does."""


class Typed(float):
    """A decimal number that is repeated as it was typed."""

    def __new__(cls, text: str) -> "Typed":
        """Read it, and keep its text."""
        one = super().__new__(cls, text)
        one._text = text
        return one

    _text: str

    def __str__(self) -> str:
        return self._text


class TooLarge(Typed):
    """A number that is infinite for a computer."""


class TwoNumbers(Typed):
    """What is one number to some and another to others: a table refuses it where it takes both."""

    @property
    def readings(self) -> tuple[float, float]:
        """With a decimal point, as TOML reads it, and with a mark between thousands."""
        return int(self) if self.is_integer() else float(self), int(self._text.replace(".", ""))


def decimal_number(text: str) -> float:
    """Read a number with a decimal point or an exponent, of any size; 3.000 may be two numbers."""
    if IN_THOUSANDS.fullmatch(text):
        return TwoNumbers(text)
    number = float(text)
    return TooLarge(text) if math.isinf(number) and "inf" not in text else number


def read_whole(text: str) -> int | None:
    """Read a whole number in plain digits; of one that is too long a power of ten; None of another text."""
    digits, bare = digits_in(text), text.strip()
    if not digits:
        return None
    if digits <= MOST_DIGITS:
        return int(bare)
    number: int = 10 ** (digits - 1)
    return -number if bare[0] == "-" else number


def digits_in(text: str) -> int:
    """How many digits a whole number has; 0 of any other text."""
    found = DIGITS.fullmatch(text.strip())
    return len(found[1].replace("_", "")) if found else 0


def at_half_width(text: str) -> str:
    """Write a number that was typed at full width as it should be; nothing for any other text."""
    plain = text.translate(HALF_WIDTH).strip()
    return plain if plain != text.strip() and NUMBER.fullmatch(plain) else ""


def without_marks(text: str) -> str:
    """Take signs of money and marks between thousands away: ¥3,000 and 3,000円 are 3000.

    Parameters
    ----------
    text : at half width; what is no number stays what it is, but for signs of money.
    """
    found = MONEY.fullmatch(text.strip())
    bare = found[1] + found[2] if found else text.strip()
    return bare.replace(",", "") if IN_GROUPS.fullmatch(bare) else bare
