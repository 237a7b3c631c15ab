"""The configuration model: a power law of degrees and nothing else."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.draws import Stream, fill_uniform
from simulator.errors import Mistake
from simulator.graph.generators.base import PlainGenerator, Ties, no_strong
from simulator.graph.pairs import paired_stubs
from simulator.graph.rows import family
from simulator.parameters import parameter

DEGREES, PAIRING = 1, 0  # numbers of Stream.GRAPH


class Configuration(PlainGenerator):
    """Degrees drawn from a power law, ends paired at random (erased configuration model).

    Repeated ties and ties with oneself are erased; the note `erased` says how many. If the degrees
    add up to an odd number the first person gets one more.
    """

    kind: Literal["configuration"] = "configuration"
    exponent: float = parameter(
        2.5,
        unit="-",
        description="Exponent of the power law of degrees: P(k) proportional to k^-exponent.",
        source="BarabasiAlbert1999: 2 to 3 in many networks",
        minimum=1,
        maximum=10,
        sourced=(2, 3.5),
    )
    minimum_degree: int = parameter(
        7,
        unit="people",
        description="The fewest ties anybody is given.",
        source="assumption: with the other defaults the mean degree is about 16",
        minimum=1,
        maximum=1000,
    )
    maximum_degree: int = parameter(
        300,
        unit="people",
        description="The most ties anybody is given; never more than there are other people.",
        source="assumption",
        minimum=1,
        maximum=100_000,
    )

    def check(self, consumers: int, sizes: Sequence[int] = ()) -> None:
        """Refuse bounds that cross and more ties than other people."""
        if self.minimum_degree > self.maximum_degree:
            raise Mistake(
                "graph.degrees_crossed", least=self.minimum_degree, most=self.maximum_degree
            )
        self.require(consumers, minimum_degree=self.minimum_degree + 1)

    def expected_arcs(self, consumers: int) -> int:
        """Say about how many arcs there are: the mean of the power law for everybody."""
        weights = np.array(self._weights(consumers))
        degrees = self.minimum_degree + np.arange(len(weights))
        return int(consumers * float((weights * degrees).sum() / weights.sum()))

    def _weights(self, consumers: int) -> list[float]:
        """How likely each number of ties is, from the fewest on, in proportion."""
        most = min(self.maximum_degree, consumers - 1)
        return [float(k) ** -self.exponent for k in range(self.minimum_degree, most + 1)]

    def degrees(self, consumers: int, seed: int) -> NDArray[np.int64]:
        """Draw the wanted number of ties of each row, int64 (consumers,), of even sum."""
        below = np.cumsum(self._weights(consumers))
        who = np.arange(consumers, dtype=np.int32)
        u = np.empty(consumers, np.float64)
        fill_uniform(family(seed, Stream.GRAPH, DEGREES), who, 0, u)
        place = np.searchsorted(below, u * below[-1], side="right")
        degree: NDArray[np.int64] = np.minimum(place, len(below) - 1) + self.minimum_degree
        degree[0] += degree.sum() % 2
        return degree

    def ties(self, consumers: int, seed: int, segments: NDArray[np.int8] | None) -> Ties:
        """Pair the ends."""
        degree = self.degrees(consumers, seed)
        first, second = paired_stubs(degree, family(seed, Stream.GRAPH, PAIRING))
        return Ties(first, second, no_strong(len(first)))
