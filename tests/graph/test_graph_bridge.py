"""NetworkX and SciPy at the door: round trips, and imports that stay light."""

import ast
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from graph_checks import arcs, check_rows, matrix
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import simulator.graph
from simulator.errors import Mistake
from simulator.graph.digest import graph_digest
from simulator.graph.edges import graph_from_edges
from simulator.graph.generators import GENERATORS
from simulator.graph.social_graph import STRONG, SocialGraph, complete_graph

EDGES = st.lists(
    st.tuples(
        st.integers(0, 12), st.integers(0, 12), st.floats(0.1, 9), st.booleans(), st.booleans()
    ),
    min_size=1,
    max_size=60,
).filter(lambda edges: len({end for edge in edges for end in edge[:2]}) > 1)


@settings(max_examples=100, deadline=None)
@given(EDGES, st.booleans(), st.booleans(), st.booleans())
def test_networkx_gives_back_the_same_graph(edges, directed, weighted, flagged):
    a, b, weight, strong, online = zip(*edges, strict=True)
    graph = graph_from_edges(
        [f"person {i}" for i in a],
        [f"person {i}" for i in b],
        weight if weighted else None,
        directed=directed,
        strong=strong if flagged else None,
        online=online if flagged else None,
    )
    back = SocialGraph.from_networkx(graph.to_networkx())
    if len(graph.targets) or not weighted:
        assert graph_digest(back) == graph_digest(graph)
    assert back.labels == graph.labels
    order = np.arange(graph.n)[::-1].copy()
    moved = SocialGraph.from_networkx(graph.reordered(order).to_networkx())
    assert arcs(moved) == arcs(graph)
    assert moved.labels == graph.labels


@pytest.mark.parametrize("kind", [kind for kind in GENERATORS if kind != "complete"])
def test_made_graphs_survive_the_door(kind):
    graph = GENERATORS[kind]().build(300, 2)
    back = SocialGraph.from_networkx(graph.to_networkx())
    assert graph_digest(back) == graph_digest(graph)
    assert back.labels is None


def test_networkx_graphs_of_any_kind():
    many = nx.MultiGraph([("b", "a"), ("a", "b"), ("c", "c")])
    graph = SocialGraph.from_networkx(many)
    assert graph.labels == ("a", "b", "c")
    assert graph.notes["merged"] == 1
    assert graph.notes["self_loops_dropped"] == 1
    assert graph.weights is not None
    assert graph.weights.tolist() == [2, 2], "each of parallel edges counts"
    assert SocialGraph.from_networkx(nx.MultiGraph([("b", "a"), ("c", "a")])).weights is None
    assert np.all(graph.kinds & STRONG)
    some = nx.DiGraph([(1, 2, {"weight": 3.0}), (2, 3)])
    assert {p: w for p, (_, w) in arcs(SocialGraph.from_networkx(some)).items()} == {
        (0, 1): 3, (1, 2): 1,
    }  # fmt: skip
    with pytest.raises(Mistake, match="positive"):
        SocialGraph.from_networkx(nx.Graph([(1, 2, {"weight": -1.0})]))
    with pytest.raises(Mistake, match="graph: 0;"):
        SocialGraph.from_networkx(nx.Graph())


@pytest.mark.parametrize(
    ("given", "flag"),
    [(True, True), (0, False), (1.0, True), (np.False_, False), ("weak", False), ("Yes", True),
     ("false", False), ("offline", False), (" no ", False), ("1", True)],
)  # fmt: skip
def test_attributes_mean_what_they_mean_in_an_edge_list(given, flag):
    ties = nx.DiGraph([("a", "b", {"strong": given}), ("b", "c")])
    kinds = {
        pair: kind & STRONG for pair, (kind, _) in arcs(SocialGraph.from_networkx(ties)).items()
    }
    assert kinds == {(0, 1): STRONG * flag, (1, 2): 0}


@pytest.mark.parametrize("name", ["strong", "online"])
@pytest.mark.parametrize("given", [float("nan"), 0.2, 2, "perhaps", None, "", [1]])
def test_attributes_that_say_neither_yes_nor_no(name, given):
    ties = nx.Graph([("a", "b", {name: True}), ("b", "c", {name: given})])
    with pytest.raises(Mistake, match=rf"The edge b - c has {name} = .*edges like that: 1\)"):
        SocialGraph.from_networkx(ties)


@pytest.mark.parametrize("given", ["heavy", 0, -1.0, float("inf"), None, "1,500"])
def test_attributes_that_are_no_weights(given):
    with pytest.raises(Mistake, match=r"The edge a - b has weight = .*not a positive number"):
        SocialGraph.from_networkx(nx.Graph([("a", "b", {"weight": given})]))


def test_attributes_that_are_named():
    ties = nx.Graph([("a", "b", {"strength": 0.7, "weight": 3})])
    with pytest.raises(Mistake, match="name it as the weight"):
        SocialGraph.from_networkx(ties)
    graph = SocialGraph.from_networkx(ties, weight="strength")
    assert graph.weights.tolist() == [np.float32(0.7)] * 2


@pytest.mark.parametrize("given", [[1, 2], {"a": ["b"]}, "ties.csv", None, 3])
def test_what_is_no_networkx_graph_is_told(given):
    with pytest.raises(Mistake, match=f"type {type(given).__name__} cannot be used.*read_graph.*from_edges"):
        SocialGraph.from_networkx(given)


def test_labels_are_names_where_a_node_has_one():
    ties = nx.Graph([(10, 9), (9, 2)])
    ties.nodes[10]["label"] = "Aki"
    assert SocialGraph.from_networkx(ties).labels == ("2", "9", "Aki")


