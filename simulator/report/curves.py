"""Curves as a drawing within a page: small, sharp on paper, and read out by its title."""

from html import escape
from typing import Any

import numpy as np

from simulator.html.look import FAINT, SOFT, arm_style
from simulator.html.ticks import ticks
from simulator.pictures.content import Content, Course
from simulator.texts import Catalogue

WIDTH, HEIGHT = 460, 250
LEFT, RIGHT, TOP, BOTTOM = 62, 12, 10, 28
DASHES = ("", "6 3", "2 3", "8 3 2 3", "10 4", "4 2", "1 2", "12 4 2 4")


def curves(content: Content, course: Course, text: Catalogue) -> str:
    """Draw one course of all arms: the mean of the runs, and where most runs lie."""
    top = float(np.max(course.mean if course.high is None else course.high, initial=0.0)) or 1.0
    weeks = content.weeks

    def x(week: Any) -> Any:
        return LEFT + (WIDTH - LEFT - RIGHT) * week / weeks

    def y(value: Any) -> Any:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * np.maximum(value, 0) / (1.05 * top)

    at = np.arange(1, weeks + 1)
    drawn = []
    currency = content.answer["currency"] if course.money else None
    for value, name in ticks(0.0, 1.05 * top, text.language, currency):
        height, right = f"{y(value):.1f}", WIDTH - RIGHT
        drawn += [
            f'<line x1="{LEFT}" x2="{right}" y1="{height}" y2="{height}" stroke="{FAINT["default"]}"/>',
            f'<text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{escape(name)}</text>',
        ]
    for week in sorted({0, weeks // 2, weeks}):
        drawn.append(f'<text x="{x(week):.1f}" y="{HEIGHT - 8}" text-anchor="middle">{week}</text>')
    for k in range(len(content.arms)):
        colour = arm_style(k, "default").colour
        if course.low is not None and course.high is not None:
            below, above = y(course.low[k]), y(course.high[k])
            outline = _points(x(at), below) + " " + _points(x(at)[::-1], above[::-1])
            drawn.append(f'<polygon points="{outline}" fill="{colour}" opacity=".15"/>')
    for k in range(len(content.arms)):
        line = _points(x(at), y(course.mean[k]))
        colour, dashes = arm_style(k, "default").colour, DASHES[k % len(DASHES)]
        drawn.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.2" '
                     f'stroke-dasharray="{dashes}"/>')  # fmt: skip
    title = escape(text.say(f"picture.{course.name}"))
    note = escape(text.say("picture.band" if course.low is not None else "picture.no_band"))
    return (
        f'<figure><figcaption><b>{title}</b><br><span class="soft">{note}</span></figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}" font-size="11" '
        f'fill="{SOFT["default"]}">{"".join(drawn)}</svg></figure>'
    )


def _points(x: Any, y: Any) -> str:
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
