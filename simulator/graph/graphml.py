"""GraphML before it is believed: sound XML that can do no harm, one graph, edges with both ends.

NetworkX, which reads the graph, would call a person without an id "None", add whoever an edge names,
and leave out all graphs but the first, each without a word.
"""

from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError
from defusedxml.ElementTree import fromstring as parse_xml

from simulator.errors import Mistake
from simulator.graph.edges import few

FOLDER = "yfiles.foldertype"  # yEd: a group of nodes holds its members in a graph of its own


def check_graphml(content: bytes, file: str) -> None:
    """Refuse what is unsafe, or would be read as another network than was meant.

    Parameters
    ----------
    content : of the file.
    file : its name, for mistakes.

    Raises
    ------
    Mistake : no XML, XML with declarations, several graphs, a node without an id, an edge without
        an end or to a node that is not there.
    """
    root = _safe_xml(content, file)
    _refuse_more_graphs(root, file)
    nodes = [node.get("id", "") for node in _all(root, "node")]
    nameless = [number for number, name in enumerate(nodes, 1) if not name.strip()]
    if nameless:
        raise Mistake("graph.nameless_nodes", file=file, count=len(nameless), nodes=few(nameless))
    ends = [(edge.get("source", ""), edge.get("target", "")) for edge in _all(root, "edge")]
    open_ended = [k for k, (a, b) in enumerate(ends, 1) if not a.strip() or not b.strip()]
    if open_ended:
        raise Mistake("graph.open_edges", file=file, count=len(open_ended), edges=few(open_ended))
    known = set(nodes)
    strange = [k for k, (a, b) in enumerate(ends, 1) if a not in known or b not in known]
    if strange:
        node = next(end for end in ends[strange[0] - 1] if end not in known)
        raise Mistake(
            "graph.unknown_nodes", file=file, count=len(strange), edges=few(strange), node=node
        )


def _safe_xml(content: bytes, file: str) -> Any:
    """Parse XML with the parser that expands nothing, before any other parser sees it."""
    try:
        return parse_xml(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Mistake("graph.unsafe_xml", file=file) from error
    except ParseError as error:
        raise Mistake("graph.broken_xml", file=file, reason=str(error)) from error
    except (ValueError, LookupError) as error:  # an encoding that expat does not know
        raise Mistake("graph.broken_xml", file=file, reason=str(error)) from error


def _refuse_more_graphs(root: Any, file: str) -> None:
    """Refuse a second graph, beside the first or within it; a folder of yEd is read with its members."""
    folders = sum(
        len(_children(node, "graph")) for node in _all(root, "node") if node.get(FOLDER) == "group"
    )
    graphs = sum(1 for _ in _all(root, "graph")) - folders
    if graphs > 1:
        raise Mistake("graph.several_graphs", file=file, count=graphs)


def _all(root: Any, name: str) -> Any:
    """All elements of that name, in the order in which they stand in the file."""
    return (one for one in root.iter() if _name(one) == name)


def _children(element: Any, name: str) -> list[Any]:
    return [one for one in element if _name(one) == name]


def _name(element: Any) -> str:
    """Name of an element without its namespace; of a comment, which has none, nothing."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
