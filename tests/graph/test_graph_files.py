"""Reading files: encodings, delimiters, headers, and what damaged files are told."""

import os

import networkx as nx
import pytest
from graph_checks import arcs
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import Mistake
from simulator.graph import files
from simulator.graph.files import read_graph
from simulator.graph.social_graph import ONLINE, STRONG

ROWS = (("太郎", "花子", "2"), ("花子", "次郎", "0.5"), ("太郎", "次郎", "１"))  # noqa: RUF001


def write(folder, content, name="ties.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"]
)
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
    lines[1:1] = ["", "# 注記" if not encoding.startswith("utf-16") else "# a note"]
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
        ("誰から,誰へ\na,b\n", {}, 2, ("a", "b")),
        ("受信者,発信者\na,b\n", {}, 2, ("a", "b")),
        ("User_A,User_B\na,b\n", {}, 2, ("a", "b")),
        ("ＩＤ１,ＩＤ２\na,b\n", {}, 2, ("a", "b")),  # noqa: RUF001
        ("a,b,calls\nc,d,3\ne,f,4.5\n", {}, 4, ("c", "d", "e", "f")),
        ("a,b,x\nc,d,3\ne,f,y\n", {}, 6, ("a", "b", "c", "d", "e", "f")),
        ("a,b,NA\nc,d,3\n", {}, 4, ("a", "b", "c", "d")),
        ("x,1\n2,3\n", {}, 4, ("1", "2", "3", "x")),
        ("Nan,b\nInf,c\n", {}, 4, ("Inf", "Nan", "b", "c")),
        ("source,target\na,b\n", {"header": False}, 4, ("a", "b", "source", "target")),
        ("a,b\nc,d\n", {"header": True}, 2, ("c", "d")),
        ("a,b\n1,2\n", {"header": False}, 4, ("1", "2", "a", "b")),
        ("a,b,c\nd,e,f\n", {"header": False, "source": "3"}, 4, ("b", "c", "e", "f")),
    ],
)
def test_headers_and_ids(tmp_path, content, names, arcs_expected, labels):
    graph = read_graph(write(tmp_path, content), **names)
    assert len(graph.targets) == arcs_expected
    assert graph.labels == labels
    assert graph.weights is None
    assert not graph.directed


COMMAS = r"parted by commas: write numbers without \(1500 for 1,500; 0\.5 for 0,5\)"


@pytest.mark.parametrize(
    ("content", "name", "names", "says"),
    [
        ("source,target,weight\na,b,1,500\nb,c,2\nc,d,3,250\n", "a.csv", {},
         rf"2 \(lines 2, 4\)\. The header.* allow 3\. Cells are {COMMAS}.*quotation marks.*in a header"),
        ("source,target,weight\na,b,1,500\nb,c,2,000\n", "a.csv", {}, COMMAS),
        ("source,target,weight,\na,b,1,500\nb,c,2,\n", "a.csv", {}, r"\(line 2\)\. The header.* allow 3"),
        ("source,target\n1,a,b\n2,b,c\n", "a.csv", {}, "name all of them in a header"),
        ("a;b\nc;d;e\nf;g;;\nh;i;;j\n", "a.csv", {}, r"\(lines 2, 4\).* parted by semicolons: put a cell"),
        ("a\tb\nc\td\te\nf\tg\n", "a.tsv", {}, "parted by tabs: put a cell"),
        ("sep=|\na|b\nc|d|e\nf|g\n", "a.csv", {}, r"\(line 3\).* parted by \|: put a cell"),
        ("source target\nAnn Lee Bo\n", "a.txt", {}, "parted by blanks, and none can hold one: part them"),
        ("a,b,1\nc,d,1,500\n", "a.csv", {}, r"1 \(line 2\)\. The header.* allow 3"),
        ("a,b,1,500\nc,d,1\n", "a.csv", {"weight": "3"}, r"1 \(line 1\)\. The header.* allow 3"),
        ("1 2 3 4\n2 5\n3 4\n4 1\n", "a.edges", {}, r"1 \(line 1\)\. The header.* allow 2"),
        ("a,b\n" * 30 + "c,d,e\n", "a.csv", {}, r"1 \(line 31\)"),
    ],
)  # fmt: skip
def test_lines_with_more_cells_than_columns_are_a_mistake(tmp_path, content, name, names, says):
    with pytest.raises(Mistake, match=says) as caught:
        read_graph(write(tmp_path, content, name), **names)
    assert ("quotation marks" in str(caught.value)) == name.endswith("v")  # elsewhere they are not read
    assert "欄の区切りは" in caught.value.sentences("ja")[0]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("a,b\nb,c\n", {}),
        ("a,b,\nb,c,\n", {}),
        ("a,b,1\nb,c\nc,d,1\n", {}),
        ("a,b\nb,c,,\n", {}),
        ("source,target,\na,b,,\nb,c\n", {}),
        ("source,target,\na,b,2\nb,c,1\n", {"weight": "3"}),  # asked for by its number
        ("source,target,weight\na,b,\"1234,5\"\nb,c,\"0,5\"\n", {}),
    ],
)
def test_lines_with_as_many_cells_or_fewer_are_read(tmp_path, content, names):
    assert read_graph(write(tmp_path, content), **names).labels[:3] == ("a", "b", "c")


