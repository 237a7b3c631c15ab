"""Which parameters are uncertain, in which range, and what a scenario looks like with other values."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY, arm, lively, scenario

from simulator import load_scenario
from simulator.errors import Mistake
from simulator.parameters import declarations
from simulator.scenarios.behaviour import Behaviour
from simulator.scenarios.variation import Uncertain, uncertain, varied

MEDIA = {"kind": "paid_media", "spend_per_week": 2000, "weeks": 4}
ENDS = st.tuples(*[st.floats(-100, 100)] * 3).map(sorted)


def names(found: list[Uncertain]) -> list[str]:
    return [one.name for one in found]


# --- which ----------------------------------------------------------------------------------------


def test_all_that_has_a_sourced_range_and_is_left_at_its_default_is_uncertain() -> None:
    read = scenario({"behaviour": {"failure": 0.1}, **SHORT})
    sourced = {f"behaviour.{one.name}" for one in declarations(Behaviour) if one.sourced}
    found = {one for one in names(uncertain(read)) if one.startswith("behaviour.")}
    assert found == sourced - {"behaviour.failure"}
    for one in uncertain(read):
        assert one.low <= one.value <= one.high


SHORT: dict[str, Any] = {
    "name": "short",
    "market": {"consumers": 60, "weeks": 4, "price": 1000, "category_price": 1000},
    "arms": [arm("Control"), arm("Ads", MEDIA), arm("More", {**MEDIA, "spend_per_week": 4000})],
}


def test_a_parameter_of_a_kind_is_the_same_for_all_strategies_of_it() -> None:
    (media,) = (one for one in uncertain(scenario(SHORT)) if one.name.startswith("paid_media."))
    assert media.name == "paid_media.effect_per_contact"
    assert [place[1] for place in media.places] == [1, 2]
    changed = varied(scenario(SHORT), [media], [0.05])
    assert changed is not None
    effects = [one.strategies[0].effect_per_contact for one in changed.arms[1:]]
    assert effects == [0.05, 0.05]


def test_what_one_arm_sets_is_left_to_it() -> None:
    sure = {**MEDIA, "effect_per_contact": 0.03}
    rows = {**SHORT, "arms": [arm("Control"), arm("Ads", MEDIA), arm("X", sure)]}
    (media,) = (one for one in uncertain(scenario(rows)) if one.name.startswith("paid_media."))
    assert [place[1] for place in media.places] == [1]


def test_what_nobody_uses_is_not_drawn() -> None:
    rows = {**SHORT, "arms": [arm("Control"), arm("Ads", {**MEDIA, "spend_per_week": 0})]}
    assert not [one for one in names(uncertain(scenario(rows))) if one.startswith("paid_media")]


def test_a_plan_is_no_assumption() -> None:
    rows = {**SHORT, "arms": [arm("Control"), arm("Cut", {"kind": "price_cut", "weeks": 2})]}
    assert not [one for one in names(uncertain(scenario(rows))) if one.startswith("price_cut")]


# --- which, if they are named ---------------------------------------------------------------------


def test_parameters_can_be_named_with_a_range_or_with_their_own() -> None:
    read = scenario(SHORT)
    named = uncertain(
        read, ["market.price=500..2000", "behaviour.quality", "paid_media.effect_per_contact=0.01..0.5",
               "arms.Ads.strategies.paid_media.weeks=1..4", "behaviour.failure"],
    )  # fmt: skip
    assert [(one.low, one.high) for one in named] == [(500, 2000), (-1, 1), (0.01, 0.5), (1, 4), (0, 0.3)]
    assert len(named[2].places) == 2


def test_all_are_those_that_are_drawn_if_none_is_named() -> None:
    read = scenario(SHORT)
    assert uncertain(read, ["all"]) == uncertain(read)
    more = uncertain(read, ["behaviour.failure=0.01..0.1", "all", "market.price=500..2000"])
    assert {*names(more)} == {*names(uncertain(read)), "market.price"}
    (failure,) = (one for one in more if one.name == "behaviour.failure")
    assert failure.high == 0.1


@pytest.mark.parametrize(
    ("named", "key"),
    [("market.price", "no_range"), ("behaviour.qualty", "no_place"), ("nowhere", "no_place"),
     ("", "no_place"), ("behaviour", "no_number"), ("name", "no_number"), ("arms.Ads", "no_number"),
     ("arms.Adds", "no_place"),
     ("market.price=3", "form"), ("market.price=4..2", "form"), ("market.price=1,5..2", "form"),
     ("market.price=1..2..3", "form"), ("market.price=..3", "form"), ("behaviour.failure=0..2", "beyond"),
     ("market.price=2000..3000", "aside"), ("arms.Ads.budget=1..2", "no_number"),
     ("graph.rescale", "no_number"), ("market.price.more", "no_place")],
)  # fmt: skip
def test_what_cannot_be_named(named: str, key: str) -> None:
    with pytest.raises(Mistake) as raised:
        uncertain(scenario(SHORT), [named])
    assert raised.value.key == f"assumptions.{key}"
    assert all(raised.value.sentences(language) for language in ("en", "ja"))


def test_the_same_place_is_named_once() -> None:
    with pytest.raises(Mistake) as raised:
        uncertain(scenario(SHORT), ["behaviour.quality", "behaviour.quality=0..1"])
    assert raised.value.key == "assumptions.twice"


# --- values ---------------------------------------------------------------------------------------


@PROPERTY
@given(ends=ENDS, quantiles=st.lists(st.floats(0, 1, exclude_max=True), min_size=2, max_size=9))
def test_half_of_the_worlds_lie_below_our_value(ends: list[float], quantiles: list[float]) -> None:
    low, value, high = ends
    one = Uncertain("x", value, low, high, "-", 0.0, ())
    drawn = [one.at(q) for q in sorted(quantiles)]
    assert all(low <= x <= high for x in drawn)
    assert drawn == sorted(drawn)
    assert one.at(0.0) == pytest.approx(low)
    assert one.at(0.5) == pytest.approx(value)
    assert one.at(0.25) == pytest.approx((low + value) / 2)
    assert one.at(0.75) == pytest.approx((value + high) / 2)


def test_whole_numbers_stay_whole_and_even_ones_even_and_prices_end_at_the_coin() -> None:
    read = scenario(SHORT)
    ties, wait, price = uncertain(
        read, ["graph.strong_ties", "behaviour.max_wait", "market.price=999..1001"]
    )
    quantiles = np.linspace(0, 0.999, 50)
    assert {ties.at(q) % 2 for q in quantiles} == {0.0}
    assert {wait.at(q) % 1 for q in quantiles} == {0.0}
    assert {price.at(q) for q in quantiles} == {999.0, 1000.0, 1001.0}
    changed = varied(read, [ties, wait, price], [8.0, 3.0, 1001.0])
    assert changed is not None
    assert changed.resolved() == scenario(
        {**SHORT, "graph": {"strong_ties": 8}, "behaviour": {"max_wait": 3},
         "market": {**SHORT["market"], "price": 1001}}
    ).resolved()  # fmt: skip


def test_a_network_that_was_read_stays() -> None:
    read = load_scenario("own_network")
    (one,) = uncertain(read, ["behaviour.failure"])
    changed = varied(read, [one], [0.2])
    assert changed is not None
    assert changed._social_graph is read._social_graph
    assert changed.digest != read.digest


def test_values_that_contradict_each_other_make_no_world() -> None:
    prior, cap = uncertain(scenario(SHORT), ["behaviour.evidence_prior", "behaviour.evidence_cap"])
    assert varied(scenario(SHORT), [prior, cap], [15.0, 12.0]) is None
    assert varied(scenario(SHORT), [prior, cap], [12.0, 15.0]) is not None


def test_segments_and_rivals_can_be_named_where_they_say_something() -> None:
    rows = lively(
        market={"consumers": 60, "weeks": 4},
        segments=[{"name": "Young", "share": 0.5, "talk_aware": 0.1}, {"name": "Old", "share": 0.5}],
    )
    (one,) = uncertain(scenario(rows), ["segments.Young.talk_aware"])
    assert one.name == "segments.Young.talk_aware"
    changed = varied(scenario(rows), [one], [0.05])
    assert changed is not None
    assert changed.segments[0].talk_aware == 0.05  # type: ignore[attr-defined]
    with pytest.raises(Mistake, match="no number"):
        uncertain(scenario(rows), ["segments.Old.talk_aware"])
