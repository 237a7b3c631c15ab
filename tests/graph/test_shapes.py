"""Tables that are no edge list: everybody against everybody, people against things; the delimiter stated."""

import pytest

from simulator.errors import Mistake
from simulator.graph.files import read_graph


def write(folder, content, name="ties.csv"):
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def table(people, corner=",", cell="0"):
    """A table of so many people in which all cells are the same."""
    names = [f"p{k}" for k in range(people)]
    return "\n".join([corner + ",".join(names), *(",".join([name, *[cell] * people]) for name in names)])


@pytest.mark.parametrize(
    "content",
    [
        ",Aki,Ben,Chika\nAki,0,5,0\nBen,5,0,2\nChika,0,2,0\n",
        "name;Aki;Ben;Chika\nChika;0,5;2;\nAki;;5;0,5\nBen;5;;2\n",
        "Aki,Ben,Chika\nAki,0,5,0\nBen,5,0,2\nChika,0,2,0\n",
        ",1,2,3\n1,NA,1,1\n2,1,-,1\n3,1,1,NA\n", "1,2,3\n1,0,5,0\n2,5,0,2\n3,0,2,0\n",
        "0,5,0\n5,0,2\n0,2,0\n",
        table(3), table(19), table(20), table(200), table(60, corner=""), table(200, cell=""),
        "\n".join(",".join("0" if i == j else "1" for i in range(50)) for j in range(50)),
        "\n".join(",".join(str((7 * i + 3 * j) % 2) for i in range(50)) for j in range(50)),
        "1,0,1,1\n0,0,1,0\n1,1,0,0\n0,1,1,1\n", "0;1;;0\n1;0;1;-\n0;0;0;1\n1,5;0;1;0\n",
        "0,1,0,1,\n1,0,1,1,\n0,0,0,1,\n1,0,1,0,\n", "0,5,0,\n5,0,2,\n0,2,0,\n",
        ",A,B,C,\nA,0,5,0,\nB,5,0,2,\nC,0,2,0,\n", ",A,B,C,\nA,0,5,0\nB,5,0,2\nC,0,2,0\n",
        "A,B,C,\nA,0,5,0\nB,5,0,2\nC,0,2,0\n",
        ",A,B,C,Total\nA,0,5,0,5\nB,5,0,2,7\nC,0,2,0,2\n",
        ";A;B;C\nA;0;1,500;0\nB;1,500;0;2\nC;0;2;0\n",
        ",A,B,C\nA,0,1,500,0\nB,1,500,0,2\nC,0,2,0\n",
    ],
)  # fmt: skip
def test_a_table_of_everybody_against_everybody_is_a_mistake(tmp_path, content):
    with pytest.raises(Mistake, match=r'"ties\.csv" looks like a table of everybody') as caught:
        read_graph(write(tmp_path, content))
    assert "全員対全員" in str(caught.value.sentences("ja")[0])


@pytest.mark.parametrize(
    ("content", "people"),
    [
        ("1,2,3\n2,3,1\n3,1,2\n", 3),
        ("Aki,Ben,Chika\nBen,Chika,Aki\nChika,Aki,Ben\n", 3),
        ("0,1,1\n1,0,1\n1,2,1\n", 3),
        ("0,1,1\n1,0,2\n1,3,0\n", 3),
        ("0,5\n5,0\n", 2),
        ("a,b,c\na,1,x\nb,2,x\nc,3,x\n", 6),
        ("a,b\nb,c\nc,d\n", 4),
        ("1,2,1,0\n2,3,1,0\n3,4,1,1\n", 4),
        ("1,2,1,0\n2,3,1,0\n3,4,1,1\n4,1,1,1\n1,3,1,0\n", 4),
        ("1,2,3\n2,4,1\n3,1,2\n1,3,2\n", 4),
        ("1,2,3\n2,1,3\n3,1,2\n1,3,2\n", 3),
        ("a,2,1,0\nb,3,1,0\nc,4,1,1\nd,1,1,1\n", 8),
    ],
)
def test_edge_lists_are_not_taken_for_tables(tmp_path, content, people):
    assert read_graph(write(tmp_path, content), header=False).n >= people


def test_whoever_names_the_columns_is_believed(tmp_path):
    """With columns that are asked for, and with names that everybody knows, nothing is guessed."""
    content = "x,a,b,c\na,1,2,3\nb,2,3,1\nc,3,1,2\n"
    with pytest.raises(Mistake, match="everybody against everybody"):
        read_graph(write(tmp_path, content))
    assert read_graph(write(tmp_path, content), source="x", target="a").n == 6
    square = "1,2,1,0\n2,3,1,0\n3,4,1,1\n4,1,1,1\n"
    with pytest.raises(Mistake, match=r"If it is an edge list already, name the columns"):
        read_graph(write(tmp_path, square))
    assert read_graph(write(tmp_path, square), source="1", target="2").ties == 4
    known = "source,target,b,c\nb,1,2,3\nc,2,3,1\ntarget,3,1,2\n"
    assert read_graph(write(tmp_path, known)).n == 6


@pytest.mark.parametrize(
    ("content", "names", "columns"),
    [
        ("customer,product\n1,x\n2,x\n2,y\n", {"header": True}, "customer, product"),
        ("a,b\nc,d\n", {}, "1, 2"),
        ("a,b\nb,c\n", {}, None),
        ("a,b\n", {}, None),
        ("a,b\nc,d\ne,e\n", {}, None),
        ("source,target\n1,x\n2,x\n", {}, None),
        ("customer,product\n1,x\n2,x\n", {"source": "customer"}, None),
        ("1,x\n2,x\n", {"target": "2"}, None),
    ],
)
def test_columns_that_share_nobody_are_noted_where_they_were_guessed(tmp_path, content, names, columns):
    assert read_graph(write(tmp_path, content), **names).notes.get("apart") == columns


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("first", ["sep={}", "SEP={}", '"sep={}"'])
@pytest.mark.parametrize("name", ["ties.csv", "ties.txt"])
def test_the_delimiter_that_excel_is_told_is_used(tmp_path, mark, end, first, name):
    rows = (("source", "target", "note"), ("Smith A", "Roy B", "x;y,z" if mark in "|\t" else "x"))
    content = end.join([first.format(mark), *(mark.join(row) for row in rows), ""])
    graph = read_graph(write(tmp_path, content, name))
    assert graph.labels == ("Roy B", "Smith A")
    assert graph.notes["ends"] == "source, target"
    assert graph.notes["ignored"] == "note"


def test_lines_are_numbered_as_they_stand_below_a_stated_delimiter(tmp_path):
    with pytest.raises(Mistake, match=r"lack a cell that is needed: 1 \(line 3\)"):
        read_graph(write(tmp_path, "sep=;\na;b\nc;\n"))
    assert read_graph(write(tmp_path, "a;b\nsep=;x\n")).n == 4  # further down it is a tie
    with pytest.raises(Mistake, match="is empty"):
        read_graph(write(tmp_path, "sep=;\n"))


@pytest.mark.parametrize("stated", [";;", "", " ", ":", "x,y", ";;;;;;;;;;;;;;;;;;;;;;;;"])
@pytest.mark.parametrize("name", ["ties.csv", "ties.txt"])
def test_a_stated_delimiter_is_one_sign_that_is_known(tmp_path, stated, name):
    with pytest.raises(Mistake, match=r"line 1: \"[^\"]*\" behind sep= is no delimiter.*or \|") as caught:
        read_graph(write(tmp_path, f"sep={stated}\na;b\nb;c\n", name))
    assert f'"{stated.strip()[:16]}"' in str(caught.value)
