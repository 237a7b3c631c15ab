"""Reading an edge list: a tie a line, in columns."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice
from typing import Any

import numpy as np

from simulator.errors import Mistake
from simulator.graph.cells import flag_of, narrow, weight_of
from simulator.graph.columns import END_ROLES, SAMPLE, Columns, find_columns, same_word
from simulator.graph.edges import few, graph_from_codes, rank_people
from simulator.graph.shapes import are_apart
from simulator.graph.social_graph import SocialGraph

DELIMITERS = ("\t", ";", ",")  # where equally many lines have two of them, the earlier one counts
STATED = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)  # first line with which Excel states the delimiter
STATED_ROOM = 20  # signs, more than such a line has

Rows = Iterator[tuple[int, list[str]]]


@dataclass
class Read:
    """What the lines of an edge list say, line by line."""

    index: dict[str, int] = field(default_factory=dict)  # id -> number in order of appearance
    ends: list[int] = field(default_factory=list)  # source, target, source, target, ...
    lines: int = 0  # how many lines there are, header aside
    values: dict[str, list[Any]] = field(default_factory=dict)  # weight, strong, online
    holes: list[int] = field(default_factory=list)  # lines with missing cells
    bad: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # lines, what they say
    types: set[str] = field(default_factory=set)  # what the column of the direction says
    longer: list[int] = field(default_factory=list)  # lines that say more than there are columns


def read_edge_list(
    text: str,
    file: str,
    names: dict[str, str | None],
    *,
    header: bool | None,
    blanks: bool,
    directed: bool | None,
    online_ties: float,
    seed: int,
    notes: dict[str, str],
) -> SocialGraph:
    """Build a graph from the text of an edge list.

    Parameters
    ----------
    text : of the file, decoded.
    file : its name, for mistakes.
    names : the column asked for as source, target, weight, strong and online, or None.
    header : whether the first line is one; None: guess.
    blanks : True if blanks may part columns.
    directed : as for `graph_from_edges`; None: as the column called type says, where it says the same
        of all ties, else False.
    online_ties, seed : as for `graph_from_edges`.
    notes : what is known of the text already, for the notes of the graph.
    """
    delimiter = _delimiter(text, blanks)
    sample = list(islice(_rows(text, delimiter, file), SAMPLE))
    if not sample:
        raise Mistake("graph.empty_file", file=file)
    columns = find_columns([cells for _, cells in sample], names, header, file)
    rows = _rows(text, delimiter, file)
    if columns.header:
        next(rows)
    if directed is not None:
        columns.direction = None  # whoever says the direction is not contradicted by the file
    read = _read(rows, columns, wide=not text.isascii())
    _complain(read, columns, file)
    types = {same_word(cell) for cell in read.types}
    if directed is None and types == {"directed"}:
        directed = True
    ends, people = rank_people(np.array(read.ends, np.int64), list(read.index))
    return graph_from_codes(
        ends[0::2],
        ends[1::2],
        people,
        _array(read, "weight", np.float64),
        directed=bool(directed),
        strong=_array(read, "strong", np.bool_),
        online=_array(read, "online", np.bool_),
        online_ties=online_ties,
        seed=seed,
        notes={"file": file, **_notes(read, columns, types), **notes},
    )


def _notes(read: Read, columns: Columns, types: set[str]) -> dict[str, str]:
    """What was read from where, what was left out, and what hardly can be meant.

    Parameters
    ----------
    types : the words in the column of the direction; none where that was not to be read.
    """
    notes = columns.notes(direction_read=types in ({"directed"}, {"undirected"}))
    if "directed" in types and "direction" not in notes and columns.direction is not None:
        notes["mixed_directions"] = columns.name(columns.direction)
    if columns.guessed and are_apart(read.ends, len(read.index)):
        notes["apart"] = ", ".join(columns.name(columns.places[role]) for role in END_ROLES)
    if read.longer:
        notes["longer"] = few(read.longer)
    return notes


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that are neither blank nor comments nor state the delimiter."""
    for number, line in enumerate(StringIO(text, newline=None), 1):
        bare = line.lstrip()
        if bare and bare[0] != "#" and not (number == 1 and _stated(line)):
            yield number, line


