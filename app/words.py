"""Pieces of text on a page: headings, sentences, and tables that are real tables."""

from collections.abc import Sequence
from html import escape

import panel as pn

from app.theme import ArmStyle

SIGNS = {
    "circle": "●", "square": "■", "triangle": "▲", "diamond": "◆", "inverted_triangle": "▼", "star": "★",
    "hex": "⬢", "plus": "✚",
}  # fmt: skip
"""Marks of charts, as signs in a text."""


def heading(words: str, level: int = 1) -> pn.pane.HTML:
    """A heading; the levels below the first are smaller."""
    return pn.pane.HTML(
        f"<h{level}>{escape(words)}</h{level}>", sizing_mode="stretch_width", stylesheets=[STYLE],
        margin=(12, 10, 0, 10),
    )  # fmt: skip


def sentence(words: str, variant: str = "body1") -> pn.pane.HTML:
    """A sentence as it stands, whatever signs are in it."""
    soft = ' class="soft"' if variant == "caption" else ""
    return pn.pane.HTML(
        f"<p{soft}>{escape(words)}</p>", sizing_mode="stretch_width", stylesheets=[STYLE], margin=(0, 10)
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> pn.pane.HTML:
    """A table with a caption; the first column names the rows, the others are numbers.

    Parameters
    ----------
    rows : of text, as it stands.
    """
    top = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(one)}</td>" for one in row[1:]) + "</tr>"
        for row in rows
    )  # fmt: skip
    return pn.pane.HTML(
        f'<div class="scroll"><table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>",
        sizing_mode="stretch_width", stylesheets=[STYLE], margin=(8, 10),
    )  # fmt: skip


def legend(arms: Sequence[tuple[str, ArmStyle]]) -> pn.pane.HTML:
    """Which colour and mark is whose."""
    words = " ".join(
        f'<span class="arm"><span aria-hidden="true" style="color:{style.colour}">'
        f"{SIGNS[style.marker]}</span> {escape(arm)}</span>"
        for arm, style in arms
    )
    return pn.pane.HTML(
        f"<p>{words}</p>", stylesheets=[STYLE], sizing_mode="stretch_width", margin=(4, 10)
    )


STYLE = """
.arm { white-space: nowrap; margin-right: 1.2em; }
h1 { font-size: 1.7rem; margin: .3em 0; }
h2 { font-size: 1.3rem; margin: .5em 0 .2em; }
h3 { font-size: 1.05rem; margin: .5em 0 .2em; }
p { margin: .35em 0; line-height: 1.5; max-width: 75ch; font-size: 1rem; }
p.soft, caption { opacity: .8; font-size: .875rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .4em 0; }
th, td { padding: .4em .9em; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
th { text-align: left; font-weight: 600; }
td, thead th:not(:first-child) { text-align: right; white-space: nowrap; }
"""
