"""From a draft to a `Scenario`: every table by itself, then the tables held against each other.

A table with mistakes is not thrown away: what is right in it still counts, so that a mistake in one
place does not hide one in another. A check that needs a value which is itself mistaken is left out.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

from pydantic import ValidationError

from simulator.errors import Mistake
from simulator.graph.digest import graph_digest
from simulator.graph.files import read_graph
from simulator.graph.generators import GENERATORS, Generator
from simulator.graph.social_graph import SocialGraph
from simulator.parameters import Table, with_values
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.scenarios.draft import Draft, Place
from simulator.scenarios.messages import nearest, note_mistakes, shown
from simulator.scenarios.schema import (
    LAUNCH,
    Arm,
    FileGraph,
    Goal,
    LadderShares,
    MarketTable,
    Rival,
    Scenario,
    Segment,
)
from simulator.scenarios.sums import contradictions
from simulator.strategies.base import Strategy

T = TypeVar("T", bound=Table)
Strategies = Mapping[str, type[Strategy]]

DEFAULT_GRAPH = "friends"
KNOWN = (str, int, float, bool, date, tuple, Table, type(None))  # as typed or already read


def read_scenario(draft: Draft, social: SocialGraph | None, known: Strategies) -> Scenario:
    """Read a whole draft; what is wrong is noted in `draft.found`.

    Parameters
    ----------
    social : the network to use, where it lies in memory.
    known : strategies by kind.
    """
    data = _given(Scenario, draft.table)
    graph, social = _graph(draft, data.get("graph", {}), social)
    data["graph"] = graph
    if "market" in data:
        data["market"] = _market(draft, data["market"], social)
    for name, kind in (("behaviour", Behaviour), ("switches", Switches), ("goal", Goal)):
        if name in data:
            data[name] = _table(kind, data[name], draft, (name,))
    for name, read in (("segments", _segment), ("rivals", _rival), ("arms", partial(_arm, known))):
        if name in data:
            data[name] = _rows(draft, data[name], read, name)
    scenario = _table(Scenario, data, draft, ())
    scenario._social_graph = social
    scenario._graph_origin = draft.culprit(("graph",)).name
    if draft.is_whole:
        for key, here, values, parts in contradictions(scenario, draft.named):
            draft.note(key, here, *parts, **values)
    scenario._consumers_typed = _unused_consumers(draft, social)
    return scenario


def _table(kind: type[T], row: Any, draft: Draft, place: Place) -> T:
    """Read one table; where it has mistakes, note them and return what is right in it."""
    if not isinstance(row, dict):
        draft.note("not_a_table", place, value=shown(row))
        return _partial(kind, {}, set(kind.model_fields))
    row = _given(kind, row)
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        note_mistakes(error, kind, place, draft)
        return _partial(kind, row, {str(one["loc"][0]) for one in error.errors() if one["loc"]})


def _given(kind: type[Table], row: Mapping[str, Any]) -> dict[str, Any]:
    """What a table says. None, which only Python can say, is to leave a field out."""
    return {name: value for name, value in row.items() if value is not None or name not in kind.model_fields}


def _partial(kind: type[T], row: Mapping[str, Any], mistaken: set[str]) -> T:
    """Make a table in which the mistaken fields do not exist."""
    known: dict[str, Any] = {
        name: value
        for name, value in row.items()
        if name in kind.model_fields and name not in mistaken and isinstance(value, KNOWN)
    }
    table = kind.model_construct(**known)
    for name in kind.model_fields:
        if name in mistaken or (name in row and name not in known):
            table.__dict__.pop(name, None)
    return table


def _rows(
    draft: Draft, rows: Any, read: Callable[[Draft, Any, Place], Table], name: str
) -> Any:
    """Read each table of a list; what is no list is left for the table around it to refuse."""
    if not isinstance(rows, list):
        return rows
    return tuple(read(draft, row, (name, k)) for k, row in enumerate(rows))


def _with_initial(draft: Draft, row: Any, place: Place) -> Any:
    """Read where people stand at the start: "launch" or a table of shares."""
    if not isinstance(row, dict) or row.get("initial") is None:
        return row
    shares, here = row["initial"], (*place, "initial")
    if shares == "launch":
        read = LAUNCH
    elif isinstance(shares, dict):
        read = _table(LadderShares, shares, draft, here)
    else:
        draft.note("not_initial", here, value=shown(shares))
        read = _partial(LadderShares, {}, set(LadderShares.model_fields))
    return {**row, "initial": read}


def _market(draft: Draft, row: Any, social: SocialGraph | None) -> MarketTable:
    """Read the market; a network from a file says how many people there are."""
    market = _table(MarketTable, _with_initial(draft, row, ("market",)), draft, ("market",))
    if social is None:
        return market
    asked = ("market", "consumers")
    typed = row.get("consumers") if isinstance(row, dict) else None
    if draft.origin(asked).is_option and typed is not None:
        draft.note("consumers_with_graph", asked, value=shown(typed))
    return with_values(market, consumers=social.n)


def _unused_consumers(draft: Draft, social: SocialGraph | None) -> int | None:
    """Find a number of consumers that a file gives beside a network of another size."""
    market = draft.table.get("market")
    typed = market.get("consumers") if isinstance(market, dict) else None
    from_files = not draft.origin(("graph", "file")).is_option
    if social is None or not from_files or not isinstance(typed, int) or typed == social.n:
        return None
    return typed


def _segment(draft: Draft, row: Any, place: Place) -> Table:
    return _table(Segment, row, draft, place)


def _rival(draft: Draft, row: Any, place: Place) -> Table:
    return _table(Rival, _with_initial(draft, row, place), draft, place)


def _arm(known: Strategies, draft: Draft, row: Any, place: Place) -> Arm:
    if isinstance(row, dict) and isinstance(row.get("strategies"), list):
        here = (*place, "strategies")
        read = [_strategy(draft, one, (*here, k), known) for k, one in enumerate(row["strategies"])]
        row = {**row, "strategies": tuple(one for one in read if one is not None)}
    return _table(Arm, row, draft, place)


def _strategy(draft: Draft, row: Any, place: Place, known: Strategies) -> Strategy | None:
    if not isinstance(row, dict):
        draft.note("not_a_table", place, value=shown(row))
        return None
    kind = _kind(draft, row.get("kind"), known, place, "unknown_strategy")
    if kind is None:
        return None
    rest = {name: value for name, value in row.items() if name != "kind"}
    return _table(kind, rest, draft, place)


def _graph(
    draft: Draft, row: Any, social: SocialGraph | None
) -> tuple[Generator | FileGraph, SocialGraph | None]:
    """Read the graph's table, and the network itself where it comes from a file."""
    place = ("graph",)
    if isinstance(row, dict):  # None as the one or the other says nothing, as everywhere
        which = ("kind", "file")
        row = {name: value for name, value in row.items() if value is not None or name not in which}
    if isinstance(row, dict) and "file" in row:
        if "kind" in row:
            draft.note("kind_and_file", (*place, "kind"), value=shown(row["kind"]))
            row = {name: value for name, value in row.items() if name != "kind"}
        table = _table(FileGraph, row, draft, place)
        social = _network(draft, table) if social is None else social
        if social is not None:
            table = with_values(table, digest=graph_digest(social))
        return table, social
    if not isinstance(row, dict):
        return _table(GENERATORS[DEFAULT_GRAPH], row, draft, place), None
    kind = _kind(draft, row.get("kind", DEFAULT_GRAPH), GENERATORS, place)
    if kind is None:
        made = GENERATORS[DEFAULT_GRAPH]
        return _partial(made, {}, set(made.model_fields)), None
    return _table(kind, row, draft, place), None


