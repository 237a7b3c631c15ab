"""From the text of an edge list to the cells of its lines: delimiters, comments, quotation marks."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice
from typing import Any

from simulator.errors import Mistake

SAMPLE = 20  # lines from which delimiter, header, width and matrix are told
DELIMITERS = ("\t", ";", ",")  # where equally many lines have two of them, the earlier one counts
NAMES: dict[str | None, str] = {
    "\t": "tab", ";": "semicolon", ",": "comma", "|": "bar", None: "blank",
}  # fmt: skip
"""What the catalogue calls the delimiters."""
STATED = re.compile(r'"?sep=(.*?)"?', re.IGNORECASE)  # first line with which Excel states the delimiter
ATTRIBUTES = re.compile(r"\{.*\}")  # which NetworkX writes behind a tie; their commas part no cells
STATED_ROOM = 20  # signs, more than such a line has

Rows = Iterator[tuple[int, list[str]]]


@dataclass
class Lines:
    """The lines of an edge list, each taken apart into cells."""

    text: str
    file: str
    blanks: bool  # whether blanks may part cells
    delimiter: str | None = field(init=False)  # None: blanks
    begin: int = field(init=False)  # number of the first line that can hold cells
    comments: list[int] = field(init=False)  # lines that `rows` took for comments so far

    def __post_init__(self) -> None:
        self.delimiter = self._stated()
        self.begin = 2 if self.delimiter else 1
        self.delimiter = self.delimiter or self._most_used()

    @property
    def delimiter_name(self) -> str:
        """What the catalogue calls the delimiter."""
        return NAMES[self.delimiter]

    def rows(self) -> Rows:
        """Yield the number and the cells of each line that is neither blank nor a comment.

        Raises
        ------
        Mistake : a quotation mark that is not closed in its line, or a cell that is too long.
        """
        self.comments = []
        if self.delimiter is None:
            for number, line in self._lines():
                yield number, line.split()
            return
        taken: list[int] = []  # lines of one tie; more than one where a quoted cell runs on

        def lines() -> Iterator[str]:
            for number, line in self._lines():
                taken.append(number)
                yield line

        given = csv.reader(lines(), delimiter=self.delimiter, skipinitialspace=True, strict=True)
        while True:
            taken.clear()
            try:
                cells = next(given, None)
            except csv.Error as error:
                about: dict[str, Any] = {"file": self.file, "line": taken[0]}
                if len(taken) == 1 and "limit" in str(error):
                    raise Mistake("graph.long_cell", most=csv.field_size_limit(), **about) from error
                raise Mistake("graph.open_quote", **about) from error
            if cells is None:
                return
            if len(taken) > 1:
                raise Mistake("graph.open_quote", file=self.file, line=taken[0])
            if any(map(str.strip, cells)):  # else it is a row that was emptied in a spreadsheet
                yield taken[0], cells

    def _lines(self) -> Iterator[tuple[int, str]]:
        """Yield the numbered lines that hold cells; those that begin with # are comments, and noted."""
        for number, line in enumerate(StringIO(self.text, newline=None), 1):
            bare = line.strip()
            if not bare or number < self.begin:
                continue
            if bare[0] == "#":
                self.comments.append(number)
            else:
                yield number, line

    def _stated(self) -> str | None:
        """The delimiter that the first line states as Excel does (sep=;), else None."""
        first = next(StringIO(self.text[:STATED_ROOM], newline=None), "")
        found = STATED.fullmatch(first.strip("\n "))
        if found and found[1] not in NAMES:
            raise Mistake("graph.unknown_delimiter", file=self.file, value=found[1])
        return found[1] if found else None

    def _most_used(self) -> str | None:
        """The delimiter that occurs in most of the first lines; none of them: blanks, if these may."""
        self.comments = []
        lines = [ATTRIBUTES.sub("", line) for _, line in islice(self._lines(), SAMPLE)]
        found = {mark: sum(mark in line for line in lines) for mark in DELIMITERS}
        best = max(DELIMITERS, key=lambda mark: found[mark])
        if found[best] == 0:
            return None if self.blanks else ","
        return best
