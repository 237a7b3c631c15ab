"""The ring: everybody knows his nearest neighbours and nobody else."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.graph.generators.base import TieGenerator, Ties
from simulator.parameters import parameter


class Ring(TieGenerator):
    """A ring on which everybody is tied, strongly, to the same number of nearest neighbours."""

    kind: Literal["ring"] = "ring"
    neighbours: int = parameter(
        16,
        unit="people",
        description="How many nearest neighbours everybody is tied to, half on each side (even).",
        source="WattsStrogatz1998; level: assumption",
        minimum=2,
        maximum=1000,
        multiple_of=2,
    )

    def check(self, consumers: int, sizes: Sequence[int] = ()) -> None:
        """Refuse a ring too short for its neighbours."""
        self.require(consumers, neighbours=self.neighbours + 1)

    def expected_arcs(self, consumers: int) -> int:
        """Say how many arcs there are, exactly."""
        return consumers * self.neighbours

    def ties(self, consumers: int, seed: int, segments: NDArray[np.int8] | None) -> Ties:
        """Tie everybody to the next ones; the previous ones tie to him."""
        first, second = ring_ties(consumers, self.neighbours)
        return Ties(first, second, np.ones(len(first), np.uint8))


def ring_ties(n: int, neighbours: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Tie each of `n` people to the next `neighbours / 2`: int32 (ties,), person by person."""
    first = np.repeat(np.arange(n, dtype=np.int32), neighbours // 2)
    step = np.tile(np.arange(1, neighbours // 2 + 1, dtype=np.int32), n)
    return first, ((first.astype(np.int64) + step) % n).astype(np.int32)
