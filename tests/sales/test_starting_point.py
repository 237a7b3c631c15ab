"""Where a scenario may begin: the model's own weekly rates, within limits; a series against the control."""

from typing import Any

import numpy as np
import pytest
from support import PLAIN_SWITCHES, scenario, stepped, table, weekly, world

from simulator.sales.against import in_periods, mean_error
from simulator.sales.series import Series
from simulator.sales.starting_point import starting_point
from simulator.scenarios.schema import Scenario
from simulator.theory.bass import BassFit, fit_bass

BASS = {**PLAIN_SWITCHES, "talk": "always", "choice": "sure", "opportunity": "sure"}


def fit(p: float = 0.03, q: float = 0.4, m: float = 50_000) -> BassFit:
    return BassFit(p, q, m, 0.0, 0.0, 0.0, 5.0, (), 1.0)


def set_by(one: BassFit, weeks: float, what: Scenario) -> dict[str, float]:
    return {str(change.place[-1]): change.after for change in starting_point(one, weeks, what, 1)}


def complete(**behaviour: float) -> dict[str, Any]:
    return table(
        market={"consumers": 500, "weeks": 160}, graph={"kind": "complete", "contacts": 20},
        behaviour=behaviour, switches=BASS,
    )  # fmt: skip


def test_in_the_bass_limit_rates_are_p_and_q_by_the_week() -> None:
    """p = .026 and q = .52 a year: .0005 a week, and .01 a week over 20 contacts."""
    changes = set_by(fit(0.026, 0.52, 500), 52, scenario(complete()))
    assert changes["organic_discovery"] == 0.0005
    assert changes["hearing_strong"] == pytest.approx(0.01 / 20, rel=1e-3)
    assert "consumers" not in changes
    assert "people_per_consumer" not in changes


def test_what_a_market_sold_leads_back_to_that_market() -> None:
    """Runs of the Bass limit, fitted; the starting point is what they were made with."""
    made = {"organic_discovery": 0.002, "hearing_strong": 0.0025}
    place = world(complete(**made))
    sold = np.mean([weekly(stepped(place, replicate=r))["new_customers"] for r in range(40)], axis=0)
    found = fit_bass(sold)
    changes = set_by(found, 1.0, scenario(complete()))
    assert changes["organic_discovery"] == pytest.approx(0.002, rel=0.1)
    assert changes["hearing_strong"] == pytest.approx(0.0025, rel=0.1)
    assert found.m == pytest.approx(500, rel=0.02)


def test_talk_goes_with_q_and_discovery_with_p() -> None:
    market = scenario(table(market={"consumers": 300}, switches={}))
    one, two = set_by(fit(), 52, market), set_by(fit(p=0.06, q=0.8), 52, market)
    assert two["talk_scale"] == pytest.approx(2 * one["talk_scale"], rel=1e-3)
    assert two["organic_discovery"] == pytest.approx(2 * one["organic_discovery"], rel=1e-3)
    assert set_by(fit(), 26, market)["talk_scale"] == pytest.approx(2 * one["talk_scale"], rel=1e-3)


def test_talk_that_goes_by_no_rate_is_left_alone() -> None:
    changes = set_by(fit(), 52, scenario(table(switches={"talk": "once"})))
    assert not {"talk_scale", "hearing_strong"} & set(changes)


@pytest.mark.parametrize("people", [1, 37, 299, 300, 451, 14_999, 15_001, 50_000, 10**9 + 7, 10**15])
def test_the_market_is_of_m_people_and_of_no_more_consumers_than_are_needed(people: float) -> None:
    market = scenario(table(market={"consumers": 300})).market
    changes = set_by(fit(m=people), 52, scenario(table(market={"consumers": 300})))
    consumers = changes.get("consumers", market.consumers)
    per = changes.get("people_per_consumer", market.people_per_consumer)
    assert consumers == int(consumers) >= 2
    assert per == int(per) >= 1
    assert consumers <= 15_000
    if 2 <= people <= 1e11:
        assert consumers * per == pytest.approx(people, rel=0.001)


def test_what_is_beyond_limits_is_set_to_them_and_marked() -> None:
    found = starting_point(fit(q=9.0), 0.001, scenario(table(switches={})), 1)
    changes = {one.place[-1]: one for one in found}
    assert changes["talk_scale"].after == 10
    assert changes["talk_scale"].limited
    large = {one.place[-1]: one for one in starting_point(fit(m=1e15), 52, scenario(table()), 1)}
    assert large["people_per_consumer"].limited
    assert not large["organic_discovery"].limited


def test_weeks_are_summed_to_periods_and_a_week_on_the_border_is_parted() -> None:
    assert in_periods([1, 2, 3, 4, 5], 2).tolist() == [3, 7]
    assert in_periods([3, 3, 3], 1.5).tolist() == [4.5, 4.5]
    assert in_periods(np.ones(52), 52 / 12) == pytest.approx(np.full(12, 52 / 12))
    assert in_periods([1, 1], 13).tolist() == []


def test_the_error_is_a_share_of_what_was_sold() -> None:
    sold = Series("a", "b", "week", None, (10.0, 30.0, 60.0))
    assert mean_error(sold, [10, 30, 60, 99]) == 0
    assert mean_error(sold, [0, 40]) == 20 / 40
    assert mean_error(sold, []) is None
    assert mean_error(Series("a", "b", "week", None, (0.0,)), [5]) is None
