"""Prices: what is paid, what is remembered, and what both are worth (equations 4 and 5)."""

import math

import pytest
from week_by_hand import FOLLOWER, OFFLINE, SOCIAL, close, model_of, place, terms_of

from simulator.agents.levers import Levers
from simulator.agents.terms import untargeted_price


def levers_with(*cuts: tuple[float, str]) -> Levers:
    levers = Levers(place().groups, 0.6, 20)
    for depth, audience in cuts:
        levers.price_cut(depth, audience)
    return levers


# --- p prod (1 - d), rounded once -----------------------------------------------------------------

CUTS = [
    (1000, [], 1000),
    (1000, [0.2], 800),
    (1000, [0.2, 0.25], 600),  # added, it would be 550
    (1000, [0.5, 0.5, 0.5], 125),  # added, less than nothing
    (5, [0.1, 0.1], 4),  # 4.05; rounded after each cut it would be 5, of 4.5
    (3, [0.5], 2),  # half up
    (1000, [1.0], 0),
]


@pytest.mark.parametrize(("price", "depths", "paid"), CUTS)
def test_cuts_for_everyone_multiply_and_are_rounded_once(
    price: int, depths: list[float], paid: int
) -> None:
    cuts = [(depth, "everyone") for depth in depths]
    assert untargeted_price(price, levers_with(*cuts)) == paid
    market = {"price": price, "category_price": 1000}
    terms = terms_of(place(market), lambda lv: [lv.price_cut(*cut) for cut in cuts])
    assert terms.group[0].price.tolist() == [paid] * 4


def test_a_cut_for_an_audience_is_paid_by_it_alone_and_not_remembered() -> None:
    cuts = [(0.2, "everyone"), (0.5, "followers")]
    terms = terms_of(place(), lambda lv: [lv.price_cut(*cut) for cut in cuts])
    paid = terms.group[0].price
    assert [paid[OFFLINE], paid[SOCIAL], paid[FOLLOWER]] == [800, 800, 400]
    assert untargeted_price(1000, levers_with(*cuts)) == 800
    assert untargeted_price(1000, None) == 1000


# --- U: u0 - beta_p [(1 - omega) ln(p / p0) + omega ln(p / pbar)] ---------------------------------


def worth(paid: float, remembered: float, category: float = 1250.0) -> float:
    """The price term of U with beta_p = 4 and omega = .25, by hand."""
    return -4.0 * (0.75 * math.log(paid / category) + 0.25 * math.log(paid / remembered))


PRICED = {"utility_base": -1.5, "price_sensitivity": 4.0, "price_memory": 0.25}


@pytest.mark.parametrize("remembered", [1000.0, 700.0])
def test_a_group_weighs_its_own_price_against_category_and_memory(remembered: float) -> None:
    there = place({"price": 1000, "category_price": 1250}, **PRICED)
    terms = terms_of(
        there, lambda lv: lv.price_cut(0.4, "followers"), reference_price=remembered
    )
    base = terms.group[0]["base"]
    assert base[SOCIAL] == pytest.approx(-1.5 + worth(1000, remembered))
    assert base[FOLLOWER] == pytest.approx(-1.5 + worth(600, remembered))


def test_below_one_minor_unit_a_price_counts_as_one() -> None:
    there = place({"price": 1000, "category_price": 1250}, **PRICED)
    terms = terms_of(there, lambda lv: lv.price_cut(1.0))
    assert terms.group[0]["base"][0] == pytest.approx(-1.5 + worth(1, 1000))


# --- pbar <- .95 pbar + .05 x the untargeted price ------------------------------------------------


def test_what_is_remembered_follows_what_everybody_could_pay() -> None:
    model = model_of({"kind": "price_cut", "depth": 0.4, "weeks": 2}, market={"price": 1000})
    model.plan()
    close(model)
    assert model.brands[0].reference_price == pytest.approx(0.95 * 1000 + 0.05 * 600)  # 980
    model.plan()
    close(model)
    assert model.brands[0].reference_price == pytest.approx(0.95 * 980 + 0.05 * 600)  # 961
    model.plan()  # the cut is over
    close(model)
    assert model.brands[0].reference_price == pytest.approx(0.95 * 961 + 0.05 * 1000)  # 962.95


def test_a_week_is_weighed_against_what_was_remembered_before_it() -> None:
    model = model_of(
        {"kind": "price_cut", "depth": 0.4, "weeks": 3},
        market={"price": 1000, "category_price": 1250}, **PRICED,
    )  # fmt: skip
    model.plan()
    assert model.terms.group[0]["base"][0] == pytest.approx(-1.5 + worth(600, 1000))
    close(model)
    model.plan()
    assert model.terms.group[0]["base"][0] == pytest.approx(-1.5 + worth(600, 980))


def test_a_cut_for_followers_leaves_the_remembered_price_alone() -> None:
    model = model_of({"kind": "price_cut", "depth": 0.4, "audience": "followers"})
    model.plan()
    close(model)
    assert model.brands[0].reference_price == 1000
