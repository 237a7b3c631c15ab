"""Numbers as planners type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY

from app.numbers import read_number

TYPED = {
    "": None, "  ": None, "3000": 3000, "3,000": 3000, "¥3,000": 3000, "￥３，０００": 3000, "3000円": 3000,  # noqa: RUF001
    "-5": -5, "−5": -5, "1.5": 1.5, "１．５": 1.5, "30%": 0.3, "$1,234.50": 1234.5, "1e3": 1000,  # noqa: RUF001
    "cheap": "cheap", "1,2": "1,2", "3,00": "3,00", "1 2": "1 2", "=1+1": "=1+1", "nan": "nan", "inf": "inf",
    "1_000": "1_000",
}  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_meant_is_read(typed: str) -> None:
    assert read_number(typed) == TYPED[typed]


def test_whole_numbers_are_whole_and_others_stay_what_they_are() -> None:
    assert read_number("12", whole=True) == 12
    assert isinstance(read_number("12", whole=True), int)
    assert read_number("1.5", whole=True) == 1.5, "for the scenario to refuse"
    assert read_number("30%", whole=True) == "30%"


@PROPERTY
@given(st.text(max_size=12))
def test_no_text_breaks_it_and_none_is_lost(typed: str) -> None:
    found = read_number(typed)
    assert found is None or isinstance(found, int | float) or found == typed
