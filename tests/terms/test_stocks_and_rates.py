"""Reviews, paid media, forgetting, hearing, discounting: stocks and rates worked out by hand."""

import math

import numpy as np
import pytest
import xarray as xr
from support import table, ties, world
from week_by_hand import SMALL, close, model_of, place, terms_of

from simulator.agents.counts import N_COUNTS
from simulator.agents.stages import Channel
from simulator.graph.social_graph import STRONG
from simulator.metrics import METRICS

# --- R <- delta_R R + people, S <- delta_S S + people x s100 (equation 8) -------------------------


@pytest.mark.parametrize("people", [1, 50])
def test_reviews_and_their_valence_are_counted_in_people_and_fade(people: int) -> None:
    model = model_of(market={"people_per_consumer": people}, review_persistence=0.9)
    ours = model.brands[0]
    close(model, posts=3, post_valence=-120)
    assert (ours.reviews, ours.review_valence) == pytest.approx((3 * people, -120 * people))
    close(model, posts=1, post_valence=50)
    assert ours.reviews == pytest.approx(people * (0.9 * 3 + 1))
    assert ours.review_valence == pytest.approx(people * (0.9 * -120 + 50))
    model.plan()
    read = model.terms.brand[0]
    assert read.reviews == pytest.approx(people * 3.7)
    assert read.review_valence == pytest.approx(-58 / (100 * 3.7))  # V = S / (100 R)


def test_reviews_are_read_from_the_week_after() -> None:
    model = model_of()
    model.plan()
    assert model.terms.brand[0].reviews == 0
    close(model, posts=2, post_valence=100)
    assert model.terms.brand[0].reviews == 0
    model.plan()
    assert model.terms.brand[0].reviews == 2
    assert model.terms.brand[0].review_valence == pytest.approx(0.5)


def test_owners_are_kept_by_those_who_come_and_go() -> None:
    model = model_of()
    model.brands[0].owners = 7
    model.close_week(np.zeros((1, N_COUNTS), np.int64), np.array([-3]))
    model.plan()
    assert model.terms.brand[0].owners == 4


# --- media: rate = contacts bought / people x effect per contact ----------------------------------


@pytest.mark.parametrize("medium", ["tv", "search", "banner"])
@pytest.mark.parametrize("people", [1, 50])
def test_paid_media_reach_people_by_the_contacts_bought(medium: str, people: int) -> None:
    row = {
        "kind": "paid_media", "spend_per_week": 600.0, "cost_per_contact": 5.0, "medium": medium,
        "effect_per_contact": 0.03, "weeks": 2, "start_week": 1,
    }  # fmt: skip
    model = model_of(row, market={"people_per_consumer": people}, promise=0.7)
    channel = Channel[medium.upper()]
    by_hand = 600 / 5 / (20 * people) * 0.03
    for rate in (0.0, by_hand, by_hand, 0.0):
        model.plan()
        message = model.terms.message[0, channel]
        assert message.rate.tolist() == pytest.approx([rate] * 4)
        if rate:
            assert message.valence.tolist() == [70] * 4  # v_ad
        close(model)
    assert [(line.week, line.amount) for line in model.ledger.lines] == [(1, 600), (2, 600)]


def test_two_media_plans_in_one_medium_add() -> None:
    row = {
        "kind": "paid_media", "spend_per_week": 600.0, "cost_per_contact": 5.0,
        "effect_per_contact": 0.03,
    }  # fmt: skip
    model = model_of(row, {**row, "spend_per_week": 200.0})
    model.plan()
    assert model.terms.message[0, Channel.TV].rate[0] == pytest.approx(800 / 5 / 20 * 0.03)


def test_organic_discovery_is_there_without_any_lever() -> None:
    terms = terms_of(place(organic_discovery=0.013))
    assert terms.message[0, Channel.ORGANIC].rate.tolist() == [0.013] * 4
    assert terms.message[0, Channel.ORGANIC]["weight"].tolist() == [0] * 4


# --- P(forget) = 1 - 2^(-1/H); talk fades by 2^(-g/h_g) -------------------------------------------


@pytest.mark.parametrize(("half_life", "chance"), [(1.0, 0.5), (0.5, 0.75), (8.0, 0.0829959567953288)])
def test_half_of_awareness_is_forgotten_in_its_half_life(half_life: float, chance: float) -> None:
    assert place(awareness_half_life=half_life).setting.forgetting.tolist() == pytest.approx([chance])


