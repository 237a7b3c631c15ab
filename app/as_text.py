"""A scenario's table as text and back: JSON, in which dates stay dates."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

from simulator.typed import MOST_DIGITS

DATE = "$date"  # the one name in a table that stands for a date


def written(table: dict[str, Any]) -> str:
    """Write a table as it was typed, nonsense included."""
    return json.dumps(table, default=_odd, separators=(",", ":"))


def read(text: str) -> dict[str, Any]:
    """Read what `written` wrote.

    Raises
    ------
    ValueError : it is no table, nested without end, or has a number of thousands of digits.
    """
    try:
        table = json.loads(text, object_hook=_dated, parse_int=_whole)
    except RecursionError as error:
        raise ValueError("nested without end") from error
    if not isinstance(table, dict):
        raise ValueError("no table")
    return table


TABLES = ("market", "graph", "behaviour", "switches", "goal")
LISTS = ("segments", "rivals", "arms")


def is_laid_out(table: dict[str, Any]) -> bool:
    """Say whether a table has tables and lists of tables where a scenario has them, whatever is in those."""
    lists = [table[name] for name in LISTS if name in table]
    rows = [row for one in lists if isinstance(one, list) for row in one]
    lists += [row["strategies"] for row in rows if isinstance(row, dict) and "strategies" in row]
    return (
        all(isinstance(table.get(name, {}), dict) for name in TABLES)
        and all(isinstance(one, list) and all(isinstance(row, dict) for row in one) for one in lists)
        and _says_all(table)
    )


def _says_all(value: Any) -> bool:
    """Say whether nothing within is None, which no file can say."""
    if isinstance(value, dict | list):
        return all(map(_says_all, value.values() if isinstance(value, dict) else value))
    return value is not None


def _odd(value: Any) -> Any:
    """What JSON has no form for: a date, and whatever else a file may hold, as its text."""
    return {DATE: value.isoformat()} if type(value) is date else str(value)


def _dated(row: dict[str, Any]) -> Any:
    if row.keys() == {DATE} and isinstance(row[DATE], str):
        with suppress(ValueError):
            return date.fromisoformat(row[DATE])
    return row


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("a number of thousands of digits")
    return int(digits)
