"""Bass 1969: agents on the implicit complete graph against the closed form (V1, V3, V4).

The tolerance is that of the model page: 4 x 1.2 / sqrt(N R) for chance (a false alarm in about
15,000) plus .12 dt (in years) for the step; a wrong twin must lie outside of it.
"""

import math

import numpy as np
import pytest
from classical import BASS
from scipy import optimize
from support import stepped, table, weekly, world

P, Q = 0.03, 0.38  # a year; Sultan, Farley and Lehmann 1990, mean of 213 applications


def closed_form(t: np.ndarray | float, p: float = P, q: float = Q) -> np.ndarray:
    decay = np.exp(-(p + q) * np.asarray(t, float))
    return (1 - decay) / (1 + q / p * decay)


def density(t: float, p: float = P, q: float = Q) -> float:
    return float((p + q * closed_form(t, p, q)) * (1 - closed_form(t, p, q)))


def simulated(n: int, years: int, steps_a_year: int, replicates: int, seed: int = 1) -> np.ndarray:
    """Mean share of adopters at the end of each step."""
    rows = table(
        market={"consumers": n, "weeks": years * steps_a_year},
        graph={"kind": "complete", "contacts": (n - 1) / n},
        behaviour={"organic_discovery": P / steps_a_year, "hearing_strong": Q / steps_a_year},
        switches=BASS,
    )
    place = world(rows, seed)
    runs = [weekly(stepped(place, replicate=r)) for r in range(replicates)]
    for one in runs:
        assert one["n_customers"] == one["n_aware"], "who knows it has it"
    return np.mean([one["n_customers"] for one in runs], axis=0) / n


def furthest(share: np.ndarray, steps_a_year: int, p: float = P, q: float = Q) -> float:
    t = (np.arange(len(share)) + 1) / steps_a_year
    return float(np.abs(share - closed_form(t, p, q)).max())


def tolerance(n: int, replicates: int, steps_a_year: int) -> float:
    return 4 * 1.2 / math.sqrt(n * replicates) + 0.12 / steps_a_year


@pytest.mark.parametrize(
    ("p", "q", "peak", "share", "height"),
    [(0.03, 0.38, 6.19262, 0.460526, 0.110592), (0.01, 0.4, 8.99727, 0.4875, 0.105063)],
)
def test_the_closed_form_has_its_known_peak(
    p: float, q: float, peak: float, share: float, height: float
) -> None:
    found = optimize.minimize_scalar(
        lambda t: -density(t, p, q), bounds=(0, 20), method="bounded", options={"xatol": 1e-9}
    )
    assert math.isclose(found.x, peak, abs_tol=1e-4)
    assert math.isclose(peak, math.log(q / p) / (p + q), abs_tol=1e-5)
    assert math.isclose(closed_form(peak, p, q), share, abs_tol=1e-5)
    assert math.isclose(density(peak, p, q), height, abs_tol=1e-5)
    if p == P:
        for known, reached in ((2.25286, 0.1), (6.55019, 0.5), (11.75678, 0.9)):
            assert math.isclose(closed_form(known), reached, abs_tol=1e-5)


def check(n: int, years: int, replicates: int) -> None:
    share = simulated(n, years, 52, replicates)
    bound = tolerance(n, replicates, 52)
    assert furthest(share, 52) <= bound
    assert furthest(share, 52, q=1.2 * Q) > bound
    assert furthest(share, 52, p=1.3 * P) > bound


def test_agents_who_meet_everybody_are_bass() -> None:
    check(n=3000, years=12, replicates=4)


@pytest.mark.slow
def test_agents_who_meet_everybody_are_bass_at_full_size() -> None:
    check(n=10_000, years=20, replicates=10)


@pytest.mark.slow
def test_a_week_is_short_enough_and_a_year_is_not() -> None:
    """V4: the lag of a yearly step is about .103, of a weekly one .0021."""
    n = 100_000
    assert furthest(simulated(n, 20, 52, 2), 52) <= tolerance(n, 2, 52)
    yearly = furthest(simulated(n, 20, 1, 2), 1)
    assert yearly > tolerance(n, 2, 52)
    assert math.isclose(yearly, 0.103, abs_tol=0.012)
