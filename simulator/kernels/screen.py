"""Screening: find the few who need a closer look, with a loop that the compiler can vectorise.

Most weeks nothing happens to most people. A phase therefore first compares every draw with a bound
that nobody's chance exceeds and writes a byte for each person, without a branch (about 1 ns each);
`gather` turns the bytes into a list; only those on the list are worked through.
"""

import numpy as np

from simulator.compiled import inner
from simulator.draws import bound, fold, whole

# mypy: disable-error-code="no-untyped-def"

FEW = 32  # one in so many is few: where both ways of listing them take as long


@inner
def screen(family, chance, uids, uid_is_row, mask):
    """Mark those whose draw is below a chance.

    Parameters
    ----------
    family : of the draws of this week. chance : the largest that anybody has.
    uid_is_row : whether every uid is its row, which then need not be read.
    mask : uint8, out.
    """
    highest = bound(chance)
    if uid_is_row:
        for i in range(uids.shape[0]):
            mask[i] = whole(fold(family, i)) < highest
    else:
        for i in range(uids.shape[0]):
            mask[i] = whole(fold(family, uids[i])) < highest


@inner
def clear(mask):
    """Mark nobody; far less to compile than assigning to a slice."""
    for i in range(mask.shape[0]):
        mask[i] = 0


@inner
def gather(mask, eights, rows):
    """List the rows whose byte is 1; return how many.

    Where they are few, eight bytes are passed over at a time; where they are not, a processor would
    keep guessing wrong whether there is one among eight.

    Parameters
    ----------
    mask : uint8 (a multiple of 8). eights : the same memory as uint64.
    rows : int32 (as long as mask + 1), out, ascending.
    """
    found, marked = 0, 0
    for i in range(mask.shape[0]):
        marked += np.int64(mask[i])  # plain NumPy would count in a byte
    if marked * FEW > mask.shape[0]:
        for i in range(mask.shape[0]):
            rows[found] = i
            found += np.int64(mask[i])
        return found
    for k in range(eights.shape[0]):
        if eights[k] != 0:
            for i in range(8 * k, 8 * k + 8):
                rows[found] = i
                found += np.int64(mask[i])
    return found


@inner
def largest(values):
    """The largest of some numbers, 0 at least."""
    most = 0.0
    for k in range(values.shape[0]):
        most = max(most, values[k])
    return most
