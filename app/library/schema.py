"""The tables of what is kept, and how a file of an earlier version becomes one of this.

`PRAGMA user_version` counts the steps that a file has taken. A file with fewer is copied, then takes
the missing ones in one transaction.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

METADATA = MetaData()

kept = Table(
    "kept", METADATA,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # scenario or run
    Column("owner", Text, nullable=False),  # nothing where nobody logs in
    Column("name", Text, nullable=False),
    Column("made", Float, nullable=False),  # seconds since 1970, as all times here
    Column("deleted", Float),  # nothing as long as it is not
    Column("scenario", Text, nullable=False),  # app.as_text
    Column("seed", Integer, nullable=False),
    Column("version", Text, nullable=False),  # of the product
)  # fmt: skip
"""Saved scenarios and runs."""

outcomes = Table(
    "outcomes", METADATA,
    Column("key", Text, ForeignKey("kept.key", ondelete="CASCADE"), primary_key=True),
    Column("file", LargeBinary, nullable=False),
)  # fmt: skip
"""What runs found, as the bytes of a file of `simulator.saved`: apart, so that a list reads none."""

servers = Table(
    "servers", METADATA,
    Column("key", Text, primary_key=True),
    Column("host", Text, nullable=False),
    Column("process", Integer, nullable=False),
    Column("began", Float, nullable=False),
    Column("seen", Float, nullable=False),
)  # fmt: skip
"""Who writes drafts into this file, and when that server was last heard of."""

drafts = Table(
    "drafts", METADATA,
    Column("key", Text, primary_key=True),
    Column("server", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("changed", Float, nullable=False),
    Column("closed", Float),  # when its session ended; nothing as long as it goes on
    Column("deleted", Float),
    Column("scenario", Text, nullable=False),
    Column("seed", Integer),  # this and what follows: nothing of drafts of a version without it
    Column("opened", Text),  # the scenario that it began with
    Column("visitor", Text),  # whose browser it was typed in
)  # fmt: skip
"""What is typed and not saved, one row a session."""

Index("one_name", kept.c.owner, kept.c.kind, kept.c.name, unique=True, sqlite_where=kept.c.deleted.is_(None))
Index("whose", kept.c.owner, kept.c.made)

Step = Callable[[Connection], None]


def _first(connection: Connection) -> None:
    """From nothing to the tables above."""
    METADATA.create_all(connection)


def _second(connection: Connection) -> None:
    """Drafts have a seed."""
    _add_to_drafts(connection, "seed", "INTEGER")


def _third(connection: Connection) -> None:
    """Drafts know what was opened, and in whose browser."""
    _add_to_drafts(connection, "opened", "TEXT")
    _add_to_drafts(connection, "visitor", "TEXT")


def _add_to_drafts(connection: Connection, column: str, kind: str) -> None:
    columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(drafts)")]
    if column not in columns:  # the first step makes a new file as it is now
        connection.exec_driver_sql(f"ALTER TABLE drafts ADD COLUMN {column} {kind}")


STEPS: tuple[Step, ...] = (_first, _second, _third)
"""From each version to the next; a step that was released is never changed."""


def version_of(connection: Connection) -> int:
    """How many steps a file has taken."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def take_steps(connection: Connection, steps: Sequence[Step]) -> None:
    """Take those that a file has not taken yet."""
    for step in steps[version_of(connection) :]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {len(steps)}")
