"""Numbers as people type them that Python does not read as they are meant: long, at full width."""

import math
import re

DIGITS = re.compile(r"[+-]?([0-9](?:_?[0-9])*)")
MOST_DIGITS = 4000  # Python reads no whole number of much more
HALF_WIDTH = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
IN_THOUSANDS = re.compile(r"([+-]?[1-9][0-9]{0,2})\.000")  # 3.000 is three thousand to half of Europe


class TooLarge(float):
    """A number that is infinite for a computer, and is repeated as it was typed."""

    def __new__(cls, text: str) -> "TooLarge":
        """Read it, and keep its text."""
        one = super().__new__(cls, text)
        one._text = text
        return one

    _text: str

    def __str__(self) -> str:
        return self._text


class TwoNumbers:
    """What is one number to some and another to others; as it is no number, no table takes it."""

    def __init__(self, text: str, less: str) -> None:
        self.text, self.less, self.more = text, less, f"{less}000"

    def __str__(self) -> str:
        return self.text


def decimal_number(text: str) -> float | TwoNumbers:
    """Read a number with a decimal point or an exponent, of any size; 3.000 may be two numbers."""
    thousands = IN_THOUSANDS.fullmatch(text)
    if thousands:
        return TwoNumbers(text, thousands[1])
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
