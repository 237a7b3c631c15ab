"""Cascades on networks with published answers (V10, V11, V15) and on random graphs (V17).

The networks are other people's data and lie outside of the project: a test that needs one is
skipped, and says so, where it is absent.
"""

import math
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from classical import CHOSEN, cascade, given_to
from scipy import optimize
from support import Row, stepped, table

from simulator import SocialGraph, load_scenario, make_world, read_graph

DATA = Path(os.environ.get("KUCHIKOMI_DATA", Path(__file__).parents[3] / "shared" / "data"))

pytestmark = pytest.mark.slow


def network(name: str, weight: str | None = None) -> SocialGraph:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not there; set KUCHIKOMI_DATA to the folder of the data")
    return read_graph(path, weight=weight)


def reach(
    graph: SocialGraph, seeds: np.ndarray, runs: int, weeks: int = 60, **switches: object
) -> np.ndarray:
    """Sizes of cascades from these seeds, seeds included; `switches`: how ties pass things on."""
    loaded = load_scenario(
        cascade(given_to(seeds.tolist()), weeks, switches=switches), graph=graph,
        strategy_files=[CHOSEN],
    )  # fmt: skip
    place = make_world(loaded, 1)

    def one(replicate: int) -> int:
        model = stepped(place, 1, replicate)
        return int((model.people.experiences[0] > 0).sum())

    with ThreadPoolExecutor(2) as pool:
        return np.array(list(pool.map(one, range(runs))))


def best_connected(degree: np.ndarray, k: int) -> np.ndarray:
    return np.lexsort((np.arange(len(degree)), -degree))[:k]


def multiplicity(graph: SocialGraph) -> np.ndarray:
    """Summed weight of everybody's ties."""
    assert graph.weights is not None
    row = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
    return np.bincount(row, weights=graph.weights, minlength=graph.n)


def close_to(sizes: np.ndarray, known: float) -> bool:
    """Within 2 % of what is known, and 4 standard errors of the runs."""
    error = sizes.std(ddof=1) / math.sqrt(len(sizes))
    return abs(sizes.mean() - known) <= 0.02 * known + 4 * error


@pytest.mark.parametrize(("k", "known"), [(50, 122.6), (10, 33.5)])
def test_nethept_at_one_percent(k: int, known: float) -> None:
    graph = network("nethept.csv", "papers")
    seeds = best_connected(multiplicity(graph), k)
    sizes = reach(graph, seeds, 120, weeks=40, passing="probability", probability=0.01)
    assert close_to(sizes, known)
    assert not close_to(sizes, 1.15 * known)


@pytest.mark.parametrize(("k", "known"), [(50, 892), (10, 262)])
def test_nethept_as_a_weighted_cascade(k: int, known: float) -> None:
    """P = c / d_v, d_v the summed multiplicity at the listener."""
    graph = network("nethept.csv", "papers")
    seeds = best_connected(multiplicity(graph), k)
    sizes = reach(graph, seeds, 80, weeks=100, passing="weighted")
    assert close_to(sizes, known)
    assert not close_to(sizes, 1.3 * known)


def test_facebook_at_one_percent() -> None:
    graph = network("ego_facebook.csv")
    seeds = best_connected(graph.out_degree, 50)
    sizes = reach(graph, seeds, 120, passing="probability", probability=0.01)
    assert close_to(sizes, 376)
    assert not close_to(sizes, 434)


def giant(mean: float) -> float:
    """The share that an outbreak reaches where everybody passes it on to `mean` others."""
    return float(optimize.brentq(lambda s: 1 - math.exp(-mean * s) - s, 1e-6, 1))


@pytest.mark.parametrize(
    ("mean", "known"), [(1.2, 0.31370), (1.5, 0.58281), (2.0, 0.79681), (3.0, 0.94048)]
)
def test_percolation_on_random_graphs(mean: float, known: float) -> None:
    """Newman 2002: S = 1 - exp(-zTS) of those outbreaks that take off."""
    assert math.isclose(giant(mean), known, abs_tol=1e-5)
    n, z, shares = 10_000, 6.0, []
    rows: Row = table(
        market={"consumers": n}, graph={"kind": "random", "mean_degree": z, "rescale": False}
    )
    for seed in range(8):
        graph = make_world(load_scenario(rows), seed).graph
        one = np.array([seed * 11])
        sizes = reach(graph, one, 6, 150, passing="probability", probability=mean / z) / n
        shares += [size for size in sizes if size > 0.05]
    mean_share, error = np.mean(shares), np.std(shares, ddof=1) / math.sqrt(len(shares))
    assert len(shares) >= 5
    assert abs(mean_share - known) <= 4 * error + 0.01
    assert abs(mean_share - giant(1.15 * mean)) > 4 * error
