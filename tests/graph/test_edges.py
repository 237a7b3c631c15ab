"""The import rules: merged, dropped, ranked, and who is close."""

from typing import Any

import numpy as np
import pytest
from graph_checks import arcs, check_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import Mistake
from simulator.graph.digest import graph_digest
from simulator.graph.edges import STRONG_TIES_EACH, graph_from_edges
from simulator.graph.files import read_graph
from simulator.graph.social_graph import ONLINE, STRONG, SocialGraph

EDGES = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(1, 9)), min_size=1, max_size=90
).filter(lambda edges: len({end for a, b, _ in edges for end in (a, b)}) > 1)


def strong_pairs(graph):
    return {pair for pair, (kind, _) in arcs(graph).items() if kind & STRONG}


def obvious_strong(edges, each):
    """Apply the rule of the model page, word by word."""
    friends = {end: set() for a, b in edges for end in (a, b)}
    for a, b in edges:
        if a != b:
            friends[a].add(b)
            friends[b].add(a)
    strong = set()
    for person, known in friends.items():
        by_closeness = sorted(known, key=lambda k: (-len(friends[k] & known), k))
        for friend in by_closeness[:each]:
            strong |= {(person, friend), (friend, person)}
    return strong


def test_parallel_edges_merge_and_self_loops_drop():
    graph = graph_from_edges(["b", "a", "b", "c", "d"], ["a", "b", "c", "c", "d"], [1, 2, 4, 9, 9])
    assert graph.labels == ("a", "b", "c", "d")
    assert graph.notes["merged"] == 1
    assert graph.notes["self_loops_dropped"] == 2
    assert {pair: weight for pair, (_, weight) in arcs(graph).items()} == {
        (0, 1): 3, (1, 0): 3, (1, 2): 4, (2, 1): 4,
    }  # fmt: skip
    assert graph.out_degree.tolist() == [1, 2, 1, 0]  # d stays, without ties


def test_without_weights_merged_edges_weigh_one():
    graph = graph_from_edges([1, 2, 1], [2, 1, 2])
    assert graph.weights is None
    assert graph.notes["merged"] == 2
    assert len(graph.targets) == 2


def weights(graph):
    return {pair: weight for pair, (_, weight) in arcs(graph).items() if pair[0] < pair[1]}


def test_a_symmetric_export_counts_each_tie_once():
    graph = graph_from_edges([1, 2, 3, 2], [2, 1, 2, 3], [3, 3, 0.5, 0.5])
    assert weights(graph) == {(0, 1): 3, (1, 2): 0.5}
    assert graph.notes == {"merged": 0, "self_loops_dropped": 0, "mirrored": 2}
    twice = graph_from_edges([1, 1, 2, 2], [2, 2, 1, 1], [3, 4, 4, 3])
    assert weights(twice) == {(0, 1): 7}  # each direction says 3 and 4
    assert twice.notes == {"merged": 1, "self_loops_dropped": 0, "mirrored": 2}
    assert graph_from_edges([1, 2, 3], [2, 1, 3]).notes == {
        "merged": 0, "self_loops_dropped": 1, "mirrored": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "heavy", "added"),
    [
        ([1, 2], [2, 1], [3, 4], {(0, 1): 7}),  # another weight the other way
        ([1, 2, 2], [2, 1, 3], [3, 3, 1], {(0, 1): 6, (1, 2): 1}),  # a tie in one direction only
        ([1, 1], [2, 2], [3, 3], {(0, 1): 6}),  # repeated in one direction
        ([1, 2, 1, 3], [2, 1, 3, 1], [3, 3, 1, 2], {(0, 1): 6, (0, 2): 3}),
    ],
)
def test_otherwise_weights_of_repeats_add(source, target, heavy, added):
    graph = graph_from_edges(source, target, heavy)
    assert weights(graph) == added
    assert "mirrored" not in graph.notes


def test_two_directions_are_two_ties_where_ties_have_one():
    graph = graph_from_edges([1, 2], [2, 1], [3, 3], directed=True)
    assert {pair: weight for pair, (_, weight) in arcs(graph).items()} == {(0, 1): 3, (1, 0): 3}
    assert "mirrored" not in graph.notes


