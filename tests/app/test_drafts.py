"""Drafts: what is typed is written down meanwhile, and found again by who typed it, after a crash too."""

import signal
from pathlib import Path
from typing import Any

import pytest
from other_server import server
from sessions import SMALL, compared, session, shelf, until

from app.library import drafts, schema
from app.library import shelf as shelves
from app.library.autosave import autosave
from app.library.database import Database
from app.library.drafts import Draft
from app.library.shelf import Shelf
from simulator import Mistake
from simulator.arguments import DEFAULT_SEED

ME, OTHER = "me", "somebody else"
CRASHING = """
one.drafts.note("a", Draft("me", "en", {"name": "before the crash"}, 5))
one.drafts.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


def left(one: Shelf, owner: str = ME) -> list[tuple[str, bool]]:
    return [(draft.name, draft.crashed) for draft in one.drafts.left(owner)]


def note(one: Shelf, key: str, *, owner: str = ME, is_open: bool = True, name: str = "typed") -> None:
    one.drafts.note(key, Draft(owner, "en", {**SMALL, "name": name}, 1, is_open))
    one.drafts.flush()


def test_drafts_of_sessions_that_go_on_are_not_left_behind(tmp_path: Path) -> None:
    with shelf(tmp_path) as one, shelf(tmp_path) as other:
        note(one, "a")
        assert left(one) == left(other) == []
        note(one, "a", is_open=False, name="closed")
        assert left(one) == left(other) == [("closed", False)]
        assert left(one, OTHER) == []
        one.drafts.note("a", None)
        one.drafts.flush()
        assert left(other) == []


def test_after_a_crash_they_are_with_their_time(tmp_path: Path) -> None:
    with server(CRASHING, tmp_path) as other:
        assert other.wait(60) == -signal.SIGKILL
    with shelf(tmp_path) as one:
        (found,) = one.drafts.left(ME)
        assert (found.name, found.crashed) == ("before the crash", True)
        assert abs(found.changed - (tmp_path / "library.sqlite").stat().st_mtime) < 60
        draft = one.drafts.open(ME, found.key)
        assert (draft.table, draft.seed) == ({"name": "before the crash"}, 5)
        with pytest.raises(Mistake, match="not there any more"):
            one.drafts.open(OTHER, found.key)
        one.drafts.delete(ME, found.key)
        assert left(one) == []
        one.drafts.bring_back(ME, found.key)
        assert left(one) == [("before the crash", True)]


def test_a_server_on_another_machine_lives_as_long_as_it_is_heard_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shelf(tmp_path) as one:
        with monkeypatch.context() as patched:
            patched.setattr(drafts.socket, "gethostname", lambda: "elsewhere")
            note(one, "a")
        with shelf(tmp_path) as other:
            assert left(other) == []
            monkeypatch.setattr(drafts, "SILENCE", 0.0)
            assert left(other) == [("typed", True)]


def test_a_process_that_has_its_number_now_is_another(tmp_path: Path) -> None:
    with shelf(tmp_path) as one:
        note(one, "a")
        with one._database.writing() as connection:
            connection.exec_driver_sql("UPDATE servers SET began = began - 1000")
        assert left(one) == [("typed", True)]


def test_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_LEFT", 3)
    with shelf(tmp_path) as one:
        for k in range(6):
            note(one, str(k), is_open=False, name=str(k))
        note(one, "theirs", owner=OTHER, is_open=False)
        assert [name for name, _ in left(one)] == ["5", "4", "3"]
        assert len(left(one, OTHER)) == 1


def test_a_session_is_written_down_while_it_is_typed(tmp_path: Path) -> None:
    with shelf(tmp_path) as one, session() as store:
        looked_at = autosave(store, one.drafts)
        written = lambda: one._database.file.exists() and rows(one)  # noqa: E731
        until(lambda: written() == [])
        store.put(("market", "price"), 4321.0)
        until(lambda: written() == [(4321.0, None)])
        store.put(("market", "price"), "cheap")
        until(lambda: written() == [("cheap", None)])
        store.saved()
        until(lambda: written() == [])
        store.undo()
        looked_at(False)
        until(lambda: len(left(one, "")) == 1)
        assert rows(one)[0][0] == 4321.0


def test_what_is_typed_is_left_behind_as_long_as_nobody_looks_at_it(tmp_path: Path) -> None:
    with shelf(tmp_path) as one, session() as store:
        looked_at = autosave(store, one.drafts)
        store.put(("market", "price"), 5.0)
        for is_looked_at in (True, False, False, True, False):
            looked_at(is_looked_at)
            one.drafts.flush()
            assert left(one, "") == ([] if is_looked_at else [("tiny", False)])
        typed = rows(one)
        store.undo()
        one.drafts.flush()
        assert typed
        assert left(one, "") == [], "nothing was changed"


def test_leaving_and_coming_back_is_no_change(tmp_path: Path) -> None:
    with shelf(tmp_path) as one:
        note(one, "a")
        with one._database.writing() as connection:
            connection.exec_driver_sql("UPDATE drafts SET changed = changed - 1000")
        note(one, "a", is_open=False)
        (before,) = one.drafts.left(ME)
        note(one, "a")
        note(one, "a", is_open=False)
        assert one.drafts.left(ME) == [before]
        note(one, "a", is_open=False, name="another")
        assert one.drafts.left(ME)[0].changed > before.changed + 900


@pytest.mark.parametrize(
    "same",
    [{("market", "currency"): "JPY"}, {("arms", 1, "strategies", 0, "start_week"): 0}, {("goal",): {}}],
)
def test_what_comes_to_the_same_is_no_draft(same: Any) -> None:
    with session() as store:
        store.put_all(same)
        assert store.draft != store.opened
        assert not store.is_unsaved
        store.put(("question",), "Does it pay?")
        assert store.is_unsaved
        store.saved()
        assert not store.is_unsaved
        store.undo()
        assert not store.is_unsaved, "that goes back to what was opened before, too"


def rows(one: Shelf) -> list[Any]:
    """Prices in all drafts, and when their sessions ended."""
    with one._database.reading() as connection:
        found = connection.execute(schema.drafts.select()).all()
    return [(shelves.read(row.scenario)["market"]["price"], row.closed) for row in found]


def test_a_page_does_not_wait_for_the_file(tmp_path: Path) -> None:
    with shelf(tmp_path) as one, session() as store:
        one.drafts.flush()
        autosave(store, one.drafts)
        with one._database.writing():  # nobody else can write
            store.put(("market", "price"), 1.0)
        until(lambda: rows(one) == [(1.0, None)])


def test_saving_makes_it_what_was_opened() -> None:
    with session() as store:
        store.put(("market", "price"), 5.0)
        assert store.is_unsaved
        store.saved()
        assert not store.is_unsaved
        store.put(("market", "price"), 6.0)
        store.reset()
        assert store.get(("market", "price")) == 5.0
        store.go_on(SMALL, 1)
        assert store.is_unsaved
        assert store.draft == SMALL
        store.go_on({**SMALL, "name": "typed"}, 1, SMALL)
        assert store.is_unsaved
        store.reset()
        assert store.draft == SMALL
        for _ in range(3):
            store.undo()
        assert store.get(("market", "price")) == 5.0, "what was opened before, too"


def test_an_outcome_of_another_seed_is_not_that_of_what_is_typed() -> None:
    with session() as store:
        compared(store)
        assert store.is_current
        store.open(SMALL, 8)
        assert not store.is_current
        assert compared(store).results.data.attrs["seed"] == 8
        assert store.is_current


def test_a_file_of_the_first_version_keeps_its_drafts(tmp_path: Path) -> None:
    first = Shelf(Database(tmp_path, schema.STEPS[:1]))
    with first._database.writing() as connection:
        for column in ("seed", "opened", "visitor"):
            connection.exec_driver_sql(f"ALTER TABLE drafts DROP COLUMN {column}")
        connection.exec_driver_sql(
            "INSERT INTO drafts (key, server, owner, language, changed, closed, scenario)"
            " VALUES ('a', 'gone', 'me', 'en', strftime('%s'), 1.0, '{\"name\":\"old\"}')"
        )
    first.close()
    with shelf(tmp_path) as one:
        draft = one.drafts.open(ME, "a")
        assert (draft.table, draft.seed, draft.opened) == ({"name": "old"}, DEFAULT_SEED, None)
        (found,) = one.drafts.left(ME)
        assert (found.name, found.changes, found.visitor) == ("old", (), "")
    assert list(tmp_path.glob("library.version1.*.sqlite"))


def test_who_writes_drafts_goes_on_whatever_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "HEARTBEAT", 0.1)
    with shelf(tmp_path) as one:
        with monkeypatch.context() as patched:
            patched.setattr("app.library.drafts.psutil.Process", lambda: 1 / 0)
            one.drafts.note("a", Draft(ME, "en", SMALL, 1))
            until(lambda: one.drafts.trouble is not None)
        until(lambda: one.drafts.trouble is None)
        until(lambda: len(rows(one)) == 1)
