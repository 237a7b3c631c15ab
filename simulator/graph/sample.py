"""A part of a network that can be looked at: one person, friends, and friends of friends."""

import numpy as np
from numpy.typing import NDArray

from simulator.draws import Draws, Stream
from simulator.graph.social_graph import SocialGraph


def neighbourhood(graph: SocialGraph, most: int, seed: int) -> NDArray[np.int64]:
    """Choose up to so many people, nearest first, around one drawn person; then around another.

    Returns
    -------
    int64, uids in ascending order; everybody, where there are no more than `most`.
    """
    if graph.n <= most:
        return np.sort(graph.uids).astype(np.int64)
    drawn = Draws(seed).uniform(Stream.SAMPLE, graph.uids)
    waiting, chosen = np.argsort(drawn, kind="stable"), np.zeros(graph.n, bool)
    if graph.complete:  # everybody knows everybody: any of them
        return np.sort(graph.uids[waiting[:most]]).astype(np.int64)
    left = most
    for start in waiting:
        ring = np.array([start]) if not chosen[start] else np.empty(0, np.int64)
        while len(ring) and left:
            ring = ring[:left]
            chosen[ring] = True
            left -= len(ring)
            near = np.unique(np.concatenate([graph.neighbours(int(row)) for row in ring]))
            ring = near[~chosen[near]]
            ring = ring[np.argsort(drawn[ring], kind="stable")]
        if not left:
            break
    return np.sort(graph.uids[chosen]).astype(np.int64)
