"""Sales of one's own, and over them what the control says of the same periods."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import holoviews as hv
import numpy as np

from app.charts.paper import HEIGHT, plain_paper
from simulator.html.look import INK, arm_style
from simulator.html.ticks import ticks
from simulator.sales.series import Series
from simulator.texts import Catalogue

SOLD, CONTROL, FITTED = "sold", "control", "fitted"


class Drawn(NamedTuple):
    """What is drawn: units of each period, from the first on; nothing where there is nothing to draw."""

    series: Series
    control: Sequence[float] = ()
    fitted: Sequence[float] = ()


def sales_chart(drawn: Drawn, text: Catalogue, theme: str) -> hv.Overlay:
    """Draw a series, with the control's mean and the fitted curve where there are any.

    Parameters
    ----------
    theme : "default" (by day) or "dark".
    """
    sold, ink = drawn.series.units, INK[theme]
    dots = hv.Scatter((_periods(sold), np.array(sold)), "period", SOLD, label=SOLD)
    layers = [
        _line(sold, SOLD).opts(color=ink, line_width=1.5),
        dots.opts(color=ink, marker="square", size=5, framewise=True),
        _line(drawn.fitted, FITTED).opts(color=ink, line_dash="dashed", line_width=2),
        _line(drawn.control, CONTROL).opts(color=arm_style(0, theme).colour, line_width=3),
    ]
    top = 1.05 * max(map(float, (*sold, *drawn.fitted, *drawn.control))) or 1.0
    last = max(len(sold), len(drawn.control))
    return hv.Overlay(layers).opts(
        responsive=True, height=HEIGHT, show_legend=False, toolbar=None, framewise=True,
        xlim=(0, last + 1), ylim=(0.0, top), ylabel="", yticks=ticks(0.0, top, text.language),
        xlabel=text.say(f"app.data.step_{drawn.series.step}"), xticks=sorted({1, (last + 1) // 2, last}),
        hooks=[plain_paper(theme)],
    )  # fmt: skip


def _periods(values: Sequence[float]) -> Any:
    return np.arange(1, len(values) + 1)


def _line(values: Sequence[float], name: str) -> hv.Curve:
    line = hv.Curve((_periods(values), np.array(values, float)), "period", name, label=name)
    return line.opts(tools=["hover"], framewise=True)
