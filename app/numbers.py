"""Numbers as planners type them into a form: with marks between thousands, signs of money, full width."""

from simulator.typed import HALF_WIDTH, MINUS, NUMBER, decimal_number, read_whole, without_marks


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
    bare = without_marks(text)
    share = bare.endswith("%") and not whole
    bare = without_marks(bare.removesuffix("%")) if share else bare
    if not NUMBER.fullmatch(bare):
        return typed
    number = read_whole(bare) if whole else None
    if number is not None:
        return number
    value = decimal_number(bare)
    return value / 100 if share else value
