"""What the tests of the pages share: reading Markdown tables, blocks and files of a page."""

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def page(name: str) -> str:
    """Text of a page of the project."""
    return (ROOT / name).read_text("utf-8")


def rows(text: str, *header: str) -> list[list[str]]:
    """Cells of the one table with this header; an error if there is none or more than one."""
    found = [table for table in _tables(text) if tuple(table[0]) == header]
    if len(found) != 1:
        raise AssertionError(f"{len(found)} tables with the header {header}")
    return found[0][2:]


def column(text: str, place: int, *header: str) -> list[str]:
    """One column of the table with this header, without code marks."""
    return [row[place].strip("`") for row in rows(text, *header)]


def blocks(text: str, kind: str) -> list[str]:
    """Contents of the fenced blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def named_blocks(text: str) -> dict[str, str]:
    """Files that a page shows: a line ``<!-- file: NAME -->`` and the block after it."""
    found = re.findall(
        r"^<!-- file: (\S+) -->\n+```\w+\n(.*?)^```$", text, re.DOTALL | re.MULTILINE
    )
    return dict(found)


def _tables(text: str) -> Iterable[list[list[str]]]:
    for part in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        yield [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines()]
