"""GraphML that NetworkX would take for another network than was meant is refused."""

import pytest

from simulator.errors import Mistake
from simulator.graph.files import read_graph

HEAD = "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'>"
NODES = "<node id='A'/><node id='B'/><node id='C'/>"
EDGES = "<edge source='A' target='B'/><edge source='B' target='C'/>"
GRAPH = f"<graph edgedefault='undirected'>{NODES}{EDGES}</graph>"


def read(folder, body, head=HEAD):
    path = folder / "ties.graphml"
    path.write_text(f"{head}{body}</graphml>", "utf-8")
    return read_graph(path)


def graph(more, nodes=NODES):
    return f"<graph edgedefault='undirected'>{nodes}{EDGES}{more}</graph>"


def folder(kind):
    return f"<node id='G' yfiles.foldertype='{kind}'><graph><node id='M'/></graph></node>"


@pytest.mark.parametrize("head", [HEAD, "<graphml>"])
def test_sound_files_are_read(tmp_path, head):
    assert read(tmp_path, f"<!-- a note -->{GRAPH}", head).labels == ("A", "B", "C")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (graph("<edge target='B'/>"), r'"ties.graphml": edges that lack .* 1 \(counted from 1: 3\)'),
        (graph("<edge source='' target='B'/><edge source='B' target=' '/>"), r"2 \(counted from 1: 3, 4\)"),
        (graph("<edge/>"), "edges that lack their source or target: 1"),
        (graph("<edge source='A' target='Z'/>"), r'does not have: 1 .*: 3; the first of them is "Z"'),
        (graph("<edge source='Y' target='Z'/>"), 'the first of them is "Y"'),
        (graph("<node/>"), r'"ties.graphml": nodes without an id: 1 \(counted from 1: 4\)'),
        (graph("<node id=''/>", "<node id=' '/>" + NODES), r"without an id: 2 \(counted from 1: 1, 5\)"),
        (GRAPH * 2, r'"ties.graphml" holds several graphs \(2\)'),
        (graph("<node id='D'><graph/></node>"), r"several graphs \(2\)"),
        (GRAPH + graph("<node id='D' yfiles.foldertype='group'><graph/></node>"), r"several graphs \(2\)"),
        (graph(f"{folder('group')[:-7]}<graph/></node>"), r"several graphs \(2\)"),
        (graph("<node id='A'/><node id='D'/><node id='B'/>"), r'earlier node: 2 .*: 4, 6; .* is "A"\)'),
        (graph(folder("group") + "<node id='M'/>"), r'earlier node: 1 .*: 6; the first of them is "M"'),
        (graph(folder("folder")), r"closed folders, .* 1 \(nodes counted from 1: 4\)\. Open them in yEd"),
        (graph("<node id='D' yfiles.foldertype='group'/>"), r"folders without .* 1 \(nodes .*: 4\)"),
        (GRAPH + "<edge source='A' target='C'/>", r"edges outside of the graph, .* 1 \(counted from 1: 3\)"),
        (graph("<node id='D'><edge source='A' target='C'/></node>"), "edges outside of the graph"),
        (f"<node id='D'/>{GRAPH}", r"nodes outside of the graph, .* 1 \(counted from 1: 1\)"),
    ],
)
@pytest.mark.parametrize("head", [HEAD, "<graphml>"])
def test_what_would_become_another_network_is_told(tmp_path, body, says, head):
    with pytest.raises(Mistake, match=says) as caught:
        read(tmp_path, body, head)
    assert "ties.graphml" in caught.value.sentences("ja")[0]


def test_folders_of_yed_are_read_with_their_members(tmp_path):
    members = "<graph edgedefault='undirected'><node id='D'/></graph>"
    inner = f"<node id='G' yfiles.foldertype='group'>{members}</node>"
    both = graph(inner + "<edge source='C' target='D'/>")
    assert read(tmp_path, both).labels == ("A", "B", "C", "D", "G")
    within = members.replace("'D'/>", "'D'/>" + folder("group").replace("'G'", "'H'"))
    assert read(tmp_path, both.replace(members, within)).labels == ("A", "B", "C", "D", "G", "H", "M")


def test_folders_within_folders_without_end_are_told(tmp_path):
    begin = "".join(f"<node id='G{k}' yfiles.foldertype='group'><graph>" for k in range(3000))
    with pytest.raises(Mistake, match="not a GraphML graph"):
        read(tmp_path, graph(begin + "</graph></node>" * 3000))


def test_what_others_than_graphml_call_an_edge_is_no_matter(tmp_path):
    strange = graph("<x:edge xmlns:x='http://x' source='A'/><x:graph xmlns:x='http://x'/>")
    assert read(tmp_path, strange).ties == 2
