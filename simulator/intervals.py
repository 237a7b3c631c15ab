"""Intervals and probabilities over runs, nothing about markets.

Intervals are of a mean over replicates: they show chance between runs of one market (its graph and its
assumptions held fixed), not what is unknown about the market.

What differs between two arms is often skewed, for now and then word takes hold. So these are Student's t
intervals of a mean whose skewness is transformed away (Hall1992, with t as Willink2005) and whose degrees
of freedom heed how uncertain a deviation is where tails are long (Satterthwaite1946). Where runs look
neither skewed nor long-tailed, they are Student's.

Where runs went on until something was known well enough, their number was decided by the deviation
of the first of them, the pilot. The mean is then over all runs, and deviation, skewness and degrees of
freedom are those of the pilot alone: so the interval holds the truth as often as it says (Stein1945),
which it would not if the deviation that happened to come out small were the one that stopped the runs.
"""

import math
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Pilot = NDArray[np.bool_] | None  # which runs decided how many there are; None where nothing did

LEVEL = 0.9
PRECISE_ENOUGH = 0.05  # half-width as a share of the control's mean
MOST_RUNS = 10**7
FEWEST = 2  # runs that an interval needs
FARTHEST = 2.0  # end of an interval, in standard errors, times how far its statistic leans


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


class _Chance(NamedTuple):
    """What runs tell of chance; `telling` is how many of them tell it, None for as many as there are."""

    telling: int | None
    deviation: float
    skewness: float
    kurtosis: float

    def reach(self, runs: int) -> tuple[float, float]:
        """How far the interval of a mean over so many runs reaches below the mean, and above."""
        telling = self.telling or runs
        # of chi squared with the variance of a deviation's square
        degrees = 2 / (2 / (telling - 1) + self.kurtosis / telling)
        quantile, root = float(stdtrit(degrees, (1 + LEVEL) / 2)), math.sqrt(runs)
        error, lean = self.deviation / root, self.skewness / root
        return error * _untransformed(quantile, lean), error * _untransformed(quantile, -lean)

    def half_width(self, runs: int) -> float:
        return sum(self.reach(runs)) / 2


def interval(values: NDArray[np.float64], pilot: Pilot = None) -> tuple[float, float]:
    """Both ends of the interval of the mean; nan for fewer than two values, or two of the pilot.

    Parameters
    ----------
    pilot : which of the values tell what chance is; None for all.
    """
    chance = _chance(values, pilot)
    if chance is None:
        return math.nan, math.nan
    mean, (below, above) = float(values.mean()), chance.reach(len(values))
    return mean - below, mean + above


def half_width(values: NDArray[np.float64], pilot: Pilot = None) -> float:
    """Half the length of the interval of the mean; nan where there is none."""
    chance = _chance(values, pilot)
    return math.nan if chance is None else chance.half_width(len(values))


def runs_for(values: NDArray[np.float64], width: float, pilot: Pilot = None) -> int | None:
    """How many runs in all would probably bring the half-width to `width` or below; None: too many.

    With a pilot that is certain, for what it tells of chance stays.
    """
    chance = _chance(values, pilot)
    if chance is None or width <= 0:
        return None
    return _fewest(len(values), lambda runs: chance.half_width(runs) <= width)


def _chance(values: NDArray[np.float64], pilot: Pilot) -> _Chance | None:
    """What those runs tell that are to tell it; None where they are too few.

    Skewness counts as far as it is more than the sample's size alone would show: it is multiplied by
    its square's share of that square and of its variance among normal numbers. Kurtosis is the excess
    over what it is in the mean of samples of normal numbers, where it is above (JoanesGill1998).
    """
    told = values if pilot is None else values[pilot]
    n = len(told)
    if n < FEWEST:
        return None
    telling, deviation = None if pilot is None else n, float(told.std(ddof=1))
    away = told - told.mean()
    largest = float(np.abs(away).max())
    if not largest:
        return _Chance(telling, 0.0, 0.0, 0.0)
    away = away / largest  # powers of it stay within range
    square = away * away
    variance = float(square.mean())
    skewness = float((square * away).mean()) / (variance * math.sqrt(variance))
    by_size = 6 * (n - 2) / ((n + 1) * (n + 3))
    if skewness:
        skewness *= skewness**2 / (skewness**2 + by_size)
    kurtosis = float((square * square).mean()) / variance**2 - 3 + 6 / (n + 1)
    return _Chance(telling, deviation, skewness, max(0.0, kurtosis))


def _untransformed(quantile: float, lean: float) -> float:
    """How many standard errors an end is from the mean; `lean` is skewness by the root of the runs.

    Its sign is + where the long tail is on the other side. The inverse of Hall's transformation
    t + lean t^2 / 3 + lean^2 t^3 / 27 + lean / 6, down to where only a ninth of its slope is left:
    beyond, one odd run would tell how far.
    """
    shifted = quantile - lean / 6
    if 1 + lean * shifted < (1 - FARTHEST / 3) ** 3:
        return -FARTHEST / lean
    root = math.cbrt(1 + lean * shifted)
    return 3 * shifted / (1 + root + root * root)


def _fewest(runs: int, enough: Callable[[int], bool]) -> int | None:
    """The least number of runs, of those there are upwards, that is enough; None: too many."""
    counts = range(runs, max(runs, MOST_RUNS))
    found = bisect_left(counts, True, key=enough)
    return counts[found] if found < len(counts) else None


def spread(values: NDArray[np.float64], pilot: Pilot = None) -> Spread:
    """Summarise one measure of one arm over its runs; undefined runs are left out."""
    known = np.isfinite(values)
    defined = values[known]
    if not len(defined):
        return Spread(*[math.nan] * 5)
    low, high = interval(defined, _within(pilot, known))
    p10, p90 = np.quantile(defined, (0.1, 0.9))
    return Spread(float(defined.mean()), low, high, float(p10), float(p90))


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
    mean, chance = float(change.mean()), _chance(change, _within(pilot, defined))
    if chance is None:  # chance cannot be told from one run, even where it happens to show nothing
        return Difference(pairs, mean, math.nan, math.nan, p_better, False, None)
    if not change.any():
        return no_difference(pairs)
    tolerance = PRECISE_ENOUGH * abs(float(control.mean()))

    def enough(runs: int) -> bool:
        """Whether the interval of so many runs would leave out 0, or be narrow."""
        below, above = chance.reach(runs)
        return below < mean or above < -mean or (below + above) / 2 < tolerance

    below, above = chance.reach(pairs)
    needed = _fewest(pairs, enough)
    more = None if needed is None else needed - pairs
    return Difference(pairs, mean, mean - below, mean + above, p_better, more == 0, more)


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


def _within(pilot: Pilot, defined: NDArray[np.bool_]) -> Pilot:
    """The pilot among those runs that have a value."""
    return None if pilot is None else pilot[defined]
