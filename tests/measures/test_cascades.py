"""Message cascades counted by hand, and their depth and structural virality where it is known."""

import math
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY

from simulator.agents.stages import PEOPLE, Channel
from simulator.cascades import WINDOW, Cascades, Discoveries, TalkActs, trace
from simulator.runs import cascade_measures

ORGANIC = int(Channel.ORGANIC)
Found, Acts = list[tuple[int, int, int]], list[tuple[int, int]]


def cascades(found: Found, acts: Acts) -> tuple[list[int], list[int]]:
    """Sizes and depths; `found` is (week, listener, teller or -1), `acts` is (week, talker)."""
    out = traced(found, acts)
    return out.size.tolist(), out.depth_of_discovery.tolist()


def traced(found: Found, acts: Acts) -> Cascades:
    """All that is known of the cascades."""
    week, listener, teller = np.array(found or np.empty((0, 3)), int).T
    cause = np.where(teller >= 0, PEOPLE + teller, ORGANIC)
    act_week, talker = np.array(acts or np.empty((0, 2)), int).T
    return trace(
        Discoveries(week.astype(np.int16), listener.astype(np.int32), cause.astype(np.int32)),
        TalkActs(act_week.astype(np.int16), talker.astype(np.int32)),
        20,
    )


def test_nothing_makes_no_cascade() -> None:
    assert cascades([], []) == ([], [])


def test_an_arrival_from_outside_is_a_cascade_of_one() -> None:
    assert cascades([(0, 3, -1), (2, 4, -1)], []) == ([1, 1], [])


def test_an_act_of_talk_by_a_customer_of_old_is_a_cascade_even_if_nobody_heeds_it() -> None:
    assert cascades([], [(0, 7), (1, 7)]) == ([1, 1], [])


def test_who_is_told_within_four_weeks_of_the_start_belongs_to_it() -> None:
    """0 arrives in week 0 and tells 1 in week 4: his own arrival's cascade, two people."""
    assert cascades([(0, 0, -1), (4, 1, 0)], [(4, 0)]) == ([2], [1])


def test_later_telling_starts_a_new_one() -> None:
    assert cascades([(0, 0, -1), (5, 1, 0)], [(5, 0)]) == ([1, 2], [1])


def test_the_four_weeks_count_from_the_start_not_from_the_last_relay() -> None:
    """0 -> 1 in week 3 is of the first; 1 -> 2 in week 5 is too late and starts the second."""
    assert cascades([(0, 0, -1), (3, 1, 0), (5, 2, 1)], [(3, 0), (5, 1)]) == ([2, 2], [1, 1])


def test_relays_are_followed_and_deepen() -> None:
    found = [(0, 0, -1), (1, 1, 0), (2, 2, 1), (3, 3, 2)]
    assert cascades(found, [(1, 0), (2, 1), (3, 2)]) == ([4], [1, 2, 3])


def test_two_listeners_of_one_act_are_in_one_cascade() -> None:
    assert cascades([(1, 5, 9), (1, 6, 9)], [(1, 9)]) == ([3], [1, 1])


def test_two_talkers_of_one_week_have_one_each() -> None:
    assert cascades([(1, 5, 9), (1, 6, 8)], [(1, 8), (1, 9)]) == ([2, 2], [1, 1])


def test_who_forgot_and_is_told_again_belongs_to_the_newer_cascade() -> None:
    """1 hears from 0, forgets, hears from 9 in week 8 and passes that on in week 9."""
    found = [(0, 0, -1), (1, 1, 0), (8, 1, 9), (9, 2, 1)]
    assert cascades(found, [(1, 0), (8, 9), (9, 1)]) == ([2, 3], [1, 1, 2])


def test_what_is_heard_in_a_week_is_passed_on_in_the_next_at_the_earliest() -> None:
    """1 talked in the very week in which he discovered again: as what he was before."""
    found = [(0, 1, -1), (6, 1, 0), (6, 2, 1)]
    sizes, depths = cascades(found, [(6, 0), (6, 1)])
    assert sizes == [1, 2, 2]
    assert depths == [1, 1]


# --- shapes ---------------------------------------------------------------------------------------


