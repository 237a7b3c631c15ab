"""How people come to know: from nobody, from themselves, from each other."""

import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support import (
    PROPERTY,
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


def firsts(model: WordOfMouthModel) -> tuple[np.ndarray, np.ndarray]:
    """By uid, the first weeks of awareness and of a purchase; -1 before the start, infinite: never."""
    bought = by_uid(model.people)["first_purchase"][0].astype(float)
    before = by_uid(model.world.settle(model.replicate)[0])
    aware = np.where(before["flags"][0] & 1, -1.0, np.inf)
    for week, brand, uids, _ in model.discoveries:
        if brand == 0:
            aware[uids] = np.minimum(aware[uids], week)
    return aware, np.where(bought == NEVER, np.inf, bought)


class Later(NamedTuple):
    """Whether anybody came to know, and to buy, later than before or never."""

    knew: bool
    bought: bool


def loses(rows: Row, higher: Row, seeds: tuple[int, int] = (0, 0), seed: int = 1) -> Later:
    """Whom higher values of behaviour, and more seeds, cost what they had without."""
    found = []
    for values, number in (({}, seeds[0]), (higher, sum(seeds))):
        given_to = arm("Seeds", {"kind": "seeding", "seeds": number, "rule": "random"})
        behaviour = {**rows["behaviour"], **values}
        found.append(firsts(run({**rows, "behaviour": behaviour, "arms": [given_to]}, seed=seed)))
    (knew, bought), (knows, buys) = found
    return Later(bool((knows > knew).any()), bool((buys > bought).any()))


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
    """Where valence is ignored, all talk by the floor, and nothing is reviewed, answered or given up."""
    rows = table(
        market={"consumers": 40, "weeks": 10},
        behaviour={**BY_FLOOR, "weight_neighbours": neighbours, **low},
        switches={**MONOTONE, "talk": talk, "forgetting": forgetting},
        graph={"kind": "random", "mean_degree": 4.0},
    )
    assert loses(rows, {name: low[name] + more[name] for name in low}, seeds, seed) == (False, False)


LOUDER: Row = {"hearing_strong": 1.5, "hearing_weak": 1.5}
LEFT_OUT: dict[str, tuple[Row, Row, Row]] = {
    "valence": ({"belief": True}, {"quality": -0.8}, LOUDER),
    "reviews": (
        {"belief": True, "reviews": True},
        {"quality": -0.8, "post_lurker": 0.5, "review_reading": 1.0}, {"organic_discovery": 0.3},
    ),
    "support": (
        {"support": True, "trouble": True},
        {
            "quality": 0.3, "failure": 0.5, "contact": 1.0, "agents": 2, "open_share": 1.0, "onlooking": 10.0,
        },
        {"organic_discovery": 0.3},
    ),
    "churn": ({"churn": True}, {"churn_base": -1.0}, {"organic_discovery": 0.3}),
}  # fmt: skip
"""What the theorem leaves out: the switch, what shows it, and which increase then loses somebody."""


@pytest.mark.parametrize("part", LEFT_OUT)
def test_with_any_part_left_out_somebody_can_lose(part: str) -> None:
    """The twins: why the full model is not monotone. A poor product loses by being heard of more."""
    switches, behaviour, higher = LEFT_OUT[part]
    some: Row = {"organic_discovery": 0.05, "hearing_strong": 0.3, "utility_base": -1.0}

    def somebody(switches: Row, seed: int) -> bool:
        rows = table(
            market={"consumers": 60, "weeks": 20}, behaviour={**BY_FLOOR, **some, **behaviour},
            switches={**MONOTONE, **switches}, graph={"kind": "random", "mean_degree": 4.0},
        )  # fmt: skip
        return any(loses(rows, higher, seed=seed))

    assert any(somebody(switches, seed) for seed in range(10))
    assert not any(somebody({}, seed) for seed in range(10))


# --- what the full model keeps: a single week, with its draws as they are -------------------------


@PROPERTY
@given(
    seed=st.integers(0, 10**6), quality=st.floats(-1, 1), more=st.floats(0, 1),
    name=st.sampled_from(["organic_discovery", "hearing_strong", "hearing_weak", "utility_base"]),
)  # fmt: skip
def test_in_a_week_of_the_full_model_more_hear_and_more_buy(
    seed: int, quality: float, more: float, name: str
) -> None:
    low: Row = {"organic_discovery": 0.3, "hearing_strong": 0.5, "hearing_weak": 0.2, "utility_base": -0.5}
    rows = lively(market={"weeks": 1}, behaviour={**low, "quality": quality})
    later = loses(rows, {name: low[name] + more}, seed=seed)
    assert not later.bought if name == "utility_base" else not later.knew


@PROPERTY
@given(seed=st.integers(0, 10**6), quality=st.floats(-1, 0), more=st.floats(0, 1))
def test_in_a_week_of_the_full_model_a_better_product_satisfies_no_less(
    seed: int, quality: float, more: float
) -> None:
    """Where nobody is soothed within the week: recovery lifts the annoyed above the hardly pleased."""
    low, high = (
        by_uid(run(rows, seed=seed).people)["satisfaction"][0]
        for rows in (
            lively(
                market={"weeks": 1, "initial": "launch"},
                behaviour={"quality": value, "contact": 0.0, "organic_discovery": 2.0, "utility_base": 0.0},
            )
            for value in (quality, quality + more)
        )
    )
    assert (low <= high).all()
    assert (low < high).any() or more < 0.01


def test_in_many_weeks_of_the_full_model_more_hearing_can_lose_buyers() -> None:
    """The twin of both: a poor product sells later, or never, to some who heard of it more."""
    rows = lively(behaviour={"quality": -0.6, "hearing_strong": 0.2, "hearing_weak": 0.2})
    assert loses(rows, {"hearing_strong": 2.0, "hearing_weak": 2.0}).bought


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


ORDERS = ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 3, 1])


