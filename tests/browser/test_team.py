"""The app behind a login: each sees what is his own, and nothing is asked of another machine."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_in_browser import ROOT, Visit, wait_for
from conftest import DESKTOP


@pytest.fixture
def team(browser: Any, tmp_path: Path) -> Iterator[str]:
    """A server as docs/team.md has it."""
    users = tmp_path / "users.json"
    users.write_text(json.dumps({"anna": "one", "ben": "two"}))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "panel", "serve", str(ROOT / "app" / "team.py"), "--port", str(port),
        "--address", "127.0.0.1", "--index", "team", "--basic-auth", str(users),
        "--cookie-secret", secrets.token_hex(16),
        "--basic-login-template", str(ROOT / "app" / "login.html"),
    ]  # fmt: skip
    environment = {**os.environ, "KUCHIKOMI_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        wait_for(f"http://127.0.0.1:{port}/login")
        yield f"http://127.0.0.1:{port}/"
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def entered(browser: Any, address: str, name: str, password: str) -> Visit:
    """Log in."""
    visit = Visit(browser, address, **DESKTOP)
    visit.page.goto(address)
    visit.page.get_by_label("Name").fill(name)
    visit.page.get_by_label("Password").fill(password)
    visit.page.get_by_role("button", name="Log in").click()
    return visit


@pytest.mark.slow
def test_what_is_saved_belongs_to_who_saved_it(browser: Any, team: str) -> None:
    anna = entered(browser, team, "anna", "one")
    anna.page.locator("h1").first.wait_for()
    anna.go_to("Library")
    anna.page.get_by_text("belongs to anna").wait_for()
    anna.type_into("Name to save it under", "Hers")
    anna.press("Save the scenario")
    anna.page.get_by_role("heading", name="Hers").wait_for()
    ben = entered(browser, team, "ben", "two")
    ben.page.locator("h1").first.wait_for()
    ben.go_to("Library")
    ben.page.get_by_text("belongs to ben").wait_for()
    assert ben.page.get_by_role("heading", name="Hers").count() == 0
    assert anna.wrong == ben.wrong == []
    nobody = entered(browser, team, "anna", "wrong")
    nobody.page.get_by_role("alert").wait_for()
    assert nobody.page.locator("nav").count() == 0
