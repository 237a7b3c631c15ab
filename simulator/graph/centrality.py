"""Places in the social graph that seeding can aim at."""

import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled
from simulator.graph.social_graph import SocialGraph


def brokerage(graph: SocialGraph) -> NDArray[np.int64]:
    """Count, for each person, the pairs of contacts who do not know each other, int64 (n,).

    An integer relative of betweenness: whoever stands between circles joins many such pairs
    (Gould and Fernandez 1989). On a directed graph contacts are those the person talks to.
    """
    if graph.complete:
        return np.zeros(graph.n, np.int64)
    degree = graph.out_degree.astype(np.int64)
    pairs = degree * (degree - 1) // 2
    return np.asarray(pairs - _tied_pairs(graph.offsets, graph.targets))


@compiled
def _tied_pairs(offsets, targets):  # type: ignore[no-untyped-def]
    """Pairs of each row's targets with an arc between them (either way counts once)."""
    n = offsets.shape[0] - 1
    out = np.zeros(n, np.int64)
    for i in range(n):
        for a in range(offsets[i], offsets[i + 1]):
            j = targets[a]
            for k in range(a + 1, offsets[i + 1]):
                h = targets[k]
                if _has(offsets, targets, j, h) or _has(offsets, targets, h, j):
                    out[i] += 1
    return out


@compiled
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
