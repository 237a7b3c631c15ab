"""Addresses and history, narrow windows, another language, and the bar above by night."""

from collections.abc import Iterator
from typing import Any

import pytest
from app_in_browser import Visit
from conftest import visiting

from app.window import COOKIE

TITLES = {"What will": "Start"}
NIGHT = ["rgb(255, 255, 255)", "rgb(16, 50, 77)", "none"]
HALF_A_SCREEN = {"viewport": {"width": 560, "height": 800}}
COLOURS = """() => {
  const find = (root, what) => root.querySelector(what) ||
    [...root.querySelectorAll("*")].map(e => e.shadowRoot && find(e.shadowRoot, what)).find(e => e);
  const bar = find(document, "header.header");
  return [getComputedStyle(bar.querySelector("button")).color, getComputedStyle(bar).backgroundColor,
          getComputedStyle(bar).backgroundImage];
}"""


@pytest.fixture
def narrow(browser: Any, address: str) -> Iterator[Visit]:
    yield from visiting(browser, address, HALF_A_SCREEN)


def is_at(page: Any, name: str, title: str) -> None:
    page.wait_for_url(lambda url: url.endswith(name))
    page.wait_for_function("name => document.title === name", arg=f"{TITLES.get(title, title)} - Kuchikomi")
    page.get_by_role("heading", name=title, level=1).wait_for()


@pytest.mark.slow
def test_every_page_has_an_address_and_back_goes_to_the_one_before(visit: Visit) -> None:
    page = visit.open("?lang=en")
    for name in ("Market", "Library"):
        visit.go_to(name)
    is_at(page, "/?lang=en&page=library", "Library")
    page.go_back()
    is_at(page, "/?lang=en&page=market", "Market")
    page.go_back()
    is_at(page, "/?lang=en", "What will")
    page.go_forward()
    is_at(page, "/?lang=en&page=market", "Market")
    page.reload()
    is_at(page, "/?lang=en&page=market", "Market")


@pytest.mark.slow
def test_the_menu_of_a_narrow_window_is_out_of_the_way(narrow: Visit) -> None:
    """Whatever the browser calls itself; it comes when it is asked for, and goes after a choice."""
    page = narrow.open()
    page.get_by_role("button", name="Open drawer").click()
    item = page.locator(".MuiListItemButton-root").filter(has_text="Library").first
    item.click()
    page.get_by_role("button", name="Open drawer").click()
    item.click()  # the page that is shown already
    page.get_by_role("button", name="Open drawer").wait_for()
    item.wait_for(state="hidden")
    page.set_viewport_size({"width": 1200, "height": 800})
    item.wait_for()


@pytest.mark.slow
def test_another_language_opens_the_same_place_with_what_was_typed(visit: Visit) -> None:
    page = visit.open()
    visit.go_to("Market")
    visit.type_into("Our price", "2222")
    assert page.evaluate("document.documentElement.lang") == "en"
    visit.press("日本語")
    is_at(page, "/?lang=ja&page=market", "市場")
    page.wait_for_function("document.documentElement.lang === 'ja'")
    visit.holds("自社の価格", "2,222")
    visit.press("English")
    visit.holds("Our price", "2,222")


@pytest.mark.slow
def test_the_bar_above_can_be_read_by_night(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("button", name="Toggle theme").click()
    page.wait_for_timeout(600)  # colours change little by little
    assert page.evaluate(COLOURS) == NIGHT


@pytest.mark.slow
def test_colours_stay_in_another_language_and_after_a_reload(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("button", name="Toggle theme").click()
    page.wait_for_function(f"document.cookie.includes('{COOKIE}=dark')")
    visit.press("日本語")
    page.get_by_role("heading", name="どんな課題がありますか").wait_for()
    assert page.evaluate(COLOURS) == NIGHT
    page.reload()
    page.get_by_role("heading", name="どんな課題がありますか").wait_for()
    assert page.evaluate(COLOURS) == NIGHT
    page.get_by_role("button", name="Toggle theme").click()
    page.wait_for_function(f"document.cookie.includes('{COOKIE}=default')")
