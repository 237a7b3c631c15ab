"""The small world: a ring of neighbours with a few far ties."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled
from simulator.draws import Stream, fill_uniform, uniform
from simulator.graph.generators.base import TieGenerator, Ties
from simulator.graph.generators.ring import ring_ties
from simulator.graph.pairs import pair_table, remember
from simulator.graph.rows import family
from simulator.parameters import parameter

TRIES = 1000  # to find a free partner; a person tied to all others keeps the neighbour


class SmallWorld(TieGenerator):
    """A ring whose ties are rewired, here and there, to anybody (Watts and Strogatz 1998).

    Neighbours' ties are strong, rewired ties weak. A rewired tie never lands on a place of the
    ring, so the number of ties is exact.
    """

    kind: Literal["small_world"] = "small_world"
    neighbours: int = parameter(
        16,
        unit="people",
        description="How many nearest neighbours everybody starts with, half on each side (even).",
        source="WattsStrogatz1998; level: assumption",
        minimum=2,
        maximum=1000,
        multiple_of=2,
    )
    rewiring: float = parameter(
        0.1,
        unit="share",
        description="Share of the ties that go to anybody instead of to a neighbour.",
        source="WattsStrogatz1998: small worlds from .01 to .1; level: assumption",
        minimum=0,
        maximum=1,
        sourced=(0.01, 0.5),
    )

    def check(self, consumers: int, sizes: Sequence[int] = ()) -> None:
        """Refuse a ring too short for its neighbours."""
        self.require(consumers, neighbours=self.neighbours + 1)

    def expected_arcs(self, consumers: int) -> int:
        """Say how many arcs there are, exactly."""
        return consumers * self.neighbours

    def ties(self, consumers: int, seed: int, segments: NDArray[np.int8] | None) -> Ties:
        """Make the ring and rewire it."""
        first, second = ring_ties(consumers, self.neighbours)
        rewired = rewire(
            consumers, self.neighbours, first, second, self.rewiring, family(seed, Stream.GRAPH)
        )
        return Ties(first, second, (1 - rewired).astype(np.uint8))


def rewire(
    n: int,
    neighbours: int,
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    share: float,
    family: np.uint64,
) -> NDArray[np.uint8]:
    """Send a share of the ties of a ring to anybody instead.

    Parameters
    ----------
    n, neighbours : of the ring.
    first, second : int32 (ties,), from `ring_ties`; `second` is overwritten.
    share : probability that a tie is rewired.
    family : uint64, of the draws.

    Returns
    -------
    uint8 (ties,), 1 where the tie was rewired.
    """
    u = np.empty(len(first))
    fill_uniform(family, np.arange(len(first), dtype=np.int32), 0, u)
    rewired = (u < share).astype(np.uint8)
    _send(n, neighbours // 2, first, second, family, pair_table(int(rewired.sum())), rewired)
    return rewired


@compiled
def _send(n, half, first, second, family, table, rewired):  # type: ignore[no-untyped-def]
    # Where nobody new is found, the tie stays and its mark is taken away.
    for e in range(first.shape[0]):
        if rewired[e] == 0:
            continue
        rewired[e] = 0
        for attempt in range(1, TRIES + 1):
            other = int(uniform(family, e, attempt) * n)
            apart = abs(other - first[e])
            if min(apart, n - apart) > half and remember(table, first[e], other):
                second[e] = other
                rewired[e] = 1
                break
