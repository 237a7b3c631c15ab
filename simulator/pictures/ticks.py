"""Where axes have numbers: round ones, few, written as all numbers of the product are."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from matplotlib.ticker import MaxNLocator

from simulator.figures import day, figures, month
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
    *, whole: bool = False, sign: bool = False, along: bool = False, beyond: bool = False,
) -> Ticks:
    """Round numbers from low to high.

    Parameters
    ----------
    room : length of the axis, in points. most : ticks.
    whole : whether there are no fractions. along : whether labels stand beside one another.
    beyond : whether they go on to the round numbers before and behind.
    """
    for bins in range(most, 0, -1):
        found = MaxNLocator(bins, integer=whole, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        places = [float(x) for x in found if low <= x <= high or beyond]
        written = figures(places, page.text.language, currency=currency, compact=True, sign=sign)
        labels = _without_zeros(written)
        apart = room * (places[-1] - places[0]) / (high - low) / max(1, len(places) - 1)
        if not along or max(page.width(label, TICK) for label in labels) + GAP <= apart:
            break
    return Ticks(places, labels)


def _without_zeros(labels: list[str]) -> list[str]:
    """Labels without the zeros with which the decimals of all of them end."""
    decimals = [found[1] for label in labels if (found := re.search(r"\.(\d+)", label))]
    zeros = min((len(one) - len(one.rstrip("0")) for one in decimals), default=0)
    if not zeros:
        return labels
    point = r"\." if zeros == max(len(one) for one in decimals) else r"(?<=\.\d)"
    return [re.sub(rf"{point}0{{{zeros}}}(?!\d)", "", label) for label in labels]


def of_weeks(weeks: int, page: Page) -> Ticks:
    """Whole numbers of weeks from the start; the last says what they are."""
    step = next((one for one in STEPS if weeks <= one * MOST), STEPS[-1])
    places = [float(x) for x in range(0, weeks + 1, step)]
    labels = [str(int(x)) for x in places]
    form = "one" if places[-1] == 1 else "many"
    labels[-1] = page.text.say(f"table.weeks_{form}", number=labels[-1])
    return Ticks(places, labels)


def of_dates(start: date, weeks: int, page: Page) -> Ticks:
    """Days, or first days of months, as weeks from the start."""
    language = page.text.language
    end = start + timedelta(days=WEEK * weeks)
    if weeks <= SHORT:
        step = next(one for one in STEPS if weeks <= one * MOST)
        days = [start + timedelta(days=WEEK * k) for k in range(0, weeks + 1, step)]
        return Ticks([(one - start).days / WEEK for one in days], [day(one, language) for one in days])
    firsts = [date(y, m, 1) for y in range(start.year, end.year + 1) for m in range(1, 13)]
    for step in MONTHS:
        days = [one for one in firsts if start <= one <= end and _number(one) % step == 0]
        if len(days) <= MOST:
            break
    return Ticks([(one - start).days / WEEK for one in days], [month(one, language) for one in days])


def _number(first: date) -> int:
    """Months from the beginning of time; January's are multiples of twelve."""
    return 12 * first.year + first.month - 1
