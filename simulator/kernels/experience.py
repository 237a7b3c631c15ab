"""Phase experience: the product performs or fails, minds change, trouble may reach support."""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import (
    contact_probability,
    hundredths,
    lapse_probability,
    normal,
    performance,
    posting_probability,
    recovered,
    satisfaction_after,
    updated_belief,
)
from simulator.agents.stages import CASE_PUBLIC, LAPSED, NEVER, SEGMENT_SHIFT, SILENT
from simulator.compiled import compiled
from simulator.draws import Stream, key, uniform
from simulator.kernels.buffers import OPENED, POSTERS

# mypy: disable-error-code="no-untyped-def"


@compiled
def experience(rows, b, week, seed, setting, terms, people, arcs, buffers):
    """One experience with brand `b` for each of `rows`: performance, satisfaction, belief, trouble.

    The columns are taken out of their bundle once, not once per experience: handing a bundle to a
    function costs as much as a rule.

    Parameters
    ----------
    rows : int32, rows of those who were given or bought the product, once per product.
    """
    uids, groups, roles, flags = people.uid, people.group, people.role, people.flags
    beliefs, evidences, satisfactions = people.belief, people.evidence, people.satisfaction
    experiences, last, case_weeks = people.experiences, people.last_experience, people.case_week
    speech, posts, posters, counts = buffers.speech, buffers.posts, buffers.posters, buffers.counts
    newcomers = buffers.newcomers
    behaviour, group_terms, quality = setting.behaviour, terms.group, terms.brand[b].quality
    failure, radius = key(seed, Stream.FAILURE, b), key(seed, Stream.NOISE_RADIUS, b)
    angle, posting = key(seed, Stream.NOISE_ANGLE, b), key(seed, Stream.POST, b)
    contact, lapsing = key(seed, Stream.CONTACT, b), key(seed, Stream.LAPSE, b)
    failures, posted = 0, buffers.lengths[b, POSTERS]
    for k in range(rows.shape[0]):
        i = np.int64(rows[k])
        uid, group = uids[i], groups[i]
        p = behaviour[b, group >> SEGMENT_SHIFT]
        ordinal = np.int64(experiences[b, i])
        belief = np.float64(beliefs[b, i])
        before = np.int64(satisfactions[b, i]) if ordinal > 0 else hundredths(belief)
        failed = uniform(failure, uid, ordinal) < p.failure
        deviate = normal(uniform(radius, uid, ordinal), uniform(angle, uid, ordinal))
        perf = performance(quality, p.quality_noise, deviate, failed, p.failure_severity)
        satisfaction = satisfaction_after(perf, belief, p.delight_gain, p.disappointment_loss)
        satisfactions[b, i] = satisfaction
        weight = p.weight_own_experience
        if weight > 0.0:
            belief, evidence = updated_belief(
                belief, np.float64(evidences[b, i]), weight, weight * perf, p.evidence_cap
            )
            beliefs[b, i] = belief
            evidences[b, i] = evidence
        if ordinal == 0:
            newcomers[b, i] = 1
            if flags[b, i] & LAPSED == 0:
                tell_listeners(i, b, np.int64(1), people, arcs, buffers)
        experiences[b, i] = ordinal + 1
        last[b, i] = week
        failures += 1 if failed else 0
        chance = posting_probability(
            roles[i], p.post_lurker, p.post_commenter, p.post_creator, group_terms[b, group].review
        )
        posts_now = uniform(posting, uid, ordinal) < chance
        if posts_now:
            if posts[b, i] == 0:
                posters[b, posted] = i
                posted += 1
            posts[b, i] += 1
        if satisfaction < 0 and case_weeks[b, i] == NEVER:
            heard = posts_now or speech[b, i] != SILENT
            chance = contact_probability(p.contact, group_terms[b, group].listening, heard)
            if uniform(contact, uid, ordinal) < chance:
                open_case(
                    i, b, week, ordinal, before, seed, setting, terms, people, arcs, buffers
                )
                continue
        if flags[b, i] & LAPSED == 0:
            chance = lapse_probability(satisfaction, p.churn_base, p.churn_satisfaction)
            if uniform(lapsing, uid, ordinal) < chance:
                lapse(i, b, people, arcs, buffers)
    buffers.lengths[b, POSTERS] = posted
    counts[b, Count.EXPERIENCES] += rows.shape[0]
    counts[b, Count.FAILURES] += failures


@compiled
def tell_listeners(i, b, step, people, arcs, buffers):
    """Push to those who hear `i` that one more (or one fewer) of their neighbours owns the brand."""
    buffers.change[b] += step
    owners, targets = people.owners, arcs.targets
    for a in range(arcs.offsets[i], arcs.offsets[i + 1]):
        owners[b, targets[a]] += step


@compiled
def lapse(i, b, people, arcs, buffers):
    """Let a customer lapse."""
    people.flags[b, i] |= LAPSED
    buffers.counts[b, Count.LAPSES] += 1
    tell_listeners(i, b, np.int64(-1), people, arcs, buffers)


@compiled
def open_case(i, b, week, ordinal, before, seed, setting, terms, people, arcs, buffers):
    """Bring trouble to support: public knowledge answers it at once, or it joins the line."""
    uid = people.uid[i]
    counts = buffers.counts[b]
    counts[Count.CONTACTS] += 1
    people.case_week[b, i] = week
    people.case_before[b, i] = before
    people.case_ordinal[b, i] = ordinal
    deflected = uniform(key(seed, Stream.DEFLECT, b), uid, ordinal) < terms.brand[b].deflection
    if deflected:
        counts[Count.DEFLECTED] += 1
        close_case(i, b, week, deflected, seed, setting, terms, people, arcs, buffers)
        return
    if uniform(key(seed, Stream.PUBLIC, b), uid, ordinal) < terms.brand[b].open_share:
        people.flags[b, i] |= CASE_PUBLIC
    place = buffers.lengths[b, OPENED]
    buffers.opened[b, place] = i
    buffers.lengths[b, OPENED] = place + 1


@compiled
def close_case(i, b, week, solved, seed, setting, terms, people, arcs, buffers):
    """Close the open case of `i`: recover if solved, then draw the lapse that waited for it."""
    p = setting.behaviour[b, people.group[i] >> SEGMENT_SHIFT]
    satisfaction = np.int64(people.satisfaction[b, i])
    if solved:
        before = np.int64(people.case_before[b, i])
        satisfaction = recovered(satisfaction, before, terms.brand[b].ceiling)
        people.satisfaction[b, i] = satisfaction
    ordinal = np.int64(people.case_ordinal[b, i])
    if people.flags[b, i] & CASE_PUBLIC != 0:
        buffers.counts[b, Count.SOLVED_PUBLIC if solved else Count.UNSOLVED_PUBLIC] += 1
    buffers.counts[b, Count.WEEKS_WAITED] += week - np.int64(people.case_week[b, i])
    people.case_week[b, i] = NEVER
    people.case_before[b, i] = 0
    people.case_ordinal[b, i] = 0
    people.flags[b, i] &= 255 - CASE_PUBLIC
    if people.flags[b, i] & LAPSED == 0:
        chance = lapse_probability(satisfaction, p.churn_base, p.churn_satisfaction)
        if uniform(key(seed, Stream.LAPSE, b), people.uid[i], ordinal) < chance:
            lapse(i, b, people, arcs, buffers)
