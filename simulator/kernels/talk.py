"""Phase talk: who says something about the brand this week, and what."""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import hundredths, occurs, talk_rate
from simulator.agents.stages import AWARE, LAPSED, SEGMENT_SHIFT, SILENT, USED, TalkMode
from simulator.compiled import inner
from simulator.draws import Stream, fold, key, unit
from simulator.kernels.buffers import TALKERS
from simulator.kernels.prefetch import AHEAD, prefetch
from simulator.kernels.screen import clear, gather, screen
from simulator.kernels.stocks import anybody_knows

# mypy: disable-error-code="no-untyped-def"


@inner
def talk(week, seed, setting, terms, people, buffers):
    """Fill `buffers.speech` and the list of talkers for every brand.

    Parameters
    ----------
    week : int. seed : uint64 of the run.
    setting, terms, people, buffers : see `Setting`, `Terms`, `Consumers`, `Buffers`.
    """
    uids, groups, behaviour, decay = people.uid, people.group, setting.behaviour, setting.decay
    mask, eights, rows = buffers.mask, buffers.eights, buffers.rows
    by_rate = setting.talk_mode == TalkMode.RATE
    always = setting.talk_mode == TalkMode.ALWAYS
    for b in range(people.flags.shape[0]):
        flags, minds, speech = people.flags[b], people.minds[b], buffers.speech[b]
        newcomers, talkers, term = buffers.newcomers[b], buffers.lists[b, TALKERS], terms.group[b]
        for k in range(buffers.lengths[b, TALKERS]):
            speech[talkers[k]] = SILENT
        family = fold(key(seed, Stream.TALK, b), week)
        found, positive, negative, marked = 0, 0, 0, 0
        if anybody_knows(buffers.stocks[b]):
            screen(family, loudest(setting.talk_mode, behaviour[b], term), uids, setting.uid_is_row, mask)
            keep_knowers(flags, mask)
            marked = gather(mask, eights, rows)
        for k in range(marked):
            i = rows[k]
            prefetch(minds, rows[min(k + AHEAD, marked - 1)])
            u = unit(fold(family, uids[i]))
            mind, group = minds[i], groups[i]
            segment = group >> SEGMENT_SHIFT
            p = behaviour[b, segment]
            if flags[i] & USED != 0:
                valence = np.int64(mind.satisfaction)
                if by_rate:
                    rate = talk_rate(
                        valence,
                        decay[segment, week - np.int64(mind.last_experience)],
                        p.talk_scale,
                        p.talk_floor,
                        p.talk_negative,
                        p.talk_ongoing,
                    )
                    rate *= term[group].talk
                else:
                    rate = np.inf if always or newcomers[i] != 0 else 0.0
            else:
                valence = hundredths(np.float64(mind.belief))
                rate = p.talk_aware * term[group].talk if by_rate else 0.0
            if occurs(u, rate):
                speech[i] = valence
                talkers[found] = i
                found += 1
                positive += 1 if valence > 0 else 0
                negative += 1 if valence < 0 else 0
        if setting.talk_mode == TalkMode.ONCE:
            clear(newcomers)
        counts = buffers.counts[b]
        buffers.lengths[b, TALKERS] = found
        counts[Count.TALKS_POSITIVE] += positive
        counts[Count.TALKS_NEGATIVE] += negative
        counts[Count.TALKS_NEUTRAL] += found - positive - negative


@inner
def keep_knowers(flags, mask):
    """Keep those marked who know the brand and have not lapsed."""
    for i in range(flags.shape[0]):
        mask[i] &= flags[i] & (AWARE | LAPSED) == AWARE


@inner
def loudest(talk_mode, behaviour, term):
    """A talk rate that nobody exceeds."""
    if talk_mode != TalkMode.RATE:
        return np.inf
    most = 0.0
    for g in range(term.shape[0]):
        p = behaviour[g >> SEGMENT_SHIFT]
        for valence in (-100, 0, 100):
            rate = talk_rate(
                valence, 1.0, p.talk_scale, p.talk_floor, p.talk_negative, p.talk_ongoing
            )
            most = max(most, rate * term[g].talk)
        most = max(most, p.talk_aware * term[g].talk)
    return most
