"""Whom to begin with: each rule is what its name says, and the guarantee of reverse sets holds."""

import math
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY, ties

from simulator import Mistake, SocialGraph
from simulator.classic import independent_cascade, linear_threshold
from simulator.draws import Draws, Stream
from simulator.graph import choose_seeds, influence
from simulator.graph.bridge import to_networkx
from simulator.graph.generators import GENERATORS
from simulator.graph.influence import EPSILON, most_influential
from simulator.graph.names import read_names
from simulator.graph.passing import Passing, passing_graph
from simulator.graph.places import betweenness, communities, core_numbers, page_ranks
from simulator.graph.seeds import RULES
from simulator.graph.social_graph import complete_graph
from simulator.graph.strength import PARTS, strength

Arc = tuple[int, int]
N = 7
ARCS = st.lists(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda arc: arc[0] != arc[1]),
    min_size=4, max_size=11, unique=True,
)  # fmt: skip

KARATE = SocialGraph.from_networkx(nx.karate_club_graph())  # weights up to 7

def made(kind: str = "scale_free", people: int = 400, seed: int = 2) -> SocialGraph:
    return GENERATORS[kind]().build(people, seed)


def heavy(graph: SocialGraph) -> SocialGraph:
    """The same graph with weights, alike in both directions of a tie."""
    source = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
    weight = 1 + (source + graph.targets) % 5
    return SocialGraph.from_arcs(graph.n, source, graph.targets, graph.kinds, weight)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("model", [0.1, "weighted", "threshold"])
def test_seeds_are_people_each_once_best_first_whatever_the_rows(rule: str, model: Any) -> None:
    for graph in (made(), heavy(made("communities", 300))):
        chosen = choose_seeds(graph, 20, rule, model, 7)
        assert len(set(chosen.tolist())) == 20
        assert set(chosen.tolist()) <= set(range(graph.n))
        if rule != "ris":  # which chooses from sets whose number depends on that of the seeds
            assert choose_seeds(graph, 5, rule, model, 7).tolist() == chosen[:5].tolist()
        turned = graph.reordered(np.arange(graph.n)[::-1])
        assert choose_seeds(turned, 20, rule, model, 7).tolist() == chosen.tolist()
        everybody = choose_seeds(graph, graph.n, rule, model, 7)
        assert sorted(everybody.tolist()) == list(range(graph.n))


@pytest.mark.parametrize("rule", ["random", "friend_of_random"])
def test_what_is_drawn_depends_on_the_seed(rule: str) -> None:
    graph = made()
    assert choose_seeds(graph, 10, rule, seed=1).tolist() != choose_seeds(graph, 10, rule, seed=2).tolist()


def test_random_seeds_are_those_of_the_strategy() -> None:
    graph = made()
    drawn = Draws(3).uniform(Stream.SEEDING, np.arange(graph.n, dtype=np.int32))
    assert choose_seeds(graph, 9, "random", seed=3).tolist() == np.argsort(drawn)[:9].tolist()


def test_degree_is_the_weight_of_ones_ties() -> None:
    graph = ties(5, [(0, 1), (0, 2), (0, 3), (3, 4)], weight=[1.0, 1.0, 1.0, 5.0])
    assert choose_seeds(graph, 3, "degree").tolist() == [3, 4, 0]
    assert choose_seeds(ties(5, [(0, 1), (0, 2), (0, 3), (3, 4)]), 3, "degree").tolist() == [0, 3, 1]
    one_way = ties(4, [(1, 0), (2, 0), (3, 0), (3, 1)], directed=True)
    assert choose_seeds(one_way, 2, "degree").tolist() == [3, 1], "whom many hear is no matter"


def test_weights_may_be_as_heavy_as_numbers_are() -> None:
    """And are told apart as long as the heaviest leaves room; light ones are counted as before."""
    heavy = ties(6, [(0, 1), (0, 2), (3, 4), (3, 5)], weight=[1e30, 2e30, 2e30, 2e30])
    assert strength(heavy).tolist() == pytest.approx([3e30, 1e30, 2e30, 4e30, 2e30, 2e30], rel=1e-6)
    for rule in ("degree", "degree_discount", "k_core"):
        assert choose_seeds(heavy, 1, rule).tolist() == [3]
    sure = ties(4, [(0, 1), (2, 3), (1, 3)], weight=[1.0, math.inf, 2.0])
    assert choose_seeds(sure, 2, "degree").tolist() == [2, 3]
    light = ties(3, [(0, 1), (1, 2)], weight=[0.3, 1e-6])
    parts = np.floor(np.float32([0.3, 1e-6]).astype(float) * PARTS + 0.5)
    assert strength(light).tolist() == [parts[0] / PARTS, parts.sum() / PARTS, parts[1] / PARTS]


