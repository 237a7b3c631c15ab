"""The rules say what the model page says: both engines call them, so only this can catch them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.agents import rules

HUNDREDTHS = st.integers(-100, 100)
UNIT = st.floats(-1, 1)
EVERY = settings(deadline=None, derandomize=True)  # the first call compiles


@EVERY
@given(now=HUNDREDTHS, before=HUNDREDTHS, ceiling=HUNDREDTHS)
def test_recovery_raises_satisfaction_to_at_most_what_it_was(
    now: int, before: int, ceiling: int
) -> None:
    after = rules.recovered(now, before, ceiling)
    assert after >= now  # never lowers
    assert after == now or (after <= before and after <= ceiling)
    assert after >= min(before, ceiling)


@EVERY
@given(quality=UNIT, belief=UNIT)
def test_satisfaction_is_performance_moved_by_disconfirmation(quality: float, belief: float) -> None:
    gap = quality - belief
    moved = quality + 0.2 * max(gap, 0) - 0.4 * max(-gap, 0)
    exact = 100 * min(max(moved, -1), 1)
    assert abs(rules.satisfaction_after(quality, belief, 0.2, 0.4) - exact) <= 0.5 + 1e-9


def test_talk_is_an_asymmetric_u() -> None:
    rate = {s: rules.talk_rate(s, 1.0, 0.16, 0.25, 1.25, 0.25) for s in (-100, 0, 100)}
    assert rate[0] == pytest.approx(0.16 * 0.25 * 1.25)
    assert rate[100] == pytest.approx(0.16 * 1.25 * 1.25)
    assert rate[-100] == pytest.approx(0.16 * 1.5 * 1.25)


@EVERY
@given(belief=UNIT, evidence=st.floats(0.1, 40), weight=st.floats(0.01, 50), message=UNIT)
def test_belief_is_the_weighted_mean_and_its_evidence_is_capped(
    belief: float, evidence: float, weight: float, message: float
) -> None:
    after, held = rules.updated_belief(belief, evidence, weight, weight * message, 40.0)
    assert after == pytest.approx((evidence * belief + weight * message) / (evidence + weight))
    assert held == pytest.approx(min(evidence + weight, 40.0))


@EVERY
@given(rate=st.floats(0, 50), u=st.floats(0, 1, exclude_max=True))
def test_something_occurs_iff_the_draw_is_below_its_chance(rate: float, u: float) -> None:
    assert rules.occurs(u, rate) == (u < rate and u < -math.expm1(-rate))
    assert rules.occurs(u, math.inf)


@EVERY
@given(u=st.floats(0, 1, exclude_max=True), v=st.floats(0, 1, exclude_max=True), x=st.floats(-9, 9))
def test_a_clock_of_higher_utility_rings_sooner(u: float, v: float, x: float) -> None:
    assert rules.clock(u, x) == pytest.approx(-math.log1p(-u) / math.exp(x))
    assert rules.clock(u, x + 1) <= rules.clock(u, x)


def test_price_lapse_score_contact_and_shares() -> None:
    dearer = rules.price_utility(4000, 3000.0, 3000, 4.6, 0.25)
    assert dearer == pytest.approx(-4.6 * math.log(4 / 3))
    remembered = rules.price_utility(3000, 1500.0, 3000, 4.6, 0.25)
    assert remembered == pytest.approx(-4.6 * 0.25 * math.log(2))
    assert rules.lapse_probability(30, -3.2, 2.5) == pytest.approx(1 / (1 + math.exp(3.2)))
    assert rules.lapse_probability(-100, -math.inf, 0.0) == 0.0
    scores = [rules.recommendation_score(s) for s in (-100, 12, 13, 37, 38, 62, 63, 100)]
    assert scores == [2, 6, 7, 7, 8, 8, 9, 10]
    assert rules.contact_probability(0.3, 0.5, True) == pytest.approx(0.65)
    assert rules.contact_probability(0.3, 0.5, False) == 0.3
    assert rules.combined_share(0.2, 0.5) == pytest.approx(0.6)
    assert rules.solve_probability(0.6, 0.0) == 0.6
    assert rules.solve_probability(0.6, 0.4) == pytest.approx(1 / (1 + math.exp(-0.4) * 0.4 / 0.6))
    assert rules.review_weight(1.0, 2.0) == 0.4
    assert rules.review_weight(1.0, 50.0) == 1.0
    assert rules.performance(0.45, 0.35, 0.0, True, 0.9) == pytest.approx(-0.45)


def test_the_quadrant_is_the_sign_of_satisfaction_by_whether_one_came_back() -> None:
    names = {(s, b): rules.quadrant(s, b) for s in (-1, 0, 1) for b in (0, 1, 2, 9)}
    assert [names[0, b] for b in (0, 1, 2, 9)] == [-1] * 4
    assert [names[1, b] for b in (0, 1, 2, 9)] == [2, 2, 0, 0]
    assert [names[-1, b] for b in (0, 1, 2, 9)] == [3, 3, 1, 1]


def test_the_exponential_deviate_is_the_model_page_s_to_the_last_but_one_bit() -> None:
    for u in (0.0, 2.0**-53, 0.1, 0.5, 0.9, 1 - 2.0**-53):
        assert rules.exponential(u) == pytest.approx(-math.log1p(-u), rel=4e-16, abs=0)
