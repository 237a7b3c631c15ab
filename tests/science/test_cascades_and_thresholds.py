"""Independent cascade, Reed and Frost's epidemic, linear threshold, Watts: limits of the engine.

Exact where a live-edge graph can be looked up draw by draw; else a chi-square test on fixed seeds,
false-alarm rate 1e-6, with a wrong twin that the same test must reject.
"""

import math
from fractions import Fraction

import numpy as np
import pytest
from classical import (
    ALARM,
    ARCS,
    CASCADE,
    CHOSEN,
    THRESHOLD,
    Arc,
    N,
    agrees,
    both_ways,
    cascade,
    copies,
    given_to,
    play,
    rate,
    reachable,
    sizes_by_enumeration,
)
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support import PROPERTY, Row, by_uid, run, stepped, table, ties, weekly

from simulator import SocialGraph, load_scenario, make_world
from simulator.agents.stages import PEOPLE
from simulator.draws import Draws, Stream, key, replicate_seed, uniform_pair

# --- independent cascade, path by path ------------------------------------------------------------


def graph_of(n: int, arcs: list[Arc], chance: list[float]) -> SocialGraph:
    first, second = zip(*arcs, strict=True)
    return SocialGraph.from_arcs(
        n, first, second, [0] * len(arcs), rate(chance), directed=True
    )


def live_arcs(graph: SocialGraph, seed: int, replicate: int = 0) -> list[Arc]:
    """The live-edge graph of one replicate, looked up draw by draw."""
    family = np.uint64(key(np.uint64(replicate_seed(seed, replicate)), int(Stream.HEAR), 0))
    talkers = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
    assert graph.weights is not None
    return [
        (j, i)
        for j, i, r in zip(talkers.tolist(), graph.targets.tolist(), graph.weights, strict=True)
        if uniform_pair(family, j, i, 0) < -math.expm1(-float(r))
    ]


def reached(rows: Row, graph: SocialGraph, **more: int) -> set[int]:
    people = by_uid(play(rows, graph, **more).people)
    return set(np.flatnonzero(people["experiences"][0]).tolist())


@PROPERTY
@given(arcs=ARCS, p=st.floats(0.05, 0.95), seeds=st.sets(st.integers(0, N - 1), min_size=1),
       seed=st.integers(0, 10**6))  # fmt: skip
def test_a_cascade_is_what_its_live_arcs_reach(
    arcs: list[Arc], p: float, seeds: set[int], seed: int
) -> None:
    graph = graph_of(N, arcs, [p] * len(arcs))
    model = play(cascade(given_to(seeds), N + 2), graph, seed=seed)
    people = by_uid(model.people)
    live = live_arcs(graph, seed)
    assert set(np.flatnonzero(people["experiences"][0])) == reachable(live, seeds)
    # and each is told one week after whoever told him was
    for uid in set(np.flatnonzero(people["experiences"][0]).tolist()) - seeds:
        teller = int(people["cause"][0][uid]) - PEOPLE
        assert (teller, uid) in live
        assert people["discovered"][0][uid] == people["discovered"][0][teller] + 1


@PROPERTY
@given(arcs=ARCS, p=st.floats(0.1, 0.9), seed=st.integers(0, 10**6),
       sets=st.tuples(*[st.sets(st.integers(0, N - 1))] * 2), extra=st.integers(0, N - 1))  # fmt: skip
def test_cascades_are_submodular_and_monotone_path_by_path(
    arcs: list[Arc], p: float, seed: int, sets: tuple[set[int], set[int]], extra: int
) -> None:
    """One seed more adds no less to few seeds than to those and others besides (Kempe 2003)."""
    graph = graph_of(N, arcs, [p] * len(arcs))
    few, many = sets[0], sets[0] | sets[1]

    def size(seeds: set[int]) -> int:
        if not seeds:
            return 0
        return len(reached(cascade(given_to(seeds), N + 2), graph, seed=seed))

    assert size(few) <= size(many)
    assert size(few | {extra}) - size(few) >= size(many | {extra}) - size(many)


# --- independent cascade against full enumeration (V8) --------------------------------------------

TINY: dict[str, tuple[int, list[Arc]]] = {
    "path3": (3, both_ways([(0, 1), (1, 2)])),
    "triangle": (3, both_ways([(0, 1), (1, 2), (0, 2)])),
    "C4": (4, both_ways([(0, 1), (1, 2), (2, 3), (3, 0)])),
    "K4": (4, both_ways([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])),
    "star5": (6, both_ways([(0, 1), (0, 2), (0, 3), (0, 4), (0, 5)])),
}
KNOWN = [
    ("path3", 0.5, 0, 1.75), ("path3", 0.5, 1, 2.0), ("triangle", 0.5, 0, 2.25),
    ("triangle", 0.1, 0, 1.218), ("C4", 0.5, 0, 2.5625), ("K4", 0.5, 0, 3.25),
    ("K4", 0.3, 0, 2.316556), ("star5", 0.2, 0, 2.0), ("star5", 0.2, 1, 1.36),
]  # fmt: skip
COPIES = 4000


