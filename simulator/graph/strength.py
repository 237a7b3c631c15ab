"""How much each person talks: the weight of the ties along which he does."""

import numpy as np
from numpy.typing import NDArray

from simulator.graph.social_graph import SocialGraph

PARTS = 2.0**24  # of a weight, counted as whole numbers: the order of ties is no matter


def strength(graph: SocialGraph) -> NDArray[np.float64]:
    """Weight of each person's out-arcs, by uid; without weights their number."""
    out = np.zeros(graph.n)
    if graph.weights is None:
        out[graph.uids] = graph.out_degree
        return out
    parts = np.floor(graph.weights.astype(float) * PARTS + 0.5).astype(np.int64)
    total = np.zeros(graph.n, np.int64)
    np.add.at(total, np.repeat(np.arange(graph.n), np.diff(graph.offsets)), parts)
    out[graph.uids] = total / PARTS
    return out
