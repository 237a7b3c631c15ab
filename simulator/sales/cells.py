"""Dates and numbers as people write them into a sheet of sales."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from simulator.errors import Mistake, shortened
from simulator.sales.sheets import Number
from simulator.typed import HALF_WIDTH, MINUS, MONEY, NUMBER, without_marks

NO_VALUE = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "--", "―", "—"})
ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
"""Japanese eras, and the year before their first."""
NEGATIVE = re.compile(r"[△▲]\s*(.*)|\((.*)\)")  # as accountants write what is below nothing
COMMA = re.compile(r"[+-]?[0-9]+(?:\.[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})|[+-]?(?:[0-9]{4,}|0),[0-9]{3}")
"""A decimal comma: 1.234,5 or 0,125. What stands behind it is no group of three digits."""
WITH_COMMA = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
GROUP = 3  # digits between two marks
GROUPS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
POINTS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")  # 1.234: to half of Europe over a thousand
CLOCK = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?$")

YEAR = r"(?:(?P<era>令和|平成|R|H)\s*(?P<of_era>[0-9]{1,2}|元)|(?P<year>[0-9]{4}))"
SEPARATED = re.compile(YEAR + r"[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?")
IN_KANJI = re.compile(
    YEAR + r"\s*年\s*(?:度)?(?:(?P<month>[0-9]{1,2})\s*月\s*(?:(?P<day>[0-9]{1,2})\s*日)?)?"
)  # fmt: skip
WEEK_OF_YEAR = re.compile(r"(?P<year>[0-9]{4})-?W(?P<week>[0-9]{1,2})", re.IGNORECASE)
IN_ONE = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
YEAR_ALONE = re.compile(r"(?P<year>19[0-9]{2}|20[0-9]{2})")
YEAR_LAST = re.compile(r"(?P<first>[0-9]{1,2})[-/.](?P<second>[0-9]{1,2})[-/.](?P<year>[0-9]{4})")
WEEKDAY = re.compile(r"\s*[(（][月火水木金土日][)）]$")  # noqa: RUF001


class Day(NamedTuple):
    """A date as far as it was written: a day, the first of a month, or the first of a year."""

    date: date
    written: str  # day, month or year


def has_no_value(cell: str) -> bool:
    """True of a cell in which nothing is known."""
    return cell.translate(HALF_WIDTH).strip().casefold() in NO_VALUE


def number_of(cell: str, *, comma: bool = False) -> float | None:
    """Read a number with marks between thousands, signs of money, at full width; None where it is none.

    Parameters
    ----------
    comma : whether a comma stands before the decimals, and points part thousands.
    """
    text = cell.translate(HALF_WIDTH).translate(MINUS).strip()
    below = NEGATIVE.fullmatch(text)
    if below:
        text = below[1] or below[2] or ""
    if comma:
        bare = MONEY.fullmatch(text)
        text = bare[1] + bare[2] if bare else text
        if not WITH_COMMA.fullmatch(text):
            return None
        text = text.replace(".", "").replace(",", ".")
    text = without_marks(text)
    if not NUMBER.fullmatch(text) or math.isinf(float(text)):
        return None
    return -float(text) if below else float(text)


def is_money(cell: str) -> bool:
    """True of a cell with a sign of money, such as ¥1,000 or 1,000円."""
    text = "".join(cell.translate(HALF_WIDTH).split())
    return _bare([text]) != [text]


def has_decimal_comma(cells: Iterable[str]) -> bool:
    """True if a column writes decimals with a comma."""
    return any(COMMA.fullmatch(cell) for cell in _bare(cells))


def _bare(cells: Iterable[str]) -> list[str]:
    """What was typed, without signs of money."""
    found = (MONEY.fullmatch(cell.translate(HALF_WIDTH).strip()) for cell in cells)
    return [one[1] + one[2] if one else "" for one in found]


def _in_doubt(cells: Sequence[str]) -> str:
    """In a column with decimal commas the first cell that may be thousands all the same; else nothing.

    1,234 is, unless another has three decimals behind a comma that cannot part thousands.
    """
    decimals = {len(cell.rpartition(",")[2]) for cell in _bare(cells) if COMMA.fullmatch(cell)}
    grouped = (cell for cell in cells if GROUPS.fullmatch(cell.translate(HALF_WIDTH).strip()))
    return "" if GROUP in decimals else next(grouped, "")


def may_be_two_numbers(cells: Sequence[str]) -> str:
    """The first cell of a column in which every point may part decimals or thousands; else nothing."""
    pointed = [cell for cell in _bare(cells) if "." in cell]
    return pointed[0] if pointed and all(POINTS.fullmatch(cell) for cell in pointed) else ""


def day_of(cell: str, *, day_first: bool | None = None) -> Day | None:
    """Read a date as it is written in Japan, by ISO 8601, or with the year last; None where it is none.

    Parameters
    ----------
    day_first : how 11/12/2026 is meant; None: such a date can be read only where it can be meant in
        one way (22/11/2026).
    """
    text = _without_clock(cell)
    if found := WEEK_OF_YEAR.fullmatch(text):
        return _week(int(found["year"]), int(found["week"]))
    for form in (SEPARATED, IN_KANJI, IN_ONE, YEAR_ALONE):
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month, day = parts.get("month"), parts.get("day")
            written = "day" if day else "month" if month else "year"
            return _day(_year(parts), int(month or 1), int(day or 1), written)
    found = YEAR_LAST.fullmatch(text)
    if found is None:
        return None
    first, second = int(found["first"]), int(found["second"])
    if day_first is None and first <= 12 and second <= 12 and first != second:
        return None
    if day_first is None:
        day_first = first > 12
    day_number, month_number = (first, second) if day_first else (second, first)
    return _day(int(found["year"]), month_number, day_number)


def _without_clock(cell: str) -> str:
    """A date without its weekday and its time."""
    return CLOCK.sub("", WEEKDAY.sub("", cell.translate(HALF_WIDTH).strip()))


def is_day(cell: str) -> bool:
    """True of a date in one order or the other."""
    return any(day_of(cell, day_first=one) is not None for one in (True, False))


def order_of_days(cells: Iterable[str]) -> bool | None:
    """Whether dates with the year last begin with the day; None where that has to be asked.

    True if one of them begins with a number above 12, False if one has such a number in the middle,
    or if none has the year last.
    """
    found = [YEAR_LAST.fullmatch(_without_clock(cell)) for cell in cells]
    pairs = [(int(one["first"]), int(one["second"])) for one in found if one]
    if any(first > 12 for first, _ in pairs):
        return True
    if any(second > 12 for _, second in pairs) or all(first == second for first, second in pairs):
        return False
    return None


def numbers_of(cells: Sequence[tuple[int, str]], file: str) -> list[float]:
    """Read a column of sales.

    Parameters
    ----------
    cells : of the lines that have a value, with the numbers of these lines.

    Raises
    ------
    Mistake : a cell is no number, may be two, or is below nothing.
    """
    texts = [cell for _, cell in cells if not isinstance(cell, Number)]
    comma = has_decimal_comma(texts)
    if two := (_in_doubt(texts) if comma else may_be_two_numbers(texts)):
        raise Mistake("data.two_numbers", file=file, value=two)
    values = []
    for line, cell in cells:
        value = number_of(cell, comma=comma and not isinstance(cell, Number))
        if value is None:
            raise Mistake("data.no_number", file=file, line=line, value=shortened(cell))
        if value < 0:
            raise Mistake("data.below_nothing", file=file, line=line, value=shortened(cell))
        values.append(value)
    return values


def _year(parts: dict[str, str | None]) -> int:
    era, of_era = parts.get("era"), parts.get("of_era")
    if era and of_era:
        return ERAS[era] + (1 if of_era == "元" else int(of_era))
    return int(parts["year"] or 0)


def _day(year: int, month: int, day: int, written: str = "day") -> Day | None:
    """The date, if there is such a day."""
    try:
        return Day(date(year, month, day), written)
    except ValueError:
        return None


def _week(year: int, week: int) -> Day | None:
    """The Monday of a week of ISO 8601, if the year has so many."""
    try:
        return Day(date.fromisocalendar(year, week, 1), "day")
    except ValueError:
        return None
