"""Reading files: encodings, delimiters, headers, GraphML, and what damaged files are told."""

import networkx as nx
import numpy as np
import pytest
from graph_checks import arcs
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import Mistake
from simulator.graph import files
from simulator.graph.digest import graph_digest
from simulator.graph.files import read_graph
from simulator.graph.social_graph import ONLINE, STRONG

ROWS = (("太郎", "花子", "2"), ("花子", "次郎", "0.5"), ("太郎", "次郎", "１"))  # noqa: RUF001


def write(folder, content, name="ties.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize(
    ("delimiter", "suffix"),
    [(",", ".csv"), (";", ".csv"), ("\t", ".tsv"), (" ", ".txt"), ("  ", ".edges"), (",", ".txt")],
)
@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_delimiters_all_give_the_same_graph(
    tmp_path, encoding, delimiter, suffix, header, end
):
    first = [("source", "target", "weight")] if header else []
    lines = [delimiter.join(row) for row in [*first, *ROWS]]
    lines[1:1] = ["", "# 注記" if encoding != "utf-16" else "# a note"]
    path = write(tmp_path, end.join(lines), f"ties{suffix}", encoding)
    graph = read_graph(path, weight=None if header else "3")
    assert graph.labels == ("太郎", "次郎", "花子")
    weights = {pair: weight for pair, (_, weight) in arcs(graph).items() if pair[0] < pair[1]}
    assert weights == {(0, 1): 1, (0, 2): 2, (1, 2): 0.5}


@pytest.mark.parametrize(
    ("content", "names", "arcs_expected", "labels"),
    [
        ("1,2\n2,3\n", {}, 4, ("1", "2", "3")),
        ("person,friend\n1,2\n2,3\n", {}, 4, ("1", "2", "3")),
        ("a,b\nb,c\n", {}, 4, ("a", "b", "c")),
        ("From,To\na,b\nb,c\n", {}, 4, ("a", "b", "c")),
        ("FromNodeId\tToNodeId\na\tb\n", {}, 2, ("a", "b")),
        ("when,source,target\n5,a,b\n6,b,c\n", {}, 4, ("a", "b", "c")),
        ("x,y,z\na,b,c\n", {"source": "x", "target": "z"}, 2, ("a", "c")),
        ('"Smith, J", "Doe, K"\n', {}, 2, ("Doe, K", "Smith, J")),
        ("Smith, J\tDoe, K\n", {}, 2, ("Doe, K", "Smith, J")),
        (" 1 , 2 \n１,３\n", {}, 4, ("1", "2", "3")),  # noqa: RUF001
        ("太郎１,太郎1\n", {}, 2, ("太郎1", "太郎１")),
        ("1,2,7\n2,1,7\n", {}, 2, ("1", "2")),
    ],
)
def test_headers_and_ids(tmp_path, content, names, arcs_expected, labels):
    graph = read_graph(write(tmp_path, content), **names)
    assert len(graph.targets) == arcs_expected
    assert graph.labels == labels
    assert graph.weights is None
    assert not graph.directed


def test_columns_are_read_by_name(tmp_path):
    text = "source,target,papers,close,online\na,b,3,yes,0\nb,c,1,no,1\n"
    graph = read_graph(write(tmp_path, text), directed=True, weight="papers", strong="close")
    assert arcs(graph) == {(0, 1): (STRONG, 3.0), (1, 2): (ONLINE, 1.0)}
    plain = read_graph(write(tmp_path, text))
    assert plain.weights is None  # only a column called exactly weight is read unasked


