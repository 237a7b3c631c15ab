"""Message cascades: what one arrival from outside, or one act of talk, set going.

A discovery belongs to its teller's cascade if it comes within four weeks of that cascade's start;
otherwise the telling starts a new one. A cascade's size is one (the arrival or the act) plus the
discoveries it causes, followed through relays. They form a tree: its root is the arrival or the act,
and each discovery hangs on the one that its teller passed on.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.stages import PEOPLE
from simulator.compiled import compiled, inner

WINDOW = 4  # weeks; model page, design concepts


class Discoveries(NamedTuple):
    """Every discovery of one brand in one run, in the order of weeks."""

    week: NDArray[np.int16]
    listener: NDArray[np.int32]  # uid
    cause: NDArray[np.int32]  # Channel, or PEOPLE + uid of the teller


class TalkActs(NamedTuple):
    """Every act of talk about one brand in one run, in the order of weeks."""

    week: NDArray[np.int16]
    talker: NDArray[np.int32]  # uid


class Cascades(NamedTuple):
    """Cascades of one run, in the order in which they began: the tree of each, summed up."""

    size: NDArray[np.int32]  # one, plus discoveries caused
    deepest: NDArray[np.int16]  # steps from the start to the discovery that is farthest from it
    distance: NDArray[np.int64]  # steps between two of its nodes, summed over all pairs of them
    depth_of_discovery: NDArray[np.int16]  # steps from the start, of each discovery by talk

    @property
    def virality(self) -> NDArray[np.float64]:
        """Structural virality of each: the mean distance of two nodes (Goel2016); nan where one is all."""
        size = self.size.astype(np.int64)
        pairs = size * (size - 1) // 2
        return np.where(pairs > 0, self.distance / np.maximum(pairs, 1), np.nan)


def trace(found: Discoveries, acts: TalkActs, consumers: int) -> Cascades:
    """Follow every discovery back to the arrival or the act of talk that set it going.

    Parameters
    ----------
    consumers : number of people; uids are below it.
    """
    most = len(found.week) + len(acts.week)
    size, deepest, distance = np.zeros(most, np.int32), np.zeros(most, np.int16), np.zeros(most, np.int64)
    depth = np.full(len(found.week), -1, np.int16)
    number = _trace(*found, *acts, consumers, size, deepest, distance, depth)
    of_talk = depth[found.cause >= PEOPLE]
    return Cascades(size[:number], deepest[:number], distance[:number], of_talk)


@compiled
def _trace(week, listener, cause, act_week, talker, n, size, deepest, distance, depth):  # type: ignore[no-untyped-def]
    """Fill in what is known of each cascade, and `depth`; return the number of cascades."""
    latest = np.full(n, -1, np.int64)  # each person's latest discovery
    act = np.full(n, -1, np.int64)  # the cascade of what each says this week
    passed_on = np.full(n, -1, np.int64)  # and the discovery that it passes on; -1: it starts one
    part = np.zeros(week.shape[0], np.int32)  # the cascade of each discovery
    above = np.full(week.shape[0], -1, np.int32)  # and the one it hangs on; -1: an act of talk
    start = np.zeros(size.shape[0], np.int16)
    number, e, a = 0, 0, 0
    while e < week.shape[0] or a < act_week.shape[0]:
        t = 32767
        if e < week.shape[0]:
            t = np.int64(week[e])
        if a < act_week.shape[0]:
            t = min(t, np.int64(act_week[a]))
        while a < act_week.shape[0] and act_week[a] == t:
            j = talker[a]
            held = latest[j]
            if held >= 0 and t - start[part[held]] <= WINDOW:
                act[j], passed_on[j] = part[held], held
            else:
                act[j], passed_on[j] = number, -1
                start[number], size[number] = t, 1
                number += 1
            a += 1
        first = e
        while e < week.shape[0] and week[e] == t:
            if cause[e] >= PEOPLE:
                j = cause[e] - PEOPLE
                part[e], above[e], depth[e] = act[j], passed_on[j], 1
                if passed_on[j] >= 0:
                    depth[e] += max(depth[passed_on[j]], 0)
                size[part[e]] += 1
                deepest[part[e]] = max(deepest[part[e]], depth[e])
            e += 1
        for k in range(first, e):  # after all of the week's talk was looked up
            latest[listener[k]] = k
            if cause[k] < PEOPLE:
                part[k] = number
                start[number], size[number] = t, 1
                number += 1
    add_distances(cause, part, above, size, distance)
    return number


@inner
def add_distances(cause, part, above, size, distance):  # type: ignore[no-untyped-def]
    """Sum the distances of all pairs: the tie above a part of a tree is on the way out of that part.

    With `s` nodes below a tie and `n` in all, s (n - s) pairs have it between them. Whom a discovery
    hangs on comes earlier, so that one pass from the last to the first knows every `s`.
    """
    below = np.ones(cause.shape[0], np.int32)  # nodes: the discovery and all that hang on it
    for e in range(cause.shape[0] - 1, -1, -1):
        if cause[e] >= PEOPLE:
            distance[part[e]] += np.int64(below[e]) * (size[part[e]] - below[e])
            if above[e] >= 0:
                below[above[e]] += below[e]
