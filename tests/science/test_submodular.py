"""One seed more adds less the more there are already (Kempe2003): to whom that is true, and to whom not.

Run by run with the same draws: cascades are what live arcs reach, so that it holds path by path. A person's
threshold is one draw for all seeds, so that of thresholds it is true of the mean only, where each person's
threshold is uniform; and of Watts' common threshold it is not true at all.
"""

from itertools import product

import numpy as np
import pytest
from classical import Arc, agrees, reachable
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY, ties

from simulator import SocialGraph
from simulator.classic import independent_cascade, linear_threshold, watts

RUNS = 40
N = 12
ARCS = st.lists(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda arc: arc[0] != arc[1]),
    min_size=12, max_size=40, unique=True,
)  # fmt: skip
SOME = st.sets(st.integers(0, N - 1), max_size=5)


def sizes(model: str | float, graph: SocialGraph, seeds: set[int], seed: int) -> np.ndarray:
    """How many each run reaches; "lt", a common threshold ("watts"), or the probability of a cascade."""
    if not seeds:
        return np.zeros(RUNS, np.int64)
    if model == "lt":
        return linear_threshold(graph, seeds, RUNS, seed).sizes
    if model == "watts":
        return watts(graph, 0.6, RUNS, seed, seeds=seeds).sizes
    return independent_cascade(graph, seeds, model, RUNS, seed).sizes


def gains(
    model: str | float, graph: SocialGraph, few: set[int], others: set[int], extra: int, seed: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """What a seed more adds in each run: to few seeds, and to those and others besides."""
    early, late = (
        sizes(model, graph, some | {extra}, seed) - sizes(model, graph, some, seed)
        for some in (few, few | others)
    )
    return early, late


@PROPERTY
@given(arcs=ARCS, p=st.floats(0.05, 0.95) | st.just("weighted"), few=SOME, others=SOME,
       extra=st.integers(0, N - 1), seed=st.integers(0, 10**6))  # fmt: skip
def test_cascades_are_submodular_and_monotone_run_by_run(
    arcs: list[Arc], p: float | str, few: set[int], others: set[int], extra: int, seed: int
) -> None:
    early, late = gains(p, ties(N, arcs, directed=True), few, others, extra, seed)
    assert (early >= late).all()
    assert (late >= 0).all()


@PROPERTY
@given(arcs=ARCS, few=SOME, others=SOME, extra=st.integers(0, N - 1), seed=st.integers(0, 10**6))
def test_thresholds_are_monotone_run_by_run(
    arcs: list[Arc], few: set[int], others: set[int], extra: int, seed: int
) -> None:
    graph = ties(N, arcs, directed=True)
    for model in ("lt", "watts"):
        early, late = gains(model, graph, few, others, extra, seed)
        assert (early >= 0).all()
        assert (late >= 0).all()


def test_thresholds_are_not_submodular_run_by_run() -> None:
    """The twins: 2 hears 0 and 1; beyond one half it takes both, and the second adds more than the first."""
    graph = ties(3, [(0, 2), (1, 2)], directed=True)
    early, late = gains("watts", graph, set(), {1}, 0)
    assert (early.tolist(), late.tolist()) == ([1] * RUNS, [2] * RUNS)
    early, late = gains("lt", graph, set(), {1}, 0)
    assert set(zip(early.tolist(), late.tolist(), strict=True)) == {(1, 2), (2, 1)}


# --- linear thresholds, in the mean ---------------------------------------------------------------

Weighted = dict[Arc, float]


def sizes_by_picks(n: int, weights: Weighted, seeds: set[int]) -> np.ndarray:
    """Exact distribution of sizes where each listens to one, picked by weight (Kempe2003, claim 2.6)."""
    heard = [[arc for arc in weights if arc[1] == i] for i in range(n)]
    out = np.zeros(n + 1)
    for picks in product(*(arcs or [None] for arcs in heard)):
        live = [arc for arc in picks if arc is not None]
        shares = [weights[arc] / sum(weights[one] for one in heard[arc[1]]) for arc in live]
        out[len(reachable(live, seeds))] += np.prod(shares)
    return out


SMALL = (2, 8, 9, 14, 15, 17, 21, 26)
"""Graphs on which it matters how much ties weigh."""


def small(seed: int) -> Weighted:
    """Twelve arcs among six people."""
    draw = np.random.default_rng(seed)  # noqa: TID251 - arguments, no decisions of the model
    every = [(a, b) for a in range(6) for b in range(6) if a != b]
    some = draw.choice(len(every), 12, replace=False)
    return {every[k]: float(draw.integers(1, 9)) for k in sorted(some)}


@pytest.mark.parametrize("seed", SMALL)
def test_a_threshold_is_a_neighbour_picked_by_weight(seed: int) -> None:
    """Chi-square, false-alarm rate 1e-6; the twin takes all ties of a listener for equal."""
    weights, n, seeds = small(seed), 6, {0}
    graph = ties(n, weights, weight=list(weights.values()), directed=True)
    found = np.bincount(linear_threshold(graph, seeds, 40_000, seed).sizes, minlength=n + 1)
    assert agrees(found, sizes_by_picks(n, weights, seeds))
    assert not agrees(found, sizes_by_picks(n, dict.fromkeys(weights, 1.0), seeds))


@pytest.mark.parametrize("seed", SMALL)
def test_thresholds_are_submodular_in_the_mean(seed: int) -> None:
    """Exactly, as the mean over picks; and of 20,000 runs within 4 standard errors of the difference."""
    weights, n = small(seed), 6
    graph = ties(n, weights, weight=list(weights.values()), directed=True)

    def mean(seeds: set[int]) -> float:
        return float(sizes_by_picks(n, weights, seeds) @ np.arange(n + 1))

    assert mean({0, 2}) - mean({0}) >= mean({0, 1, 2}) - mean({0, 1}) - 1e-12
    runs = [linear_threshold(graph, some, 20_000, seed).sizes for some in ({0, 2}, {0}, {0, 1, 2}, {0, 1})]
    by_run = runs[0] - runs[1] - runs[2] + runs[3]
    assert by_run.mean() >= -4 * by_run.std(ddof=1) / len(by_run) ** 0.5


def test_a_common_threshold_is_not_submodular_in_the_mean_either() -> None:
    """The twin, on the same graphs with the same check."""
    below = []
    for seed in SMALL:
        weights = small(seed)
        graph = ties(6, weights, weight=list(weights.values()), directed=True)
        runs = [watts(graph, 0.8, 2, seeds=some).sizes for some in ({0, 2}, {0}, {0, 1, 2}, {0, 1})]
        below.append(float((runs[0] - runs[1] - runs[2] + runs[3]).mean()))
    assert min(below) < 0
