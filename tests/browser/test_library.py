"""What is saved and typed is there after kill -9; a link brings the same result after a click."""

from pathlib import Path
from typing import Any

import pytest
from app_in_browser import WAIT, Visit, running

from app.links import link_of
from simulator.scenarios.files import scenario_table

FINISHED = "Finished: 40 paired runs of each arm."
LINES = """() => {
  const found = [];
  for (const document of Bokeh.documents)
    for (const model of document._all_models.values())
      if (model.type === "GlyphRenderer" && model.glyph.type === "Line") {
        const name = model.glyph.y.field;
        found.push([name, Array.from(model.data_source.data[name])]);
      }
  return found.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}"""
"""All numbers of all curves."""


def numbers(visit: Visit) -> Any:
    """All curves, once the comparison is finished and all is drawn, and the tables below them."""
    visit.page.get_by_text(FINISHED).wait_for()
    before, now = None, ([], [])
    while before != now or not now[0]:
        visit.page.wait_for_timeout(700)
        before, now = now, (visit.page.evaluate(LINES), visit.page.locator("table:visible").all_inner_texts())
    return now


@pytest.mark.slow
def test_what_is_saved_and_what_is_typed_outlive_the_server(browser: Any, tmp_path: Path) -> None:
    with running(tmp_path) as (address, server):
        before = Visit(browser, address)
        page = before.open()
        before.go_to("Market")
        before.type_into("Consumers", "300")
        before.go_to("Compare")
        before.press("Compare")
        found = numbers(before)
        before.go_to("Library")
        before.type_into("Name to save it under", "<b>spring</b>")
        before.press("Save this run")
        page.get_by_text("Saved: <b>spring</b>").wait_for()
        before.go_to("Market")
        before.type_into("Consumers", "777")
        page.wait_for_timeout(2500)  # it is written about a second after
        assert before.wrong == []
        server.kill()
        server.wait(10)
    before.page.context.close()
    with running(tmp_path) as (address, _):
        after = Visit(browser, address)
        page = after.open()
        after.go_to("Library")
        page.get_by_role("heading", name="Recovered drafts").wait_for()
        page.get_by_text("The server stopped before it was saved.").wait_for()
        after.press("Open")  # the draft, which stands first
        page.get_by_role("heading", name="Recovered drafts").wait_for(state="detached")
        after.go_to("Market")
        after.holds("Consumers", "777")
        after.go_to("Library")
        after.press("Open")
        assert numbers(after) == found, "bit for bit, and not computed again"
        assert after.wrong == []
        page.context.close()


@pytest.mark.slow
def test_a_reload_offers_what_was_typed_at_once_and_to_nobody_else(visit: Visit, other: Visit) -> None:
    page = visit.open()
    visit.go_to("Market")
    visit.type_into("Our price", "2500")
    page.reload()
    page.get_by_text("You were working on first_look").wait_for(timeout=10_000)
    assert "You were working on" not in other.open().locator("body").inner_text()
    visit.press("Go on with it")
    visit.holds("Our price", "2,500")


@pytest.mark.slow
def test_a_link_reproduces_the_result_after_a_click(visit: Visit, other: Visit) -> None:
    page = visit.open()
    page.get_by_role("button", name="Bad news is spreading").click()
    visit.go_to("Market")
    visit.type_into("Consumers", "350")
    visit.go_to("Compare")
    visit.press("Compare")
    found = numbers(visit)
    visit.go_to("Library")
    visit.press("Share by link")
    visit.field("Link to what is typed").wait_for()
    link = visit.field("Link to what is typed").input_value()
    other.address = ""
    page = other.open(link)
    page.get_by_text("A link brought a scenario: negative_launch").wait_for()
    page.wait_for_timeout(1000)
    assert page.get_by_text("What will your campaign do").count() == 1, "nothing happens before the click"
    assert "#" not in page.url
    other.press("Open and compare")
    assert numbers(other) == found
    other.go_to("Market")
    other.holds("Consumers", "350")


@pytest.mark.slow
def test_a_wrong_link_is_told_and_what_is_typed_stays(visit: Visit) -> None:
    page = visit.open()
    visit.go_to("Market")
    visit.type_into("Consumers", "350")
    script = link_of({**scenario_table("first_look"), "name": "<img src=x onerror=alert(1)>"}, 1, "9.9")
    for fragment, told in (
        ("s=javascript:alert(1)", "The link is cut or damaged"),
        ("s=" + "A" * 9000, "The link has 9000 characters"),
        (script, "A link brought a scenario: <img src=x onerror=alert(1)>"),
    ):
        page.evaluate("fragment => { window.location.hash = fragment }", fragment)
        page.get_by_text(told).first.wait_for()
    page.get_by_text("The link was made by version 9.9").wait_for()
    visit.holds("Consumers", "350")
    visit.press("Leave it")
    page.get_by_text("A link brought").wait_for(state="detached", timeout=WAIT)
    visit.holds("Consumers", "350")
