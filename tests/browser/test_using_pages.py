"""What pages do in a real browser: sliders, weeks that play, files, and all of it without a mouse."""

from pathlib import Path
from typing import Any

import pytest
from app_in_browser import Visit

from app.charts.paper import FIGURES, WORDS

PAPER = {"width": 687, "height": 1016}  # A4 within margins of 14 mm, in pixels of CSS
COLOURS = """() => {
  for (const document of Bokeh.documents)
    for (const model of document._all_models.values())
      if (model.type === "ColumnDataSource" && model.data.colour && model.data.size)
        return Array.from(model.data.colour);
  return null;
}"""

SIZES = """() => [...new Set(Bokeh.documents.flatMap(one => [...one._all_models.values()])
  .filter(one => one.type === "LinearAxis")
  .map(one => `${one.axis_label_text_font_size} ${one.major_label_text_font_size}`))]"""


def opened(visit: Visit) -> Any:
    """The finished example, on Compare."""
    page = visit.open()
    page.get_by_role("button", name="See how it came about").click(timeout=60_000)
    page.get_by_role("heading", name="Compare").wait_for()
    return page


@pytest.mark.slow
def test_what_if(visit: Visit) -> None:
    page = opened(visit)
    page.get_by_role("button", name="What if").click()
    page.get_by_role("combobox", name="Change a number of").click()
    page.get_by_role("menuitem", name="Seeding").or_(page.get_by_role("option", name="Seeding")).click()
    slider = page.get_by_role("slider").first
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_text("Finished: 40 paired runs of each arm.").wait_for(timeout=60_000)
    assert page.get_by_text("Something was changed since").count() == 0


@pytest.mark.slow
def test_files(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit)
    for kind, begin in (("Client report", b"<!doctype"), ("Workbook", b"PK"), ("Scenario", b"name")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=kind).first.click()
        place = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(place)
        assert begin in place.read_bytes()[:400]
    report = page.context.new_page()
    report.on("console", lambda line: visit.wrong.append(line.text) if line.type == "error" else None)
    report.goto(next(tmp_path.glob("*.html")).as_uri())
    assert report.locator("h1").count() == 1
    assert report.locator(".number").count() == 4
    report.set_viewport_size(PAPER)
    report.emulate_media(media="print")
    first = "document.querySelector('section').previousElementSibling.getBoundingClientRect().bottom"
    assert report.evaluate(first) <= PAPER["height"], "the first page has room for all that belongs there"
    report.close()


@pytest.mark.slow
def test_weeks_play_in_the_browser_and_a_person_is_told_of(visit: Visit) -> None:
    page = opened(visit)
    visit.go_to("Network")
    page.get_by_text("A sample: 2,000 of 10,000").wait_for(timeout=60_000)
    page.wait_for_function(f"({COLOURS})() !== null")
    last = page.evaluate(COLOURS)
    week = page.get_by_role("slider", name="Week")
    week.focus()
    page.keyboard.press("Home")
    page.wait_for_function(f"new Set(({COLOURS})()).size < {len({*last})}")
    first = page.evaluate(COLOURS)
    assert len(first) == len(last) == 2000
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"({COLOURS})().filter(c => c !== '{first[0]}').length > 20")
    page.get_by_role("button", name="Play").click()
    at = week.get_attribute("aria-valuenow")
    assert 0 < int(at) < 52
    page.wait_for_timeout(700)
    assert week.get_attribute("aria-valuenow") == at
    visit.type_into("Person", "1")
    page.get_by_text("Person 1 ").first.wait_for()
    visit.type_into("Person", "nobody")
    page.get_by_text("There is nobody called nobody here.").wait_for()


@pytest.mark.slow
def test_drivers_can_be_found_and_stopped(visit: Visit) -> None:
    page = opened(visit)
    visit.go_to("Why")
    visit.press("Find the drivers")
    page.get_by_text("At work:").first.wait_for()
    page.get_by_text("At the ends of its range").first.wait_for()
    visit.press("Stop")
    page.get_by_text("At work:").first.wait_for(state="hidden")
    assert page.get_by_text("At the ends of its range").count() == 1


@pytest.mark.slow
def test_journey_and_money_follow_the_comparison(visit: Visit) -> None:
    page = opened(visit)
    visit.go_to("Journey")
    page.get_by_text("The ladder").wait_for()
    visit.press("Follow everybody through one run")
    page.get_by_text("From, to").wait_for()
    visit.go_to("Money")
    page.get_by_text("Was it worth it?").wait_for()
    visit.go_to("Compare")
    page.wait_for_timeout(1000)
    assert page.evaluate(SIZES) == [f"{WORDS} {FIGURES}"], "words are as large on every chart"
    visit.go_to("Strategies")
    page.get_by_text("When what is spent").first.wait_for()


@pytest.mark.slow
def test_without_a_mouse(visit: Visit) -> None:
    """From the address bar to a comparison, by Tab, Enter and the space bar."""
    page = visit.open()
    page.locator("h1").first.click()
    for _ in range(40):
        page.keyboard.press("Tab")
        if "Service costs too much" in (focused(page) or ""):
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Strategies").wait_for()


def focused(page: Any) -> str:
    """What the focus is on, through all shadows."""
    text: str = page.evaluate("""() => {
      let at = document.activeElement;
      while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
      return at ? at.innerText || at.getAttribute("aria-label") || "" : "";
    }""")
    return text


@pytest.mark.slow
def test_parts_of_a_long_page_stand_below_each_other(visit: Visit) -> None:
    page = visit.open()
    visit.go_to("Strategies")
    page.get_by_role("button", name="Remove this plan").last.wait_for()
    places = [
        one.bounding_box()["y"]
        for one in (
            page.get_by_role("button", name="Remove this plan").last, visit.button("Add a plan"),
            page.get_by_role("heading", name="Goal"),
        )
    ]  # fmt: skip
    assert places == sorted(places)
