"""Screening: find the few who need a closer look, with a loop that the compiler can vectorise.

Most weeks nothing happens to most people. A phase therefore first compares every draw with a bound
that nobody's chance exceeds and writes a byte for each person, without a branch (about 0.4 ns each);
`gather` turns the bytes into a list; only those on the list are worked through.
"""

from simulator.compiled import compiled

# mypy: disable-error-code="no-untyped-def"


@compiled
def gather(mask, rows):
    """List the rows whose byte is 1; return how many.

    Parameters
    ----------
    mask : uint8 (n,). rows : int32 (n + 1,), out, ascending.
    """
    found = 0
    for i in range(mask.shape[0]):
        rows[found] = i
        found += mask[i]
    return found
