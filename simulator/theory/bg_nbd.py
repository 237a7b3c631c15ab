"""BG/NBD: how often customers come back, and when they have gone for good (CDNOW).

A customer buys at a rate of his own (gamma: r, alpha) until, after some purchase, he has had enough, with a
chance of his own (beta: a, b).
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake

BEGIN = (0.0, 0.0, 0.0, 0.0)  # logarithms of r, alpha, a, b
FARTHEST = 12.0  # of a logarithm; beyond, the model has degenerated into a simpler one


class BgNbd(NamedTuple):
    """A fitted model; times are in the unit of the data."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float

    def expected_purchases(self, t: float) -> float:
        """Mean number of repeat purchases of a new customer until `t`."""
        from scipy.special import hyp2f1

        r, alpha, a, b = self[:4]
        later = hyp2f1(r, b, a + b - 1.0, t / (alpha + t))
        return float((a + b - 1.0) / (a - 1.0) * (1.0 - (alpha / (alpha + t)) ** r * later))

    def probability_alive(self, frequency: float, recency: float, age: float) -> float:
        """Chance that a customer with that history still buys."""
        return 1.0 / (1.0 + self._odds_gone(frequency, recency, age))

    def expected_of(self, frequency: float, recency: float, age: float, t: float) -> float:
        """Mean number of purchases that a customer with that history makes within `t` from now."""
        from scipy.special import hyp2f1

        r, alpha, a, b = self[:4]
        x = frequency
        rate = ((alpha + age) / (alpha + age + t)) ** (r + x)
        later = hyp2f1(r + x, b + x, a + b + x - 1.0, t / (alpha + age + t))
        whole = (a + b + x - 1.0) / (a - 1.0) * (1.0 - rate * later)
        return float(whole / (1.0 + self._odds_gone(frequency, recency, age)))

    def lifetime_value(
        self, margin: float, periods: int, discount: float, frequency: float = 0.0, recency: float = 0.0,
        age: float = 0.0,
    ) -> float:
        """Discounted margin of a customer's purchases in the next periods (CLV); by default a new one's.

        Parameters
        ----------
        margin : of a purchase. discount : rate per period.
        """
        until = [0.0, *(self.expected_of(frequency, recency, age, float(k)) for k in range(1, periods + 1))]
        return sum(
            margin * (until[k] - until[k - 1]) / (1.0 + discount) ** k for k in range(1, periods + 1)
        )

    def _odds_gone(self, frequency: float, recency: float, age: float) -> float:
        if not frequency:
            return 0.0
        ratio = math.pow((self.alpha + age) / (self.alpha + recency), self.r + frequency)
        return self.a / (self.b + frequency - 1.0) * ratio


def fit_bg_nbd(frequency: Sequence[float], recency: Sequence[float], age: Sequence[float]) -> BgNbd:
    """Fit by maximum likelihood.

    Parameters
    ----------
    frequency : repeat purchases of each customer. recency : time of the last one since the first purchase,
        0 where there is none. age : time from the first purchase to the end of the data.

    Raises
    ------
    Mistake : columns of different lengths, a history that cannot be, nobody who came back, or a search
        that found no end.
    """
    from scipy.optimize import minimize

    x, tx, whole = (np.asarray(one, float) for one in (frequency, recency, age))
    if not x.shape == tx.shape == whole.shape or x.ndim != 1:
        raise Mistake("theory.lengths", numbers=", ".join(str(one.size) for one in (x, tx, whole)))
    possible = (x >= 0) & (x == np.floor(x)) & (tx >= 0) & (tx <= whole) & (whole < math.inf)
    possible &= (x > 0) | (tx == 0)
    if not possible.all():
        raise Mistake("theory.history", customer=int(np.argmin(possible)) + 1)
    if not x.any():
        raise Mistake("theory.nobody_back")
    scale = float(whole.max())
    best: Any = minimize(
        lambda point: -_log_likelihood(point, x, tx / scale, whole / scale) / len(x), BEGIN,
        method="L-BFGS-B", bounds=[(-FARTHEST, FARTHEST)] * 4,
        options={"maxiter": 2000, "ftol": 1e-14, "gtol": 1e-9},
    )  # fmt: skip
    if not best.success or max(abs(best.x)) >= FARTHEST:
        raise Mistake("theory.no_end")
    r, alpha, a, b = np.exp(best.x)
    likelihood = -float(best.fun) * len(x) - float(x.sum()) * math.log(scale)
    return BgNbd(float(r), float(alpha) * scale, float(a), float(b), likelihood)


def _log_likelihood(
    point: NDArray[np.float64], x: NDArray[np.float64], tx: NDArray[np.float64], age: NDArray[np.float64]
) -> float:
    """Fader, Hardie and Lee 2005, equation 6, with logarithms of the four numbers."""
    from scipy.special import gammaln

    r, alpha, a, b = np.exp(point)
    common = gammaln(r + x) - gammaln(r) + r * math.log(alpha)
    common += gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    stays = -(r + x) * np.log(alpha + age)
    again = np.maximum(x, 1.0)
    goes = math.log(a) - np.log(b + again - 1.0) - (r + x) * np.log(alpha + tx)
    return float((common + np.logaddexp(stays, np.where(x > 0, goes, -math.inf))).sum())
