"""A newcomer's path through the app, in a real browser against the real server."""

from typing import Any

import pytest
from app_in_browser import Visit
from conftest import DESKTOP

from app.jobs import AT_ONCE


def test_from_start_to_a_comparison_of_ones_own(visit: Visit) -> None:
    page = visit.open()
    page.get_by_text("A finished example").wait_for()
    visit.button("See how it came about").wait_for()  # the example is finished
    page.get_by_role("button", name="Nobody knows us").click()
    page.get_by_role("heading", name="Strategies").wait_for()
    visit.go_to("Market")
    visit.type_into("Consumers", "400")
    visit.type_into("Our price", "2,500円")
    visit.holds("Our price", "2,500")
    visit.go_to("Compare")
    page.get_by_text("Something was changed since").wait_for()
    visit.press("Compare")
    page.get_by_text("Finished: 40 paired runs of each arm.").wait_for()
    page.get_by_text("For comparing plans, not for predicting sales, until calibrated.").wait_for()
    assert page.get_by_text("Of 400 people, after 52 weeks").count() == 1
    assert visit.lines_of_charts() == {"reach": 4, "revenue": 4}


def test_nonsense_is_told_beside_its_field_and_stays(visit: Visit) -> None:
    page = visit.open()
    visit.go_to("Market")
    visit.type_into("Our price", "<img src=x onerror=alert(1)>")
    page.get_by_text("Not a number.").first.wait_for()
    visit.holds("Our price", "<img src=x onerror=alert(1)>")
    visit.go_to("Compare")
    assert visit.button("Compare").is_disabled()
    visit.press("Undo")
    visit.button("Compare").and_(page.locator(":enabled")).wait_for()


@pytest.mark.slow
def test_a_long_comparison_can_be_stopped(visit: Visit) -> None:
    page = visit.open()
    visit.go_to("Market")
    visit.type_into("Consumers", "200,000")
    visit.go_to("Compare")
    visit.press("Compare")
    page.get_by_role("progressbar").first.wait_for()
    visit.press("Stop")
    page.get_by_text("Stopped. What was found stays.").wait_for(timeout=2000)


@pytest.mark.slow
def test_a_closed_tab_makes_room(browser: Any, address: str, visit: Visit) -> None:
    """Four long comparisons keep the service busy; the fifth begins once their tabs are closed."""
    others = [Visit(browser, address, **DESKTOP) for _ in range(AT_ONCE)]
    for one in others:
        one.open()
        one.go_to("Market")
        one.type_into("Consumers", "200,000")
        one.go_to("Compare")
        one.press("Compare")
        one.page.get_by_role("progressbar").first.wait_for()
    page = visit.open()
    visit.go_to("Market")
    visit.type_into("Consumers", "300")
    visit.go_to("Compare")
    visit.press("Compare")
    page.get_by_text("Waiting: number 1").wait_for()
    for one in others:
        one.page.context.close()
    page.get_by_text("Finished: 40 paired runs of each arm.").wait_for(timeout=15_000)


@pytest.mark.slow
def test_in_japanese(visit: Visit) -> None:
    page = visit.open("?lang=ja")
    page.get_by_text("完成した例").wait_for()
    page.get_by_role("button", name="誰も知らない").click()
    page.get_by_role("heading", name="施策").wait_for()
    visit.field("名前").wait_for()


@pytest.mark.slow
def test_two_sessions_do_not_disturb_each_other(visit: Visit, other: Visit) -> None:
    for each in (visit, other):
        each.open()
        each.go_to("Market")
    visit.type_into("Consumers", "300")
    visit.holds("Consumers", "300")
    other.holds("Consumers", "10,000")


@pytest.mark.slow
def test_on_a_phone(phone: Visit) -> None:
    page: Any = phone.open()
    page.get_by_role("button", name="Nobody knows us").click()
    page.get_by_role("heading", name="Strategies").wait_for()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], "nothing is cut or pushed aside"
