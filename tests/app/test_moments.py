"""Moments and days are written so that nobody takes them for others."""

from datetime import date, datetime

import pytest

from app.moments import moment
from simulator.figures import day, month

AT = datetime(2026, 4, 5, 15, 7, 13).timestamp()


@pytest.mark.parametrize(
    ("language", "written", "of_a_year"),
    [("en", "5 Apr 2026, 15:07", "5 Apr"), ("ja", "2026\u5e744\u67085\u65e5 15:07", "4\u67085\u65e5")],
)
def test_the_month_is_a_word_and_hours_are_24(language: str, written: str, of_a_year: str) -> None:
    assert moment(AT, language) == written
    assert day(date(2026, 4, 5), language) == of_a_year


def test_a_month_has_its_year() -> None:
    assert month(date(2026, 4, 5), "en") == "Apr 2026"
    assert month(date(2026, 4, 5), "ja") == "2026\u5e744\u6708"