def _rows(text: str, delimiter: str | None, file: str) -> Rows:
    """Yield the number and the cells of each line; `delimiter` None means blanks."""
    if delimiter is None:
        for number, line in _lines(text):
            yield number, line.split()
        return
    taken: list[int] = []  # lines of one tie; more than one where a quoted cell runs on

    def lines() -> Iterator[str]:
        for number, line in _lines(text):
            taken.append(number)
            yield line

    given = csv.reader(lines(), delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        taken.clear()
        try:
            cells = next(given, None)
        except csv.Error as error:
            raise Mistake("graph.open_quote", file=file, line=taken[0]) from error
        if cells is None:
            return
        if len(taken) > 1:
            raise Mistake("graph.open_quote", file=file, line=taken[0])
        yield taken[0], cells


def _stated(line: str) -> str | None:
    """The delimiter that a line states as Excel does (sep=;), else None."""
    found = STATED.fullmatch(line.strip("\r\n "))
    return found[1] if found else None


def _delimiter(text: str, blanks: bool) -> str | None:
    """Tell what parts the columns: what the first line states, or what occurs in most of the first lines."""
    stated = _stated(next(StringIO(text[:STATED_ROOM], newline=None), ""))
    if stated:
        return stated
    lines = [line for _, line in islice(_lines(text), SAMPLE)]
    found = {mark: sum(mark in line for line in lines) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: found[mark])
    if found[best] == 0:
        return None if blanks else ","
    return best


def _read(rows: Rows, columns: Columns, wide: bool) -> Read:
    """Read the cells of all lines; what is missing or wrong is noted, not raised."""
    parsers: dict[str, Callable[[str], Any]] = {
        "weight": weight_of, "strong": flag_of, "online": flag_of,
    }  # fmt: skip
    places, width = columns.places, len(columns.first)
    extra = [(role, parsers[role], place) for role, place in places.items() if role in parsers]
    read = Read(values={role: [] for role, _, _ in extra}, bad={role: [] for role, _, _ in extra})
    a, b = places["source"], places["target"]
    least = max(places.values()) + 1
    index, ends, types = read.index, read.ends, columns.direction
    for line, cells in rows:
        read.lines += 1
        if len(cells) > width and any(map(str.strip, cells[width:])):
            read.longer.append(line)
        if len(cells) < least:
            read.holes.append(line)
            continue
        source, target = cells[a].strip(), cells[b].strip()
        if not source or not target or any(not cells[at].strip() for _, _, at in extra):
            read.holes.append(line)
            continue
        if wide:
            source, target = narrow(source), narrow(target)
        if types is not None:
            read.types.add(cells[types] if len(cells) > types else "")
        ends.append(index.setdefault(source, len(index)))
        ends.append(index.setdefault(target, len(index)))
        for role, parse, at in extra:
            value = parse(cells[at].strip())
            if value is None:
                read.bad[role].append((line, cells[at]))
            read.values[role].append(value)
    return read


def _complain(read: Read, columns: Columns, file: str) -> None:
    if columns.header and read.longer and len(read.longer) == read.lines:
        # no slip of single lines: cells are parted where they should not be, or shifted
        raise Mistake("graph.all_longer", file=file, columns=", ".join(columns.first))
    if read.holes:
        raise Mistake("graph.holes", file=file, count=len(read.holes), lines=few(read.holes))
    for role, bad in read.bad.items():
        if bad:
            key = "graph.bad_weight_lines" if role == "weight" else "graph.bad_flag_lines"
            lines = few([line for line, _ in bad])
            column = columns.name(columns.places[role])
            raise Mistake(
                key, file=file, column=column, count=len(bad), lines=lines, value=bad[0][1]
            )
    if not read.ends:
        raise Mistake("graph.only_header", file=file)


def _array(read: Read, role: str, dtype: Any) -> Any:
    return np.array(read.values[role], dtype) if role in read.values else None
