"""Which column of an edge list is what, and whether its first line is a header."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from unicodedata import normalize

from simulator.errors import Mistake
from simulator.graph.cells import NO_VALUE, number_of
from simulator.graph.delimited import SAMPLE
from simulator.graph.shapes import extent, is_matrix

NAMELESS = "-"  # what a column is called whose header cell is empty
ENDS = (
    ("source", "target"),
    ("from", "to"),
    ("ego", "alter"),
    ("person", "friend"),
    ("user_a", "user_b"),
    ("person_a", "person_b"),
    ("u", "v"),
    ("node1", "node2"),
    ("id1", "id2"),
    ("fromnodeid", "tonodeid"),
    ("誰から", "誰へ"),
    ("発信者", "受信者"),
)
WORDS = {  # names under which a column, or an attribute of a tie, is read without being asked for
    "weight": ("weight", "weights", "重み"),
    "strong": ("strong", "strength", "強さ"),
    "online": ("online", "オンライン"),
}
DIRECTION = "type"  # what Gephi calls the column that says whether a tie is directed
END_ROLES = ("source", "target")


@dataclass
class Columns:
    """Where an edge list keeps what, and from which line on."""

    places: dict[str, int]  # source, target, weight, strong, online -> column
    header: bool
    first: list[str]  # cells of the first line
    width: int  # cells that a line may have
    guessed: bool  # the ends are the first two columns, as nothing says which they are
    direction: int | None  # a free column that may say whether ties are directed

    def name(self, place: int) -> str:
        """Name of a column: what the header calls it, or its number from 1."""
        return self.first[place] if self.header else str(place + 1)

    def notes(self, words: set[str]) -> dict[str, Any]:
        """What was read from where, and which columns were not read.

        Parameters
        ----------
        words : in the column of the direction; none where that was not to be heeded.
        """
        names = {role: self.name(place) for role, place in self.places.items()}
        found = {"ends": ", ".join(names.pop(role) for role in END_ROLES), **names}
        if not self.header:
            found["first_line"] = ", ".join(self.first[self.places[role]] for role in END_ROLES)
        used = set(self.places.values())
        if self.direction is not None and direction_in(words) is not None:
            used.add(self.direction)
            found["direction"] = self.name(self.direction)
        elif self.direction is not None and "directed" in words:
            found["mixed_directions"] = self.name(self.direction)
        ignored = [self.name(place) for place in range(self.width) if place not in used]
        return found | ({"ignored": ", ".join(ignored)} if ignored else {})


def direction_in(words: set[str]) -> bool | None:
    """Say whether ties are directed, by the words in a column; None where these do not say it of all."""
    if words == {"directed"}:
        return True
    return False if words == {"undirected"} else None


def same_word(name: str) -> str:
    """Bring names to one form in which those that differ in case or width are equal."""
    return normalize("NFKC", name).strip().casefold()


def unasked(role: str, names: Iterable[str]) -> str | None:
    """Find the name that is read as weight, strong or online without being asked for."""
    by_word = {same_word(name): name for name in reversed(list(names))}
    return next((by_word[word] for word in WORDS[role] if word in by_word), None)


def find_columns(
    sample: list[list[str]], names: Mapping[str, str | None], header: bool | None, file: str
) -> Columns:
    """Tell which column is what, and whether the first line is a header.

    Parameters
    ----------
    sample : cells of the first `SAMPLE` lines, or of all.
    names : the column asked for as source, target, weight, strong and online, or None.
    header : whether the first line is one; None: guess.

    Raises
    ------
    Mistake : too few columns, one that is not there, or a table of everybody against everybody.
    """
    first = [cell.strip() or NAMELESS for cell in sample[0]]
    if len(first) < 2:
        raise Mistake("graph.too_few_columns", file=file)
    asked = {role: name for role, name in names.items() if name is not None}
    if header is None:
        named = any(not name.isdecimal() for name in asked.values())
        header = named or _looks_like_header(first, sample)
    known = _known_ends(first) if header else None
    guessed = known is None and not any(role in asked for role in END_ROLES)
    if guessed and is_matrix(sample, SAMPLE):
        raise Mistake("graph.is_matrix", file=file)
    places = dict(zip(END_ROLES, known or (0, 1), strict=True))
    wanted = {role: _place(name, first, header, file) for role, name in asked.items()}
    places |= wanted
    if header:
        free = [k for k in range(len(first)) if k not in places.values()]
        for role in WORDS.keys() - asked.keys():
            name = unasked(role, [first[k] for k in free])
            if name is not None:
                places[role] = next(k for k in free if first[k] == name)
    numbered = [role for role, name in asked.items() if name.isdecimal()]
    words = [same_word(name) for name in first] if header else []
    for role, place in places.items():
        if role not in numbered and words.count(same_word(first[place])) > 1:
            raise Mistake("graph.doubled_column", file=file, column=first[place])
    if places["source"] == places["target"]:
        raise Mistake("graph.same_column", file=file, column=first[places["source"]])
    order = (*END_ROLES, *WORDS)
    places = {role: places[role] for role in order if role in places}
    width = max(_width(sample, header), max(places.values()) + 1)
    return Columns(places, header, first, width, guessed, _direction(first, places) if header else None)


def _width(sample: list[list[str]], header: bool) -> int:
    """Cells that a line may have: as many as the header, or without one as most of the first lines."""
    cells = [extent(line) for line in sample]
    lines = Counter(cells)
    return cells[0] if header else max(lines, key=lambda width: (lines[width], -width))


def _direction(first: list[str], places: Mapping[str, int]) -> int | None:
    free = (k for k, name in enumerate(first) if k not in places.values())
    return next((k for k in free if same_word(first[k]) == DIRECTION), None)


def _place(name: str, first: list[str], header: bool, file: str) -> int:
    """Find the column that was asked for, by its name or its number from 1."""
    if header:
        if name in first:
            return first.index(name)
        words = [same_word(cell) for cell in first]
        if same_word(name) in words:
            return words.index(same_word(name))
    if name.isdecimal() and 1 <= int(name) <= len(first):
        return int(name) - 1
    if not header and not name.isdecimal():
        raise Mistake("graph.name_without_header", file=file, column=name)
    near = get_close_matches(name, first, 1)
    key = "graph.unknown_column_near" if near else "graph.unknown_column"
    raise Mistake(key, file=file, column=name, near="".join(near), columns=", ".join(first))


def _looks_like_header(first: list[str], sample: list[list[str]]) -> bool:
    """Say whether the first line has the names of columns, or is the odd one out."""
    if _known_ends(first) or any(unasked(role, first[2:]) for role in WORDS):
        return True
    below = sample[1:]
    if not below or any(_numeric(cell) for cell in first[:2]):
        return False
    return any(
        cell.casefold() not in NO_VALUE
        and not _numeric(cell)
        and all(len(cells) > k and _numeric(cells[k]) for cells in below)
        for k, cell in enumerate(first)
    )


def _numeric(cell: str) -> bool:
    """Say whether a cell holds a number; people may be called Nan or Inf."""
    return any(sign.isdecimal() for sign in cell) and number_of(cell.strip()) is not None


def _known_ends(header: list[str]) -> tuple[int, int] | None:
    words = [same_word(cell) for cell in header]
    for a, b in ENDS:
        if a in words and b in words:
            return words.index(a), words.index(b)
    return None
