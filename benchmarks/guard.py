"""Refuse a change that makes the engine much slower: ``python benchmarks/guard.py``.

Takes under a minute. Only ratios within one run, with margins that a busy machine does not use up.
"""

import sys
from collections.abc import Iterator

from measures import against_mesa, market, measured_bytes, measured_week

from simulator import make_world

MOST_SWEEPS = 4.0
LEAST_AGAINST_MESA = 25.0  # about 60 with other work on both cores, over 100 without
MOST_STATE, MOST_ARC = 64.0, 8.0  # bytes


def faults(consumers: int = 100_000, mesa_consumers: int = 5_000) -> Iterator[str]:
    """Sentences on what is slower or larger than it may be."""
    sweeps = measured_week(make_world(market(consumers))).sweeps
    if sweeps > MOST_SWEEPS:
        yield (
            f"A busy week of {consumers:,} consumers takes {sweeps:.1f} plain sweeps over the "
            f"arcs; at most {MOST_SWEEPS:g} are allowed."
        )
    times = against_mesa(consumers, mesa_consumers)
    if times < LEAST_AGAINST_MESA:
        yield (
            f"A consumer-week is {times:.0f} times faster than in plain Mesa; at least "
            f"{LEAST_AGAINST_MESA:g} times are wanted."
        )
    size = measured_bytes(1_000)
    if size.state > MOST_STATE or size.graph > MOST_ARC:
        yield (
            f"A consumer takes {size.state:.0f} bytes and an arc {size.graph:.1f}; at most "
            f"{MOST_STATE:g} and {MOST_ARC:g} are allowed."
        )


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    found = list(faults())
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
