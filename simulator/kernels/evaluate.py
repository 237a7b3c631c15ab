"""Phases evaluate and buy: an opportunity comes, the known brands are weighed, one may be bought."""

import numpy as np

from simulator.agents.counts import REVENUE_BY_CAUSE, Count
from simulator.agents.rules import (
    clock,
    occurs,
    review_weight,
    updated_belief,
    utility,
)
from simulator.agents.stages import (
    AWARE,
    LAPSED,
    NEVER,
    PEOPLE,
    SEGMENT_SHIFT,
    WORD_OF_MOUTH,
    ChoiceMode,
)
from simulator.compiled import compiled
from simulator.draws import Stream, fold, key, unit
from simulator.kernels.buffers import BUYERS

# mypy: disable-error-code="no-untyped-def"

NOTHING = 255  # number of the alternative "buy nothing" in its draws


@compiled
def owner_share(b, i, people, terms, arcs, complete):
    """Share of the people this consumer hears who own the brand; 0 for those who hear nobody."""
    if complete:
        n = people.uid.shape[0]
        own = 1 if people.experiences[b, i] > 0 and people.flags[b, i] & LAPSED == 0 else 0
        return (terms.brand[b].owners - own) / (n - 1)
    degree = arcs.in_degree[i]
    return people.owners[b, i] / degree if degree > 0 else 0.0


@compiled
def weigh(b, i, week, read, setting, terms, people, arcs, complete, counts):
    """Read reviews, then return the utility of brand `b` to consumer `i`."""
    group = people.group[i]
    p = setting.behaviour[b, group >> SEGMENT_SHIFT]
    counts[b, Count.EVALUATIONS] += 1
    brand = terms.brand[b]
    if brand.reviews > 0.0 and unit(fold(read, people.uid[i])) < p.review_reading:
        counts[b, Count.REVIEW_READINGS] += 1
        weight = review_weight(p.weight_review, brand.reviews)
        if weight > 0.0:
            belief, evidence = updated_belief(
                np.float64(people.belief[b, i]),
                np.float64(people.evidence[b, i]),
                weight,
                weight * brand.review_valence,
                p.evidence_cap,
            )
            people.belief[b, i] = belief
            people.evidence[b, i] = evidence
    return utility(
        terms.group[b, group].base,
        np.float64(people.taste[i]),
        np.float64(people.belief[b, i]),
        p.weight_belief,
        owner_share(b, i, people, terms, arcs, complete),
        p.weight_neighbours,
        np.int64(people.satisfaction[b, i]),
        p.weight_own_satisfaction,
    )


@compiled
def evaluate(week, seed, setting, terms, people, arcs, complete, buffers):
    """Let competing clocks choose: each available brand's, and that of buying nothing.

    Exactly the multinomial logit; ties go to the smaller brand number, nothing last.
    """
    brands, n = people.flags.shape
    opportunity = fold(key(seed, Stream.OPPORTUNITY, 0), week)
    nothing = fold(key(seed, Stream.CLOCK, NOTHING), week)
    read = np.empty(brands, np.uint64)
    clocks = np.empty(brands, np.uint64)
    for b in range(brands):
        read[b] = fold(key(seed, Stream.READ_REVIEWS, b), week)
        clocks[b] = fold(key(seed, Stream.CLOCK, b), week)
        buffers.lengths[b, BUYERS] = 0
    sure = setting.choice_mode == ChoiceMode.SURE
    for i in range(n):
        available = False
        for b in range(brands):
            available |= people.flags[b, i] & (AWARE | LAPSED) == AWARE
        if not available:
            continue
        if not setting.opportunity_sure:
            rate = np.float64(people.opportunity_rate[i]) * terms.opportunity[people.group[i]]
            if not occurs(unit(fold(opportunity, people.uid[i])), rate):
                continue
        best, best_time = -1, np.inf
        for b in range(brands):
            if people.flags[b, i] & (AWARE | LAPSED) != AWARE:
                continue
            u_b = weigh(b, i, week, read[b], setting, terms, people, arcs, complete, buffers.counts)
            if sure:
                if people.experiences[b, i] == 0 and best < 0:
                    best = b
                continue
            time = clock(unit(fold(clocks[b], people.uid[i])), u_b)
            if best < 0 or time < best_time:
                best, best_time = b, time
        if best >= 0 and not sure:
            if clock(unit(fold(nothing, people.uid[i])), 0.0) < best_time:
                best = -1
        if best >= 0:
            buffers.buyers[best, buffers.lengths[best, BUYERS]] = i
            buffers.lengths[best, BUYERS] += 1


@compiled
def adopt_by_threshold(people, thresholds, in_degree, in_weight, owner_weight, buffers):
    """Linear threshold: adopt once the weighted share of adopted in-neighbours reaches one's own.

    Parameters
    ----------
    thresholds : float64 (n,). in_degree : int32 (n,).
    in_weight, owner_weight : int64 (n,) fixed-point weights of all and of adopted in-neighbours;
        empty where every tie weighs 1.
    """
    weighted = in_weight.shape[0] > 0
    found = 0
    for i in range(people.uid.shape[0]):
        if people.experiences[0, i] > 0 or people.flags[0, i] & (AWARE | LAPSED) != AWARE:
            continue
        whole = in_weight[i] if weighted else np.int64(in_degree[i])
        if whole == 0:
            continue
        adopted = owner_weight[i] if weighted else np.int64(people.owners[0, i])
        buffers.counts[0, Count.EVALUATIONS] += 1
        if adopted / whole >= thresholds[i]:
            buffers.buyers[0, found] = i
            found += 1
    buffers.lengths[0, BUYERS] = found


@compiled
def buy(week, setting, terms, people, buffers):
    """Book the purchases of this week on their buyers and on the causes of their discovery."""
    for b in range(people.flags.shape[0]):
        for k in range(buffers.lengths[b, BUYERS]):
            i = buffers.buyers[b, k]
            paid = terms.group[b, people.group[i]].price * setting.people_per_consumer
            people.purchases[b, i] += 1
            people.revenue[b, i] += paid
            counts = buffers.counts[b]
            if people.first_purchase[b, i] == NEVER:
                people.first_purchase[b, i] = week
                counts[Count.NEW_CUSTOMERS] += 1
            counts[Count.UNITS] += 1
            counts[Count.REVENUE] += paid
            cause = people.cause[b, i]
            counts[REVENUE_BY_CAUSE + (WORD_OF_MOUTH if cause >= PEOPLE else cause)] += paid
