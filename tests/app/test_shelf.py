"""What is kept stays, and is its owner's alone; whatever is wrong with the file is told in a sentence."""

import os
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from other_server import server
from sessions import SMALL, shelf, until

from app.library import database, schema
from app.library import shelf as shelves
from app.library.database import Database, home_folder
from app.library.drafts import Draft
from app.library.shelf import RUN, SCENARIO, Shelf, table_of
from simulator import Mistake, compare, load_scenario

ROOT = Path(__file__).parents[2]
ME, OTHER = "me", "somebody else"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(one: Shelf, owner: str = ME) -> list[str]:
    return [kept.name for kept in one.all(owner)]


def test_what_is_saved_is_there_tomorrow(tmp_path: Path) -> None:
    table = {**SMALL, "start": date(2027, 4, 5)}
    with shelf(tmp_path) as one:
        one.save(ME, " <b>計画</b> \ud800 ", table, 9)
    with shelf(tmp_path) as one:
        (kept,) = one.all(ME)
        assert (kept.kind, kept.name) == (SCENARIO, "<b>計画</b> \ufffd")
        opened = one.open(ME, kept.key)
        assert (opened.table, opened.seed) == (table, 9)


def test_a_run_is_there_with_all_that_it_found(tmp_path: Path) -> None:
    results = compare(load_scenario(SMALL), 3, 5)
    with shelf(tmp_path) as one:
        one.save(ME, "found", SMALL, 5, results)
        one.save(ME, "found", SMALL, 5)  # a scenario may be called like a run
    with shelf(tmp_path) as one:
        key = next(kept.key for kept in one.all(ME) if kept.kind == RUN)
        assert one.results(ME, key).data.identical(results.data)
        assert one.results(ME, key).scenario == results.scenario


def test_a_scenario_goes_on_as_a_table_with_its_date() -> None:
    scenario = load_scenario({**SMALL, "start": date(2027, 4, 5)})
    assert load_scenario(table_of(scenario)).digest == scenario.digest


def test_nobody_else_gets_at_it() -> None:
    with shelf() as one:
        key = one.save(ME, "mine", SMALL, 1).key
        assert names(one, OTHER) == []
        for act in (one.open, one.results, lambda *who: one.rename(*who, "theirs"), one.bring_back):
            with pytest.raises(Mistake, match="not there any more"):
                act(OTHER, key)
        one.delete(OTHER, key)
        one.save(OTHER, "mine", SMALL, 1)
        assert names(one) == ["mine"]


def test_nothing_is_written_over_unasked() -> None:
    with shelf() as one:
        first = one.save(ME, "plan", SMALL, 1)
        with pytest.raises(Mistake, match='"plan" is there already'):
            one.save(ME, "plan", {}, 2)
        assert one.open(ME, first.key).table == SMALL
        second = one.save(ME, "plan", {}, 2, replace=True)
        assert names(one) == ["plan"]
        assert one.open(ME, second.key).table == {}
        other = one.save(ME, "other", SMALL, 1)
        with pytest.raises(Mistake, match="there already"):
            one.rename(ME, other.key, "plan")
        one.rename(ME, other.key, "another")
        one.rename(ME, other.key, "another")
        assert sorted(names(one)) == ["another", "plan"]


def test_a_deletion_is_undone() -> None:
    with shelf() as one:
        first = one.save(ME, "plan", SMALL, 1)
        one.delete(ME, first.key)
        assert names(one) == []
        one.save(ME, "plan", {}, 1)
        one.bring_back(ME, first.key)
        assert sorted(names(one)) == ["plan", "plan (2)"]
        assert one.open(ME, first.key).name == "plan (2)"


def test_what_is_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    results = compare(load_scenario(SMALL), 2)
    with shelf() as one:
        for name, told in ((" \n", "blank"), ("x" * 201, "201 characters")):
            with pytest.raises(Mistake, match=told):
                one.save(ME, name, SMALL, 1)
        with pytest.raises(Mistake, match="longer than 1000000"):
            one.save(ME, "long", {"name": "x" * 1_000_000}, 1)
        monkeypatch.setattr(shelves, "LARGEST_RUN", 1000)
        with pytest.raises(Mistake, match="takes 0 MB; at most 0"):
            one.save(ME, "large", SMALL, 1, results)
        monkeypatch.setattr(shelves, "MOST_KEPT", 1)
        one.save(ME, "first", SMALL, 1)
        with pytest.raises(Mistake, match="1 scenarios and runs are kept"):
            one.save(ME, "second", SMALL, 1)
        assert names(one) == ["first"]


def test_a_damaged_row_is_told_and_the_others_open() -> None:
    with shelf() as one:
        bad = one.save(ME, "bad", SMALL, 1, compare(load_scenario(SMALL), 2))
        good = one.save(ME, "good", SMALL, 1)
        with one._database.writing() as connection:
            connection.exec_driver_sql("UPDATE outcomes SET file = x'00'")
        with pytest.raises(Mistake, match='run "bad" found cannot be read'):
            one.results(ME, bad.key)
        with one._database.writing() as connection:
            connection.exec_driver_sql("UPDATE kept SET scenario = '[' WHERE name = 'bad'")
        with pytest.raises(Mistake, match='"bad" is damaged'):
            one.open(ME, bad.key)
        assert one.open(ME, good.key).table == SMALL


# --- the file ---------------------------------------------------------------------------------------------


