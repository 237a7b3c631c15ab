"""Numbers as people read them: those that stand together share a unit and a number of digits."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import wraps
from typing import NamedTuple, ParamSpec, TypeVar

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
    parse_pattern,
)

P = ParamSpec("P")
T = TypeVar("T")

NONE = "-"  # what stands where there is no number
LARGE = 1_000_000  # from here on money is written in millions, 万, ...; counts where room is short
LARGE_FOR_LITTLE_ROOM = 10_000  # for money where room is short; ¥1.23K is no shorter than ¥1,234
DIGITS = 3  # of the largest number of a group; from `LARGE` on, one more in a larger unit
DECIMALS = 2  # at most
MOST_DIGITS = 400  # of the largest number there is, and some more
WHOLE = "#,##0"
SIGN, CODE = "¤", "¤¤ "  # of a currency, in patterns of Unicode's locale data


class InCode(str):
    """A currency whose sign cannot be written where it would go; there it is written as its code."""

    __slots__ = ()


def writable(currency: str, language: str, encoding: str | None) -> str:
    """The currency; as `InCode` if an encoding lacks its sign. None: nothing is known of the encoding."""
    try:
        get_currency_symbol(currency, locale=language).encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return InCode(currency)
    return currency


def _with_room(write: Callable[P, T]) -> Callable[P, T]:
    """Let decimals have as many digits as the largest number has, here and in Babel."""

    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> T:
        with localcontext(prec=MOST_DIGITS):
            return write(*args, **kwargs)

    return written


@_with_room
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
    currency : of money, in major units, perhaps from `writable`; None for other numbers.
    sign : whether a plus is written too. compact : whether room is short.
    """
    sizes = sorted(abs(x) for x in values if x)
    largest, smallest = (sizes[-1], sizes[0]) if sizes else (0.0, 0.0)
    counted = all(x is None or float(x).is_integer() for x in values)
    form = _form_of(largest, smallest, language, currency, compact=compact)
    if counted and currency is None and form.unit == 1:
        form = _in_ones(False)
    return [_written(x, form, language, currency, sign) for x in values]


@_with_room
def whole(number: float, language: str) -> str:
    """Write a count, with marks between thousands."""
    return str(format_decimal(_rounded(number, 0), locale=language))


@_with_room
def amount(money: float, language: str, currency: str) -> str:
    """Write an amount to the coin, however large."""
    pattern = f"{CODE}{WHOLE}.00" if isinstance(currency, InCode) else None
    return str(format_currency(Decimal(repr(float(money))), currency, pattern, locale=language))


@_with_room
def plain(number: float, language: str) -> str:
    """Write a number with all of its digits, and marks between thousands."""
    if float(number).is_integer():  # however large: with all those decimals Babel has no room
        return whole(number, language)
    return str(format_decimal(Decimal(repr(number)), "#,##0.###############", locale=language))


@_with_room
def three_digits(x: float, language: str) -> str:
    """Write a factor, however small."""
    return significant(x, DIGITS, language)


@_with_room
def significant(x: float, digits: int, language: str) -> str:
    """Write a number with so many digits at most, however small or large."""
    rounded = float(f"{x:.{digits}g}")  # .00996 with two digits is .01, not .001
    return str(format_decimal(rounded, "@" + "#" * (digits - 1), locale=language))


@_with_room
def percent(share: float, language: str) -> str:
    """Write a share as whole percent; a half is rounded up."""
    return whole(round(100 * share, 9), language)


class _Form(NamedTuple):
    """How the numbers of a group are written."""

    pattern: str  # of Unicode's locale data, without decimals
    unit: int  # what they are counted in
    digits: int  # decimals


