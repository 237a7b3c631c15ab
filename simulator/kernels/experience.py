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
    newcomers, change, owners = buffers.newcomers, buffers.change, people.owners
    offsets, targets = arcs.offsets, arcs.targets
    behaviour, group_terms, quality = setting.behaviour, terms.group, terms.brand[b].quality
    failure, radius = key(seed, Stream.FAILURE, b), key(seed, Stream.NOISE_RADIUS, b)
    angle, posting = key(seed, Stream.NOISE_ANGLE, b), key(seed, Stream.POST, b)
    contact, lapsing = key(seed, Stream.CONTACT, b), key(seed, Stream.LAPSE, b)
    deflecting, public = key(seed, Stream.DEFLECT, b), key(seed, Stream.PUBLIC, b)
    deflection, open_share = terms.brand[b].deflection, terms.brand[b].open_share
    case_befores, case_ordinals, opened = people.case_before, people.case_ordinal, buffers.opened
    in_line = buffers.lengths[b, OPENED]
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
                tell_listeners(i, b, np.int64(1), owners, offsets, targets, change)
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
                counts[b, Count.CONTACTS] += 1
                case_weeks[b, i], case_ordinals[b, i] = week, ordinal
                case_befores[b, i] = before
                deflected = uniform(deflecting, uid, ordinal) < deflection
                if deflected:
                    counts[b, Count.DEFLECTED] += 1
                    close_case(
                        i, b, week, deflected, lapsing, uid, p, terms.brand[b].ceiling,
                        satisfactions, case_weeks, case_befores, case_ordinals, flags, owners,
                        offsets, targets, counts, change,
                    )
                    continue
                if uniform(public, uid, ordinal) < open_share:
                    flags[b, i] |= CASE_PUBLIC
                opened[b, in_line] = i
                in_line += 1
                continue
        if flags[b, i] & LAPSED == 0:
            chance = lapse_probability(satisfaction, p.churn_base, p.churn_satisfaction)
            if uniform(lapsing, uid, ordinal) < chance:
                lapse(i, b, flags, owners, offsets, targets, counts, change)
    buffers.lengths[b, OPENED] = in_line
    buffers.lengths[b, POSTERS] = posted
    counts[b, Count.EXPERIENCES] += rows.shape[0]
    counts[b, Count.FAILURES] += failures


@compiled
def tell_listeners(i, b, step, owners, offsets, targets, change):
    """Push to those who hear `i` that one more (or one fewer) of their neighbours owns the brand."""
    change[b] += step
    for a in range(offsets[i], offsets[i + 1]):
        owners[b, targets[a]] += step


@compiled
def lapse(i, b, flags, owners, offsets, targets, counts, change):
    """Let a customer lapse."""
    flags[b, i] |= LAPSED
    counts[b, Count.LAPSES] += 1
    tell_listeners(i, b, np.int64(-1), owners, offsets, targets, change)


@compiled
def close_case(
    i, b, week, solved, chance_key, uid, p, ceiling, satisfactions, case_weeks, case_befores,
    case_ordinals, flags, owners, offsets, targets, counts, change,
):
    """Close the open case of `i`: recover if solved, then draw the lapse that waited for it.

    Parameters
    ----------
    chance_key : family of the draws of lapses. p : behaviour of the segment. The rest: columns.
    """
    satisfaction = np.int64(satisfactions[b, i])
    if solved:
        satisfaction = recovered(satisfaction, np.int64(case_befores[b, i]), ceiling)
        satisfactions[b, i] = satisfaction
    ordinal = np.int64(case_ordinals[b, i])
    if flags[b, i] & CASE_PUBLIC != 0:
        counts[b, Count.SOLVED_PUBLIC if solved else Count.UNSOLVED_PUBLIC] += 1
    counts[b, Count.WEEKS_WAITED] += week - np.int64(case_weeks[b, i])
    case_weeks[b, i] = NEVER
    case_befores[b, i] = 0
    case_ordinals[b, i] = 0
    flags[b, i] &= 255 - CASE_PUBLIC
    if flags[b, i] & LAPSED == 0:
        chance = lapse_probability(satisfaction, p.churn_base, p.churn_satisfaction)
        if uniform(chance_key, uid, ordinal) < chance:
            lapse(i, b, flags, owners, offsets, targets, counts, change)
