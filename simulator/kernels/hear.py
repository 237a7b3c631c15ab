"""Phase discover, first half: talk travels along ties to those who hear it."""

import math

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import arrival_time, earlier, occurs
from simulator.agents.stages import AWARE, PEOPLE, SEGMENT_SHIFT, SILENT, TalkMode
from simulator.compiled import inner
from simulator.draws import Stream, fold, key, uniform, unit
from simulator.graph.social_graph import ONLINE, STRONG
from simulator.kernels.buffers import LISTENERS, TALKERS
from simulator.kernels.prefetch import AHEAD, prefetch

# mypy: disable-error-code="no-untyped-def"

BLOCK = 64  # talkers whose arcs are marked together


@inner
def hear(week, seed, setting, people, arcs, buffers):
    """Let every talker be heard along the out-arcs; hash first, touch the listener on success.

    Parameters
    ----------
    arcs : `Arcs` of the graph. For the others see `talk`.
    """
    uids, groups, hearing = people.uid, people.group, setting.hearing
    offsets, targets, kinds, weights = arcs.offsets, arcs.targets, arcs.kinds, arcs.weights
    weak, strong = 0.0, 0.0  # the largest rates
    for segment in range(hearing.shape[0]):
        weak, strong = max(weak, hearing[segment, 0]), max(strong, hearing[segment, STRONG])
    when = 0 if setting.talk_mode == TalkMode.ONCE else week
    for b in range(people.flags.shape[0]):
        flags, speech, news = people.flags[b], buffers.speech[b], buffers.news[b]
        counts, listeners = buffers.counts[b], buffers.lists[b, LISTENERS]
        family = fold(key(seed, Stream.HEAR, b), when)
        talkers = buffers.lists[b, TALKERS, : buffers.lengths[b, TALKERS]]
        room = roomiest(talkers, offsets)
        arc, teller, draw = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
        heard = 0
        for start in range(0, talkers.shape[0], BLOCK):
            found = mark_listeners(
                talkers, start, min(start + BLOCK, talkers.shape[0]), family, weak, strong,
                setting.uid_is_row, uids, offsets, targets, kinds, weights, arc, teller, draw,
            )
            for c in range(found):
                a, j, u = arc[c], teller[c], draw[c]
                ahead = targets[arc[min(c + AHEAD, found - 1)]]
                prefetch(news, ahead)
                prefetch(flags, ahead)
                i, kind = targets[a], kinds[a]
                rate = hearing[groups[i] >> SEGMENT_SHIFT, kind & STRONG]
                if weights.shape[0] > 0:
                    rate *= np.float64(weights[a])
                if not occurs(u, rate):
                    continue
                valence = np.int64(speech[j])
                tally(valence, kind & ONLINE != 0, counts)
                told = news[i]
                if told.heard == 0:
                    listeners[heard] = i
                    heard += 1
                told.heard += 1
                told.valence += valence
                if flags[i] & AWARE == 0:
                    time, cause = arrival_time(u, rate), PEOPLE + np.int64(uids[j])
                    if earlier(time, cause, told.time, np.int64(told.cause)):
                        told.time, told.cause = time, cause
        buffers.lengths[b, LISTENERS] = heard


@inner
def roomiest(talkers, offsets):
    """The most arcs that a block of talkers has."""
    most, here = 0, 0
    for k in range(talkers.shape[0]):
        if k % BLOCK == 0:
            here = 0
        here += offsets[talkers[k] + 1] - offsets[talkers[k]]
        most = max(most, here)
    return most + 1


@inner
def mark_listeners(
    talkers, start, stop, family, weak, strong, uid_is_row, uids, offsets, targets, kinds, weights,
    arc, teller, draw,
):
    """List the arcs whose draw is below the largest rate they can have; return how many."""
    weighted = weights.shape[0] > 0
    found, end = 0, talkers.shape[0] - 1
    for k in range(start, stop):
        prefetch(offsets, talkers[min(k + 2 * AHEAD, end)])
        row = offsets[talkers[min(k + AHEAD, end)]]
        prefetch(targets, row)
        prefetch(kinds, row)
        j = talkers[k]
        voice = fold(family, uids[j])
        for a in range(offsets[j], offsets[j + 1]):
            i = np.int64(targets[a])
            u = unit(fold(voice, i if uid_is_row else np.int64(uids[i])))
            bound = strong if kinds[a] & STRONG else weak
            if weighted:
                bound *= np.float64(weights[a])
            if u < bound:
                arc[found], teller[found], draw[found] = a, j, u
                found += 1
    return found


@inner
def tally(valence, visible, counts):
    """Count what one talker was heard saying by one listener."""
    if valence > 0:
        counts[Count.HEARD_POSITIVE] += 1
    elif valence < 0:
        counts[Count.HEARD_NEGATIVE] += 1
    else:
        counts[Count.HEARD_NEUTRAL] += 1
    if visible:
        counts[Count.HEARD_VISIBLE] += 1


@inner
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
    n = people.uid.shape[0]
    rank, talkers = np.empty(n, np.int64), np.empty(n, np.int64)
    for b in range(people.flags.shape[0]):
        flags, speech, news = people.flags[b], buffers.speech[b], buffers.news[b]
        counts, listeners = buffers.counts[b], buffers.lists[b, LISTENERS]
        family = fold(key(seed, Stream.HEAR, b), week)
        pick = key(seed, Stream.TALKER, b)
        visible = key(seed, Stream.ONLINE_TALK, b)
        talking, heard = 0, 0
        for k in range(n):  # talkers by uid, so that row order is no matter
            i = by_uid[k]
            rank[i] = -1
            if speech[i] != SILENT:
                talkers[talking] = i
                rank[i] = talking
                talking += 1
        for i in range(n):
            others = talking - (1 if rank[i] >= 0 else 0)
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
                valence = np.int64(speech[j])
                tally(valence, uniform(visible, uid, week) < online_share, counts)
                listeners[heard] = i
                heard += 1
                told = news[i]
                told.heard = 1
                told.valence = valence
                if flags[i] & AWARE == 0:
                    told.time, told.cause = arrival_time(u, rate), PEOPLE + people.uid[j]
        buffers.lengths[b, LISTENERS] = heard
