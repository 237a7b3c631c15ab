"""Downloads: what is typed and what was found as files, made only when somebody asks for them."""

import asyncio
import re
import tempfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import panel as pn
import panel_material_ui as pmui
import tomli_w

from app.bounded_file import BROWSER_CAP, BoundedFile
from app.store import Store
from app.words import heading, sentence
from app.words import text as words
from simulator import Mistake
from simulator.csv_tables import save_csv
from simulator.outcome import Outcome
from simulator.pictures import save_picture
from simulator.report import report_html
from simulator.report.logo import MOST, picture_in_text
from simulator.texts import Catalogue
from simulator.workbooks import workbook

UNSAFE = re.compile(r"[^\w\-]+")
SCENARIO = "scenario"
CHUNK = 2**18  # bytes of one message with a part of a logo
LONGEST = 60  # of a name
KINDS = {"csv": "csv", "xlsx": "xlsx", "png": "png", "svg": "svg", "report": "html"}
ICONS = {"csv": "table_rows", "xlsx": "table_view", "png": "image", "svg": "polyline", "report": "article"}


def downloads(store: Store) -> pn.viewable.Viewable:
    """A button for each kind of file, and what is the client's on a report."""
    text = store.text
    client = pmui.TextInput(label=text.say("app.downloads.client"), width=260)
    asked = BoundedFile(
        label=text.say("app.downloads.logo"), accept=".png,.jpg,.jpeg", multiple=False,
        max_file_size=BROWSER_CAP, most=MOST, chunk_size=CHUNK,
    )  # fmt: skip
    said, logo = words(), _Logo()
    buttons = [_button(store, SCENARIO, "toml", "description", lambda: _scenario(store), said)]
    for kind, suffix in KINDS.items():
        made = _maker(store, kind, client, logo)
        buttons.append(_button(store, kind, suffix, ICONS[kind], made, said))

    def told(*_: object) -> None:
        for button in buttons[1:]:
            button.disabled = store.outcome is None
        lines = logo.wrong or ([] if store.outcome is not None else [text.say("app.downloads.nothing_yet")])
        said.object = "".join(map(sentence, lines))

    def given(*_: object) -> None:
        logo.take(asked.value, text)
        told()

    def refused(event: Any) -> None:
        _, size = event.new
        logo.refuse(Mistake("report.logo_size", size=round(size / 1e6, 1), most=MOST // 1_000_000), text)
        told()

    store.param.watch(told, "outcome")
    asked.param.watch(refused, "refused", onlychanged=False)
    asked.param.watch(given, "value")
    told()
    what = sentence(text.say("app.downloads.what"), small=True)
    return pn.Column(
        words(heading(text.say("app.downloads.title"), 2), what),
        pn.FlexBox(*buttons, gap="8px", margin=(4, 10)),
        pn.FlexBox(client, asked, gap="8px 16px", margin=(4, 10)), said, sizing_mode="stretch_width",
    )  # fmt: skip


class _Logo:
    """The client's logo, and what is wrong with what was given for it."""

    def __init__(self) -> None:
        self.picture: bytes | None = None
        self.wrong: list[str] = []

    def take(self, given: bytes | None, text: Catalogue) -> None:
        """Take a picture, if it is one that can be."""
        self.picture, self.wrong = None, []
        try:
            picture_in_text(given)
            self.picture = given
        except Mistake as mistake:
            self.refuse(mistake, text)

    def refuse(self, mistake: Mistake, text: Catalogue) -> None:
        """Say why it cannot be taken."""
        self.picture, self.wrong = None, mistake.sentences(text.language)


def file_name(name: str, suffix: str) -> str:
    """A name for a file that is safe anywhere: letters, digits, and the day."""
    safe = UNSAFE.sub("_", name).strip("_-")[:LONGEST] or "kuchikomi"
    return f"{safe}_{date.today().isoformat()}.{suffix}"


def _button(
    store: Store, kind: str, suffix: str, icon: str, made: Callable[[], bytes], said: pn.pane.HTML
) -> Any:
    """A button that makes its file on another thread, so that nobody waits for it."""

    async def ask() -> BytesIO:
        try:
            return BytesIO(await asyncio.to_thread(made))
        except Mistake as mistake:
            lines = mistake.sentences(store.text.language)
            said.object = "".join(map(sentence, lines))
            return BytesIO("\n".join(lines).encode())

    def called() -> str:
        """What is typed is called otherwise than what was found, where another was opened since."""
        outcome = store.outcome
        found = kind != SCENARIO and outcome is not None
        return file_name(outcome.scenario.name if found else str(store.draft.get("name", "")), suffix)

    button = pmui.FileDownload(
        label=store.text.say(f"app.downloads.{kind}"), callback=ask, filename=called(),
        icon=icon, variant="outlined", embed=False, auto=True, width=230,
    )  # fmt: skip

    def named(*_: object) -> None:
        button.filename = called()

    store.param.watch(named, ["draft", "outcome"])
    return button


def _scenario(store: Store) -> bytes:
    return tomli_w.dumps(store.draft).encode()


def _maker(store: Store, kind: str, client: Any, logo: _Logo) -> Callable[[], bytes]:
    text = store.text

    def made() -> bytes:
        outcome: Outcome | None = store.outcome
        if outcome is None:
            return b""
        if kind == "xlsx":
            return workbook(outcome, text)
        if kind == "report":
            page = report_html(outcome, text, client=client.value, logo=logo.picture, on=date.today())
            return page.encode()
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / f"file.{KINDS[kind]}"
            if kind == "csv":
                save_csv(outcome.content.answer, place, text)
            else:
                save_picture(outcome.results, place, text)
            return place.read_bytes()

    return made
