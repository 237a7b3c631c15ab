"""Courses over the weeks: a line with a band and marks for each arm, named at its end."""

from typing import Any

from simulator.figures import figures
from simulator.pictures.content import Content, Course
from simulator.pictures.lettering import drawable
from simulator.pictures.look import BODY, FAINT, HEADING, PAPER, SOFT, STYLES
from simulator.pictures.page import Page
from simulator.pictures.ticks import of_dates, of_values, of_weeks

HEAD = 42.0  # room for the heading
FOOT = 20.0  # room for the weeks
SCALE = 46.0  # room for the numbers at the left
MOST_ROOM = 168.0  # for the names at the right
LEADER = 20.0  # from the end of a line to its name
LINE = 12.5  # from name to name
NAME = 8.5  # size of a name
ABOVE = 6.0  # the numbers of the weeks
MARKS = 6  # on a line, about


def draw_course(
    page: Page, shown: Content, course: Course, left: float, top: float, width: float, height: float
) -> None:
    """Draw one measure week by week."""
    say = page.text.say
    page.write(left, top + 7, say(f"picture.{course.name}"), HEADING, weight="bold")
    about = "picture.band" if course.low is not None else "picture.no_band"
    page.write(left, top + 21, say(about), BODY - 1, color=SOFT)
    top, height = top + HEAD, height - HEAD - FOOT
    plot_left, plot_width = left + SCALE, width - SCALE - _room(page, shown)
    axes = page.axes(course.name, plot_left, top, plot_width, height)
    highest = max(float(one.max()) for one in (course.mean, course.high) if one is not None)
    currency = shown.answer["currency"] if course.money else None
    scale = of_values(0, highest, page, currency, height, 4, counts=not course.money, beyond=True)
    axes.set_xlim(0, shown.weeks)
    axes.set_ylim(0, scale.places[-1] or 1.0)
    axes.set_yticks(*scale)
    axes.grid(axis="y", color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    page.line([plot_left, plot_left + plot_width], [top + height] * 2, color=SOFT, lw=0.8)
    weeks = (
        of_weeks(shown.weeks, page, plot_width)
        if shown.start is None
        else of_dates(shown.start, shown.weeks, page, plot_width)
    )
    axes.set_xticks(*weeks)
    axes.tick_params(axis="x", pad=6)
    ends = range(1, shown.weeks + 1)  # each value is that of the end of its week
    for k, style in enumerate(STYLES[: len(shown.arms)]):
        if course.low is not None and course.high is not None:
            band: dict[str, Any] = {"color": style.colour, "alpha": 0.16, "label": shown.arms[k]}
            if shown.weeks > 1:
                axes.fill_between(ends, course.low[k], course.high[k], lw=0, **band)
            else:  # a single week has no width
                axes.vlines(ends, course.low[k], course.high[k], lw=6, **band)
        step = max(1, shown.weeks // MARKS)
        first = (shown.weeks - 1) % step
        axes.plot(
            ends, course.mean[k], color=style.colour, lw=1.8, marker=style.mark, ms=5.5, mec=PAPER, mew=0.6,
            markevery=(first, step), label=shown.arms[k], clip_on=False, solid_capstyle="round",
        )  # fmt: skip
    last = [float(x) for x in course.mean[:, -1]]
    up = [top + height * (1 - x / axes.get_ylim()[1]) for x in last]
    _name_lines(page, shown, _ends(page, shown, course), plot_left + plot_width, up, top, top + height)


def _ends(page: Page, shown: Content, course: Course) -> list[str]:
    """What each line came to."""
    currency = shown.answer["currency"] if course.money else None
    return figures(course.mean[:, -1].tolist(), page.text.language, currency=currency, compact=True)


def _values(page: Page, values: list[str]) -> float:
    """Room for the numbers at the ends of lines."""
    return max(page.width(value, NAME, "bold") for value in values) + 5


def _room(page: Page, shown: Content) -> float:
    """Room right of the lines, the same in all courses: no more than names need, or can get."""
    values = max(_values(page, _ends(page, shown, course)) for course in shown.courses)
    names = max(page.width(drawable(name), NAME) for name in shown.arms)
    return min(MOST_ROOM, LEADER + 3 + values + names + 1)


def _name_lines(
    page: Page, shown: Content, values: list[str], right: float, up: list[float], top: float,
    bottom: float,
) -> None:
    """Write what each line came to and whose it is, where it ends, none over another."""
    column, x = _values(page, values), right + LEADER
    room = _room(page, shown) - LEADER - 3 - column
    for k, y in enumerate(apart(up, top, bottom - ABOVE)):
        style = STYLES[k]
        if abs(y - up[k]) > 1:
            page.line([right + 4, x - 8], [up[k], y], color=style.colour, lw=0.8)
        page.mark(x - 3, y, style, 5.0)
        page.write(x + 4, y, values[k], NAME, weight="bold")
        (name,) = page.fitted(shown.arms[k], room, NAME)
        page.write(x + 4 + column, y, name, NAME)


def apart(wanted: list[float], top: float, bottom: float) -> list[float]:
    """The heights nearest to the wanted ones that are in their order, a line apart, and within bounds."""
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], k))
    blocks: list[list[float]] = []  # of heights that touch, less their lines: shifted together
    for n, k in enumerate(order):
        blocks.append([wanted[k] - n * LINE])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last_block = blocks.pop()
            blocks[-1] += last_block
    level = [_mean(block) for block in blocks for _ in block]
    last = max(top, bottom - LINE * (len(wanted) - 1))
    found = dict(zip(order, (min(max(x, top), last) for x in level), strict=True))
    place = {k: n for n, k in enumerate(order)}
    return [found[k] + place[k] * LINE for k in range(len(wanted))]


def _mean(block: list[float]) -> float:
    return sum(block) / len(block)
