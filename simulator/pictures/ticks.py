"""Where axes have numbers: round ones, few, written as all numbers of the product are."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from matplotlib.ticker import MaxNLocator

from simulator.figures import day, figures, month, whole
from simulator.pictures.lettering import drawable
from simulator.pictures.look import BODY
from simulator.pictures.page import Page

STEPS = (1, 2, 4, 13, 26, 52, 104, 260, 520)  # weeks; quarters and years, where there are many
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
MOST = 6  # of weeks
SHORT = 10  # weeks, in which days are told
WEEK = 7  # days
TICK = BODY - 1
GAP = 6.0  # points between labels that stand beside one another


class Ticks(NamedTuple):
    """Places on an axis and what stands there."""

    places: list[float]
    labels: list[str]


def of_values(
    low: float, high: float, page: Page, currency: str | None, room: float, most: int,
    *, counts: bool = False, sign: bool = False, along: bool = False, beyond: bool = False,
) -> Ticks:
    """Round numbers from low to high, 0 among them; as many as there is room for.

    Parameters
    ----------
    room : length of the axis, in points. most : ticks.
    counts : whether there are no fractions. along : whether labels stand beside one another.
    beyond : whether they go on to the round numbers before and behind.
    """
    if low == high:
        return Ticks([low], _without_zeros(figures([low], page.text.language, currency=currency)))
    choices = []
    for bins in range(most, 0, -1):
        found = MaxNLocator(bins, integer=counts, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        choices.append([float(x) for x in found if low <= x <= high or beyond])
    farthest = max(choices[-1], key=abs)
    for places in (*choices, sorted({0.0, farthest}), [0.0]):
        written = figures(places, page.text.language, currency=currency, compact=True, sign=sign)
        labels = _without_zeros(written)
        if not along or _beside(labels, places, page, room / (high - low)):
            break
    return Ticks(places, labels)


def _beside(labels: list[str], places: list[float], page: Page, scale: float) -> bool:
    """True if labels do not touch; the scale is the points of a unit of their places."""
    half = [page.width(label, TICK) / 2 for label in labels]
    return all(
        half[k] + GAP + half[k + 1] <= scale * (places[k + 1] - places[k]) for k in range(len(half) - 1)
    )


def _without_zeros(labels: list[str]) -> list[str]:
    """Labels as they can be drawn, without the zeros with which the decimals of all of them end."""
    labels = [drawable(label) for label in labels]
    decimals = [found[1] for label in labels if (found := re.search(r"\.(\d+)", label))]
    zeros = min((len(one) - len(one.rstrip("0")) for one in decimals), default=0)
    if not zeros:
        return labels
    point = r"\." if zeros == max(len(one) for one in decimals) else r"(?<=\.\d)"
    return [re.sub(rf"{point}0{{{zeros}}}(?!\d)", "", label) for label in labels]


def of_weeks(weeks: int, page: Page, room: float) -> Ticks:
    """Whole numbers of weeks from the start; the last says what they are."""
    for step in STEPS:
        places = [float(x) for x in range(0, weeks + 1, step)]
        labels = [whole(x, page.text.language) for x in places]
        labels[-1] = page.text.say(f"table.weeks_{'one' if places[-1] == 1 else 'many'}", number=labels[-1])
        if len(labels) <= MOST and _beside(labels, places, page, room / weeks):
            break
    return Ticks(places, labels)


def of_dates(start: date, weeks: int, page: Page, room: float) -> Ticks:
    """Days, or first days of months, as weeks from the start."""
    language, end = page.text.language, start + timedelta(days=WEEK * weeks)
    firsts = [date(y, m, 1) for y in range(start.year, end.year + 1) for m in range(1, 13)]
    within = [one for one in firsts if start <= one <= end]
    choices = (
        [[start + timedelta(days=WEEK * k) for k in range(0, weeks + 1, step)] for step in STEPS]
        if weeks <= SHORT
        else [[one for one in within if _number(one) % step == 0] for step in MONTHS]
    )
    write = day if weeks <= SHORT else month
    for days in choices:
        labels = [drawable(write(one, language)) for one in days]
        places = [(one - start).days / WEEK for one in days]
        if len(days) <= MOST and _beside(labels, places, page, room / weeks):
            break
    return Ticks(places, labels)


def _number(first: date) -> int:
    """Months from the beginning of time; January's are multiples of twelve."""
    return 12 * first.year + first.month - 1