def trees(found: Found, acts: Acts) -> list[nx.Graph]:
    """The tree of every cascade, in the order in which they began; a node is a week and a person."""
    begun: list[tuple[int, nx.Graph]] = []
    member: dict[int, tuple[int, tuple[int, int]]] = {}  # person -> (his cascade, his node in it)

    def begin(week: int, person: int) -> tuple[int, tuple[int, int]]:
        tree = nx.Graph(root=(week, person))
        tree.add_node((week, person))
        begun.append((week, tree))
        return len(begun) - 1, (week, person)

    for week in sorted({row[0] for row in [*found, *acts]}):
        says, hears = {}, {}
        for talker in [talker for when, talker in acts if when == week]:
            own = member.get(talker)
            soon = own is not None and week - begun[own[0]][0] <= WINDOW
            says[talker] = own if soon else begin(week, talker)
        for listener, teller in [(who, by) for when, who, by in found if when == week]:
            if teller < 0:
                hears[listener] = begin(week, listener)
            else:
                number, node = says[teller]
                begun[number][1].add_edge(node, (week, -1 - listener))  # no node is met twice
                hears[listener] = number, (week, -1 - listener)
        member |= hears
    return [tree for _, tree in begun]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Found, Acts]:
    """Draw weeks in which some talk, and some hear of it from one of these or from a channel."""
    found, acts = [], []
    for week in range(draw(st.integers(0, 12))):
        talkers = sorted(draw(st.sets(st.integers(0, 7))))
        acts += [(week, talker) for talker in talkers]
        for listener in sorted(draw(st.sets(st.integers(0, 7)))):
            found.append((week, listener, draw(st.sampled_from([-1, *talkers * 2]))))
    return found, acts


@PROPERTY
@given(history=histories())
def test_trees_are_those_of_all_pairs_in_networkx(history: tuple[Found, Acts]) -> None:
    out, slow = traced(*history), trees(*history)
    assert out.size.tolist() == [len(tree) for tree in slow]
    virality = []
    for k, tree in enumerate(slow):
        steps = nx.single_source_shortest_path_length(tree, tree.graph["root"])
        assert out.deepest[k] == max(steps.values())
        between = sum(sum(ends.values()) for _, ends in nx.all_pairs_shortest_path_length(tree))
        assert 2 * out.distance[k] == between
        if len(tree) > 1:
            virality.append(nx.average_shortest_path_length(tree))
            assert out.virality[k] == pytest.approx(virality[-1], rel=1e-12)
        else:
            assert math.isnan(out.virality[k])
    told = cascade_measures(out)
    if virality:
        assert told["cascade_virality"] == pytest.approx(sum(virality) / len(virality), rel=1e-12)
        assert told["cascade_depth"] == sum(out.deepest.tolist()) / len(virality)
        largest = max(range(len(slow)), key=lambda k: len(slow[k]))  # the first of equal ones
        assert told["cascade_virality_largest"] == out.virality[largest]
    else:
        assert math.isnan(told["cascade_virality"])
        assert math.isnan(told["cascade_depth"])


@pytest.mark.parametrize("n", [2, 3, 8, 19])
def test_a_star_is_two_steps_wide(n: int) -> None:
    """One tells all others: (n - 1) pairs are one step apart, all other pairs two."""
    out = traced([(1, listener, 0) for listener in range(1, n)], [(1, 0)])
    pairs = Fraction(n * (n - 1), 2)
    assert Fraction(int(out.distance[0])) / pairs == Fraction(2 * (n - 1), n)
    assert out.deepest.tolist() == [1]


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_a_chain_is_as_long_as_it_is(n: int) -> None:
    """Each tells the next, a week later: no more than six within the four weeks."""
    out = traced([(k, k + 1, k) for k in range(n - 1)], [(k, k) for k in range(n - 1)])
    assert Fraction(int(out.distance[0]), n * (n - 1) // 2) == Fraction(n + 1, 3)
    assert out.deepest.tolist() == [n - 1]


def test_measures_of_three_cascades() -> None:
    """A chain of three, a star of four, and one whom nobody heeds."""
    found = [(0, 1, 0), (1, 2, 1), (0, 5, 4), (0, 6, 4), (0, 7, 4)]
    told = cascade_measures(traced(found, [(0, 0), (0, 4), (0, 9), (1, 1)]))
    assert told == {
        "cascade_mean": 8 / 3, "cascade_median": 3, "cascade_largest": 4, "cascade_direct": 4 / 5,
        "cascade_depth": 3 / 2, "cascade_deepest": 2, "cascade_virality": (4 / 3 + 3 / 2) / 2,
        "cascade_virality_largest": 3 / 2,
    }  # fmt: skip


def test_where_nothing_was_said_there_is_nothing_to_measure() -> None:
    assert all(math.isnan(value) for value in cascade_measures(traced([], [])).values())
    alone = cascade_measures(traced([], [(0, 3)]))
    assert (alone["cascade_largest"], alone["cascade_deepest"]) == (1, 0)
    assert math.isnan(alone["cascade_virality_largest"])
