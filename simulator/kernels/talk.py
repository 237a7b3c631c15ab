"""Phase talk: who says something about the brand this week, and what."""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import hundredths, occurs, talk_rate
from simulator.agents.stages import AWARE, LAPSED, SEGMENT_SHIFT, SILENT, TalkMode
from simulator.compiled import compiled
from simulator.draws import Stream, fold, key, unit
from simulator.kernels.buffers import TALKERS

# mypy: disable-error-code="no-untyped-def"


@compiled
def talk(week, seed, setting, terms, people, buffers):
    """Fill `buffers.speech` and the list of talkers for every brand.

    Parameters
    ----------
    week : int. seed : uint64 of the run.
    setting, terms, people, buffers : see `Setting`, `Terms`, `Consumers`, `Buffers`.
    """
    brands, n = people.flags.shape
    for b in range(brands):
        family = fold(key(seed, Stream.TALK, b), week)
        found = 0
        for i in range(n):
            buffers.speech[b, i] = SILENT
            flags = people.flags[b, i]
            if flags & AWARE == 0 or flags & LAPSED != 0:
                continue
            group = people.group[i]
            p = setting.behaviour[b, group >> SEGMENT_SHIFT]
            if people.experiences[b, i] > 0:
                valence = np.int64(people.satisfaction[b, i])
                age = week - np.int64(people.last_experience[b, i])
                if setting.talk_mode == TalkMode.RATE:
                    decay = setting.decay[group >> SEGMENT_SHIFT, age]
                    rate = talk_rate(
                        valence, decay, p.talk_scale, p.talk_floor, p.talk_negative, p.talk_ongoing
                    )
                    rate *= terms.group[b, group].talk
                elif setting.talk_mode == TalkMode.ALWAYS or age == 1:
                    rate = np.inf
                else:
                    continue
            elif setting.talk_mode == TalkMode.RATE and p.talk_aware > 0.0:
                valence = hundredths(np.float64(people.belief[b, i]))
                rate = p.talk_aware * terms.group[b, group].talk
            else:
                continue
            if occurs(unit(fold(family, people.uid[i])), rate):
                buffers.speech[b, i] = valence
                buffers.talkers[b, found] = i
                found += 1
                if valence > 0:
                    buffers.counts[b, Count.TALKS_POSITIVE] += 1
                elif valence < 0:
                    buffers.counts[b, Count.TALKS_NEGATIVE] += 1
                else:
                    buffers.counts[b, Count.TALKS_NEUTRAL] += 1
        buffers.lengths[b, TALKERS] = found