def plain_discount(graph: SocialGraph, k: int, p: float) -> list[int]:
    """Chen, Wang and Yang 2009, algorithm 4, by looking at everybody every time."""
    weight = np.zeros((graph.n, graph.n))
    source = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
    weight[source, graph.targets] = 1 if graph.weights is None else graph.weights
    d, t = weight.sum(axis=1), np.zeros(graph.n)
    chosen: list[int] = []
    for _ in range(k):
        merit = d - 2 * t - (d - t) * t * p
        merit[chosen] = -math.inf
        chosen.append(int(np.argmax(merit)))
        t += weight[chosen[-1]]
    return chosen


@pytest.mark.parametrize("p", [0.01, 0.3])
def test_degree_discount_is_the_papers(p: float) -> None:
    for graph in (made(), heavy(made())):
        assert choose_seeds(graph, 60, "degree_discount", p).tolist() == plain_discount(graph, 60, p)
    assert plain_discount(made(), 60, 0.3) != choose_seeds(made(), 60, "degree").tolist()
    custom = choose_seeds(made(), 60, "degree_discount", "weighted").tolist()
    assert custom == plain_discount(made(), 60, 0.01)


@pytest.mark.parametrize("graph", [made(), made("communities", 300), heavy(made())])
def test_places_are_those_of_networkx(graph: SocialGraph) -> None:
    other = to_networkx(graph)
    people = range(graph.n)
    cores = nx.core_number(other.to_undirected() if other.is_directed() else other)
    assert core_numbers(graph).tolist() == [cores[uid] for uid in people]
    rank = nx.pagerank(other.reverse() if other.is_directed() else other, weight="weight", tol=1e-12)
    assert np.allclose(page_ranks(graph), [rank[uid] for uid in people], rtol=1e-4)
    passed = nx.betweenness_centrality_subset(other, list(people), list(people), normalized=False)
    everybody = np.arange(graph.n, dtype=np.int32)
    assert np.allclose(betweenness(graph, everybody), 2 * np.array([passed[uid] for uid in people]))


def test_pagerank_goes_against_the_talk() -> None:
    talks = ties(6, [(0, k) for k in range(1, 6)], directed=True)
    assert choose_seeds(talks, 1, "pagerank").tolist() == [0]
    assert choose_seeds(ties(6, [(k, 0) for k in range(1, 6)], directed=True), 5, "pagerank")[0] != 0


def test_a_core_is_no_matter_of_degree() -> None:
    """Five who all know each other, and a star with more ties than any of them."""
    graph = ties(20, [*combinations(range(5), 2), *((5, k) for k in range(6, 20))])
    assert choose_seeds(graph, 5, "k_core").tolist() == [0, 1, 2, 3, 4]
    assert choose_seeds(graph, 1, "degree").tolist() == [5]


def test_communities_share_the_seeds_by_their_sizes() -> None:
    graph = ties(30, [*combinations(range(20), 2), *combinations(range(20, 30), 2), (0, 20)])
    assert len(set(communities(graph).tolist())) == 2
    chosen = choose_seeds(graph, 9, "communities")
    assert sorted(np.bincount(chosen >= 20).tolist()) == [3, 6]
    assert chosen[0] == 0


def test_a_bridge_is_between_two_circles() -> None:
    graph = ties(21, [*combinations(range(10), 2), *combinations(range(10, 20), 2), (0, 20), (20, 10)])
    assert set(choose_seeds(graph, 3, "bridges").tolist()) == {0, 10, 20}


def test_friends_of_random_people_have_more_friends() -> None:
    """The friendship paradox (Feld 1991), and each is a contact of somebody who was asked."""
    graph = made("scale_free", 2000)
    named = choose_seeds(graph, 200, "friend_of_random", seed=5)
    anybody = choose_seeds(graph, 200, "random", seed=5)
    assert graph.out_degree[named].mean() > 1.3 * graph.out_degree[anybody].mean()
    asked = np.argsort(Draws(5).uniform(Stream.SEEDING, np.arange(graph.n, dtype=np.int32)))
    assert named[0] in graph.neighbours(int(asked[0]))
    lonely = ties(4, [(2, 3)])
    assert sorted(choose_seeds(lonely, 4, "friend_of_random").tolist()) == [0, 1, 2, 3]
    assert set(choose_seeds(lonely, 2, "friend_of_random").tolist()) == {2, 3}


