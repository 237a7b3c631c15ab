"""Files that name people of a network, one a line."""

from pathlib import Path

from simulator.errors import Mistake
from simulator.graph.decoding import decoded
from simulator.graph.files import content_of


def read_names(path: str | Path) -> list[str]:
    """Read the names of people, one a line, each once; blank lines and comments (#) are skipped.

    Raises
    ------
    Mistake : the file is missing, no text, or names nobody.
    """
    file = Path(path)
    text = decoded(content_of(file))
    if text is None:
        raise Mistake("graph.not_text", file=file.name)
    lines = (line.strip() for line in text.splitlines())
    names = list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    if not names:
        raise Mistake("seeds.empty_file", file=file.name)
    return names
