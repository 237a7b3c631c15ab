"""Several measures of one arm, week by week, a line each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import holoviews as hv
import numpy as np
from numpy.typing import NDArray

from app.charts.paper import HEIGHT, marks, plain_paper, week_axis
from simulator.html.look import ArmStyle
from simulator.html.ticks import ticks
from simulator.texts import Catalogue


class Line(NamedTuple):
    """A line: its name, a value for each week, and what tells it from the others."""

    name: str
    values: NDArray[Any]
    style: ArmStyle


def lines_chart(
    lines: Sequence[Line], text: Catalogue, theme: str, currency: str | None = None
) -> hv.Overlay:
    """Draw lines, each told from the others by its colour and its marks.

    Parameters
    ----------
    currency : of money, in major units; None for other numbers.
    """
    weeks = len(lines[0].values)
    at = np.arange(1, weeks + 1)
    layers = [
        hv.Curve((at, line.values), "week", line.name, label=line.name).opts(
            color=line.style.colour, line_width=2.5, framewise=True
        )
        for line in lines
    ]
    layers += [marks(at, line.values, line.name, *line.style) for line in lines]
    top = max(float(line.values.max()) for line in lines)
    low = min(0.0, *(float(line.values.min()) for line in lines))
    top = 1.05 * top if top > 0 else 1.0 if low == 0 else 0.0
    return hv.Overlay(layers).opts(
        responsive=True, height=HEIGHT, show_legend=False, toolbar=None, framewise=True,
        **week_axis(weeks), ylim=(1.05 * low, top), xlabel=text.say("app.compare.week"), ylabel="",
        yticks=ticks(1.05 * low, top, text.language, currency), hooks=[plain_paper(theme)],
    )  # fmt: skip