# --- reverse reachable sets ------------------------------------------------------------------------


def exact_reach(graph: SocialGraph, seeds: tuple[int, ...], passing: Passing) -> float:
    """Expected size of an independent cascade, over every live-edge graph."""
    weights = passing_graph(graph, *passing).weights
    assert weights is not None
    source = np.repeat(np.arange(graph.n), np.diff(graph.offsets)).tolist()
    arcs = list(zip(source, graph.targets.tolist(), strict=True))
    chance = [-math.expm1(-float(rate)) for rate in weights]
    total = 0.0
    for live in range(2 ** len(arcs)):
        up = [bool(live >> a & 1) for a in range(len(arcs))]
        weight = math.prod(p if on else 1 - p for p, on in zip(chance, up, strict=True))
        if weight:
            seen, waiting = set(seeds), list(seeds)
            while waiting:
                j = waiting.pop()
                for (a, b), on in zip(arcs, up, strict=True):
                    if on and a == j and b not in seen:
                        seen.add(b)
                        waiting.append(b)
            total += weight * len(seen)
    return total


@PROPERTY
@given(arcs=ARCS, p=st.floats(0.05, 0.9), seed=st.integers(0, 1000))
def test_who_is_chosen_reaches_what_is_guaranteed(arcs: list[Arc], p: float, seed: int) -> None:
    graph = ties(N, arcs, directed=True)
    found = most_influential(graph, 2, Passing("probability", p), seed)
    reach = {two: exact_reach(graph, two, Passing("probability", p)) for two in combinations(range(N), 2)}
    mine = reach[tuple(sorted(found.uids.tolist()))]  # type: ignore[index]
    assert mine >= (1 - 1 / math.e - EPSILON) * max(reach.values())
    assert mine >= 0.9 * max(reach.values()), "on graphs so small hardly anything is missed"
    assert found.sets > 0
    assert not found.is_capped
    error = N / math.sqrt(found.sets)
    assert abs(found.reached - mine) < 5 * error


def test_what_the_sets_tell_is_what_cascades_do() -> None:
    graph = heavy(made("communities", 300))
    for passing, spread in (
        (Passing("weighted"), lambda s: independent_cascade(graph, s, "weighted", 4000)),
        (Passing("probability", 0.02), lambda s: independent_cascade(graph, s, 0.02, 4000)),
        (Passing("threshold"), lambda s: linear_threshold(graph, s, 4000)),
    ):
        found = most_influential(graph, 8, passing, 3)
        sizes = spread(found.uids)
        assert abs(sizes.mean - found.reached) < 4 * sizes.se + 4 * graph.n / math.sqrt(found.sets)
        by_chance = spread(choose_seeds(graph, 8, "random"))
        assert abs(by_chance.mean - found.reached) > 4 * by_chance.se + 4 * graph.n / math.sqrt(found.sets)


def test_people_are_chosen_from_sets_that_did_not_decide_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chen 2018: from the sets that were looked at before, the guarantee would not follow."""
    looked: list[tuple[int, int]] = []
    best = influence._Sets.best

    def noting(sets: Any, k: int) -> Any:
        looked.append((sets.before, sets.before + sets.number))
        return best(sets, k)

    monkeypatch.setattr(influence._Sets, "best", noting)
    most_influential(made(), 5, Passing("weighted"), 1)
    *search, (first, _) = looked
    assert search
    assert all(end <= first for _, end in search)


def test_nodes_beyond_64_bits_keep_their_numbers() -> None:
    graph = nx.Graph([(2**70, 1), (2**70, 2)])
    assert choose_seeds(graph, 1, "degree").tolist() == [2**70]


@pytest.mark.parametrize("rule", ["pagerank", "bridges", "degree", "k_core"])
def test_of_people_who_stand_alike_the_smaller_uid_is_first(rule: str) -> None:
    """Rounding of what is measured of them decides nothing."""
    for graph in (nx.cycle_graph(7), nx.complete_graph(5), nx.cycle_graph(50)):
        assert choose_seeds(graph, 3, rule).tolist() == [0, 1, 2]


def test_sets_that_do_not_fit_end_the_guarantee(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where talk never ends each set holds a part of everybody; memory ends before the guarantee."""
    graph = made("communities", 600)
    free = most_influential(graph, 3, Passing("probability", 0.9), 1)
    assert not free.is_capped
    monkeypatch.setattr(influence, "ROOM", 64)
    grown = most_influential(graph, 3, Passing("probability", 0.9), 1)
    assert grown.sets == free.sets
    assert grown.reached == free.reached
    assert grown.uids.tolist() == free.uids.tolist()
    monkeypatch.setattr(influence, "MOST_ENTRIES", 4096)
    capped = most_influential(graph, 3, Passing("probability", 0.9), 1)
    assert capped.is_capped
    assert 0 < capped.sets < free.sets
    assert len(set(capped.uids.tolist())) == 3


