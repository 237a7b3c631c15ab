"""Phase discover, second half: who becomes aware through what, and what everybody believes now."""

import numpy as np

from simulator.agents.counts import DISCOVERED
from simulator.agents.rules import arrival_time, earlier, occurs, updated_belief
from simulator.agents.stages import (
    AWARE,
    N_CHANNELS,
    NOBODY,
    PEOPLE,
    REACHED,
    SEGMENT_SHIFT,
    WORD_OF_MOUTH,
    Channel,
)
from simulator.compiled import compiled
from simulator.draws import Stream, fold, key, unit
from simulator.kernels.buffers import DISCOVERERS
from simulator.kernels.screen import gather

# mypy: disable-error-code="no-untyped-def"

CAUSE_NUMBERS = 32  # room for channels in a draw's number, so that brands do not share draws


@compiled
def discover(week, seed, setting, terms, people, buffers):
    """Add the channels to what was heard; make the unaware aware; update beliefs once."""
    uids, groups, flags = people.uid, people.group, people.flags
    beliefs, evidences = people.belief, people.evidence
    heards, heard_valences = buffers.heard, buffers.heard_valence
    first_times, first_causes, given = buffers.first_time, buffers.first_cause, buffers.given
    rates, weights, valences = terms.rate, terms.weight, terms.valence
    mask = buffers.mask
    channels = np.empty(N_CHANNELS, np.int64)
    families = np.empty(N_CHANNELS, np.uint64)
    for b in range(flags.shape[0]):
        number = 0  # of channels besides organic discovery, which tells the aware nothing
        for c in range(N_CHANNELS):
            if terms.active[b, c] and c != Channel.ORGANIC:
                channels[number] = c
                families[number] = fold(key(seed, Stream.CHANNEL, b * CAUSE_NUMBERS + c), week)
                number += 1
        organic = fold(key(seed, Stream.CHANNEL, b * CAUSE_NUMBERS + Channel.ORGANIC), week)
        found = 0
        mark_reached(organic, rates[b, Channel.ORGANIC].max(), uids, flags[b], heards[b], mask)
        for k in range(number):
            mark_informed(families[k], rates[b, channels[k]].max(), uids, mask)
        if b == 0:
            mask |= given
        for r in range(gather(mask, buffers.rows)):
            i = buffers.rows[r]
            group, heard = groups[i], heards[b, i]
            aware = flags[b, i] & AWARE != 0
            gift = (b == 0) & (given[i] > 0)
            p = setting.behaviour[b, group >> SEGMENT_SHIFT]
            weight, valence = 0.0, 0.0
            time, cause = np.inf, np.int64(NOBODY)
            if heard > 0:
                weight += p.weight_friend * heard
                valence += p.weight_friend * (heard_valences[b, i] / 100.0)
                time, cause = first_times[b, i], np.int64(first_causes[b, i])
                heards[b, i] = 0
                heard_valences[b, i] = 0
                first_times[b, i] = np.inf
                first_causes[b, i] = NOBODY
            if not aware and gift and earlier(0.0, Channel.SEED, time, cause):
                time, cause = 0.0, np.int64(Channel.SEED)
            u, rate = unit(fold(organic, uids[i])), rates[b, Channel.ORGANIC, group]
            if not aware and occurs(u, rate):
                t = arrival_time(u, rate)
                if earlier(t, Channel.ORGANIC, time, cause):
                    time, cause = t, np.int64(Channel.ORGANIC)
            for k in range(number):
                c = channels[k]
                u = unit(fold(families[k], uids[i]))
                if not occurs(u, rates[b, c, group]):
                    continue
                weight += weights[b, c, group]
                valence += weights[b, c, group] * (valences[b, c, group] / 100.0)
                if not aware:
                    t = arrival_time(u, rates[b, c, group])
                    if earlier(t, c, time, cause):
                        time, cause = t, c
            if not aware and cause >= 0:
                flags[b, i] |= AWARE | REACHED
                people.cause[b, i] = cause
                people.discovered[b, i] = week
                buffers.discoverers[b, found] = i
                found += 1
                place = WORD_OF_MOUTH if cause >= PEOPLE else cause
                buffers.counts[b, DISCOVERED + place] += 1
            if weight > 0.0:
                beliefs[b, i], evidences[b, i] = updated_belief(
                    np.float64(beliefs[b, i]),
                    np.float64(evidences[b, i]),
                    weight,
                    valence,
                    p.evidence_cap,
                )
        buffers.lengths[b, DISCOVERERS] = found


@compiled
def mark_reached(organic, rate, uids, flags, heards, mask):
    """Mark those who heard something, and the unaware whose draw finds the brand by itself."""
    for i in range(uids.shape[0]):
        alone = (flags[i] & AWARE == 0) & (unit(fold(organic, uids[i])) < rate)
        mask[i] = alone | (heards[i] > 0)


@compiled
def mark_informed(family, rate, uids, mask):
    """Mark those whose draw is below the largest rate of a channel."""
    for i in range(uids.shape[0]):
        mask[i] |= unit(fold(family, uids[i])) < rate
