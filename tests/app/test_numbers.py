"""Numbers as planners type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY

from app.numbers import is_too_large, read_number, readings

TYPED = {
    "": None, "  ": None, "3000": 3000, "3,000": 3000, "¥3,000": 3000, "￥３，０００": 3000, "3000円": 3000,  # noqa: RUF001
    "-5": -5, "−5": -5, "1.5": 1.5, "１．５": 1.5, "30%": 0.3, "$1,234.50": 1234.5, "1e3": 1000,  # noqa: RUF001
    "cheap": "cheap", "1,2": "1,2", "3,00": "3,00", "1 2": "1 2", "=1+1": "=1+1", "nan": "nan", "inf": "inf",
    "1_000": "1_000", "10 000": 10000, "10\u00a0000": 10000, "1\u2009234\u202f567.5": 1234567.5,
    "-12 000円": -12000, "10 00": "10 00", "1万": 10_000, "１万": 10_000, "1.1億": 110_000_000,
    "3千": "3千", "3万5": "3万5", "1　000": 1000,
    "1億2000万": 120_000_000, "1億 2万": "1億 2万", "2,000万円": 20_000_000, "-1万5000": -15_000, "万": "万",
    "1.2.3万": "1.2.3万", "0万": 0, "1e400": "1e400", "3.000": "3.000", "52.0": 52, "9" * 400: "9" * 400,
}  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_meant_is_read(typed: str) -> None:
    assert read_number(typed) == TYPED[typed]


def test_whole_numbers_are_whole_and_others_stay_what_they_are() -> None:
    assert read_number("12", whole=True) == 12
    long = str(2**53 + 1)  # which no decimal number of a computer is
    for typed, meant in {"12": 12, "52.0": 52, "1e9": 10**9, "1.5万": 15_000, long: 2**53 + 1}.items():
        assert read_number(typed, whole=True) == meant
        assert isinstance(read_number(typed, whole=True), int)
    assert read_number("1.5", whole=True) == 1.5, "for the scenario to refuse"
    assert read_number("30%", whole=True) == "30%"


def test_what_is_two_numbers_or_none_for_a_computer_is_known_as_that() -> None:
    assert readings("3.000円") == (3, 3000)
    assert readings("3.0") is readings("cheap") is None
    assert is_too_large("1e400")
    assert not is_too_large("1e30")


@PROPERTY
@given(st.text(max_size=12))
def test_no_text_breaks_it_and_none_is_lost(typed: str) -> None:
    found = read_number(typed)
    assert found is None or isinstance(found, int | float) or found == typed
