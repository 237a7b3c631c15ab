"""What is wrong in a network file is told with its place; all that can be told at once, at once."""

import csv
from pathlib import Path

import pytest

from simulator.errors import Mistake
from simulator.graph.files import read_graph

GRAPHML = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    '<key id="k" for="all" attr.name="size" attr.type="TYPE"/>'
    '<graph edgedefault="undirected"><node id="a">NODE</node><node id="b"/>'
    '<edge source="a" target="b">EDGE</edge></graph></graphml>'
)


def told(folder: Path, content: str, name: str = "ties.csv", **how: str) -> str:
    """What reading such a file is told; nothing if it can be read."""
    path = folder / name
    path.write_text(content, "utf-8")
    try:
        read_graph(path, **how)  # type: ignore[arg-type]
    except Mistake as mistake:
        return "\n".join(mistake.sentences())
    return ""


def test_holes_and_wrong_cells_are_told_together(tmp_path: Path) -> None:
    said = told(tmp_path, "source,target,weight,strong\na,b,-1,x\nb,c,,yes\nc,d,NaN,no\n").split("\n")
    assert [one.split(":")[1].strip().split(" ")[0] for one in said] == ["lines"] * 3
    assert "lack a cell that is needed: 1 (line 3)" in said[0]
    assert '"weight" is not a positive number: 2 (lines 2, 4; the first says "-1")' in said[1]
    assert '"strong" is neither yes nor no: 1 (line 2; the first says "x")' in said[2]


def test_a_cell_that_is_too_long_is_not_taken_for_an_open_quotation_mark(tmp_path: Path) -> None:
    long = "x" * (csv.field_size_limit() + 1)
    assert "line 2: a cell has more than 131072 signs." in told(tmp_path, f"a,b\n{long},c\n")
    assert told(tmp_path, f"a,b\n{long[2:]},c\n") == ""
    quoted = '"' + "x\n" * len(long)  # a quotation mark that swallows many lines
    assert "line 2: a quotation mark is not closed" in told(tmp_path, f"a,b\n{quoted},c\n")


@pytest.mark.parametrize(
    ("header", "how", "column"),
    [
        ("source,Source,target", {}, "source"),
        ("source,target,weight,Weight", {}, "weight"),
        ("a,a,b", {"source": "a", "target": "b"}, "a"),
        ("source,source,target", {"source": "2", "target": "3"}, ""),
        ("source,target,note,note", {}, ""),
    ],
)
def test_a_column_that_stands_there_twice_is_told(
    header: str, how: dict[str, str], column: str, tmp_path: Path
) -> None:
    line = ",".join(str(k) for k in range(1, header.count(",") + 2))
    said = told(tmp_path, f"{header}\n{line}\n", **how)
    assert said.startswith(f'"ties.csv": the header has "{column}" more than once.' if column else "")
    assert bool(said) == bool(column)


@pytest.mark.parametrize(
    ("kind", "value", "sound"),
    [
        ("double", "x", False), ("double", "0.5", True), ("double", "1e3", True), ("float", "1,5", False),
        ("int", "1.5", False), ("int", "12", True), ("long", "", True), ("boolean", "yes", False),
        ("boolean", "TRUE", True), ("string", "x", True), ("string", "1", True),
    ],
)  # fmt: skip
def test_values_of_another_type_than_declared_are_told(
    kind: str, value: str, sound: bool, tmp_path: Path
) -> None:
    data, text = f'<data key="k">{value}</data>', GRAPHML.replace("TYPE", kind)
    of_node = told(tmp_path, text.replace("NODE", data).replace("EDGE", ""), "ties.graphml")
    of_edge = told(tmp_path, text.replace("NODE", "").replace("EDGE", data), "ties.graphml")
    if sound:
        assert of_node == of_edge == ""
        return
    has = f'has the attribute size = "{value}", which is declared to be of type {kind}'
    assert of_node.startswith(f'"ties.graphml": node "a" {has}')
    assert of_edge.startswith(f'"ties.graphml": edge "a - b" {has}')
