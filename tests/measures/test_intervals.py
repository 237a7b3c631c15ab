"""Intervals and probabilities against their definitions, recounted."""

import math

import numpy as np
import pytest
from chance import recounted
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support import PROPERTY

from simulator.intervals import (
    LEVEL,
    PRECISE_ENOUGH,
    difference,
    half_width,
    interval,
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
def test_a_spread_is_the_published_interval_and_the_deciles(values: np.ndarray) -> None:
    low, high = recounted(values)
    assert np.allclose(spread(values), [values.mean(), low, high, *np.percentile(values, (10, 90))])


@PROPERTY
@given(values=RUNS, shift=NUMBERS, scale=st.floats(1e-6, 1e6))
def test_an_interval_moves_stretches_and_mirrors_with_its_values(
    values: np.ndarray, shift: float, scale: float
) -> None:
    low, high = interval(values)
    near = 1e-9 * (np.abs(values).max() + abs(shift))
    assert low <= values.mean() + near
    assert values.mean() - near <= high
    assert interval(values + shift) == pytest.approx((low + shift, high + shift), abs=near)
    assert interval(scale * values) == pytest.approx((scale * low, scale * high), abs=scale * near)
    assert interval(-values) == pytest.approx((-high, -low), abs=near)


def test_where_nothing_leans_and_no_tail_is_long_it_is_students() -> None:
    for values in (np.array([1.0, 4.0]), np.arange(10.0), np.array([-3.0, -1.0, 1.0, 3.0])):
        error = stats.sem(values)
        low, high = stats.t.interval(LEVEL, len(values) - 1, values.mean(), error)
        assert interval(values) == pytest.approx((low, high))


def test_it_reaches_farther_to_the_side_of_the_long_tail_and_never_without_bound() -> None:
    """One run that stands out: at most three times as far as Student's interval."""
    for runs in range(3, 40):
        values = np.zeros(runs)
        values[0] = 1.0
        low, high = interval(values)
        mean, half = values.mean(), stats.t.ppf((1 + LEVEL) / 2, runs - 1) * stats.sem(values)
        assert mean - low < high - mean < 3 * half
        assert mean - low < half
        assert high - mean > half


def test_half_a_width_is_half_of_the_interval() -> None:
    values = np.array([0.0, 1.0, 1.0, 7.0])
    low, high = interval(values)
    assert half_width(values) == pytest.approx((high - low) / 2)
    assert math.isnan(half_width(values[:1]))
    assert np.isnan(interval(values[:1])).all()


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
    low, high = recounted(change)
    assert np.allclose([found.mean, found.low, found.high], [change.mean(), low, high])
    wins = sum((x > 0) == higher and x != 0 for x in change)
    ties = sum(x == 0 for x in change)
    assert math.isclose(found.p_better, (wins + ties / 2) / len(change))
    half = (found.high - found.low) / 2
    bound = PRECISE_ENOUGH * abs(control.mean())
    clear = found.low > 0 or found.high < 0
    near = min(abs(found.low), abs(found.high)) <= 1e-9 * abs(found.mean)
    if not math.isclose(half, bound, rel_tol=1e-9) and not near:
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
    """At the same mean, deviation and shape: the interval leaves out 0 or is narrow, and no sooner."""
    arm, control = pairs
    found, change = difference(arm, control, True), arm - control
    if found.enough or found.more_runs_needed is None:
        return
    bound = PRECISE_ENOUGH * abs(control.mean())

    def missing(runs: int) -> float:
        """By how much an interval of so many runs is too wide."""
        low, high = recounted(change, runs=runs)
        return min(min(-low, high), (high - low) / 2 - bound)

    needed = len(change) + found.more_runs_needed
    slack = 1e-12 * np.abs(change).max()
    assert missing(needed) < slack
    assert missing(needed - 1) >= -slack


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
