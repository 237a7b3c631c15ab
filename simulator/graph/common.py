"""How close two people are, from the friends they have in common."""

import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled


def strong_by_common_neighbours(
    n: int, first: NDArray[np.int64], second: NDArray[np.int64], each: int
) -> NDArray[np.bool_]:
    """Say which ties are strong: among the `each` closest of either end.

    Parameters
    ----------
    n : number of people.
    first, second : int64 (ties,), distinct ties or arcs; both directions count as one tie.
    each : how many ties of each person are strong; equal counts go to the smaller uid.

    Returns
    -------
    bool (ties,).
    """
    if len(first) == 0:
        return np.zeros(0, bool)
    pairs = np.minimum(first, second) * n + np.maximum(first, second)
    found, tie = np.unique(pairs, return_inverse=True)
    low, high = found // n, found % n
    common = common_neighbours(n, low, high)
    strong: NDArray[np.bool_] = closest(n, low, high, common, each)[tie]
    return strong


@compiled
def _half_rows(n, first, second):  # type: ignore[no-untyped-def]
    # Rows of ties by their first end; the ties are in no particular order.
    start = np.zeros(n + 1, np.int64)
    for e in range(first.shape[0]):
        start[first[e] + 1] += 1
    for i in range(n):
        start[i + 1] += start[i]
    place = start[:-1].copy()
    row = np.empty(first.shape[0], np.int64)
    for e in range(first.shape[0]):
        row[place[first[e]]] = e
        place[first[e]] += 1
    return start, row


@compiled
def common_neighbours(n, low, high):  # type: ignore[no-untyped-def]
    """Count the common neighbours of the ends of each tie.

    Every triangle is found once, from its end with the fewest ties, which bounds the work by
    ties^1.5 even where some people have very many.

    Parameters
    ----------
    n : number of people.
    low, high : int64 (ties,), distinct undirected ties.

    Returns
    -------
    int32 (ties,).
    """
    degree = np.zeros(n, np.int64)
    for e in range(low.shape[0]):
        degree[low[e]] += 1
        degree[high[e]] += 1
    tail = low.copy()
    head = high.copy()
    for e in range(low.shape[0]):
        if degree[high[e]] < degree[low[e]]:
            tail[e], head[e] = high[e], low[e]
    start, row = _half_rows(n, tail, head)
    common = np.zeros(low.shape[0], np.int32)
    mark = np.full(n, -1, np.int64)  # the tie from the person at hand
    for i in range(n):
        for p in range(start[i], start[i + 1]):
            mark[head[row[p]]] = row[p]
        for p in range(start[i], start[i + 1]):
            j = head[row[p]]
            for q in range(start[j], start[j + 1]):
                across = mark[head[row[q]]]
                if across >= 0:
                    common[row[p]] += 1
                    common[row[q]] += 1
                    common[across] += 1
        for p in range(start[i], start[i + 1]):
            mark[head[row[p]]] = -1
    return common


@compiled
def closest(n, low, high, common, each):  # type: ignore[no-untyped-def]
    """Find the ties among the `each` of either end with most common neighbours.

    Returns
    -------
    bool (ties,).
    """
    best = np.full((n, each), -1, np.int64)  # ties of each person, the closest first
    for e in range(low.shape[0]):
        for end in range(2):
            person = low[e] if end == 0 else high[e]
            other = low[e] + high[e] - person
            place = each
            while place > 0 and _closer(
                best[person, place - 1], person, other, common[e], low, high, common
            ):
                if place < each:
                    best[person, place] = best[person, place - 1]
                place -= 1
            if place < each:
                best[person, place] = e
    strong = np.zeros(low.shape[0], np.bool_)
    for i in range(n):
        for place in range(each):
            if best[i, place] >= 0:
                strong[best[i, place]] = True
    return strong


@compiled
def _closer(held, person, other, count, low, high, common):  # type: ignore[no-untyped-def]
    # Does the tie of `person` with `other` come before the one he holds (-1: none)?
    if held < 0:
        return True
    rival = low[held] + high[held] - person
    return count > common[held] or (count == common[held] and other < rival)
