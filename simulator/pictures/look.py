"""How pictures look: sizes in points of a slide, colours and marks of arms, fonts that come along."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

WIDTH, HEIGHT = 960.0, 540.0  # points: a slide of 16:9
DPI = 144  # a PNG of 1920 x 1080, two of its pixels to one of the slide
EDGE = 28.0  # margin at the left and the right
TITLES = (20.0, 18.0, 16.0)  # the largest that leaves the title in one line
HEADING, BODY, SMALL = 11.0, 9.0, 7.5
INK, SOFT, FAINT, PAPER = "#1a1a1a", "#5c5c5c", "#dcdcdc", "#ffffff"
LATIN, JAPANESE = "kuchikomi latin", "kuchikomi japanese"
FAMILIES = {"en": [LATIN, JAPANESE], "ja": [JAPANESE, LATIN]}
"""Fonts of a language: the first that has a glyph draws it."""


class Style(NamedTuple):
    """What tells an arm from the others, with colours and without."""

    colour: str
    mark: str


STYLES = (
    Style("#6e6e6e", "o"),  # the control
    Style("#0072B2", "s"),
    Style("#D55E00", "^"),
    Style("#009E73", "D"),
    Style("#CC79A7", "v"),
    Style("#B37A00", "*"),
    Style("#2B8FC4", "h"),
    Style("#000000", "P"),
)
"""The colours of Okabe and Ito, which the colour-blind tell apart.

The pale ones are darkened until lines stand out from white (3:1); yellow would be no yellow then.
"""


_one_at_a_time = Lock()  # the settings of pictures are the whole program's


@contextmanager
def house_style(language: str) -> Iterator[None]:
    """Draw and save in it: whatever a user has set for pictures of his own is put aside.

    Text is never taken for mathematics. In an SVG it becomes outlines, so that it looks the same on
    a slide wherever that is shown; ids follow from what is drawn, so that the same gives the same file.
    """
    with _one_at_a_time, _quiet():
        import matplotlib
        from matplotlib import style

        _add_fonts()
        ours: dict[Any, Any] = {
            "font.family": FAMILIES[language],
            "text.parse_math": False,
            "svg.fonttype": "path",
            "svg.hashsalt": "kuchikomi",
        }
        with style.context("default", after_reset=True), matplotlib.rc_context(ours):
            yield


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing is said of where fonts are noted down, such as in a home that cannot be written to."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@cache
def font_files() -> dict[str, list[tuple[Path, int]]]:
    """The fonts that come with packages, by family: files and weights.

    The Japanese package is only looked up: importing it would change the settings of all pictures.
    """
    import matplotlib

    latin = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    japanese = Path(str(distribution("matplotlib-fontja").locate_file("matplotlib_fontja/fonts/ipaexg.ttf")))
    return {
        LATIN: [(latin / "DejaVuSans.ttf", 400), (latin / "DejaVuSans-Bold.ttf", 700)],
        JAPANESE: [(japanese, 400), (japanese, 700)],  # it has one weight; see `Page.write`
    }


@cache
def _add_fonts() -> None:
    """Make the fonts known under names of our own, so that no other of the machine's is taken."""
    from matplotlib.font_manager import FontEntry, fontManager

    for family, files in font_files().items():
        for file, weight in files:
            fontManager.ttflist.append(FontEntry(
                fname=str(file), name=family, style="normal", variant="normal", weight=weight,
                stretch="normal", size="scalable",
            ))  # fmt: skip


@cache
def glyphs() -> frozenset[int]:
    """All characters that some font has."""
    from matplotlib.font_manager import get_font

    files = {file for family in font_files().values() for file, weight in family if weight == 400}
    return frozenset().union(*(get_font(str(file)).get_charmap() for file in files))
