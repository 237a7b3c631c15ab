"""The report at every width: nothing is cut off, and no page scrolls sideways."""

from pathlib import Path
from typing import Any

import pytest
from support import arm, lively

from simulator import compare, load_scenario
from simulator.outcome import outcome_of
from simulator.report import report_html
from simulator.texts import LANGUAGES, catalogue

SEEDS = {"kind": "seeding", "seeds": 9, "cost_per_seed": 10_000}
PLANS = [arm(name, SEEDS) for name in ("Open support", "Seeding", "Donation")]
MARKET = {"consumers": 200, "weeks": 12, "price": 30_000, "category_price": 30_000}
CUT = """() => [...document.querySelectorAll(".scroll")]
  .filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"""
OFF = """() => [...document.querySelectorAll("table.bars tbody tr")].filter(row => {
  const end = row.lastElementChild.getBoundingClientRect().right;
  return Math.abs(end - row.closest("table").tHead.rows[0].lastElementChild.getBoundingClientRect().right) > 1
}).length"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_fits_its_reader(browser: Any, language: str, tmp_path: Path) -> None:
    scenario = load_scenario(lively(*PLANS, market=MARKET, goal={"metric": "units", "target": 900}))
    place = tmp_path / "report.html"
    place.write_text(report_html(outcome_of(scenario, compare(scenario, 4)), catalogue(language)), "utf-8")
    page = browser.new_page()
    page.goto(place.as_uri())
    for width, media in ((1366, "screen"), (1100, "screen"), (688, "print"), (390, "screen")):
        page.emulate_media(media=media)
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(OFF) == 0, "columns stand below their heads"
        if width > 390:
            assert page.evaluate(CUT) == []
        tops = [one.bounding_box()["y"] for one in page.locator(".number").all()]
        assert tops[-1] > tops[-2], "the goal has a row of its own, and fills it"
        box, row = (page.locator(one).last.bounding_box() for one in (".number", ".numbers"))
        assert box["width"] == row["width"]
    page.close()
