"""Friends and acquaintances: the default graph."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled
from simulator.draws import Stream, uniform
from simulator.errors import Mistake
from simulator.graph.generators.base import TieGenerator, Ties
from simulator.graph.generators.ring import ring_ties
from simulator.graph.generators.small_world import rewire
from simulator.graph.pairs import paired_stubs
from simulator.graph.rows import family
from simulator.parameters import parameter

FAR, ACQUAINTED, PAIRING = 0, 1, 2  # numbers of Stream.GRAPH


class Friends(TieGenerator):
    """A small circle of friends who know each other, and acquaintances, of whom some have many.

    Strong ties join neighbours on a ring, a share of them somebody far away (a small world). Weak
    ties are paired at random between people whose wanted numbers follow a power law with a given
    mean. The largest wanted number is held at sqrt(weak_ties x consumers), where random pairing
    hardly ever meets the same pair twice; the few repeated ties are erased.
    """

    kind: Literal["friends"] = "friends"
    strong_ties: int = parameter(
        6,
        unit="people",
        description="Strong ties of a person: friends, family, close colleagues (even).",
        source="assumption: between the support group (5) and the sympathy group (15)",
        minimum=2,
        maximum=100,
        sourced=(4, 16),
        multiple_of=2,
    )
    strong_far: float = parameter(
        0.1,
        unit="share",
        description="Share of the strong ties that lead out of the circle.",
        source="WattsStrogatz1998; level: assumption",
        minimum=0,
        maximum=1,
        sourced=(0.01, 0.5),
    )
    weak_ties: float = parameter(
        10.0,
        unit="people",
        description="Mean number of weak ties of a person: acquaintances he talks with.",
        source="assumption: 16 ties in all",
        minimum=0,
        maximum=1000,
        sourced=(4, 30),
    )
    weak_exponent: float = parameter(
        2.5,
        unit="-",
        description="Exponent of the power law of weak ties; the smaller, the larger the hubs.",
        source="BarabasiAlbert1999: 2 to 3 in many networks; level: assumption",
        minimum=2.05,
        maximum=10,
        sourced=(2.1, 3.5),
    )
    weak_maximum: int = parameter(
        500,
        unit="people",
        description="The most weak ties a person may have.",
        source="assumption",
        minimum=1,
        maximum=100_000,
        sourced=(100, 2000),
    )

    def check(self, consumers: int, sizes: Sequence[int] = ()) -> None:
        """Refuse more friends or acquaintances than there are people."""
        self.require(
            consumers, strong_ties=self.strong_ties + 1, weak_ties=math.ceil(self.weak_ties) + 1
        )
        if self.weak_ties > self.weak_maximum:
            raise Mistake("graph.mean_above_most", mean=self.weak_ties, most=self.weak_maximum)

    def expected_arcs(self, consumers: int) -> int:
        """Say about how many arcs there are: both kinds of ties of everybody."""
        return int(consumers * (self.strong_ties + self.weak_ties))

    def ties(self, consumers: int, seed: int, segments: NDArray[np.int8] | None) -> Ties:
        """Make the circles, then the acquaintances."""
        friend, other = ring_ties(consumers, self.strong_ties)
        far = family(seed, Stream.GRAPH, FAR)
        rewire(consumers, self.strong_ties, friend, other, self.strong_far, far)
        most = min(float(self.weak_maximum), math.sqrt(self.weak_ties * consumers))
        degree = heavy_tail(
            consumers,
            least_for_mean(self.weak_ties, most, self.weak_exponent),
            most,
            self.weak_exponent,
            family(seed, Stream.GRAPH, ACQUAINTED),
        )
        degree[0] += degree.sum() % 2
        first, second = paired_stubs(degree, family(seed, Stream.GRAPH, PAIRING))
        strong = np.repeat(np.array([1, 0], np.uint8), [len(friend), len(first)])
        return Ties(np.concatenate([friend, first]), np.concatenate([other, second]), strong)


def least_for_mean(mean: float, most: float, exponent: float) -> float:
    """Find where a power law that ends at `most` must begin to have the given mean (bisection)."""
    if mean == 0:
        return 0.0
    low, high = 0.0, most
    for _ in range(60):
        middle = (low + high) / 2
        if _mean(middle, most, exponent) < mean:
            low = middle
        else:
            high = middle
    return high


def _mean(least: float, most: float, exponent: float) -> float:
    tail = exponent - 1
    ratio = least / most
    if ratio in (0, 1):
        return least
    return float(tail / (tail - 1) * least * (1 - ratio ** (tail - 1)) / (1 - ratio**tail))


def heavy_tail(
    n: int, least: float, most: float, exponent: float, family: np.uint64
) -> NDArray[np.int64]:
    """Draw how many ties each of `n` people wants: a power law from `least` to `most`.

    A real number is drawn and rounded up or down at random, so that the mean is kept.

    Returns
    -------
    int64 (n,).
    """
    degree = np.zeros(n, np.int64)
    if least > 0:
        _draw_degrees(least, most, exponent, family, degree)
    return degree


@compiled
def _draw_degrees(least, most, exponent, family, degree):  # type: ignore[no-untyped-def]
    tail = exponent - 1
    reach = 1 - (least / most) ** tail
    for i in range(degree.shape[0]):
        wanted = least * (1 - uniform(family, i, 0) * reach) ** (-1 / tail)
        degree[i] = math.floor(wanted + uniform(family, i, 1))
