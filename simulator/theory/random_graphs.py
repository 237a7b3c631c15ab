"""Outbreaks and cascades on random graphs, by generating functions (Newman2002; Watts2002).

A random graph is known here by the shares of people with 0, 1, 2, ... ties.
"""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake
from simulator.graph.passing import share_of
from simulator.theory.checked import as_number, number

TAIL = 1e-15  # share of people with more ties than are looked at
MOST_MEAN = 1e6  # ties: as many shares are kept
LEAST_PHI = 1e-12  # below, the window's end is beyond what SciPy's Poisson distribution can tell
SMALLEST = 1e-16  # of an outbreak: a smaller share cannot be told from none


def poisson_shares(mean: float) -> NDArray[np.float64]:
    """Shares of people with each number of ties, where every pair is tied with the same small chance.

    Parameters
    ----------
    mean : number of ties, up to `MOST_MEAN`.

    Raises
    ------
    Mistake : no such number.
    """
    from scipy.stats import poisson

    mean = number("mean", mean, 0.0, MOST_MEAN)
    return np.asarray(poisson.pmf(np.arange(int(poisson.isf(TAIL, mean)) + 2), mean))


def giant_share(shares: Sequence[float], transmissibility: float) -> float:
    """Share of people in an outbreak that takes off (Newman2002): S = 1 - G0(u), u = 1 - T + T G1(u).

    As many arrive in it as it reaches: S is also the chance that one person begins such an outbreak.

    Parameters
    ----------
    shares : of people with 0, 1, 2, ... ties. transmissibility : chance that a tie passes it on, T.

    Raises
    ------
    Mistake : shares that are none, or a chance outside [0, 1].
    """
    p = _distribution(shares)
    passes = share_of("transmissibility", transmissibility)
    ties = np.arange(len(p))
    mean = float(p @ ties)
    if not mean:
        return 0.0
    at_end = p * ties / mean  # shares of those at the end of a tie; each has one tie fewer to pass it on
    onward = np.maximum(ties - 1, 0)
    if passes * float(at_end @ onward) <= 1.0:  # each brings at most one other
        return 0.0
    leads = _share_of_outbreak(lambda v: passes * _any_of(v, onward, at_end))
    return _any_of(leads, ties, p)


def outbreak_share(mean: float) -> float:
    """The same where ties fall by chance and each reached reaches `mean` others: S = 1 - exp(-mean S).

    Raises
    ------
    Mistake : a mean that is no number of 0 or more.
    """
    mean = number("mean", mean, 0.0)
    return _share_of_outbreak(lambda share: -math.expm1(-mean * share)) if mean > 1.0 else 0.0


def _any_of(leads: float, ties: NDArray[np.int64], p: NDArray[np.float64]) -> float:
    """Chance that any of one's ties leads to an outbreak, 1 - G(1 - leads), exact where it is small."""
    if leads >= 1.0:
        return float(p[ties > 0].sum())
    return float(p @ -np.expm1(ties * math.log1p(-leads)))


def _share_of_outbreak(onward: Callable[[float], float]) -> float:
    """The share above 0 that one more step leaves as it is, where small ones grow; 0 where it is too small.

    Just above the threshold the share is near 0, which is a solution too: halving finds an end between them.
    """
    from scipy.optimize import brentq

    low = 1.0
    if onward(low) >= low:
        return low
    while onward(low) <= low:
        low /= 2.0
        if low < SMALLEST:
            return 0.0
    return float(brentq(lambda share: onward(share) - share, low, 2.0 * low, xtol=1e-14 * low, rtol=1e-14))


def vulnerable_reach(shares: Sequence[float], phi: float) -> float:
    """How many vulnerable people a vulnerable person brings, above 1 of whom the world may move (Watts2002).

    Vulnerable is whom a single neighbour moves: with at most 1 / `phi` ties.

    Raises
    ------
    Mistake : shares that are none, or `phi` outside [0, 1].
    """
    p = _distribution(shares)
    ties = np.arange(len(p))
    mean = float(p @ ties)
    moved = ties <= most_ties(phi)
    return float((ties * (ties - 1) * p) @ moved) / mean if mean else 0.0


def most_ties(phi: float) -> float:
    """With how many ties one neighbour is a share of at least `phi`, in [0, 1]."""
    phi = share_of("phi", phi)
    return math.floor(1.0 / phi * (1.0 + 1e-12)) if phi >= LEAST_PHI else math.inf


def watts_window(phi: float) -> tuple[float, float] | None:
    """Mean numbers of ties, where they fall by chance, between which one person may move the world.

    Parameters
    ----------
    phi : the share of neighbours that everybody waits for, above 0 (from `LEAST_PHI`) to 1.

    Returns
    -------
    The two ends, where `vulnerable_reach` is 1; None where no mean will do.

    Raises
    ------
    Mistake : `phi` outside of that.
    """
    from scipy.optimize import brentq, minimize_scalar
    from scipy.stats import poisson

    most = most_ties(number("phi", phi, LEAST_PHI, 1.0))

    def beyond(mean: float) -> float:
        """How far a vulnerable person brings more than one: of `mean` others, those with ties to spare."""
        return mean * float(poisson.cdf(most - 2, mean)) - 1.0

    top = minimize_scalar(lambda mean: -beyond(mean), bounds=(0.0, most + 1.0), method="bounded")
    best = float(top.x)
    if beyond(best) <= 0.0:
        return None
    end = 2.0 * most + 10.0
    return float(brentq(beyond, 1e-9, best)), float(brentq(beyond, best, end))


def _distribution(shares: Sequence[float]) -> NDArray[np.float64]:
    listed = isinstance(shares, Iterable) and not isinstance(shares, dict | set | frozenset)
    p = np.array([as_number(one) for one in shares] if listed else [], float)
    if not len(p) or not (p >= 0).all() or abs(float(p.sum()) - 1.0) > 1e-6:
        raise Mistake("theory.no_shares")
    return p
