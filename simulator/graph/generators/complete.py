"""The complete graph: everybody may hear everybody; no arcs are stored."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.graph.generators.base import Generator
from simulator.graph.social_graph import SocialGraph, complete_graph
from simulator.parameters import parameter


class Complete(Generator):
    """Everybody hears everybody a little: in total as much as over `contacts` ties."""

    kind: Literal["complete"] = "complete"
    contacts: float = parameter(
        16.0,
        unit="people",
        description="Everybody's hearing adds up to that of so many strong ties.",
        source="Bass1969: mixing without structure; level: assumption",
        minimum=0.001,
        maximum=1_000_000,
    )

    def expected_arcs(self, consumers: int) -> int:
        """Say that none is stored."""
        return 0

    def heaviest(self, consumers: int) -> float:
        """Weight of every tie."""
        return self.contacts / (consumers - 1)

    def build(
        self, consumers: int, seed: int, segments: NDArray[np.int8] | None = None
    ) -> SocialGraph:
        """Make the implicit graph; it needs no draw."""
        self.check(consumers)
        return complete_graph(consumers, self.heaviest(consumers), self.online_ties)
