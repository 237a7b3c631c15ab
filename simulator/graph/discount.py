"""Degree discount: the best connected, less what seeds chosen before them already reach (Chen2009)."""

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from simulator.graph.passing import Passing, passing_graph
from simulator.graph.social_graph import SocialGraph
from simulator.graph.strength import strength

CUSTOMARY = 0.01  # Chen2009 takes it where a tie's probability is its own


def discounted(graph: SocialGraph, k: int, passing: Passing) -> NDArray[np.int32]:
    """Choose `k` uids, best first.

    Somebody of degree d, t of whose contacts are seeds, counts for d - 2 t - (d - t) t p. Degrees are
    strengths where ties have weights; p is the probability of each unit of weight, else `CUSTOMARY`. Where
    ties pass at rates of their own, a tie counts as its rate, which is its probability if that is small,
    in place of p.
    """
    p = passing.probability if passing.way == "probability" else CUSTOMARY
    if passing.way == "rate":
        graph, p = passing_graph(graph, *passing), 1.0
    degree = strength(graph)
    row_of, taken = np.argsort(graph.uids), np.zeros(graph.n)
    weights = np.ones(len(graph.targets)) if graph.weights is None else graph.weights.astype(float)
    waiting = [(-d, uid) for uid, d in enumerate(degree.tolist())]
    heapify(waiting)
    now = degree.copy()
    chosen: dict[int, None] = {}
    while len(chosen) < k:
        merit, uid = heappop(waiting)
        if uid in chosen or -merit != now[uid]:  # it has been discounted since
            continue
        chosen.setdefault(uid)
        row = row_of[uid]
        for a in range(graph.offsets[row], graph.offsets[row + 1]):
            other = int(graph.uids[graph.targets[a]])
            taken[other] += weights[a]
            d, t = degree[other], taken[other]
            now[other] = d - 2 * t - (d - t) * t * p
            heappush(waiting, (-float(now[other]), other))
    return np.fromiter(chosen, np.int32)
