"""How fast the app answers, in a real browser: sliders, first results, pages; and what sessions cost.

    python benchmarks/bench_app.py            # speed
    python benchmarks/bench_app.py --memory   # memory of the server over 200 sessions

The server is one of its own. A round trip is from letting go of a slider to the answer that tells of it;
a first result is the first answer after a change, from few runs. Under load another session compares a
market of 200,000 consumers meanwhile. Machines are noisy: read the ratios.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))

import psutil
from app_in_browser import BROWSER, FLAGS, Visit, served
from playwright.sync_api import sync_playwright

DESK = {"viewport": {"width": 1280, "height": 900}}
ROUNDS = 20
SESSIONS = (50, 200)
SAID = """(words) => {
  const walk = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot && walk(one.shadowRoot)) return true;
      if (one.tagName === "P" && words.some((word) => one.textContent.includes(word))) return true;
    }
    return false;
  };
  return walk(document);
}"""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        if options.memory:
            sessions(browser, address)
            return
        visit = Visit(browser, address, **DESK)
        began = time.perf_counter()
        page = visit.open()
        print(f"page ready, first visit: {time.perf_counter() - began:.2f} s")
        page.get_by_role("button", name="See how it came about").click(timeout=120_000)
        page.get_by_role("heading", name="Compare").wait_for()
        ready = [opened(browser, address) for _ in range(5)]
        print(f"page ready, warm server: median {statistics.median(ready):.2f} s")
        told("idle", *answers(visit))
        other = Visit(browser, address, **DESK)
        other.open()
        other.go_to("Market")
        other.type_into("Consumers", "200,000")
        other.go_to("Compare")
        other.press("Compare")
        other.page.get_by_role("progressbar").first.wait_for()
        told("while another session compares 200,000 consumers", *answers(visit))
        browser.close()


def opened(browser: Any, address: str) -> float:
    """Seconds until a page is there."""
    visit = Visit(browser, address, **DESK)
    began = time.perf_counter()
    visit.open()
    took = time.perf_counter() - began
    visit.page.context.close()
    return took


def answers(visit: Visit) -> tuple[list[float], list[float]]:
    """Seconds from a key on a slider until its answer is told of, and until there is a first result."""
    page = visit.page
    page.get_by_role("button", name="What if").click()
    slider = page.get_by_role("slider").first
    slider.wait_for()
    trips, firsts = [], []
    for k in range(ROUNDS):
        slider.focus()
        began = time.perf_counter()
        page.keyboard.press("ArrowLeft" if k % 2 else "ArrowRight")
        page.wait_for_function(SAID, arg=["comes in a moment", "being refined"], polling=10)
        trips.append(time.perf_counter() - began)
        page.wait_for_function(SAID, arg=["being refined"], polling=10)
        firsts.append(time.perf_counter() - began)
        page.get_by_role("button", name="Stop").click()
        page.wait_for_function(SAID, arg=["Stopped.", "Finished: 40"], polling=10)
        page.wait_for_function(f"(words) => !({SAID})(words)", arg=["being refined"], polling=10)
    page.get_by_role("button", name="What if").click()
    return trips, firsts


def told(when: str, trips: list[float], firsts: list[float]) -> None:
    """Print percentiles."""
    for name, values in (("round trip of a slider", trips), ("first result", firsts)):
        cuts = statistics.quantiles(values, n=20)
        print(f"{name}, {when}: median {1000 * cuts[9]:.0f} ms, p95 {1000 * cuts[18]:.0f} ms")


def sessions(browser: Any, address: str) -> None:
    """Print what the server holds after many sessions, each opened, looked at and closed."""
    children = psutil.Process(os.getpid()).children(recursive=True)
    server = next(one for one in children if "simulator.cli" in one.cmdline())
    for number in range(1, max(SESSIONS) + 1):
        visit = Visit(browser, address, **DESK)
        visit.open()
        visit.go_to("Strategies")
        visit.page.context.close()
        if number in SESSIONS:
            time.sleep(30)  # until the server has noticed that they are gone
            print(f"after {number} sessions: {server.memory_info().rss / 1e6:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
