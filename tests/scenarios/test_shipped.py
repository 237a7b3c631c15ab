"""What the shipped scenarios say of themselves is what comes out of them (small, few runs)."""

from functools import cache

import numpy as np
import pytest

from simulator import compare, load_scenario
from simulator.metrics import measure
from simulator.scenarios.checks import open_without_agents, outside_sourced_range
from simulator.scenarios.files import shipped


@cache
def found(name: str, metric: str) -> np.ndarray:
    """A metric of a shipped scenario among 2,000 consumers: (arms, 4 runs)."""
    return measure(compare(load_scenario(name, consumers=2000), 4).data)[metric]


@pytest.mark.parametrize("name", shipped())
def test_it_says_what_it_asks_where_from_and_what_to_look_at(name: str) -> None:
    one = load_scenario(name)
    assert one.question.endswith("?")
    assert one.source
    assert one.look_at.endswith(".")
    assert one.name == name
    assert len(one.arms) > 1
    assert open_without_agents(one) == []


@pytest.mark.parametrize("name", shipped())
def test_its_values_are_what_sources_support(name: str) -> None:
    assert outside_sourced_range(load_scenario(name)) == []


def test_a_loud_launch_of_a_poor_product_earns_more_and_leaves_it_as_poor() -> None:
    quiet, loud, _ = found("negative_launch", "profit")
    assert (loud > quiet).all()
    assert (found("negative_launch", "nps")[:2] < -50).all()


def test_the_same_money_later_on_a_mended_product_brings_more() -> None:
    late, poor = found("product_first", "profit")[1], found("negative_launch", "profit")[1]
    assert (found("product_first", "cost")[1] == found("negative_launch", "cost")[1]).all()
    assert (late > poor).all()


def test_open_support_pays_for_its_place() -> None:
    cost = found("open_vs_closed_support", "cost")
    assert (cost[1] > cost[0]).all()
    profit = found("open_vs_closed_support", "profit")
    assert (profit[1] > profit[0]).all()


def test_where_occasions_are_rare_most_who_know_the_brand_do_not_buy() -> None:
    assert (found("cdnow_market", "customers") < found("cdnow_market", "reach") / 2).all()