def test_networkx_and_rows_agree_on_the_shape():
    graph = GENERATORS["friends"]().build(400, 1)
    written = graph.to_networkx()
    assert [d for _, d in written.degree] == graph.out_degree.tolist()
    assert list(written.nodes) == graph.uids.tolist()


def test_complete_graph_is_written_out_while_it_is_small():
    written = complete_graph(5, 0.25).to_networkx()
    assert written.number_of_edges() == 10
    assert {w for *_, w in written.edges(data="weight")} == {0.25}
    assert not any("online" in data for *_, data in written.edges(data=True))
    assert complete_graph(5, 0.25, 0.4).to_networkx().graph["online_share"] == 0.4
    with pytest.raises(Mistake, match="at most 5000"):
        complete_graph(5001, 0.1).to_networkx()


@settings(max_examples=60, deadline=None)
@given(EDGES, st.booleans(), st.booleans())
def test_scipy_gives_back_the_same_ties(edges, directed, dense):
    a, b, weight, *_ = zip(*edges, strict=True)
    graph = graph_from_edges(a, b, weight, directed=directed)
    if len(graph.targets) == 0:
        return
    table = sparse.csr_array(matrix(graph))
    table.data = graph.weights.astype(float)
    back = SocialGraph.from_scipy(table.toarray() if dense else table)
    check_rows(back)
    assert {p: w for p, (_, w) in arcs(back).items()} == {p: w for p, (_, w) in arcs(graph).items()}
    assert back.labels is None


def test_matrices_say_direction_weight_and_loops():
    both = SocialGraph.from_scipy([[1, 1, 0], [1, 0, 0], [0, 0, 0]])
    assert not both.directed
    assert both.weights is None
    assert both.notes["self_loops_dropped"] == 1
    assert both.out_degree.tolist() == [1, 1, 0]
    arrow = SocialGraph.from_scipy(sparse.coo_array([[0, 2], [0, 0]]))
    assert arrow.directed
    assert arcs(arrow)[0, 1][1] == 2
    assert SocialGraph.from_scipy(np.zeros((3, 3), bool)).n == 3


def test_direction_of_a_matrix_can_be_asked_for():
    """A symmetric one can be arrows; one half of a matrix can mean ties; both ends then add."""
    symmetric = sparse.csr_array([[0, 2, 0], [2, 0, 3], [0, 3, 0]])
    ties, arrows = (SocialGraph.from_scipy(symmetric, directed=x) for x in (None, True))
    assert (ties.directed, arrows.directed) == (False, True)
    assert (ties.ties, arrows.ties) == (2, 4)
    assert {p: w for p, (_, w) in arcs(ties).items()} == {p: w for p, (_, w) in arcs(arrows).items()}
    half = SocialGraph.from_scipy(sparse.triu(symmetric), directed=False)
    assert arcs(half) == arcs(ties)
    assert SocialGraph.from_scipy(sparse.triu(symmetric)).directed
    added = SocialGraph.from_scipy([[0, 2], [5, 0]], directed=False)
    assert {p: w for p, (_, w) in arcs(added).items()} == {(0, 1): 7, (1, 0): 7}


def test_entries_given_twice_add_whatever_kind_of_number_they_are():
    for kind in (np.uint8, np.int8, np.float64):
        twice = np.array([100, 100], kind), ([0, 0], [1, 1])
        assert SocialGraph.from_scipy(sparse.coo_array(twice, shape=(2, 2))).weights.tolist() == [200]
        twice = np.array([100, 100, 100], kind), ([0, 0, 0], [1, 1, 1])
        assert SocialGraph.from_scipy(sparse.coo_array(twice, shape=(2, 2))).weights.tolist() == [300]


def test_a_matrix_of_ones_has_no_weights_that_could_add():
    ones = SocialGraph.from_scipy([[0, 1, 1], [1, 0, 0], [0, 0, 0]], directed=False)
    assert ones.weights is None
    assert ones.ties == 2


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ([[None, 1], [1, None]], "missing: 2; the first is nan in row 0, column 0"),
        (np.ma.array([[0, 1], [1, 0]], mask=[[0, 1], [0, 0]]), "missing: 1; .* nan in row 0, column 1"),
        (np.ma.array([[0, 1j], [1, 0]]), "real numbers"),
        ([[0, 10**400], [1, 0]], "real numbers"),
        (np.ones((2, 3)), "2 x 3"),
        (np.ones(4), "must be square"),
        ([[0, -1], [1, 0]], "the first is -1 in row 0, column 1"),
        ([[0, 1], [float("nan"), 0]], "row 1, column 0"),
        ([["a", "b"], ["c", "d"]], "real numbers"),
        ([[0, 1j], [0, 0]], "real numbers"),
        (np.zeros((1, 1)), "graph: 1;"),
        (sparse.csr_array([[0, np.inf], [0, 0]]), "inf"),
    ],
)
def test_matrices_that_cannot_be_used(table, says):
    with pytest.raises(Mistake, match=says):
        SocialGraph.from_scipy(table)


def test_importing_the_graph_stays_light():
    program = (
        "import sys, simulator.graph.social_graph, simulator.graph.generators, "
        "simulator.graph.edges, simulator.graph.files\n"
        "print([name for name in ('networkx', 'scipy.sparse') if name in sys.modules])"
    )
    root = Path(simulator.graph.__file__).parents[2]
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def test_networkx_has_one_door():
    for path in Path(simulator.graph.__file__).parent.rglob("*.py"):
        names = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add(str(node.module).split(".")[0])
        assert ("networkx" in names) == (path.name == "bridge.py"), path
        assert "random" not in names
