"""How reach and revenue came about, week by week: a line an arm, and where most runs lie."""

from typing import Any

import holoviews as hv
import numpy as np

from app.theme import FAINT, INK, SOFT, arm_style
from simulator.figures import figures
from simulator.pictures.content import Content, Course
from simulator.texts import Catalogue

HEIGHT = 320
MARKS_EACH = 6  # marks on a line
TICKS = 5


def course_chart(content: Content, course: Course, text: Catalogue, theme: str) -> hv.Overlay:
    """Draw one course of all arms.

    Parameters
    ----------
    course : one of `content.courses`; arms and weeks as there.
    theme : "default" (by day) or "dark".
    """
    weeks = np.arange(1, content.weeks + 1)
    layers: list[Any] = []
    for k, arm in enumerate(content.arms):
        style = arm_style(k, theme)
        if course.low is not None and course.high is not None:
            band = hv.Area((weeks, course.low[k], course.high[k]), "week", ["low", "high"], label=arm)
            layers.append(band.opts(
                color=style.colour, fill_alpha=0.15, line_alpha=0, show_legend=False, framewise=True
            ))  # fmt: skip
    for k, arm in enumerate(content.arms):
        style = arm_style(k, theme)
        line = hv.Curve((weeks, course.mean[k]), "week", course.name, label=arm)
        layers.append(line.opts(color=style.colour, line_width=2.5, tools=["hover"], framewise=True))
        marked = np.unique(np.linspace(0, len(weeks) - 1, MARKS_EACH).round().astype(int))
        marks = hv.Scatter((weeks[marked], course.mean[k][marked]), "week", course.name, label=arm)
        layers.append(marks.opts(color=style.colour, marker=style.marker, size=8, framewise=True))
    top = float(np.max(course.mean if course.high is None else course.high, initial=0.0)) or 1.0
    return hv.Overlay(layers).opts(
        responsive=True, height=HEIGHT, show_legend=False, toolbar=None, framewise=True,
        xlim=(0, content.weeks), ylim=(min(0.0, float(course.mean.min())), 1.05 * top),
        xlabel=text.say("app.compare.week"), ylabel="", yticks=_ticks(1.05 * top, course, content, text),
        xticks=sorted({0, content.weeks // 2, content.weeks}), fontscale=1.1,
        hooks=[plain_paper(theme)],
    )  # fmt: skip


def _ticks(top: float, course: Course, content: Content, text: Catalogue) -> list[tuple[float, str]]:
    return round_ticks(top, text, content.answer["currency"] if course.money else None)


def round_ticks(top: float, text: Catalogue, currency: str | None = None) -> list[tuple[float, str]]:
    """Round numbers up to the top, written as people read them."""
    rough = top / TICKS
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= rough)
    at = [float(k * step) for k in range(int(top // step) + 1)]
    written = figures(at, text.language, currency=currency, compact=True)
    return list(zip(at, written, strict=True))


def plain_paper(theme: str) -> Any:
    """No frame, faint lines, and the ink of the theme."""

    def hook(plot: Any, _: Any) -> None:
        figure = plot.state
        figure.background_fill_color = figure.border_fill_color = None
        figure.outline_line_color = None
        figure.xgrid.grid_line_color = None
        figure.ygrid.grid_line_color = FAINT[theme]
        for axis in (*figure.xaxis, *figure.yaxis):
            axis.axis_line_color = FAINT[theme]
            axis.major_tick_line_color = axis.minor_tick_line_color = None
            axis.major_label_text_color = SOFT[theme]
            axis.axis_label_text_color = INK[theme]
            axis.axis_label_text_font_style = "normal"

    return hook
