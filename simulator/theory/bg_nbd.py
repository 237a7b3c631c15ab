"""BG/NBD: how often customers come back, and when they have gone for good (CDNOW).

A customer buys at a rate of his own (gamma: r, alpha) until, after some purchase, he has had enough, with a
chance of his own (beta: a, b).
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake
from simulator.theory.checked import as_number, number, shown, whole

NAMES = ("r", "alpha", "a", "b")
BEGIN = (0.0, 0.0, 0.0, 0.0)  # their logarithms
FARTHEST = 12.0  # of a logarithm; beyond, the model has degenerated into a simpler one
MOST_ERROR = 3.0  # of a logarithm: a number that may as well be twenty times more or less is not known
STEP = 1e-3  # of a logarithm, by which the curvature is measured
LIMITS = {"r": (1e-12, 1e12), "alpha": (1e-12, 1e12), "a": (1e-6, 1e6), "b": (1e-6, 1e6)}
"""Where the four numbers are handed in; wider than where they are searched for."""
MOST_PERIODS = 10_000
FAR = 40.0  # of a logit: beyond, what is left out is less than the last digit


class BgNbd(NamedTuple):
    """A fitted model, with standard errors; times are in the unit of the data.

    All its methods raise a `Mistake` for numbers that cannot be: a time below 0, a history that nobody can
    have, a model whose r, alpha, a or b is not above 0.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    r_error: float = math.nan
    alpha_error: float = math.nan
    a_error: float = math.nan
    b_error: float = math.nan

    def expected_purchases(self, t: float) -> float:
        """Mean number of repeat purchases of a new customer until `t`."""
        return self.expected_of(0.0, 0.0, 0.0, t)

    def probability_alive(self, frequency: float, recency: float, age: float) -> float:
        """Chance that a customer with that history still buys."""
        self._check_numbers()
        return 1.0 / (1.0 + self._odds_gone(*_history(frequency, recency, age)))

    def expected_of(self, frequency: float, recency: float, age: float, t: float) -> float:
        """Mean number of purchases that a customer with that history makes within `t` from now."""
        self._check_numbers()
        x, tx, whole_age = _history(frequency, recency, age)
        alive = BgNbd(self.r + x, self.alpha + whole_age, self.a, self.b + x, math.nan)
        return alive._purchases(number("t", t, 0.0)) / (1.0 + self._odds_gone(x, tx, whole_age))

    def lifetime_value(
        self, margin: float, periods: int, discount: float, frequency: float = 0.0, recency: float = 0.0,
        age: float = 0.0,
    ) -> float:
        """Discounted margin of a customer's purchases in the next periods (CLV); by default a new one's.

        Parameters
        ----------
        margin : of a purchase. periods : how many, up to `MOST_PERIODS`. discount : rate per period, 0 or
            more.
        """
        each, fading = number("margin", margin), 1.0 / (1.0 + number("discount", discount, 0.0))
        ends = range(whole("periods", periods, 0, MOST_PERIODS) + 1)
        until = [self.expected_of(frequency, recency, age, float(end)) for end in ends]
        bought = [later - sooner for sooner, later in pairwise(until)]
        return sum((each * one * fading**k for k, one in enumerate(bought, 1)), 0.0)

    def _purchases(self, t: float) -> float:
        """Mean number until `t` of who has just bought.

        Who leaves with a chance p after each purchase makes (1 - (1 + p t / alpha)^-r) / p; of that the mean
        over all p is taken. The closed form (equation 10 of Fader, Hardie and Lee 2005) is the same, but
        divides nothing by nothing at a = 1 and at a + b = 1.
        """
        r, alpha, a, b = self[:4]
        if not t:
            return 0.0
        nodes, weights = _chances_to_leave(a, b, math.log1p((r + 1.0) * t / alpha))
        bought = -np.expm1(-r * np.log1p(nodes * t / alpha)) / nodes
        return float(weights @ bought)

    def _odds_gone(self, frequency: float, recency: float, age: float) -> float:
        if not frequency:
            return 0.0
        silence = math.log((self.alpha + age) / (self.alpha + recency))
        grown = math.exp(min((self.r + frequency) * silence, 700.0))  # more is certain, and no number
        return self.a / (self.b + frequency - 1.0) * grown

    def _check_numbers(self) -> None:
        for name, value in zip(NAMES, self[:4], strict=True):
            number(name, value, *LIMITS[name])


