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


# --- kinds of market -------------------------------------------------------------------------------


def risen(name: str, metric: str = "revenue") -> np.ndarray:
    """What each plan adds, as a share of the control: (plans,)."""
    values = found(name, metric).mean(axis=1)
    return values[1:] / values[0] - 1


def sold_by(name: str, arm: int, share: float) -> float:
    """Share of all units that are sold in the first part of the weeks."""
    units = weekly(name, "units")[arm].sum(axis=0)
    return float(units[: int(len(units) * share)].sum() / units.sum())


@cache
def weekly(name: str, column: str) -> np.ndarray:
    return compare(load_scenario(name), RUNS).data[column].values


def test_a_launch_has_everything_to_gain_and_a_running_brand_little() -> None:
    assert (risen("launch") > 1.0).all()
    assert (risen("running_brand") < 0.1).all()
    assert (risen("running_brand") > 0.0).all()
    plans = [load_scenario(name).resolved()["arms"] for name in ("launch", "running_brand")]
    assert plans[0] == plans[1]
    assert found("launch", "reached_share")[0].mean() < 0.5
    assert 0.75 < found("running_brand", "reached_share")[0].mean() < 0.85
    told = found("running_brand", "discoveries_by_talk") / found("running_brand", "discoveries")
    assert told[0].mean() > 0.85


def test_advertising_a_service_sells_and_lowers_its_nps_where_answering_does_both() -> None:
    revenue, nps = found("service", "revenue"), found("service", "nps")
    assert surely(revenue[1] - revenue[2])
    assert surely(revenue[2] - revenue[0])
    assert surely(nps[0] - nps[1])
    assert surely(nps[2] - nps[0])
    later = weekly("service", "revenue")[..., -13:].sum(axis=-1)
    assert surely((later[2] - later[0]).astype(float))
    cost = found("service", "cost")[1:]
    assert (cost <= 1_000_000).all()
    assert (cost >= 990_000).all()
    service, product = (
        (found(name, "talk_positive") / found(name, "talk_negative"))[0].mean()
        for name in ("service", "running_brand")
    )
    assert service < 2 < product


def test_between_companies_trials_bring_more_and_everything_is_slow() -> None:
    revenue = found("between_companies", "revenue")
    assert surely(revenue[2] - revenue[1])
    assert (found("between_companies", "cost")[1:] == 6_000_000).all()
    slow, quick = (found(name, "weeks_to_buy")[0].mean() for name in ("between_companies", "launch"))
    assert slow > 9 > 6 > quick


def test_a_film_is_sold_early_and_gains_more_from_early_advertising() -> None:
    units = found("entertainment", "units")
    assert surely(units[1] - units[2])
    assert (found("entertainment", "cost")[1] == found("entertainment", "cost")[2]).all()
    film, product = sold_by("entertainment", 1, 1 / 3), sold_by("launch", 1, 1 / 3)
    assert 0.45 < film < 0.55
    assert 1.7 < film / product < 2.3


def test_a_poor_product_gains_little_and_is_ill_spoken_of() -> None:
    added = [
        found(name, "revenue")[1:].mean(axis=1) - found(name, "revenue")[0].mean()
        for name in ("poor_product", "launch")
    ]
    assert added[0][0] < added[1][0] / 3
    assert added[0][1] < added[1][1] / 5
    assert (found("poor_product", "nps") < -50).all()
    assert (found("poor_product", "talk_negative") > 2 * found("poor_product", "talk_positive")).all()
    plans = [load_scenario(name).resolved()["arms"] for name in ("launch", "poor_product")]
    assert plans[0] == plans[1]
