"""The pictures of the README: ``python tests/browser/take_pictures.py``, with Chromium and the dev extra."""

from app_in_browser import BROWSER, FLAGS, ROOT, Visit, served
from playwright.sync_api import sync_playwright

HERE = ROOT / "docs" / "pictures"


def main() -> None:
    """Visit the pages of the finished example, and take a picture of each."""
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        visit = Visit(browser, address, viewport={"width": 1100, "height": 820})
        page = visit.open()
        page.get_by_role("button", name="See how it came about").click(timeout=120_000)
        page.get_by_role("heading", name="Compare").wait_for()
        page.wait_for_timeout(3000)
        page.screenshot(path=HERE / "compare.png")
        visit.go_to("Strategies")
        page.get_by_text("When what is spent").first.wait_for()
        page.wait_for_timeout(1500)
        page.screenshot(path=HERE / "strategies.png")
        visit.go_to("Network")
        page.get_by_text("A sample").wait_for(timeout=120_000)
        page.wait_for_timeout(3000)
        page.screenshot(path=HERE / "network.png")
        browser.close()


if __name__ == "__main__":
    main()