def fit_bg_nbd(frequency: Sequence[float], recency: Sequence[float], age: Sequence[float]) -> BgNbd:
    """Fit by maximum likelihood; standard errors are from the curvature of the likelihood.

    Parameters
    ----------
    frequency : repeat purchases of each customer. recency : time of the last one since the first purchase,
        0 where there is none. age : time from the first purchase to the end of the data.

    Raises
    ------
    Mistake : a plain no, with the reason: what is no column, columns of different lengths, a history that
        cannot be, nobody who came back, or customers whom many values fit equally well.
    """
    from scipy.optimize import minimize

    columns = [_listed(*one) for one in (("frequency", frequency), ("recency", recency), ("age", age))]
    lengths = [len(one) for one in columns]
    if len(set(lengths)) > 1:
        raise Mistake("theory.lengths", numbers=", ".join(map(str, lengths)))
    x, tx, whole_age = (np.array([as_number(one) for one in column], float) for column in columns)
    for customer, history in enumerate(zip(x.tolist(), tx.tolist(), whole_age.tolist(), strict=True)):
        if not _can_be(*history):
            what = _impossible(*(column[customer] for column in columns))
            raise Mistake("theory.history", customer=customer + 1, what=what)
    if not x.any():
        raise Mistake("theory.nobody_back")
    scale = float(whole_age.max())

    def unlikely(point: NDArray[np.float64]) -> float:
        return -_log_likelihood(point, x, tx / scale, whole_age / scale)

    best: Any = minimize(
        lambda point: unlikely(point) / len(x), BEGIN, method="L-BFGS-B", bounds=[(-FARTHEST, FARTHEST)] * 4,
        options={"maxiter": 2000, "ftol": 1e-14, "gtol": 1e-9},
    )  # fmt: skip
    errors = _errors(unlikely, best.x)
    unknown = [
        name for name, error, at in zip(NAMES, errors, best.x, strict=True)
        if not error <= MOST_ERROR or abs(at) >= FARTHEST
    ]  # fmt: skip
    if unknown or not best.success:
        raise Mistake("theory.no_end", names=", ".join(unknown or NAMES))
    found = np.exp(best.x) * (1.0, scale, 1.0, 1.0)
    likelihood = -float(best.fun) * len(x) - float(x.sum()) * math.log(scale)
    r, alpha, a, b = found.tolist()
    return BgNbd(r, alpha, a, b, likelihood, *(found * errors).tolist()[:4])


def _chances_to_leave(a: float, b: float, reach: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Chances, and weights that make a sum over them the mean of a function under a beta distribution.

    Steps of equal length of the logit: for smooth functions that die away on both sides, few do as well as
    many. What lies beyond either end falls by the same factor at each step, and is added to the end's weight.

    Parameters
    ----------
    reach : how far below a logit of 0 the function still changes.
    """
    width, middle = math.sqrt(1.0 / a + 1.0 / b), math.log(a / b)
    low = max(middle - FAR * max(width, 1.0 / a), -FAR - reach)
    high = min(middle + FAR * max(width, 1.0 / b), FAR)
    step = min(0.1, width / 5.0)
    logits = np.arange(low, max(high, low + step), step)
    chances = np.exp(-np.logaddexp(0.0, -logits))
    heights = -a * np.logaddexp(0.0, -logits) - b * np.logaddexp(0.0, logits)
    weights = np.exp(heights - heights.max())
    weights[0] /= -math.expm1(-a * step)
    weights[-1] /= -math.expm1(-b * step)
    return chances, weights / weights.sum()


def _errors(
    unlikely: Callable[[NDArray[np.float64]], float], point: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Standard errors of the logarithms at the optimum, (4,); infinite where there is a level direction.

    Parameters
    ----------
    unlikely : the logarithm of the likelihood with its sign turned. Its curvature is what is known.
    """
    steps = STEP * np.eye(len(point))
    curvature = np.array([[
        unlikely(point + one + other) - unlikely(point + one - other)
        - unlikely(point - one + other) + unlikely(point - one - other)
        for other in steps] for one in steps
    ]) / (4.0 * STEP**2)  # fmt: skip
    if not np.isfinite(curvature).all():
        return np.full(len(point), math.inf)
    bends, directions = np.linalg.eigh(curvature)
    level = bends <= 0.0  # nothing is known in such a direction, and numbers that it moves are not either
    variances = directions**2 @ np.where(level, 0.0, 1.0 / np.where(level, 1.0, bends))
    moved = (directions[:, level] ** 2 > 1e-6).any(axis=1)
    return np.where(moved, math.inf, np.sqrt(variances))


def _listed(name: str, column: Any) -> list[Any]:
    """A column's entries, one for each customer."""
    if not isinstance(column, Iterable) or isinstance(column, str | bytes | Mapping | Set):
        raise Mistake("theory.no_column", name=name, what=type(column).__name__)
    return list(column)


def _history(frequency: object, recency: object, age: object) -> tuple[float, float, float]:
    """A customer's history, if somebody can have it."""
    x, tx, whole_age = (as_number(one) for one in (frequency, recency, age))
    if not _can_be(x, tx, whole_age):
        raise _impossible(frequency, recency, age)
    return x, tx, whole_age


def _can_be(frequency: float, recency: float, age: float) -> bool:
    if not 0.0 <= frequency < math.inf or frequency != math.floor(frequency):
        return False
    if not 0.0 <= recency <= age < math.inf:
        return False
    return age > 0.0 if frequency else not recency


def _impossible(frequency: object, recency: object, age: object) -> Mistake:
    values = {"frequency": frequency, "recency": recency, "age": age}
    return Mistake("theory.impossible", **{name: shown(value) for name, value in values.items()})


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
