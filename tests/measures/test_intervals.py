"""Intervals and probabilities against SciPy and against their definitions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support import PROPERTY

from simulator.intervals import (
    LEVEL,
    PRECISE_ENOUGH,
    difference,
    no_difference,
    probability_best,
    spread,
)

NUMBERS = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
RUNS = st.lists(NUMBERS, min_size=2, max_size=30).map(np.array)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=30).map(
    lambda pairs: np.array(pairs).T
)
NAN = math.nan


@PROPERTY
@given(values=RUNS)
def test_a_spread_is_that_of_student_and_the_deciles(values: np.ndarray) -> None:
    found = spread(values)
    error = stats.sem(values)
    low, high = (
        stats.t.interval(0.9, len(values) - 1, values.mean(), error) if error else [values.mean()] * 2
    )
    assert np.allclose(found, [values.mean(), low, high, *np.percentile(values, (10, 90))])


def test_runs_without_a_value_are_left_out() -> None:
    assert spread(np.array([1.0, NAN, 3.0])) == spread(np.array([1.0, 3.0]))
    assert all(math.isnan(x) for x in spread(np.array([NAN, NAN])))


def test_one_run_has_a_mean_and_no_interval() -> None:
    found = spread(np.array([5.0]))
    assert (found.mean, found.p10, found.p90) == (5.0, 5.0, 5.0)
    assert math.isnan(found.low)
    assert math.isnan(found.high)


@PROPERTY
@given(pairs=PAIRS, higher=st.booleans())
def test_a_difference_is_paired(pairs: np.ndarray, higher: bool) -> None:
    arm, control = pairs
    found = difference(arm, control, higher)
    change = arm - control
    if not change.any():
        assert found == no_difference(len(change))
        return
    if change.std() > 0:
        error = stats.sem(change)
        low, high = stats.t.interval(LEVEL, len(change) - 1, change.mean(), error)
        assert np.allclose([found.mean, found.low, found.high], [change.mean(), low, high])
    wins = sum((x > 0) == higher and x != 0 for x in change)
    ties = sum(x == 0 for x in change)
    assert math.isclose(found.p_better, (wins + ties / 2) / len(change))
    half = (found.high - found.low) / 2
    bound = PRECISE_ENOUGH * abs(control.mean())
    clear = found.low > 0 or found.high < 0
    if not math.isclose(half, bound, rel_tol=1e-9) and not math.isclose(half, abs(found.mean)):
        assert found.enough == (clear or half < bound)
    assert (found.more_runs_needed == 0) == found.enough


@PROPERTY
@given(pairs=PAIRS, higher=st.booleans())
def test_turning_the_pair_or_the_direction_around_mirrors_the_answer(
    pairs: np.ndarray, higher: bool
) -> None:
    arm, control = pairs
    here, there = difference(arm, control, higher), difference(control, arm, higher)
    assert here.p_better == pytest.approx(1 - there.p_better)
    assert (here.mean, here.low, here.high) == pytest.approx((-there.mean, -there.high, -there.low))
    assert difference(arm, control, not higher).p_better == pytest.approx(1 - here.p_better)


@PROPERTY
@given(values=RUNS)
def test_identical_arms_differ_by_nothing_and_that_is_enough(values: np.ndarray) -> None:
    assert difference(values, values.copy(), True) == (len(values), 0.0, 0.0, 0.0, 0.5, True, 0)


def test_a_constant_difference_is_certain() -> None:
    found = difference(np.array([3.0, 4.0, 5.0]), np.array([2.0, 3.0, 4.0]), True)
    assert found == (3, 1.0, 1.0, 1.0, 1.0, True, 0)


def test_where_nothing_is_defined_nothing_is_claimed() -> None:
    found = difference(np.array([NAN, NAN]), np.array([1.0, 2.0]), True)
    assert found.pairs == 0
    assert all(math.isnan(x) for x in found[1:5])
    assert found.enough is False
    assert found.more_runs_needed is None


def test_pairs_with_a_hole_are_left_out() -> None:
    with_holes = difference(np.array([1.0, NAN, 5.0]), np.array([0.0, 9.0, 2.0]), True)
    assert with_holes == difference(np.array([1.0, 5.0]), np.array([0.0, 2.0]), True)
    assert with_holes.pairs == 2


def test_two_runs_of_which_one_has_a_hole_are_one() -> None:
    found = difference(np.array([1.0, NAN]), np.array([0.0, 9.0]), True)
    assert (found.pairs, found.mean, found.enough, found.more_runs_needed) == (1, 1.0, False, None)
    assert math.isnan(found.low)


def test_one_run_is_never_enough() -> None:
    found = difference(np.array([2.0]), np.array([1.0]), True)
    assert found.mean == 1.0
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert (found.p_better, found.enough, found.more_runs_needed) == (1.0, False, None)


def test_one_run_is_not_enough_where_it_happens_to_show_no_difference() -> None:
    found = difference(np.array([2.0]), np.array([2.0]), True)
    assert (found.pairs, found.mean, found.p_better) == (1, 0.0, 0.5)
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert (found.enough, found.more_runs_needed) == (False, None)


def test_a_control_of_nothing_leaves_only_a_clear_interval() -> None:
    """5 % of nothing is nothing: enough only if the interval excludes 0, or is [0, 0]."""
    nothing = np.zeros(4)
    unclear = difference(np.array([1.0, -1.0, 0.5, -0.4]), nothing, True)
    assert not unclear.enough
    assert difference(np.array([1.0, 1.1, 0.9, 1.0]), nothing, True).enough
    assert difference(nothing, nothing, True).enough
    balanced = difference(np.array([1.0, -1.0]), np.zeros(2), True)
    assert balanced.mean == 0.0
    assert balanced.more_runs_needed is None, "no number of runs can be promised"


@PROPERTY
@given(pairs=PAIRS)
def test_so_many_more_runs_would_do_and_one_fewer_would_not(pairs: np.ndarray) -> None:
    """At the same mean and deviation: the half-width falls below what is enough, no sooner."""
    arm, control = pairs
    found, change = difference(arm, control, True), arm - control
    if found.enough or found.more_runs_needed is None:
        return
    target = max(abs(change.mean()), PRECISE_ENOUGH * abs(control.mean()))
    deviation = change.std(ddof=1)

    def half(runs: int) -> float:
        return float(stats.t.ppf((1 + LEVEL) / 2, runs - 1) * deviation / math.sqrt(runs))

    needed = len(change) + found.more_runs_needed
    assert half(needed) < target * (1 + 1e-12)
    assert half(needed - 1) >= target * (1 - 1e-12)


# --- which arm is best ----------------------------------------------------------------------------


@PROPERTY
@given(values=st.lists(st.lists(st.integers(0, 3), min_size=5, max_size=5), min_size=1, max_size=4),
       higher=st.booleans())  # fmt: skip
def test_the_best_of_each_run_shares_it_with_its_equals(
    values: list[list[int]], higher: bool
) -> None:
    found = probability_best(np.array(values, float), higher)
    expected = np.zeros(len(values))
    for run in zip(*values, strict=True):
        best = max(run) if higher else min(run)
        winners = [k for k, value in enumerate(run) if value == best]
        expected[winners] += 1 / len(winners)
    assert np.allclose(found, expected / 5)
    assert math.isclose(found.sum(), 1.0)


def test_an_arm_without_a_value_takes_no_part() -> None:
    found = probability_best(np.array([[NAN, NAN], [1.0, 2.0], [2.0, 1.0]]), True)
    assert np.isnan(found[0])
    assert found[1:].tolist() == [0.5, 0.5]
    alone = probability_best(np.array([[NAN, NAN], [-1.0, -2.0]]), True)
    assert np.isnan(alone).all()  # the best of one is no praise
    assert np.isnan(probability_best(np.full((2, 3), NAN), True)).all()


def test_the_interval_covers_what_it_claims() -> None:
    """Nine in ten of 4,000 intervals hold the truth (two-sided, false alarm 1e-6); 80 % do not."""
    from simulator.draws import Draws, Stream

    u = Draws(11).uniform(Stream.TASTE, np.arange(4000 * 8, dtype=np.int32))
    samples = stats.norm.ppf(np.clip(u, 1e-12, None)).reshape(4000, 8)
    spreads = [spread(sample) for sample in samples]
    hits = sum(one.low < 0 < one.high for one in spreads)
    assert stats.binomtest(hits, 4000, LEVEL).pvalue > 1e-6
    assert stats.binomtest(hits, 4000, 0.8).pvalue < 1e-6
