"""Real networks, read as they are (data of others: kept outside of the project)."""

import os
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from graph_checks import check_rows

from simulator.graph.files import read_graph
from simulator.graph.social_graph import STRONG

DATA = Path(os.environ.get("KUCHIKOMI_DATA", Path(__file__).parents[3] / "shared" / "data"))


def data(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not there; set KUCHIKOMI_DATA to the folder of the data")
    return path


@pytest.mark.slow
def test_ego_facebook():
    path = data("ego_facebook.csv")
    read_graph(path)  # the first reading compiles
    begin = time.perf_counter()
    graph = read_graph(path)
    assert time.perf_counter() - begin < 2
    check_rows(graph)
    assert graph.n == 4039
    assert len(graph.targets) == 2 * 88_234
    assert round(graph.mean_degree, 2) == 43.69
    assert graph.out_degree.max() == 1045
    assert graph.notes["merged"] == graph.notes["self_loops_dropped"] == 0
    written = graph.to_networkx()
    assert round(nx.average_clustering(written), 4) == 0.6055
    assert round(nx.degree_assortativity_coefficient(written), 4) == 0.0636
    strong = (graph.kinds & STRONG > 0).sum() / graph.n
    assert 8 <= strong <= 16


def test_nethept():
    path = data("nethept.csv")
    graph = read_graph(path, weight="papers")
    check_rows(graph)
    table = np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.int64)
    loops = table[:, 0] == table[:, 1]
    assert graph.n == 15_233
    assert graph.notes["self_loops_dropped"] == loops.sum() == 22
    assert table[:, 2].sum() == 58_891
    assert graph.weights.sum(dtype=np.float64) == 2 * table[~loops, 2].sum()
    assert read_graph(path).weights is None


def test_medical_innovation():
    graph = read_graph(data("medical_innovation_edges.csv"), directed=True)
    check_rows(graph)
    assert graph.directed
    assert graph.n <= 125
