"""Who people are: traits from the draws of the replicate (model page, initialisation)."""

import numpy as np
import pytest
from scipy import stats
from start_by_hand import N, draw
from support import table, ties, world

from simulator.agents.stages import FOLLOWER, ON_SOCIAL_MEDIA, SEGMENT_SHIFT, Role
from simulator.draws import Draws, Stream

BEHAVIOUR = {"opportunity_rate": 0.25, "opportunity_shape": 1.7, "taste_spread": 0.5}
MARKET = {"consumers": N, "people_per_consumer": 10, "social_media": 0.6, "followers": 480}


def settled(replicate: int = 0) -> tuple:
    there = world(
        table(
            market=MARKET, behaviour=BEHAVIOUR,
            segments=[
                {"name": "Many", "share": 0.75},
                {"name": "Few", "share": 0.25, "opportunity_rate": 0.5, "taste_spread": 1.0},
            ],
        ),
        seed=5, graph=ties(N, [(i, i + 1) for i in range(N - 1)]),
    )  # fmt: skip
    return there, there.settle(replicate)[0]


@pytest.mark.parametrize("replicate", [0, 4])
def test_one_in_a_hundred_creates_and_nine_comment(replicate: int) -> None:
    there, people = settled(replicate)
    u = draw(there, replicate, Stream.ROLE, 0)
    by_hand = [Role.CREATOR if x < 0.01 else Role.COMMENTER if x < 0.1 else Role.LURKER for x in u]
    assert people.role.tolist() == by_hand
    assert {Role.COMMENTER, Role.LURKER} <= set(by_hand)


def test_segments_belong_to_the_market() -> None:
    uids = np.arange(N, dtype=np.int32)
    by_hand = Draws(5).uniform(Stream.SEGMENT, uids) >= 0.75
    for replicate in (0, 4):
        _, people = settled(replicate)
        assert ((people.group >> SEGMENT_SHIFT) == by_hand).all()


def test_followers_are_people_on_social_media() -> None:
    """480 followers of 2,400 people are a fifth of all, a third of the 60 % on social media."""
    there, people = settled()
    social = draw(there, 0, Stream.ONLINE, 0) < 0.6
    follows = social & (draw(there, 0, Stream.FOLLOWER, 0) < 1 / 3)
    assert ((people.group & ON_SOCIAL_MEDIA) > 0).tolist() == social.tolist()
    assert ((people.group & FOLLOWER) > 0).tolist() == follows.tolist()


def test_rates_are_gamma_and_tastes_normal_quantiles_of_their_draws() -> None:
    there, people = settled()
    few = (people.group >> SEGMENT_SHIFT) == 1
    mean, spread = np.where(few, 0.5, 0.25), np.where(few, 1.0, 0.5)
    u = draw(there, 0, Stream.OPPORTUNITY_RATE, 0)
    rate = stats.gamma.ppf(u, 1.7, scale=mean / 1.7)
    assert people.opportunity_rate == pytest.approx(rate, rel=1e-5)
    taste = spread * stats.norm.ppf(draw(there, 0, Stream.TASTE, 0))
    assert people.taste == pytest.approx(taste, rel=1e-5, abs=1e-7)
