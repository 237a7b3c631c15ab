"""Words that fit: only characters that can be drawn, in lines that are no longer than their room."""

import unicodedata
from collections.abc import Callable, Iterator

from simulator.pictures.look import glyphs
from simulator.tables import NOT_AT_THE_START

UNKNOWN = "\u25a1"  # what stands for a character that no font has
SHORTENED = "\u2026"
Measure = Callable[[str], float]


def drawable(words: str) -> str:
    """Words in one line, without what cannot be seen; a box for each character that no font has."""
    line = " ".join(words.split())
    seen = (sign for sign in line if unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
    return "".join(sign if ord(sign) in glyphs() else UNKNOWN for sign in seen)


def fitted(words: str, room: float, most: int, measure: Measure) -> list[str]:
    """Words in at most so many lines, each within the room; what is too long ends in an ellipsis.

    Parameters
    ----------
    words : drawable ones.
    room : width of a line, in what `measure` measures.
    """
    lines = [""]
    for piece in _pieces(words, room, measure):
        if measure((lines[-1] + piece).rstrip()) <= room:
            lines[-1] += piece
        elif len(lines) < most:
            lines.append(piece)
        else:
            lines[-1] = _shortened(lines[-1] + piece, room, measure)
            break
    return [line.strip() for line in lines]


def _pieces(words: str, room: float, measure: Measure) -> Iterator[str]:
    """Parts between which a line may end; one that no line can hold comes sign by sign."""
    start = 0
    for k in range(1, len(words) + 1):
        if k < len(words) and not _may_end(words[k - 1], words[k]):
            continue
        piece = words[start:k]
        yield from [piece] if measure(piece.rstrip()) <= room else piece
        start = k


def _may_end(before: str, after: str) -> bool:
    wide = [unicodedata.east_asian_width(sign) in "WF" for sign in (before, after)]
    return before.isspace() or (any(wide) and not after.isspace() and after not in NOT_AT_THE_START)


def _shortened(line: str, room: float, measure: Measure) -> str:
    while line and measure(line.rstrip() + SHORTENED) > room:
        line = line[:-1]
    return line.rstrip() + SHORTENED
