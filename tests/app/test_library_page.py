"""The page Library: saving and opening, nothing over another, everything taken back, any text as a name."""

from html import escape
from typing import Any

import panel as pn
import pytest
from sessions import SMALL, compared, press, session
from test_pages import buttons, words

from app.library.drafts import Draft
from app.moments import moment
from app.pages import library
from app.store import Store
from simulator import Mistake, __version__
from simulator.outcome import Outcome
from simulator.texts import LANGUAGES

languages = pytest.mark.parametrize("language", LANGUAGES)
SCRIPT = "<img src=x onerror=alert(1)>"


class Seen:
    """A page, and what a planner does there."""

    def __init__(self, store: Store) -> None:
        self.store, self.view = store, library.view(store)

    def press(self, key: str, number: int = 0) -> None:
        press(buttons(self.view, self.store.text.say(f"app.library.{key}"))[number])

    def type_name(self, name: str, key: str = "name") -> None:
        buttons(self.view, self.store.text.say(f"app.library.{key}"))[0].value = name

    def says(self, key: str, **values: Any) -> bool:
        return escape(self.store.text.say(key, **values)) in words(self.view)

    def save(self, name: str, key: str = "save_scenario") -> None:
        self.type_name(name)
        self.press(key)


def names(store: Store) -> list[str]:
    assert store.shelf is not None
    return [one.name for one in store.shelf.all(store.owner)]


@languages
def test_a_scenario_is_saved_and_opened_again(language: str) -> None:
    with session(language, keeps=True) as store:
        seen = Seen(store)
        assert seen.says("app.library.empty")
        assert seen.says("app.library.everybody")
        store.put(("market", "price"), 4321.0)
        seen.save("my plan")
        assert seen.says("app.library.saved", name="my plan")
        assert not store.is_unsaved
        store.put(("market", "price"), 1.0)
        seen.press("open")
        assert store.get(("market", "price")) == 4321.0
        assert seen.says("app.library.opened", name="my plan")
        store.undo()
        assert store.get(("market", "price")) == 1.0, "what was typed before comes back"


@languages
def test_a_name_that_is_there_is_written_over_only_when_asked(language: str) -> None:
    with session(language, keeps=True) as store:
        seen = Seen(store)
        seen.save("plan")
        store.put(("market", "price"), 5.0)
        seen.save("plan")
        assert seen.says("mistake.library.taken", name="plan")
        assert store.is_unsaved
        seen.press("replace")
        assert names(store) == ["plan"]
        store.put(("market", "price"), 6.0)
        seen.press("open")
        assert store.get(("market", "price")) == 5.0


def test_a_run_opens_without_being_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with session(keeps=True) as store:
        seen = Seen(store)
        assert buttons(seen.view, "Save this run")[0].disabled
        store.open(SMALL, 7)
        outcome = compared(store)
        seen.save("found", "save_run")
        store.open({**SMALL, "market": {**SMALL["market"], "price": 5}})
        assert seen.says("app.library.run_outdated")
        monkeypatch.setattr(store.service, "submit", None)
        seen.press("open")
        assert (store.page, store.seed) == ("compare", 7)
        assert store.outcome is not outcome
        assert store.outcome.results.data.identical(outcome.results.data)
        assert store.is_current
        assert store.outcome.content.answer == outcome.content.answer


def test_a_run_that_is_not_of_what_is_typed_is_saved_with_its_own_scenario() -> None:
    with session(keeps=True) as store:
        seen = Seen(store)
        outcome = compared(store)
        store.put(("market", "price"), 77.0)
        seen.save("before", "save_run")
        assert store.is_unsaved, "what is typed is not what was saved"
        store.show(Outcome(outcome.scenario, outcome.results, outcome.content._replace(weeks=1)))
        seen.press("open")
        assert store.is_current
        assert store.get(("market", "price")) == 1000


def test_rows_are_renamed_and_deleted_and_that_is_taken_back() -> None:
    with session(keeps=True) as store:
        seen = Seen(store)
        seen.save("plan")
        seen.press("rename")
        seen.press("cancel")
        seen.press("rename")
        seen.type_name("  ", "new_name")
        seen.press("rename_done")
        assert seen.says("mistake.library.blank")
        seen.type_name("better", "new_name")
        seen.press("rename_done")
        assert names(store) == ["better"]
        seen.press("delete")
        assert names(store) == []
        assert seen.says("app.library.empty")
        seen.press("bring_back")
        assert names(store) == ["better"]


def test_a_script_in_a_name_is_a_name() -> None:
    with session(keeps=True) as store:
        seen = Seen(store)
        seen.save(SCRIPT)
        assert names(store) == [SCRIPT]
        assert SCRIPT not in "".join(str(one.object) for one in seen.view.select(pn.pane.HTML))
        assert "&lt;img" in words(seen.view)


def test_long_lists_are_shown_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "SHOWN", 2)
    with session(keeps=True) as store:
        seen = Seen(store)
        for k in range(5):
            seen.save(str(k))
        assert len(buttons(seen.view, "Open")) == 2
        seen.press("more")
        assert len(buttons(seen.view, "Open")) == 4
        seen.press("more")
        assert len(buttons(seen.view, "Open")) == 5
        assert buttons(seen.view, "Show more") == []


