"""Laying ties out as rows: the compiled loops that every made or imported graph passes through."""

import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled
from simulator.draws import Stream, key, uniform_pair
from simulator.graph.social_graph import ONLINE, STRONG


def family(seed: int, stream: Stream, number: int = 0) -> np.uint64:
    """Name a family of draws for compiled loops (always uint64: one compilation, not two)."""
    return np.uint64(key(np.uint64(seed), int(stream), number))


def tie_rows(
    n: int, first: NDArray[np.int32], second: NDArray[np.int32], kind: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]]:
    """Lay undirected ties out as rows; repeated ties become one, ties with oneself vanish.

    Parameters
    ----------
    n : number of people.
    first, second : int32 (ties,), rows of the two ends, in any order.
    kind : uint8 (ties,), bits of the tie; the bits of repeated ties are united.

    Returns
    -------
    offsets int64 (n + 1,), targets int32 (arcs,) ascending in each row, kinds uint8 (arcs,).
    """
    own = np.bincount(first[first == second], minlength=n)
    size = np.bincount(first, minlength=n) + np.bincount(second, minlength=n) - 2 * own
    start = np.concatenate([[0], np.cumsum(size)])
    loose, loose_kind = np.empty(start[n], np.int32), np.empty(start[n], np.uint8)
    targets, kinds = np.empty_like(loose), np.empty_like(loose_kind)
    offsets = np.zeros(n + 1, np.int64)
    _lay_out(first, second, kind, start[:-1].copy(), loose, loose_kind)
    _sort(start, start[:-1].copy(), loose, loose_kind, offsets, targets, kinds)
    return offsets, targets[: offsets[n]].copy(), kinds[: offsets[n]].copy()


@compiled
def _lay_out(first, second, kind, place, loose, loose_kind):  # type: ignore[no-untyped-def]
    # Both directions of each tie, in the rows of their ends.
    for e in range(first.shape[0]):
        a, b = first[e], second[e]
        if a != b:
            loose[place[a]] = b
            loose_kind[place[a]] = kind[e]
            loose[place[b]] = a
            loose_kind[place[b]] = kind[e]
            place[a] += 1
            place[b] += 1


@compiled
def _sort(start, place, loose, loose_kind, offsets, targets, kinds):  # type: ignore[no-untyped-def]
    # Reading the rows in order and writing each arc into the row of its other end sorts them all.
    n = place.shape[0]
    for i in range(n):
        for p in range(start[i], start[i + 1]):
            j = loose[p]
            q = place[j]
            if q > start[j] and targets[q - 1] == i:
                kinds[q - 1] |= loose_kind[p]
            else:
                targets[q] = i
                kinds[q] = loose_kind[p]
                place[j] = q + 1
    end = 0
    for i in range(n):  # close the gaps that merged repeats left
        for p in range(start[i], place[i]):
            targets[end] = targets[p]
            kinds[end] = kinds[p]
            end += 1
        offsets[i + 1] = end


@compiled
def draw_kinds(  # type: ignore[no-untyped-def]
    offsets, targets, kinds, uids, strong_family, strong_share, online_family, online_share
):
    """Draw which ties are strong and which are online, alike for both directions of a pair.

    Parameters
    ----------
    offsets, targets : the rows of the graph.
    kinds : uint8 (arcs,), written: bits are added, never taken away.
    uids : int32 (n,), permanent names; a draw belongs to the pair (smaller uid, larger uid).
    strong_family, online_family : uint64, see `family`.
    strong_share, online_share : probabilities; at 0 nothing is drawn.
    """
    for i in range(offsets.shape[0] - 1):
        for p in range(offsets[i], offsets[i + 1]):
            low = min(uids[i], uids[targets[p]])
            high = max(uids[i], uids[targets[p]])
            if strong_share > 0 and uniform_pair(strong_family, low, high, 0) < strong_share:
                kinds[p] |= STRONG
            if online_share > 0 and uniform_pair(online_family, low, high, 0) < online_share:
                kinds[p] |= ONLINE
