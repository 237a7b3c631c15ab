"""A server and a browser for all tests of this folder; without a browser they are skipped."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from app_in_browser import BROWSER, FLAGS, Visit, served


@pytest.fixture(scope="session")
def program() -> str:
    if BROWSER is None:
        assert os.environ.get("KUCHIKOMI_BROWSER") != "required", "no Chromium on this machine"
        pytest.skip("no Chromium on this machine")
    return BROWSER


@pytest.fixture(scope="module")
def browser(program: str) -> Iterator[Any]:
    """A browser for one file: while it is open an event loop runs here, which no other test is to meet."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(program: str) -> Iterator[str]:
    with served() as one:
        yield one


DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/150 Mobile Safari/537.36",
}  # fmt: skip


def visiting(browser: Any, address: str, device: dict[str, Any] = DESKTOP) -> Iterator[Visit]:
    visit = Visit(browser, address, **device)
    yield visit
    assert visit.wrong == []
    visit.page.context.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    yield from visiting(browser, address)


@pytest.fixture
def other(browser: Any, address: str) -> Iterator[Visit]:
    yield from visiting(browser, address)


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Visit]:
    yield from visiting(browser, address, PHONE)
