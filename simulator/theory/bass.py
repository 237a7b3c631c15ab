"""The model of Bass1969: its closed form, and the fit to a series of sales.

Of m people, a share F(t) has bought by the time t, with

    F(t) = (1 - e^-(p + q)t) / (1 + (q / p) e^-(p + q)t).

The fit is by non-linear least squares on what is bought in each period (SrinivasanMason1986). Its
series is taken for first purchases from the launch on. A series of all purchases, or one that begins later,
gives numbers that mean something else.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc, stdtrit

from simulator.errors import Mistake
from simulator.graph.passing import share_of
from simulator.theory.checked import as_number, number, shown, whole
from simulator.theory.periods import in_order

FEWEST = 6  # periods; three numbers are estimated, and a standard error needs some more
STARTS = tuple((p, q) for p in (0.001, 0.01, 0.05) for q in (0.05, 0.2, 0.5, 1.0))
LEAST, MOST = 1e-9, 10.0  # of p and q in a period: beyond, everybody buys at once or nobody ever
MOST_UNITS = 1e100  # in a period; their squares can still be reckoned with
MOST_SALES = 1e4  # m as a multiple of what was sold
STEPS_MOST = 400
BY_CHANCE = 0.01  # how rarely sales that only vary by chance may look as if they rose and fell
MOST_PERIODS = 100_000
MISSING = ("nan", "NaN", "<NA>", "NaT")  # how what stands for nothing is written: Python, decimal, pandas
SURE = 0.95  # one-sided, that q and m are above nothing; p, which is small, must be above its error


class BassFit(NamedTuple):
    """Estimates with their standard errors, per period of the series; `m` in its units."""

    p: float
    q: float
    m: float
    p_error: float
    q_error: float
    m_error: float
    peak: float  # when sales are highest, in periods from the launch; 0 where they only fall
    fitted: tuple[float, ...]  # what the model says of each period
    r2: float  # share of the variance of the series that the model explains


def adopted(p: float, q: float, t: float) -> float:
    """Share of all people who have bought by the time `t`, F(t).

    Parameters
    ----------
    p, q : coefficients of innovation and imitation, per unit of time. t : since the launch. All 0 or more.

    Raises
    ------
    Mistake : anything else.
    """
    return _share(*_rates(p, q), number("t", t, 0.0))


def rate(p: float, q: float, t: float) -> float:
    """Share of all people who buy per unit of time at the time `t`, f(t); as for `adopted`."""
    share = adopted(p, q, t)
    return (p + q * share) * (1.0 - share)


def peak_time(p: float, q: float) -> float:
    """When most people buy; 0 where sales only fall, and infinite where nobody begins (p = 0)."""
    p, q = _rates(p, q)
    if q <= p:
        return 0.0
    return math.log(q / p) / (p + q) if p else math.inf


def time_until(p: float, q: float, share: float) -> float:
    """When a share of all people, from 0 to 1, has bought; infinite where it never has, as all of them.

    Raises
    ------
    Mistake : p or q below 0, a share outside [0, 1].
    """
    (p, q), share = _rates(p, q), share_of("share", share)
    if not share:
        return 0.0
    return math.log((1.0 + q / p * share) / (1.0 - share)) / (p + q) if p and share < 1.0 else math.inf


def _rates(p: float, q: float) -> tuple[float, float]:
    return number("p", p, 0.0), number("q", q, 0.0)


def _share(p: float, q: float, t: float) -> float:
    """F(t), of numbers that have been looked at."""
    fading = math.exp(-(p + q) * t)
    return p * (1.0 - fading) / (p + q * fading) if p else 0.0


def fit_bass(series: Sequence[float] | Mapping[Any, float]) -> BassFit:
    """Fit the Bass model.

    Parameters
    ----------
    series : what was bought in each period, from the launch on; or a dict or a pandas Series, by period.
        Periods that are whole numbers (years) or dates are put in their order.

    Raises
    ------
    Mistake : a plain no, with the reason: no series; a period without a number of 0 or more; a period that
        is left out or comes twice, where they are named by whole numbers or dates; fewer periods than
        `FEWEST`; nothing sold; the fit found no end; its peak lies beyond the series, so that m, and
        with it p and q, is anybody's guess; a level line does nearly as well (an F test against the mean of
        the series); or q and m cannot be told from nothing by their standard errors, or p is below its own.
    """
    units = _numbers(series)
    if len(units) < FEWEST:
        raise Mistake("fit.few", periods=len(units), least=FEWEST)
    if np.count_nonzero(units) < FEWEST // 2:
        raise Mistake("fit.nothing_sold", periods=int(np.count_nonzero(units)), least=FEWEST // 2)
    best = _best(units / units.sum())
    if best is None:
        raise Mistake("fit.no_end")
    (p, q, m), errors = best
    fitted = m * bought(p, q, len(units))
    peak = peak_time(p, q)
    if peak > len(units):
        raise Mistake("fit.no_peak", periods=len(units))
    total, free = float(units.sum()), len(units) - 3
    rest, spread = float(np.sum((units - total * fitted) ** 2)), float(np.sum((units - units.mean()) ** 2))
    r2 = 1.0 - rest / spread if spread else 1.0
    if rest > 0 and fdtrc(2, free, (spread - rest) / 2 / (rest / free)) > BY_CHANCE:
        raise Mistake("fit.no_shape", share=round(100 * r2))
    surely = {"p": 1.0, "q": stdtrit(free, SURE), "m": stdtrit(free, SURE)}
    unsure = [
        name for (name, times), value, error in zip(surely.items(), (p, q, m), errors, strict=True)
        if times * error > value
    ]  # fmt: skip
    if unsure:
        raise Mistake("fit.unsure", names=", ".join(unsure))
    return BassFit(
        p, q, m * total, errors[0], errors[1], errors[2] * total, peak,
        tuple(float(one) for one in total * fitted), r2,
    )  # fmt: skip


def bought(p: float, q: float, periods: int) -> NDArray[np.float64]:
    """Shares of all people who buy in each of the periods after the launch, (periods,); as for `adopted`."""
    (p, q), periods = _rates(p, q), whole("periods", periods, 0, MOST_PERIODS)
    shares = [_share(p, q, t) for t in range(periods + 1)]
    return np.array([later - sooner for sooner, later in pairwise(shares)])


def _numbers(series: Any) -> NDArray[np.float64]:
    """The series, if each of its periods has a number of 0 or more."""
    names, values = in_order(series)
    units = [as_number(one) for one in values]
    for name, value, units_sold in zip(names, values, units, strict=True):
        if not 0.0 <= units_sold <= MOST_UNITS:
            key, said = _why_no_number(value, units_sold), shown(value)
            raise Mistake(key, period=str(name), value=said, most=f"{MOST_UNITS:g}")
    return np.array(units)


def _why_no_number(value: Any, units: float) -> str:
    """Which sentence says what is wrong with it: there is nothing, no number, or none that can be sold."""
    if not math.isnan(units):
        return "fit.number"
    missing = value is None or (not isinstance(value, str) and str(value) in MISSING)
    return "fit.gap" if missing else "fit.no_number"


def _best(shares: NDArray[np.float64]) -> tuple[Sequence[float], Sequence[float]] | None:
    """The estimates with the least squares, and their standard errors; None where no start leads to any.

    Parameters
    ----------
    shares : of what was sold in all, by period; m is counted in that too.
    """
    from scipy.optimize import least_squares

    def misses(point: NDArray[np.float64]) -> NDArray[np.float64]:  # logarithms: p may be a millionth of q
        p, q, m = (math.exp(one) for one in point.tolist())
        return bought(p, q, len(shares)) * m - shares

    found: list[Any] = []
    for p, q in STARTS:
        sold = float(bought(p, q, len(shares)).sum())
        one = least_squares(
            misses, [math.log(start) for start in (p, q, max(1.0, 1.0 / sold))],
            bounds=([math.log(LEAST)] * 3, [math.log(end) for end in (MOST, MOST, MOST_SALES)]),
            jac="3-point", xtol=1e-12, ftol=1e-12, gtol=1e-12, max_nfev=STEPS_MOST,
        )  # fmt: skip
        if one.status > 0:
            found.append(one)
    if not found:
        return None
    best = min(found, key=lambda one: one.cost)
    p, q, m = (math.exp(one) for one in best.x.tolist())
    information = best.jac.T @ best.jac
    scale = [math.sqrt(one) for one in np.diag(information).tolist()]
    if not all(scale):
        return None
    shape = information / np.outer(scale, scale)
    if np.linalg.cond(shape) > 1e12:
        return None
    spread = 2.0 * best.cost / (len(shares) - 3)
    variances = (spread * np.diag(np.linalg.inv(shape))).tolist()
    errors = [
        value * math.sqrt(max(0.0, one)) / size
        for value, one, size in zip((p, q, m), variances, scale, strict=True)
    ]
    return (p, q, m), errors
