"""Drawing distinct pairs of people: an exact number of ties, none of them twice."""

import numpy as np

from simulator.compiled import compiled
from simulator.draws import ONE, fold, uniform


@compiled
def pair_table(ties):  # type: ignore[no-untyped-def]
    """Make an empty memory for so many pairs: int64, a power of two at least twice as long."""
    size = 16
    while size < 2 * ties:
        size *= 2
    return np.full(size, -1, np.int64)


@compiled
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


@compiled
def distinct_pairs(n, ties, family):  # type: ignore[no-untyped-def]
    """Draw `ties` distinct pairs of `n` people, every such set equally likely.

    Returns
    -------
    first, second : int32 (ties,).
    """
    table = pair_table(ties)
    first = np.empty(ties, np.int32)
    second = np.empty(ties, np.int32)
    for e in range(ties):
        attempt = 0
        while True:
            a = int(uniform(family, e, attempt) * n)
            b = int(uniform(family, e, attempt + 1) * (n - 1))
            b += b >= a
            attempt += 2
            if remember(table, a, b):
                first[e], second[e] = a, b
                break
    return first, second


@compiled
def paired_stubs(degree, family):  # type: ignore[no-untyped-def]
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
    stubs = np.empty(degree.sum(), np.int32)
    end = 0
    for i in range(degree.shape[0]):
        for _ in range(degree[i]):
            stubs[end] = i
            end += 1
    for k in range(end - 1, 0, -1):
        other = int(uniform(family, k, 0) * (k + 1))
        stubs[k], stubs[other] = stubs[other], stubs[k]
    return stubs[0::2].copy(), stubs[1::2].copy()