def test_words_say_what_is_strong_as_in_an_edge_list():
    graph = graph_from_edges([1, 2], [2, 3], strong=["weak", "yes"], online=[1.0, 0], directed=True)
    assert {p: k for p, (k, _) in arcs(graph).items()} == {(0, 1): ONLINE, (1, 2): STRONG}
    for odd in ("maybe", 0.2, float("nan"), None):
        with pytest.raises(Mistake, match=r'Entries of "strong" .*: 1, at position 1'):
            graph_from_edges([1, 2], [2, 3], strong=np.array([True, odd], object))


def test_directed_edges_stay_directed():
    graph = graph_from_edges([1, 2, 1], [2, 3, 2], directed=True)
    assert graph.directed
    assert list(arcs(graph)) == [(0, 1), (1, 2)]
    assert graph.notes["merged"] == 1
    assert graph.in_degree.tolist() == [0, 1, 1]


def test_ids_are_ranked_as_numbers_or_as_text():
    assert graph_from_edges(["10", "9"], ["9", "2"]).labels == ("2", "9", "10")
    assert graph_from_edges(["10", "9"], ["9", "x"]).labels == ("10", "9", "x")
    assert graph_from_edges([10, 9], [9, -2]).labels == ("-2", "9", "10")
    assert graph_from_edges([10.0, 9.0], [9.0, 2.0]).labels == ("2", "9", "10")
    assert graph_from_edges(["01", "1"], ["1", "2"]).labels == ("01", "1", "2")
    assert graph_from_edges(["花子"], ["太郎"]).labels == ("太郎", "花子")
    assert graph_from_edges(np.array(["b", 3], object), np.array([3, "a"], object)).n == 3


@settings(max_examples=150, deadline=None)
@given(EDGES, st.booleans(), st.integers(1, 8))
def test_strong_rule_is_the_obvious_one(edges, directed, each):
    from simulator.graph.common import strong_by_common_neighbours

    a, b = (np.array([edge[end] for edge in edges]) for end in (0, 1))
    people = sorted(set(a) | set(b))
    graph = graph_from_edges(a, b, directed=directed)
    names = [(people[i], people[j]) for i, j in arcs(graph)]
    theory = obvious_strong(list(zip(a.tolist(), b.tolist(), strict=True)), each)
    first, second = (np.array([arc[end] for arc in arcs(graph)], np.int64) for end in (0, 1))
    said = strong_by_common_neighbours(graph.n, first, second, each)
    assert [name in theory for name in names] == said.tolist()
    if each == STRONG_TIES_EACH:
        named = {(people[i], people[j]) for i, j in strong_pairs(graph)}
        assert named == theory & set(names)


def test_a_wrong_strong_rule_is_noticed():
    edges = [(0, k) for k in range(1, 12)] + [(10, 11), (10, 12), (10, 13), (11, 12)]
    theory = obvious_strong(edges, 8)
    assert strong_pairs(graph_from_edges(*zip(*edges, strict=True))) == theory
    assert obvious_strong(edges, 1) != theory


def test_equal_counts_go_to_the_smaller_uid():
    star = graph_from_edges([0] * 12 + list(range(1, 13)), [*range(1, 13), *range(101, 113)])
    assert (0, 8) in strong_pairs(star)
    clique = graph_from_edges(*np.triu_indices(20, 1))
    assert (0, 19) in strong_pairs(clique)  # 0 is among the eight of 19
    assert (18, 19) not in strong_pairs(clique)


