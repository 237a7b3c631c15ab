"""Files that name people of a network, one a line."""

from collections.abc import Iterable
from os import PathLike

from simulator.errors import Mistake, shortened
from simulator.graph.decoding import decoded
from simulator.graph.files import content_of, path_of

QUOTE = '"'


def read_names(path: str | PathLike[str], people: Iterable[str]) -> list[str]:
    """Read names of people of a network, one a line, each once; blank lines and comments (#) are skipped.

    The file may be called anything, and be a pipe. Names may stand in double quotation marks, as in CSV.

    Parameters
    ----------
    people : the names of all people of the network.

    Raises
    ------
    Mistake : the file is missing, no text, names nobody, or names somebody who is not in the network.
    """
    file, known = path_of(path), frozenset(people)
    text = decoded(content_of(file, of_names=True))
    if text is None:
        raise Mistake("graph.not_text", file=str(file))
    names: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        name = written if written in known else _unquoted(written)
        if name not in known:
            told = {"file": str(file), "lines": str(number), "name": shortened(written)}
            raise Mistake("seeds.stranger", **told, people=len(known))
        names[name] = None
    if not names:
        raise Mistake("seeds.empty_file", file=str(file))
    return list(names)


def _unquoted(name: str) -> str:
    """The name in quotation marks; any other as it is."""
    if len(name) > 1 and name.startswith(QUOTE) and name.endswith(QUOTE):
        return name[1:-1].replace(QUOTE * 2, QUOTE).strip()
    return name
