"""How much each person talks: the weight of the ties along which he does."""

import math

import numpy as np
from numpy.typing import NDArray

from simulator.graph.social_graph import SocialGraph

PARTS = 2.0**24  # of a weight, counted as whole numbers: the order of ties is no matter
HEAVIEST = np.finfo(np.float32).max  # what an infinite weight counts
BITS = 62  # of a sum of parts; of weights beyond, parts are larger


def strength(graph: SocialGraph) -> NDArray[np.float64]:
    """Weight of each person's out-arcs, by uid; without weights their number."""
    out = np.zeros(graph.n)
    if graph.weights is None:
        out[graph.uids] = graph.out_degree
        return out
    weights = np.minimum(graph.weights, HEAVIEST).astype(float)
    largest = float(weights.max(initial=0.0)) * int(graph.out_degree.max(initial=0))
    scale = min(PARTS, 2.0 ** (BITS - math.frexp(largest)[1]))
    parts = np.floor(weights * scale + 0.5).astype(np.int64)
    total = np.zeros(graph.n, np.int64)
    np.add.at(total, np.repeat(np.arange(graph.n), np.diff(graph.offsets)), parts)
    out[graph.uids] = total / scale
    return out
