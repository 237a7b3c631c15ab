"""Scale-free graphs: whoever has many ties gets more, with and without circles of friends."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.draws import Stream
from simulator.graph.generators.base import PlainGenerator, Ties, no_strong
from simulator.graph.generators.growth import grow
from simulator.graph.rows import family
from simulator.parameters import parameter


class Growing(PlainGenerator):
    """A graph that grows by newcomers: exactly ties_each x (consumers - ties_each) ties."""

    ties_each: int = parameter(
        8,
        unit="people",
        description="Ties a newcomer makes; the mean degree comes near twice as many.",
        source="BarabasiAlbert1999; level: assumption",
        minimum=1,
        maximum=500,
    )

    def check(self, consumers: int, sizes: Sequence[int] = ()) -> None:
        """Refuse fewer people than a newcomer needs."""
        self.require(consumers, ties_each=self.ties_each + 1)

    def expected_arcs(self, consumers: int) -> int:
        """Say how many arcs there are, exactly."""
        return 2 * self.ties_each * (consumers - self.ties_each)

    def ties(self, consumers: int, seed: int, segments: NDArray[np.int8] | None) -> Ties:
        """Grow the graph."""
        draws = family(seed, Stream.GRAPH)
        first, second = grow(consumers, self.ties_each, self.triangle_share(), draws)
        return Ties(first, second, no_strong(len(first)))

    def triangle_share(self) -> float:
        """Probability that a further tie closes a triangle."""
        return 0.0


class ScaleFree(Growing):
    """Newcomers tie to people in proportion to their ties (Barabasi and Albert 1999)."""

    kind: Literal["scale_free"] = "scale_free"


class ClusteredScaleFree(Growing):
    """Newcomers also tie to friends of their new friends (Holme and Kim 2002)."""

    kind: Literal["clustered_scale_free"] = "clustered_scale_free"
    triangles: float = parameter(
        0.8,
        unit="share",
        description="Probability that a further tie goes to a friend of the friend just made.",
        source="HolmeKim2002; level: assumption",
        minimum=0,
        maximum=1,
    )

    def triangle_share(self) -> float:
        """Probability that a further tie closes a triangle."""
        return self.triangles
