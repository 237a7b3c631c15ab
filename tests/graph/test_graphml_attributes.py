"""GraphML is read with its attributes, and comes back as it went."""

import networkx as nx
import numpy as np
import pytest
from graph_checks import arcs

from simulator.errors import Mistake
from simulator.graph.digest import graph_digest
from simulator.graph.files import read_graph
from simulator.graph.generators import GENERATORS
from simulator.graph.social_graph import ONLINE, STRONG


def test_graphml_comes_back_as_it_went(tmp_path):
    graph = GENERATORS["friends"]().build(80, 3)
    path = tmp_path / "friends.graphml"
    nx.write_graphml(graph.to_networkx(), path)
    assert graph_digest(read_graph(path)) == graph_digest(graph)
    assert read_graph(path, directed=True).directed


def test_graphml_attributes_by_name(tmp_path):
    path = tmp_path / "arrows.graphml"
    arrows = nx.MultiDiGraph()
    arrows.add_edge("b", "a", papers=2)
    arrows.add_edge("b", "a", papers=3)
    arrows.add_node("c")
    nx.write_graphml(arrows, path)
    graph = read_graph(path, weight="papers")
    assert graph.directed
    assert graph.labels == ("a", "b", "c")
    assert {pair: weight for pair, (_, weight) in arcs(graph).items()} == {(1, 0): 5}
    assert graph.notes["merged"] == 1
    assert np.all(graph.kinds & STRONG)


WORDS = ("weak", "false", "offline", "no", "0", "いいえ")


@pytest.mark.parametrize("word", WORDS)
def test_words_in_graphml_mean_what_they_mean_in_an_edge_list(tmp_path, word):
    path = tmp_path / "words.graphml"
    ties = nx.DiGraph()
    ties.add_edge("a", "b", Strong=word, online="yes", weight="0.5", since="2001")
    ties.add_edge("b", "c", Strong="strong", online=word, weight="2")
    nx.write_graphml(ties, path)
    graph = read_graph(path)
    assert arcs(graph) == {(0, 1): (ONLINE, 0.5), (1, 2): (STRONG, 2.0)}
    assert graph.notes == {
        "file": "words.graphml", "weight": "weight", "strong": "Strong", "online": "online",
        "ignored": "since", "merged": 0, "self_loops_dropped": 0,
    }  # fmt: skip


def test_a_graphml_attribute_that_no_edge_has(tmp_path):
    path = tmp_path / "one.graphml"
    nx.write_graphml(nx.Graph([("a", "b", {"papers": 2})]), path)
    with pytest.raises(Mistake, match=r'No edge has an attribute "paper"\. Edges have: papers'):
        read_graph(path, weight="paper")
