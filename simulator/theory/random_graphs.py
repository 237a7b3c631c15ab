"""Outbreaks and cascades on random graphs, by generating functions (Newman2002; Watts2002).

A random graph is known here by the shares of people with 0, 1, 2, ... ties.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.polynomial.polynomial import polyder, polyval
from numpy.typing import NDArray

from simulator.errors import Mistake

TAIL = 1e-15  # share of people with more ties than are looked at
MOST_TIES = 10_000


def poisson_shares(mean: float) -> NDArray[np.float64]:
    """Shares of people with each number of ties, where every pair is tied with the same small chance."""
    from scipy.stats import poisson

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
    if not 0.0 <= transmissibility <= 1.0:
        raise Mistake("classic.share", name="transmissibility", value=str(transmissibility))
    slope = polyder(p)
    ties = float(polyval(1.0, slope))
    if not ties:
        return 0.0

    def onward(u: float) -> float:
        """Chance that a tie leads to no outbreak, given that chance of the ties beyond it."""
        return 1.0 - transmissibility + transmissibility * float(polyval(u, slope)) / ties

    if transmissibility * float(polyval(1.0, polyder(slope))) / ties <= 1.0:  # each brings at most one other
        return 0.0
    from scipy.optimize import brentq

    below = 1.0 - 1e-12
    u = 0.0 if onward(0.0) <= 0.0 else float(brentq(lambda u: onward(u) - u, 0.0, below, xtol=1e-15))
    return 1.0 - float(polyval(u, p))


def outbreak_share(mean: float) -> float:
    """The same where ties fall by chance and each reached reaches `mean` others: S = 1 - exp(-mean S)."""
    if not 0.0 <= mean < math.inf:
        raise Mistake("classic.rate", name="mean", value=str(mean))
    return giant_share(poisson_shares(mean).tolist(), 1.0) if mean > 1.0 else 0.0


def vulnerable_reach(shares: Sequence[float], phi: float) -> float:
    """How many vulnerable people a vulnerable person brings, above 1 of whom the world may move (Watts2002).

    Vulnerable is whom a single neighbour moves: with at most 1 / `phi` ties.
    """
    p = _distribution(shares)
    ties = np.arange(len(p))
    mean = float(p @ ties)
    moved = ties <= most_ties(phi)
    return float((ties * (ties - 1) * p) @ moved) / mean if mean else 0.0


def most_ties(phi: float) -> float:
    """With how many ties one neighbour is a share of at least `phi`."""
    return math.inf if phi == 0 else math.floor(1.0 / phi * (1.0 + 1e-12))


def watts_window(phi: float) -> tuple[float, float] | None:
    """Mean numbers of ties, where they fall by chance, between which one person may move the world.

    Returns
    -------
    The two ends, where `vulnerable_reach` is 1; None where no mean will do.
    """
    if isinstance(phi, bool) or not 0.0 < phi <= 1.0:
        raise Mistake("classic.share", name="phi", value=str(phi))
    from scipy.optimize import brentq, minimize_scalar

    most = min(most_ties(phi), MOST_TIES)

    def beyond(mean: float) -> float:
        return vulnerable_reach(poisson_shares(mean).tolist(), phi) - 1.0

    top = minimize_scalar(lambda mean: -beyond(mean), bounds=(0.0, most + 1.0), method="bounded")
    best = float(top.x)
    if beyond(best) <= 0.0:
        return None
    end = 2.0 * most + 10.0
    return float(brentq(beyond, 1e-9, best)), float(brentq(beyond, best, end))


def _distribution(shares: Sequence[float]) -> NDArray[np.float64]:
    p = np.asarray(shares, float)
    if p.ndim != 1 or not len(p) or not (p >= 0).all() or abs(float(p.sum()) - 1.0) > 1e-6:
        raise Mistake("theory.no_shares")
    return p
