"""The only door to NetworkX: small graphs, imports, layouts and cross-checks."""

from io import BytesIO
from typing import Any

import networkx
import numpy as np

from simulator.errors import Mistake
from simulator.graph.edges import ONLINE_TIES, graph_from_codes, positive, rank_people
from simulator.graph.social_graph import ONLINE, STRONG, SocialGraph

LARGEST_COMPLETE = 5000  # people: 12 million ties, more than NetworkX can be asked to hold


def from_networkx(
    graph: Any,
    *,
    weight: str = "weight",
    strong: str = "strong",
    online: str = "online",
    directed: bool | None = None,
    online_ties: float = ONLINE_TIES,
    seed: int = 0,
) -> SocialGraph:
    """Build from a NetworkX graph of any kind, by the import rules.

    Parameters
    ----------
    graph : Graph, DiGraph or their multigraphs; parallel edges are merged.
    weight, strong, online : names of edge attributes, read where any edge has them; an edge without
        weighs 1, is weak, is offline.
    directed : None: as the graph is.
    online_ties, seed : as for `graph_from_edges`.

    People are ranked by the name of their node. Nodes named by the numbers 0..n-1 need no labels;
    a node attribute `label` is the person's name if every node has one.
    """
    nodes = list(graph.nodes)
    index = {node: i for i, node in enumerate(nodes)}
    edges = list(graph.edges(data=True))
    ends = np.array([(index[a], index[b]) for a, b, _ in edges], np.int64).reshape(-1, 2)
    rank, names = rank_people(np.arange(len(nodes)), [str(node) for node in nodes])

    def column(name: str, default: Any) -> list[Any] | None:
        if any(name in data for _, _, data in edges):
            return [data.get(name, default) for _, _, data in edges]
        return None

    weights, strongs, onlines = column(weight, 1.0), column(strong, False), column(online, False)
    labels = [data.get("label") for _, data in graph.nodes(data=True)]
    people: tuple[str, ...] | int = names
    if nodes and None not in labels:
        people = tuple(str(labels[i]) for i in np.argsort(rank))
    elif names == tuple(str(i) for i in range(len(nodes))):
        people = len(nodes)
    return graph_from_codes(
        rank[ends[:, 0]],
        rank[ends[:, 1]],
        people,
        None if weights is None else positive(weights),
        directed=graph.is_directed() if directed is None else directed,
        strong=None if strongs is None else np.array(strongs, bool),
        online=None if onlines is None else np.array(onlines, bool),
        online_ties=online_ties,
        seed=seed,
    )


def to_networkx(graph: SocialGraph) -> Any:
    """Return a NetworkX graph: nodes are uids in order, edges carry strong, online and weight.

    Names are in the node attribute `label`. The implicit complete graph is written out, each edge
    with the weight of a pair.

    Raises
    ------
    Mistake : an implicit complete graph of more than `LARGEST_COMPLETE` people.
    """
    if graph.complete and graph.n > LARGEST_COMPLETE:
        raise Mistake("graph.complete_too_large", n=graph.n, most=LARGEST_COMPLETE)
    result = networkx.DiGraph() if graph.directed else networkx.Graph()
    uids = graph.uids.tolist()
    for row in np.argsort(graph.uids).tolist():
        name = {} if graph.labels is None else {"label": graph.labels[row]}
        result.add_node(uids[row], **name)
    if graph.complete:
        pairs = networkx.complete_graph(uids).edges
        result.add_edges_from(pairs, weight=graph.pair_weight, strong=True)
        return result
    source = graph.uids[np.repeat(np.arange(graph.n), np.diff(graph.offsets))].tolist()
    target = graph.uids[graph.targets].tolist()
    strong, online = ((graph.kinds & bit != 0).tolist() for bit in (STRONG, ONLINE))
    weight = None if graph.weights is None else graph.weights.tolist()
    for p, (a, b) in enumerate(zip(source, target, strict=True)):
        if graph.directed or a < b:
            heavy = {} if weight is None else {"weight": weight[p]}
            result.add_edge(a, b, strong=strong[p], online=online[p], **heavy)
    return result


def parse_graphml(content: bytes, file: str) -> Any:
    """Return the NetworkX graph in the bytes of a GraphML file.

    Raises
    ------
    Mistake : XML that is sound but not a graph. The XML must have been checked before.
    """
    try:
        return networkx.read_graphml(BytesIO(content))
    except (networkx.NetworkXException, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Mistake("graph.bad_graphml", file=file, reason=str(error)) from error
