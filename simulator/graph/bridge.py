"""The only door to NetworkX: small graphs, imports, layouts and cross-checks."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import networkx
import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake
from simulator.graph.cells import chance_of, flag_of, weight_of
from simulator.graph.columns import unasked
from simulator.graph.edges import ONLINE_TIES, graph_from_codes, rank_people
from simulator.graph.social_graph import ONLINE, STRONG, SocialGraph

LAYOUT_STEPS, LAYOUT_SEED = 15, 1
SMALL_LAYOUT = 3  # people, up to which there is no spectrum to begin with
LARGEST_COMPLETE = 5000  # people: 12 million ties, more than NetworkX can be asked to hold


def from_networkx(
    graph: Any,
    *,
    weight: str | None = None,
    strong: str | None = None,
    online: str | None = None,
    directed: bool | None = None,
    online_ties: float = ONLINE_TIES,
    seed: int = 0,
    chances: bool = False,
    file: str | None = None,
) -> SocialGraph:
    """Build from a NetworkX graph of any kind, by the import rules.

    Parameters
    ----------
    graph : Graph, DiGraph or their multigraphs; parallel edges are merged. Those of a multigraph made
        in Python count each, so that without weights a tie weighs as many as it has.
    weight, strong, online : names of edge attributes; None: those called like the columns of an
        edge list (weight; strong or strength; online), where any edge has them. They say what they
        would say in an edge list; an edge without weighs 1, is weak, is offline.
    directed : None: as the graph is.
    online_ties, seed, chances : as for `graph_from_edges`; with chances, every edge must have its own.
    file : the file it was read from, for the notes.

    People are ranked by the name of their node. The node attribute `label` is the person's name
    where a node has one; nodes named by the numbers 0..n-1 need no names.

    Raises
    ------
    Mistake : no NetworkX graph, an attribute that is not there, or one that says neither yes nor
        no, or no weight.
    """
    if not isinstance(graph, networkx.Graph):
        raise Mistake("graph.not_a_graph", what=type(graph).__name__)
    nodes = list(graph.nodes)
    index = {node: i for i, node in enumerate(nodes)}
    edges = list(graph.edges(data=True))
    ends = np.array([(index[a], index[b]) for a, b, _ in edges], np.int64).reshape(-1, 2)
    rank, names = rank_people(np.arange(len(nodes)), [str(node) for node in nodes])
    known = dict.fromkeys(str(name) for *_, data in edges for name in data)
    asked = {"weight": weight, "strong": strong, "online": online}
    read = _attributes(asked, list(known))
    weights = _column(edges, read, "weight", np.float64, chances)
    parallel = len({(a, b) for a, b, _ in edges}) < len(edges)
    if weights is None and parallel and file is None and not chances:
        weights = np.ones(len(edges))
    notes = {} if file is None else {"file": file, **read, **_ignored(known, read)}
    return graph_from_codes(
        rank[ends[:, 0]],
        rank[ends[:, 1]],
        _people(graph, rank, names),
        weights,
        directed=graph.is_directed() if directed is None else directed,
        strong=_column(edges, read, "strong", np.bool_),
        online=_column(edges, read, "online", np.bool_),
        online_ties=online_ties,
        seed=seed,
        chances=chances,
        notes=notes,
    )


def nodes_by_uid(graph: Any) -> tuple[Any, ...]:
    """The nodes of a NetworkX graph in the order of the people that `from_networkx` makes of them."""
    nodes = list(graph.nodes)
    rank, _ = rank_people(np.arange(len(nodes)), [str(node) for node in nodes])
    return tuple(nodes[place] for place in np.argsort(rank).tolist())


def _attributes(asked: dict[str, str | None], known: list[str]) -> dict[str, str]:
    """Find the edge attribute that says each of weight, strong and online, where one does."""
    read = {}
    for role, name in asked.items():
        if name is not None and name not in known:
            names = ", ".join(known) or "-"
            raise Mistake("graph.unknown_attribute", attribute=name, known=names)
        taken = [other for other in asked.values() if other is not None]
        found = name or unasked(role, [one for one in known if one not in taken])
        if found is not None:
            read[role] = found
    return read


def _ignored(known: dict[str, None], read: dict[str, str]) -> dict[str, str]:
    ignored = [name for name in known if name not in read.values()]
    return {"ignored": ", ".join(ignored)} if ignored else {}


def _column(
    edges: list[Any], read: dict[str, str], role: str, dtype: Any, chances: bool = False
) -> Any:
    """Read what all edges say of one thing; an edge without weighs 1, is weak, is offline."""
    if role not in read:
        return None
    without: float | None
    parse: Callable[[Any], float | None]
    if role != "weight":
        without, parse, key = False, flag_of, "graph.bad_edge_flag"
    elif chances:
        without, parse, key = None, chance_of, "graph.bad_edge_chance"
    else:
        without, parse, key = 1.0, weight_of, "graph.bad_edge_weight"
    name = read[role]
    values = [data.get(name, without) for *_, data in edges]
    parsed = [parse(value) for value in values]
    if None in parsed:
        at = parsed.index(None)
        a, b, _ = edges[at]
        raise Mistake(
            key, edge=f"{a} - {b}", attribute=name, value=repr(values[at]), count=parsed.count(None)
        )
    return np.array(parsed, dtype)


def _people(graph: Any, rank: NDArray[np.int64], names: tuple[str, ...]) -> tuple[str, ...] | int:
    """Names of the people by uid: their labels, else their nodes; how many if they have none."""
    labels = [data.get("label") for _, data in graph.nodes(data=True)]
    if any(label is not None for label in labels):
        by_rank = np.argsort(rank).tolist()
        return tuple(
            names[uid] if labels[i] is None else str(labels[i]) for uid, i in enumerate(by_rank)
        )
    return len(names) if names == tuple(str(i) for i in range(len(names))) else names


def to_networkx(graph: SocialGraph) -> Any:
    """Return a NetworkX graph: nodes are uids in order, edges carry strong, online and weight.

    Names are in the node attribute `label`. The implicit complete graph is written out, each edge
    strong and with the weight of a pair, but without `online`: no tie of it is online or offline,
    each heard message is online with the share `online_share`, a graph attribute.

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
        result.graph["online_share"] = graph.online_share
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


