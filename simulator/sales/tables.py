"""From the lines of a sheet to named columns: which lines are the header, also where its cells are merged."""

from itertools import islice
from typing import NamedTuple

from simulator.errors import Mistake
from simulator.sales.cells import YEAR_ALONE, has_no_value, is_day, number_of
from simulator.sales.sheets import Rows, Sheet

HEADER_ROOM = 30  # lines among which the header ends


class Table(NamedTuple):
    """Columns with their names, and the lines below."""

    file: str
    columns: list[str]  # unique, never empty
    rows: Rows  # every line as long as there are columns


def table_of(sheet: Sheet) -> Table:
    """Tell header and lines apart.

    The header ends where the first line holds a date or a number beside other cells. Of several lines above,
    those with a single cell are titles; the others make one name a column, an empty cell taking the name
    of the one to its left, as merged cells are meant.

    Raises
    ------
    Mistake : no line holds a number; a line has more cells than the header.
    """
    begin = next((k for k, (_, row) in enumerate(islice(sheet.rows, HEADER_ROOM)) if _holds_data(row)), None)
    if begin is None:
        raise Mistake("data.no_numbers", file=sheet.file)
    if begin + 1 < len(sheet.rows) and _names_years(sheet.rows[begin][1], sheet.rows[begin + 1][1]):
        begin += 1
    above = [row for _, row in sheet.rows[:begin]]
    header = [row for row in above if sum(map(bool, row)) > 1] or above[-1:]
    body = sheet.rows[begin:]
    width = max(map(len, header)) if header else max(len(row) for _, row in body)
    for line, row in body:
        if any(row[width:]):
            raise Mistake("data.longer", file=sheet.file, line=line, cells=len(row), width=width)
    rows = [(line, row[:width] + [""] * (width - len(row))) for line, row in body]
    return Table(sheet.file, _names(header, width), rows)


def _holds_data(row: list[str]) -> bool:
    """True of a line with a number or a date beside something else, or alone in the first column."""
    return any(number_of(cell) is not None or is_day(cell) for cell in row) and (
        sum(not has_no_value(cell) for cell in row) > 1 or len(row) == 1
    )


def _names_years(row: list[str], below: list[str]) -> bool:
    """True of a line that names its columns by years, above one with a number for each: month, 2024, 2025."""
    filled = [k for k, cell in enumerate(row) if k and not has_no_value(cell)]
    if not filled or number_of(row[0]) is not None or is_day(row[0]):
        return False
    years = all(YEAR_ALONE.fullmatch(row[k].strip()) for k in filled)
    values = [below[k] if k < len(below) else "" for k in filled]
    return years and not all(YEAR_ALONE.fullmatch(one.strip()) for one in values)


def _names(header: list[list[str]], width: int) -> list[str]:
    """One name a column, made of all lines of the header."""
    parts: list[list[str]] = [[] for _ in range(width)]
    for k, row in enumerate(header):
        left = ""
        for column in range(width):
            cell = row[column] if column < len(row) else ""
            left = cell or left
            named = cell if k == len(header) - 1 else left
            if named and named not in parts[column]:
                parts[column].append(named)
    names: list[str] = []
    for number, part in enumerate(parts, 1):
        name = " ".join(part) or str(number)
        names.append(name if name not in names else f"{name} ({number})")
    return names
