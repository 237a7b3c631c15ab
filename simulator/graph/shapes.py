"""Files that hold columns and still are no edge list: tables of everybody against everybody, and others."""

import numpy as np

from simulator.graph.cells import NO_VALUE, number_of

LEAST = 3  # people; with fewer, a short list of ties could look like a table


def is_matrix(lines: list[list[str]], most: int) -> bool:
    """Say whether the first lines look like a table with a row and a column for each person.

    With names: the first line holds those with which the other lines begin, in any order, and perhaps
    others (Total); whatever stands beyond is a number or nothing. Without names: as many lines as
    columns, all of it numbers or nothing. Three people could be three weighted ties: of them the numbers
    must be the same on both sides of a diagonal of zeros.

    Parameters
    ----------
    lines : cells of the first lines.
    most : how many lines that can be.
    """
    rows = [[cell.strip() for cell in line] for line in lines]
    return _has_names(rows[0], rows[1:]) or _has_none(rows, most)


def _has_names(first: list[str], below: list[list[str]]) -> bool:
    begin = {row[0] for row in below}
    if number_of(first[0]) is not None and not all(len(row) > len(first) for row in below):
        return False  # no names with nothing in the corner, but a tie of numbered people
    return (
        len(begin) >= LEAST
        and begin <= set(first)
        and all(_is_entry(cell) for row in below for cell in row[1:])
    )


def _has_none(rows: list[list[str]], most: int) -> bool:
    width = max(map(extent, rows))  # a delimiter may stand at the end of each line
    side = min(width, most)
    if len(rows) != side or not all(len(row) >= width and all(map(_is_entry, row)) for row in rows):
        return False
    return side > LEAST or (side == LEAST and _is_symmetric(rows))


def _is_symmetric(rows: list[list[str]]) -> bool:
    found = [[number_of(cell) for cell in row[:LEAST]] for row in rows]
    return all(
        found[i][j] is not None and found[i][j] == found[j][i] and not (i == j and found[i][j])
        for i in range(LEAST)
        for j in range(LEAST)
    )


def extent(cells: list[str]) -> int:
    """Number of cells up to the last that is not blank."""
    return next((k for k in range(len(cells), 0, -1) if cells[k - 1].strip()), 0)


def _is_entry(cell: str) -> bool:
    """Say whether a number stands there, perhaps with commas between thousands, or nothing."""
    return cell.casefold() in NO_VALUE or number_of(cell.replace(",", "")) is not None


def are_apart(ends: list[int], people: int) -> bool:
    """Say whether nobody is source of one tie and target of another.

    Parameters
    ----------
    ends : numbers of people, source, target, source, target, ...
    people : how many there are.
    """
    if len(ends) <= 2:  # the two people of a single tie are not told from a person and a thing
        return False
    talks = np.zeros(people, bool)
    talks[ends[0::2]] = True
    return not talks[ends[1::2]].any()