def layout(n: int, ties: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lay people out so that those with ties lie close: by springs, then evenly over a disc.

    Springs (Fruchterman and Reingold 1991) crowd the well connected into the middle; so the distance
    from it is that of a person's place among all.

    Parameters
    ----------
    ties : (ties, 2), of people numbered from 0.

    Returns
    -------
    x and y of everybody, within 1 of the middle; the same ties give the same places.
    """
    graph = networkx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(ties.tolist())
    start = networkx.spectral_layout(graph) if len(ties) and n > SMALL_LAYOUT else None
    found = networkx.spring_layout(graph, pos=start, iterations=LAYOUT_STEPS, seed=LAYOUT_SEED)
    places = np.array([found[i] for i in range(n)], float).reshape(-1, 2)
    places -= np.median(places, axis=0)
    radius = (places**2).sum(axis=1) ** 0.5
    order = np.empty(n)
    order[np.argsort(radius, kind="stable")] = np.arange(n) + 0.5
    places *= ((order / n) ** 0.5 / np.where(radius > 0, radius, 1.0))[:, None]
    return places[:, 0], places[:, 1]


def parse_graphml(content: bytes, file: str) -> Any:
    """Return the NetworkX graph in the bytes of a GraphML file.

    Raises
    ------
    Mistake : XML that is sound but not a graph. The XML must have been checked before.
    """
    try:
        return networkx.read_graphml(BytesIO(content))
    except (
        networkx.NetworkXException, KeyError, TypeError, ValueError, AttributeError,
        RecursionError,  # folders within folders without end
    ) as error:  # fmt: skip
        raise Mistake("graph.bad_graphml", file=file, reason=str(error)) from error
