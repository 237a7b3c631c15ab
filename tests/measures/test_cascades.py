"""Message cascades counted by hand, and structural virality where it is known."""

import numpy as np

from simulator.agents.stages import PEOPLE, Channel
from simulator.cascades import Discoveries, TalkActs, trace

ORGANIC = int(Channel.ORGANIC)


def cascades(
    found: list[tuple[int, int, int]], acts: list[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """Sizes and depths; `found` is (week, listener, teller or -1), `acts` is (week, talker)."""
    week, listener, teller = np.array(found or np.empty((0, 3)), int).T
    cause = np.where(teller >= 0, PEOPLE + teller, ORGANIC)
    act_week, talker = np.array(acts or np.empty((0, 2)), int).T
    out = trace(
        Discoveries(week.astype(np.int16), listener.astype(np.int32), cause.astype(np.int32)),
        TalkActs(act_week.astype(np.int16), talker.astype(np.int32)),
        20,
    )
    return out.size.tolist(), out.depth_of_discovery.tolist()


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
