"""What the shipped scenarios say of themselves is what comes out of them (as shipped, fewer runs)."""

from functools import cache

import numpy as np
import pytest

from simulator import compare, load_scenario
from simulator.intervals import difference
from simulator.metrics import measure
from simulator.scenarios.checks import doubts, outside_sourced_range
from simulator.scenarios.files import shipped

RUNS = 8


@cache
def found(name: str, metric: str) -> np.ndarray:
    """A metric of a shipped scenario as it is shipped: (arms, `RUNS` runs)."""
    return recorded(name)[metric]


@cache
def recorded(name: str) -> dict[str, np.ndarray]:
    """All metrics of a shipped scenario."""
    return measure(compare(load_scenario(name), RUNS).data)


def surely(change: np.ndarray) -> bool:
    """True if a paired difference is above 0, with an interval that leaves it out."""
    return difference(change, np.zeros_like(change), True).low > 0


@pytest.mark.parametrize("name", shipped())
def test_it_says_what_it_asks_where_from_and_what_to_look_at(name: str) -> None:
    one = load_scenario(name)
    assert one.question.endswith("?")
    assert one.source
    assert one.look_at.endswith(".")
    assert one.name == name
    assert len(one.arms) > 1
    assert doubts(one) == []


@pytest.mark.parametrize("name", shipped())
def test_its_values_are_what_sources_support(name: str) -> None:
    assert list(outside_sourced_range(load_scenario(name))) == []


def test_a_loud_launch_of_a_poor_product_earns_more_and_leaves_a_worse_nps() -> None:
    quiet, loud, supported = found("negative_launch", "profit")
    assert (loud > quiet).all()
    assert (supported < quiet).all()
    quiet, loud, supported = found("negative_launch", "nps")
    assert surely(quiet - loud)
    assert surely(quiet - supported)
    assert abs((supported - loud).mean()) < (quiet - loud).mean() / 2
    assert not surely(loud - quiet)  # the wrong twin


def test_the_loud_launch_sells_to_those_who_would_not_have_heard_of_it() -> None:
    quiet, loud, _ = found("negative_launch", "reach")
    assert (loud > 2 * quiet).all()


def test_the_same_money_later_on_a_mended_product_brings_more() -> None:
    late, poor = found("product_first", "profit")[1], found("negative_launch", "profit")[1]
    assert (found("product_first", "cost")[1] == found("negative_launch", "cost")[1]).all()
    assert (late > poor).all()
    promised = [
        load_scenario(name).behaviour.promise for name in ("negative_launch", "product_first")
    ]
    assert promised[0] > promised[1]


def test_open_support_pays_for_its_place() -> None:
    cost = found("open_vs_closed_support", "cost")
    assert (cost[1] > cost[0]).all()
    profit = found("open_vs_closed_support", "profit")
    assert (profit[1] > profit[0]).all()
    arms = load_scenario("open_vs_closed_support").resolved()["arms"]
    agents = {one["agents"] for arm in arms for one in arm["strategies"]}
    assert len(agents) == 1  # the same people answer


def test_a_price_cut_sells_more_at_less_each() -> None:
    for metric in ("units", "revenue"):
        assert surely(np.subtract(*found("cdnow_market", metric)[::-1]))
    each = found("cdnow_market", "contribution") / found("cdnow_market", "units")
    assert (each[1] < each[0]).all()


def test_where_occasions_are_rare_more_than_half_have_none_in_the_year() -> None:
    """The chance of none at a rate that is gamma distributed, in closed form."""
    one = load_scenario("cdnow_market")
    rate, shape = one.behaviour.opportunity_rate, one.behaviour.opportunity_shape
    assert (1 + one.market.weeks * rate / shape) ** -shape > 0.5
    assert (found("cdnow_market", "customers") < found("cdnow_market", "reach") / 2).all()


def test_an_owners_gift_is_no_cost_of_the_company() -> None:
    cost = found("donation_100m_yen", "cost")[:, 0]
    assert cost.tolist() == [0, 1e8, 1e8, 0, 1e8]


def test_three_plans_of_first_look_cost_the_same() -> None:
    """To a hundredth: none can spend its budget to the last yen."""
    cost = found("first_look", "cost")[1:]
    assert {arm.budget for arm in load_scenario("first_look").arms[1:]} == {500_000}
    assert (cost >= 495_000).all()
    assert (cost <= 500_000).all()


def test_the_order_of_seeding_rules_is_not_the_same_by_profit() -> None:
    reach, profit = (found("seeding_one_percent", name).mean(1) for name in ("reach", "profit"))
    assert np.argsort(reach).tolist() != np.argsort(profit).tolist()


def test_a_plan_and_itself_never_differ() -> None:
    assert all(np.array_equal(x[0], x[1], equal_nan=True) for x in recorded("a_against_a").values())
