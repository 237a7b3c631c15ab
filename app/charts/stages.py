"""Where everybody stands, week by week: layers that together are the whole market."""

from collections.abc import Mapping
from typing import Any

import holoviews as hv
import numpy as np
from numpy.typing import NDArray

from app.charts.paper import HEIGHT, marks, plain_paper, week_axis
from simulator.html.look import INK, PAPER, ArmStyle
from simulator.html.ticks import ticks
from simulator.texts import Catalogue


def stages_chart(
    stages: Mapping[str, NDArray[Any]], styles: Mapping[str, ArmStyle], text: Catalogue, theme: str
) -> hv.Overlay:
    """Draw the people of one arm by stage, from the bottom up: the farthest first.

    Parameters
    ----------
    stages : people at the end of each week, by what the stage is called: name -> (weeks,).
    styles : by the same names. A layer's marks stand on its upper edge.
    """
    weeks = len(next(iter(stages.values())))
    at, below = np.arange(1, weeks + 1), np.zeros(weeks)
    layers, edges = [], []
    for name, people in reversed(list(stages.items())):
        layer = hv.Area((at, below, below + people), "week", ["below", name], label=name)
        layers.append(layer.opts(
            color=styles[name].colour, line_color=PAPER[theme], line_width=0.8, fill_alpha=1, framewise=True,
        ))  # fmt: skip
        below = below + people
        mark = marks(at, below, f"edge of {name}", styles[name].colour, styles[name].marker)
        edges.append(mark.opts(line_color=INK[theme], line_width=0.8))
    top = float(below.max()) or 1.0
    return hv.Overlay([*layers, *edges]).opts(
        responsive=True, height=HEIGHT, show_legend=False, toolbar=None, framewise=True,
        **week_axis(weeks), ylim=(0, top), xlabel=text.say("app.compare.week"), ylabel="",
        yticks=ticks(0, top, text.language), hooks=[plain_paper(theme)],
    )  # fmt: skip
