"""The file in which everything is kept: who may read it, how it is opened, what is said if it cannot be."""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from app.library.schema import STEPS, Step, take_steps, version_of
from simulator import Mistake

HOME = "KUCHIKOMI_HOME"  # the variable that names another folder
NAME = "library.sqlite"
PATIENCE = 2.0  # seconds that another server may hold the file
FOLDER_MODE, FILE_MODE = 0o700, 0o600  # nobody else's
LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
FIRST_BYTE = 0xFF  # of an error's code: its kind; what is above says more


def home_folder() -> Path:
    """The folder of what is kept: the one that KUCHIKOMI_HOME names, else the user's data folder."""
    named = os.environ.get(HOME)
    return Path(named) if named else user_data_path("kuchikomi", appauthor=False)


class Database:
    """A SQLite file that is opened when it is first needed, and tried again as long as it cannot be.

    Parameters
    ----------
    folder : is made, if it is not there. steps : which the file takes to be of this version.
    """

    def __init__(self, folder: Path, steps: Sequence[Step] = STEPS) -> None:
        self.file = folder / NAME
        self._steps = steps
        self._engine: Engine | None = None
        self._opening = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; what it sees is one moment.

        Raises
        ------
        Mistake : the file is locked, damaged, newer than the program, or cannot be opened.
        """
        with self._told(), self._opened().connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; all of it stays, or nothing.

        Raises
        ------
        Mistake : as `reading`; or there is no room.
        """
        with self._told(), _alone(self._opened()) as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _opened(self) -> Engine:
        with self._opening:
            if self._engine is None:
                _make_private(self.file)
                engine = _engine(self.file)
                try:
                    self._bring_up_to_date(engine)
                except BaseException:
                    engine.dispose()
                    raise
                self._engine = engine
            return self._engine

    def _bring_up_to_date(self, engine: Engine) -> None:
        """Take the missing steps; other servers that open the file meanwhile wait."""
        with engine.connect() as connection:
            version = version_of(connection)
        if version == len(self._steps):
            return
        with _alone(engine) as connection:
            version = version_of(connection)  # perhaps another server was faster
            if version > len(self._steps):
                raise Mistake("library.newer", file=str(self.file), version=version, known=len(self._steps))
            if 0 < version < len(self._steps):
                _copy(self.file, version)
            take_steps(connection, self._steps)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in a sentence why the file cannot be used."""
        try:
            yield
        except DBAPIError as error:
            raise self._mistake(error.orig) from error
        except (sqlite3.Error, OSError) as error:
            raise self._mistake(error) from error

    def _mistake(self, error: BaseException | None) -> Mistake:
        kind = (getattr(error, "sqlite_errorcode", None) or 0) & FIRST_BYTE
        if kind in LOCKED:
            return Mistake("library.locked", file=str(self.file))
        if kind in DAMAGED:
            return Mistake("library.damaged", file=str(self.file))
        why = getattr(error, "strerror", None) or str(error)
        return Mistake("library.no_place", file=str(self.file), why=why)


def _engine(file: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        connect_args={"timeout": PATIENCE, "isolation_level": None},  # begun below, tables made included
    )

    def connected(raw: Any, _: Any) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
            raw.execute(f"PRAGMA {pragma}")

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(str(connection.get_execution_options().get("begin", "BEGIN")))

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        yield connection


def _make_private(file: Path) -> None:
    """Make the file, and see that it is its user's alone; SQLite gives what lies beside it the same mode."""
    file.parent.mkdir(FOLDER_MODE, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, FILE_MODE))
    for one in (file, *(file.with_name(f"{file.name}-{more}") for more in ("wal", "shm"))):
        with suppress(FileNotFoundError, PermissionError):  # of somebody else's it is not ours to say
            if one.stat().st_mode & 0o077:
                one.chmod(FILE_MODE)


def _copy(file: Path, version: int) -> None:
    """Keep a copy of the file as it was, under a name that no other copy has."""
    moment = datetime.now().astimezone().strftime("%Y%m%dT%H%M%S.%f")
    copy = file.with_name(f"{file.stem}.version{version}.{moment}{file.suffix}")
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    with closing(sqlite3.connect(file)) as now, closing(sqlite3.connect(copy)) as kept:
        now.backup(kept)
