"""Brokers are people of their own: between circles, and not the best connected once more."""

import pickle
import time
from collections.abc import Callable
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray
from support import arm, lively, scenario, ties

from simulator import compare
from simulator.graph import centrality
from simulator.graph.centrality import CROWD, _alike, _common, redundancy
from simulator.graph.generators import GENERATORS
from simulator.graph.social_graph import SocialGraph

PEOPLE = 2000
Measure = Callable[[SocialGraph], NDArray[np.float64]]


def made(kind: str, seed: int = 1, people: int = PEOPLE) -> SocialGraph:
    """A made network with the defaults of its kind."""
    return GENERATORS[kind]().build(people, seed)


def best(merit: NDArray[np.float64], number: int) -> set[int]:
    """The first by merit, equals by smaller uid, as seeding chooses."""
    return set(np.lexsort((np.arange(len(merit)), -merit))[:number].tolist())


def open_pairs(graph: SocialGraph) -> NDArray[np.float64]:
    """A plain measure: pairs of contacts who do not know each other."""
    degree = graph.out_degree.astype(np.int64)
    return degree * (degree - 1) / 2 - _common(graph.offsets, graph.targets)[0]


def overlap(graph: SocialGraph, merit: NDArray[np.float64], number: int) -> float:
    """Share of the chosen who are among equally many hubs."""
    hubs = best(graph.out_degree.astype(float), number)
    return len(best(merit, number) & hubs) / number


@pytest.mark.parametrize("kind", sorted(set(GENERATORS) - {"complete", "ring"}))
@pytest.mark.parametrize("share", [0.01, 0.05])
def test_brokers_are_not_the_hubs_again(kind: str, share: float) -> None:
    graph, number = made(kind), int(share * PEOPLE)
    assert overlap(graph, -redundancy(graph), number) <= 0.15


@pytest.mark.parametrize("seed", [1, 2])
def test_the_plain_count_finds_the_hubs_again(seed: int) -> None:
    """The wrong twin of the test above."""
    graph = made("friends", seed)
    assert overlap(graph, open_pairs(graph), 20) > 0.9


@pytest.mark.parametrize("kind", ["friends", "communities"])
@pytest.mark.parametrize("seed", [1, 2])
def test_their_contacts_know_each_other_less(kind: str, seed: int) -> None:
    """Than those of people with as many contacts; and fewer pairs do than among hubs' contacts."""
    graph = made(kind, seed)
    degree = graph.out_degree
    tied, _ = _common(graph.offsets, graph.targets)
    closure = tied / (degree * (degree - 1) / 2)
    chosen = sorted(best(-redundancy(graph), 20))
    alike = [closure[degree == degree[one]].mean() for one in chosen]
    assert closure[chosen].mean() < 0.4 * np.mean(alike)
    hubs = sorted(best(degree.astype(float), 20))
    assert tied[chosen].mean() < 0.5 * tied[hubs].mean()


@pytest.mark.parametrize("seed", [1, 2])
def test_in_communities_they_know_more_people_of_other_groups(seed: int) -> None:
    graph = made("communities", seed)
    group = np.arange(PEOPLE) * 20 // PEOPLE
    away = [float((group[graph.neighbours(one)] != group[one]).mean()) for one in range(PEOPLE)]
    chosen = sorted(best(-redundancy(graph), 20))
    hubs = sorted(best(graph.out_degree.astype(float), 20))
    assert np.mean([away[one] for one in chosen]) > 1.5 * np.mean(away)
    assert np.mean([away[one] for one in chosen]) > 1.5 * np.mean([away[one] for one in hubs])


