"""Reading a social graph from a file: edge lists and GraphML."""

import stat
from os import PathLike
from pathlib import Path
from typing import Any

from simulator.errors import Mistake, Mistakes
from simulator.graph.decoding import text_and_encoding
from simulator.graph.edge_lists import read_edge_list
from simulator.graph.edges import ONLINE_TIES
from simulator.graph.graphml import check_graphml
from simulator.graph.social_graph import SocialGraph

LARGEST_FILE = 512 * 2**20  # bytes; the text of an edge list is held in memory
EDGE_LISTS = (".csv", ".tsv", ".txt", ".edges")
SUFFIXES = (*EDGE_LISTS, ".graphml")


def read_graph(
    path: str | PathLike[str],
    *,
    directed: bool | None = None,
    weight: str | None = None,
    source: str | None = None,
    target: str | None = None,
    strong: str | None = None,
    online: str | None = None,
    header: bool | None = None,
    online_ties: float = ONLINE_TIES,
    seed: int = 0,
    chances: bool = False,
) -> SocialGraph:
    """Read a graph from an edge list (.csv, .tsv, .txt, .edges) or a .graphml file.

    An edge list has a tie a line, with or without a header; columns are parted by commas,
    semicolons or tabs, in .txt and .edges also by blanks; text is UTF-8, UTF-16 or CP932. Blank
    lines and comments, which begin with #, are skipped. Without names, the ends are the columns called
    source and target (or from and to, and the like), else the first two; columns called weight,
    strong (or strength) and online are read, no others; case does not matter. The first line is a
    header if a column is asked for by name, if it has such names, or if it has words where all
    lines below have numbers. No line may have more cells than the header, or without one most lines. The
    notes of the graph say what was read from where, and what is doubtful:
    an encoding that was guessed (CP932), columns that share nobody, directions that differ.

    Parameters
    ----------
    path : the file, of at most `LARGEST_FILE` bytes.
    directed : True if a line only lets `source` talk to `target`; None: what the file says. GraphML
        always does; an edge list where a column called type says Directed, or Undirected, of all
        ties; without, both ends talk.
    source, target, weight, strong, online : names of columns, or their numbers from "1"; in
        GraphML, which has no columns, the last three name attributes of edges.
    header : whether the first line of an edge list is a header; None: guess.
    online_ties, seed, chances : as for `graph_from_edges`.

    Raises
    ------
    Mistake : the file is missing, empty, damaged, unsafe, too large, or of another kind; it is a table of
        everybody against everybody, or holds several graphs.
    """
    path = path_of(path)
    return graph_from_bytes(
        content_of(path), path.name, directed=directed, weight=weight, source=source, target=target,
        strong=strong, online=online, header=header, online_ties=online_ties, seed=seed, chances=chances,
    )  # fmt: skip


def graph_from_bytes(
    content: bytes,
    file: str,
    *,
    directed: bool | None = None,
    weight: str | None = None,
    source: str | None = None,
    target: str | None = None,
    strong: str | None = None,
    online: str | None = None,
    header: bool | None = None,
    online_ties: float = ONLINE_TIES,
    seed: int = 0,
    chances: bool = False,
) -> SocialGraph:
    """Read a graph from the content of a file that was handed over, such as an upload.

    Parameters
    ----------
    content : of the file. file : its name, whose end says of which kind it is; never a path to anything.
    directed, weight, source, target, strong, online, header, online_ties, seed, chances : as for
        `read_graph`.

    Raises
    ------
    Mistake : as there.
    """
    suffix = Path(file).suffix.lower()
    if suffix not in SUFFIXES:
        raise Mistake("graph.unknown_suffix", file=file, allowed=", ".join(SUFFIXES))
    if not content.strip():
        raise Mistake("graph.empty_graphml" if suffix == ".graphml" else "graph.empty_file", file=file)
    names = {"weight": weight, "strong": strong, "online": online}
    how: dict[str, Any] = {"online_ties": online_ties, "seed": seed, "chances": chances}
    of_columns = {"source": source, "target": target, "header": header}
    try:
        if suffix == ".graphml":
            given = [name for name, value in of_columns.items() if value is not None]
            if given:
                raise Mistake("graph.no_columns", file=file, names=", ".join(given))
            return _from_graphml(file, content, directed=directed, **names, **how)
        text, guess = _text(file, content)
        names = {"source": source, "target": target, **names}
        return read_edge_list(
            text, file, names, header=header, blanks=suffix in (".txt", ".edges"),
            directed=directed, guess=guess, **how,
        )  # fmt: skip
    except Mistake as mistake:
        if "file" in mistake.values or isinstance(mistake, Mistakes):
            raise
        raise Mistake("graph.in_file", file=file, what=mistake) from mistake


def _from_graphml(file: str, content: bytes, **how: Any) -> SocialGraph:
    from simulator.graph.bridge import from_networkx, parse_graphml

    check_graphml(content, file)
    return from_networkx(parse_graphml(content, file), file=file, **how)


def path_of(path: object) -> Path:
    """The path that was handed over.

    Raises
    ------
    Mistake : it is none, or an empty text, which Python would take for the folder where we are.
    """
    if not isinstance(path, str | PathLike):
        raise Mistake("graph.not_a_path", what=type(path).__name__)
    if path == "":
        raise Mistake("graph.empty_path")
    return Path(path)


def content_of(path: Path, *, of_names: bool = False) -> bytes:
    """Read the bytes of a file of edges, after all that can be checked without reading it.

    Parameters
    ----------
    of_names : it is a file of names, which may be called anything, and be a pipe.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise Mistake("graph.directory", file=str(path))
        if path.suffix.lower() not in SUFFIXES and not of_names:
            raise Mistake("graph.unknown_suffix", file=path.name, allowed=", ".join(SUFFIXES))
        is_pipe = stat.S_ISFIFO(about.st_mode)
        if not stat.S_ISREG(about.st_mode) and not (of_names and is_pipe):  # reading it may never end
            raise Mistake("graph.not_regular", file=str(path))
        _check_size(path, about.st_size)
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        _check_size(path, len(content))  # of a pipe nothing tells it before
    except (FileNotFoundError, ValueError) as error:  # also of names that no file can have
        raise Mistake("graph.missing_file", file=str(path)) from error
    except OSError as error:
        raise Mistake("graph.unreadable_file", file=str(path), reason=error.strerror) from error
    return content


def _check_size(path: Path, size: int) -> None:
    if size > LARGEST_FILE:
        megabytes = -(-size // 2**20)
        raise Mistake("graph.file_too_large", file=path.name, size=megabytes, most=LARGEST_FILE // 2**20)


def _text(file: str, content: bytes) -> tuple[str, dict[str, str]]:
    """Return the text, and a note of its encoding where that is a guess."""
    found = text_and_encoding(content)
    if found is None:
        raise Mistake("graph.not_text", file=file)
    text, encoding = found
    return text, {"encoding": "CP932"} if encoding == "cp932" else {}
