"""What a scenario says of its network, and what is put in the network's place."""

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from simulator.errors import Mistake
from simulator.graph.social_graph import STRONG, SocialGraph
from simulator.scenarios.checks import unused_consumers
from simulator.scenarios.files import load_scenario
from simulator.scenarios.network import network_read
from simulator.scenarios.schema import Scenario

MARKET = {"price": 3000, "category_price": 3000}


def table(graph: Any, **market: Any) -> dict[str, Any]:
    """A short scenario with a graph."""
    return {"name": "x", "market": MARKET | market, "graph": graph}


def social(scenario: Scenario) -> SocialGraph:
    """The network that a scenario read."""
    assert scenario._social_graph is not None
    return scenario._social_graph


@pytest.fixture
def ties(tmp_path: Path) -> str:
    """A file whose columns nobody would guess."""
    path = tmp_path / "ties.csv"
    path.write_text("when,a,b,close,net,times\n5,x,y,no,yes,2\n6,y,z,yes,no,3\n", "utf-8")
    return str(path)


COLUMNS = {"source": "a", "target": "B", "strong": "close", "online": "net", "weight": "times"}


def test_columns_are_named_in_the_scenario(ties: str) -> None:
    read = social(load_scenario(table({"file": ties, "directed": True, **COLUMNS})))
    assert read.labels == ("x", "y", "z")
    assert read.kinds.tolist() == [2, STRONG]
    assert read.arcs.weights.tolist() == [2, 3]
    by_number = {"source": "2", "target": "3", "strong": "4", "online": "5", "weight": "6"}
    numbered = table({"file": ties, "directed": True, "header": True, **by_number})
    assert social(load_scenario(numbered)).kinds.tolist() == [2, STRONG]


def test_header_is_not_guessed_where_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("source,target\na,b\n", "utf-8")
    for header, people in ((None, 2), (True, 2), (False, 4)):
        graph = {"file": str(path)} | ({} if header is None else {"header": header})
        assert load_scenario(table(graph)).market.consumers == people


@pytest.mark.parametrize("name", [*COLUMNS, "header"])
def test_digest_is_of_the_ties_not_of_how_they_were_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "usual.csv"
    path.write_text("source,target,strong,online,weight\nx,y,no,yes,2\ny,z,yes,no,3\n", "utf-8")
    said = True if name == "header" else name
    usual = load_scenario(table({"file": str(path)}))
    assert load_scenario(table({"file": str(path), name: said})).digest == usual.digest