def sizes_by_engine(name: str, p: float, first: int) -> np.ndarray:
    n, arcs = TINY[name]
    a, b = copies(n, arcs, COPIES)
    graph = SocialGraph.from_arcs(
        n * COPIES, a, b, np.zeros(len(a), np.uint8), np.full(len(a), rate(p)), directed=True
    )
    who = {"name": "Given", "strategies": [
        {"kind": "chosen_people", "how_many": COPIES, "every": n, "first": first}
    ]}  # fmt: skip
    people = by_uid(play(cascade(who, n + 1), graph).people)
    sizes = (people["experiences"][0] > 0).reshape(COPIES, n).sum(axis=1)
    return np.bincount(sizes, minlength=n + 1)


@pytest.mark.parametrize(("name", "p", "first", "known"), KNOWN)
def test_sizes_of_cascades_are_those_of_the_enumeration(
    name: str, p: float, first: int, known: float
) -> None:
    n, arcs = TINY[name]
    exact = sizes_by_enumeration(n, arcs, [p] * len(arcs), first)
    assert math.isclose(exact @ np.arange(n + 1), known, abs_tol=1e-6)
    found = sizes_by_engine(name, p, first)
    assert agrees(found, exact)
    wrong = sizes_by_enumeration(n, arcs, [p + 0.06] * len(arcs), first)
    assert not agrees(found, wrong)


def test_a_tie_of_many_papers_is_many_chances() -> None:
    """p with multiplicity w: 1 - (1 - p)^w, by weighing the rate of p with w."""
    times, p = 3, 0.2
    a, b = copies(2, [(0, 1)], 20_000)
    graph = SocialGraph.from_arcs(
        40_000, a, b, np.zeros(len(a), np.uint8), np.full(len(a), times * rate(p)), directed=True
    )
    who = {"name": "Given", "strategies": [
        {"kind": "chosen_people", "how_many": 20_000, "every": 2}
    ]}  # fmt: skip
    told = weekly(play(cascade(who, 3), graph))["discovered_word_of_mouth"]
    test = stats.binomtest(sum(told), 20_000, 1 - (1 - p) ** times)
    assert test.pvalue > ALARM
    assert stats.binomtest(sum(told), 20_000, times * p).pvalue < ALARM


# --- Reed and Frost: the cascade where everybody meets everybody ----------------------------------


def final_sizes(n: int, p: float) -> np.ndarray:
    """Exact final sizes of the chain-binomial epidemic from one, the first included."""
    out = np.zeros(n + 1)
    states = {(n - 1, 1): 1.0}  # (not reached, talking now): probability
    while states:
        onward: dict[tuple[int, int], float] = {}
        for (left, talking), weight in states.items():
            chance = 1 - (1 - p) ** talking
            for new, share in enumerate(stats.binom.pmf(range(left + 1), left, chance)):
                if new == 0:
                    out[n - left] += weight * share
                elif weight * share > 1e-15:
                    state = (left - new, new)
                    onward[state] = onward.get(state, 0.0) + weight * share
        states = onward
    return out


def test_on_the_complete_graph_a_cascade_is_reed_and_frosts_epidemic() -> None:
    n, p, runs = 12, 0.12, 400
    rows = cascade(given_to([0]), n + 2, {"hearing_strong": float(rate(p))})
    rows["market"]["consumers"] = n
    rows["graph"] = {"kind": "complete", "contacts": float(n - 1)}
    place = make_world(load_scenario(rows, strategy_files=[CHOSEN]), 1)
    sizes = [
        int((stepped(place, 1, r).people.experiences[0] > 0).sum()) for r in range(runs)
    ]
    found = np.bincount(sizes, minlength=n + 1)
    together = [slice(0, 2), slice(2, 5), slice(5, 8), slice(8, 10), slice(10, 13)]

    def grouped(values: np.ndarray) -> np.ndarray:
        return np.array([values[part].sum() for part in together])

    assert agrees(grouped(found), grouped(final_sizes(n, p)))
    assert not agrees(grouped(found), grouped(final_sizes(n, p * 0.75)))


# --- linear threshold and Watts -------------------------------------------------------------------


def slow_threshold(
    n: int, arcs: list[Arc], weights: list[int], thresholds: list[float], seeds: set[int]
) -> list[set[int]]:
    """Who has adopted after each week, by plain and exact counting."""
    adopted, weeks = set(seeds), [set(seeds)]
    while True:
        new = set()
        for i in range(n):
            heard = [(j, w) for (j, k), w in zip(arcs, weights, strict=True) if k == i]
            whole = sum(w for _, w in heard)
            part = sum(w for j, w in heard if j in adopted)
            if whole and i not in adopted and Fraction(part, whole) >= Fraction(thresholds[i]):
                new.add(i)
        if not new:
            return weeks
        adopted |= new
        weeks.append(set(adopted))