@pytest.mark.parametrize(
    ("content", "name", "labels", "comments"),
    [
        ("source,target\nann,bob\n#12,ann\nbob,#12\n#13,ann\n", "a.csv", ("#12", "ann", "bob"), (2, "3, 5")),
        ("# by Ann, 2026\n#x,y\na,b\n\n# no, or\n#\n#b,a\n", "a.csv", ("a", "b"), (5, "1, 2, 5, 6, 7")),
        ("a;b\n #c;d\n", "a.csv", ("a", "b"), (1, "2")),
        ("source,target\na,b\n#rows,1\n#EOF\n", "a.csv", ("a", "b"), (2, "3, 4")),
        ("# from to\na b\n#b a\n# the end\n", "a.txt", ("a", "b"), (3, "1, 3, 4")),
        ('a,b\n"#12",a\n', "a.csv", ("#12", "a", "b"), None),
    ],
)  # fmt: skip
def test_comments_are_counted_and_told(tmp_path, content, name, labels, comments):
    graph = read_graph(write(tmp_path, content, name))
    assert graph.labels == labels
    told = None if comments is None else {"comments": comments[0], "comment_lines": comments[1]}
    assert {key: x for key, x in graph.notes.items() if "comment" in key} == (told or {})


def test_rows_that_were_emptied_in_a_spreadsheet_are_blank_lines(tmp_path):
    graph = read_graph(write(tmp_path, "source,target,weight\na,b,1\n,,\n , ,\nb,c,2\n,,\n"))
    assert (graph.ties, graph.weights.max()) == (2, 2.0)


def test_commas_among_the_attributes_that_networkx_writes_part_nothing(tmp_path):
    graph = nx.path_graph(4)
    nx.set_edge_attributes(graph, {tie: {"weight": 2.0, "since": 2020} for tie in graph.edges})
    nx.write_edgelist(graph, tmp_path / "a.edges")
    read = read_graph(tmp_path / "a.edges")
    assert (read.labels, read.ties) == (("0", "1", "2", "3"), 3)


def test_a_column_without_a_name_is_shown_as_one(tmp_path):
    text = ",A\nx,y\nz,w\n"
    assert read_graph(write(tmp_path, text), header=True).notes["apart"] == "-, A"
    assert read_graph(write(tmp_path, text), header=True, source="A", target="1").notes["ends"] == "A, -"
    with pytest.raises(Mistake, match="Its first line says: -, A"):
        read_graph(write(tmp_path, text), weight="heavy")
    named = read_graph(write(tmp_path, ",source,target\n0,a,b\n1,b,c\n"))
    assert named.notes["ignored"] == "-"


@pytest.mark.parametrize("given", [{"source": "a"}, {"target": "2"}, {"header": False}])
def test_graphml_has_no_columns(tmp_path, given):
    path = tmp_path / "pair.graphml"
    nx.write_graphml(nx.Graph([("a", "b")]), path)
    with pytest.raises(Mistake, match=f'"pair.graphml" is GraphML.*edge lists: {next(iter(given))}'):
        read_graph(path, **given)
    assert read_graph(path).n == 2


def test_columns_are_read_by_name(tmp_path):
    text = "source,target,papers,close,online\na,b,3,yes,0\nb,c,1,no,1\n"
    graph = read_graph(write(tmp_path, text), directed=True, weight="papers", strong="close")
    assert arcs(graph) == {(0, 1): (STRONG, 3.0), (1, 2): (ONLINE, 1.0)}
    plain = read_graph(write(tmp_path, text))
    assert plain.weights is None  # only columns called weight, strong, online are read unasked


