"""Files that hold columns and still are no edge list: tables of everybody against everybody, and others."""

import numpy as np

from simulator.graph.cells import NO_VALUE, number_of

LEAST = 3  # people; with fewer, a short list of ties could look like a table


def is_matrix(lines: list[list[str]], most: int) -> bool:
    """Say whether the first lines look like a table with a row and a column for each person.

    With names: those of the first line are those with which the other lines begin, in any order, and
    whatever stands beyond is a number or nothing. Without names: numbers that are the same on both
    sides of a diagonal of zeros.

    Parameters
    ----------
    lines : cells of the first lines.
    most : how many lines that can be.
    """
    rows = [[cell.strip() for cell in line] for line in lines]
    first, below = rows[0], rows[1:]
    if all(len(row) == len(first) + 1 for row in below):  # no cell in the corner
        named = _has_names(first, below, most - 1)
    else:  # a number there begins a tie of numbered people
        named = number_of(first[0]) is None and _has_names(first[1:], below, most - 1)
    return named or _is_symmetric(rows, most)


def _has_names(names: list[str], below: list[list[str]], most: int) -> bool:
    begin = [row[0] for row in below if row]
    return (
        LEAST <= min(len(names), most) == len(begin) == len(set(begin))
        and set(begin) <= set(names)
        and all(_is_entry(cell) for row in below for cell in row[1:])
    )


def _is_entry(cell: str) -> bool:
    return cell.casefold() in NO_VALUE or number_of(cell) is not None


def _is_symmetric(rows: list[list[str]], most: int) -> bool:
    side = min(len(rows[0]), most)
    if side < LEAST or len(rows) != side or any(len(row) != len(rows[0]) for row in rows):
        return False
    found = [[number_of(cell) for cell in row[:side]] for row in rows]
    return all(
        found[i][j] is not None and found[i][j] == found[j][i] and not (i == j and found[i][j])
        for i in range(side)
        for j in range(side)
    )


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
