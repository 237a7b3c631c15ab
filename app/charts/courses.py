"""How reach and revenue came about, week by week: a line an arm, and where most runs lie."""

from typing import Any

import holoviews as hv
import numpy as np

from app.charts.paper import HEIGHT, marks, plain_paper, week_axis
from simulator.html.look import arm_style
from simulator.html.ticks import ticks
from simulator.pictures.content import Content, Course
from simulator.texts import Catalogue


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
        layers.append(marks(weeks, course.mean[k], course.name, style.colour, style.marker))
    top = float(np.max(course.mean if course.high is None else course.high, initial=0.0)) or 1.0
    low = min(0.0, float(np.min(course.mean if course.low is None else course.low, initial=0.0)))
    return hv.Overlay(layers).opts(
        responsive=True, height=HEIGHT, show_legend=False, toolbar=None, framewise=True,
        **week_axis(content.weeks), ylim=(low, 1.05 * top),
        xlabel=text.say("app.compare.week"), ylabel="",
        yticks=ticks(low, 1.05 * top, text.language, content.answer["currency"] if course.money else None),
        hooks=[plain_paper(theme)],
    )  # fmt: skip
