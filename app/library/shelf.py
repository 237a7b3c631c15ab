"""What planners save under a name: scenarios, and runs with all that they found.

What a run found is kept in the same file as its name: both appear and vanish in one step, there is one
file to protect, to copy and to carry elsewhere, and none that nobody asks for any more. A run of forty
replicates takes about a megabyte.
"""

import json
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from app.as_text import read, written
from app.library.database import Database
from app.library.drafts import Drafts
from app.library.schema import kept, outcomes
from simulator import Mistake, Results, __version__, load_results, save_results
from simulator.errors import shortened
from simulator.scenarios.draft import HALVES
from simulator.scenarios.schema import Scenario

SCENARIO, RUN = "scenario", "run"
LONGEST_NAME = 200  # characters
LARGEST_SCENARIO = 1_000_000  # characters, as of a file
LARGEST_RUN = 20_000_000  # bytes
MOST_KEPT = 1000  # of one owner
DELETED_FOR = 30 * 24 * 3600.0  # seconds until what was deleted is gone for good


class Kept(NamedTuple):
    """What stands in the list."""

    key: str
    kind: str
    name: str
    made: float  # seconds since 1970


class Opened(NamedTuple):
    """What was saved, to go on with."""

    name: str
    table: dict[str, Any]
    seed: int
    version: str


class Shelf:
    """What is kept on a server. Everything belongs to an owner, and nobody else gets at it.

    All methods raise a `Mistake` where the file cannot be used, and leave it as it was.

    Parameters
    ----------
    database : is shared by all servers that have its folder.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.drafts = Drafts(database)

    def save(
        self, owner: str, name: str, table: Mapping[str, Any], seed: int, results: Results | None = None,
        *, replace: bool = False,
    ) -> Kept:  # fmt: skip
        """Save a scenario under a name; with results, the run that found them.

        Parameters
        ----------
        replace : whether what has that name already may go; it is deleted as by `delete`.

        Raises
        ------
        Mistake : the name is blank, too long, or taken; there is too much of it.
        """
        name = _name(name)
        text = written(dict(table))
        if len(text) > LARGEST_SCENARIO:
            raise Mistake("library.large_scenario", name=shortened(name), most=LARGEST_SCENARIO)
        file = None if results is None else _packed(results, name)
        one = Kept(uuid4().hex, SCENARIO if results is None else RUN, name, time.time())
        with self._database.writing() as connection:
            if replace:
                connection.execute(_deleted(_there(owner), kept.c.kind == one.kind, kept.c.name == name))
            _check_free(connection, owner, one.kind, name)
            count = select(func.count()).select_from(kept).where(_there(owner))
            if connection.execute(count).scalar_one() >= MOST_KEPT:
                raise Mistake("library.full", most=MOST_KEPT)
            row = {**one._asdict(), "owner": owner, "scenario": text, "seed": seed, "version": __version__}
            connection.execute(insert(kept).values(row))
            if file is not None:
                connection.execute(insert(outcomes).values(key=one.key, file=file))
            connection.execute(delete(kept).where(kept.c.deleted < time.time() - DELETED_FOR))
        return one

    def all(self, owner: str) -> list[Kept]:
        """What an owner has saved, the newest first."""
        rows = select(kept.c.key, kept.c.kind, kept.c.name, kept.c.made).where(_there(owner))
        with self._database.reading() as connection:
            return [Kept(*row) for row in connection.execute(rows.order_by(kept.c.made.desc()))]

    def open(self, owner: str, key: str) -> Opened:
        """Read a scenario, or the one of a run."""
        with self._database.reading() as connection:
            row = _row(connection, owner, key)
        try:
            return Opened(row.name, read(row.scenario), row.seed, row.version)
        except ValueError as error:
            raise Mistake("library.broken", name=shortened(row.name)) from error

    def results(self, owner: str, key: str) -> Results:
        """Read what a run found.

        Raises
        ------
        Mistake : another version of the product wrote it in another form; it is damaged.
        """
        with self._database.reading() as connection:
            name = _row(connection, owner, key).name
            file = connection.execute(select(outcomes.c.file).where(outcomes.c.key == key)).scalar()
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "run.nc"
            place.write_bytes(file or b"")
            try:
                return load_results(place)
            except Mistake as mistake:
                raise Mistake("library.broken_run", name=shortened(name)) from mistake

    def rename(self, owner: str, key: str, name: str) -> None:
        """Give another name to what was saved.

        Raises
        ------
        Mistake : the name is blank, too long, or taken.
        """
        name = _name(name)
        with self._database.writing() as connection:
            row = _row(connection, owner, key)
            if row.name != name:
                _check_free(connection, owner, row.kind, name)
                connection.execute(update(kept).where(kept.c.key == key).values(name=name))

    def delete(self, owner: str, key: str) -> None:
        """Take something off the shelf; `bring_back` undoes it for a month."""
        with self._database.writing() as connection:
            connection.execute(_deleted(_there(owner), kept.c.key == key))

    def bring_back(self, owner: str, key: str) -> None:
        """Undo a deletion; where the name was given to something else meanwhile, it gets a number."""
        with self._database.writing() as connection:
            row = connection.execute(select(kept).where(kept.c.owner == owner, kept.c.key == key)).first()
            if row is None:
                raise Mistake("library.gone")
            names = select(kept.c.name).where(_there(owner), kept.c.kind == row.kind, kept.c.key != key)
            taken = set(connection.execute(names).scalars())
            tried = (row.name if n == 1 else f"{row.name} ({n})" for n in range(1, len(taken) + 2))
            name = next(one for one in tried if one not in taken)
            connection.execute(update(kept).where(kept.c.key == key).values(deleted=None, name=name))

    def close(self) -> None:
        """Write what is still to be written, and let go of the file."""
        self.drafts.close()
        self._database.close()


def table_of(scenario: Scenario) -> dict[str, Any]:
    """A scenario as a table to go on from, where what was typed is not at hand any more."""
    table = json.loads(json.dumps(scenario.resolved()))
    table["start"] = scenario.start  # a date again
    return table


def _name(name: str) -> str:
    """A name as it is kept: any text that is one."""
    name = name.translate(HALVES).strip()
    if not name:
        raise Mistake("library.blank")
    if len(name) > LONGEST_NAME:
        raise Mistake("library.long_name", size=len(name), most=LONGEST_NAME)
    return name


def _packed(results: Results, name: str) -> bytes:
    """The bytes of a file with what a run found."""
    with tempfile.TemporaryDirectory() as folder:
        file = save_results(results, Path(folder) / "run.nc").read_bytes()
    if len(file) > LARGEST_RUN:
        size, most = round(len(file) / 1e6), LARGEST_RUN // 1_000_000
        raise Mistake("library.large_run", name=shortened(name), size=size, most=most)
    return file


def _there(owner: str) -> ColumnElement[bool]:
    return (kept.c.owner == owner) & kept.c.deleted.is_(None)


def _deleted(*which: ColumnElement[bool]) -> Any:
    return update(kept).where(*which).values(deleted=time.time())


def _row(connection: Connection, owner: str, key: str) -> Row[Any]:
    row = connection.execute(select(kept).where(_there(owner), kept.c.key == key)).first()
    if row is None:
        raise Mistake("library.gone")
    return row


def _check_free(connection: Connection, owner: str, kind: str, name: str) -> None:
    same = select(kept.c.key).where(_there(owner), kept.c.kind == kind, kept.c.name == name)
    if connection.execute(same).first() is not None:
        raise Mistake("library.taken", name=shortened(name))