@pytest.mark.parametrize(
    ("content", "name", "names", "says"),
    [
        ("", "a.csv", {}, '"a.csv" is empty, or holds .* Write one edge a line'),
        (" \n", "a.graphml", {}, '"a.graphml" is empty. Save the graph again as GraphML'),
        ("\n \n# only a note\n", "a.csv", {}, "is empty"),
        (b"\xef\xbb\xbf", "a.csv", {}, "is empty"),
        ("source,target\n", "a.csv", {}, "has a header but no edges"),
        ("1\n2\n", "a.csv", {}, "only one column"),
        ("1 2\n2 3\n", "a.csv", {}, "only one column"),
        ("1\n2\n", "a.txt", {}, "only one column"),
        ("1,2\n3\n4,5\n,6\n7,\n", "a.csv", {}, "lack a cell that is needed: 3 .lines 2, 4, 5"),
        ("1,2\n" + "3,\n" * 9, "a.csv", {}, "lack a cell that is needed: 9 .lines 2, 3, 4, 5, 6, ...\\)"),
        ("source,target,weight\n1,2,\n", "a.csv", {}, "lack a cell that is needed: 1 .line 2\\)"),
        ("source,target,weight\n1,2,3\n1,3,much\n", "a.csv", {}, 'line 3; the first says "much"'),
        ("source,target,weight\n1,2,-3\n", "a.csv", {}, "not a positive number"),
        ("source,target,weight\n1,2,nan\n", "a.csv", {}, "not a positive number"),
        ("source,target,strong\n1,2,maybe\n", "a.csv", {}, "neither yes nor no"),
        ("source,target,papers\n1,2,3\n", "a.csv", {"weight": "paper"}, 'Did you mean "papers"'),
        ("source,target\n1,2\n", "a.csv", {"weight": "zzz"}, "first line says: source, target"),
        ("1,2\n2,3\n", "a.csv", {"weight": "3"}, 'no column "3"'),
        ("a,b\n1,2\n", "a.csv", {"source": "a", "target": "a"}, 'same.*|column "a"'),
        ('1,2\n"3,4\n5,6\n', "a.csv", {}, "line 2: a quotation mark"),
        ('x,y\n"A,B\nC,D\nE,F\n', "a.csv", {}, "line 2: a quotation mark"),
        ('x,y\n\n# "\n"A,B\nC,"D"\nE,F\n', "a.csv", {}, "line 4: a quotation mark"),
        ('1,2\n3,"4\n', "a.csv", {}, "line 2: a quotation mark"),
        ('1,2\n3,"4', "a.csv", {}, "line 2: a quotation mark"),
        (b"\x00\x01\x02\xff" * 9, "a.csv", {}, "not a text file"),
        (b"\xff\xfe1", "a.csv", {}, "not a text file"),
        ("source,target\nJérôme,Zoe\n".encode("cp1252"), "a.csv", {}, "not a text file.*in UTF-8"),
        (b"\x81\xff\xfd,\xa0\xff", "a.csv", {}, "not a text file"),
        (b"a\x80,b\n", "a.csv", {}, "not a text file"),
        (b"a,\xa0b\n", "a.csv", {}, "not a text file"),
        ("太郎,花子\n".encode("iso2022_jp"), "a.csv", {}, "not a text file in UTF-8, UTF-16 or CP932"),
        ("1,1\n", "a.csv", {}, "People in the graph: 1;"),
        ("a,b,c\n", "a.csv", {"header": False, "weight": "c"}, "read without a header"),
        ("source;target;weight\na;b;1,500\n", "a.csv", {}, 'says "1,500"\\).*like 0.5 or 1500'),
        ("source,target,Strength\na,b,0.7\n", "a.csv", {}, 'graph.weight = "Strength"'),
        ("a\0.csv", "a.csv", {"weight": "b"}, "not a text file"),
        ("1,2", "a.xlsx", {}, "Allowed: .csv"),
        ("<graphml", "a.graphml", {}, "not sound XML"),
        ("<a/>", "a.graphml", {}, "not a GraphML graph"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "a.graphml", {}, "DOCTYPE"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a.graphml", {}, "DOCTYPE"),
        ('<?xml version="1.0" encoding="nonsense"?><a/>', "a.graphml", {}, "not sound XML"),
    ],
)  # fmt: skip
def test_damaged_files_are_told_what_to_do(tmp_path, content, name, names, says):
    path = write(tmp_path, content, name)
    with pytest.raises(Mistake, match=says) as caught:
        read_graph(path, **names)
    assert len(caught.value.sentences("ja")[0]) > 10


GEPHI = "Source,Target,Type,Id,Label,Weight\na,b,Undirected,0,,2.5\nb,c,Undirected,1,,1\n"


def test_a_gephi_export_keeps_its_weights(tmp_path):
    graph = read_graph(write(tmp_path, GEPHI))
    assert {pair: w for pair, (_, w) in arcs(graph).items() if pair[0] < pair[1]} == {
        (0, 1): 2.5, (1, 2): 1,
    }  # fmt: skip
    assert graph.notes == {
        "file": "ties.csv", "ends": "Source, Target", "weight": "Weight",
        "direction": "Type", "ignored": "Id, Label", "merged": 0, "self_loops_dropped": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("types", "asked", "directed", "noted"),
    [
        (("Directed", "directed "), None, True, "direction"),
        (("Undirected", "ＵＮＤＩＲＥＣＴＥＤ"), None, False, "direction"),  # noqa: RUF001
        (("Directed", "Undirected"), None, False, "mixed_directions"),
        (("Directed", ""), None, False, "mixed_directions"),
        (("Undirected", ""), None, False, None),
        (("friend", "colleague"), None, False, None),
        (("Directed", "Directed"), False, False, None),
        (("Directed", "Undirected"), True, True, None),
    ],
)
def test_a_column_called_type_says_the_direction_of_all_ties_or_of_none(
    tmp_path, types, asked, directed, noted
):
    rows = "".join(f"{pair},{word}\n" for pair, word in zip(("b,a", "c,b"), types, strict=True))
    graph = read_graph(write(tmp_path, f"Source,Target,TYPE\n{rows}"), directed=asked)
    assert graph.directed == directed
    assert set(arcs(graph)) == {(1, 0), (2, 1)} | (set() if directed else {(0, 1), (1, 2)})
    found = {name: x for name, x in graph.notes.items() if x == "TYPE"}
    assert found.get(noted or "ignored") == "TYPE"
    assert "direction" not in found or noted == "direction"
    assert "mixed_directions" not in found or noted == "mixed_directions"


def test_a_type_that_is_read_as_something_else_says_no_direction(tmp_path):
    text = "Source,Type,Target\nb,Directed,a\nc,Directed,b\n"
    named = read_graph(write(tmp_path, text), source="Source", target="Type")
    assert not named.directed
    assert read_graph(write(tmp_path, text)).directed
    assert not read_graph(write(tmp_path, text), header=False).directed
    short = read_graph(write(tmp_path, "source,target,type\nb,a,Directed\nc,b\n"))
    assert (short.directed, short.notes["mixed_directions"]) == (False, "type")


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("from,to,WEIGHTS,Strength,Online", {}),
        ("誰から,誰へ,重み,強さ,オンライン", {}),
        ("source,target,times,close,net", {"weight": "Times", "strong": "CLOSE", "online": "net"}),
        ("weight,strong,online,close,net", {
            "source": "1", "target": "2", "weight": "3", "strong": "4", "online": "5"}),
    ],
)  # fmt: skip
def test_columns_have_other_names_too(tmp_path, header, names):
    text = f"{header}\na,b,3,strong,offline\nb,c,1,弱い,オンライン\nc,d,2,1.0,0\n"
    graph = read_graph(write(tmp_path, text), directed=True, **names)
    assert arcs(graph) == {(0, 1): (STRONG, 3.0), (1, 2): (ONLINE, 1.0), (2, 3): (STRONG, 2.0)}