@pytest.mark.parametrize(
    ("content", "name", "names", "says"),
    [
        ("", "a.csv", {}, '"a.csv" is empty'),
        ("\n \n# only a note\n", "a.csv", {}, "is empty"),
        (b"\xef\xbb\xbf", "a.csv", {}, "is empty"),
        ("source,target\n", "a.csv", {}, "has a header but no edges"),
        ("1\n2\n", "a.csv", {}, "only one column"),
        ("1 2\n2 3\n", "a.csv", {}, "only one column"),
        ("1\n2\n", "a.txt", {}, "only one column"),
        ("1,2\n3\n4,5\n,6\n7,\n", "a.csv", {}, "3 lines lack a cell.*lines 2, 4, 5"),
        ("1,2\n" + "3,\n" * 9, "a.csv", {}, "9 lines lack.*lines 2, 3, 4, 5, 6, ...\\)"),
        ("source,target,weight\n1,2,\n", "a.csv", {}, "1 lines lack"),
        ("source,target,weight\n1,2,3\n1,3,much\n", "a.csv", {}, 'lines 3; the first says "much"'),
        ("source,target,weight\n1,2,-3\n", "a.csv", {}, "not a positive number"),
        ("source,target,weight\n1,2,nan\n", "a.csv", {}, "not a positive number"),
        ("source,target,strong\n1,2,maybe\n", "a.csv", {}, "neither yes nor no"),
        ("source,target,papers\n1,2,3\n", "a.csv", {"weight": "paper"}, 'Did you mean "papers"'),
        ("source,target\n1,2\n", "a.csv", {"weight": "zzz"}, "first line says: source, target"),
        ("1,2\n2,3\n", "a.csv", {"weight": "3"}, 'no column "3"'),
        ("a,b\n1,2\n", "a.csv", {"source": "a", "target": "a"}, 'same.*|column "a"'),
        ('1,2\n"3,4\n5,6\n', "a.csv", {}, "line 3: a quotation mark"),
        ('1,2\n3,"4\n', "a.csv", {}, "line 2: a quotation mark"),
        ('1,2\n3,"4', "a.csv", {}, "line 2: a quotation mark"),
        (b"\x00\x01\x02\xff" * 9, "a.csv", {}, "not a text file"),
        (b"\xff\xfe1", "a.csv", {}, "not a text file"),
        (b"\x81\xff\xfd,\xa0\xff", "a.csv", {}, "not a text file"),
        ("1,1\n", "a.csv", {}, "The graph has 1 people"),
        ("1,2", "a.xlsx", {}, "Allowed: .csv"),
        ("<graphml", "a.graphml", {}, "not sound XML"),
        ("<a/>", "a.graphml", {}, "not a GraphML graph"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "a.graphml", {}, "DOCTYPE"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a.graphml", {}, "DOCTYPE"),
        ('<?xml version="1.0" encoding="nonsense"?><a/>', "a.graphml", {}, "not sound XML"),
        ("<graphml xmlns='http://graphml.graphdrawing.org/xmlns'><graph><edge/></graph></graphml>",
         "a.graphml", {}, "The graph has 1 people"),
    ],
)  # fmt: skip
def test_damaged_files_are_told_what_to_do(tmp_path, content, name, names, says):
    path = write(tmp_path, content, name)
    with pytest.raises(Mistake, match=says) as caught:
        read_graph(path, **names)
    assert len(caught.value.sentences("ja")[0]) > 10


def test_files_that_are_not_there(tmp_path, monkeypatch):
    with pytest.raises(Mistake, match="There is no file"):
        read_graph(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(Mistake, match="is a folder"):
        read_graph(tmp_path / "folder.csv")
    monkeypatch.setattr(files, "LARGEST_FILE", 2**20)
    with pytest.raises(Mistake, match="has 2 MB; at most 1 MB"):
        read_graph(write(tmp_path, "1,2\n" * 2**18 + "1"))


def outcome(path):
    """Say what a file became: a graph or a sentence; any other exception is a fault of ours."""
    try:
        return repr(read_graph(path))
    except Mistake as mistake:
        return str(mistake)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([".csv", ".txt", ".tsv", ".edges", ".graphml"]))
def test_any_bytes_give_a_graph_or_a_sentence(tmp_path_factory, content, suffix):
    path = write(tmp_path_factory.mktemp("bytes"), content, f"a{suffix}")
    assert outcome(path)


@settings(max_examples=60, deadline=None)
@given(st.text('ab12,;\t "#\n１é', max_size=80))  # noqa: RUF001
def test_any_text_gives_a_graph_or_a_sentence(tmp_path_factory, text):
    path = write(tmp_path_factory.mktemp("text"), text, "a.txt")
    assert outcome(path)


def test_graphml_comes_back_as_it_went(tmp_path):
    from simulator.graph.generators import GENERATORS

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