def circles_and_brokers() -> SocialGraph:
    """Twenty circles of twenty who all know each other; 30 brokers know one person in each of two."""
    pairs = []
    for circle in range(20):
        pairs += [(20 * circle + a, 20 * circle + b) for a, b in combinations(range(20), 2)]
    for broker in range(400, 430):
        member = (7 * broker + broker // 20) % 20
        for circle in (broker % 20, (broker + 5 + broker // 20 % 5) % 20):
            pairs.append((20 * circle + member, broker))
    return ties(430, pairs)


def test_people_of_whom_all_with_as_many_contacts_are_brokers_are_chosen() -> None:
    """Nobody is less redundant than they are: sharing the last of equal ranks, they came last."""
    graph = circles_and_brokers()
    assert len(best(-redundancy(graph), 30) & set(range(400, 430))) >= 25


def test_who_is_as_good_as_all_with_as_many_contacts_is_not_thought_worst() -> None:
    """Nobody's contacts know each other less; in another part, some do better and some worse."""
    pairs: list[tuple[int, int]] = []
    people = 0

    def with_contacts(number: int, *tied: tuple[int, int], leaves: int = 0) -> int:
        nonlocal people
        one, contacts = people, range(people + 1, people + 1 + number)
        people += 1 + number
        pairs.extend((one, other) for other in contacts)
        pairs.extend((contacts[a], contacts[b]) for a, b in tied)
        for pair in tied:
            for end in pair:  # of other numbers of contacts, hence of another part
                pairs.extend((contacts[end], people + k) for k in range(leaves))
                people += leaves
        return one

    equal = [with_contacts(2) for _ in range(20)]
    best_ones = [with_contacts(3) for _ in range(20)]
    middling = [with_contacts(3, (0, 1), leaves=2) for _ in range(20)]
    worst = [with_contacts(3, (0, 1), (1, 2), (0, 2), leaves=2) for _ in range(20)]
    values = redundancy(ties(people, pairs))
    assert values[best_ones].max() < values[equal].min()
    assert values[equal].max() < values[middling].min()
    assert values[middling].max() < values[worst].min()


def test_the_path_of_a_barbell_and_its_ends_come_first() -> None:
    graph = SocialGraph.from_networkx(nx.barbell_graph(6, 3))
    assert best(-redundancy(graph), 5) == {5, 6, 7, 8, 9}


def test_they_have_as_many_contacts_as_others() -> None:
    graph = made("friends")
    chosen = sorted(best(-redundancy(graph), 100))
    assert abs(graph.out_degree[chosen].mean() / graph.out_degree.mean() - 1) < 0.15


def slow_common(graph: SocialGraph, row: int) -> tuple[int, int]:
    """The two counts of one person, pair by pair."""
    contacts = [set(graph.neighbours(other).tolist()) for other in range(graph.n)]
    tied = shared = 0
    for one, other in combinations(sorted(contacts[row]), 2):
        tied += other in contacts[one] or one in contacts[other]
        shared += len((contacts[one] & contacts[other]) - {row})
    return tied, shared


@pytest.mark.parametrize("directed", [False, True])
def test_counts_are_those_of_plain_counting(directed: bool) -> None:
    rng = made("random", 3, 40)
    pairs = [
        (a, int(b)) for a in range(40) for b in rng.neighbours(a) if a < b or (directed and a % 3)
    ]
    graph = ties(40, pairs, directed=directed)
    tied, shared = _common(graph.offsets, graph.targets)
    by_hand = [slow_common(graph, row) for row in range(40)]
    assert list(zip(tied.tolist(), shared.tolist(), strict=True)) == by_hand


def test_stars_are_counted_quickly_and_are_no_common_circle() -> None:
    """Two people whom everybody knows: the ties count, the crowd around them does not."""
    crowd = CROWD + 500
    pairs = [(0, 1), *((centre, other) for centre in (0, 1) for other in range(2, crowd))]
    tied, shared = _common(*(getattr(ties(crowd, pairs), name) for name in ("offsets", "targets")))
    assert tied[2:].tolist() == [1] * (crowd - 2)  # the two centres know each other
    assert not shared[2:].any()
    assert tied[:2].tolist() == [crowd - 2] * 2


def test_it_is_worked_out_once_for_all_runs_of_a_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    """And for all who ask at the same moment."""
    worked: list[SocialGraph] = []
    whole = centrality._redundancy

    def slow(graph: SocialGraph) -> NDArray[np.float64]:
        worked.append(graph)
        time.sleep(0.05)
        return whole(graph)

    monkeypatch.setattr(centrality, "_redundancy", slow)
    seeding = {"kind": "seeding", "rule": "brokers", "seeds": 5}
    rows = scenario(lively(arm("One", seeding), arm("Two", seeding, {"kind": "paid_media"})))
    compare(rows, 4, workers=4)
    assert len(worked) == 1
    compare(rows, 1, seed=2)
    assert len(worked) == 2, "another market is another network"


def test_a_graph_and_its_guarded_twin_keep_it_together() -> None:
    graph = made("friends", 1, 300)
    values = redundancy(graph.guarded())
    assert redundancy(graph) is values
    with pytest.raises(ValueError, match="read-only"):
        values[0] = 0.0
    assert redundancy(made("friends", 1, 300)) is not values
    again = pickle.loads(pickle.dumps(graph))  # noqa: S301 - as for another process
    assert redundancy(again).tolist() == values.tolist()


def test_who_joins_nobody_comes_last() -> None:
    graph = ties(6, [(0, 1), (0, 2), (0, 3)])  # 4 and 5 know nobody
    values = redundancy(graph)
    assert values[0] == 1.0
    assert np.isinf(values[1:]).all()
    assert redundancy(made("complete", 1, 5)).tolist() == [1.0] * 5


def test_rows_in_another_order_choose_the_same_people() -> None:
    graph = made("friends", 1, 300)
    order = np.arange(300) * 7 % 300
    again = graph.reordered(order)
    assert redundancy(again).tolist() == redundancy(graph)[order].tolist()


def test_parts_hold_equals_together_and_none_is_small() -> None:
    degree = np.array([2] * 30 + [3] * 5 + [4] * 5 + [5] * 9 + [9] * 50 + [40])
    parts = _alike(degree)
    assert parts.tolist() == [0] * 30 + [1] * 10 + [2] * 60
    assert _alike(np.array([7])).tolist() == [0]