def test_notes_say_what_was_read_from_where(tmp_path):
    notes = read_graph(write(tmp_path, "a,b,5,yes\n"), weight="3").notes
    assert notes["ends"] == "1, 2"
    assert notes["first_line"] == "a, b"
    assert notes["weight"] == "3"
    assert notes["ignored"] == "4"
    assert "strong" not in notes


@pytest.mark.parametrize(
    ("cell", "weight"),
    [("0,5", 0.5), ("2,25", 2.25), ("1234,5", 1234.5), ("０，５", 0.5)],  # noqa: RUF001
)
def test_decimal_commas_are_read_where_they_can_be_nothing_else(tmp_path, cell, weight):
    for delimiter in ";\t":
        rows = (("source", "target", "weight"), ("a", "b", cell))
        text = "\n".join(delimiter.join(row) for row in rows)
        assert read_graph(write(tmp_path, text)).weights[0] == weight


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", None), ("utf-16-le", None), ("cp932", "CP932")],
)
def test_a_guessed_encoding_is_noted(tmp_path, encoding, noted):
    notes = read_graph(write(tmp_path, "太郎,花子\n", encoding=encoding)).notes
    assert notes.get("encoding") == noted


def test_signs_of_ones_own_are_refused_in_cp932_only(tmp_path):
    """In UTF-8 nobody guesses: what stands there stands there."""
    path = write(tmp_path, "a\ue000,b\n")
    assert read_graph(path).labels == ("a\ue000", "b")
    with pytest.raises(Mistake, match="not a text file"):
        read_graph(write(tmp_path, "a\ue000,b\n", encoding="cp932"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(Mistake, match="is a pipe or a device"):
        read_graph(tmp_path / "pipe.csv")


def test_a_name_that_no_file_can_have():
    with pytest.raises(Mistake, match="There is no file"):
        read_graph("a\0b.csv")


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
