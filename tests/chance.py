"""Intervals recounted as they were published: Hall's polynomial is solved, moments are SciPy's."""

import math

import numpy as np
from scipy import optimize, stats

LEVEL = 0.9


def recounted(values: np.ndarray, pilot: int | None = None, runs: int | None = None) -> tuple[float, float]:
    """Ends of the interval of a mean (Hall 1992, Willink 2005, Satterthwaite 1946).

    Parameters
    ----------
    pilot : how many of the first values tell what chance is; None for all.
    runs : how many runs the mean is over, if not these; without a pilot, so many tell what chance is.
    """
    told, runs = values[:pilot], runs or len(values)
    telling, m = (runs if pilot is None else pilot), len(told)
    deviation = told.std(ddof=1)
    if m < 3 or deviation == 0:
        skewness = kurtosis = 0.0
    else:
        g, by_size = stats.skew(told), 6 * (m - 2) / ((m + 1) * (m + 3))
        skewness = g**3 / (g**2 + by_size)
        kurtosis = max(0.0, stats.kurtosis(told) + 6 / (m + 1))
    degrees = 2 / (2 / (telling - 1) + kurtosis / telling)
    quantile, lean = stats.t.ppf((1 + LEVEL) / 2, degrees), skewness / math.sqrt(runs)

    def transformed(t: float) -> float:
        return t + lean * t**2 / 3 + lean**2 * t**3 / 27 + lean / 6

    def end(target: float) -> float:
        if lean * target < 0:  # towards where the polynomial is flat
            farthest = -2 / lean
            if abs(transformed(farthest)) < abs(target):
                return farthest
        return optimize.brentq(lambda t: transformed(t) - target, -1e3, 1e3, xtol=1e-14)

    error = deviation / math.sqrt(runs)
    return values.mean() - error * end(quantile), values.mean() - error * end(-quantile)