def told_of(weight: float, order: list[int]) -> list[tuple[int, set[int]]]:
    """Who is told of, and of whom he could be: uids 1 to 3 talk to 0 and to 4 in the same week."""
    pairs = [(1, 0), (2, 0), (3, 0), (1, 4), (2, 4), (3, 4)]
    graph = ties(5, pairs, weight=weight, directed=True).reordered(np.array(order))
    rows = table(
        behaviour={"organic_discovery": 0.0, "opportunity_rate": 0.0},
        switches={"talk": "always", "churn": False},
        market={"initial": {"potential": 0.5, "new": 0.5}},
    )
    told = []
    for seed in range(40):
        model = run(rows, seed=seed, graph=graph)
        people, before = by_uid(model.people), by_uid(model.world.settle(0)[0])
        talkers = {uid for uid in (1, 2, 3) if before["experiences"][0][uid]}
        told += [
            (int(people["cause"][0][uid]) - PEOPLE, talkers)
            for uid in (0, 4)
            if len(talkers) > 1 and not before["flags"][0][uid]
        ]
    assert len(told) > 10, "the tie was forced often enough to be a test"
    return told


@pytest.mark.parametrize("order", ORDERS)
def test_of_friends_heard_at_the_same_time_the_smallest_uid_is_told_of(order: list[int]) -> None:
    """Ties of infinite weight arrive at time 0, all of them."""
    assert all(teller == min(talkers) for teller, talkers in told_of(math.inf, order))


@pytest.mark.parametrize("order", ORDERS)
def test_of_friends_heard_one_after_the_other_it_is_the_first(order: list[int]) -> None:
    """The twin: with ties that take their time, who is first need not be the smallest, in whatever row."""
    told = told_of(5.0, order)
    assert not all(teller == min(talkers) for teller, talkers in told)
    assert told == told_of(5.0, ORDERS[0])


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
