"""From edges between people with any ids to a social graph: the import rules.

Parallel edges are merged and their weights added, ties with oneself dropped, both counted in the
notes. A person's uid is the rank of his id (by number if all ids are whole numbers, else as text),
so the order of the edges changes nothing. Where nothing says how strong a tie is, each person's
ties with the most common neighbours are strong.
"""

from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.draws import Stream
from simulator.errors import Mistake
from simulator.graph.common import strong_by_common_neighbours
from simulator.graph.rows import draw_kinds, family
from simulator.graph.social_graph import ONLINE, STRONG, SocialGraph

LIGHTEST, HEAVIEST = 1e-6, 1e6  # weights of ties, parallel ones merged
STRONG_TIES_EACH = 8  # half of CONVERSATION_DEGREE; judgement, model page, 1
ONLINE_TIES = (
    0.2  # BergerSchwartz2011: over 75 % of word of mouth is face to face; level: judgement
)
FIRST_FEW = 5  # bad rows that a mistake names


def graph_from_edges(
    source: ArrayLike,
    target: ArrayLike,
    weight: ArrayLike | None = None,
    *,
    directed: bool = False,
    strong: ArrayLike | None = None,
    online: ArrayLike | None = None,
    online_ties: float = ONLINE_TIES,
    seed: int = 0,
) -> SocialGraph:
    """Build a graph from edges between people with any ids.

    Parameters
    ----------
    source, target : ids (numbers or text) of the two ends, (edges,).
    weight : positive numbers (edges,), or None: every tie weighs 1, however often it is given.
    directed : True if an edge only lets `source` talk to `target`.
    strong, online : True where a tie is strong or online, (edges,). Of merged edges any counts.
        None: from common neighbours; drawn for each pair of uids.
    online_ties, seed : share of ties drawn to be online where `online` is None, and the seed.

    Raises
    ------
    Mistake : lengths that differ, no edge, a missing id, a weight that is not a positive number.
    """
    ends = [_ids(source), _ids(target)]
    columns = {"target": ends[1], "weight": weight, "strong": strong, "online": online}
    for name, column in columns.items():
        if column is not None and len(np.asarray(column)) != len(ends[0]):
            raise Mistake(
                "graph.lengths_differ",
                column=name,
                length=len(np.asarray(column)),
                edges=len(ends[0]),
            )
    if len(ends[0]) == 0:
        raise Mistake("graph.no_edges")
    codes, names = number_people(np.concatenate(ends).tolist())
    return graph_from_codes(
        codes[: len(ends[0])],
        codes[len(ends[0]) :],
        names,
        None if weight is None else positive(weight),
        directed=directed,
        strong=None if strong is None else np.asarray(strong, bool),
        online=None if online is None else np.asarray(online, bool),
        online_ties=online_ties,
        seed=seed,
    )


def graph_from_codes(
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    names: tuple[str, ...] | int,
    weight: NDArray[np.float64] | None = None,
    *,
    directed: bool = False,
    strong: NDArray[np.bool_] | None = None,
    online: NDArray[np.bool_] | None = None,
    online_ties: float = ONLINE_TIES,
    seed: int = 0,
    notes: dict[str, Any] | None = None,
) -> SocialGraph:
    """Build a graph from edges between people who are numbered already.

    Parameters
    ----------
    source, target : uids of the ends, int64 (edges,), below the number of people.
    names : name of each person by uid, or how many nameless people there are.
    weight, strong, online, directed, online_ties, seed : as for `graph_from_edges`.
    notes : what the caller guessed; the counts of merged and dropped edges are added.
    """
    n = names if isinstance(names, int) else len(names)
    if n < 2:
        raise Mistake("graph_too_small", n=n, least=2)
    keep = source != target
    first, second = source[keep], target[keep]
    if not directed:
        first, second = np.minimum(first, second), np.maximum(first, second)
    found, tie = np.unique(first * n + second, return_inverse=True)
    first, second = found // n, found % n
    kind = np.zeros(len(found), np.uint8)
    for flags, bit in ((strong, STRONG), (online, ONLINE)):
        if flags is not None:
            kind[tie[flags[keep]]] |= bit
    if strong is None:
        kind[strong_by_common_neighbours(n, first, second, STRONG_TIES_EACH)] |= STRONG
    heavy = None if weight is None else _sums(tie, weight[keep], len(found))
    if heavy is not None and len(heavy) and not LIGHTEST <= heavy.min() <= heavy.max() <= HEAVIEST:
        odd = heavy.min() if heavy.min() < LIGHTEST else heavy.max()
        raise Mistake("graph.extreme_weight", value=odd, least=LIGHTEST, most=HEAVIEST)
    if not directed:
        first, second = np.concatenate([first, second]), np.concatenate([second, first])
        kind = np.tile(kind, 2)
        heavy = None if heavy is None else np.tile(heavy, 2)
    dropped = len(source) - len(tie)
    graph = SocialGraph.from_arcs(
        n,
        first,
        second,
        kind,
        heavy,
        directed=directed,
        labels=None if isinstance(names, int) else names,
        notes={
            "merged": len(tie) - len(found),
            "self_loops_dropped": dropped,
            **(notes or {}),
        },
    )
    if online is None:
        draws = family(seed, Stream.TIE_ONLINE)
        draw_kinds(
            graph.offsets, graph.targets, graph.kinds, graph.uids, draws, 0.0, draws, online_ties
        )
    return graph


