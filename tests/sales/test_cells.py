"""Numbers and dates as people write them; what can be meant in two ways is not guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY

from simulator.errors import Mistake
from simulator.sales.cells import day_of, number_of, numbers_of, order_of_days
from simulator.sales.sheets import Number

NUMBERS = {
    "1,234": 1234, "¥1,234": 1234, "￥１，２３４": 1234, "1234円": 1234, "１２３４": 1234, "1,234.5": 1234.5,  # noqa: RUF001
    "△1,234": -1234, "(5)": -5, "−5": -5, " 7 ": 7, "1e3": 1000, "": None, "=1+1": None, "12個": None,  # noqa: RUF001
    "@SUM(A1)": None, "1,2": None, "nan": None, "inf": None, "1_000": None, "<b>1</b>": None,
}  # fmt: skip
NOVEMBER = date(2026, 11, 22)
DATES = {
    "2026/11/22": NOVEMBER, "2026-11-22": NOVEMBER, "2026.11.22": NOVEMBER, "2026年11月22日": NOVEMBER,
    "２０２６／１１／２２": NOVEMBER, "2026/11/22(日)": NOVEMBER, "2026-11-22T09:30": NOVEMBER,  # noqa: RUF001
    "2026-11-22 00:00:00": NOVEMBER, "20261122": NOVEMBER, "令和8年11月22日": NOVEMBER, "R8.11.22": NOVEMBER,
    "2026年11月": date(2026, 11, 1), "2026/11": date(2026, 11, 1), "令和元年5月": date(2019, 5, 1),
    "平成31年4月30日": date(2019, 4, 30), "2026": date(2026, 1, 1), "2026年": date(2026, 1, 1),
    "2026-W48": date(2026, 11, 23), "22/11/2026": NOVEMBER, "11/22/2026": NOVEMBER, "2025-W60": None,
    "05/05/2026": date(2026, 5, 5), "11/12/2026": None, "2026/13/01": None, "2026/02/30": None,
    "31/31/2026": None, "tomorrow": None, "": None, "12": None, "平成0年13月": None,
}  # fmt: skip


@pytest.mark.parametrize("cell", NUMBERS)
def test_a_number_is_read_as_it_is_meant(cell: str) -> None:
    assert number_of(cell) == NUMBERS[cell]


@pytest.mark.parametrize("cell", DATES)
def test_a_date_is_read_as_it_is_meant(cell: str) -> None:
    found = day_of(cell)
    assert (None if found is None else found.date) == DATES[cell]


def test_who_is_told_the_order_reads_by_it() -> None:
    read = [day_of("11/12/2026", day_first=first) for first in (True, False)]
    assert [one.date for one in read if one] == [date(2026, 12, 11), date(2026, 11, 12)]
    assert day_of("22/11/2026", day_first=False) is None


@pytest.mark.parametrize(
    ("cells", "order"),
    [(["11/12/2026", "13/12/2026"], True), (["11/12/2026", "11/13/2026"], False), (["05/05/2026"], False),
     (["11/12/2026", "12/12/2026"], None), (["2026/11/12"], False), ([], False)],
)  # fmt: skip
def test_the_order_is_asked_only_where_no_date_tells_it(cells: list[str], order: bool | None) -> None:
    assert order_of_days(cells) is order


def lines(*cells: str) -> list[tuple[int, str]]:
    return list(enumerate(cells, 2))


def test_a_column_tells_how_its_commas_are_meant() -> None:
    assert numbers_of(lines("1,234", "5"), "a") == [1234, 5]
    assert numbers_of(lines("1.234,5", "5"), "a") == [1234.5, 5]
    assert numbers_of(lines("0,125", "2,5"), "a") == [0.125, 2.5]
    assert numbers_of(lines("1.234", "1.5"), "a") == [1.234, 1.5]


@pytest.mark.parametrize(
    ("cells", "key", "line"),
    [(["1.234", "2.500"], "data.two_numbers", None), (["5", "-1"], "data.below_nothing", 3),
     (["5", "=A1"], "data.no_number", 3), (["<script>"], "data.no_number", 2)],
)  # fmt: skip
def test_what_is_no_number_is_told_with_its_line(cells: list[str], key: str, line: int | None) -> None:
    with pytest.raises(Mistake) as raised:
        numbers_of(lines(*cells), "a.csv")
    assert raised.value.key == key
    assert raised.value.values.get("line") == line
    assert "a.csv" in str(raised.value)


@PROPERTY
@given(st.dates(date(1990, 1, 1), date(2080, 12, 31)), st.booleans())
def test_every_date_comes_back_from_every_form(day: date, day_first: bool) -> None:
    year, month, number = day.year, day.month, day.day
    forms = [day.isoformat(), f"{year}/{month}/{number}", f"{year}年{month}月{number}日"]
    forms.append(day.strftime("%Y%m%d"))
    forms.append(f"{number}/{month}/{year}" if day_first else f"{month:02}-{number:02}-{year}")
    if day >= date(2020, 1, 1):
        forms.append(f"令和{year - 2018}年{month}月{number}日")
    for form in forms:
        found = day_of(form, day_first=day_first)
        assert found is not None, form
        assert found.date == day


@PROPERTY
@given(st.text(max_size=20))
def test_no_text_breaks_it(cell: str) -> None:
    number_of(cell)
    number_of(cell, comma=True)
    for order in (None, True, False):
        day_of(cell, day_first=order)
    order_of_days([cell])


def column(*cells: str) -> list[float]:
    return numbers_of(list(enumerate(cells)), "a.csv")


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        (("12,5", "1234.5"), "data.no_number"),  # a comma, then a point that parts no thousands
        (("12,5", "1,234"), "data.two_numbers"),
        (("3,0000", "1,234", "2,000"), "data.two_numbers"),
        (("5", "1e400"), "data.no_number"),
    ],
)
def test_a_column_in_two_styles_is_told_and_not_guessed(cells: tuple[str, ...], key: str) -> None:
    with pytest.raises(Mistake) as raised:
        column(*cells)
    assert raised.value.key == key


def test_a_column_in_one_style_is_read() -> None:
    assert column("12,5", "1.234,5", "€ 3,25", "7") == [12.5, 1234.5, 3.25, 7]
    assert column("0,125", "1,250") == [0.125, 1.25]
    assert column(Number(1.234), Number(2.345)) == [1.234, 2.345], "a workbook's numbers are in no doubt"
    assert column(Number(1234.5), "12,5") == [1234.5, 12.5]
