"""Message cascades: what one arrival from outside, or one act of talk, set going.

A discovery belongs to its teller's cascade if it comes within four weeks of that cascade's start;
otherwise the telling starts a new one. A cascade's size is one (the arrival or the act) plus the
discoveries it causes, followed through relays.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.stages import PEOPLE
from simulator.compiled import compiled

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
    """Cascades of one run, in the order in which they began."""

    size: NDArray[np.int32]  # one, plus discoveries caused
    depth_of_discovery: NDArray[np.int16]  # steps from the start, of each discovery by talk


def trace(found: Discoveries, acts: TalkActs, consumers: int) -> Cascades:
    """Follow every discovery back to the arrival or the act of talk that set it going.

    Parameters
    ----------
    consumers : number of people; uids are below it.
    """
    size = np.zeros(len(found.week) + len(acts.week), np.int32)
    depth = np.full(len(found.week), -1, np.int16)
    number = _trace(*found, *acts, consumers, size, depth)
    return Cascades(size[:number], depth[found.cause >= PEOPLE])


@compiled
def _trace(week, listener, cause, act_week, talker, n, size, depth):  # type: ignore[no-untyped-def]
    """Fill `size` and `depth`; return the number of cascades."""
    cascade = np.full(n, -1, np.int64)  # each person's cascade, as listener
    steps = np.zeros(n, np.int64)
    start = np.zeros(size.shape[0], np.int64)
    act = np.full(n, -1, np.int64)  # the cascade of what each says this week
    root = np.zeros(n, np.int64)  # and how many steps from its start the talker is
    number, e, a = 0, 0, 0
    while e < week.shape[0] or a < act_week.shape[0]:
        t = 32767
        if e < week.shape[0]:
            t = np.int64(week[e])
        if a < act_week.shape[0]:
            t = min(t, np.int64(act_week[a]))
        while a < act_week.shape[0] and act_week[a] == t:
            j = talker[a]
            held = cascade[j]
            if held >= 0 and t - start[held] <= WINDOW:
                act[j], root[j] = held, steps[j]
            else:
                act[j], root[j] = number, 0
                start[number], size[number] = t, 1
                number += 1
            a += 1
        first = e
        while e < week.shape[0] and week[e] == t:
            if cause[e] >= PEOPLE:
                j = cause[e] - PEOPLE
                depth[e] = root[j] + 1
                size[act[j]] += 1
            e += 1
        for k in range(first, e):  # after all of the week's talk was looked up
            i = listener[k]
            if cause[k] >= PEOPLE:
                cascade[i], steps[i] = act[cause[k] - PEOPLE], depth[k]
            else:
                cascade[i], steps[i] = number, 0
                start[number], size[number] = t, 1
                number += 1
    return number
