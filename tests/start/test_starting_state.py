"""Where everybody stands before the first week (model page, initialisation)."""

from collections import Counter
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from start_by_hand import PURCHASES, N, Person, by_uid, people_by_hand, place
from support import table, world

from simulator.agents.consumers import Consumers, empty_consumers
from simulator.agents.stages import (
    AWARE,
    LAPSED,
    NEVER,
    NOBODY,
    PEOPLE,
    REACHED,
    SEGMENT_SHIFT,
    USED,
    Channel,
)
from simulator.reference import ReferenceModel
from simulator.runs import k_factor

THERE = place(followers=60)


def settled(replicate: int, b: int) -> tuple[Consumers, np.ndarray, list[Person]]:
    """The columns, the owners of each brand, and the same people by hand."""
    people, owners = THERE.settle(replicate)
    wary = (people.group[np.argsort(people.uid)] >> SEGMENT_SHIFT) == 1
    assert 0 < wary.sum() < N
    return people, owners, people_by_hand(THERE, replicate, b, wary)


each = pytest.mark.parametrize(("replicate", "b"), [(0, 0), (0, 1), (3, 0)])


@each
def test_the_draw_picks_the_class_by_cumulative_shares(replicate: int, b: int) -> None:
    people, _, hand = settled(replicate, b)
    assert len(Counter(person.rung for person in hand)) == 6  # nobody's case is left untried
    flags = [
        (0 if one.rung == "potential" else AWARE | REACHED)
        | (USED if PURCHASES[one.rung] else 0)
        | (LAPSED if one.rung == "lapsed" else 0)
        for one in hand
    ]
    assert by_uid(people, "flags", b).tolist() == flags
    bought = [PURCHASES[one.rung] for one in hand]
    assert by_uid(people, "purchases", b).tolist() == bought
    assert by_uid(people, "experiences", b).tolist() == bought


@each
def test_minds_are_made_by_experiences_without_trouble(replicate: int, b: int) -> None:
    """Ordinals 0 to b - 1 from q0, n0, each with its own draws; no failure, no lapse, no case."""
    people, _, hand = settled(replicate, b)
    assert by_uid(people, "satisfaction", b).tolist() == [one.satisfaction for one in hand]
    belief = np.array([one.belief for one in hand])
    assert np.abs(by_uid(people, "belief", b) - belief).max() < 1e-6  # kept in float32
    assert by_uid(people, "evidence", b).tolist() == [one.evidence for one in hand]
    assert (by_uid(people, "case_week", b) == NEVER).all()
    assert not by_uid(people, "revenue", b).any()


@each
def test_the_loyal_are_promoters_and_some_only_because_they_are_loyal(
    replicate: int, b: int
) -> None:
    people, _, hand = settled(replicate, b)
    loyal = [one.rung == "loyal" for one in hand]
    held = by_uid(people, "satisfaction", b)[loyal]
    assert held.min() == 63
    assert held.max() > 63


@each
def test_the_last_experience_lies_in_the_twelve_weeks_before(replicate: int, b: int) -> None:
    people, _, hand = settled(replicate, b)
    weeks = [NEVER if one.last_experience is None else one.last_experience for one in hand]
    assert by_uid(people, "last_experience", b).tolist() == weeks
    assert set(weeks) == {NEVER, *range(-12, 0)}


@each
def test_what_they_know_and_bought_is_from_before_the_start(replicate: int, b: int) -> None:
    people, _, hand = settled(replicate, b)
    aware = np.array([one.rung != "potential" for one in hand])
    bought = np.array([PURCHASES[one.rung] > 0 for one in hand])
    cause, found = by_uid(people, "cause", b), by_uid(people, "discovered", b)
    assert cause.tolist() == np.where(aware, Channel.BASELINE, NOBODY).tolist()
    assert found.tolist() == np.where(aware, -1, NEVER).tolist()
    first = by_uid(people, "first_purchase", b)
    assert first.tolist() == np.where(bought, -1, NEVER).tolist()


@each
def test_owners_are_customers_who_have_not_lapsed(replicate: int, b: int) -> None:
    """x counts in-neighbours: who talks to uid i is i - 1 and i - 7."""
    people, owners, hand = settled(replicate, b)
    own = np.array([one.rung in ("new", "repeat", "loyal") for one in hand])
    assert owners[b] == own.sum()
    assert by_uid(people, "owners", b).tolist() == (
        np.roll(own.astype(int), 1) + np.roll(own.astype(int), 7)
    ).tolist()


def test_nobody_has_reviewed_given_or_learned_yet_and_list_prices_are_remembered() -> None:
    model = ReferenceModel(THERE, 0)
    _, owners, _ = settled(0, 0)
    for brand, price, own in zip(model.brands, (1200, 900), owners, strict=True):
        assert (brand.price, brand.reference_price, brand.owners) == (price, price, own)
        stocks = (brand.reviews, brand.review_valence, brand.goodwill, brand.knowledge)
        assert stocks == (0, 0, 0, 0)
        assert (brand.agent_carry, brand.solved_public, brand.unsolved_public) == (0, 0, 0)


def test_at_a_launch_nobody_knows_us() -> None:
    there = world(table(market={"consumers": 60}, behaviour={"belief_prior": 0.3}))
    people, owners = there.settle(0)
    assert not people.flags.any()
    assert owners.tolist() == [0]
    assert set(people.belief[0].tolist()) == {float(np.float32(0.3))}
    assert (people.satisfaction == 0).all()


# --- a first purchase before the start is never a parent in K (observation) -----------------------


def test_starting_customers_have_no_part_in_the_k_factor() -> None:
    """40 weeks, so that parents are who bought in weeks 0 to 13: the second and the last."""
    # uid: first purchase, week of discovery, teller
    stories: list[tuple[int, int, int | None]] = [
        (-1, -1, None),  # a starting customer
        (4, 3, 0),  # told by him: a child of nobody that counts
        (20, 10, 1),  # told by the second: counts
        (35, 5, 0),
        (38, 30, 1),  # 26 weeks after his first purchase: counts
        (38, 31, 1),  # 27 weeks: does not
        (NEVER, 12, 1),  # never bought
        (39, 4, 1),  # told in the very week of the teller's first purchase: does not
        (13, 2, None),
    ]
    people = empty_consumers(len(stories), 1)
    people.uid[:] = np.arange(len(stories))
    for uid, (bought, found, teller) in enumerate(stories):
        people.first_purchase[0, uid], people.discovered[0, uid] = bought, found
        people.cause[0, uid] = Channel.BASELINE if teller is None else PEOPLE + teller
    model: Any = SimpleNamespace(people=people, world=SimpleNamespace(weeks=40))
    assert k_factor(model) == 2 / 2
    model.world.weeks = 30  # only those who bought by week 3 would be parents
    assert np.isnan(k_factor(model))