def _sums(tie: NDArray[np.int64], weight: NDArray[np.float64], ties: int) -> NDArray[np.float64]:
    """Add up the weights of each tie, the smallest first: the same for any order of lines."""
    by = np.lexsort((weight, tie))
    begin = np.searchsorted(tie[by], np.arange(ties))
    return np.add.reduceat(weight[by], begin) if ties else np.zeros(0)


def number_people(ids: Iterable[Hashable]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Give people numbers, by the rank of their id.

    Parameters
    ----------
    ids : an id for each mention of a person.

    Returns
    -------
    uid of each mention, int64; name of each person, by uid.
    """
    index: dict[Hashable, int] = {}
    mentions = np.array([index.setdefault(name, len(index)) for name in ids], np.int64)
    return rank_people(mentions, [str(name) for name in index])


def rank_people(
    mentions: NDArray[np.int64], names: list[str]
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Renumber mentions of `names` (in any order) by the rank of the name."""
    numbers = [_whole(name) for name in names]
    if all(number is not None for number in numbers):
        order = sorted(range(len(names)), key=lambda i: (numbers[i], names[i]))
    else:
        order = sorted(range(len(names)), key=lambda i: names[i])
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    return rank[mentions], tuple(names[i] for i in order)


def _whole(name: str) -> int | None:
    try:
        return int(name)
    except ValueError:
        return None


def _ids(column: ArrayLike) -> NDArray[Any]:
    """Bring ids to whole numbers or text; a missing one is a mistake."""
    ids = np.asarray(column)
    if ids.ndim != 1:
        raise Mistake("graph.not_a_list", dimensions=ids.ndim)
    if ids.dtype.kind == "f":
        missing = np.flatnonzero(~np.isfinite(ids))
        whole = not len(missing) and bool(np.all(ids == np.floor(ids)))
        if whole:
            ids = ids.astype(np.int64)
    else:
        missing = np.flatnonzero([name is None or name != name for name in ids.tolist()])
    if len(missing):
        raise Mistake("graph.missing_ids", count=len(missing), rows=few(missing))
    return ids if ids.dtype.kind in "iu" else ids.astype(str)


def positive(weight: ArrayLike) -> NDArray[np.float64]:
    """Read weights as float64; one that is not a positive number is a mistake."""
    try:
        weights = np.asarray(weight, np.float64)
    except (TypeError, ValueError) as error:
        raise Mistake("graph.weight_not_number", reason=str(error)) from error
    bad = np.flatnonzero(~((weights > 0) & np.isfinite(weights)))
    if len(bad):
        raise Mistake("graph.bad_weights", count=len(bad), rows=few(bad), value=weights[bad[0]])
    return weights


def few(rows: NDArray[np.int64] | list[int], first: int = 0) -> str:
    """Name the first few of many rows or lines: "3, 7, 12, ..."."""
    text = ", ".join(str(int(row) + first) for row in rows[:FIRST_FEW])
    return text + (", ..." if len(rows) > FIRST_FEW else "")
