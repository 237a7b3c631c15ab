"""What V10, V11 and V15 ask of networks that may not ship, asked of one that does: 119 doctors.

Their reach is recounted by NumPy's generator and NetworkX, which share nothing with the engine; false alarms
of a comparison are some 6 in 100,000 (four standard errors of both).
"""

import math
from functools import cache

import networkx
import numpy as np
import pytest

from simulator import SocialGraph, read_graph
from simulator.classic import independent_cascade
from simulator.graph import choose_seeds
from simulator.scenarios.files import shipped

DOCTORS = shipped()["own_network"].parent / "doctors.csv"
K, RUNS, RECOUNTS = 10, 4_000, 2_000


@cache
def pairs() -> tuple[tuple[str, str, int], ...]:
    """Every tie, and how often two doctors meet: made up, from 1 to 4."""
    lines = DOCTORS.read_text(encoding="utf-8").splitlines()[1:]
    return tuple((*line.split(","), 1 + place % 4) for place, line in enumerate(lines))  # type: ignore[misc]


@cache
def doctors(weighted: bool = True) -> SocialGraph:
    first, second, meetings = zip(*pairs(), strict=True)
    return SocialGraph.from_edges(first, second, meetings if weighted else None)


def recounted(seeds: list[str], model: float | str) -> tuple[float, float]:
    """Mean reach over live-edge graphs, and its standard error; a tie has a coin for each direction."""
    graph = networkx.Graph()
    for one, other, meetings in pairs():
        held = graph.get_edge_data(one, other, {"w": 0})["w"]
        graph.add_edge(one, other, w=held + meetings)
    arcs = [(a, b) for one, other in graph.edges for a, b in ((one, other), (other, one))]
    heard = dict(graph.degree(weight="w"))
    met = np.array([graph.edges[arc]["w"] for arc in arcs])
    total = np.array([heard[listener] for _, listener in arcs])
    chance = met / total if model == "weighted" else 1 - (1 - float(model)) ** met
    draws, sizes = np.random.default_rng(1), []  # noqa: TID251 - not ours, on purpose
    for _ in range(RECOUNTS):
        live = networkx.DiGraph()
        live.add_nodes_from(graph)
        live.add_edges_from(arcs[place] for place in np.flatnonzero(draws.random(len(arcs)) < chance))
        sizes.append(len(set().union(seeds, *(networkx.descendants(live, seed) for seed in seeds))))
    return float(np.mean(sizes)), float(np.std(sizes, ddof=1)) / math.sqrt(RECOUNTS)


@pytest.mark.parametrize("model", [0.03, "weighted"])
@pytest.mark.parametrize("rule", ["ris", "degree_discount", "degree", "random"])
def test_doctors_are_reached_as_recounted(model: float | str, rule: str) -> None:
    graph = doctors()
    seeds = choose_seeds(graph, K, rule, model)
    known, error = recounted([str(graph.labels[uid]) for uid in seeds], model)
    found = independent_cascade(graph, seeds, model, RUNS)
    assert abs(found.mean - known) <= 4 * math.hypot(error, found.se)
    wrong = graph if model == "weighted" else doctors(weighted=False)  # all ties alike, or all meet once
    twin = independent_cascade(wrong, seeds, 0.1 if model == "weighted" else model, RUNS)
    assert abs(twin.mean - known) > 4 * math.hypot(error, twin.se)


def test_doctors_are_counted_as_networkx_counts_them() -> None:
    graph = read_graph(DOCTORS)
    other = networkx.read_edgelist(DOCTORS, delimiter=",", comments="source")
    assert (graph.n, graph.ties) == (other.number_of_nodes(), other.number_of_edges()) == (119, 240)
    here = graph.to_networkx().to_undirected()
    assert networkx.average_clustering(here) == pytest.approx(networkx.average_clustering(other))
    assert networkx.degree_assortativity_coefficient(here) == pytest.approx(
        networkx.degree_assortativity_coefficient(other)
    )
