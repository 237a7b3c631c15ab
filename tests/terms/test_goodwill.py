"""Goodwill and what a gift adds to it (equation 9; levers and strategies)."""

import math

import pytest
from support import RUNNING, table, world
from week_by_hand import FOLLOWER, OFFLINE, SMALL, SOCIAL, close, model_of, place, terms_of

from simulator.agents.stages import Channel
from simulator.engine import MarketModel
from simulator.reference import ReferenceModel

CATEGORY = {"price": 500, "category_price": 1000, "people_per_consumer": 50}
YEARLY = 0.1 * 52 * 0.3 * 1000 * 1000.0  # a launch: .1 x 52 weeks x lambda x people x category price
LAUNCH = {"opportunity_rate": 0.3, "goodwill_persistence": 0.8, "weight_goodwill": 0.5}
FRAMES = {"non_money": 1.0, "mixed": 0.75, "money": 0.5}  # rises, between, falls: Mueller et al. 2014


def giving(*rows: dict[str, object], **behaviour: float) -> MarketModel:
    gifts = [{"kind": "donation", **row} for row in rows]
    return model_of(*gifts, market=CATEGORY, **{**LAUNCH, **behaviour})


def goodwill_after(model: MarketModel, weeks: int) -> list[float]:
    """Our goodwill at the end of each week, nothing else happening."""
    held = []
    for _ in range(weeks):
        model.plan()
        close(model)
        held.append(model.brands[0].goodwill)
    return held


# --- gift = (1 - scepticism) x frame x (1 - exp(-amount / (5 % of yearly revenue))) ---------------


def test_a_launch_is_measured_against_a_tenth_of_the_category() -> None:
    assert world(table(market={**SMALL, **CATEGORY}, behaviour=LAUNCH)).yearly_revenue == (
        pytest.approx(YEARLY)
    )


def test_a_running_brand_is_measured_against_what_its_customers_buy_in_a_year() -> None:
    """52 weeks x lambda x people x customers' share x chance of a customer with s = q = Q x price."""
    behaviour = {
        "opportunity_rate": 0.3, "utility_base": -1.0, "weight_belief": 2.0,
        "weight_own_satisfaction": 1.5, "quality": 0.4,
    }  # fmt: skip
    market = {**SMALL, **CATEGORY, "price": 1500, "initial": RUNNING}
    rows = table(market=market, behaviour=behaviour)
    chance = 1 / (1 + math.exp(1.0 - 3.5 * 0.4))
    by_hand = 52 * 0.3 * 1000 * (0.06 + 0.08 + 0.06) * chance * 1500
    assert by_hand > YEARLY
    assert world(rows).yearly_revenue == pytest.approx(by_hand)


def test_every_segment_buys_as_it_does() -> None:
    """bought = sum(segment_share x lambda x logistic(u_0 + beta_q Q + gamma Q))."""
    behaviour = {"opportunity_rate": 0.3, "weight_own_satisfaction": 1.5, "quality": 0.4}
    segments = [
        {"name": "Fans", "share": 0.25, "opportunity_rate": 0.8, "utility_base": 0.5, "weight_belief": 2.0},
        {"name": "Rest", "share": 0.75, "utility_base": -1.0, "weight_belief": 1.0},
    ]
    market = {**SMALL, **CATEGORY, "price": 1500, "initial": RUNNING}
    rows = table(market=market, behaviour=behaviour, segments=segments)
    fans = 0.25 * 0.8 / (1 + math.exp(-0.5 - 3.5 * 0.4))
    rest = 0.75 * 0.3 / (1 + math.exp(1.0 - 2.5 * 0.4))
    assert world(rows).yearly_revenue == pytest.approx(52 * 1000 * 0.2 * (fans + rest) * 1500)


