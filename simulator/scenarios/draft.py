"""A scenario as it was typed: one table, and for every place in it who typed it there."""

import math
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import numpy as np

from simulator.errors import MOST_SHOWN, Mistake, shortened

Place = tuple[str | int, ...]

LONGEST_STEP = 40  # characters of a name that a path repeats
STEP = re.compile(r"""'([^']*)'(?=\.|$)|"([^"]*)"(?=\.|$)|([^.]*)""")
"""A step of a path: in quotes, or as far as the next dot."""

DEEPEST = 20  # tables within tables; no scenario needs more than five
OF_ANY_GRAPH = ("rescale", "online_ties")
OF_ANY_FILE = ("directed", "source", "target", "weight", "strong", "online", "header")
HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # halves of characters, which no file holds


BY_OPTION = {"not_a_table": "not_a_table_set", "not_a_list": "not_a_list_set"}
"""What is said otherwise where it was no file that said it."""
OF_THE_REST = ("missing",)
"""What may be otherwise in what could not be read."""
OF_NO_MEMBER = {"not_a_list_set": "not_a_list_whole"}
"""What is said otherwise where a list had no member that could be named."""


class Origin(NamedTuple):
    """Who typed a value: the file or option that a sentence names, and where its paths begin."""

    name: str
    folder: Path = Path()
    is_option: bool = False  # of the command line, or an argument of load_scenario


class Draft:
    """What was typed so far, from the file at the bottom of `extends` up to the options.

    Parameters
    ----------
    origin : of what nobody typed.
    """

    def __init__(self, origin: Origin) -> None:
        self.table: dict[str, Any] = {}
        self.found: list[Mistake] = []
        self.is_whole = True  # False where what a file extends could not be read
        self._top = origin
        self._origins: dict[Place, Origin] = {}
        self._put: list[tuple[Place, Origin]] = []
        self._lists_replaced: set[Place] = set()  # of those that had members

    def lay(self, table: Mapping[str, Any], origin: Origin) -> None:
        """Lay a table over what is there; lists, and a graph that names its kind, replace."""
        self.table = _merged(self.table, table)
        self._top = origin
        self._record((), table, origin)

    def put(self, path: str, value: Any, origin: Origin) -> None:
        """Put a value at a dotted path; members of lists go by name or by number from 0.

        Raises
        ------
        Mistake : there is no such place, or an option has put something there before.
        """
        here: Any = self.table
        place: list[str | int] = []
        steps = steps_of(path)
        if len(steps) > DEEPEST:
            step = shortened(steps[DEEPEST - 1])
            raise Mistake("set_path", option=origin.name, path=shortened(path), step=step)
        while (taken := _taken(here, steps)) < len(steps):
            step, steps = ".".join(steps[:taken]), steps[taken:]
            at = self._member(here, step, path, place, origin.name)
            if isinstance(here, dict):
                here.setdefault(at, {})
            here = here[at]
            place.append(at)
            if not isinstance(here, dict | list):
                raise Mistake("set_path", option=origin.name, path=path, step=step)
        at = self._member(here, ".".join(steps), path, place, origin.name)
        whole = (*place, at)
        within = self._origins.get(whole)  # of a value that holds this place
        given = [(whole, within)] if within is not None and within.is_option else []
        for before, other in (*given, *self._put):
            if before[: len(whole)] == whole:
                told = {"option": origin.name, "place": self.named(before), "other": other.name}
                raise Mistake("set_again" if before == whole else "set_twice", path=path, **told)
        held = here.get(at) if isinstance(here, dict) else None
        if held and isinstance(held, list):
            self._lists_replaced.add(whole)
        here[at] = value
        self._origins = {one: by for one, by in self._origins.items() if one[: len(whole)] != whole}
        self._origins[whole] = origin
        self._record(whole, value, origin)
        self._put.append((whole, origin))

    def replace_network(self, file: str, origin: Origin) -> None:
        """Put a network file in the place of the graph; what is said of any graph stays."""
        held = self.table.get("graph")
        named = held if isinstance(held, Mapping) else {}
        stays = OF_ANY_GRAPH + (OF_ANY_FILE if "file" in named else ())
        self.table["graph"] = {name: named[name] for name in stays if name in named}
        self.put("graph.file", file, origin)

    def origin(self, place: Place) -> Origin:
        """Say who typed what stands at a place, or the nearest table around it."""
        for k in range(len(place), 0, -1):
            if place[:k] in self._origins:
                return self._origins[place[:k]]
        return self._top

    def culprit(self, place: Place, *parts: Place) -> Origin:
        """Say who is to blame for a mistake at a place: an option with a part in it, else the file.

        Parameters
        ----------
        parts : all places that have a part in it; without any, the place itself.
        """
        for part in parts or (place,):
            below = [origin for at, origin in self._put if at[: len(part)] == part]
            for origin in (self.origin(part), *below):
                if origin.is_option:
                    return origin
        return self.origin(place)

    def note(self, key: str, place: Place, *parts: Place, **values: Any) -> None:
        """Note a mistake at a place; `parts` are all places that have a part in it, where more have.

        Forms show it at its `places`: those of the parts that lie within the place, or the place itself.
        """
        if key in OF_THE_REST and not self.is_whole:
            return
        origin = self.culprit(place, *parts)
        if origin.is_option:
            key = BY_OPTION.get(key, key)
            key = key if place in self._lists_replaced else OF_NO_MEMBER.get(key, key)
        within = tuple(part for part in parts if part[: len(place)] == place) or (place,)
        self.found.append(Mistake(key, file=origin.name, place=self.named(place), places=within, **values))

    def named(self, place: Place) -> str:
        """Write a place as a path that `put` takes."""
        return named_in(self.table, place)

    def _member(
        self, here: Any, step: str, path: str, place: list[str | int], option: str
    ) -> str | int:
        """Name or number under which a step of a path is found in a table or list."""
        if isinstance(here, dict):
            if not step and step not in here:
                raise Mistake("set_path", option=option, path=path, step=step)
            return step
        for name in ("name", "kind"):
            for k, row in enumerate(here):
                if isinstance(row, dict) and row.get(name) == step:
                    return k
        numbers = {str(k): k for k in range(len(here))}
        if step in numbers:
            return numbers[step]
        held = [str(row.get("name", row.get("kind", ""))) for row in here if isinstance(row, dict)]
        known = [name for name in held if name.isprintable()]
        if not here:
            named = self.named(tuple(place))
            raise Mistake("set_no_member", option=option, path=path, place=named)
        raise Mistake(
            "set_member", option=option, path=path, step=step, place=self.named(tuple(place)),
            known=", ".join(known), guess=next(iter(get_close_matches(step[:MOST_SHOWN], known, 1)), ""),
        )  # fmt: skip

    def _record(self, place: Place, value: Any, origin: Origin) -> None:
        if isinstance(value, Mapping):
            for name, inner in value.items():
                self._origins[*place, name] = origin
                self._record((*place, name), inner, origin)


