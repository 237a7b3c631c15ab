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
from simulator.agents.stages import CASE_PUBLIC, LAPSED, NEVER, SEGMENT_SHIFT, SILENT, USED
from simulator.compiled import inner
from simulator.draws import Stream, key, uniform
from simulator.kernels.buffers import OPENED, POSTERS
from simulator.kernels.prefetch import AHEAD, prefetch
from simulator.kernels.stocks import move, standing

# mypy: disable-error-code="no-untyped-def"


@inner
def experience(rows, number, b, week, seed, setting, terms, people, arcs, buffers):
    """One experience with brand `b` for each of the first rows: performance, mind, trouble.

    Numba counts the users of an array whenever it hands it to a function that stays one, which costs
    more than a rule; so the loop hands arrays only to what seldom happens.

    Parameters
    ----------
    rows : int32, of those who were given or bought the product, once per product.
    number : how many of `rows` count.
    """
    uids, groups, roles, flags = people.uid, people.group, people.role, people.flags[b]
    minds, cases, owners = people.minds[b], people.cases[b], people.owners[b]
    speech, posts, stocks = buffers.speech[b], buffers.posts[b], buffers.stocks[b]
    counts, lengths, change = buffers.counts[b], buffers.lengths[b], buffers.change[b : b + 1]
    posters, opened = buffers.lists[b, POSTERS], buffers.lists[b, OPENED]
    offsets, targets, brand = arcs.offsets, arcs.targets, terms.brand[b]
    behaviour, group_terms, newcomers = setting.behaviour, terms.group, buffers.newcomers[b]
    failure, radius = key(seed, Stream.FAILURE, b), key(seed, Stream.NOISE_RADIUS, b)
    angle, posting = key(seed, Stream.NOISE_ANGLE, b), key(seed, Stream.POST, b)
    contact, lapsing = key(seed, Stream.CONTACT, b), key(seed, Stream.LAPSE, b)
    deflecting, public = key(seed, Stream.DEFLECT, b), key(seed, Stream.PUBLIC, b)
    for k in range(number):
        i = np.int64(rows[k])
        ahead = rows[min(k + AHEAD, number - 1)]
        prefetch(minds, ahead)
        prefetch(offsets, ahead)
        uid, group, mind = uids[i], groups[i], minds[i]
        p, term = behaviour[b, group >> SEGMENT_SHIFT], group_terms[b, group]
        place = standing(flags[i], mind)
        ordinal = np.int64(mind.experiences)
        belief = np.float64(mind.belief)
        before = np.int64(mind.satisfaction) if ordinal > 0 else hundredths(belief)
        failed = uniform(failure, uid, ordinal) < p.failure
        deviate = normal(uniform(radius, uid, ordinal), uniform(angle, uid, ordinal))
        perf = performance(brand.quality, p.quality_noise, deviate, failed, p.failure_severity)
        satisfaction = satisfaction_after(perf, belief, p.delight_gain, p.disappointment_loss)
        mind.satisfaction = satisfaction
        weight = p.weight_own_experience
        if weight > 0.0:
            mind.belief, mind.evidence = updated_belief(
                belief, np.float64(mind.evidence), weight, weight * perf, p.evidence_cap
            )
        if ordinal == 0:
            flags[i] |= USED
            newcomers[i] = 1
            if flags[i] & LAPSED == 0:
                tell_listeners(i, np.int64(1), owners, offsets, targets, change)
        mind.experiences = ordinal + 1
        mind.last_experience = week
        counts[Count.FAILURES] += 1 if failed else 0
        chance = posting_probability(
            roles[i], p.post_lurker, p.post_commenter, p.post_creator, term.review
        )
        posts_now = uniform(posting, uid, ordinal) < chance
        if posts_now:
            if posts[i] == 0:
                posters[lengths[POSTERS]] = i
                lengths[POSTERS] += 1
            posts[i] += 1
        contacts = False
        if satisfaction < 0 and cases[i].case_week == NEVER:
            heard = posts_now or speech[i] != SILENT
            chance = contact_probability(p.contact, term.listening, heard)
            contacts = uniform(contact, uid, ordinal) < chance
        if contacts:
            counts[Count.CONTACTS] += 1
            case = cases[i]
            case.case_week, case.case_ordinal, case.case_before = week, ordinal, before
            deflected = uniform(deflecting, uid, ordinal) < brand.deflection
            if deflected:
                counts[Count.DEFLECTED] += 1
                close_case(
                    i, week, deflected, lapsing, uid, p, brand.ceiling, flags, mind, case, owners,
                    offsets, targets, counts, change,
                )
            else:
                if uniform(public, uid, ordinal) < brand.open_share:
                    flags[i] |= CASE_PUBLIC
                opened[lengths[OPENED]] = i
                lengths[OPENED] += 1
        elif lapses(flags[i], mind, ordinal, lapsing, uid, p):
            lapse(i, flags, owners, offsets, targets, counts, change)
        move(stocks, place, standing(flags[i], mind))
    counts[Count.EXPERIENCES] += number


@inner
def tell_listeners(i, step, owners, offsets, targets, change):
    """Push to those who hear `i` that one more (or one fewer) of their neighbours owns the brand."""
    change[0] += step
    for a in range(offsets[i], offsets[i + 1]):
        owners[targets[a]] += step


@inner
def lapse(i, flags, owners, offsets, targets, counts, change):
    """Let a customer lapse."""
    flags[i] |= LAPSED
    counts[Count.LAPSES] += 1
    tell_listeners(i, np.int64(-1), owners, offsets, targets, change)


@inner
def lapses(held, mind, ordinal, lapsing, uid, p):
    """Whether a customer with these flags lapses after the experience of this ordinal."""
    chance = lapse_probability(np.int64(mind.satisfaction), p.churn_base, p.churn_satisfaction)
    return held & LAPSED == 0 and uniform(lapsing, uid, ordinal) < chance


@inner
def close_case(
    i, week, solved, lapsing, uid, p, ceiling, flags, mind, case, owners, offsets, targets,
    counts, change,
):
    """Close the open case of `i`: recover if solved, then draw the lapse that waited for it.

    Parameters
    ----------
    lapsing : family of the draws of lapses. p : behaviour of the segment. The rest: of one brand.
    """
    if solved:
        mind.satisfaction = recovered(
            np.int64(mind.satisfaction), np.int64(case.case_before), ceiling
        )
    if flags[i] & CASE_PUBLIC != 0:
        counts[Count.SOLVED_PUBLIC if solved else Count.UNSOLVED_PUBLIC] += 1
    counts[Count.WEEKS_WAITED] += week - np.int64(case.case_week)
    ordinal = np.int64(case.case_ordinal)
    case.case_week, case.case_before, case.case_ordinal = NEVER, 0, 0
    flags[i] &= 255 - CASE_PUBLIC
    if lapses(flags[i], mind, ordinal, lapsing, uid, p):
        lapse(i, flags, owners, offsets, targets, counts, change)