def test_at_a_launch_the_category_is_what_all_segments_buy() -> None:
    segments = [
        {"name": "Often", "share": 0.25, "opportunity_rate": 0.8},
        {"name": "Seldom", "share": 0.75, "opportunity_rate": 0.2},
    ]
    rows = table(market={**SMALL, **CATEGORY}, segments=segments)
    by_hand = 0.1 * 52 * 1000 * (0.25 * 0.8 + 0.75 * 0.2) * 1000
    assert world(rows).yearly_revenue == pytest.approx(by_hand)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("scepticism", [0.0, 0.1, 0.7])
@pytest.mark.parametrize("share", [0.02, 0.05, 0.3])  # of yearly revenue
def test_what_a_gift_earns(frame: str, scepticism: float, share: float) -> None:
    model = giving({"amount": share * YEARLY, "frame": frame, "scepticism": scepticism})
    by_hand = (1 - scepticism) * FRAMES[frame] * (1 - math.exp(-share / 0.05))
    assert goodwill_after(model, 1) == pytest.approx([by_hand])
    assert [(x.week, x.amount) for x in model.ledger.lines] == [(0, round(share * YEARLY))]


def test_gifts_add_fade_and_pull_at_the_next_choice() -> None:
    """G <- .8 G + gifts, and beta_G G in U as of the end of the week before."""
    one = {"amount": 0.05 * YEARLY, "scepticism": 0.2, "frame": "money"}
    two = {"amount": 0.05 * YEARLY, "scepticism": 0.5, "frame": "non_money"}
    model = giving(one, two, {**one, "start_week": 2})
    first, second = 0.8 * 0.5 * (1 - math.exp(-1)), 0.5 * (1 - math.exp(-1))
    held = [first + second, 0.8 * (first + second), 0.64 * (first + second) + first]
    base = []
    for goodwill in held:
        model.plan()
        base.append(float(model.terms.group[0]["base"][OFFLINE]))
        close(model)
        assert model.brands[0].goodwill == pytest.approx(goodwill)
    assert [b - base[0] for b in base] == pytest.approx([0, 0.5 * held[0], 0.5 * held[1]])


def test_goodwill_is_at_most_one() -> None:
    gift = {"amount": 100 * YEARLY, "scepticism": 0.0, "frame": "non_money"}
    model = giving(gift, {**gift, "frame": "mixed"})
    assert goodwill_after(model, 2) == pytest.approx([1.0, 0.8])
    model = giving({**gift, "start_week": 1, "frame": "mixed"})
    model.brands[0].goodwill = 0.5
    assert goodwill_after(model, 2) == pytest.approx([0.4, 1.0])  # .32 + .75


def test_goodwill_comes_when_it_is_paid_less_what_was_doubted_until_then() -> None:
    row = {"amount": 0.05 * YEARLY, "frame": "non_money", "scepticism": 0.0, "doubt": 0.1}
    model = giving({**row, "start_week": 1, "payment_week": 3})
    earned = 0.9**2 * (1 - math.exp(-1))
    assert goodwill_after(model, 5) == pytest.approx([0, 0, 0, earned, 0.8 * earned])
    assert [line.week for line in model.ledger.lines] == [3]


def test_until_it_is_paid_sceptics_hold_it_against_us() -> None:
    row = {"amount": 0.05 * YEARLY, "frame": "non_money", "scepticism": 0.4, "doubt": 0.1}
    model = giving({**row, "start_week": 1, "payment_week": 3}, weight_goodwill=0.0)
    base = []
    for _ in range(5):
        model.plan()
        base.append(float(model.terms.group[0]["base"][OFFLINE]))
        close(model)
    held_against = 0.4 * 0.1 * (1 - math.exp(-1))
    assert [b - base[0] for b in base] == pytest.approx([0, -held_against, -held_against, 0, 0])


