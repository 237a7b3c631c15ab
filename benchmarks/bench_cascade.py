"""Cascades beside CyNetDiff and NDlib, in turn in one run; and how long choosing seeds takes.

    pip install cynetdiff ndlib
    python benchmarks/bench_cascade.py            # a made network
    python benchmarks/bench_cascade.py FILE.csv --weights COLUMN

A tie of weight w passes with 1 - .99 ** w, and by its share of what its listener hears. One thread. Those
that are not installed are left out. What is compared are ratios of one run: machines differ and are noisy.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np

from simulator import SocialGraph, read_graph
from simulator.classic import independent_cascade
from simulator.graph import choose_seeds
from simulator.graph.generators import GENERATORS
from simulator.graph.passing import passing_graph, passing_of

RUNS, K, ROUNDS, P = 10_000, 50, 5, 0.01
FEW = 20  # runs of NDlib, which takes long


def main() -> None:
    """Time every program in turn, a few times over, and print ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?")
    parser.add_argument("--weights")
    options = parser.parse_args()
    if options.file:
        graph = read_graph(options.file, weight=options.weights)
    else:
        graph = GENERATORS["communities"]().build(15_000, 1)
    for model in (P, "weighted"):
        print(f"== {graph.n} people, {graph.ties} ties, k = {K}, p = {model}")
        compared(graph, model)


def compared(graph: SocialGraph, model: float | str) -> None:
    """Print means and times of all programs on one model."""
    choose_seeds(graph, 2, "ris", model)  # compiled
    began = time.perf_counter()
    seeds = choose_seeds(graph, K, "ris", model)
    print(f"choosing {K} seeds by ris: {time.perf_counter() - began:.2f} s")
    chances = network_of(graph, model)
    programs: dict[str, tuple[Callable[[], Callable[[int], float]], int]] = {
        "kuchikomi": (lambda: ours(graph, seeds, model), RUNS),
        "cynetdiff": (lambda: by_cynetdiff(chances, seeds), RUNS),
        "ndlib": (lambda: by_ndlib(chances, seeds), FEW),
    }
    ready: dict[str, tuple[Callable[[int], float], int]] = {}
    for name, (make, runs) in programs.items():
        try:
            ready[name] = make(), runs
        except ImportError as missing:
            print(f"{name} is left out: {missing}")
    times: dict[str, list[float]] = {name: [] for name in ready}
    means: dict[str, float] = {}
    for round_ in range(ROUNDS):
        for name, (run, runs) in ready.items():
            if name == "ndlib" and round_:
                continue
            began = time.perf_counter()
            means[name] = run(runs)
            times[name].append((time.perf_counter() - began) / runs)
    own = statistics.median(times["kuchikomi"])
    for name in ready:
        each = statistics.median(times[name])
        print(f"{name}: mean {means[name]:.1f}, {1e6 * each:.1f} us a cascade, {each / own:.2f} times ours")


def network_of(graph: SocialGraph, model: float | str) -> nx.DiGraph:
    """The same arcs with their probabilities, as the others take them."""
    passing = passing_graph(graph, *passing_of(graph, model))
    source = np.repeat(np.arange(graph.n), np.diff(passing.offsets))
    assert passing.weights is not None  # noqa: S101 - they are rates
    chance = -np.expm1(-passing.weights.astype(float))
    out = nx.DiGraph()
    out.add_nodes_from(range(graph.n))
    rows = zip(source.tolist(), passing.targets.tolist(), chance.tolist(), strict=True)
    out.add_weighted_edges_from(rows, weight="activation_prob")
    return out


def ours(graph: SocialGraph, seeds: Any, model: float | str) -> Callable[[int], float]:
    """What is compared, compiled."""
    independent_cascade(graph, seeds, model, 2, workers=1)
    return lambda runs: independent_cascade(graph, seeds, model, runs, workers=1).mean


def by_cynetdiff(network: nx.DiGraph, seeds: Any) -> Callable[[int], float]:
    """CyNetDiff, whose documentation runs cascades in such a loop."""
    from cynetdiff.utils import networkx_to_ic_model

    model, numbers = networkx_to_ic_model(network)
    model.set_seeds({numbers[int(one)] for one in seeds})

    def run(runs: int) -> float:
        total = 0
        for _ in range(runs):
            model.reset_model()
            model.advance_until_completion()
            total += model.get_num_activated_nodes()
        return total / runs

    return run


def by_ndlib(network: nx.DiGraph, seeds: Any) -> Callable[[int], float]:
    """NDlib, until nobody is infected any more."""
    from ndlib.models.epidemics import IndependentCascadesModel
    from ndlib.models.ModelConfig import Configuration

    config = Configuration()
    config.add_model_initial_configuration("Infected", [int(one) for one in seeds])
    for a, b, chance in network.edges(data="activation_prob"):
        config.add_edge_configuration("threshold", (a, b), chance)

    def run(runs: int) -> float:
        total = 0
        for _ in range(runs):
            model = IndependentCascadesModel(network)
            model.set_initial_status(config)
            counts = model.iteration()["node_count"]
            while counts[1]:
                counts = model.iteration()["node_count"]
            total += counts[2]
        return total / runs

    return run


if __name__ == "__main__":
    main()