def test_the_file_is_its_users_alone_and_can_be_read_while_it_is_written(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with shelf(tmp_path / "home") as one:
            one.save(ME, "plan", SMALL, 1)
            files = sorted(path.name for path in (tmp_path / "home").iterdir())
            assert files == ["library.sqlite", "library.sqlite-shm", "library.sqlite-wal"]
            assert {mode(path) for path in (tmp_path / "home").iterdir()} == {0o600}
            assert mode(tmp_path / "home") == 0o700
            with one._database.writing(), one._database.reading() as connection:
                assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
                assert connection.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 1
    finally:
        os.umask(before)


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    with shelf(tmp_path) as one:
        one.save(ME, "plan", SMALL, 1)
    (tmp_path / "library.sqlite").chmod(0o644)
    with shelf(tmp_path) as one:
        assert names(one) == ["plan"]
        assert mode(tmp_path / "library.sqlite") == 0o600


def test_the_folder_is_the_users_or_the_one_that_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KUCHIKOMI_HOME", str(tmp_path / "a"))
    assert home_folder() == tmp_path / "a"
    monkeypatch.delenv("KUCHIKOMI_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home_folder().name == "kuchikomi"


def add_stars(connection: Any) -> None:
    connection.exec_driver_sql("ALTER TABLE kept ADD COLUMN stars INTEGER NOT NULL DEFAULT 3")


def break_off(connection: Any) -> None:
    add_stars(connection)
    raise sqlite3.DatabaseError("no")


def test_an_older_file_becomes_one_of_now_and_a_copy_is_kept(tmp_path: Path) -> None:
    with shelf(tmp_path) as one:
        key = one.save(ME, "plan", SMALL, 1).key
    newer = Shelf(Database(tmp_path, (*schema.STEPS, add_stars)))
    assert newer.open(ME, key).table == SMALL
    with newer._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT stars FROM kept").scalar() == 3
        assert schema.version_of(connection) == len(schema.STEPS) + 1
    newer.close()
    (copy,) = tmp_path.glob(f"library.version{len(schema.STEPS)}.*.sqlite")
    assert mode(copy) == 0o600
    (tmp_path / "old").mkdir()
    shutil.copy(copy, tmp_path / "old" / "library.sqlite")
    with shelf(tmp_path / "old") as one:  # which the program of then can still use
        assert one.open(ME, key).table == SMALL


def test_a_step_that_breaks_off_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    with shelf(tmp_path) as one:
        one.save(ME, "plan", SMALL, 1)
    broken = Database(tmp_path, (*schema.STEPS, break_off))
    with pytest.raises(Mistake, match="cannot be used"), broken.reading():
        pass
    with shelf(tmp_path) as one:
        assert names(one) == ["plan"]
        with one._database.reading() as connection:
            assert "stars" not in str(connection.exec_driver_sql("SELECT sql FROM sqlite_master").all())


def test_a_newer_file_is_told_and_left_alone(tmp_path: Path) -> None:
    Shelf(Database(tmp_path, (*schema.STEPS, add_stars))).close()
    before = (tmp_path / "library.sqlite").read_bytes()
    with shelf(tmp_path) as one:
        for act in (lambda: one.all(ME), lambda: one.save(ME, "plan", SMALL, 1)):
            with pytest.raises(Mistake, match="newer version of the product"):
                act()
    assert (tmp_path / "library.sqlite").read_bytes() == before
    assert list(tmp_path.glob("*version*")) == []


def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"no library " * 1000)
    with shelf(tmp_path) as one:
        with pytest.raises(Mistake, match="is damaged"):
            one.all(ME)
        one.drafts.note("a", Draft(ME, "en", SMALL, 1))
        until(lambda: one.drafts.trouble is not None)
        assert (tmp_path / "library.sqlite").read_bytes() == b"no library " * 1000
        (tmp_path / "library.sqlite").unlink()  # moved away, as the sentence says
        one.drafts.flush()
        one.save(ME, "plan", SMALL, 1)
        assert one.drafts.trouble is None


def test_no_place_for_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", "utf-8")
    with shelf(tmp_path / "home") as one, pytest.raises(Mistake, match="KUCHIKOMI_HOME"):
        one.all(ME)


def test_a_locked_file_is_told_and_used_again_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    with shelf(tmp_path) as one:
        one.drafts.flush()
        with closing(sqlite3.connect(tmp_path / "library.sqlite", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Mistake, match="used by another program"):
                one.save(ME, "plan", SMALL, 1)
            assert names(one) == [], "reading goes on"
            other.execute("ROLLBACK")
        one.save(ME, "plan", SMALL, 1)


WRITING = """
for k in range(25):
    one.save("me", f"theirs {k}", {}, 1)
one.close()
"""


def test_two_servers_write_into_one_file(tmp_path: Path) -> None:
    with server(WRITING, tmp_path) as other, shelf(tmp_path) as one:
        until(lambda: "theirs 0" in names(one))
        for k in range(25):
            one.save(ME, f"mine {k}", SMALL, 1)
        assert other.wait(60) == 0
        assert sorted(names(one)) == sorted(f"{whose} {k}" for whose in ("mine", "theirs") for k in range(25))


def test_two_threads_never_save_under_one_name(tmp_path: Path) -> None:
    told: list[str] = []

    def save(one: Shelf) -> None:
        try:
            one.save(ME, "plan", SMALL, 1)
        except Mistake as mistake:
            told.append(mistake.key)

    with shelf(tmp_path) as one:
        threads = [threading.Thread(target=save, args=(one,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert told == ["library.taken"] * 7
        assert names(one) == ["plan"]
