"""From edges between people with any ids to a social graph: the import rules.

Parallel edges are merged and their weights added, ties with oneself dropped, both counted in the
notes; without weights a tie weighs 1 however often it is given. Weights that are chances do not add: the
merged tie passes if any of its edges does, and one of chance 0 is no tie. Where ties have no direction
and the edges one way are, weights included, the very edges the other way, the list is a symmetric export:
half of it is left out, so that each tie counts once. A person's uid is the rank of his id (by number
if all ids are whole numbers, else as text), so the order of the edges changes nothing. Where nothing
says how strong a tie is, each person's ties with the most common neighbours are strong.
"""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.draws import Stream
from simulator.errors import Mistake, shortened
from simulator.graph.cells import flag_of
from simulator.graph.common import strong_by_common_neighbours
from simulator.graph.rows import draw_kinds, family
from simulator.graph.social_graph import ONLINE, STRONG, SocialGraph

LIGHTEST, HEAVIEST = 1e-6, 1e6  # weights of ties, parallel ones merged
STRONG_TIES_EACH = 8  # half of CONVERSATION_DEGREE; judgement, model page, "Import"
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
    chances: bool = False,
) -> SocialGraph:
    """Build a graph from edges between people with any ids.

    Parameters
    ----------
    source, target : ids (numbers or text) of the two ends, (edges,).
    weight : positive numbers (edges,), or None: every tie weighs 1, however often it is given.
        Those of parallel edges add, unless every edge stands there in both directions.
    directed : True if an edge only lets `source` talk to `target`.
    strong, online : True where a tie is strong or online, (edges,), or the words and numbers that
        an edge list may hold (yes, no, 1, 0, ...). Of merged edges any counts.
        None: from common neighbours; drawn for each pair of uids.
    online_ties, seed : share of ties drawn to be online where `online` is None, and the seed.
    chances : True if weights are chances that ties pass something on, from 0 to 1.

    Raises
    ------
    Mistake : lengths that differ, no edge, a missing id, a weight that is not a positive number or no
        chance, a tie of which is said neither that it is strong (online) nor that it is not.
    """
    given = {"source": source, "target": target, "weight": weight, "strong": strong, "online": online}
    columns = {name: _column(name, values) for name, values in given.items() if values is not None}
    ends = [_ids(columns["source"]), _ids(columns["target"])]
    for name, column in columns.items():
        if len(column) != len(ends[0]):
            raise Mistake(
                "graph.lengths_differ", column=name, length=len(column), edges=len(ends[0])
            )
    if len(ends[0]) == 0:
        raise Mistake("graph.no_edges")
    codes, names = number_people(np.concatenate(ends).tolist())
    return graph_from_codes(
        codes[: len(ends[0])],
        codes[len(ends[0]) :],
        names,
        None if weight is None else (_chances if chances else positive)(columns["weight"]),
        directed=directed,
        strong=None if strong is None else _flags("strong", columns["strong"]),
        online=None if online is None else _flags("online", columns["online"]),
        online_ties=online_ties,
        seed=seed,
        chances=chances,
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
    chances: bool = False,
    notes: dict[str, Any] | None = None,
) -> SocialGraph:
    """Build a graph from edges between people who are numbered already.

    Parameters
    ----------
    source, target : uids of the ends, int64 (edges,), below the number of people.
    names : name of each person by uid, or how many nameless people there are.
    weight, strong, online, directed, online_ties, seed, chances : as for `graph_from_edges`.
    notes : what the caller guessed; the counts of merged and dropped edges are added.
    """
    n = names if isinstance(names, int) else len(names)
    directed = yes_or_no("directed", directed)
    if n < 2:
        raise Mistake("graph_too_small", n=n, least=2)
    keep = source != target
    dropped = len(keep) - np.count_nonzero(keep)
    impossible = np.zeros(len(keep), bool)
    if chances and weight is not None:
        impossible = keep & (weight.astype(np.float32) == 0)
        keep &= ~impossible
    first, second = source[keep], target[keep]
    mirror = np.zeros(len(first), bool)
    if not directed:
        mirror = _mirror(first, second, None if weight is None else weight[keep])
        first, second = np.minimum(first, second), np.maximum(first, second)
    found, tie = np.unique(first * n + second, return_inverse=True)
    first, second = found // n, found % n
    kind = np.zeros(len(found), np.uint8)
    for flags, bit in ((strong, STRONG), (online, ONLINE)):
        if flags is not None:
            kind[tie[flags[keep]]] |= bit
    if strong is None:
        kind[strong_by_common_neighbours(n, first, second, STRONG_TIES_EACH)] |= STRONG
    together = _any_of if chances else _sums
    heavy = None if weight is None else together(tie[~mirror], weight[keep][~mirror], len(found))
    if heavy is not None and len(heavy) and not chances:
        _check_range(heavy)
    if not directed:
        first, second = np.concatenate([first, second]), np.concatenate([second, first])
        kind = np.tile(kind, 2)
        heavy = None if heavy is None else np.tile(heavy, 2)
    graph = SocialGraph.from_arcs(
        n,
        first,
        second,
        kind,
        heavy,
        directed=directed,
        labels=None if isinstance(names, int) else names,
        notes={
            "merged": len(tie) - int(mirror.sum()) - len(found),
            "self_loops_dropped": int(dropped),
            **({"chances": True} if chances else {}),
            **({"impossible": int(impossible.sum())} if impossible.any() else {}),
            **({"mirrored": int(mirror.sum())} if mirror.any() else {}),
            **(notes or {}),
        },
    )
    if online is None:
        draws = family(seed, Stream.TIE_ONLINE)
        draw_kinds(
            graph.offsets, graph.targets, graph.kinds, graph.uids, draws, 0.0, draws, online_ties
        )
    return graph


