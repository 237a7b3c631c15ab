"""Phase discover, second half: who becomes aware through what, and what everybody believes now."""

import numpy as np

from simulator.agents.counts import DISCOVERED, Count
from simulator.agents.rules import arrival_time, earlier, occurs, updated_belief
from simulator.agents.stages import (
    AWARE,
    N_CHANNELS,
    PEOPLE,
    REACHED,
    SEGMENT_SHIFT,
    WORD_OF_MOUTH,
    Channel,
)
from simulator.compiled import compiled
from simulator.draws import Stream, fold, key, unit
from simulator.kernels.buffers import DISCOVERERS

# mypy: disable-error-code="no-untyped-def"

CAUSE_NUMBERS = 32  # room for channels in a draw's number, so that brands do not share draws


@compiled
def discover(week, seed, setting, terms, people, buffers):
    """Add the channels to what was heard; make the unaware aware; update beliefs once."""
    brands, n = people.flags.shape
    channels = np.empty(N_CHANNELS, np.int64)
    families = np.empty(N_CHANNELS, np.uint64)
    for b in range(brands):
        open_channels = 0
        for c in range(N_CHANNELS):
            if terms.active[b, c]:
                channels[open_channels] = c
                families[open_channels] = fold(
                    key(seed, Stream.CHANNEL, b * CAUSE_NUMBERS + c), week
                )
                open_channels += 1
        informing = open_channels - (1 if terms.active[b, Channel.ORGANIC] else 0)
        found = 0
        for i in range(n):
            flags = people.flags[b, i]
            aware = flags & AWARE != 0
            heard = buffers.heard[b, i]
            if aware and informing == 0 and heard == 0:
                continue
            group = people.group[i]
            p = setting.behaviour[b, group >> SEGMENT_SHIFT]
            weight, valence = 0.0, 0.0
            time, cause = buffers.first_time[b, i], np.int64(buffers.first_cause[b, i])
            if heard > 0:
                weight += p.weight_friend * heard
                valence += p.weight_friend * (buffers.heard_valence[b, i] / 100.0)
                buffers.heard[b, i] = 0
                buffers.heard_valence[b, i] = 0
                buffers.first_time[b, i] = np.inf
                buffers.first_cause[b, i] = -1
            for k in range(open_channels):
                c = channels[k]
                if aware and c == Channel.ORGANIC:
                    continue
                rate = terms.rate[b, c, group]
                u = unit(fold(families[k], people.uid[i]))
                if not occurs(u, rate):
                    continue
                weight += terms.weight[b, c, group]
                valence += terms.weight[b, c, group] * (terms.valence[b, c, group] / 100.0)
                if not aware:
                    t = arrival_time(u, rate)
                    if earlier(t, c, time, cause):
                        time, cause = t, c
            if b == 0 and buffers.given[i] > 0 and earlier(0.0, Channel.SEED, time, cause):
                time, cause = 0.0, np.int64(Channel.SEED)
            if not aware and cause >= 0:
                people.flags[b, i] = flags | AWARE | REACHED
                people.cause[b, i] = cause
                people.discovered[b, i] = week
                buffers.discoverers[b, found] = i
                found += 1
                place = WORD_OF_MOUTH if cause >= PEOPLE else cause
                buffers.counts[b, DISCOVERED + place] += 1
            if weight > 0.0:
                belief, evidence = updated_belief(
                    np.float64(people.belief[b, i]),
                    np.float64(people.evidence[b, i]),
                    weight,
                    valence,
                    p.evidence_cap,
                )
                people.belief[b, i] = belief
                people.evidence[b, i] = evidence
        buffers.lengths[b, DISCOVERERS] = found
        if b == 0:
            for i in range(n):
                buffers.counts[b, Count.GIFTS] += buffers.given[i]