def _network(draft: Draft, table: FileGraph) -> SocialGraph | None:
    """Read the network file; its path begins where it was typed."""
    place = ("graph", "file")
    file = getattr(table, "file", None)
    if file is None:  # itself mistaken
        return None
    how: dict[str, Any] = {name: getattr(table, name, None) for name in FileGraph.READING}
    del how["file"]
    try:
        return read_graph(
            draft.origin(place).folder / file,
            **how,
            online_ties=getattr(table, "online_ties", FileGraph.model_fields["online_ties"].default),
            chances=weights_are_chances(draft),
        )
    except Mistake as mistake:
        draft.note("at", place, what=mistake)
        return None


def weights_are_chances(draft: Draft) -> bool:
    """Whether the switches say that each tie passes by its own probability."""
    switches = draft.table.get("switches")
    return isinstance(switches, dict) and switches.get("passing") == "arcs"


def _kind(
    draft: Draft, kind: Any, known: Mapping[str, type[T]], place: Place, unknown: str = "unknown_kind"
) -> type[T] | None:
    """Find what a table's `kind` names; note the mistake if it names nothing."""
    here, names = (*place, "kind"), ", ".join(known)
    if isinstance(kind, str) and kind in known:
        return known[kind]
    if kind is None:
        draft.note("no_kind", here, known=names)
    else:
        guess = nearest(kind, known)
        draft.note(unknown, here, value=shown(kind), known=names, guess=guess)
    return None
