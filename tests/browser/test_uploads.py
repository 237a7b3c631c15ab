"""Own files in a real browser: used, drawn and undone; bad ones get a sentence and nothing else happens."""

from pathlib import Path
from typing import Any

import pytest
from app_in_browser import Visit
from playwright.sync_api import expect
from uploads import FRIENDS, TV

POINTS = """() => {
  const found = {};
  for (const document of Bokeh.documents)
    for (const model of document._all_models.values())
      if (model.type === "GlyphRenderer" && model.glyph.type === "Line")
        if (["sold", "fitted", "control"].includes(model.glyph.y.field))
          found[model.glyph.y.field] = model.data_source.get_length();
  return found;
}"""
NETWORK, SALES = 0, 1  # the first and the second button for a file
SCRIPT = "<img src=x onerror=alert(1)>"


def opened(visit: Visit) -> Any:
    """The market, with both places for files unfolded."""
    page = visit.open()
    visit.go_to("Market")
    for name in ("A network of your own", "Sales of your own"):
        page.get_by_text(name, exact=True).click()
    page.get_by_text("A table with a line a week").wait_for()
    return page


def choose(page: Any, which: int, name: str, content: bytes) -> None:
    page.locator("input[type=file]").nth(which).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def drawn(visit: Visit) -> dict[str, int]:
    """How many points each line of the chart has that was drawn last."""
    visit.page.wait_for_timeout(1500)
    found: dict[str, int] = visit.page.evaluate(POINTS)
    return found


@pytest.mark.slow
def test_own_network_and_sales_are_used_and_taken_back(visit: Visit) -> None:
    page = opened(visit)
    choose(page, NETWORK, "友人.csv", FRIENDS)
    page.get_by_text("People: 4; ties: 3.").wait_for()
    expect(visit.field("Consumers")).to_have_count(0)
    visit.press("Undo")
    page.get_by_text("No network of your own").wait_for()
    rows = "".join(f'{1963 + k}年,"{units:,}"\n' for k, units in enumerate(TV))
    choose(page, SALES, "売上.csv", f"年,販売数\n{rows}".encode("cp932"))
    page.get_by_text("39,659").wait_for()
    assert drawn(visit) == {"sold": 8, "fitted": 8, "control": 0}
    visit.press("Use as starting point")
    page.get_by_text("What was changed; Undo takes all of it back").wait_for()
    visit.holds("Consumers", "9,915")
    visit.press("Undo")
    visit.holds("Consumers", "10,000")
    visit.type_into("Consumers", "300")
    visit.go_to("Compare")
    visit.press("Compare")
    page.get_by_text("Finished: 40 paired runs").wait_for()
    visit.go_to("Market")
    page.get_by_text("The control is off by").wait_for()
    assert drawn(visit) == {"sold": 8, "fitted": 8, "control": 1}


@pytest.mark.slow
def test_bad_files_get_a_sentence_and_what_was_there_stays(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit)
    page.on("dialog", lambda dialog: visit.wrong.append(f"dialog: {dialog.message}"))
    visit.type_into("Our price", "1,234")
    choose(page, SALES, f"{SCRIPT}.csv", f"{SCRIPT},units\n2026/1/1,=1+1\n2026/1/8,5\n".encode())
    page.get_by_text("Formulas are not computed.").wait_for()
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><graphml>&c;</graphml>'
    choose(page, NETWORK, "bomb.graphml", bomb)
    page.get_by_text("declares a DOCTYPE or entities").wait_for()
    choose(page, SALES, "a.csv", b"week,units\n1,5\n2,6\n")
    page.get_by_text("nothing says how long a period is").wait_for()
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(52_000_000)
    page.locator("input[type=file]").nth(SALES).set_input_files(large)
    page.get_by_text('"large.csv" has 50 MB; at most 20 MB are read.').wait_for()
    visit.holds("Our price", "1,234")