@pytest.mark.parametrize(
    ("key", "call"),
    [
        ("seeds.rule", lambda g: choose_seeds(g, 2, "hub")),
        ("seeds.rule", lambda g: choose_seeds(g, 2, ["degree"])),
        ("seeds.number", lambda g: choose_seeds(g, 401, "degree")),
        ("seeds.number", lambda g: choose_seeds(g, 0, "degree")),
        ("seeds.number", lambda g: choose_seeds(g, 2.0, "degree")),
        ("seeds.number", lambda g: choose_seeds(g, True, "degree")),
        ("number_option", lambda g: choose_seeds(g, 2, "random", seed=-1)),
        ("whole_option", lambda g: choose_seeds(g, 2, "random", seed=None)),
        ("classic.share", lambda g: choose_seeds(g, 2, "ris", 1.5)),
        ("passing_above_one", lambda _: choose_seeds(KARATE, 2, "degree_discount", "arcs")),
        ("classic.way", lambda g: choose_seeds(g, 2, "ris", "lt")),
        ("classic.no_weights", lambda g: choose_seeds(g, 2, "ris", "arcs")),
        ("classic.complete", lambda g: choose_seeds(complete_graph(5, 0.1), 2, "ris")),
        ("graph.not_a_graph", lambda g: choose_seeds([(0, 1)], 2, "ris")),
    ],
)
def test_what_cannot_be_chosen_is_a_sentence(key: str, call: Any) -> None:
    with pytest.raises(Mistake) as caught:
        call(made())
    assert caught.value.key == key
    assert caught.value.has_sentence


def test_names_may_be_quoted_and_files_called_anything(tmp_path: Path) -> None:
    file = tmp_path / "seeds"
    people = ["a", "Sato, Ichi", 'the "boss"', '"quoted"', '"']
    file.write_text('"a"\n"Sato, Ichi"\n"the ""boss"""\n"quoted"\n"\na\n')
    assert read_names(file, people) == people


@pytest.mark.parametrize(
    ("content", "line", "name"),
    [("name\na\n", 1, "name"), ("# all\n\na\na,c\n", 4, "a,c"), ('a\n"A"\n', 2, '"A"')],
)
def test_who_is_not_in_the_network_is_told_with_file_and_line(
    content: str, line: int, name: str, tmp_path: Path
) -> None:
    file = tmp_path / "seeds"
    file.write_text(content)
    with pytest.raises(Mistake) as caught:
        read_names(file, ["a", "c"])
    assert f'"{file}", line {line}: no person' in str(caught.value)
    assert f'is called "{name}"' in str(caught.value)


def test_files_of_names_are_read_as_they_are_saved(tmp_path: Path) -> None:
    file = tmp_path / "seeds.txt"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp932"):
        file.write_bytes("# 最初の人\n太郎\n\n  花子 \n太郎\n".encode(encoding))
        assert read_names(file, ["花子", "太郎", "次郎"]) == ["太郎", "花子"]
    for content, key in ((b"# nobody\n\n", "seeds.empty_file"), (b"\x81\xff\x00\x01", "graph.not_text")):
        file.write_bytes(content)
        with pytest.raises(Mistake) as caught:
            read_names(file, ["太郎"])
        assert caught.value.key == key
        assert caught.value.has_sentence
    with pytest.raises(Mistake) as caught:
        read_names(tmp_path / "no.txt", ["太郎"])
    assert caught.value.key == "graph.missing_file"
