"""No page breaks a rule of WCAG 2.1 AA that can be tested, by day or by night, on a desk or on a phone."""

from typing import Any

import pytest
from app_in_browser import Visit
from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


def wrong(page: Any) -> list[str]:
    """What axe finds, one line a rule."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:150]}" for one in found]


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", ["visit", "phone"])
def test_every_page_can_be_used_by_everybody(
    device: str, theme: str, request: pytest.FixtureRequest
) -> None:
    visit: Visit = request.getfixturevalue(device)
    page = visit.open()
    page.get_by_role("button", name="See how it came about").wait_for(timeout=60_000)
    if theme == "dark":
        page.get_by_role("button", name="Toggle theme").click()
        page.wait_for_timeout(1500)  # colours change little by little
    found = {"Start": wrong(page)}
    page.get_by_role("button", name="See how it came about").click()
    page.get_by_role("heading", name="Compare").wait_for()
    page.get_by_role("button", name="What if").click()
    for name in ("Compare", "Market", "Strategies", "Journey", "Network", "Money", "Why", "Library"):
        if device == "phone":
            page.get_by_role("button", name="Open drawer").click()
        visit.go_to(name)
        page.wait_for_timeout(1500)
        if name == "Network":
            page.get_by_text("A sample: 2,000 of 10,000").wait_for(timeout=60_000)
            page.wait_for_timeout(1000)
        found[name] = wrong(page)
    assert {name: lines for name, lines in found.items() if lines} == {}