def plain(value: Any, too_deep: Callable[[], Mistake], deepest: int = DEEPEST) -> Any:
    """Copy what was typed, so that equal things look equal: -0.0 is 0.0, a tuple a list.

    NumPy's numbers become Python's, and paths their text.

    Raises
    ------
    Mistake : `too_deep()`, if tables lie within tables more than `deepest` times.
    """
    if isinstance(value, np.generic):  # a number of NumPy, as when somebody goes through a range
        value = value.item()
    if isinstance(value, PurePath):
        value = str(value)
    if isinstance(value, Mapping | list | tuple) and deepest == 0:
        raise too_deep()
    if isinstance(value, Mapping):
        return {
            str(name).translate(HALVES): plain(one, too_deep, deepest - 1)
            for name, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [plain(one, too_deep, deepest - 1) for one in value]
    if isinstance(value, str):
        return value.translate(HALVES)
    if isinstance(value, float) and value == 0:
        return math.fabs(value)
    return value


def named_in(table: Any, place: Place) -> str:
    """Write a place of a table as a path; members of lists by name or kind, where that is one's own."""
    here: Any = table
    steps: list[str | int] = []
    for step in place:
        name = _own_name(here, step) if isinstance(here, list) else None
        steps.append(step if name is None else name)
        try:
            here = here[step]
        except (IndexError, KeyError, TypeError):
            here = None
    return dotted(tuple(steps))


def dotted(place: Place) -> str:
    """Write a place as a path: market.price, arms.0.name; odd words in quotes."""
    return ".".join(_step(step) for step in place)


def steps_of(path: str) -> list[str]:
    """Take a path apart: market, price; a step in quotes may hold dots."""
    steps, at = [], 0
    while at <= len(path):
        found = STEP.match(path, at)
        quoted, twice, bare = found.groups() if found else (None, None, "")
        steps.append(next(one for one in (quoted, twice, bare) if one is not None))
        at = (found.end() if found else at) + 1
    return steps


def _step(step: str | int) -> str:
    text = str(step)
    if text.replace("_", "").replace("-", "").isalnum():
        return text
    if not _quotable(text):
        return repr(text[:LONGEST_STEP])
    mark = '"' if "'" in text else "'"
    return f"{mark}{text}{mark}"


def _quotable(text: str) -> bool:
    """Say whether a word can stand in a path in quotes, as it is."""
    return len(text) <= LONGEST_STEP and text.isprintable() and not {"'", '"'} <= set(text)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(below)
    for name, value in above.items():
        held = out.get(name)
        whole = name == "graph" and isinstance(value, Mapping) and value.keys() & {"kind", "file"}
        both = isinstance(held, Mapping) and isinstance(value, Mapping)
        out[name] = _merged(held or {}, value) if both and not whole else value
    return out


def _own_name(rows: list[Any], step: str | int) -> str | None:
    """Name or kind of a row that no other row of its list has."""
    for name in ("name", "kind"):
        held = [row.get(name) if isinstance(row, Mapping) else None for row in rows]
        if isinstance(step, int) and step < len(held):
            own = held[step]
            if isinstance(own, str) and own.strip() and _quotable(own) and held.count(own) == 1:
                return own
    return None


def _taken(here: Any, steps: list[str]) -> int:
    """How many steps of a path name one member: names in lists may have dots of their own."""
    if isinstance(here, list):
        rows = [row for row in here if isinstance(row, Mapping)]
        names = [row.get(name) for row in rows for name in ("name", "kind")]
        for k in range(len(steps), 1, -1):
            if ".".join(steps[:k]) in names:
                return k
    return 1
