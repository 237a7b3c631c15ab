"""Who may tell whom: the social graph in compressed sparse rows.

Row i holds the ties along which consumer i talks (out-arcs), sorted by target. An undirected tie is
two arcs. Each arc is strong or weak, online or offline, and may carry a weight. A row number is a
place in memory; the permanent name of a person is the uid.
"""

from functools import cached_property
from os import PathLike
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.errors import Mistake
from simulator.graph.once import Once

STRONG = 1  # bit of `kinds`
ONLINE = 2  # bit of `kinds`
CONVERSATION_DEGREE = 16.0  # hearing rates are meant for about this many ties (model page)


class Arcs(NamedTuple):
    """What kernels see of a graph."""

    offsets: NDArray[np.int64]  # (n + 1,)
    targets: NDArray[np.int32]  # (arcs,) row of the listener
    kinds: NDArray[np.uint8]  # (arcs,) STRONG | ONLINE
    weights: NDArray[np.float32]  # (arcs,), or empty: every tie weighs 1
    in_degree: NDArray[np.int32]  # (n,)


class SocialGraph:
    """A directed social graph over `n` consumers; undirected ties are pairs of arcs.

    Parameters
    ----------
    offsets : int64 (n + 1,), start of each row.
    targets : int32 (arcs,), listeners, ascending within a row, no self-loops, no repeats.
    kinds : uint8 (arcs,), `STRONG` | `ONLINE`.
    weights : float32 (arcs,), or None where every tie weighs 1.
    directed : False where every arc has its twin of the same kind and weight.
    uids : int32 (n,), permanent names of the rows; 0..n-1 unless given.
    labels : names of the people in the data the graph came from, by row; None for made graphs.
    complete : True for the implicit complete graph, which stores no arcs: everybody hears everybody.
    pair_weight : for `complete` only: the weight of each pair, which may be 0.
    online_share : for `complete` only: share of its talk that is online.
    notes : what the import merged, dropped or guessed: name -> number or text.
    """

    def __init__(
        self,
        offsets: NDArray[np.int64],
        targets: NDArray[np.int32],
        kinds: NDArray[np.uint8],
        weights: NDArray[np.float32] | None = None,
        *,
        directed: bool = False,
        uids: NDArray[np.int32] | None = None,
        labels: tuple[str, ...] | None = None,
        complete: bool = False,
        pair_weight: float = 0.0,
        online_share: float = 0.0,
        notes: dict[str, Any] | None = None,
    ) -> None:
        self.offsets = np.ascontiguousarray(offsets, np.int64)
        self.targets = np.ascontiguousarray(targets, np.int32)
        self.kinds = np.ascontiguousarray(kinds, np.uint8)
        self.weights = None if weights is None else np.ascontiguousarray(weights, np.float32)
        self.directed = directed
        self.n = len(offsets) - 1
        self.uids = (
            np.arange(self.n, dtype=np.int32) if uids is None else np.asarray(uids, np.int32)
        )
        _check_rows(self.offsets, self.targets, self.uids)
        self.labels = labels
        self.complete = complete
        self.pair_weight = pair_weight
        self.online_share = online_share
        self.notes = dict(notes or {})
        self.once = Once()  # what strategies ask for in every run

    def __repr__(self) -> str:
        kind = "complete" if self.complete else ("directed" if self.directed else "undirected")
        return f"SocialGraph({self.n} consumers, {len(self.targets)} arcs, {kind})"

    @property
    def ties(self) -> int:
        """Number of stored ties: of arcs where the graph is directed, else of pairs of arcs."""
        return len(self.targets) // (1 if self.directed else 2)

    @cached_property
    def out_degree(self) -> NDArray[np.int32]:
        """Number of people each consumer talks to, int32 (n,)."""
        if self.complete:
            return np.full(self.n, self.n - 1, np.int32)
        return np.diff(self.offsets).astype(np.int32)

    @cached_property
    def in_degree(self) -> NDArray[np.int32]:
        """Number of people each consumer hears, int32 (n,)."""
        if self.complete:
            return np.full(self.n, self.n - 1, np.int32)
        return np.bincount(self.targets, minlength=self.n).astype(np.int32)

    @property
    def mean_degree(self) -> float:
        """Mean number of out-arcs per consumer."""
        return len(self.targets) / self.n if self.n else 0.0

    @property
    def hearing_factor(self) -> float:
        """Factor on hearing rates: dense friend lists are not conversations (1 for `complete`)."""
        if self.complete or self.mean_degree == 0:
            return 1.0
        return min(1.0, CONVERSATION_DEGREE / self.mean_degree)

    @property
    def heaviest(self) -> float:
        """Weight of the heaviest tie; 1 where no weights are kept."""
        if self.complete:
            return self.pair_weight
        return 1.0 if self.weights is None else float(self.weights.max(initial=0.0))

    @cached_property
    def arcs(self) -> Arcs:
        """The arrays as kernels take them (not copies; do not write)."""
        weights = np.empty(0, np.float32) if self.weights is None else self.weights
        return Arcs(self.offsets, self.targets, self.kinds, weights, self.in_degree)

    def guarded(self) -> "SocialGraph":
        """Return the same graph to look at: no copies, but arrays and attributes refuse writing."""
        twin = object.__new__(_Guarded)
        seen = vars(self) | {
            "out_degree": self.out_degree,
            "in_degree": self.in_degree,
            "arcs": Arcs(*(_unwritable(array) for array in self.arcs)),
            "notes": dict(self.notes),
        }
        for name, value in seen.items():
            vars(twin)[name] = _unwritable(value) if isinstance(value, np.ndarray) else value
        return twin

    def neighbours(self, row: int) -> NDArray[np.int32]:
        """Rows to which the consumer in `row` talks, ascending."""
        return self.targets[self.offsets[row] : self.offsets[row + 1]]

    def reordered(self, order: NDArray[np.int64]) -> "SocialGraph":
        """Return the same graph with its rows in another order: new row i is old row order[i]."""
        place = np.empty(self.n, np.int64)
        place[order] = np.arange(self.n)
        sources = place[np.repeat(np.arange(self.n), np.diff(self.offsets))]
        targets = place[self.targets]
        by = np.lexsort((targets, sources))
        labels = None if self.labels is None else tuple(self.labels[i] for i in order)
        return SocialGraph(
            _offsets(sources, self.n),
            targets[by].astype(np.int32),
            self.kinds[by],
            None if self.weights is None else self.weights[by],
            directed=self.directed,
            uids=self.uids[order],
            labels=labels,
            complete=self.complete,
            pair_weight=self.pair_weight,
            online_share=self.online_share,
            notes=self.notes,
        )

    @classmethod
    def from_arcs(
        cls,
        n: int,
        source: ArrayLike,
        target: ArrayLike,
        kind: ArrayLike,
        weight: ArrayLike | None = None,
        *,
        directed: bool = False,
        labels: tuple[str, ...] | None = None,
        notes: dict[str, Any] | None = None,
    ) -> "SocialGraph":
        """Build from clean arcs in any order (no repeats, no self-loops; both arcs of a tie)."""
        sources, targets = np.asarray(source, np.int64), np.asarray(target, np.int64)
        by = np.lexsort((targets, sources))
        return cls(
            _offsets(sources, n),
            targets[by].astype(np.int32),
            np.asarray(kind, np.uint8)[by],
            None if weight is None else np.asarray(weight, np.float32)[by],
            directed=directed,
            labels=labels,
            notes=notes,
        )

    @classmethod
    def from_edges(
        cls,
        source: ArrayLike,
        target: ArrayLike,
        weight: ArrayLike | None = None,
        directed: bool = False,
        strong: ArrayLike | None = None,
        online: ArrayLike | None = None,
        seed: int = 0,
        chances: bool = False,
    ) -> "SocialGraph":
        """Build from edges between people with any ids, by the import rules of the model page.

        Parameters
        ----------
        source, target : ids (numbers or text) of the two ends, of equal length.
        weight : positive numbers, or None.
        directed : True if an edge only lets `source` talk to `target`.
        strong : True where a tie is strong; None: from common neighbours.
        online : True where a tie is online; None: drawn for each pair with `seed`.
        chances : True if weights are chances that ties pass something on, from 0 to 1.

        Raises
        ------
        Mistake : lengths that differ, no edge, a weight that is not a positive number.
        """
        from simulator.graph.edges import graph_from_edges

        return graph_from_edges(
            source, target, weight, directed=directed, strong=strong, online=online, seed=seed,
            chances=chances,
        )  # fmt: skip

    @classmethod
    def of(cls, network: Any, chances: bool = False) -> "SocialGraph":
        """Build from what others hold a network in: a file, a SciPy sparse matrix or a NetworkX graph.

        Parameters
        ----------
        chances : True if weights are chances that ties pass something on, as for `from_edges`; entries
            that a matrix holds twice are added by SciPy.

        Raises
        ------
        Mistake : it is none of them; as `read_graph` (of a path), `from_scipy` and `from_networkx`.
        """
        if isinstance(network, str | PathLike):
            from simulator.graph.files import read_graph

            return read_graph(network, chances=chances)
        from simulator.graph.matrix import is_sparse

        if is_sparse(network):
            return cls.from_scipy(network)
        return cls.from_networkx(network, chances=chances)

    @classmethod
    def from_scipy(
        cls, matrix: Any, directed: bool | None = None, seed: int = 0
    ) -> "SocialGraph":
        """Build from a square matrix of weights, SciPy sparse or dense: entry (i, j) is i to j.

        Parameters
        ----------
        matrix : entries of 0 are no ties. directed : None: unless the matrix is symmetric.
        seed : of the draws that say which ties are online.
        """
        from simulator.graph.matrix import from_scipy

        return from_scipy(matrix, directed=directed, seed=seed)

    @classmethod
    def from_networkx(
        cls,
        graph: Any,
        weight: str | None = None,
        strong: str | None = None,
        online: str | None = None,
        directed: bool | None = None,
        seed: int = 0,
        chances: bool = False,
    ) -> "SocialGraph":
        """Build from a NetworkX graph (attributes weight, strong, online; or those named here)."""
        from simulator.graph.bridge import from_networkx

        return from_networkx(
            graph, weight=weight, strong=strong, online=online, directed=directed, seed=seed,
            chances=chances,
        )  # fmt: skip

    def to_networkx(self) -> Any:
        """Return a NetworkX graph: nodes are uids, edges carry strong, online and weight."""
        from simulator.graph.bridge import to_networkx

        return to_networkx(self)