def test_network_put_in_place_of_a_made_one_keeps_what_is_said_of_any(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("a,b\nb,c\n", "utf-8")
    made = table({"kind": "ring", "neighbours": 4, "rescale": False, "online_ties": 1.0})
    scenario = load_scenario(made, graph=path)
    assert scenario.graph.rescale is False
    assert scenario.graph.online_ties == 1.0
    assert (social(scenario).kinds & 2 > 0).all()
    assert load_scenario(table({"kind": "ring"}), graph=path).graph.rescale is True


def test_network_put_in_place_of_a_file_is_read_like_it(ties: str, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(Path(ties).read_text("utf-8") + "7,z,x,no,yes,1\n", "utf-8")
    held = table({"file": ties, "directed": True, "rescale": False, **COLUMNS})
    scenario = load_scenario(held, graph=other)
    assert social(scenario).directed
    assert social(scenario).kinds.tolist() == [2, STRONG, 2]
    assert social(scenario).arcs.weights.tolist() == [2, 3, 1]
    assert scenario.graph.rescale is False
    assert load_scenario(held).graph.file == ties  # the table that was handed over is as it was


def test_column_kept_from_the_scenario_may_be_missing(ties: str, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("source,target\na,b\n", "utf-8")
    with pytest.raises(Mistake, match=r'^graph: graph\.file: "other\.csv" has no column'):
        load_scenario(table({"file": ties, **COLUMNS}), graph=other)


@pytest.mark.parametrize(
    ("graph", "options", "who"),
    [
        ({"kind": "ring", "file": "ties.csv"}, {}, "scenario"),
        ({"file": "ties.csv"}, {"set": {"graph.kind": "ring"}}, "set"),
        ({"kind": "ring"}, {"set": {"graph.file": "ties.csv"}}, "scenario"),
        ({"kind": "friends"}, {"graph": "ties.csv", "set": {"graph.kind": "ring"}}, "set"),
    ],
)
def test_kind_and_file_exclude_each_other(
    graph: Any, options: Any, who: str, ties: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(ties).parent)
    with pytest.raises(Mistake) as caught:
        load_scenario(table(graph), **options)
    (told,) = caught.value.sentences()
    assert told.startswith(f"{who}: graph.kind = ")
    assert "exclude each other" in told


def test_networkx_graph_can_be_handed_over() -> None:
    graph = nx.DiGraph([("a", "b", {"strong": "weak"}), ("b", "c", {"strong": "strong"})])
    scenario = load_scenario("first_look", graph=graph)
    assert scenario.market.consumers == 3
    assert social(scenario).kinds.tolist() == SocialGraph.from_networkx(graph).kinds.tolist()
    assert scenario.digest == load_scenario("first_look", graph=social(scenario)).digest


def test_weights_of_a_graph_handed_over_are_chances_where_ties_pass_by_them() -> None:
    graph = nx.MultiDiGraph([("a", "b", {"weight": 0.5}), ("a", "b", {"weight": 0.5})])
    graph.add_edge("b", "a", weight=0.0)
    row = {"switches": {"passing": "arcs"}, "market": {"price": 1, "category_price": 1}, "name": "x"}
    weights = social(load_scenario(row, graph=graph)).weights
    assert weights is not None
    assert weights.tolist() == [0.75]



@pytest.mark.parametrize("form", ["csr_matrix", "csr_array", "coo_array", "lil_matrix"])
def test_sparse_matrix_can_be_handed_over(form: str) -> None:
    matrix = getattr(sparse, form)(np.array([[0, 2, 0], [0, 0, 1], [0, 0, 0]]))
    scenario = load_scenario("first_look", graph=matrix)
    assert scenario.market.consumers == 3
    assert not list(unused_consumers(scenario))  # it takes the number's place, and that was asked for
    assert social(scenario).directed
    assert scenario.digest == load_scenario("first_look", graph=SocialGraph.from_scipy(matrix)).digest
    with pytest.raises(Mistake, match="must be square"):
        load_scenario("first_look", graph=sparse.csr_array((3, 4)))


@pytest.mark.parametrize("graph", [[1, 2], 3, {"a": ["b"]}, True])
def test_what_is_no_network_is_told(graph: Any) -> None:
    with pytest.raises(Mistake, match="cannot be used as a network"):
        load_scenario("first_look", graph=graph)


def test_consumers_beside_a_network_of_another_size_are_told(ties: str) -> None:
    both = load_scenario(table({"file": ties}, consumers=77))
    assert both.market.consumers == 4
    [(key, values)] = unused_consumers(both)
    assert (key, values["value"], values["people"]) == ("doubt.unused_consumers", 77, 4)
    assert not list(unused_consumers(load_scenario(table({"file": ties}, consumers=4))))
    assert not list(unused_consumers(load_scenario(table({"file": ties}))))
    assert not list(unused_consumers(load_scenario(table({"kind": "ring"}, consumers=77))))
    made = table({"kind": "ring"}, consumers=77)
    assert not list(unused_consumers(load_scenario(made, graph=ties)))  # put there on purpose


def test_consumers_of_an_option_beside_a_network_stay_a_mistake(ties: str) -> None:
    with pytest.raises(Mistake, match="cannot go together"):
        load_scenario(table({"file": ties}), consumers=77)


def test_what_was_read_can_be_told(ties: str) -> None:
    number, directed, notes = network_read(load_scenario(table({"file": ties, **COLUMNS})))
    assert (number, directed) == (2, False)
    assert network_read(load_scenario(table({"file": ties, "directed": True, **COLUMNS})))[1]
    assert notes["ends"] == "a, b"
    assert notes["ignored"] == "when"
    assert network_read(load_scenario(table({"kind": "ring"}))) == (0, False, {})
