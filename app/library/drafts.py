"""What is typed and not saved, written down while it is typed, and found again after a crash.

One thread a server writes, about once a second, whatever has changed in all sessions since. A draft is
left behind when its session has ended without saving, or its server is no more.
"""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple
from uuid import uuid4

import psutil
from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from app.as_text import read, written
from app.library.changes import Way, changes
from app.library.database import Database
from app.library.schema import drafts, servers
from simulator import Mistake
from simulator.arguments import DEFAULT_SEED

GATHER = 1.0  # seconds in which changes are gathered before they are written
HEARTBEAT = 20.0  # seconds between two signs of life
SILENCE = 120.0  # seconds after which a server on another machine counts as gone
SAME_START = 10.0  # seconds by which two looks at the start of a process may differ, as clocks are set
MOST_LEFT = 50  # drafts of one owner that are kept; the oldest go
LEFT_FOR = 30 * 24 * 3600.0  # seconds for which they are


class Draft(NamedTuple):
    """What is typed in a session."""

    owner: str
    language: str
    table: dict[str, Any]
    seed: int
    is_open: bool = True  # the session goes on
    opened: dict[str, Any] | None = None  # what the session began with
    visitor: str = ""  # in whose browser


class Left(NamedTuple):
    """A draft that was left behind."""

    key: str
    changed: float  # seconds since 1970
    crashed: bool  # its server is no more; else its session was closed
    visitor: str  # in whose browser it was typed
    name: str  # of its scenario
    changes: tuple[Way, ...]  # where it differs from what was opened; nothing where nobody knows that
    plans: tuple[str, ...]