class _Guarded(SocialGraph):
    """A graph that its holder may read and not change."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"the graph is for reading only; {name} cannot be set")


def _unwritable(array: NDArray[Any]) -> NDArray[Any]:
    view = array.view()
    view.flags.writeable = False
    return view


def complete_graph(n: int, pair_weight: float, online_share: float = 0.0) -> SocialGraph:
    """Make the implicit complete graph: everybody hears everybody, each pair with `pair_weight`."""
    if n < 2:
        raise Mistake("graph_too_small", n=n, least=2)
    return SocialGraph(
        np.zeros(n + 1, np.int64),
        np.empty(0, np.int32),
        np.empty(0, np.uint8),
        complete=True,
        pair_weight=pair_weight,
        online_share=online_share,
    )


def _offsets(sorted_or_not_sources: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    offsets = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(sorted_or_not_sources, minlength=n), out=offsets[1:])
    return offsets


def _check_rows(
    offsets: NDArray[np.int64], targets: NDArray[np.int32], uids: NDArray[np.int32]
) -> None:
    """Refuse arrays that compiled loops, which check nothing, would read or write beyond."""
    n = len(offsets) - 1
    if n < 0 or offsets[0] != 0 or offsets[-1] != len(targets) or (np.diff(offsets) < 0).any():
        raise ValueError("offsets must rise from 0 to the number of arcs")
    if len(targets) and not (targets.min() >= 0 and targets.max() < n):
        raise ValueError("targets must be rows of the graph")
    if len(uids) != n or (np.sort(uids) != np.arange(n)).any():
        raise ValueError("uids must be 0 to n - 1, each once")