@languages
def test_drafts_that_were_left_behind_are_listed_with_the_time_and_opened(language: str) -> None:
    typed = {**SMALL, "name": SCRIPT}
    with session(language, keeps=True) as store:
        assert store.shelf is not None
        seen = Seen(store)
        assert not seen.says("app.library.drafts")
        store.shelf.drafts.note("another", Draft("", "en", typed, 7, is_open=False))
        store.shelf.drafts.note("nameless", Draft("", "en", {"market": 5}, 1, is_open=False))
        store.shelf.drafts.note("theirs", Draft("somebody", "en", SMALL, 1, is_open=False))
        store.shelf.drafts.flush()
        store.page = "library"  # looked at again
        left = store.shelf.drafts.left("")
        assert {one.name for one in left} == {SCRIPT, ""}
        assert seen.says("app.library.draft_closed", time=moment(left[0].changed, language))
        assert seen.says("app.library.nameless")
        assert SCRIPT not in words(seen.view)
        number = [one.name for one in left].index(SCRIPT)
        seen.press("open", number)
        assert store.draft == typed
        assert store.seed == 7
        assert store.is_unsaved
        assert [one.name for one in store.shelf.drafts.left("")] == [""]
        seen.press("delete")
        assert not seen.says("app.library.drafts")
        seen.press("bring_back")
        assert seen.says("app.library.drafts")


def test_a_file_that_cannot_be_used_is_told_and_nothing_typed_is_lost() -> None:
    with session(keeps=True) as store:
        assert store.shelf is not None
        store.put(("market", "price"), 5.0)
        store.shelf.drafts.flush()
        store.shelf._database.close()
        file = store.shelf._database.file
        for one in file.parent.glob("library.sqlite*"):
            one.unlink()
        file.write_bytes(b"damaged " * 1000)
        seen = Seen(store)
        assert seen.says("mistake.library.damaged", file=file)
        seen.save("plan")
        assert seen.says("mistake.library.damaged", file=file)
        assert store.get(("market", "price")) == 5.0
        assert compared(store).results.replicates == 40


def test_what_should_not_have_happened_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with session(keeps=True) as store:
        seen = Seen(store)
        monkeypatch.setattr(store.shelf, "save", lambda *_, **__: 1 / 0)
        seen.save("plan")
        assert seen.says("mistake.app.internal", what="ZeroDivisionError: division by zero")


def test_drafts_that_cannot_be_written_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with session(keeps=True) as store:
        assert store.shelf is not None
        monkeypatch.setattr(store.shelf.drafts, "flush", lambda: None)  # which would find nothing wrong
        with store.shelf.drafts._writing:
            store.shelf.drafts.trouble = Mistake("library.locked", file="library.sqlite")
        assert Seen(store).says("mistake.library.locked", file="library.sqlite")


def test_the_name_that_is_proposed_is_that_of_the_scenario_until_another_is_typed() -> None:
    with session(keeps=True) as store:
        seen = Seen(store)
        for name, typed in (("one", None), ("two", "mine"), ("three", None)):
            store.page = "start"
            store.put(("name",), name)
            store.page = "library"
            (field,) = buttons(seen.view, "Name to save it under")
            assert field.value == (name if name != "three" else "mine")
            field.value = typed or field.value


def test_who_logs_in_is_told_what_is_whose() -> None:
    with session(keeps=True) as store:
        store.owner = "anna"
        seen = Seen(store)
        assert seen.says("app.library.own", user="anna")
        assert not seen.says("app.library.everybody")
        seen.save("hers")
        store.owner = "ben"
        assert names(store) == []


def test_an_older_version_is_named() -> None:
    with session(keeps=True) as store:
        assert store.shelf is not None
        seen = Seen(store)
        seen.save("old")
        with store.shelf._database.writing() as connection:
            connection.exec_driver_sql("UPDATE kept SET version = '0.0.1'")
        seen.press("open")
        assert seen.says("app.library.other_version", version="0.0.1", known=__version__)


def test_without_a_shelf_the_page_says_so_and_gives_a_link() -> None:
    with session(keeps=True) as store:
        store.shelf = None
        view = library.view(store)
        assert store.text.say("app.library.none") in words(view)
        assert buttons(view, "Share by link")


# --- links ------------------------------------------------------------------------------------------------


def test_what_is_replaced_is_what_was_asked_about() -> None:
    with session(keeps=True) as store:
        seen = Seen(store)
        for name in ("Old", "Keep me"):
            seen.save(name)
        keeps = [one for one in store.shelf.all("") if one.name == "Keep me"]  # type: ignore[union-attr]
        store.put(("market", "price"), 77.0)
        seen.save("Old")
        seen.type_name("Keep me")
        seen.press("replace")
        assert seen.says("app.library.saved", name="Old")
        assert [one for one in store.shelf.all("") if one.name == "Keep me"] == keeps  # type: ignore[union-attr]


def test_a_run_that_is_opened_does_not_come_under_what_was_opened_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with session(keeps=True) as store:
        seen = Seen(store)
        compared(store)
        seen.save("run", "save_run")
        store.outcome = None
        other = {**SMALL, "name": "other", "arms": SMALL["arms"][:2]}
        results = store.shelf.results  # type: ignore[union-attr]

        def slowly(*where: Any) -> Any:
            store.open(other)
            return results(*where)

        monkeypatch.setattr(store.shelf, "results", slowly)
        seen.press("open")
        assert store.draft == other
        assert store.outcome is None
