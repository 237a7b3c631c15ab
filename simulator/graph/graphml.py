"""GraphML before it is believed: sound XML that can do no harm, one graph, edges with both ends.

NetworkX, which reads the graph, would call a person without an id "None", make one person of two with
the same id, add whoever an edge names, and leave out whatever lies elsewhere than in the first graph,
each without a word.
"""

from collections.abc import Iterator
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError
from defusedxml.ElementTree import fromstring as parse_xml

from simulator.errors import Mistake, shortened
from simulator.graph.edges import few

FOLDER = "yfiles.foldertype"  # yEd: a node that holds its members in a graph of its own
NUMBERS = {"int": int, "long": int, "float": float, "double": float}  # types of attributes
OPEN, CLOSED = "group", "folder"  # only the members of open folders are read


def check_graphml(content: bytes, file: str) -> None:
    """Refuse what is unsafe, or would be read as another network than was meant.

    Parameters
    ----------
    content : of the file.
    file : its name, for mistakes.

    Raises
    ------
    Mistake : no XML, XML with declarations, several graphs, a node without an id of its own, an edge
        without an end or to a node that is not there, anything that would not be read.
    """
    root = _safe_xml(content, file)
    space = root.tag[: root.tag.rfind("}") + 1]  # the namespace in which NetworkX looks, or none
    _refuse_unread(root, space, file)
    nodes = [node.get("id", "") for node in root.iter(f"{space}node")]
    _refuse("graph.nameless_nodes", [not name.strip() for name in nodes], file)
    first: dict[str, int] = {}
    again = [first.setdefault(name, k) != k for k, name in enumerate(nodes)]
    _refuse("graph.repeated_nodes", again, file, nodes)
    ends = [(edge.get("source", ""), edge.get("target", "")) for edge in root.iter(f"{space}edge")]
    _refuse("graph.open_edges", [not all(map(str.strip, pair)) for pair in ends], file)
    strange = [next((end for end in pair if end not in first), "") for pair in ends]
    _refuse("graph.unknown_nodes", [bool(end) for end in strange], file, strange)
    _check_values(root, space, file)


def _check_values(root: Any, space: str, file: str) -> None:
    """Refuse values that are not of the type that their attribute is declared to have."""
    keys = {key.get("id"): key for key in root.iter(f"{space}key")}
    for holder in (*root.iter(f"{space}node"), *root.iter(f"{space}edge")):
        for data in holder.findall(f"{space}data"):
            key = keys.get(data.get("key"))
            kind = "" if key is None else key.get("attr.type", "")
            if key is None or len(data) or data.text is None or _is_of(kind, data.text):
                continue
            told = {"attribute": key.get("attr.name", ""), "type": kind, "value": shortened(data.text)}
            if holder.tag == f"{space}node":
                raise Mistake("graph.bad_value_of_node", file=file, place=holder.get("id"), **told)
            ends = f"{holder.get('source')} - {holder.get('target')}"
            raise Mistake("graph.bad_value_of_edge", file=file, place=ends, **told)


def _is_of(kind: str, text: str) -> bool:
    """Whether a text can be read as a value of a type of GraphML."""
    if kind == "boolean":
        return text.lower() in ("true", "false", "1", "0")
    read = NUMBERS.get(kind)
    try:
        return read is None or read(text) is not None
    except ValueError:
        return False


def _safe_xml(content: bytes, file: str) -> Any:
    """Parse XML with the parser that expands nothing, before any other parser sees it."""
    try:
        return parse_xml(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Mistake("graph.unsafe_xml", file=file) from error
    except (ParseError, ValueError, LookupError) as error:  # the last two: an encoding unknown to expat
        raise Mistake("graph.broken_xml", file=file, reason=str(error)) from error


def _refuse_unread(root: Any, space: str, file: str) -> None:
    """Refuse whatever NetworkX would leave out."""
    beside = root.findall(f"{space}graph")
    if not beside:
        return  # NetworkX says that this is no GraphML
    read = {one for graph in beside for one in _read(graph, space)}
    nodes, edges, graphs = (list(root.iter(space + name)) for name in ("node", "edge", "graph"))
    folders = [(node.get(FOLDER), node.find(f"{space}graph") is not None) for node in nodes]
    _refuse("graph.closed_folders", [folder == (CLOSED, True) for folder in folders], file)
    _refuse("graph.empty_folders", [folder == (OPEN, False) for folder in folders], file)
    count = len(beside) + sum(graph not in read for graph in graphs)
    if count > 1:
        raise Mistake("graph.several_graphs", file=file, count=count)
    _refuse("graph.outside_nodes", [node not in read for node in nodes], file)
    _refuse("graph.outside_edges", [edge not in read for edge in edges], file)


def _read(graph: Any, space: str) -> Iterator[Any]:
    """Yield the elements that NetworkX reads: a graph, its nodes and edges, and so on in open folders."""
    graphs = [graph]
    while graphs:
        graph = graphs.pop()
        nodes = graph.findall(f"{space}node")
        yield from (graph, *nodes, *graph.findall(f"{space}edge"))
        inner = [node.find(f"{space}graph") for node in nodes if node.get(FOLDER) == OPEN]
        graphs += [one for one in inner if one is not None]


def _refuse(key: str, wrong: list[bool], file: str, names: list[str] | None = None) -> None:
    """Refuse the nodes or edges that are wrong; of `names`, that of the first is told."""
    numbers = [number for number, one in enumerate(wrong, 1) if one]
    if numbers:
        node = {} if names is None else {"node": names[numbers[0] - 1]}
        raise Mistake(key, file=file, count=len(numbers), numbers=few(numbers), **node)
