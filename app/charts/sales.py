"""Sales of one's own, and over them what the control says of the same periods."""

from collections.abc import Sequence
from typing import Any

import holoviews as hv
import numpy as np

from app.charts.courses import HEIGHT, plain_paper, round_ticks
from app.theme import INK, arm_style
from simulator.sales.series import Series
from simulator.texts import Catalogue

SOLD, CONTROL, FITTED = "sold", "control", "fitted"


def sales_chart(
    series: Series, control: Sequence[float] | None, fitted: Sequence[float] | None, text: Catalogue,
    theme: str,
) -> hv.Overlay:  # fmt: skip
    """Draw a series, with the control's mean and the fitted curve where there are any.

    Parameters
    ----------
    control, fitted : units of each period, from the first on; None where there is nothing to draw.
    theme : "default" (by day) or "dark".
    """
    sold = np.array(series.units)
    layers: list[Any] = [
        _line(sold, SOLD).opts(color=INK[theme], line_width=1.5),
        hv.Scatter((_periods(sold), sold), "period", SOLD, label=SOLD).opts(
            color=INK[theme], marker="square", size=5, framewise=True
        ),
    ]
    if fitted is not None:
        line = _line(np.array(fitted), FITTED)
        layers.append(line.opts(color=INK[theme], line_dash="dashed", line_width=2))
    if control is not None:
        line = _line(np.asarray(control), CONTROL)
        layers.append(line.opts(color=arm_style(0, theme).colour, line_width=3))
    highest = max(float(np.max(one, initial=0.0)) for one in (sold, fitted or [0.0], _some(control)))
    top = 1.05 * highest or 1.0
    last = max(len(sold), len(_some(control)))
    return hv.Overlay(layers).opts(
        responsive=True, height=HEIGHT, show_legend=False, toolbar=None, framewise=True,
        xlim=(0, last + 1), ylim=(0.0, top), ylabel="", yticks=round_ticks(top, text),
        xlabel=text.say(f"app.data.step_{series.step}"), xticks=sorted({1, (last + 1) // 2, last}),
        fontscale=1.1, hooks=[plain_paper(theme)],
    )  # fmt: skip


def _some(values: Sequence[float] | None) -> Sequence[float]:
    return [0.0] if values is None else values


def _periods(values: Any) -> Any:
    return np.arange(1, len(values) + 1)


def _line(values: Any, name: str) -> hv.Curve:
    line = hv.Curve((_periods(values), values), "period", name, label=name)
    return line.opts(tools=["hover"], framewise=True)
