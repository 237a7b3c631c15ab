"""From a table and what its columns mean to a series: units sold, period by period."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from simulator.errors import Mistake, shortened
from simulator.sales.cells import (
    Day,
    day_of,
    has_no_value,
    is_day,
    is_money,
    number_of,
    numbers_of,
    order_of_days,
)
from simulator.sales.tables import Table

WEEKS_OF = {"week": 1.0, "month": 52 / 12, "quarter": 13.0, "year": 52.0}
"""Weeks in a period: a year has 52, as where p is divided to get `organic_discovery`."""
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
STEPS = tuple(WEEKS_OF)
TOTALS = ("合計", "総計", "計", "小計", "total", "sum", "grand total")
DAYS_AMONG = 5  # a column of dates has this share of them, in tenths
WHEN = (
    "日付", "年月", "期間", "月", "週", "年", "日", "date", "week", "month", "period", "year", "day", "time",
)  # fmt: skip
UNITS = (
    "販売数", "数量", "個数", "台数", "販売", "売上", "units", "quantity", "qty", "adopters", "sales", "sold",
)  # fmt: skip
MOST_PERIODS = 2_600
SHOP_DAYS = 5  # of days that make weeks, the last week needs so many; else it is left out


class Columns(NamedTuple):
    """What the columns of a table mean, by their numbers from 0."""

    when: int | None  # dates, or numbers of periods; None: a line is a period
    units: int
    step: str | None = None  # how long a period is; None: as the dates say
    day_first: bool | None = None  # how 11/12/2026 is meant; None: there is but one way


@dataclass(frozen=True)
class Series:
    """Units sold in periods of equal length, without gaps."""

    file: str
    name: str  # of the column
    step: str  # week, month, quarter or year
    start: date | None  # first day of the first period
    units: tuple[float, ...]
    notes: dict[str, int] = field(default_factory=dict)  # what was summed up or left out: how often

    @property
    def weeks(self) -> float:
        """Weeks in a period."""
        return WEEKS_OF[self.step]

    @property
    def total(self) -> float:
        """Units of all periods."""
        return sum(self.units)


def guess_columns(table: Table) -> Columns:
    """Guess which column says when, and which how many: by their names, else by what stands in them."""
    cells = [[row[k] for _, row in table.rows if not has_no_value(row[k])] for k in range(len(table.columns))]
    days = [
        k for k, column in enumerate(cells)
        if column and _are_days(column) and not _may_be_units(column, table.columns[k])
    ]  # fmt: skip
    numbers = [
        k for k, column in enumerate(cells)
        if column and 2 * sum(number_of(cell) is not None for cell in column) >= len(column)
    ]  # fmt: skip
    when = _named(table, days, WHEN)
    if when is None:
        counted = [k for k in numbers if _are_periods(cells[k]) and len(numbers) > 1]
        when = _named(table, counted, WHEN)
    units = _named(table, [k for k in numbers if k != when], UNITS)
    return Columns(when, len(table.columns) - 1 if units is None else units)


def asks_order(table: Table, when: int | None) -> bool:
    """True if the dates of a column can be meant day first or month first, so that it has to be asked."""
    return when is not None and order_of_days([row[when] for _, row in table.rows]) is None


def asks_step(table: Table, when: int | None) -> bool:
    """True if nothing in a column says how long a period is."""
    return when is None or not _are_days([row[when] for _, row in table.rows if not has_no_value(row[when])])


def series_of(table: Table, columns: Columns) -> Series:
    """Read the series: lines of the same period are added up, days to weeks; a gap counts as nothing sold.

    Raises
    ------
    Mistake : the same column twice; a cell that is no date or no number; days that may be months;
        nothing that says how long a period is; too few periods, or too many.
    """
    file, name = table.file, table.columns[columns.units]
    if columns.when == columns.units:
        raise Mistake("data.same_column", file=file, column=name)
    notes: dict[str, int] = {}
    filled = [(line, row) for line, row in table.rows if not has_no_value(row[columns.units])]
    sums = [one for one in filled if any(cell.casefold() in TOTALS for cell in one[1])]
    filled = [one for one in filled if one not in sums] if sums else filled
    if sums:
        notes["totals"] = len(sums)
    if len(filled) < len(table.rows) - len(sums):
        notes["blank"] = len(table.rows) - len(sums) - len(filled)
    if not filled:
        raise Mistake("data.no_units", file=file, column=name)
    if columns.when is not None and (years := _whole_years(filled, columns.when)):
        filled = [one for one in filled if one[0] not in years]
        notes["totals"] = notes.get("totals", 0) + len(years)
    units = numbers_of([(line, row[columns.units]) for line, row in filled], file)
    if money := sum(is_money(row[columns.units]) for _, row in filled):
        notes["money"] = money
    if columns.when is None:
        summed_up = {line for line, _ in sums}
        order = {line: k for k, line in enumerate(line for line, _ in table.rows if line not in summed_up)}
        first = order[filled[0][0]]
        step, start, places = _asked_step(columns, file), None, [order[line] - first for line, _ in filled]
    else:
        cells = [(line, row[columns.when]) for line, row in filled]
        step, start, places = _places(cells, columns, file, notes)
    count = max(places) + (0 if "unfinished" in notes else 1)
    if count > MOST_PERIODS:
        raise Mistake("data.too_many_periods", file=file, periods=count, most=MOST_PERIODS)
    summed = [0.0] * count
    for place, value in zip(places, units, strict=True):
        if place < count:
            summed[place] += value
    filled_periods = len({place for place in places if place < count})
    if filled_periods < count:
        notes["gaps"] = count - filled_periods
    return Series(file, name, step, start, tuple(summed), notes)


def _whole_years(filled: Sequence[tuple[int, list[str]]], when: int) -> set[int]:
    """Lines with a year and no month among lines with months: they sum those up."""
    written = {line: day.written for line, row in filled if (day := day_of(row[when], day_first=True))}
    years = {line for line, one in written.items() if one == "year"}
    return years if 2 * len(years) < len(written) else set()


def _asked_step(columns: Columns, file: str) -> str:
    if columns.step is None:
        raise Mistake("data.no_step", file=file)
    return columns.step


def _places(
    cells: Sequence[tuple[int, str]], columns: Columns, file: str, notes: dict[str, int]
) -> tuple[str, date | None, list[int]]:
    """How long a period is, when the first begins, and in which period each line falls, from 0."""
    texts = [cell for _, cell in cells]
    if not _are_days(texts):
        return _asked_step(columns, file), None, _counted(cells, file)
    day_first = columns.day_first if columns.day_first is not None else order_of_days(texts)
    days = []
    for line, cell in cells:
        day = day_of(cell, day_first=day_first)
        if day is None:
            is_open = day_first is None and day_of(cell, day_first=True) is not None
            key = "data.which_order" if is_open else "data.no_date"
            raise Mistake(key, file=file, line=line, value=shortened(cell))
        days.append(day)
    step = columns.step or _step_of(days)
    first = min(day.date for day in days)
    if step == "week":
        if _slip(days):
            return step, first, [round((day.date - first).days / 7) for day in days]
        places = [(day.date - first).days // 7 for day in days]
        if any((day.date - first).days % 7 for day in days):
            notes["daily"] = 1
            span = (max(day.date for day in days) - first).days + 1
            if span > 7 and 0 < span % 7 < SHOP_DAYS:
                notes["unfinished"] = span % 7
        return step, first, places
    months = MONTHS_OF[step]
    begin = _months(first)
    if months > 1 and any((_months(day.date) - begin) % months for day in days):
        begin -= begin % months  # periods of the calendar
    places = [(_months(day.date) - begin) // months for day in days]
    return step, date(begin // 12, begin % 12 + 1, 1), places


def _counted(cells: Sequence[tuple[int, str]], file: str) -> list[int]:
    """Numbers of periods, from the smallest."""
    found = []
    for line, cell in cells:
        number = number_of(cell)
        if number is None or not number.is_integer():
            raise Mistake("data.no_date", file=file, line=line, value=shortened(cell))
        found.append(int(number))
    least = min(found)
    return [number - least for number in found]


def _step_of(days: Sequence[Day]) -> str:
    """How long a period is, as the dates say: years, quarters, months; days and weeks make weeks."""
    if all(day.written == "year" for day in days):
        return "year"
    dates = sorted({day.date for day in days})
    by_month = all(day.written != "day" for day in days)
    same_day = len({one.day for one in dates}) == 1
    ends = all(one.day == monthrange(one.year, one.month)[1] for one in dates)
    near_ends = _apart(dates, 26, 35) and len({_months(one) for one in dates}) == len(dates)
    if len(dates) > 1 and (by_month or same_day or ends or near_ends):
        apart = [_months(later) - _months(sooner) for sooner, later in pairwise(dates)]
        if all(gap % 12 == 0 for gap in apart):
            return "year"
        return "quarter" if all(gap % 3 == 0 for gap in apart) else "month"
    return "month" if by_month else "week"


def _slip(days: Sequence[Day]) -> bool:
    """True of weeks of which some begin a day or two late or early, as after a holiday."""
    dates = sorted({day.date for day in days})
    weeks = {round((one - dates[0]).days / 7) for one in dates}
    return len(weeks) == len(dates) and _apart(dates, 6, 8)


def _apart(dates: Sequence[date], least: int, most: int) -> bool:
    """True if most dates follow each other by about so many days."""
    gaps = sorted((later - sooner).days for sooner, later in pairwise(dates))
    return len(gaps) > 1 and least <= gaps[len(gaps) // 2] <= most


def _months(day: date) -> int:
    return 12 * day.year + day.month - 1


def _are_days(cells: Sequence[str]) -> bool:
    """True if most cells of a column can be read as dates, in one order or the other."""
    found = sum(is_day(cell) for cell in cells)
    return 10 * found > DAYS_AMONG * len(cells)


def _may_be_units(cells: Sequence[str], name: str) -> bool:
    """True of numbers from 1900 to 2099 that are no years: called units, or in no order."""
    numbers = [number_of(cell) for cell in cells]
    if not all(number is not None and 1900 <= number < 2100 for number in numbers):
        return False
    if any(word in name.casefold() for word in (*UNITS, *WHEN)):
        return not any(word in name.casefold() for word in WHEN)
    return any(a is None or b is None or b < a for a, b in pairwise(numbers))


def _are_periods(cells: Sequence[str]) -> bool:
    """True of whole numbers that only rise by one."""
    numbers = [number_of(cell) for cell in cells]
    return all(
        a is not None and b is not None and b - a == 1 for a, b in pairwise(numbers)
    )


def _named(table: Table, among: list[int], words: Sequence[str]) -> int | None:
    """The column among some whose name has the first of the words; else the first of them."""
    for word in words:
        for k in among:
            if word in table.columns[k].casefold():
                return k
    return among[0] if among else None