def _form_of(
    largest: float, smallest: float, language: str, currency: str | None, *, compact: bool
) -> _Form:
    """In the unit of the largest, if it is large and none would be written as 0; else in ones.

    What counts is what the largest is rounded to: nothing is written as 1,000.0 million.
    """
    money = currency is not None
    digits = _coins(largest, smallest, currency) if currency else _decimals(largest, smallest)
    in_ones = _in_ones(money, digits)
    large = LARGE_FOR_LITTLE_ROOM if money and compact else LARGE
    if _rounded(largest, 0) < large or not (money or compact):
        return in_ones
    form = _in_larger_unit(largest, language, money)
    written = _rounded(largest, form.digits, form.unit) * form.unit
    form = _in_larger_unit(float(written), language, money)
    return form if _rounded(smallest, form.digits, form.unit) else in_ones


def _in_ones(money: bool, digits: int = 0) -> _Form:
    return _Form("¤" + WHOLE if money else WHOLE, 1, digits)


def _in_larger_unit(largest: float, language: str, money: bool) -> _Form:
    """How a language writes numbers of this size, in millions or 万; in ones if it has no unit."""
    formats = "compact_currency_formats" if money else "compact_decimal_formats"
    known = {
        int(size): form.pattern
        for size, form in getattr(Locale.parse(language), formats)["short"]["other"].items()
        if int(size) <= largest and form.pattern.strip("0")
    }
    if not known:
        return _in_ones(money)
    size = max(known)
    zeros = known[size].count("0")
    unit = size // 10 ** (zeros - 1)
    digits = DIGITS if largest < LARGE else DIGITS + 1
    pattern = known[size].replace("0" * zeros, WHOLE)
    return _Form(pattern, unit, _decimals_for(digits, largest / unit))


def _written(x: float | None, form: _Form, language: str, currency: str | None, sign: bool) -> str:
    if x is None:
        return NONE
    if x == 0 and form.unit > 1:  # no millions of nothing
        form = _in_ones(money=currency is not None)
    rounded = _rounded(x, form.digits, form.unit)
    pattern = form.pattern
    if form.digits:
        pattern = pattern.replace(WHOLE, WHOLE + "." + "0" * form.digits)
    if currency is None:
        text = format_decimal(rounded, pattern, locale=language)
    else:
        parsed = parse_pattern(pattern.replace(SIGN, CODE) if isinstance(currency, InCode) else pattern)
        text = parsed.apply(rounded, language, currency=currency, currency_digits=False)
    return ("+" if sign and rounded > 0 else "") + str(text)


def _rounded(x: float, digits: int, unit: int = 1) -> Decimal:
    """Round to so many decimals of a unit, a half away from 0; never to minus nothing."""
    exact = Decimal(repr(float(x))) / unit
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + Decimal(0)


def _coins(largest: float, smallest: float, currency: str) -> int:
    """The currency's own decimals, where all is small, or else something would be written as nothing."""
    small = len(str(int(_rounded(largest, 0)))) <= DIGITS
    return int(get_currency_precision(currency)) if small or 0 < smallest < 1 else 0


def _decimals(largest: float, smallest: float) -> int:
    """As many as tell numbers apart; more, up to `DECIMALS`, where one but 0 would be written as 0."""
    digits = _decimals_for(DIGITS, largest)
    while digits < DECIMALS and _rounded(smallest, digits) == 0 and smallest > 0:
        digits += 1
    return digits


def _decimals_for(digits: int, largest: float) -> int:
    """As many as make up so many digits, the ones before the point included, once it is rounded."""
    found = DECIMALS
    while found and len(str(int(_rounded(largest, found)))) + found > digits:
        found -= 1
    return found


def currency_name(currency: str, language: str) -> str:
    """What a currency is called; its code, if nothing else is known of it."""
    return str(get_currency_name(currency, locale=language))


def date_locale(language: str) -> str:
    """By whose custom dates are written: in English the day first, with the month as a word."""
    return "en_GB" if language == "en" else language


def day(when: date, language: str) -> str:
    """Write a day of a year that is known."""
    return str(format_skeleton("MMMd", when, locale=date_locale(language)))


def month(when: date, language: str) -> str:
    """Write a month and its year."""
    return str(format_skeleton("yMMM", when, locale=date_locale(language)))