class Drafts:
    """The drafts of a server's sessions, and those that other sessions have left behind."""

    def __init__(self, database: Database) -> None:
        self.trouble: Mistake | None = None  # why the last ones could not be written
        self._database = database
        self._server = uuid4().hex
        self._waiting: dict[str, Draft | None] = {}
        self._changed = threading.Condition()
        self._writing = threading.Lock()
        self._is_closed = False
        self._writer = threading.Thread(target=self._write_on, name="drafts", daemon=True)
        self._writer.start()

    def note(self, session: str, draft: Draft | None) -> None:
        """Take down what is typed in a session now; None where all of it is saved. Returns at once."""
        with self._changed:
            self._waiting[session] = draft
            self._changed.notify()

    def flush(self) -> None:
        """Write what waits.

        Raises
        ------
        Mistake : it cannot be written; it goes on waiting.
        """
        with self._writing:
            with self._changed:
                waiting, self._waiting = self._waiting, {}
            try:
                with self._database.writing() as connection:
                    self._live(connection)
                    for session, draft in waiting.items():
                        self._write(connection, session, draft)
                    _tidy(connection)
            except Exception as error:
                with self._changed:
                    self._waiting = {**waiting, **self._waiting}
                what = f"{type(error).__name__}: {error}"
                self.trouble = error if isinstance(error, Mistake) else Mistake("app.internal", what=what)
                raise self.trouble from error
            self.trouble = None

    def left(self, owner: str) -> list[Left]:
        """The drafts that sessions of an owner have left behind, the newest first."""
        with self._database.reading() as connection:
            found = list(_left(connection, owner))
        return [_told(row) for row in found]

    def open(self, owner: str, key: str) -> Draft:
        """What was typed in a draft that was left behind."""
        with self._database.reading() as connection:
            rows = [row for row in _left(connection, owner) if row.key == key]
        if not rows:
            raise Mistake("library.gone")
        try:
            return _draft(rows[0])
        except ValueError as error:
            raise Mistake("library.broken", name=key) from error

    def delete(self, owner: str, key: str) -> None:
        """Throw a draft away; `bring_back` undoes it."""
        self._mark(owner, key, time.time())

    def bring_back(self, owner: str, key: str) -> None:
        """Undo a deletion."""
        self._mark(owner, key, None)

    def close(self) -> None:
        """Write what waits, and write no more; drafts of sessions that go on are left behind."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._writer.join()
        with suppress(Mistake):
            self.flush()
            with self._database.writing() as connection:
                connection.execute(delete(servers).where(servers.c.key == self._server))

    def _mark(self, owner: str, key: str, deleted: float | None) -> None:
        with self._database.writing() as connection:
            same = (drafts.c.owner == owner) & (drafts.c.key == key)
            connection.execute(update(drafts).where(same).values(deleted=deleted))

    def _write_on(self) -> None:
        """Write whenever something has changed, and give a sign of life now and then."""
        while True:
            with suppress(Mistake):
                self.flush()
            with self._changed:
                if not self._is_closed and (self.trouble is not None or not self._waiting):
                    self._changed.wait(HEARTBEAT)
                if not self._is_closed:
                    self._changed.wait_for(lambda: self._is_closed, GATHER)
                if self._is_closed:
                    return

    def _live(self, connection: Connection) -> None:
        """Say that this server lives."""
        me = psutil.Process()
        row = {"host": socket.gethostname(), "process": os.getpid(), "began": me.create_time()}
        row |= {"key": self._server, "seen": time.time()}
        connection.execute(insert(servers).values(row).on_conflict_do_update(["key"], set_=row))

    def _write(self, connection: Connection, session: str, draft: Draft | None) -> None:
        if draft is None:
            connection.execute(delete(drafts).where(drafts.c.key == session))
            return
        row = {
            "server": self._server, "owner": draft.owner, "language": draft.language,
            "changed": time.time(), "closed": None if draft.is_open else time.time(),
            "scenario": written(draft.table), "seed": draft.seed, "key": session, "deleted": None,
            "opened": None if draft.opened is None else written(draft.opened), "visitor": draft.visitor,
        }  # fmt: skip
        held = connection.execute(select(drafts).where(drafts.c.key == session)).first()
        if held is not None and (held.scenario, held.seed) == (row["scenario"], row["seed"]):
            row["changed"] = held.changed  # it was only left, or come back to
        connection.execute(insert(drafts).values(row).on_conflict_do_update(["key"], set_=row))


def _left(connection: Connection, owner: str) -> Iterator[Row[Any]]:
    living = _living(connection)
    mine = select(drafts).where(drafts.c.owner == owner, drafts.c.deleted.is_(None))
    for row in connection.execute(mine.order_by(drafts.c.changed.desc())):
        if row.closed is not None or row.server not in living:
            yield row


def _living(connection: Connection) -> set[str]:
    """The servers that still write into the file."""
    return {row.key for row in connection.execute(select(servers)) if _lives(row)}


def _lives(server: Row[Any]) -> bool:
    """Say whether a server lives: its process, on this machine; elsewhere, whether it was heard of."""
    if server.host != socket.gethostname():
        return bool(time.time() - server.seen < SILENCE)
    try:
        return abs(psutil.Process(server.process).create_time() - server.began) < SAME_START
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


def _tidy(connection: Connection) -> None:
    """Let go of drafts that were left behind long ago, and of servers that are no more."""
    living = _living(connection)
    old = time.time() - LEFT_FOR
    gone = drafts.c.closed.is_not(None) | drafts.c.server.not_in(living)
    connection.execute(delete(drafts).where(gone, (drafts.c.changed < old) | (drafts.c.deleted < old)))
    for owner in connection.execute(select(drafts.c.owner).distinct()).scalars().all():
        for row in list(_left(connection, owner))[MOST_LEFT:]:
            connection.execute(delete(drafts).where(drafts.c.key == row.key))
    connection.execute(delete(servers).where(servers.c.key.not_in(living)))


def _draft(row: Row[Any]) -> Draft:
    """What was typed.

    Raises
    ------
    ValueError : it cannot be read.
    """
    return Draft(
        row.owner, row.language, read(row.scenario), DEFAULT_SEED if row.seed is None else row.seed,
        is_open=row.closed is None, opened=None if row.opened is None else read(row.opened),
        visitor=row.visitor or "",
    )  # fmt: skip


def _told(row: Row[Any]) -> Left:
    """What a list says of a draft; little where it cannot be read."""
    of = row.key, row.changed, row.closed is None, row.visitor or ""
    try:
        draft = _draft(row)
    except ValueError:
        return Left(*of, name="", changes=(), plans=())
    arms = draft.table.get("arms", [])
    return Left(
        *of, name=str(draft.table.get("name", "")),
        changes=() if draft.opened is None else tuple(changes(draft.opened, draft.table)),
        plans=tuple(str(arm.get("name", "")) for arm in arms if isinstance(arm, dict)),
    )  # fmt: skip
