"""Pieces of a page: headings, sentences, legends, and tables that are real tables."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from simulator.html.look import ArmStyle

SIGN_BEFORE = re.compile(r"([+-])(?=\S)")  # of an amount
SIGNS = {
    "circle": "●", "square": "■", "triangle": "▲", "diamond": "◆", "inverted_triangle": "▼", "star": "★",
    "hex": "⬢", "plus": "✚",
}  # fmt: skip
"""Marks of charts, as signs in a text."""


def heading(words: str, level: int = 1) -> str:
    """A heading; the levels below the first are smaller."""
    return f"<h{level}>{escape(words)}</h{level}>"


def sentence(words: str, *, small: bool = False) -> str:
    """A sentence as it stands, whatever signs are in it."""
    return f'<p class="soft">{escape(words)}</p>' if small else f"<p>{escape(words)}</p>"


def unbroken(text: str) -> str:
    """A text with amounts whose signs stay in the line of their numbers."""
    return SIGN_BEFORE.sub("\\1\N{WORD JOINER}", escape(text))


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], caption: str, *, numbers: bool = True
) -> str:
    """A table with a caption; the first column names the rows.

    Parameters
    ----------
    rows : of text, as it stands.
    numbers : whether the other columns are numbers, or words.
    """
    top = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    kind = "" if numbers else ' class="words"'
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(one)}</td>" for one in row[1:]) + "</tr>"
        for row in rows
    )  # fmt: skip
    return (
        f'<div class="scroll" tabindex="0"><table{kind}><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def legend(arms: Sequence[tuple[str, ArmStyle]]) -> str:
    """Which colour and mark is whose."""
    words = " ".join(
        f'<span class="arm"><span aria-hidden="true" style="color:{style.colour}">'
        f"{SIGNS[style.marker]}</span> {escape(arm)}</span>"
        for arm, style in arms
    )
    return f"<p>{words}</p>"


def progress(done: int, total: int, label: str) -> str:
    """How far something is; of nothing known yet, that it goes on."""
    how_far = f' value="{done}" max="{total}"' if total else ""
    return f'<progress aria-label="{escape(label, quote=True)}"{how_far}></progress>'


def swatches(colours: Mapping[str, str]) -> str:
    """Which colour is what."""
    words = " ".join(
        f'<span class="arm"><span aria-hidden="true" class="swatch" style="background:{colour}"></span> '
        f"{escape(name)}</span>"
        for name, colour in colours.items()
    )
    return f"<p>{words}</p>"


STYLE = """
.swatch { display: inline-block; width: .8em; height: .8em; border: 1px solid currentColor; }
.arm { white-space: nowrap; margin-right: 1.2em; }
h1 { font-size: 1.7rem; margin: .3em 0; }
h2 { font-size: 1.3rem; margin: .5em 0 .2em; }
h3 { font-size: 1.05rem; margin: .5em 0 .2em; }
p { margin: .35em 0; line-height: 1.5; max-width: 75ch; font-size: 1rem; }
p.soft, caption { opacity: .8; font-size: .875rem; }
progress { width: 100%; height: .5em; accent-color: var(--mui-palette-primary-main, #00508f); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .4em 0; }
th, td { padding: .4em .9em; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
th { text-align: left; font-weight: 600; }
td, thead th:not(:first-child) { text-align: right; white-space: nowrap; }
.words td, .words thead th:not(:first-child) { text-align: left; white-space: normal; }
"""
