"""Bass 1969: agents on the implicit complete graph against the closed form (V3, V4).

The tolerance is that of the model page: 4 x 1.2 / sqrt(N R) for chance (a false alarm in about
15,000) plus .12 dt (in years) for the step; a wrong twin must lie outside of it.
"""

import math

import numpy as np
import pytest
from classical import BASS
from support import stepped, table, weekly, world

from simulator.theory.bass import adopted

P, Q = 0.03, 0.38  # a year; Sultan, Farley and Lehmann 1990, mean of 213 applications


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
    form = [adopted(p, q, (one + 1) / steps_a_year) for one in range(len(share))]
    return float(np.abs(share - np.array(form)).max())


def tolerance(n: int, replicates: int, steps_a_year: int) -> float:
    return 4 * 1.2 / math.sqrt(n * replicates) + 0.12 / steps_a_year


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
