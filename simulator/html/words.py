"""Pieces of a page: headings, sentences, legends, and tables that are real tables."""

import re
from collections.abc import Sequence
from html import escape

from simulator.html.look import ArmStyle
from simulator.html.marks import drawing

BEFORE = r"(?:(?<![A-Za-z0-9])[+-])?(?:[A-Z]{0,3}[$£¥￥\u20a0-\u20cf])?"
AFTER = r"[KMBT]\b|[万億兆]| ?(?:%|pp\b|ポイント)"
LONG = 60  # characters, of a sentence rather than a word or two
AMOUNT = re.compile(rf"{BEFORE}\d(?:[\d,.]*\d)?(?:{AFTER})?")


def heading(words: str, level: int = 1) -> str:
    """A heading; the levels below the first are smaller."""
    return f"<h{level}>{escape(words)}</h{level}>"


def sentence(words: str, *, small: bool = False) -> str:
    """A sentence as it stands, whatever signs are in it."""
    return f'<p class="soft">{unbroken(words)}</p>' if small else f"<p>{unbroken(words)}</p>"


def unbroken(text: str) -> str:
    """A text whose amounts stay in one line, with their signs and units."""

    def kept(found: re.Match[str]) -> str:
        is_bare = found[0][0].isdigit() and found[0][-1].isdigit()
        return found[0] if is_bare else f'<span class="amount">{found[0]}</span>'

    return AMOUNT.sub(kept, escape(text))


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
        + "".join(f"<td{_if_long(one)}>{unbroken(one)}</td>" for one in row[1:]) + "</tr>"
        for row in rows
    )  # fmt: skip
    return (
        f'<div class="scroll" tabindex="0"><table{kind}><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _if_long(text: str) -> str:
    """What makes a cell wider on a narrow screen, where its sentence would stand as a column of words."""
    return ' class="long"' if len(text) > LONG else ""


def legend(arms: Sequence[tuple[str, ArmStyle]]) -> str:
    """Which colour and mark is whose."""
    signs = [(drawing(style.marker, f'fill="{style.colour}"'), escape(arm)) for arm, style in arms]
    return "<p>" + " ".join(f'<span class="arm">{sign} {arm}</span>' for sign, arm in signs) + "</p>"


def progress(done: int, total: int, label: str) -> str:
    """How far something is; of nothing known yet, that it goes on."""
    how_far = f' value="{done}" max="{total}"' if total else ""
    return f'<progress aria-label="{escape(label, quote=True)}"{how_far}></progress>'


STYLE = """
.sign { width: .95em; height: .95em; vertical-align: -.1em; overflow: visible; }
.sign path { stroke: currentColor; stroke-width: .8; }
.arm { white-space: nowrap; margin-right: 1.2em; }
.amount { white-space: nowrap; }
h1 { font-size: 1.7rem; margin: .3em 0; }
h2 { font-size: 1.3rem; margin: .5em 0 .2em; }
h3 { font-size: 1.05rem; margin: .5em 0 .2em; }
p { margin: .35em 0; line-height: 1.5; max-width: 75ch; font-size: 1rem; overflow-wrap: anywhere; }
p.soft, caption { opacity: .8; font-size: .875rem; }
progress { width: 100%; height: .5em; accent-color: var(--mui-palette-primary-main, #00508f); }
.scroll { overflow-x: auto; container-type: inline-size; background:
  linear-gradient(to right, var(--paper) 20px, transparent) left / 40px 100% no-repeat local,
  linear-gradient(to left, var(--paper) 20px, transparent) right / 40px 100% no-repeat local,
  linear-gradient(to right, #7778, transparent) left / 14px 100% no-repeat scroll,
  linear-gradient(to left, #7778, transparent) right / 14px 100% no-repeat scroll; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .4em 0; position: sticky; left: 0; max-width: 100cqw; }
th, td { padding: .4em .9em; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
th { text-align: left; font-weight: 600; }
thead th { vertical-align: bottom; }
td, thead th:not(:first-child) { text-align: right; }
td { white-space: nowrap; }
th[scope=row], thead th:first-child { position: sticky; left: 0; z-index: 1; background: var(--paper); }
.words td, .words thead th:not(:first-child) { text-align: left; white-space: normal; }
@container (max-width: 560px) {
  th, td { padding: .35em .4em; font-size: .875rem; }
  td { white-space: normal; }
  .words td.long { min-width: 26ch; }
}
"""
