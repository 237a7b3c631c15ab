"""Where everybody stands, week by week: layers that together are the whole market."""

from collections.abc import Mapping
from typing import Any

import holoviews as hv
import numpy as np
from numpy.typing import NDArray

from app.charts.paper import HEIGHT, plain_paper, week_axis
from simulator.html.look import PAPER
from simulator.html.ticks import ticks
from simulator.texts import Catalogue


def stages_chart(
    stages: Mapping[str, NDArray[Any]], colours: Mapping[str, str], text: Catalogue, theme: str
) -> hv.Overlay:
    """Draw the people of one arm by stage, from the bottom up: the farthest first.

    Parameters
    ----------
    stages : people at the end of each week, by what the stage is called: name -> (weeks,).
    colours : by the same names.
    """
    weeks = len(next(iter(stages.values())))
    at, below = np.arange(1, weeks + 1), np.zeros(weeks)
    layers = []
    for name, people in reversed(list(stages.items())):
        layer = hv.Area((at, below, below + people), "week", ["below", name], label=name)
        layers.append(layer.opts(
            color=colours[name], line_color=PAPER[theme], line_width=0.8, fill_alpha=1, framewise=True,
        ))  # fmt: skip
        below = below + people
    top = float(below.max()) or 1.0
    return hv.Overlay(layers).opts(
        responsive=True, height=HEIGHT, show_legend=False, toolbar=None, framewise=True, fontscale=1.1,
        **week_axis(weeks), ylim=(0, top), xlabel=text.say("app.compare.week"), ylabel="",
        yticks=ticks(0, top, text.language), hooks=[plain_paper(theme)],
    )  # fmt: skip