def _check_range(weights: NDArray[np.float64]) -> None:
    """Refuse weights that are too far from each other to add up."""
    least, most = weights.min(), weights.max()
    if not LIGHTEST <= least <= most <= HEAVIEST:
        odd = least if least < LIGHTEST else most
        raise Mistake("graph.extreme_weight", value=odd, least=LIGHTEST, most=HEAVIEST)


def _mirror(
    source: NDArray[np.int64], target: NDArray[np.int64], weight: NDArray[np.float64] | None
) -> NDArray[np.bool_]:
    """Find the half of a symmetric export that says again what the other half says; or nothing.

    Returns
    -------
    bool (edges,), all False unless both halves hold the same ties with the same weights.
    """
    back = source > target
    if 2 * np.count_nonzero(back) != len(back):
        return np.zeros(len(back), bool)
    heavy = np.ones(len(back)) if weight is None else weight
    halves = []
    for a, b, half in ((source, target, ~back), (target, source, back)):
        by = np.lexsort((heavy[half], b[half], a[half]))
        halves.append((a[half][by], b[half][by], heavy[half][by]))
    same = all(np.array_equal(there, again) for there, again in zip(*halves, strict=True))
    return back if same else np.zeros(len(back), bool)


def _sums(tie: NDArray[np.int64], weight: NDArray[np.float64], ties: int) -> NDArray[np.float64]:
    """Add up the weights of each tie, the smallest first: the same for any order of lines."""
    by = np.lexsort((weight, tie))
    begin = np.searchsorted(tie[by], np.arange(ties))
    return np.add.reduceat(weight[by], begin) if ties else np.zeros(0)


def _any_of(tie: NDArray[np.int64], chance: NDArray[np.float64], ties: int) -> NDArray[np.float64]:
    """Chance that any edge of each tie passes something on, the smallest first."""
    by = np.lexsort((chance, tie))
    begin = np.searchsorted(tie[by], np.arange(ties))
    if not ties:
        return np.zeros(0)
    alone = np.bincount(tie, minlength=ties) == 1
    largest = np.maximum.reduceat(chance[by], begin)  # of chances too small to differ from 1 together
    return np.where(alone, largest, np.maximum(largest, 1 - np.multiply.reduceat(1 - chance[by], begin)))


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


def yes_or_no(name: str, value: Any) -> bool:
    """Return what is true or false as such; a word, even "no", is neither."""
    if not isinstance(value, bool | np.bool_):
        raise Mistake("graph.not_yes_or_no", name=name, value=shortened(repr(value)))
    return bool(value)


def _column(name: str, values: Any) -> NDArray[Any]:
    """Bring what is told of every edge into an array, (edges,)."""
    column = np.asarray(list(values) if isinstance(values, Iterator) else values)
    if column.ndim != 1:
        raise Mistake("graph.not_a_list", column=name, dimensions=column.ndim)
    return column


def _ids(ids: NDArray[Any]) -> NDArray[Any]:
    """Bring ids to whole numbers or text; a missing one is a mistake."""
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


def _flags(name: str, given: NDArray[Any]) -> NDArray[np.bool_]:
    """Read yes and no as an edge list does; what is neither is a mistake."""
    if given.dtype == np.bool_:
        return given
    flags = [flag_of(value) for value in given.tolist()]
    bad = [row for row, flag in enumerate(flags) if flag is None]
    if bad:
        value = given.tolist()[bad[0]]
        raise Mistake("graph.bad_flags", column=name, count=len(bad), rows=few(bad), value=value)
    return np.array(flags, np.bool_)


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


def _chances(weight: ArrayLike) -> NDArray[np.float64]:
    """Read weights as chances; one that is not from 0 to 1 is a mistake."""
    try:
        chances = np.asarray(weight, np.float64)
    except (TypeError, ValueError) as error:
        raise Mistake("graph.weight_not_number", reason=str(error)) from error
    bad = np.flatnonzero(~((chances >= 0) & (chances <= 1)))
    if len(bad):
        raise Mistake("graph.bad_chances", count=len(bad), rows=few(bad), value=chances[bad[0]])
    return chances


def few(rows: NDArray[np.int64] | list[int], first: int = 0) -> str:
    """Name the first few of many rows or lines: "3, 7, 12, ..."."""
    text = ", ".join(str(int(row) + first) for row in rows[:FIRST_FEW])
    return text + (", ..." if len(rows) > FIRST_FEW else "")
