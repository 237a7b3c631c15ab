"""The random graph: anybody may know anybody."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.draws import Stream
from simulator.graph.generators.base import PlainGenerator, Ties, no_strong
from simulator.graph.pairs import distinct_pairs
from simulator.graph.rows import family
from simulator.parameters import parameter


class RandomTies(PlainGenerator):
    """A fixed number of ties between pairs drawn at random (Erdos and Renyi 1959, G(n, M)).

    There are exactly floor(consumers x mean_degree / 2 + .5) ties.
    """

    kind: Literal["random"] = "random"
    mean_degree: float = parameter(
        16.0,
        unit="people",
        description="Mean number of people everybody knows.",
        source="assumption: about 16 people one talks with",
        minimum=0,
        maximum=1000,
    )

    def check(self, consumers: int, sizes: Sequence[int] = ()) -> None:
        """Refuse more ties than there are pairs."""
        self.require(consumers, mean_degree=max(2, int(np.ceil(self.mean_degree)) + 1))

    def expected_arcs(self, consumers: int) -> int:
        """Say how many arcs there are, exactly."""
        return 2 * int(consumers * self.mean_degree / 2 + 0.5)

    def ties(self, consumers: int, seed: int, segments: NDArray[np.int8] | None) -> Ties:
        """Draw distinct pairs."""
        wanted = self.expected_arcs(consumers) // 2
        first, second = distinct_pairs(consumers, wanted, family(seed, Stream.GRAPH))
        return Ties(first, second, no_strong(wanted))
