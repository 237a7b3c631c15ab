"""Reading an edge list: a tie a line, in columns."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from simulator.errors import Mistake, Mistakes
from simulator.graph.cells import chance_of, flag_of, narrow, weight_of
from simulator.graph.columns import Columns, direction_in, find_columns, same_word
from simulator.graph.delimited import SAMPLE, Lines, Rows
from simulator.graph.edges import few, graph_from_codes, rank_people
from simulator.graph.shapes import are_apart
from simulator.graph.social_graph import SocialGraph


@dataclass
class Read:
    """What the lines of an edge list say, line by line."""

    index: dict[str, int] = field(default_factory=dict)  # id -> number in order of appearance
    ends: list[int] = field(default_factory=list)  # source, target, source, target, ...
    values: dict[str, list[Any]] = field(default_factory=dict)  # weight, strong, online
    holes: list[int] = field(default_factory=list)  # lines with missing cells
    bad: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # lines, what they say
    types: set[str] = field(default_factory=set)  # words in the column of the direction
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
    chances: bool,
    guess: dict[str, str],
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
    online_ties, seed, chances : as for `graph_from_edges`.
    guess : what was guessed of the text already, for the notes of the graph.
    """
    lines = Lines(text, file, blanks)
    sample = [cells for _, cells in islice(lines.rows(), SAMPLE)]
    if not sample:
        raise Mistake("graph.empty_file", file=file)
    columns = find_columns(sample, names, header, file)
    rows = lines.rows()
    if columns.header:
        next(rows)
    read = _read(rows, columns, wide=not text.isascii(), chances=chances)
    _complain(read, columns, lines, chances)
    words = read.types if directed is None else set()  # whoever says the direction is not contradicted
    notes: dict[str, Any] = {"file": file, **columns.notes(words), **guess}
    if columns.guessed and are_apart(read.ends, len(read.index)):
        notes["apart"] = notes["ends"]
    if lines.comments:
        notes |= {"comments": len(lines.comments), "comment_lines": few(lines.comments)}
    ends, people = rank_people(np.array(read.ends, np.int64), list(read.index))
    return graph_from_codes(
        ends[0::2],
        ends[1::2],
        people,
        _array(read, "weight", np.float64),
        directed=bool(direction_in(words)) if directed is None else directed,
        strong=_array(read, "strong", np.bool_),
        online=_array(read, "online", np.bool_),
        online_ties=online_ties,
        seed=seed,
        chances=chances,
        notes=notes,
    )


def _read(rows: Rows, columns: Columns, *, wide: bool, chances: bool) -> Read:
    """Read the cells of all lines; what is missing or wrong is noted, not raised."""
    parsers: dict[str, Callable[[str], Any]] = {
        "weight": chance_of if chances else weight_of, "strong": flag_of, "online": flag_of,
    }  # fmt: skip
    places, width = columns.places, columns.width
    extra = [(role, parsers[role], place) for role, place in places.items() if role in parsers]
    read = Read(values={role: [] for role, _, _ in extra}, bad={role: [] for role, _, _ in extra})
    a, b = places["source"], places["target"]
    least = max(places.values()) + 1
    index, ends, types = read.index, read.ends, columns.direction
    for line, cells in rows:
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
            read.types.add(same_word(cells[types]) if len(cells) > types else "")
        ends.append(index.setdefault(source, len(index)))
        ends.append(index.setdefault(target, len(index)))
        for role, parse, at in extra:
            value = parse(cells[at].strip())
            if value is None:
                read.bad[role].append((line, cells[at]))
            read.values[role].append(value)
    return read


def _complain(read: Read, columns: Columns, lines: Lines, chances: bool) -> None:
    file = lines.file
    if read.longer:  # first of all: their cells are parted where they should not be, or shifted
        raise Mistake(
            "graph.longer", file=file, width=columns.width, count=len(read.longer),
            lines=few(read.longer), delimiter=lines.delimiter_name,
        )  # fmt: skip
    found = []
    if read.holes:
        found.append(Mistake("graph.holes", file=file, count=len(read.holes), lines=few(read.holes)))
    for role, bad in read.bad.items():
        if bad:
            weights = "graph.bad_chance_lines" if chances else "graph.bad_weight_lines"
            key = weights if role == "weight" else "graph.bad_flag_lines"
            about = {"column": columns.name(columns.places[role]), "value": bad[0][1]}
            lines_named = few([line for line, _ in bad])
            found.append(Mistake(key, file=file, count=len(bad), lines=lines_named, **about))
    if found:
        raise found[0] if len(found) == 1 else Mistakes(found)
    if not read.ends:
        raise Mistake("graph.only_header", file=file)


def _array(read: Read, role: str, dtype: Any) -> Any:
    return np.array(read.values[role], dtype) if role in read.values else None
