"""Phase discover, second half: who becomes aware through what, and what everybody believes now."""

import numpy as np

from simulator.agents.counts import DISCOVERED, Count
from simulator.agents.rules import arrival_time, earlier, occurs, updated_belief
from simulator.agents.stages import (
    AWARE,
    BY_MEDIA,
    MEDIA_OF,
    MEDIA_SHIFT,
    N_CHANNELS,
    N_MEDIA,
    NO_MEDIUM,
    NOBODY,
    PEOPLE,
    REACHED,
    SEGMENT_SHIFT,
    WORD_OF_MOUTH,
    Channel,
    Media,
)
from simulator.compiled import inner
from simulator.draws import Stream, bound, fold, key, unit, whole
from simulator.kernels.buffers import DISCOVERERS, LISTENERS
from simulator.kernels.screen import clear, gather, screen
from simulator.kernels.stocks import move, standing

# mypy: disable-error-code="no-untyped-def"

CAUSE_NUMBERS = 32  # room for channels in a draw's number, so that brands do not share draws


@inner
def discover(week, seed, setting, terms, people, given, buffers):
    """Add the channels to what was heard; make the unaware aware; update beliefs once.

    Parameters
    ----------
    given : int32, rows of those who are given our product, once per product.
    """
    uids, groups, behaviour, gifts = people.uid, people.group, setting.behaviour, buffers.given
    mask, eights, rows = buffers.mask, buffers.eights, buffers.rows
    channels, highest = np.empty(N_CHANNELS, np.int64), np.empty(N_CHANNELS)
    families, media = np.empty(N_CHANNELS, np.uint64), np.empty(N_CHANNELS, np.int64)
    for b in range(people.flags.shape[0]):
        flags, minds, news = people.flags[b], people.minds[b], buffers.news[b]
        message = terms.message[b]
        counts, stocks = buffers.counts[b], buffers.stocks[b]
        discoverers, listeners = buffers.lists[b, DISCOVERERS], buffers.lists[b, LISTENERS]
        find_highest(message, highest)
        number = 0  # of channels besides organic discovery, which tells the aware nothing
        for c in range(N_CHANNELS):
            if highest[c] > 0.0 and c != Channel.ORGANIC:
                channels[number], media[number] = c, MEDIA_OF[c]
                families[number] = fold(key(seed, Stream.CHANNEL, b * CAUSE_NUMBERS + c), week)
                number += 1
        organic = fold(key(seed, Stream.CHANNEL, b * CAUSE_NUMBERS + Channel.ORGANIC), week)
        if highest[Channel.ORGANIC] > 0.0:
            screen(organic, highest[Channel.ORGANIC], uids, setting.uid_is_row, mask)
            keep_unaware(flags, mask)
        else:
            clear(mask)
        for k in range(number):
            mark_informed(families[k], bound(highest[channels[k]]), uids, mask)
        for k in range(buffers.lengths[b, LISTENERS]):
            mask[listeners[k]] = 1
        if b == 0:
            for k in range(given.shape[0]):
                mask[given[k]] = 1
        found, heard = 0, 0
        for r in range(gather(mask, eights, rows)):
            i = rows[r]
            group, told, held = groups[i], news[i], np.int64(flags[i])
            aware, reached_by = held & AWARE != 0, 0
            weight, valence = 0.0, 0.0
            time, cause = np.inf, np.int64(NOBODY)
            p = behaviour[b, group >> SEGMENT_SHIFT]
            if told.heard > 0:
                weight += p.weight_friend * told.heard
                valence += p.weight_friend * (told.valence / 100.0)
                time, cause = told.time, np.int64(told.cause)
                reached_by |= 1 << MEDIA_SHIFT + Media.EARNED
                heard += told.heard
                told.heard, told.valence = 0, 0
                told.time, told.cause = np.inf, NOBODY
            if not aware:
                if b == 0 and gifts[i] > 0 and earlier(0.0, Channel.SEED, time, cause):
                    time, cause = 0.0, np.int64(Channel.SEED)
                u, rate = unit(fold(organic, uids[i])), message[Channel.ORGANIC, group].rate
                if occurs(u, rate):
                    t = arrival_time(u, rate)
                    if earlier(t, Channel.ORGANIC, time, cause):
                        time, cause = t, np.int64(Channel.ORGANIC)
            for k in range(number):
                c = channels[k]
                said = message[c, group]
                u = unit(fold(families[k], uids[i]))
                if not occurs(u, said.rate):
                    continue
                if media[k] != NO_MEDIUM:
                    reached_by |= 1 << MEDIA_SHIFT + media[k]
                    counts[Count.MESSAGES_PAID + media[k]] += 1
                weight += said.weight
                valence += said.weight * (said.valence / 100.0)
                if not aware:
                    t = arrival_time(u, said.rate)
                    if earlier(t, c, time, cause):
                        time, cause = t, c
            if reached_by & ~held != 0:
                flags[i] = held | reached_by
                count_reached(held, reached_by, counts)
            mind = minds[i]
            if not aware and cause >= 0:
                before = standing(flags[i], mind)
                flags[i] |= AWARE | REACHED
                move(stocks, before, standing(flags[i], mind))
                mind.cause = cause
                mind.discovered = week
                discoverers[found] = i
                found += 1
                place = WORD_OF_MOUTH if cause >= PEOPLE else cause
                counts[DISCOVERED + place] += 1
            if weight > 0.0:
                mind.belief, mind.evidence = updated_belief(
                    np.float64(mind.belief),
                    np.float64(mind.evidence),
                    weight,
                    valence,
                    p.evidence_cap,
                )
        buffers.lengths[b, DISCOVERERS] = found
        counts[Count.MESSAGES_EARNED] += heard


@inner
def count_reached(held, reached_by, counts):
    """Count somebody with these flags as reached by the media that are new to him."""
    counts[Count.N_REACHED_MEDIA] += 1 if held & BY_MEDIA == 0 else 0
    for medium in range(N_MEDIA):
        counts[Count.N_REACHED_PAID + medium] += (reached_by & ~held) >> MEDIA_SHIFT + medium & 1


@inner
def find_highest(message, highest):
    """Fill in the largest rate of any group, channel by channel."""
    for c in range(message.shape[0]):
        highest[c] = 0.0
        for g in range(message.shape[1]):
            highest[c] = max(highest[c], message[c, g].rate)


@inner
def keep_unaware(flags, mask):
    """Keep those marked who do not know the brand."""
    for i in range(flags.shape[0]):
        mask[i] &= flags[i] & AWARE == 0


@inner
def mark_informed(family, highest, uids, mask):
    """Mark those whom a channel may reach."""
    for i in range(uids.shape[0]):
        mask[i] |= whole(fold(family, uids[i])) < highest
