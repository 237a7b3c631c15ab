"""A server and a browser for all tests of this folder; without a browser they are skipped."""

from collections.abc import Iterator
from typing import Any

import pytest
from app_in_browser import BROWSER, FLAGS, Visit, served


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if BROWSER is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(browser: Any) -> Iterator[str]:
    with served() as one:
        yield one


def visiting(browser: Any, address: str, width: int = 1280, height: int = 900) -> Iterator[Visit]:
    visit = Visit(browser, address, width, height)
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
    yield from visiting(browser, address, 390, 844)
