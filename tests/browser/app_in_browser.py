"""The real server, a real browser, and what a visitor does there."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WAIT = 20_000  # milliseconds that anything may take
CHARTS = """() => {
  const found = {};
  for (const document of Bokeh.documents)
    for (const model of document._all_models.values())
      if (model.type === "GlyphRenderer" && model.glyph.type === "Line") {
        const name = model.glyph.y.field;
        found[name] = (found[name] || 0) + 1;
      }
  return found;
}"""


@contextmanager
def served(home: Path | None = None) -> Iterator[str]:
    """The address of a server of its own; what it keeps is in a folder that the test gives, or in none."""
    with tempfile.TemporaryDirectory() as folder, running(home or Path(folder)) as (address, _):
        yield address


@contextmanager
def running(home: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a server of its own, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "simulator.cli", "app", "--no-open", "--port", str(port)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "KUCHIKOMI_HOME": str(home)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/liveness")
            yield f"http://127.0.0.1:{port}/", server
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own
            return
        time.sleep(0.1)
    raise TimeoutError(address)


class Visit:
    """A visitor's browser, and all that goes wrong in it."""

    def __init__(self, browser: Any, address: str, **device: Any) -> None:
        context = browser.new_context(locale="en-GB", **device)
        self.page, self.address, self.wrong = context.new_page(), address, []
        self.page.set_default_timeout(WAIT)
        note = self.wrong.append
        self.page.on("pageerror", lambda error: note(f"page: {error}"))
        self.page.on("console", lambda line: note(f"console: {line.text}") if line.type == "error" else None)
        self.page.on("response", lambda one: note(f"{one.status} {one.url}") if one.status >= 400 else None)
        self.page.on("request", lambda one: None if _is_local(one.url) else note(f"outside: {one.url}"))

    def open(self, more: str = "") -> Any:
        """Go to the app and wait until it is there."""
        self.page.goto(self.address + more)
        self.page.locator("h1").first.wait_for()
        return self.page

    def button(self, name: str) -> Any:
        """The button with just that name."""
        named = self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}$"))
        return named.and_(self.page.locator("button")).first

    def press(self, name: str) -> None:
        """Press a button once it can be pressed."""
        self.button(name).click()

    def go_to(self, page: str) -> None:
        """Choose a page from the menu."""
        self.page.locator(".MuiListItemButton-root").filter(has_text=page).first.click()
        self.page.get_by_role("heading", name=page, level=1).wait_for()

    def type_into(self, label: str, text: str) -> None:
        """Fill a field in, and leave it."""
        field = self.field(label)
        field.fill(text)
        field.press("Enter")
        self.page.wait_for_timeout(300)

    def field(self, label: str) -> Any:
        """The first field with just that label."""
        return self.page.get_by_role("textbox", name=re.compile(f"^{re.escape(label)}")).first

    def holds(self, label: str, text: str) -> None:
        """Wait until just that stands in a field."""
        from playwright.sync_api import expect

        expect(self.field(label)).to_have_value(text, timeout=WAIT)

    def lines_of_charts(self) -> dict[str, int]:
        """How many lines each chart has, as its data source says."""
        self.page.wait_for_function("Bokeh.documents.length > 0")
        self.page.wait_for_timeout(1000)
        found: dict[str, int] = self.page.evaluate(CHARTS)
        return found


def _is_local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