@settings(max_examples=100, deadline=None)
@given(EDGES, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(edges, directed, shuffler):
    weights = [w / 7 for *_, w in edges]
    lines = [(a, b, w) for (a, b, _), w in zip(edges, weights, strict=True)]
    columns = [list(column) for column in zip(*lines, strict=True)]
    shuffler.shuffle(lines)
    other = [list(column) for column in zip(*lines, strict=True)]
    if not directed:
        other[0], other[1] = other[1], other[0]
    first = graph_from_edges(*columns, directed=directed)
    second = graph_from_edges(*other, directed=directed)
    assert graph_digest(first) == graph_digest(second)
    assert first.labels == second.labels
    assert first.notes == second.notes
    check_rows(first)


def test_columns_say_what_is_strong_and_online():
    graph = graph_from_edges(
        [1, 2, 2], [2, 1, 3], strong=[False, True, False], online=[True, False, False]
    )
    assert {p: k for p, (k, _) in arcs(graph).items()} == {
        (0, 1): STRONG | ONLINE, (1, 0): STRONG | ONLINE, (1, 2): 0, (2, 1): 0,
    }  # fmt: skip
    arrow = graph_from_edges([1, 2], [2, 1], strong=[True, False], online=[0, 0], directed=True)
    assert {p: k for p, (k, _) in arcs(arrow).items()} == {(0, 1): STRONG, (1, 0): 0}


def test_online_ties_are_drawn_by_pair_and_seed():
    pairs = np.triu_indices(60, 1)
    one, same, other = (graph_from_edges(*pairs, seed=s) for s in (1, 1, 2))
    arrows = graph_from_edges(*pairs, directed=True, seed=1)
    assert graph_digest(one) == graph_digest(same) != graph_digest(other)
    online = {pair for pair, (kind, _) in arcs(one).items() if kind & ONLINE}
    assert 0.1 < len(online) / (60 * 59) < 0.3
    assert {p for p, (k, _) in arcs(arrows).items() if k & ONLINE} == {
        (a, b) for a, b in online if a < b
    }
    check_rows(one)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (([1, 2], [2]), '"target": 1; in "source": 2'),
        (([1], [2], [1, 2]), '"weight": 2; in "source": 1'),
        (([], []), "no edges"),
        (([1, 2], [2, 3], [1, 0]), "not positive numbers: 1,"),
        (([1, 2], [2, 3], [1, float("nan")]), "position 1 "),
        (([1, 2], [2, 3], ["x", "y"]), "must be numbers"),
        (([1.0, float("nan")], [2, 3]), "Edges without an id: 1, at position 1"),
        ((np.array([None, "a"], object), ["b", "c"]), "position 0 "),
        (([1], [1]), "People in the graph: 1;"),
        (([[1, 2]], [[2, 3]]), "2 dimensions"),
    ],
)
def test_edges_that_cannot_be_used(arguments, says):
    with pytest.raises(Mistake, match=says):
        SocialGraph.from_edges(*arguments)


def test_rows_may_move_without_changing_anybody():
    graph = graph_from_edges(*np.triu_indices(9, 3), weight=np.arange(1, 22))
    moved = graph.reordered(np.arange(9)[::-1].copy())
    assert dict(sorted(arcs(moved).items())) == arcs(graph)
    assert graph_digest(moved) != graph_digest(graph)


NONSENSE: list[tuple[Any, ...]] = [
    (["A", "B"], ["B", "C"], {"directed": "no"}, "directed = 'no' is neither True nor False"),
    (["A", "B"], ["B", "C"], {"directed": None}, "directed = None is neither"),
    (["A"], ["B"], {"weight": 3}, 'Entries in "weight" must be a plain list'),
    (["A"], ["B"], {"weight": "x"}, 'Entries in "weight" must be a plain list'),
    (["A"], ["B"], {"strong": True}, 'Entries in "strong" must be a plain list'),
    (1, 2, {}, 'Entries in "source" must be a plain list'),
    ("AB", "BC", {}, 'Entries in "source" must be a plain list'),
    (["A"], [["B"]], {}, 'Entries in "target" must be a plain list'),
]


@pytest.mark.parametrize(("source", "target", "more", "said"), NONSENSE)
def test_nonsense_from_python_gets_a_sentence(
    source: Any, target: Any, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(Mistake) as raised:
        SocialGraph.from_edges(source, target, **more)
    assert said in str(raised.value)


def test_edges_may_come_one_by_one() -> None:
    made = SocialGraph.from_edges(iter("AB"), (one for one in "BC"), weight=iter([1.0, 2.0]))
    listed = SocialGraph.from_edges(["A", "B"], ["B", "C"], weight=[1.0, 2.0])
    assert made.targets.tolist() == listed.targets.tolist()
    assert made.labels == listed.labels == ("A", "B", "C")


@pytest.mark.parametrize("path", [3, None, ["a.csv"]])
def test_a_graph_is_read_from_a_path(path: Any) -> None:
    with pytest.raises(Mistake, match="The path of a file is needed"):
        read_graph(path)
