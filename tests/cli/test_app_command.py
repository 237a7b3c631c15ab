"""``kuchikomi app``: the address is said, a port that is taken is passed over, and Ctrl-C ends it."""

import socket
from typing import Any

import pytest
from command import said

from simulator.texts import LANGUAGES, catalogue

languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    calls: list[Any] = []
    monkeypatch.setattr("app.serving.serve", lambda port, opened: calls.append((port, opened)))
    return calls


@languages
def test_a_port_that_is_taken_is_passed_over(
    language: str, served: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = said(capsys, "app", "--no-open", "--port", str(port), "--lang", language)
    ((other, opened),) = served
    assert (code, err, opened) == (0, "", False)
    assert other != port
    address = f"http://127.0.0.1:{other}/"
    lines = [("cli.port_taken", {"port": port, "other": other}), ("cli.serving", {"address": address})]
    assert out.splitlines() == [catalogue(language).say(key, **values) for key, values in lines]


@languages
def test_where_no_port_is_free_it_says_so(
    language: str, served: list[Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.serving.free_port", lambda port: None)
    code, out, err = said(capsys, "app", "--port", "7000", "--lang", language)
    assert (code, out, served) == (2, "", [])
    assert err.strip() == catalogue(language).say("mistake.command.no_port", port=7000)


@pytest.mark.parametrize("port", ["0", "70000", "-1", "x"])
def test_no_port_is_no_port(port: str, served: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "app", "--port", port)
    assert (code, served) == (2, [])
    assert "--port" in err
