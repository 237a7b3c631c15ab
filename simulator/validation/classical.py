"""Theory in closed form, and the classical models on graphs of which the answer is known."""

import math
from itertools import combinations

import numpy as np

from simulator.classic import bass, independent_cascade, watts
from simulator.graph.generators.random_ties import RandomTies
from simulator.graph.social_graph import SocialGraph
from simulator.theory import fit_bass, outbreak_share, watts_window
from simulator.theory.bass import adopted
from simulator.theory.cascades import exact_mean
from simulator.validation.check import FAR, Measured, at_least, check, near
from simulator.validation.worlds import mean

P, Q = 0.03, 0.38  # a year; mean of 213 applications (Sultan1990)
PEAK = 6.19262  # years
SPREAD = 1.2  # of the share in one run where it is most, times the root of how many people there are
WEEKS = 52
COLOUR_TV = (747, 1480, 2646, 5118, 5777, 5982, 5962, 4631)  # thousands, United States, 1963 to 1970
THEORY, NETWORKS = (f"tests/science/test_{name}.py" for name in ("theory", "known_networks"))


@check("V1", "testing", "Bass1969", THEORY, PEAK)
def bass_peak(full: bool, twin: bool) -> Measured:
    """When most people buy, found by looking at the closed form every 1e-5 years."""
    q = 1.05 * Q if twin else Q
    low, high = 0.0, 20.0
    while high - low > 1e-7:  # the rate rises before its peak and falls after it
        third = (high - low) / 3
        left, right = (_rate(P, q, t) for t in (low + third, high - third))
        low, high = (low + third, high) if left < right else (low, high - third)
    return near((low + high) / 2, 0.0, PEAK, 1e-3)


def _rate(p: float, q: float, t: float) -> float:
    share = adopted(p, q, t)
    return (p + q * share) * (1.0 - share)


@check("V3", "testing", "Bass1969", "tests/science/test_bass.py")
def bass_of_people(full: bool, twin: bool) -> Measured:
    """How far the mean of runs with people strays from the closed form, at most."""
    n, years, runs = (10_000, 20, 20) if full else (3_000, 12, 4)
    found = bass(P, 1.2 * Q if twin else Q, n, years * WEEKS, 1 / WEEKS, runs)
    share = found.adopted.mean(axis=0) / n
    form = [adopted(P, Q, (one + 1) / WEEKS) for one in range(years * WEEKS)]
    farthest = float(np.abs(share - np.array(form)).max())
    chance = FAR * SPREAD / math.sqrt(n * runs)  # in the band, for what strays is never below 0
    return Measured(farthest, 0.0, 0.0, chance + 0.12 / WEEKS)


@check("V4", "testing", "Bass1969", "tests/science/test_bass.py", is_long=True)
def steps_of_a_week(full: bool, twin: bool) -> Measured:
    """How far weekly steps of 100,000 people stray from the closed form, at most; the twin steps by years."""
    n, years, steps = 100_000, 20, 1 if twin else WEEKS
    found = bass(P, Q, n, years * steps, 1 / steps, 6)
    form = [adopted(P, Q, (one + 1) / steps) for one in range(years * steps)]
    farthest = float(np.abs(found.adopted.mean(axis=0) / n - form).max())
    return Measured(farthest, SPREAD / math.sqrt(n * 6), 0.0, 0.004)


@check("V5", "empirical_output", "SrinivasanMason1986", "tests/science/test_bass_fit.py", 39_659)
def colour_television(full: bool, twin: bool) -> Measured:
    """How many would ever buy colour television, in thousands, from its first eight years."""
    series = COLOUR_TV[:-1] if twin else COLOUR_TV
    return near(fit_bass(series).m, 0.0, 39_659, 0.01 * 39_659)


@check("V8", "testing", "Kempe2003", THEORY, 2.316556)
def tiny_cascade(full: bool, twin: bool) -> Measured:
    """Mean size of a cascade among four who all know each other; each tie passes with .3."""
    first, second = zip(*combinations(range(4), 2), strict=True)
    graph = SocialGraph.from_edges(first, second)
    found = independent_cascade(graph, [0], 0.33 if twin else 0.3, 100_000 if full else 40_000)
    return near(found.mean, found.se, exact_mean(graph, [0], 0.3), 0.0)


@check("V17", "testing", "Newman2002", NETWORKS, 0.58281)
def outbreak(full: bool, twin: bool) -> Measured:
    """Share of people that an outbreak reaches which takes off, where each reaches 1.5 others."""
    n, ties, shares = 10_000, 6.0, []
    for seed in range(20 if full else 6):
        graph = RandomTies(mean_degree=ties).build(n, seed)
        found = independent_cascade(graph, [seed], (1.6 if twin else 1.5) / ties, 30, seed).sizes / n
        shares.append(float(found[found > 0.05].mean()))  # of a graph; runs on it are alike
    return near(*mean(np.array(shares)), outbreak_share(1.5), 0.004)


@check("V18a", "testing", "Watts2002", THEORY, 5.765)
def window(full: bool, twin: bool) -> Measured:
    """Mean number of ties above which nobody moves the world, where a share of .18 is waited for."""
    found = watts_window(0.21 if twin else 0.18)
    return near(found[1] if found else math.nan, 0.0, 5.765, 1e-3)


@check("V18b", "macro_face", "Watts2002", NETWORKS)
def inside_the_window(full: bool, twin: bool) -> Measured:
    """Share of single people who move a tenth of the world, with 3.4 ties each; the twin has 8."""
    return at_least(*_moves(8.0 if twin else 3.4, full), least=0.5)


@check("V18c", "macro_face", "Watts2002", NETWORKS)
def outside_the_window(full: bool, twin: bool) -> Measured:
    """The same with 8 ties each; the twin has 3.4."""
    value, error = _moves(3.4 if twin else 8.0, full)
    return Measured(value, error, 0.0, 0.02)


def _moves(ties: float, full: bool) -> tuple[float, float]:
    n, runs = 10_000, 400 if full else 100
    graph = RandomTies(mean_degree=ties).build(n, 5)
    share = float((watts(graph, 0.18, runs).sizes > n // 10).mean())
    known = (share * runs + 1) / (runs + 2)  # none of so few is not never
    return share, math.sqrt(known * (1.0 - known) / runs)
