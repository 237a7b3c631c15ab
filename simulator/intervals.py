"""Intervals and probabilities over runs, nothing about markets.

Intervals are t intervals of a mean over replicates: they show chance between runs of one market
(its graph and its assumptions held fixed), not what is unknown about the market.

Where runs went on until something was known well enough, their number was decided by the deviation
of the first of them, the pilot. The mean is then over all runs and the deviation of the pilot alone,
with its degrees of freedom: so the interval holds the truth as often as it says (Stein1945), which it
would not if the deviation that happened to come out small were the one that stopped the runs.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

Pilot = NDArray[np.bool_] | None  # which runs decided how many there are; None where nothing did

LEVEL = 0.9
PRECISE_ENOUGH = 0.05  # half-width as a share of the control's mean
MOST_RUNS = 10**7
FEWEST = 2  # runs that an interval needs


class Spread(NamedTuple):
    """Mean over runs, its interval, and the spread of the runs themselves; nan where undefined."""

    mean: float
    low: float
    high: float
    p10: float
    p90: float


class Difference(NamedTuple):
    """A paired difference to the control, its interval, and what it is good for.

    All of it is over the `pairs` runs in which both the arm and the control have a value.
    """

    pairs: int
    mean: float
    low: float
    high: float
    p_better: float
    enough: bool
    more_runs_needed: int | None


def half_width(values: NDArray[np.float64], pilot: Pilot = None, level: float = LEVEL) -> float:
    """Half the width of the t interval of the mean; nan for fewer than two values, or two of the pilot.

    Parameters
    ----------
    pilot : which of the values tell the deviation; None for all.
    """
    telling = values if pilot is None else values[pilot]
    if len(telling) < FEWEST:
        return math.nan
    quantile = stdtrit(len(telling) - 1, (1 + level) / 2)
    return float(quantile * telling.std(ddof=1) / math.sqrt(len(values)))


def runs_for(values: NDArray[np.float64], width: float, pilot: Pilot = None) -> int | None:
    """How many runs in all would probably bring the half-width to `width` or below; None: too many.

    With a pilot that is certain, for its deviation and its degrees of freedom stay.
    """
    telling = values if pilot is None else values[pilot]
    if len(telling) < FEWEST or width <= 0:
        return None
    upper, deviation = (1 + LEVEL) / 2, float(telling.std(ddof=1))
    # what the normal limit would need, and what the pilot does
    quantile = ndtri(upper) if pilot is None else stdtrit(len(telling) - 1, upper)
    fewest = (float(quantile) * deviation / width) ** 2
    runs = max(len(values), math.ceil(min(fewest, MOST_RUNS)))
    while pilot is None and runs < MOST_RUNS:
        if stdtrit(runs - 1, upper) * deviation / math.sqrt(runs) <= width:
            break
        runs += 1
    return runs if runs < MOST_RUNS else None


def spread(values: NDArray[np.float64], pilot: Pilot = None) -> Spread:
    """Summarise one measure of one arm over its runs; undefined runs are left out."""
    known = np.isfinite(values)
    defined = values[known]
    if not len(defined):
        return Spread(*[math.nan] * 5)
    mean, half = float(defined.mean()), half_width(defined, _within(pilot, known))
    p10, p90 = np.quantile(defined, (0.1, 0.9))
    return Spread(mean, mean - half, mean + half, float(p10), float(p90))


def difference(
    arm: NDArray[np.float64], control: NDArray[np.float64], higher_is_better: bool, pilot: Pilot = None
) -> Difference:
    """Compare an arm with another, replicate by replicate; undefined pairs are left out."""
    defined = np.isfinite(arm) & np.isfinite(control)
    change, control = (arm - control)[defined], control[defined]
    pairs = len(change)
    if not pairs:
        return Difference(0, math.nan, math.nan, math.nan, math.nan, False, None)
    better = change > 0 if higher_is_better else change < 0
    p_better = float((better.sum() + 0.5 * (change == 0).sum()) / pairs)
    pilot = _within(pilot, defined)
    mean, half = float(change.mean()), half_width(change, pilot)
    if math.isnan(half):  # chance cannot be told from one run, even where it happens to show nothing
        return Difference(pairs, mean, math.nan, math.nan, p_better, False, None)
    if not change.any():
        return no_difference(pairs)
    tolerance = PRECISE_ENOUGH * abs(float(control.mean()))
    target = max(abs(mean), tolerance)
    enough = half < target  # an interval that excludes 0, or is narrow
    more = 0 if enough else _more_runs(change, target, pilot)
    return Difference(pairs, mean, mean - half, mean + half, p_better, enough, more)


def no_difference(pairs: int) -> Difference:
    """Say that an arm equals the control in every one of so many runs."""
    return Difference(pairs, 0.0, 0.0, 0.0, 0.5, True, 0)


def probability_best(values: NDArray[np.float64], higher_is_better: bool) -> NDArray[np.float64]:
    """Share of runs in which each arm is best; arms that tie share the run.

    Parameters
    ----------
    values : (arms, runs). Arms that are never defined take no part; a run counts if all others are.

    Returns
    -------
    (arms,); nan for arms that take no part, and for all where there is no choice of two.
    """
    taking_part = np.asarray(np.isfinite(values).any(axis=1))
    counted = np.isfinite(values[taking_part]).all(axis=0)
    if taking_part.sum() < min(2, len(values)) or not counted.any():
        return np.full(len(values), math.nan)
    signed = np.where(taking_part[:, None], values if higher_is_better else -values, -np.inf)
    top = signed.max(axis=0)
    best = (signed == top) & counted
    shares = best / np.maximum(best.sum(axis=0), 1)
    return np.where(taking_part, shares.sum(axis=1) / counted.sum(), math.nan)


def _more_runs(change: NDArray[np.float64], target: float, pilot: Pilot) -> int | None:
    """How many more runs would probably bring the half-width below `target`."""
    runs = runs_for(change, math.nextafter(target, 0.0), pilot)
    return None if runs is None else max(1, runs - len(change))


def _within(pilot: Pilot, defined: NDArray[np.bool_]) -> Pilot:
    """The pilot among those runs that have a value."""
    return None if pilot is None else pilot[defined]
