"""Where people stand in the social graph, by igraph: cores, PageRank, betweenness, communities.

What igraph is given is in the order of uids, so that the order of rows changes nothing.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.graph.social_graph import SocialGraph

DAMPING = 0.85  # BrinPage1998


def core_numbers(graph: SocialGraph) -> NDArray[np.int64]:
    """The largest k for which each person, by uid, is in a group where all know k others (Seidman1983)."""
    return np.array(_undirected(graph).coreness(), np.int64)


def page_ranks(graph: SocialGraph) -> NDArray[np.float64]:
    """How often a walk from listener to talker comes by each person, by uid (BrinPage1998).

    It goes against the talk: who is heard by many, and by those whom many hear, ranks high.
    """
    source, target, weight = _by_uid(graph)
    made = _made(graph.n, np.column_stack((target, source)), directed=True)
    return np.array(made.pagerank(damping=DAMPING, weights=weight))


def betweenness(graph: SocialGraph, sources: NDArray[np.int32]) -> NDArray[np.float64]:
    """On how many of the shortest ways from these uids each person lies, by uid (Brandes2007)."""
    source, target, _ = _by_uid(graph)
    made = _made(graph.n, np.column_stack((source, target)), directed=True)
    return np.array(made.betweenness(sources=sources.tolist()))


def communities(graph: SocialGraph) -> NDArray[np.int64]:
    """The community of each person, by uid: greedily the best modularity (Clauset2004)."""
    made = _undirected(graph)
    return np.array(made.community_fastgreedy().as_clustering().membership, np.int64)


def _undirected(graph: SocialGraph) -> Any:
    """Who is tied to whom, each pair once."""
    source, target, _ = _by_uid(graph)
    pairs = np.unique(np.minimum(source, target).astype(np.int64) * graph.n + np.maximum(source, target))
    return _made(graph.n, np.column_stack((pairs // graph.n, pairs % graph.n)), directed=False)


def _made(n: int, edges: NDArray[Any], *, directed: bool) -> Any:
    import igraph

    return igraph.Graph(n=n, edges=np.ascontiguousarray(edges, np.int64), directed=directed)


def _by_uid(graph: SocialGraph) -> tuple[NDArray[np.int32], NDArray[np.int32], list[float] | None]:
    """Talker and listener of each arc, as uids in ascending order, and its weight."""
    source = graph.uids[np.repeat(np.arange(graph.n), np.diff(graph.offsets))]
    target = graph.uids[graph.targets]
    order = np.lexsort((target, source))
    weight = None if graph.weights is None else graph.weights[order].astype(float).tolist()
    return source[order], target[order], weight
