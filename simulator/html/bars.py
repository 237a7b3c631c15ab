"""Tables with a bar in each row: read as a table, seen as a chart, at any width and on paper."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from simulator.html.marks import drawing
from simulator.html.words import unbroken

ROOM = 0.04  # of the track, at both ends


class Bar(NamedTuple):
    """A row: its name, its number in words, and what is drawn.

    `low` and `high` are the ends of the bar, `mark` is a point on it, of the shape of a `marker`; None
    where there is none. A bar that is not `sure` is hollow.
    """

    name: str
    figure: str
    low: float | None
    high: float | None
    colour: str
    mark: float | None = None
    more: str = ""
    sure: bool = True
    marker: str = "circle"
    code: str = ""  # what the name is called in files, if it is


def bar_table(head: Sequence[str], bars: Sequence[Bar], caption: str) -> str:
    """A table of bars on one scale, with a line at 0.

    Parameters
    ----------
    head : of the names, the numbers, and what more is said.
    """
    ends = [0.0, *(x for bar in bars for x in (bar.low, bar.high, bar.mark) if x is not None)]
    low, high = min(ends), max(ends)
    pad = ROOM * (high - low) or 1.0
    low, high = low - pad, high + pad
    name, figure, *more = (escape(one) for one in head)
    top = f'<th scope="col">{name}</th><td class="track" aria-hidden="true"></td>'
    top += "".join(f'<th scope="col">{one}</th>' for one in (figure, *more))
    rows = "".join(_row(bar, low, high, bool(more)) for bar in bars)
    return (
        f'<div class="scroll" tabindex="0"><table class="bars"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(bar: Bar, low: float, high: float, more: bool) -> str:
    def place(x: float) -> float:
        return 100 * (x - low) / (high - low)

    drawn = f'<i class="zero" style="left:{place(0):.2f}%"></i>'
    if bar.low is not None and bar.high is not None:
        width = max(place(bar.high) - place(bar.low), 0.3)
        look = f"background:{bar.colour}" if bar.sure else f"box-shadow:inset 0 0 0 2px {bar.colour}"
        kind = "bar" if bar.mark is None else "bar thin"
        drawn += f'<i class="{kind}" style="left:{place(bar.low):.2f}%;width:{width:.2f}%;{look}"></i>'
    if bar.mark is not None:
        inside = bar.colour if bar.sure else "var(--paper)"
        look = f'fill="{inside}" stroke="{bar.colour}" stroke-width="2"'
        drawn += drawing(bar.marker, look, kind="mark", place=f"left:{place(bar.mark):.2f}%")
    last = f"<td>{unbroken(bar.more)}</td>" if more else ""
    code = f"<br><small>{escape(bar.code)}</small>" if bar.code else ""
    track = f'<td class="track" aria-hidden="true"><div>{drawn}</div></td>'
    name = f'<th scope="row">{escape(bar.name)}{code}</th>'
    return f"<tr>{name}{track}<td>{unbroken(bar.figure)}</td>{last}</tr>"


STYLE = """
:host { --paper: var(--card, var(--mui-palette-background-default, white)); }
table.bars { width: 100%; max-width: 900px; }
table.bars th[scope=row] { font-weight: 400; overflow-wrap: break-word; min-width: 9ch; max-width: 26ch; }
table.bars td:not(.track) { white-space: normal; }
td.track { position: relative; width: 38%; padding: 0; }
td.track div { position: absolute; inset: 0; }
td.track i { position: absolute; display: block; box-sizing: border-box; }
td.track .zero { top: 0; bottom: 0; width: 1px; background: currentColor; opacity: .55; }
td.track .bar { top: 22%; height: 56%; border-radius: 2px; }
td.track .bar.thin { top: 44%; height: 12%; min-height: 4px; }
td.track .mark { position: absolute; top: 50%; width: 16px; height: 16px; margin: -8px; overflow: visible; }
table.calendar { width: 100%; }
td.weeks { width: 40%; }
td.weeks div { display: flex; height: 1.1em; background: color-mix(in srgb, currentColor 8%, transparent); }
td.weeks i { flex: 1; min-width: 0; }
@container (min-width: 561px) { table.bars th[scope=row] { min-width: 20ch; } }
@container (max-width: 560px) {
  .bars tbody tr, .calendar tbody tr { position: relative; }
  .bars tbody tr > *, .calendar tbody tr > * { vertical-align: top; padding-bottom: 2.1em; }
  .bars th[scope=row], .calendar th[scope=row] { position: static; }
  td.track, td.weeks { position: static; width: 0; padding: 0; }
  td.track div, td.weeks div { position: absolute; inset: auto 0 .4em; height: 1.3em; }
}
@container (max-width: 340px) { th, td { padding: .3em .25em; font-size: .8125rem; } }
"""
"""Where there is little room, bars stand below their row, over its whole width."""
