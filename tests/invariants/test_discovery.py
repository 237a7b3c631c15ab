"""How people come to know: from nobody, from themselves, from each other."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support import (
    PROPERTY,
    RUNNING,
    Row,
    arm,
    by_uid,
    differences,
    lively,
    run,
    stepped,
    table,
    ties,
    total,
    weekly,
    world,
)

from simulator.agents.rules import earlier
from simulator.agents.stages import NEVER, PEOPLE, Channel
from simulator.draws import Draws, Stream, replicate_seed
from simulator.kernels.discover import CAUSE_NUMBERS
from simulator.model import WordOfMouthModel

ALARM = 1e-6


# --- alone ----------------------------------------------------------------------------------------


def alone(n: int, rate: float, weeks: int = 20, seed: int = 1) -> WordOfMouthModel:
    """People without ties, who only find the brand by themselves and do not forget it."""
    rows = table(
        market={"weeks": weeks}, behaviour={"organic_discovery": rate},
        switches={"forgetting": False},
    )  # fmt: skip
    return run(rows, seed=seed, graph=ties(n, []))


@pytest.mark.parametrize("rate", [0.003, 0.2, 3.0])
def test_without_ties_each_discovers_when_his_own_draw_says_so(rate: float) -> None:
    """Exactly: in the first week whose draw is below 1 - exp(-rate)."""
    n, weeks, seed = 300, 20, 4
    people = by_uid(alone(n, rate, weeks, seed).people)
    draws = Draws(replicate_seed(seed, 0))
    chance = -math.expm1(-rate)
    uids = np.arange(n, dtype=np.int32)
    expected = np.full(n, NEVER)
    for week in reversed(range(weeks)):
        u = draws.uniform(Stream.CHANNEL, uids, week, 0 * CAUSE_NUMBERS + Channel.ORGANIC)
        expected[u < chance] = week
    assert people["discovered"][0].tolist() == expected.tolist()
    assert set(people["cause"][0][expected != NEVER].tolist()) <= {int(Channel.ORGANIC)}


def exponential(found: np.ndarray, n: int, rate: float) -> bool:
    """Chi-square of discoveries a week against n exp(-rate t), two-sided."""
    weeks = np.arange(len(found) + 1)
    share = -np.diff(np.exp(-rate * weeks))
    observed = np.append(found, n - found.sum())
    expected = n * np.append(share, 1 - share.sum())
    p = stats.chisquare(observed, expected).pvalue
    return bool(ALARM / 2 < p < 1 - ALARM / 2)


def test_without_ties_discovery_is_exponential() -> None:
    n, rate = 20_000, 0.05
    found = np.array(weekly(alone(n, rate))["discovered_organic"])
    assert exponential(found, n, rate)
    assert not exponential(found, n, 0.9 * rate)
    assert not exponential(found, n, 1.1 * rate)


def test_without_discovery_and_seeds_nobody_ever_knows() -> None:
    quiet = {"organic_discovery": 0.0, "talk_aware": 5.0, "hearing_strong": 5.0, "onlooking": 50.0}
    place = world(lively(market={"initial": "launch"}, behaviour=quiet))
    model = stepped(place)
    start = by_uid(place.settle(0)[0])
    for name, column in by_uid(model.people).items():
        assert column.tobytes() == start[name].tobytes()
    for name, counts in weekly(model).items():
        expected = 100 if name == "n_potential" else 20 if name == "n_followers" else 0
        # followers are drawn: as many as the start had
        if name == "n_followers":
            expected = int((start["group"] & 1).sum())
        assert set(counts) == {expected}, name


def test_one_who_starts_it_is_enough() -> None:
    """The twin of the test above: with a single customer at the start the word spreads."""
    rows = lively(market={"initial": {"potential": 0.9, "loyal": 0.1}},
                  behaviour={"organic_discovery": 0.0})
    assert total(run(rows), "discovered_word_of_mouth") > 0


# --- more of what spreads it never reaches fewer --------------------------------------------------

BY_FLOOR: Row = {
    "quality": 0.0, "quality_noise": 0.0, "failure": 0.0, "belief_prior": 0.0, "talk_scale": 2.0,
    "weight_own_satisfaction": 0.0, "opportunity_rate": 0.6, "utility_base": -0.5,
}  # fmt: skip
"""Nobody is pleased or annoyed, so customers talk by the floor alone; valence moves nothing."""

MONOTONE: Row = {
    "belief": False, "reviews": False, "support": False, "churn": False, "trouble": False,
}

LOWER: Row = {
    "organic_discovery": st.floats(0, 0.3), "hearing_strong": st.floats(0, 1),
    "hearing_weak": st.floats(0, 1), "utility_base": st.floats(-4, 2),
}  # fmt: skip


def knows_and_buys(model: WordOfMouthModel) -> tuple[np.ndarray, np.ndarray]:
    """Who was ever aware, and the week of the first purchase (infinite: none)."""
    people = by_uid(model.people)
    first = people["first_purchase"][0].astype(float)
    return people["flags"][0] & 2 > 0, np.where(first == NEVER, np.inf, first)


@PROPERTY
@given(
    low=st.fixed_dictionaries(LOWER),
    more=st.fixed_dictionaries({name: st.floats(0, 1) for name in LOWER}),
    seeds=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    talk=st.sampled_from(["rate", "always"]),
    forgetting=st.booleans(),
    neighbours=st.floats(0, 3),
    seed=st.integers(0, 10**6),
)
def test_more_discovery_hearing_seeds_or_utility_never_lose_anybody(
    low: Row, more: Row, seeds: tuple[int, int], talk: str, forgetting: bool, neighbours: float,
    seed: int,
) -> None:  # fmt: skip
    high = {name: low[name] + more[name] for name in low}
    found = []
    for values, number in ((low, seeds[0]), (high, sum(seeds))):
        rows = table(
            arm("Seeds", {"kind": "seeding", "seeds": number, "rule": "random"}),
            market={"consumers": 40, "weeks": 10},
            behaviour={**BY_FLOOR, "weight_neighbours": neighbours, **values},
            switches={**MONOTONE, "talk": talk, "forgetting": forgetting},
            graph={"kind": "random", "mean_degree": 4.0},
        )
        found.append(knows_and_buys(run(rows, 1, seed=seed)))
    (few, late), (many, early) = found
    assert not (few & ~many).any()
    assert (early <= late).all()


def test_in_the_full_model_a_poor_product_loses_by_being_heard_of() -> None:
    """The twin: with valence in play, more hearing makes some people buy later or never."""
    poor = {"quality": -0.6, "initial": RUNNING}
    behaviour = {"quality": poor["quality"], "hearing_strong": 0.2, "hearing_weak": 0.2}
    loud = {**behaviour, "hearing_strong": 2.0, "hearing_weak": 2.0}
    (_, quiet_first), (_, loud_first) = (
        knows_and_buys(run(lively(behaviour=values))) for values in (behaviour, loud)
    )
    assert (loud_first > quiet_first).any()


# --- an extra person ------------------------------------------------------------------------------

APART: Row = {"onlooking": 0.0, "agents": 0, "open_share": 0.0}


def without_the_last(model: WordOfMouthModel, n: int) -> tuple[list[bytes], list[tuple[int, ...]]]:
    columns = [column[..., :n].tobytes() for column in by_uid(model.people).values()]
    found = [
        (week, uid, cause)
        for week, _, uids, causes in model.discoveries
        for uid, cause in sorted(zip(uids.tolist(), causes.tolist(), strict=True))
        if uid < n
    ]
    return columns, found


def histories(n: int, seed: int, behaviour: Row, switches: Row) -> list[object]:
    ring = [(i, (i + d) % n) for i in range(n) for d in (1, 2)]
    strategies = ({"kind": "price_cut", "start_week": 2},)
    rows = lively(arm("Cut", *strategies), market={"followers": 0}, behaviour=behaviour,
                  switches=switches)
    models = [run(rows, 1, seed=seed, graph=ties(k, ring)) for k in (n, n + 1)]
    return [without_the_last(model, n) for model in models]


@PROPERTY
@given(n=st.integers(5, 60), seed=st.integers(0, 10**6))
def test_an_unconnected_person_more_changes_nobody_elses_history(n: int, seed: int) -> None:
    one, other = histories(n, seed, APART, {"reviews": False})
    assert one == other


@pytest.mark.parametrize(
    ("behaviour", "switches"),
    [
        ({**APART, "post_lurker": 1.0, "review_reading": 1.0}, {}),
        ({**APART, "agents": 1, "organic_discovery": 0.5}, {"reviews": False}),
        ({**APART, "agents": 30, "open_share": 1.0, "onlooking": 50.0}, {"reviews": False}),
    ],
    ids=["reviews", "capacity", "onlooking"],
)
def test_what_binds_the_market_together_does_pass_through_him(
    behaviour: Row, switches: Row
) -> None:
    """The twins: each of the parts left out above lets the stranger matter in some world."""
    assert any(one != other for one, other in (
        histories(30, seed, behaviour, switches) for seed in range(12)
    ))  # fmt: skip


# --- who gets the credit --------------------------------------------------------------------------


def test_of_two_causes_at_the_same_time_the_smaller_code_is_first() -> None:
    assert earlier(1.0, 3, 1.0, 5)
    assert not earlier(1.0, 5, 1.0, 3)
    assert earlier(0.5, 9, 1.0, 3)
    assert not earlier(0.0, PEOPLE, 0.0, int(Channel.ONLOOKING_UNSOLVED))
    assert max(Channel) < PEOPLE


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 3, 1]])
def test_of_friends_heard_at_the_same_time_the_smallest_uid_is_told_of(order: list[int]) -> None:
    """Ties of infinite weight arrive at time 0; uids 1..3 talk to 0 and to 4 in the same week."""
    ring = [(1, 0), (2, 0), (3, 0), (1, 4), (2, 4), (3, 4)]
    graph = ties(5, ring, weight=math.inf, directed=True).reordered(np.array(order))
    rows = table(
        behaviour={"organic_discovery": 0.0, "opportunity_rate": 0.0},
        switches={"talk": "always", "churn": False},
        market={"initial": {"potential": 0.5, "new": 0.5}},
    )
    credited = 0
    for seed in range(40):
        model = run(rows, seed=seed, graph=graph)
        people, before = by_uid(model.people), by_uid(model.world.settle(0)[0])
        talkers = np.flatnonzero(before["experiences"][0])
        told = [uid for uid in (0, 4) if before["flags"][0][uid] == 0]
        from_whom = [uid for uid in talkers if uid in (1, 2, 3)]
        if from_whom:
            assert {int(people["cause"][0][uid]) for uid in told} <= {PEOPLE + min(from_whom)}
            credited += len(told) * (len(from_whom) > 1)
    assert credited > 10, "the tie was forced often enough to be a test"


def test_a_gift_arrives_before_what_friends_say() -> None:
    """Who is given the product in the week in which a friend tells him has the gift as a cause."""
    graph = ties(3, [(0, 1), (0, 2)], weight=math.inf)
    rows = table(
        arm("Gift", {"kind": "seeding", "seeds": 3}),
        behaviour={"organic_discovery": 0.0}, switches={"talk": "always", "churn": False},
        market={"initial": {"potential": 0.5, "new": 0.5}},
    )  # fmt: skip
    causes = set()
    for seed in range(20):
        model = run(rows, 1, seed=seed, graph=graph)
        before = by_uid(model.world.settle(0)[0])
        fresh = before["flags"][0] == 0
        causes |= set(by_uid(model.people)["cause"][0][fresh].tolist())
    assert causes == {int(Channel.SEED)}


def test_runs_of_other_seeds_differ() -> None:
    one, other = (run(lively(), seed=seed) for seed in (1, 2))
    assert differences(one, other)
    assert differences(one, run(lively(), seed=1)) == []
