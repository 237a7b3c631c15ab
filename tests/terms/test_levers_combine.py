"""Levers at work: what adds, what multiplies, what combines as shares, and for whom."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support import table, world
from week_by_hand import FOLLOWER, OFFLINE, SMALL, SOCIAL, place, terms_of

from simulator.agents.levers import Levers
from simulator.agents.stages import Channel
from simulator.agents.terms import Terms

Read = Callable[[Terms], Any]

# name, what is pulled, where it is read, what it is by hand
PULLED: list[tuple[str, Callable[[Levers], object], Read, float]] = [
    ("open shares are 1 - prod(1 - o)", lambda lv: [lv.open_share(0.5), lv.open_share(0.4)],
     lambda t: t.brand[0].open_share, 1 - 0.8 * 0.5 * 0.6),
    ("listening is 1 - prod(1 - o)", lambda lv: [lv.listen(0.5), lv.listen(0.4)],
     lambda t: t.group[0].listening[0], 1 - 0.9 * 0.5 * 0.6),
    ("talk multiplies", lambda lv: [lv.talk(1.5), lv.talk(1.5)],
     lambda t: t.group[0].talk[0], 2.25),
    ("reviews multiply", lambda lv: [lv.review(1.5), lv.review(3.0)],
     lambda t: t.group[0].review[0], 4.5),
    ("opportunities multiply", lambda lv: [lv.opportunity(2.0), lv.opportunity(1.5)],
     lambda t: t.opportunity[0], 3.0),
    ("log-odds add at the choice", lambda lv: [lv.choice(0.5), lv.choice(-0.2)],
     lambda t: t.group[0]["base"][0], -2.0 + 0.3),
    ("rates of winning back add", lambda lv: [lv.win_back(0.1), lv.win_back(0.2)],
     lambda t: t.group[0].win_back[0], 0.3),
    ("rates of following add", lambda lv: [lv.follow(0.1), lv.follow(0.2)],
     lambda t: t.group[0].follow[0], 0.3),
    ("capacity adds", lambda lv: [lv.agents(40), lv.agents(7)],
     lambda t: t.brand[0].agents, 3 + 47),
    ("quality adds", lambda lv: [lv.quality(0.1), lv.quality(0.2)],
     lambda t: t.brand[0].quality, 0.4 + 0.3),
    ("quality is at most 1", lambda lv: lv.quality(0.9), lambda t: t.brand[0].quality, 1.0),
]  # fmt: skip
BEHAVIOUR = {"open_share": 0.2, "listening": 0.1, "utility_base": -2.0, "agents": 3, "quality": 0.4}


@pytest.mark.parametrize(("pull", "read", "by_hand"), [row[1:] for row in PULLED],
                         ids=[row[0] for row in PULLED])  # fmt: skip
def test_levers_combine(pull: Callable[[Levers], object], read: Read, by_hand: float) -> None:
    assert read(terms_of(place(**BEHAVIOUR), pull)) == pytest.approx(by_hand)


def test_with_no_lever_pulled_everything_is_as_people_behave() -> None:
    terms = terms_of(place(**BEHAVIOUR, organic_discovery=0.02))
    group, brand = terms.group[0], terms.brand[0]
    assert (group.talk == 1).all()
    assert (group.review == 1).all()
    assert (group.listening == 0.1).all()
    assert (group["base"] == -2.0).all()  # list price = category price = remembered price
    assert not group.win_back.any()
    assert not group.follow.any()
    assert (terms.opportunity == 1).all()
    assert (brand.open_share, brand.agents, brand.quality) == (0.2, 3, 0.4)
    by_channel = {int(Channel.ORGANIC): 0.02}
    rates = [[by_channel.get(c, 0.0)] * 4 for c in range(len(Channel))]
    assert terms.message[0].rate.tolist() == rates


OF_GROUPS = [
    (lambda lv: lv.talk(2.0, "followers"), lambda t: t.group[0].talk, 1.0, 2.0),
    (lambda lv: lv.review(2.0, "followers"), lambda t: t.group[0].review, 1.0, 2.0),
    (lambda lv: lv.listen(0.5, "followers"), lambda t: t.group[0].listening, 0.0, 0.5),
    (lambda lv: lv.choice(0.7, "followers"), lambda t: t.group[0]["base"], -2.0, -1.3),
    (lambda lv: lv.win_back(0.1, "followers"), lambda t: t.group[0].win_back, 0.0, 0.1),
    (lambda lv: lv.follow(0.1, "followers"), lambda t: t.group[0].follow, 0.0, 0.1),
    (lambda lv: lv.opportunity(3.0, "followers"), lambda t: t.opportunity, 1.0, 3.0),
    (lambda lv: lv.discover(Channel.TV, 0.1, "followers"),
     lambda t: t.message[0, Channel.TV].rate, 0.0, 0.1),
]  # fmt: skip


@pytest.mark.parametrize(("pull", "read", "others", "theirs"), OF_GROUPS)
def test_a_lever_reaches_its_audience_and_nobody_else(
    pull: Callable[[Levers], object], read: Read, others: float, theirs: float
) -> None:
    column = read(terms_of(place(utility_base=-2.0), pull))
    assert column[[OFFLINE, SOCIAL]].tolist() == pytest.approx([others, others])
    assert column[FOLLOWER] == pytest.approx(theirs)


def test_levers_are_ours_and_not_a_rivals() -> None:
    rival = {"name": "Rival", "price": 900.0}
    there = world(table(market=SMALL, rivals=[rival]))

    def pull(levers: Levers) -> None:
        levers.discover(Channel.TV, 0.1)
        levers.choice(1.0)
        levers.price_cut(0.5)
        levers.talk(2.0)
        levers.quality(0.2)
        levers.open_share(0.5)
        levers.ability(1.0)
        levers.agents(9)

    without, with_ = terms_of(there), terms_of(there, pull)
    for name in ("group", "brand", "message"):
        mine = getattr(without, name)[0], getattr(with_, name)[0]
        theirs = getattr(without, name)[1], getattr(with_, name)[1]
        assert np.asarray(mine[0]).tobytes() != np.asarray(mine[1]).tobytes()
        assert np.asarray(theirs[0]).tobytes() == np.asarray(theirs[1]).tobytes()


# --- what a channel brings: rates add, its valence is their weighted mean -------------------------


def test_rates_through_one_channel_add_and_its_valence_is_their_weighted_mean() -> None:
    def pull(levers: Levers) -> None:
        levers.discover(Channel.NEWS, 0.03, valence=0.8)
        levers.discover(Channel.NEWS, 0.01, valence=-0.4)
        levers.discover(Channel.NEWS, 0.04, "followers", valence=-1.0)

    news = terms_of(place(), pull).message[0, Channel.NEWS]
    assert news.rate[[SOCIAL, FOLLOWER]].tolist() == pytest.approx([0.04, 0.08])
    # (.03 x .8 - .01 x .4) / .04 = .5; and (.02 - .04) / .08 = -.25
    assert news.valence[[SOCIAL, FOLLOWER]].tolist() == [50, -25]


def test_what_a_strategy_does_not_say_is_the_promise() -> None:
    terms = terms_of(place(promise=0.35), lambda lv: lv.discover(Channel.TV, 0.1))
    assert terms.message[0, Channel.TV].valence.tolist() == [35] * 4


def test_a_lever_on_onlooking_joins_those_who_look_on_anyway() -> None:
    pull = lambda lv: lv.discover(Channel.ONLOOKING_SOLVED, 0.3, valence=0.0)  # noqa: E731
    terms = terms_of(place(onlooking=1.0), pull, social=10, solved_public=1)
    solved = terms.message[0, Channel.ONLOOKING_SOLVED]
    assert solved.rate[[OFFLINE, SOCIAL]].tolist() == pytest.approx([0.3, 0.1 + 0.3])
    assert solved.valence[[OFFLINE, SOCIAL]].tolist() == [0, 20]  # .1 x .8 / .4


WEIGHTS = {
    "weight_tv": 1.0, "weight_search": 2.0, "weight_banner": 3.0, "weight_editorial": 4.0,
    "weight_own_post": 5.0, "weight_expert": 6.0, "weight_friend": 7.0, "weight_review": 8.0,
    "weight_own_experience": 9.0,
}  # fmt: skip
BY_CHANNEL = {
    Channel.BASELINE: 0.0, Channel.SEED: 0.0, Channel.ORGANIC: 0.0, Channel.TV: 1.0,
    Channel.SEARCH: 2.0, Channel.BANNER: 3.0, Channel.NEWS: 4.0, Channel.OWN_POST: 5.0,
    Channel.ONLOOKING_SOLVED: 6.0, Channel.ONLOOKING_UNSOLVED: 6.0,
}  # fmt: skip


def test_each_channel_has_the_evidence_weight_of_its_own_kind_of_source() -> None:
    """Evidence weights of the model page's "Belief"; organic discovery carries no evidence (equation 2)."""
    weights = terms_of(place(**WEIGHTS)).message[0]["weight"]
    assert weights.tolist() == [[BY_CHANNEL[channel]] * 4 for channel in Channel]
