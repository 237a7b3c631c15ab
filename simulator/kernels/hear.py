"""Phase discover, first half: talk travels along ties to those who hear it."""

import math

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import arrival_time, earlier, occurs
from simulator.agents.stages import AWARE, PEOPLE, SEGMENT_SHIFT, SILENT, TalkMode
from simulator.compiled import compiled
from simulator.draws import Stream, fold, key, uniform, unit
from simulator.kernels.buffers import TALKERS

# mypy: disable-error-code="no-untyped-def"

STRONG = 1
ONLINE = 2
BLOCK = 64  # talkers whose rows are fetched together


@compiled
def hear(week, seed, setting, people, arcs, buffers):
    """Let every talker be heard along the out-arcs; hash first, touch the listener on success.

    Parameters
    ----------
    arcs : `Arcs` of the graph. For the others see `talk`.
    """
    uids, groups, hearing = people.uid, people.group, setting.hearing
    offsets, targets, kinds, weights = arcs.offsets, arcs.targets, arcs.kinds, arcs.weights
    flags, heards, heard_valences = people.flags, buffers.heard, buffers.heard_valence
    first_times, first_causes = buffers.first_time, buffers.first_cause
    ceiling = np.array([hearing[:, 0].max(), hearing[:, STRONG].max()])
    when = 0 if setting.talk_mode == TalkMode.ONCE else week
    first, last = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64)
    for b in range(flags.shape[0]):
        family = fold(key(seed, Stream.HEAR, b), when)
        talkers = buffers.talkers[b, : buffers.lengths[b, TALKERS]]
        room = roomiest(talkers, offsets)
        arc, teller = np.empty(room, np.int64), np.empty(room, np.int32)
        draw = np.empty(room)
        for start in range(0, talkers.shape[0], BLOCK):
            block = talkers[start : start + BLOCK]
            for k in range(block.shape[0]):
                first[k], last[k] = offsets[block[k]], offsets[block[k] + 1]
            found = mark_listeners(
                block, first, last, family, ceiling, setting.uid_is_row, uids, targets, kinds,
                weights, arc, teller, draw,
            )
            for c in range(found):
                a, j, u = arc[c], teller[c], draw[c]
                i, kind = targets[a], kinds[a]
                rate = hearing[groups[i] >> SEGMENT_SHIFT, kind & STRONG]
                if weights.shape[0] > 0:
                    rate *= np.float64(weights[a])
                if not occurs(u, rate):
                    continue
                valence = np.int64(buffers.speech[b, j])
                tally(b, valence, 1, 1 if kind & ONLINE != 0 else 0, buffers.counts)
                heards[b, i] += 1
                heard_valences[b, i] += valence
                if flags[b, i] & AWARE == 0:
                    time, cause = arrival_time(u, rate), PEOPLE + np.int64(uids[j])
                    if earlier(time, cause, first_times[b, i], np.int64(first_causes[b, i])):
                        first_times[b, i], first_causes[b, i] = time, cause


@compiled
def roomiest(talkers, offsets):
    """The most arcs that a block of talkers has."""
    most, here = 0, 0
    for k in range(talkers.shape[0]):
        here = here + offsets[talkers[k] + 1] - offsets[talkers[k]] if k % BLOCK else (
            offsets[talkers[k] + 1] - offsets[talkers[k]]
        )
        most = max(most, here)
    return most + 1


@compiled
def mark_listeners(
    block, first, last, family, ceiling, uid_is_row, uids, targets, kinds, weights, arc, teller, draw
):
    """List the arcs whose draw is below the largest rate they can have; return how many."""
    weighted = weights.shape[0] > 0
    found = 0
    for k in range(block.shape[0]):
        j = block[k]
        voice = fold(family, uids[j])
        for a in range(first[k], last[k]):
            i = np.int64(targets[a])
            u = unit(fold(voice, i if uid_is_row else np.int64(uids[i])))
            bound = ceiling[kinds[a] & STRONG]
            if weighted:
                bound *= np.float64(weights[a])
            arc[found], teller[found], draw[found] = a, j, u
            found += u < bound
    return found


@compiled
def tally(b, valence, listeners, visible, counts):
    """Count what one talker was heard saying."""
    if valence > 0:
        counts[b, Count.HEARD_POSITIVE] += listeners
    elif valence < 0:
        counts[b, Count.HEARD_NEGATIVE] += listeners
    else:
        counts[b, Count.HEARD_NEUTRAL] += listeners
    counts[b, Count.HEARD_VISIBLE] += visible


@compiled
def hear_everybody(week, seed, setting, people, by_uid, pair_weight, online_share, buffers):
    """The same on the implicit complete graph: rates add, and the talker is drawn on success.

    Superposition makes this exact: one cause with the summed rate of all who talk, and the talker
    uniform among them. Draws are the week's also where everybody talks only once: the cause stands
    for other pairs each week.

    Parameters
    ----------
    by_uid : rows in the order of their uids, int32 (n,).
    pair_weight : weight of each pair. online_share : share of talk that is online.
    """
    brands, n = people.flags.shape
    rank = np.empty(n, np.int64)
    for b in range(brands):
        family = fold(key(seed, Stream.HEAR, b), week)
        pick = key(seed, Stream.TALKER, b)
        visible = key(seed, Stream.ONLINE_TALK, b)
        talkers = buffers.talkers[b, : buffers.lengths[b, TALKERS]].copy()
        found = 0
        for k in range(n):  # talkers by uid, so that row order is no matter
            i = by_uid[k]
            rank[i] = -1
            if buffers.speech[b, i] != SILENT:
                talkers[found] = i
                rank[i] = found
                found += 1
        for i in range(n):
            others = found - (1 if rank[i] >= 0 else 0)
            if others == 0:
                continue
            segment = people.group[i] >> SEGMENT_SHIFT
            rate = setting.hearing[segment, STRONG] * pair_weight * others
            uid = people.uid[i]
            u = unit(fold(family, uid))
            if occurs(u, rate):
                place = np.int64(math.floor(uniform(pick, uid, week) * others))
                if rank[i] >= 0 and place >= rank[i]:
                    place += 1
                j = talkers[place]
                valence = np.int64(buffers.speech[b, j])
                online = uniform(visible, uid, week) < online_share
                tally(b, valence, 1, 1 if online else 0, buffers.counts)
                buffers.heard[b, i] = 1
                buffers.heard_valence[b, i] = valence
                if people.flags[b, i] & AWARE == 0:
                    buffers.first_time[b, i] = arrival_time(u, rate)
                    buffers.first_cause[b, i] = PEOPLE + people.uid[j]
