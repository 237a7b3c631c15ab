"""From an uploaded table, CSV or XLSX, to its cells as text; whatever can do harm is refused before.

XLSX is read by openpyxl, read only: it goes through Python's own zipfile, which never unpacks more of a
member than the archive's directory says, so that the sum over the directory is a bound; and its XML
through defusedxml. Formulas are not computed: what the sheet last showed is read.
"""

import csv
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import Any, NamedTuple

from simulator.errors import Mistake
from simulator.graph.decoding import text_and_encoding
from simulator.graph.delimited import Lines

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 100 * 2**20  # bytes of an XLSX file, whose members are packed
MOST_MEMBERS = 1_000
MOST_ROWS, MOST_COLUMNS = 100_000, 200
MOST_CELLS = 1_000_000  # of a file, which is kept in memory
MOST_SIGNS = 32_767  # of a cell, as in Excel
MOST_SHEETS = 20
TEXTS = (".csv", ".tsv", ".txt")
SUFFIXES = (*TEXTS, ".xlsx")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and XLSX behind a password
UNSAFE = ("<!DOCTYPE", "<!ENTITY")

Rows = list[tuple[int, list[str]]]


class Number(str):
    """A cell that a workbook holds as a number, in no doubt about its decimals."""

    __slots__ = ()


class Room:
    """How much more is kept of a file, in cells and in characters, whatever its sheets repeat."""

    def __init__(self) -> None:
        self.cells, self.signs = MOST_CELLS, MOST_BYTES

    def take(self, row: Sequence[str], file: str) -> None:
        """Let a line in.

        Raises
        ------
        Mistake : there is no more room.
        """
        self.cells -= len(row)
        self.signs -= sum(map(len, row))
        if self.cells < 0 or self.signs < 0 or len(row) > MOST_COLUMNS:
            raise Mistake(
                "data.too_many_cells", file=file, high=MOST_ROWS, wide=MOST_COLUMNS, cells=MOST_CELLS
            )


class Sheet(NamedTuple):
    """A table as it was written: numbered lines of cells, all of them text."""

    file: str
    name: str  # of the sheet; nothing of a CSV file
    rows: Rows
    encoding: str  # as Python calls it; nothing of XLSX


def read_sheets(content: bytes, file: str) -> list[Sheet]:
    """Read all sheets of a table; a CSV file has one.

    Parameters
    ----------
    content : of the file.
    file : its name: never a path to anything.

    Raises
    ------
    Mistake : it is too large (`MOST_BYTES`, `MOST_UNPACKED`, `MOST_ROWS`, `MOST_COLUMNS`), empty,
        damaged, unsafe, or of another kind.
    """
    check_size(content, file)
    suffix = PurePath(file).suffix.lower()
    if content.startswith(OLD_EXCEL):
        raise Mistake("data.old_excel", file=file)
    if suffix not in SUFFIXES:
        raise Mistake("data.unknown_kind", file=file, allowed=", ".join(SUFFIXES))
    is_zip = content.startswith(b"PK\x03\x04")
    sheets = _xlsx(content, file) if is_zip or suffix == ".xlsx" else [read_text(content, file)]
    sheets = [one for one in sheets if one.rows]
    if not sheets:
        raise Mistake("data.empty", file=file)
    return sheets


def check_size(content: bytes, file: str, most: int = MOST_BYTES) -> None:
    """Raise a `Mistake` if a file is empty, or larger than is read."""
    if not content.strip():
        raise Mistake("data.empty", file=file)
    if len(content) > most:
        size = -(-len(content) // 2**20)
        raise Mistake("data.too_large", file=file, size=size, most=most // 2**20)


def read_text(content: bytes, file: str, most: int = MOST_ROWS + 1) -> Sheet:
    """Read a table that was saved as text: UTF-8, UTF-16 or CP932; commas, semicolons or tabs.

    Parameters
    ----------
    most : lines after which reading ends.

    Raises
    ------
    Mistake : it is no text, has a quotation mark that is never closed, or too many cells.
    """
    found = text_and_encoding(content)
    if found is None:
        raise Mistake("data.not_text", file=file)
    text, encoding = found
    lines = Lines(text, file, blanks=False)
    given = csv.reader(StringIO(text, newline=""), delimiter=lines.delimiter or ",", strict=True)
    rows: Rows = []
    room = Room()
    try:
        for cells in given:
            if len(rows) >= most:
                break
            if given.line_num >= lines.begin:
                _take(rows, given.line_num, cells, file, room)
    except csv.Error as error:
        raise Mistake("data.damaged", file=file, reason=str(error)) from error
    return Sheet(file, "", rows, encoding)


def _take(rows: Rows, number: int, cells: Iterable[Any], file: str, room: Room) -> None:
    """Note a line, if anything stands in it."""
    row = [_written(cell) for cell in cells]
    if not any(row):
        return
    room.take(row, file)
    if len(rows) >= MOST_ROWS:
        raise Mistake("data.too_many_cells", file=file, high=MOST_ROWS, wide=MOST_COLUMNS, cells=MOST_CELLS)
    rows.append((number, row))


def _written(cell: Any) -> str:
    """What stands in a cell, as text; dates by ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        is_whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53
        return Number(int(cell) if is_whole else cell)
    return " ".join(str(cell)[:MOST_SIGNS].split())


def _xlsx(content: bytes, file: str) -> list[Sheet]:
    _check_archive(content, file)
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets, room = [], Room()
        for sheet in book.worksheets[:MOST_SHEETS]:
            sheet.reset_dimensions()  # what a file says of its own size is not believed
            rows: Rows = []
            cells = sheet.iter_rows(max_row=2 * MOST_ROWS, max_col=MOST_COLUMNS + 1, values_only=True)
            for number, row in enumerate(cells, 1):
                last = max((k for k, cell in enumerate(row) if cell is not None), default=-1)
                _take(rows, number, row[: last + 1], file, room)
            sheets.append(Sheet(file, str(sheet.title), rows, ""))
    except Mistake:
        raise
    except Exception as error:  # a damaged file breaks a parser in any way
        raise Mistake("data.damaged", file=file, reason=type(error).__name__) from error
    return sheets


UNPACKED_IN_BOUNDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Other ways to pack are unpacked whole before anybody looks at how much that is."""


def _check_archive(content: bytes, file: str) -> None:
    """Refuse an archive that unpacks to too much, or whose XML declares entities."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if size > MOST_UNPACKED or len(members) > MOST_MEMBERS:
                unpacked = -(-size // 2**20)
                raise Mistake("data.bomb", file=file, size=unpacked, most=MOST_UNPACKED // 2**20)
            if any(member.compress_type not in UNPACKED_IN_BOUNDS for member in members):
                raise zipfile.BadZipFile("packed as no office program does")
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive.read(member), file)
    # Python's zipfile says RuntimeError of a password, NotImplementedError of what it cannot unpack
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError,
            zlib.error) as error:  # fmt: skip
        raise Mistake("data.damaged", file=file, reason=type(error).__name__) from error


def _check_xml(content: bytes, file: str) -> None:
    for word in UNSAFE:
        if any(word.encode(encoding) in content for encoding in ("ascii", "utf-16-le", "utf-16-be")):
            raise Mistake("data.unsafe_xml", file=file)
