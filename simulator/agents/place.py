"""Where people live, as kernels see it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.graph.social_graph import Arcs


class Place(NamedTuple):
    """Where people live: the graph, and what else of it a week asks for."""

    arcs: Arcs
    complete: bool  # the implicit complete graph, which has no arcs
    by_uid: NDArray[np.int32]  # (n,) rows in the order of uids
    pair_weight: float  # of the complete graph
    online_share: float  # of the complete graph's talk
    thresholds: NDArray[np.float64]  # (n,) for the threshold choice; empty otherwise
    in_weight: NDArray[np.int64]  # (n,) for weighted thresholds; empty otherwise
