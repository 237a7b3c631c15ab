"""Numbers as people read them: those that stand together share a unit and a number of digits."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from babel import Locale
from babel.numbers import format_decimal, parse_pattern

NONE = "-"  # what stands where there is no number
LARGE = 1_000_000  # from here on money is written in millions, 万, ...
DIGITS = 3  # of the largest number of a group; money in a larger unit has one more
DECIMALS = 2  # at most


def figures(
    values: Sequence[float | None],
    language: str,
    *,
    currency: str | None = None,
    sign: bool = False,
    compact: bool = False,
) -> list[str]:
    """Write numbers that are read together: a column, or a mean and the ends of its interval.

    Parameters
    ----------
    values : None where there is nothing to measure.
    currency : of money, in major units; None for other numbers.
    sign : whether a plus is written too. compact : whether room is short.
    """
    sizes = sorted(abs(x) for x in values if x)
    largest, smallest = (sizes[-1], sizes[0]) if sizes else (0.0, 0.0)
    if currency is not None:
        form = _form_of_money(largest, smallest, language, compact)
    elif compact and largest >= LARGE:
        form = _in_larger_unit(largest, language, "compact_decimal_formats")
    else:
        form = _Form("#,##0", 1, _decimals(largest, smallest))
    return [_written(x, form, language, currency, sign) for x in values]


def whole(number: float, language: str) -> str:
    """Write a count, with marks between thousands."""
    return str(format_decimal(_rounded(number, 0), locale=language))


def three_digits(x: float, language: str) -> str:
    """Write a factor, however small."""
    return str(format_decimal(x, "@##", locale=language))


def percent(share: float, language: str) -> str:
    """Write a share as whole percent; a half is rounded up."""
    return whole(round(100 * share, 9), language)


class _Form(NamedTuple):
    """How the numbers of a group are written."""

    pattern: str  # of Unicode's locale data, without decimals
    unit: int  # what they are counted in
    digits: int  # decimals


WHOLE_MONEY = _Form("¤#,##0", 1, 0)


def _form_of_money(largest: float, smallest: float, language: str, compact: bool) -> _Form:
    """Whole up to a million; then in the unit of the largest, if none would be written as 0."""
    if not compact and largest < LARGE:
        return WHOLE_MONEY
    form = _in_larger_unit(largest, language, "compact_currency_formats")
    too_small = smallest / form.unit < 0.5 / 10**DECIMALS
    return WHOLE_MONEY if form.unit == 1 or (too_small and not compact) else form


def _in_larger_unit(largest: float, language: str, formats: str) -> _Form:
    """How a language writes numbers of this size, in millions or 万; in ones if it has no unit."""
    known = {
        int(size): form.pattern
        for size, form in getattr(Locale.parse(language), formats)["short"]["other"].items()
        if int(size) <= largest and form.pattern.strip("0")
    }
    if not known:
        return _Form("#,##0", 1, 0)
    size = max(known)
    zeros = known[size].count("0")
    unit = size // 10 ** (zeros - 1)
    digits = DIGITS if largest < LARGE else DIGITS + 1
    pattern = known[size].replace("0" * zeros, "#,##0")
    return _Form(pattern, unit, _decimals_for(digits, largest / unit))


def _written(x: float | None, form: _Form, language: str, currency: str | None, sign: bool) -> str:
    if x is None:
        return NONE
    if x == 0 and currency is not None:
        form = WHOLE_MONEY
    rounded = _rounded(x, form.digits, form.unit)
    pattern = form.pattern
    if form.digits:
        pattern = pattern.replace("#,##0", "#,##0." + "0" * form.digits)
    if currency is None:
        text = format_decimal(rounded, pattern, locale=language)
    else:
        parsed = parse_pattern(pattern)
        text = parsed.apply(rounded, language, currency=currency, currency_digits=False)
    return ("+" if sign and rounded > 0 else "") + str(text)


def _rounded(x: float, digits: int, unit: int = 1) -> Decimal:
    """Round to so many decimals of a unit, a half away from 0; never to minus nothing."""
    exact = Decimal(repr(float(x))) / unit
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + Decimal(0)


def _decimals(largest: float, smallest: float) -> int:
    """As many as tell numbers apart, and enough for none but 0 to be written as 0."""
    digits = _decimals_for(DIGITS, largest)
    while digits < DECIMALS and _rounded(smallest, digits) == 0 and smallest > 0:
        digits += 1
    return digits


def _decimals_for(digits: int, largest: float) -> int:
    """As many as make up so many digits, the ones before the point included."""
    return max(0, min(DECIMALS, digits - len(str(int(largest)))))
