"""Places in the social graph that seeding can aim at."""

from math import isqrt

import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled, inner
from simulator.graph.social_graph import SocialGraph

CROWD = 1000  # contacts above which somebody is no sign of a common circle
BISECTION = 32  # times as many contacts from which looking a few of them up is quicker


def redundancy(graph: SocialGraph) -> NDArray[np.float64]:
    """Tell how much each person's contacts are of one circle, against people like him.

    People with about as many contacts are ranked by how little these know each other, equals also
    by how seldom two contacts know the same further person: the two kinds of redundant contacts of
    Burt (1992), cohesion and structural equivalence. Who is as good as others shares the middle of
    their ranks. The ranks of all are merged; where they are equal, those whose contacts know each
    other least come first. Small is between circles. Plain counts of unconnected contacts would only
    find the best connected again.

    Returns
    -------
    float64 (n,) in (0, 1]; infinite for those with fewer than two contacts, who join nobody.
    On a directed graph contacts are those the person talks to. Worked out once for a graph.
    """
    return graph.once.array("redundancy", lambda: _redundancy(graph))


def _redundancy(graph: SocialGraph) -> NDArray[np.float64]:
    degree = graph.out_degree.astype(np.int64)
    out = np.full(graph.n, np.inf)
    able = np.flatnonzero(degree >= 2)
    if graph.complete:
        out[able] = 1.0
        return out
    tied, shared = _common(graph.offsets, graph.targets)
    pairs = degree * (degree - 1) // 2
    like = _alike(degree[able])
    keys = shared[able] / pairs[able], tied[able] / pairs[able]
    order = np.lexsort((*keys, like))
    like = like[order]
    new = np.ones(len(order), bool)  # whether somebody differs from the one before
    for key in (like, *(key[order] for key in keys)):
        new[1:] &= key[1:] == key[:-1]
    new[1:] = ~new[1:]
    begins = np.flatnonzero(new)
    equals = np.searchsorted(begins, np.arange(len(order)), "right") - 1
    middle = (begins + np.append(begins[1:], len(order)))[equals] / 2
    first, size = np.searchsorted(like, like), np.bincount(like)[like]
    merit = np.column_stack(((middle - first) / size, keys[1][order]))
    _, place = np.unique(merit, axis=0, return_inverse=True)
    out[able[order]] = (place + 1) / (place.max(initial=0) + 1)
    return out


def _alike(degree: NDArray[np.int64]) -> NDArray[np.int64]:
    """Part people by number of contacts: equals together, about as many parts as people in one."""
    values, counts = np.unique(degree, return_counts=True)
    least = isqrt(len(degree))
    part = np.zeros(len(values), np.int64)
    filled = number = 0
    left = len(degree)
    for k, count in enumerate(counts.tolist()):
        if filled >= least and left >= least:  # nobody is left in a part too small
            number, filled = number + 1, 0
        part[k] = number
        filled, left = filled + count, left - count
    return part[np.searchsorted(values, degree)]


@compiled
def _common(offsets, targets):  # type: ignore[no-untyped-def]
    """Count each row's pairs of targets with an arc between them, and the further targets of two.

    An arc either way counts once; a further row to which m of the targets have an arc counts for
    m (m - 1) / 2 pairs.
    """
    n = offsets.shape[0] - 1
    tied, shared = np.zeros(n, np.int64), np.zeros(n, np.int64)
    target_of, seen_by = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    times = np.zeros(n, np.int32)
    for i in range(n):
        own = offsets[i + 1] - offsets[i]
        if own < 2:
            continue
        for a in range(offsets[i], offsets[i + 1]):
            target_of[targets[a]] = i
        for a in range(offsets[i], offsets[i + 1]):
            j = targets[a]
            theirs = offsets[j + 1] - offsets[j]
            if theirs > CROWD and theirs > BISECTION * own:
                for b in range(offsets[i], offsets[i + 1]):
                    h = targets[b]
                    if _has(offsets, targets, j, h) and (
                        j < h or not _has(offsets, targets, h, j)
                    ):
                        tied[i] += 1
                continue
            for b in range(offsets[j], offsets[j + 1]):
                h = targets[b]
                if target_of[h] == i and (j < h or not _has(offsets, targets, h, j)):
                    tied[i] += 1
                if h == i or theirs > CROWD:
                    continue
                if seen_by[h] != i:
                    seen_by[h], times[h] = i, 0
                shared[i] += times[h]
                times[h] += 1
    return tied, shared


@inner
def _has(offsets, targets, row, target):  # type: ignore[no-untyped-def]
    """True if `row` talks to `target`, by bisection in the sorted row."""
    low, high = offsets[row], offsets[row + 1]
    while low < high:
        middle = (low + high) // 2
        if targets[middle] < target:
            low = middle + 1
        else:
            high = middle
    return low < offsets[row + 1] and targets[low] == target
