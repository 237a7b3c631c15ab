"""Phase experience: the product performs or fails, minds change, trouble may reach support."""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import (
    contact_probability,
    hundredths,
    lapse_probability,
    normal,
    performance,
    recovered,
    satisfaction_after,
    updated_belief,
)
from simulator.agents.stages import (
    CASE_PUBLIC,
    LAPSED,
    NEVER,
    SEGMENT_SHIFT,
    SILENT,
    Role,
)
from simulator.compiled import compiled
from simulator.draws import Stream, key, uniform
from simulator.kernels.buffers import BUYERS, OPENED, POSTERS

# mypy: disable-error-code="no-untyped-def"


@compiled
def tell_listeners(i, b, step, people, arcs, buffers):
    """Push to those who hear `i` that one more (or one fewer) of their neighbours owns the brand."""
    buffers.change[b] += step
    for a in range(arcs.offsets[i], arcs.offsets[i + 1]):
        people.owners[b, arcs.targets[a]] += step


@compiled
def may_lapse(i, b, ordinal, seed, p, people, arcs, buffers):
    """Draw the one lapse of an experience, with the satisfaction now held."""
    chance = lapse_probability(
        np.int64(people.satisfaction[b, i]), p.churn_base, p.churn_satisfaction
    )
    if people.flags[b, i] & LAPSED == 0:
        if uniform(key(seed, Stream.LAPSE, b), people.uid[i], ordinal) < chance:
            people.flags[b, i] |= LAPSED
            buffers.counts[b, Count.LAPSES] += 1
            tell_listeners(i, b, -1, people, arcs, buffers)


@compiled
def close_case(i, b, week, solved, seed, setting, terms, people, arcs, buffers):
    """Close the open case of `i`: recover if solved, then draw the lapse that waited for it."""
    p = setting.behaviour[b, people.group[i] >> SEGMENT_SHIFT]
    if solved:
        people.satisfaction[b, i] = recovered(
            np.int64(people.satisfaction[b, i]),
            np.int64(people.case_before[b, i]),
            terms.brand[b].ceiling,
        )
    ordinal = np.int64(people.case_ordinal[b, i])
    if people.flags[b, i] & CASE_PUBLIC != 0:
        buffers.counts[b, Count.SOLVED_PUBLIC if solved else Count.UNSOLVED_PUBLIC] += 1
    buffers.counts[b, Count.WEEKS_WAITED] += week - np.int64(people.case_week[b, i])
    people.case_week[b, i] = NEVER
    people.case_before[b, i] = 0
    people.case_ordinal[b, i] = 0
    people.flags[b, i] &= 255 - CASE_PUBLIC
    may_lapse(i, b, ordinal, seed, p, people, arcs, buffers)


@compiled
def posting_probability(role, p, factor):
    """Chance that an experience is reviewed, by the author's role and the levers' factor."""
    if role == Role.CREATOR:
        chance = p.post_creator
    elif role == Role.COMMENTER:
        chance = p.post_commenter
    else:
        chance = p.post_lurker
    return min(1.0, chance * factor)


@compiled
def live_through(i, b, week, seed, setting, terms, people, arcs, buffers):
    """One experience of consumer `i` with brand `b`: performance, satisfaction, belief, trouble."""
    group = people.group[i]
    p = setting.behaviour[b, group >> SEGMENT_SHIFT]
    uid = people.uid[i]
    ordinal = np.int64(people.experiences[b, i])
    counts = buffers.counts[b]
    belief = np.float64(people.belief[b, i])
    if ordinal > 0:
        before = np.int64(people.satisfaction[b, i])
    else:
        before = hundredths(belief)
    failed = uniform(key(seed, Stream.FAILURE, b), uid, ordinal) < p.failure
    deviate = normal(
        uniform(key(seed, Stream.NOISE_RADIUS, b), uid, ordinal),
        uniform(key(seed, Stream.NOISE_ANGLE, b), uid, ordinal),
    )
    perf = performance(
        terms.brand[b].quality, p.quality_noise, deviate, failed, p.failure_severity
    )
    satisfaction = satisfaction_after(perf, belief, p.delight_gain, p.disappointment_loss)
    people.satisfaction[b, i] = satisfaction
    if p.weight_own_experience > 0.0:
        weight = p.weight_own_experience
        belief, evidence = updated_belief(
            belief, np.float64(people.evidence[b, i]), weight, weight * perf, p.evidence_cap
        )
        people.belief[b, i] = belief
        people.evidence[b, i] = evidence
    if ordinal == 0 and people.flags[b, i] & LAPSED == 0:
        tell_listeners(i, b, 1, people, arcs, buffers)
    people.experiences[b, i] = ordinal + 1
    people.last_experience[b, i] = week
    counts[Count.EXPERIENCES] += 1
    counts[Count.FAILURES] += 1 if failed else 0
    chance = posting_probability(people.role[i], p, terms.group[b, group].review)
    posts = uniform(key(seed, Stream.POST, b), uid, ordinal) < chance
    if posts:
        if buffers.posts[b, i] == 0:
            from_here = buffers.lengths[b, POSTERS]
            buffers.posters[b, from_here] = i
            buffers.lengths[b, POSTERS] = from_here + 1
        buffers.posts[b, i] += 1
    if satisfaction < 0 and people.case_week[b, i] == NEVER:
        heard = posts or buffers.speech[b, i] != SILENT
        chance = contact_probability(p.contact, terms.group[b, group].listening, heard)
        if uniform(key(seed, Stream.CONTACT, b), uid, ordinal) < chance:
            open_case(
                i, b, week, ordinal, before, seed, setting, terms, people, arcs, buffers
            )
            return
    may_lapse(i, b, ordinal, seed, p, people, arcs, buffers)


@compiled
def open_case(i, b, week, ordinal, before, seed, setting, terms, people, arcs, buffers):
    """Bring trouble to support: public knowledge answers it at once, or it joins the line."""
    uid = people.uid[i]
    counts = buffers.counts[b]
    counts[Count.CONTACTS] += 1
    people.case_week[b, i] = week
    people.case_before[b, i] = before
    people.case_ordinal[b, i] = ordinal
    if uniform(key(seed, Stream.DEFLECT, b), uid, ordinal) < terms.brand[b].deflection:
        counts[Count.DEFLECTED] += 1
        close_case(i, b, week, True, seed, setting, terms, people, arcs, buffers)
        return
    if uniform(key(seed, Stream.PUBLIC, b), uid, ordinal) < terms.brand[b].open_share:
        people.flags[b, i] |= CASE_PUBLIC
    place = buffers.lengths[b, OPENED]
    buffers.opened[b, place] = i
    buffers.lengths[b, OPENED] = place + 1


@compiled
def experience(week, seed, setting, terms, people, arcs, buffers):
    """Let everybody live through what they were given, then through what they bought this week."""
    for b in range(people.flags.shape[0]):
        buffers.lengths[b, OPENED] = 0
        buffers.lengths[b, POSTERS] = 0
    for i in range(people.uid.shape[0]):
        while buffers.given[i] > 0:
            buffers.given[i] -= 1
            live_through(i, 0, week, seed, setting, terms, people, arcs, buffers)
    for b in range(people.flags.shape[0]):
        for k in range(buffers.lengths[b, BUYERS]):
            i = buffers.buyers[b, k]
            live_through(i, b, week, seed, setting, terms, people, arcs, buffers)
