"""A series held against what a market did: the same periods, and how far apart they are."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.sales.series import Series


def in_periods(weekly: ArrayLike, weeks: float) -> NDArray[np.float64]:
    """Sum weeks up to periods; a week on the border is parted. Periods that are not whole are left out.

    Parameters
    ----------
    weekly : (weeks,), units of each week.
    weeks : in a period.
    """
    so_far = np.concatenate([[0.0], np.cumsum(np.asarray(weekly, float))])
    periods = int((len(so_far) - 1) / weeks + 1e-9)
    ends = np.arange(periods + 1) * weeks
    return np.diff(np.interp(ends, np.arange(len(so_far)), so_far))


def mean_error(series: Series, expected: Sequence[float] | NDArray[np.float64]) -> float | None:
    """Mean absolute error over the periods that both have, as a share of mean sales.

    None where there is no such period, or nothing was sold in them. Unlike the mean of the errors' own
    shares, it is not carried by periods in which next to nothing was sold.
    """
    count = min(len(series.units), len(expected))
    sold = np.array(series.units[:count])
    if not sold.sum():
        return None
    return float(np.abs(np.asarray(expected)[:count] - sold).sum() / sold.sum())
