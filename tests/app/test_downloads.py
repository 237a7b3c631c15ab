"""Downloads: every kind of file is what it says, and has a name that is safe anywhere."""

import asyncio
import tomllib
from io import BytesIO
from typing import Any

import panel_material_ui as pmui
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sessions import SMALL, compared, session

from app.downloads import downloads, file_name
from simulator import load_scenario
from simulator.texts import LANGUAGES, catalogue

BEGINS = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "png": b"\x89PNG", "svg": b"<?xml", "report": b"<!doctype"}


@given(st.text())
def test_a_file_name_is_safe_anywhere(name: str) -> None:
    safe = file_name(name, "toml")
    assert safe.endswith(".toml")
    assert len(safe) < 90
    assert not set(safe) & set('/\\:*?"<>|\0\n\r ')
    assert not safe.startswith((".", "-"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_what_it_says(language: str) -> None:
    text = catalogue(language)
    with session(language) as store:
        view = downloads(store)
        buttons = {one.label: one for one in view.select(pmui.FileDownload)}
        first = buttons.pop(text.say("app.downloads.scenario"))
        assert not first.disabled
        assert tomllib.loads(made(first).decode()) == SMALL
        assert all(one.disabled for one in buttons.values())
        compared(store)
        (client,) = view.select(pmui.TextInput)
        client.value = "<ACME>"
        for kind, begin in BEGINS.items():
            button = buttons[text.say(f"app.downloads.{kind}")]
            assert not button.disabled
            content = made(button)
            assert content.startswith(begin)
            if kind == "report":
                assert "&lt;ACME&gt;" in content.decode()
            if kind == "xlsx":
                load_workbook(BytesIO(content))


def test_a_logo_that_cannot_be_taken_is_told_and_left_out() -> None:
    with session() as store:
        compared(store)
        view = downloads(store)
        (logo,) = view.select(pmui.FileInput)
        logo.value = b"<svg onload=alert(1)>"
        assert "no PNG and no JPEG" in "".join(str(getattr(one, "object", "")) for one in view.select())
        report = next(one for one in view.select(pmui.FileDownload) if "report" in one.label)
        assert b"<img" not in made(report)
        logo.value = b"\x89PNG\r\n\x1a\n"
        assert b"data:image/png" in made(report)


def test_what_is_downloaded_as_typed_can_be_opened_again() -> None:
    with session() as store:
        store.put(("market", "price"), "cheap")
        first = next(iter(downloads(store).select(pmui.FileDownload)))
        assert tomllib.loads(made(first).decode())["market"]["price"] == "cheap"
        store.undo()
        again = load_scenario(tomllib.loads(made(first).decode()))
        assert store.scenario is not None
        assert again.digest == store.scenario.digest


def made(button: Any) -> bytes:
    """What a button gives."""
    file = asyncio.run(button.callback())
    content: bytes = file.getvalue()
    return content


def test_a_file_is_called_after_what_is_in_it() -> None:
    text = catalogue("en")
    with session() as store:
        buttons = {one.label: one for one in downloads(store).select(pmui.FileDownload)}
        compared(store)
        store.open({**SMALL, "name": "another"})
        assert buttons.pop(text.say("app.downloads.scenario")).filename == file_name("another", "toml")
        assert {one.filename.split("_")[0] for one in buttons.values()} == {"tiny"}
