"""A network as it was handed in, and what its people are called there."""

from collections.abc import Hashable, Iterable
from numbers import Integral
from os import PathLike
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake, shortened
from simulator.graph.matrix import is_sparse
from simulator.graph.social_graph import SocialGraph


class Given(NamedTuple):
    """A graph, and the nodes that its people were where it was handed in; None: people go by their uids."""

    graph: SocialGraph
    nodes: tuple[Hashable, ...] | None  # by uid

    def uids_of(self, people: Any) -> list[int]:
        """Uids of people, each once, ascending.

        Parameters
        ----------
        people : one or many: nodes of the NetworkX graph that was handed in; of any other network, uids, or
            names in the data that it came from.

        Raises
        ------
        Mistake : somebody who is not there.
        """
        place = self._place()
        if _is_one(people) or (_can_be_looked_up(people) and people in place):
            people = [people]
        found: set[int] = set()
        for one in people:
            uid = place.get(one) if _can_be_looked_up(one) else None
            if uid is None or isinstance(one, bool | np.bool_):
                raise Mistake("classic.stranger", who=_written(one), people=self.graph.n)
            found.add(uid)
        return sorted(found)

    def called(self, uids: NDArray[np.int32]) -> NDArray[Any]:
        """The people with these uids, as `uids_of` takes them: nodes, or the uids."""
        if self.nodes is None:
            return uids
        nodes = [self.nodes[uid] for uid in uids.tolist()]
        if all(isinstance(node, Integral) and -(2**63) <= int(node) < 2**63 for node in nodes):
            return np.array(nodes, np.int64)
        out = np.empty(len(nodes), object)
        out[:] = nodes
        return out

    def _place(self) -> dict[Hashable, int]:
        """Uid of everybody who can be named."""
        if self.nodes is not None:
            return {node: uid for uid, node in enumerate(self.nodes)}
        uids = self.graph.uids.tolist()
        names = self.graph.labels or map(str, uids)
        return {**dict(zip(names, uids, strict=True)), **{uid: uid for uid in uids}}


def _is_one(people: Any) -> bool:
    """Whether it cannot be many."""
    scalar = isinstance(people, np.ndarray) and people.ndim == 0
    return scalar or isinstance(people, str | bytes) or not isinstance(people, Iterable)


def _can_be_looked_up(one: Any) -> bool:
    """Whether it has a hash; a tuple that holds a list has none."""
    try:
        hash(one)
    except TypeError:
        return False
    return True


def _written(one: Any) -> str:
    """Somebody as he was named."""
    if isinstance(one, str):
        return f'"{shortened(one)}"'
    return shortened(repr(one.item() if isinstance(one, np.generic) else one))


def given(network: Any, way: object = None) -> Given:
    """Take a network: a `SocialGraph`, or what `SocialGraph.of` takes.

    Parameters
    ----------
    way : "arcs" where the weights of ties are their chances to pass something on.

    Raises
    ------
    Mistake : no network.
    """
    if isinstance(network, SocialGraph):
        return Given(network, None)
    graph = SocialGraph.of(network, chances=way == "arcs")
    if isinstance(network, str | PathLike) or is_sparse(network):
        return Given(graph, None)
    from simulator.graph.bridge import nodes_by_uid

    nodes = nodes_by_uid(network)
    return Given(graph, None if nodes == tuple(range(graph.n)) else nodes)