@PROPERTY
@given(arcs=ARCS, weights=st.lists(st.integers(1, 9), min_size=40, max_size=40),
       phi=st.none() | st.sampled_from([0.0, 0.2, 0.25, 1 / 3, 0.5, 0.75, 1.0]),
       seeds=st.sets(st.integers(0, N - 1), min_size=1, max_size=4), seed=st.integers(0, 10**6))  # fmt: skip
def test_thresholds_are_those_of_the_plain_rule(
    arcs: list[Arc], weights: list[int], phi: float | None, seeds: set[int], seed: int
) -> None:
    for heavy in (None, weights[: len(arcs)]):
        first, second = zip(*arcs, strict=True)
        graph = SocialGraph.from_arcs(N, first, second, [0] * len(arcs), heavy, directed=True)
        own = Draws(replicate_seed(seed, 0)).uniform(Stream.THRESHOLD, np.arange(N, dtype=np.int32))
        thresholds = own.tolist() if phi is None else [phi] * N
        switches = THRESHOLD if phi is None else {**THRESHOLD, "threshold": phi}
        rows = table(
            given_to(seeds), switches=switches,
            market={"weeks": N + 3, "initial": {"prospect": 1.0, "potential": 0.0}},
        )  # fmt: skip
        people = by_uid(play(rows, graph, seed=seed).people)
        expected = slow_threshold(N, arcs, heavy or [1] * len(arcs), thresholds, seeds)
        # a phi of 0 is reached by everybody who hears anybody, before any gift is used
        if phi != 0.0:
            first_week = {
                uid: week for week, some in reversed(list(enumerate(expected))) for uid in some
            }
            for uid in set(range(N)) - seeds:
                week = people["first_purchase"][0][uid]
                assert week == first_week.get(uid, -32768)
        assert set(np.flatnonzero(people["experiences"][0]).tolist()) == expected[-1]


def test_a_path_of_thresholds() -> None:
    """Path a - b - c, a adopts: b does if his threshold is at most 1/2; then c surely."""
    a, b = copies(3, TINY["path3"][1], COPIES)
    graph = SocialGraph.from_arcs(3 * COPIES, a, b, np.zeros(len(a), np.uint8))
    who = {"name": "Given", "strategies": [
        {"kind": "chosen_people", "how_many": COPIES, "every": 3}
    ]}  # fmt: skip
    rows = table(who, switches=THRESHOLD, market={"weeks": 5, "initial": {"prospect": 1.0}})
    people = by_uid(play(rows, graph).people)
    adopted = (people["experiences"][0] > 0).reshape(COPIES, 3)
    assert (adopted[:, 1] == adopted[:, 2]).all()
    assert stats.binomtest(int(adopted[:, 1].sum()), COPIES, 0.5).pvalue > ALARM
    assert stats.binomtest(int(adopted[:, 1].sum()), COPIES, 0.58).pvalue < ALARM


@pytest.mark.slow
@pytest.mark.parametrize(("z", "inside"), [(0.8, False), (3.0, True), (7.5, False)])
def test_one_person_moves_the_world_inside_watts_window_only(z: float, inside: bool) -> None:
    n, runs, world_wide = 4000, 24, 0
    for seed in range(runs):
        rows = table(
            given_to([seed * 7]), switches={**THRESHOLD, "threshold": 0.18},
            market={"consumers": n, "weeks": 60, "initial": {"prospect": 1.0}},
            graph={"kind": "random", "mean_degree": z},
        )  # fmt: skip
        model = play(rows, seed=seed)
        world_wide += int((model.people.experiences[0] > 0).sum() > 0.1 * n)
    # inside: P(global) > .5 means 4 or fewer of 24 with a chance below 1e-3; outside: none at all
    assert world_wide > 4 if inside else world_wide == 0


def test_without_a_talker_a_cascade_does_not_begin() -> None:
    graph = ties(5, [(0, 1), (1, 2)], weight=50.0)
    model = run(table(switches=CASCADE, behaviour={"organic_discovery": 0.0}), graph=graph)
    assert not model.people.experiences.any()


@pytest.mark.parametrize(("passing", "weight"), [("weighted", 7.0), ("arcs", 1.0), ("arcs", 0.0001)])
def test_what_surely_passes_reaches_everybody(passing: str, weight: float) -> None:
    """A path on which everybody hears just one other; the twin's ties hardly ever pass."""
    graph = SocialGraph.from_edges([0, 1, 2], [1, 2, 3], [weight] * 3, directed=True)
    rows = cascade(given_to([0]), 6, switches={"passing": passing})
    sizes = [int((play(rows, graph, replicate=r).people.experiences[0] > 0).sum()) for r in range(9)]
    assert sizes == [4 if weight >= 1 else 1] * 9
