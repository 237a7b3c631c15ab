"""Numbers as planners type them into a form: with marks between thousands, signs of money, full width."""

import re

from simulator.typed import HALF_WIDTH, NUMBER, decimal_number, read_whole

IN_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
MONEY = re.compile(
    r"([+-]?)\s*(?:[¥￥$€£]|JPY|USD|EUR|GBP)?\s*(.*?)\s*(?:円|yen)?", re.IGNORECASE | re.DOTALL
)  # fmt: skip
MINUS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2013": "-"})


def read_number(typed: str, whole: bool = False) -> int | float | str | None:
    """Read what was typed into a field of numbers; None of nothing, the text itself where it is none.

    A text that is no number stays what it was, so that nothing typed is lost and the field can say
    what is wrong with it.

    Parameters
    ----------
    whole : whether the field takes whole numbers.
    """
    text = typed.translate(HALF_WIDTH).translate(MINUS).strip()
    if not text:
        return None
    found = MONEY.fullmatch(text)
    bare = found[1] + found[2] if found else text
    share = bare.endswith("%") and not whole
    bare = bare.removesuffix("%").strip() if share else bare
    if IN_GROUPS.fullmatch(bare):
        bare = bare.replace(",", "")
    if not NUMBER.fullmatch(bare):
        return typed
    number = read_whole(bare) if whole else None
    if number is not None:
        return number
    value = decimal_number(bare)
    return value / 100 if share else value
