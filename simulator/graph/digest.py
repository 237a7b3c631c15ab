"""A fingerprint of a graph, for caches and for the record of a run."""

import hashlib

import numpy as np

from simulator.graph.social_graph import SocialGraph


def graph_digest(graph: SocialGraph) -> str:
    """Return the sha256 (hexadecimal) of all that the model reads of a graph.

    People's names and the import notes are left out; the order of the rows is not.
    """
    weighted = graph.weights is not None
    pairs = ("complete", graph.pair_weight) if graph.complete else 0.0
    head = (graph.n, graph.directed, weighted, pairs, graph.online_share)
    digest = hashlib.sha256(repr(head).encode())
    weights = np.empty(0, np.float32) if graph.weights is None else graph.weights
    for array in (graph.uids, graph.offsets, graph.targets, graph.kinds, weights):
        digest.update(np.ascontiguousarray(array, array.dtype.newbyteorder("<")).data)
    return digest.hexdigest()