def test_the_announcement_is_news_and_a_post_to_followers_for_one_week() -> None:
    row = {
        "amount": 0.05 * YEARLY, "scepticism": 0.3, "news_reach": 0.02, "post_reach": 0.5,
        "follow_gain": 0.1, "start_week": 1, "payment_week": 2,
    }  # fmt: skip
    model = giving(row)
    size = 1 - math.exp(-1)
    for week in range(3):
        model.plan()
        message, group = model.terms.message[0], model.terms.group[0]
        now = size if week == 1 else 0.0
        news, post = message[Channel.NEWS], message[Channel.OWN_POST]
        assert news.rate.tolist() == pytest.approx([0.02 * now] * 4)
        assert post.rate[[OFFLINE, SOCIAL]].tolist() == [0, 0]
        assert post.rate[FOLLOWER] == pytest.approx(0.5 * now)
        assert group.follow.tolist() == pytest.approx([0.1 * now] * 4)
        if week == 1:
            assert news.valence.tolist() == [40] * 4  # 1 - 2 x .3
            assert post.valence[FOLLOWER] == 40
        close(model)


@pytest.mark.parametrize("budget", [150_000.0, 60_000.0, 100.0, 0.0])
def test_what_was_announced_is_paid_whatever_else_the_budget_must_pay(budget: float) -> None:
    """News and posts are of a gift that comes: its money is set aside while television runs."""
    gift = {"kind": "donation", "amount": 100_000.0, "start_week": 1, "payment_week": 4}
    media = {"kind": "paid_media", "medium": "tv", "spend_per_week": 40_000.0, "weeks": 6}
    rows = table(
        {"name": "Arm", "budget": budget, "strategies": [gift, media]},
        market={**SMALL, **CATEGORY}, behaviour=LAUNCH,
    )  # fmt: skip
    model = ReferenceModel(world(rows), 1)
    announced = 0.0
    for _ in range(6):
        model.plan()
        announced = max(announced, float(model.terms.message[0, Channel.NEWS].rate[OFFLINE]))
        close(model)
    paid = sum(line.amount for line in model.ledger.lines if line.kind == "donation")
    assert announced == pytest.approx(0.02 * (1 - math.exp(-paid / (0.05 * YEARLY))))
    assert paid == min(100_000.0, max(0.0, budget - 40_000.0))  # television spent in week 0
    assert model.ledger.booked == budget


def test_an_owners_gift_leaves_the_budget_to_the_rest() -> None:
    gift = {"kind": "donation", "amount": 100_000.0, "payer": "owner", "payment_week": 2}
    media = {"kind": "paid_media", "medium": "tv", "spend_per_week": 40_000.0, "weeks": 2}
    rows = table(
        {"name": "Arm", "budget": 80_000.0, "strategies": [gift, media]}, market={**SMALL, **CATEGORY}
    )
    model = ReferenceModel(world(rows), 1)
    assert goodwill_after(model, 3)[2] > 0
    assert [model.ledger.cost(week) for week in range(3)] == [40_000, 40_000, 0]
    assert [model.ledger.cost(week, "owner") for week in range(3)] == [0, 0, 100_000]
    assert (model.ledger.left, model.ledger.short_since) == (0, None)


def test_a_rivals_goodwill_gets_nothing_of_our_gift() -> None:
    gift = {"kind": "donation", "amount": YEARLY}
    rows = table(
        {"name": "Arm", "strategies": [gift]}, market=SMALL,
        rivals=[{"name": "Rival", "price": 900.0}],
    )  # fmt: skip
    model = ReferenceModel(world(rows), 1)
    assert goodwill_after(model, 1)[0] > 0
    assert model.brands[1].goodwill == 0


def test_goodwill_is_weighed_by_its_own_weight() -> None:
    """beta_G G, for everybody alike."""
    there = place(weight_goodwill=0.7)
    with_, without = terms_of(there, goodwill=0.5), terms_of(there)
    moved = with_.group[0]["base"] - without.group[0]["base"]
    assert moved.tolist() == pytest.approx([0.35] * 4)
