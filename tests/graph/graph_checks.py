"""What the tests of graphs share: exact checks, statistics, and how a statistic is judged.

Every statistical test is two-sided with a false-alarm rate of `ALARM`, on fixed seeds, and comes
with a wrong twin that the same test must reject.
"""

import numpy as np
from scipy import sparse, stats

from simulator.graph.social_graph import STRONG, SocialGraph

ALARM = 1e-6


def matrix(graph: SocialGraph, bits: int = 0) -> sparse.csr_array:
    """Adjacency of the arcs that have all of `bits`."""
    keep = (graph.kinds & bits) == bits
    row = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
    entries = (np.ones(keep.sum()), (row[keep], graph.targets[keep]))
    return sparse.csr_array(entries, shape=(graph.n, graph.n))


def weak_matrix(graph: SocialGraph) -> sparse.csr_array:
    return matrix(graph) - matrix(graph, STRONG)


def transitivity(adjacency: sparse.csr_array) -> float:
    degree = adjacency.sum(axis=1)
    return float(adjacency.multiply(adjacency @ adjacency).sum() / (degree * (degree - 1)).sum())


def arcs(graph: SocialGraph) -> dict[tuple[int, int], tuple[int, float]]:
    """(talker uid, listener uid) -> (kind, weight)."""
    row = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
    weight = np.ones(len(row)) if graph.weights is None else graph.weights
    columns = graph.uids[row], graph.uids[graph.targets], graph.kinds, weight
    return {(a, b): (k, w) for a, b, k, w in zip(*(c.tolist() for c in columns), strict=True)}


def check_rows(graph: SocialGraph) -> None:
    """Rows ascend, nobody is tied to himself, undirected ties have alike twins."""
    row = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
    name = row * graph.n + graph.targets
    assert np.all(np.diff(name) > 0)
    assert not np.any(row == graph.targets)
    assert graph.kinds.max(initial=0) <= 3
    if not graph.directed:
        twin = np.searchsorted(name, graph.targets.astype(np.int64) * graph.n + row)
        assert np.array_equal(name[twin], graph.targets.astype(np.int64) * graph.n + row)
        assert np.array_equal(graph.kinds[twin], graph.kinds)
        if graph.weights is not None:
            assert np.array_equal(graph.weights[twin], graph.weights)


def agrees(sample: list[float], theory: float) -> bool:
    """Student's test of the mean of independent replicates."""
    return stats.ttest_1samp(sample, theory).pvalue > ALARM


def alike(sample: list[float], other: list[float]) -> bool:
    """Welch's test of two means."""
    return stats.ttest_ind(sample, other, equal_var=False).pvalue > ALARM


def share_agrees(hits: int, of: int, share: float) -> bool:
    """Exact binomial test."""
    return stats.binomtest(int(hits), int(of), share).pvalue > ALARM


def counts_agree(observed: np.ndarray, expected: np.ndarray) -> bool:
    """Pearson's chi-square test of counts."""
    return stats.chisquare(observed, expected * observed.sum() / expected.sum()).pvalue > ALARM
