"""Drawing distinct pairs of people: an exact number of ties, none of them twice."""

import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled, inner
from simulator.draws import ONE, fold, uniform


def pair_table(ties: int) -> NDArray[np.int64]:
    """Make an empty memory for so many pairs: int64, a power of two at least twice as long."""
    return np.full(1 << max(4, int(2 * ties - 1).bit_length()), -1, np.int64)


@inner
def remember(table, a, b):  # type: ignore[no-untyped-def]
    """Take the pair of rows `a`, `b` (in either order) into `table`; False if it was there."""
    low, high = np.int64(min(a, b)), np.int64(max(a, b))
    name = (low << 32) | high
    slot = np.int64(fold(ONE, name) >> ONE) & (table.shape[0] - 1)
    while table[slot] != -1:
        if table[slot] == name:
            return False
        slot = (slot + 1) & (table.shape[0] - 1)
    table[slot] = name
    return True


def distinct_pairs(
    n: int, ties: int, family: np.uint64
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Draw `ties` distinct pairs of `n` people, every such set equally likely.

    Returns
    -------
    first, second : int32 (ties,).
    """
    first, second = np.empty(ties, np.int32), np.empty(ties, np.int32)
    _draw_pairs(n, family, pair_table(ties), first, second)
    return first, second


@compiled
def _draw_pairs(n, family, table, first, second):  # type: ignore[no-untyped-def]
    for e in range(first.shape[0]):
        attempt = 0
        while True:
            a = int(uniform(family, e, attempt) * n)
            b = int(uniform(family, e, attempt + 1) * (n - 1))
            b += b >= a
            attempt += 2
            if remember(table, a, b):
                first[e], second[e] = a, b
                break


def paired_stubs(
    degree: NDArray[np.int64], family: np.uint64
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Tie people at random so that person i has `degree[i]` ends (the configuration model).

    Ties with oneself and repeated ties are left in; `tie_rows` erases them.

    Parameters
    ----------
    degree : int64 (n,), wanted number of ties; the sum must be even.
    family : uint64.

    Returns
    -------
    first, second : int32 (sum / 2,).
    """
    stubs = np.repeat(np.arange(len(degree), dtype=np.int32), degree)
    _shuffle(stubs, family)
    return stubs[0::2].copy(), stubs[1::2].copy()


@compiled
def _shuffle(stubs, family):  # type: ignore[no-untyped-def]
    for k in range(stubs.shape[0] - 1, 0, -1):
        other = int(uniform(family, k, 0) * (k + 1))
        stubs[k], stubs[other] = stubs[other], stubs[k]
