"""How close two people are, from the friends they have in common."""

import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled, inner


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


def common_neighbours(
    n: int, low: NDArray[np.int64], high: NDArray[np.int64]
) -> NDArray[np.int32]:
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
    degree = np.bincount(low, minlength=n) + np.bincount(high, minlength=n)
    turned = degree[high] < degree[low]
    tail, head = np.where(turned, high, low), np.where(turned, low, high)
    start = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=n))])
    row = np.argsort(tail, kind="stable")  # the ties from each person, one person after the other
    common = np.zeros(len(low), np.int32)
    mark = np.full(n, -1, np.int64)  # the tie from the person at hand
    _count_triangles(start, row, head, mark, common)
    return common


@compiled
def _count_triangles(start, row, head, mark, common):  # type: ignore[no-untyped-def]
    for i in range(mark.shape[0]):
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


def closest(
    n: int, low: NDArray[np.int64], high: NDArray[np.int64], common: NDArray[np.int32], each: int
) -> NDArray[np.bool_]:
    """Find the ties among the `each` of either end with most common neighbours.

    Parameters
    ----------
    n : number of people.
    low, high : int64 (ties,), distinct undirected ties.
    common : int32 (ties,), from `common_neighbours`.
    each : how many ties of each person are strong; equal counts go to the smaller uid.

    Returns
    -------
    bool (ties,).
    """
    best = np.full((n, each), -1, np.int64)  # ties of each person, the closest first
    _rank_ties(low, high, common, best)
    strong = np.zeros(len(low), bool)
    strong[best[best >= 0]] = True
    return strong


@compiled
def _rank_ties(low, high, common, best):  # type: ignore[no-untyped-def]
    each = best.shape[1]
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


@inner
def _closer(held, person, other, count, low, high, common):  # type: ignore[no-untyped-def]
    # Does the tie of `person` with `other` come before the one he holds (-1: none)?
    if held < 0:
        return True
    rival = low[held] + high[held] - person
    return count > common[held] or (count == common[held] and other < rival)