def test_without_forgetting_nobody_forgets() -> None:
    rows = table(market=SMALL, switches={"forgetting": False})
    assert world(rows).setting.forgetting.tolist() == [0]


def test_the_wish_to_talk_halves_in_its_half_life() -> None:
    decay = place(talk_half_life=2.0).setting.decay[0]
    assert decay[:5].tolist() == pytest.approx([1, math.sqrt(0.5), 0.5, math.sqrt(0.125), 0.25])


# --- hearing: min(1, 16 / mean out-degree) --------------------------------------------------------


def everybody_knows_everybody(n: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(n) for j in range(i)]


HEARING = {"hearing_strong": 0.4, "hearing_weak": 0.1}


@pytest.mark.parametrize(("n", "factor"), [(9, 1.0), (17, 1.0), (33, 0.5), (65, 0.25)])
def test_dense_lists_of_friends_are_not_conversations(n: int, factor: float) -> None:
    graph = ties(n, everybody_knows_everybody(n))  # mean degree n - 1
    rows = table(market={"consumers": n}, behaviour=HEARING)
    hearing = world(rows, graph=graph).setting.hearing[0]
    assert hearing[STRONG] == pytest.approx(0.4 * factor)
    assert hearing[0] == pytest.approx(0.1 * factor)


def test_arcs_are_counted_and_not_pairs() -> None:
    """A directed clique of 33 with one arc a pair has a mean out-degree of 16: nothing is scaled."""
    graph = ties(33, everybody_knows_everybody(33), directed=True)
    hearing = world(table(market={"consumers": 33}, behaviour=HEARING), graph=graph).setting.hearing
    assert hearing[0].tolist() == [0.1, 0.4]


@pytest.mark.parametrize(
    "kind", [{"kind": "ring", "neighbours": 32, "rescale": False}, {"kind": "complete"}]
)
def test_unless_it_is_told_not_to_or_complete(kind: dict[str, object]) -> None:
    there = world(table(market={"consumers": 60}, graph=kind, behaviour=HEARING))
    assert there.setting.hearing[0].tolist() == [0.1, 0.4]


def test_made_graphs_are_scaled_too() -> None:
    there = world(
        table(market={"consumers": 60}, graph={"kind": "ring", "neighbours": 32}, behaviour=HEARING)
    )
    assert there.setting.hearing[0].tolist() == pytest.approx([0.05, 0.2])


# --- NPV = sum x_t (1 + d)^-t ---------------------------------------------------------------------


def test_net_present_value_discounts_each_week_to_the_first() -> None:
    weekly = {"revenue": [1000, 400, 0], "units": [2, 1, 0], "cost": [500, 0, 150]}
    data = xr.Dataset(
        {name: (("arm", "replicate", "week"), [[row]]) for name, row in weekly.items()},
        coords={"arm": ["Control"]},
        attrs={"discount_rate": 0.25, "unit_cost_minor": 100, "minor_per_major": 10},
    )
    npv = next(metric for metric in METRICS if metric.name == "npv").of(data)
    # x = 1000 - 200 - 500, 400 - 100, -150 minor units
    assert npv.tolist() == [[pytest.approx((300 + 300 / 1.25 - 150 / 1.5625) / 10)]]


# --- terms that nothing moved are left as they are ------------------------------------------------


@pytest.mark.parametrize("moved", [{"reference_price": 700.0}, {"goodwill": 0.4}, {}])
def test_terms_follow_whatever_moves_them_also_where_nobody_pulls_a_lever(
    moved: dict[str, float],
) -> None:
    """The weekly utility of each group: worked out anew where memory of prices or goodwill moved."""
    model = model_of(weight_goodwill=0.5, price_memory=0.5)
    model.step()
    for name, value in moved.items():
        setattr(model.brands[0], name, value)
    model.plan()
    held = model.terms.group["base"].tolist()
    fresh = terms_of(model.world, **vars(model.brands[0])).group["base"].tolist()
    assert held == fresh
    model.brands[0].goodwill += 0.1  # the twin
    assert terms_of(model.world, **vars(model.brands[0])).group["base"].tolist() != held
