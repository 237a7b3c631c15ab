"""Text on a page of the app."""

import panel as pn

from simulator.html.bars import STYLE as BARS
from simulator.html.words import STYLE, heading, legend, progress, sentence, table

__all__ = ["heading", "legend", "progress", "sentence", "table", "text"]


def text(*pieces: str) -> pn.pane.HTML:
    """Pieces of text in one pane, whose `object` can be written anew."""
    return pn.pane.HTML(
        "".join(pieces), sizing_mode="stretch_width", stylesheets=[STYLE + BARS], margin=(4, 10)
    )
