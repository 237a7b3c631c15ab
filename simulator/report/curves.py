"""Curves as a drawing within a page: small, sharp on paper, and read out by its title."""

from html import escape
from typing import Any

import numpy as np

from simulator.html.look import FAINT, SOFT, arm_style
from simulator.html.marks import SHAPES
from simulator.html.ticks import ticks
from simulator.pictures.content import Content, Course
from simulator.texts import Catalogue

WIDTH, HEIGHT = 460, 264
LEFT, RIGHT, TOP, BOTTOM = 62, 12, 10, 42
MARKS = 6  # on a line


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
        drawn.append(f'<text x="{x(week):.1f}" y="{HEIGHT - 24}" text-anchor="middle">{week}</text>')
    below = escape(text.say("app.compare.week"))
    drawn.append(f'<text x="{x(weeks / 2):.1f}" y="{HEIGHT - 6}" text-anchor="middle">{below}</text>')
    for k in range(len(content.arms)):
        colour = arm_style(k, "default").colour
        if course.low is not None and course.high is not None:
            low, high = y(course.low[k]), y(course.high[k])
            outline = _points(x(at), low) + " " + _points(x(at)[::-1], high[::-1])
            drawn.append(f'<polygon points="{outline}" fill="{colour}" opacity=".15"/>')
    for k in range(len(content.arms)):
        line, style = _points(x(at), y(course.mean[k])), arm_style(k, "default")
        drawn.append(f'<polyline points="{line}" fill="none" stroke="{style.colour}" stroke-width="2.2"/>')
        for n in np.unique(np.linspace(0, weeks - 1, MARKS).round().astype(int)):
            place = f"translate({x(at[n]):.1f} {y(course.mean[k][n]):.1f}) scale(.6)"
            drawn.append(f'<path d="{SHAPES[style.marker]}" transform="{place}" fill="{style.colour}"/>')
    title = escape(text.say(f"picture.{course.name}"))
    note = escape(text.say("picture.band" if course.low is not None else "picture.no_band"))
    return (
        f'<figure><figcaption><b>{title}</b><br><span class="soft">{note}</span></figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}" font-size="11" '
        f'fill="{SOFT["default"]}">{"".join(drawn)}</svg></figure>'
    )


def _points(x: Any, y: Any) -> str:
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
