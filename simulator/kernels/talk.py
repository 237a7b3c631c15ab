"""Phase talk: who says something about the brand this week, and what."""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import hundredths, occurs, talk_rate
from simulator.agents.stages import AWARE, LAPSED, SEGMENT_SHIFT, SILENT, TalkMode
from simulator.compiled import compiled
from simulator.draws import Stream, fold, key, unit
from simulator.kernels.buffers import TALKERS
from simulator.kernels.screen import gather

# mypy: disable-error-code="no-untyped-def"


@compiled
def talk(week, seed, setting, terms, people, buffers):
    """Fill `buffers.speech` and the list of talkers for every brand.

    Parameters
    ----------
    week : int. seed : uint64 of the run.
    setting, terms, people, buffers : see `Setting`, `Terms`, `Consumers`, `Buffers`.
    """
    flags, uids, groups = people.flags, people.uid, people.group
    satisfactions, beliefs = people.satisfaction, people.belief
    experiences, last = people.experiences, people.last_experience
    speech, talkers, behaviour = buffers.speech, buffers.talkers, setting.behaviour
    newcomers = buffers.newcomers
    by_rate = setting.talk_mode == TalkMode.RATE
    always = setting.talk_mode == TalkMode.ALWAYS
    for b in range(flags.shape[0]):
        family = fold(key(seed, Stream.TALK, b), week)
        users, knowers = loudest(b, setting, terms)
        mark_talkers(family, users, knowers, uids, flags[b], experiences[b], speech[b], buffers.mask)
        found, positive, negative = 0, 0, 0
        for k in range(gather(buffers.mask, buffers.rows)):
            i = buffers.rows[k]
            u = unit(fold(family, uids[i]))
            segment = groups[i] >> SEGMENT_SHIFT
            p = behaviour[b, segment]
            age = week - np.int64(last[b, i])
            if experiences[b, i] > 0:
                valence = np.int64(satisfactions[b, i])
                if by_rate:
                    rate = talk_rate(
                        valence,
                        setting.decay[segment, age],
                        p.talk_scale,
                        p.talk_floor,
                        p.talk_negative,
                        p.talk_ongoing,
                    )
                    rate *= terms.group[b, groups[i]].talk
                else:
                    rate = np.inf if always or newcomers[b, i] != 0 else 0.0
            else:
                valence = hundredths(np.float64(beliefs[b, i]))
                rate = p.talk_aware * terms.group[b, groups[i]].talk if by_rate else 0.0
            if occurs(u, rate):
                speech[b, i] = valence
                talkers[b, found] = i
                found += 1
                positive += 1 if valence > 0 else 0
                negative += 1 if valence < 0 else 0
        if setting.talk_mode == TalkMode.ONCE:
            newcomers[b, :] = 0
        buffers.lengths[b, TALKERS] = found
        buffers.counts[b, Count.TALKS_POSITIVE] += positive
        buffers.counts[b, Count.TALKS_NEGATIVE] += negative
        buffers.counts[b, Count.TALKS_NEUTRAL] += found - positive - negative


@compiled
def mark_talkers(family, users, knowers, uids, flags, experiences, speech, mask):
    """Silence everybody; mark those whose draw is below what a user or a mere knower can reach."""
    for i in range(uids.shape[0]):
        speech[i] = SILENT
        knows = flags[i] & (AWARE | LAPSED) == AWARE
        u = unit(fold(family, uids[i]))
        used = experiences[i] > 0
        mask[i] = knows & ((used & (u < users)) | (u < knowers))


@compiled
def loudest(b, setting, terms):
    """Talk rates that no user of brand `b`, and nobody who only knows it, exceeds."""
    if setting.talk_mode != TalkMode.RATE:
        return np.inf, 0.0
    users, knowers = 0.0, 0.0
    for g in range(terms.group.shape[1]):
        p = setting.behaviour[b, g >> SEGMENT_SHIFT]
        for valence in (-100, 0, 100):
            rate = talk_rate(
                valence, 1.0, p.talk_scale, p.talk_floor, p.talk_negative, p.talk_ongoing
            )
            users = max(users, rate * terms.group[b, g].talk)
        knowers = max(knowers, p.talk_aware * terms.group[b, g].talk)
    return users, knowers
