"""A table becomes a series: periods of equal length, nothing lost, nothing guessed that may be otherwise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY

from simulator.errors import Mistake
from simulator.sales.series import Columns, Series, asks_order, asks_step, guess_columns, series_of
from simulator.sales.sheets import read_sheets
from simulator.sales.tables import Table, table_of


def table(text: str) -> Table:
    return table_of(read_sheets(text.encode(), "a.csv")[0])


def series(text: str, **more: object) -> Series:
    read = table(text)
    return series_of(read, guess_columns(read)._replace(**more))  # type: ignore[arg-type]


STEPS = {
    "week": ["2026/11/22", "2026/11/29", "2026/12/06"], "month": ["2026/11", "2026/12", "2027/01"],
    "quarter": ["2026年1月", "2026年4月", "2026年7月"], "year": ["1949", "1950", "1951"],
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_the_dates_say_how_long_a_period_is(step: str) -> None:
    found = series("when,units\n" + "".join(f"{when},{n}\n" for n, when in enumerate(STEPS[step], 1)))
    assert (found.step, found.units, found.notes) == (step, (1, 2, 3), {})


def test_ends_of_months_are_months() -> None:
    found = series("月末,数量\n2026/01/31,1\n2026/02/28,2\n2026/03/31,3\n")
    assert (found.step, found.start, found.units) == ("month", date(2026, 1, 1), (1, 2, 3))


def test_days_are_added_up_to_weeks_and_a_week_of_few_days_is_left_out() -> None:
    days = [date(2026, 11, 2) + timedelta(n) for n in range(17)]
    found = series("date,units\n" + "".join(f"{day},1\n" for day in days))
    assert (found.step, found.units) == ("week", (7, 7))
    assert found.notes == {"daily": 1, "unfinished": 3}


def test_lines_of_a_period_are_added_up_in_any_order_and_gaps_are_nothing_sold() -> None:
    found = series("date,units\n2026/12/13,4\n2026/11/22,1\n2026/11/22,2\n")
    assert found.units == (3, 0, 0, 4)
    assert found.notes == {"gaps": 2}


@pytest.mark.parametrize(
    "cells", [("¥1,000", "￥ 1,200", "900"), ("1000円", "1200円", "900"), ("€1.5", "USD 2", "3")]
)
def test_signs_of_money_are_read_over_and_said(cells: tuple[str, ...]) -> None:
    found = series("when\tunits\n" + "".join(f"2026/{n}\t{cell}\n" for n, cell in enumerate(cells, 1)))
    assert found.units[2] == float(cells[2])
    assert found.notes == {"money": 2}


def test_totals_and_blanks_are_left_out_and_said() -> None:
    found = series("年月,個数\n2026/1,5\n2026/2,\n2026/3,7\n合計,12\n")
    assert found.units == (5, 0, 7)
    assert found.notes == {"totals": 1, "blank": 1, "gaps": 1}


def test_units_are_guessed_by_their_name_and_dates_by_what_they_are() -> None:
    read = table("店,売上金額,販売数,いつ\nA,100,5,2026/11/22\nA,100,5,2026/11/29\n")
    assert guess_columns(read) == Columns(3, 2)


def test_what_nothing_says_is_asked() -> None:
    dates, numbers = table("date,units\n1/2/2026,1\n8/2/2026,2\n"), table("n,units\n1,5\n2,6\n4,7\n")
    assert asks_order(dates, 0)
    assert not asks_step(dates, 0)
    assert asks_step(numbers, 0)
    assert asks_step(numbers, None)
    assert series_of(dates, Columns(0, 1, day_first=True)).step == "week"
    months = series_of(dates, Columns(0, 1, day_first=False))
    assert months.units == (1, *[0] * (len(months.units) - 2), 2)
    assert series_of(numbers, Columns(0, 1, step="month")).units == (5, 6, 0, 7)
    assert series_of(numbers, Columns(None, 1, step="year")).units == (5, 6, 7)


@pytest.mark.parametrize(
    ("text", "columns", "key"),
    [
        ("date,units\n1/2/2026,1\n", Columns(0, 1), "data.which_order"),
        ("date,units\n2026/1/2,1\n2026/2/30,1\n2026/3/1,2\n", Columns(0, 1), "data.no_date"),
        ("n,units\n1,1\n", Columns(0, 1), "data.no_step"),
        ("n,units\nx,1\n", Columns(0, 1, step="week"), "data.no_date"),
        ("date,units\n2026/1/2,1\n", Columns(1, 1), "data.same_column"),
        ("date,units,more\n2026/1/2,,1\n", Columns(0, 1), "data.no_units"),
        ("date,units\n1900/1/1,1\n2026/1/1,1\n2026/1/9,1\n", Columns(0, 1), "data.too_many_periods"),
        ("n,units\n1,1\n1000000000000,1\n", Columns(0, 1, step="week"), "data.too_many_periods"),
    ],
)
def test_what_cannot_be_meant_is_told(text: str, columns: Columns, key: str) -> None:
    with pytest.raises(Mistake) as raised:
        series_of(table(text), columns)
    assert raised.value.key == key
    assert raised.value.sentences("ja")


@pytest.mark.parametrize(
    ("text", "key"), [("a,b\nc,d\n", "data.no_numbers"), ("date,units\n2026/1/2,1,234\n", "data.longer")]
)
def test_what_is_no_table_is_told(text: str, key: str) -> None:
    with pytest.raises(Mistake) as raised:
        table(text)
    assert raised.value.key == key


@PROPERTY
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 99)), min_size=1, max_size=30))
def test_all_that_was_sold_is_in_the_series(sold: list[tuple[int, int]]) -> None:
    """Weeks in any order, with any gaps: the sum stays, and every unit is in its week."""
    first = date(2026, 1, 5)
    rows = "".join(f"{first + timedelta(7 * week)},{units}\n" for week, units in sold)
    found = series_of(table("date,units\n" + rows), Columns(0, 1, step="week"))
    least = min(week for week, _ in sold)
    assert found.total == sum(units for _, units in sold)
    for week in {week for week, _ in sold}:
        assert found.units[week - least] == sum(units for one, units in sold if one == week)


def test_weeks_that_begin_a_day_late_are_weeks() -> None:
    for late in (0, 2, 3):
        days = [date(2026, 1, 5) + timedelta(7 * k + (k == late)) for k in range(4)]
        found = series("when,units\n" + "".join(f"{day.isoformat()},{k + 1}\n" for k, day in enumerate(days)))
        assert (found.step, found.units, found.notes) == ("week", (1, 2, 3, 4), {})


def test_the_last_days_of_business_are_months() -> None:
    days = ("2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30", "2026-05-29")
    found = series("when,units\n" + "".join(f"{day},{k}\n" for k, day in enumerate(days, 1)))
    assert (found.step, found.start, found.units) == ("month", date(2026, 1, 1), (1, 2, 3, 4, 5))


def test_a_year_among_months_sums_them_up() -> None:
    found = series("when,units\n2025-12,10\n2025年,120\n2026-01,12\n2026-02,13\n")
    assert (found.start, found.units, found.notes) == (date(2025, 12, 1), (10, 12, 13), {"totals": 1})


def test_without_dates_a_blank_keeps_its_place() -> None:
    found = series("units,note\n1,a\n,b\n3,c\n4,d\n", when=None, step="week")
    assert found.units == (1, 0, 3, 4)
    assert found.notes == {"blank": 1, "gaps": 1}


def test_units_of_about_two_thousand_are_no_years() -> None:
    read = table("no,units,store\n1,2000,a\n2,1990,b\n3,2010,c\n")
    assert guess_columns(read)[:2] == (0, 1)
    read = table("year,shop,units\n2020,a,5\n2021,a,6\n2020,b,7\n2021,b,8\n")
    assert guess_columns(read)[:2] == (0, 2)


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    with pytest.raises(Mistake) as raised:
        table('date,units,note\n2026-01,5,a\n2026-02,6,"sale\n2026-03,7,b\n')
    assert raised.value.key == "data.damaged"


def test_dates_with_weekdays_are_asked_about_too() -> None:
    cells = ["05/01/2026(月)", "02/02/2026(月)", "02/03/2026(月)"]
    read = table("when,units\n" + "".join(f"{cell},{k}\n" for k, cell in enumerate(cells)))
    assert asks_order(read, 0)
    read = table("when,units\n05/01/2026(月),1\n19/01/2026(月),2\n26/01/2026(月),3\n")
    assert not asks_order(read, 0)
    assert series_of(read, Columns(0, 1)).start == date(2026, 1, 5)


def test_columns_that_are_called_after_years_have_names() -> None:
    read = table("月,2024,2025\n1月,120,150\n2月,130,160\n")
    assert read.columns == ["月", "2024", "2025"]
    assert [row for _, row in read.rows] == [["1月", "120", "150"], ["2月", "130", "160"]]
    assert table("product,2000\nb,1990\nc,2010\n").columns == ["1", "2"]
