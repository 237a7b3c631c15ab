"""Phases evaluate and buy: an opportunity comes, the known brands are weighed, one may be bought."""

import numpy as np

from simulator.agents.counts import REVENUE_BY_CAUSE, Count
from simulator.agents.rules import (
    clock,
    occurs,
    owner_share,
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
from simulator.kernels.screen import gather

# mypy: disable-error-code="no-untyped-def"

NOTHING = 255  # number of the alternative "buy nothing" in its draws


@compiled
def evaluate(week, seed, setting, terms, people, arcs, complete, buffers):
    """Let competing clocks choose: each available brand's, and that of buying nothing.

    Exactly the multinomial logit; ties go to the smaller brand number, nothing last.
    """
    uids, groups, tastes, rates = people.uid, people.group, people.taste, people.opportunity_rate
    flags, satisfactions, experiences = people.flags, people.satisfaction, people.experiences
    beliefs, evidences, owners = people.belief, people.evidence, people.owners
    in_degree, buyers, behaviour = arcs.in_degree, buffers.buyers, setting.behaviour
    group_terms, brand_terms, factors = terms.group, terms.brand, terms.opportunity
    brands, n = flags.shape
    opportunity = fold(key(seed, Stream.OPPORTUNITY, 0), week)
    nothing = fold(key(seed, Stream.CLOCK, NOTHING), week)
    read = np.empty(brands, np.uint64)
    clocks = np.empty(brands, np.uint64)
    for b in range(brands):
        read[b] = fold(key(seed, Stream.READ_REVIEWS, b), week)
        clocks[b] = fold(key(seed, Stream.CLOCK, b), week)
    evaluations, readings = np.zeros(brands, np.int64), np.zeros(brands, np.int64)
    found = np.zeros(brands, np.int64)
    sure = setting.choice_mode == ChoiceMode.SURE
    always = setting.opportunity_sure
    mark_opportunities(opportunity, always, factors.max(), uids, rates, flags, buffers.mask)
    for k in range(gather(buffers.mask, buffers.rows)):
        i = buffers.rows[k]
        group = groups[i]
        u, rate = unit(fold(opportunity, uids[i])), np.float64(rates[i]) * factors[group]
        if not (always or occurs(u, rate)):
            continue
        best, best_time = -1, np.inf
        for b in range(brands):
            if flags[b, i] & (AWARE | LAPSED) != AWARE:
                continue
            p = behaviour[b, group >> SEGMENT_SHIFT]
            brand = brand_terms[b]
            evaluations[b] += 1
            belief = np.float64(beliefs[b, i])
            if brand.reviews > 0.0 and unit(fold(read[b], uids[i])) < p.review_reading:
                readings[b] += 1
                weight = review_weight(p.weight_review, brand.reviews)
                if weight > 0.0:
                    belief, evidence = updated_belief(
                        belief,
                        np.float64(evidences[b, i]),
                        weight,
                        weight * brand.review_valence,
                        p.evidence_cap,
                    )
                    beliefs[b, i] = belief
                    evidences[b, i] = evidence
                    belief = np.float64(beliefs[b, i])
            if sure:
                if experiences[b, i] == 0 and best < 0:
                    best = b
                continue
            if complete:
                own = 1 if experiences[b, i] > 0 else 0
                share = owner_share(brand.owners - own, n - 1)
            else:
                share = owner_share(np.int64(owners[b, i]), np.int64(in_degree[i]))
            worth = utility(
                group_terms[b, group]["base"],  # plain NumPy takes `.base` for the array's own
                np.float64(tastes[i]),
                belief,
                p.weight_belief,
                share,
                p.weight_neighbours,
                np.int64(satisfactions[b, i]),
                p.weight_own_satisfaction,
            )
            time = clock(unit(fold(clocks[b], uids[i])), worth)
            if best < 0 or time < best_time:
                best, best_time = b, time
        if best >= 0 and (sure or best_time <= clock(unit(fold(nothing, uids[i])), 0.0)):
            buyers[best, found[best]] = i
            found[best] += 1
    for b in range(brands):
        buffers.lengths[b, BUYERS] = found[b]
        buffers.counts[b, Count.EVALUATIONS] += evaluations[b]
        buffers.counts[b, Count.REVIEW_READINGS] += readings[b]


@compiled
def mark_opportunities(family, always, factor, uids, rates, flags, mask):
    """Mark those who know a brand and whose draw is below the largest rate they can have."""
    mask[:] = 0
    for b in range(flags.shape[0]):
        known = flags[b]
        for i in range(uids.shape[0]):
            mask[i] |= known[i] & (AWARE | LAPSED) == AWARE
    if not always:
        for i in range(uids.shape[0]):
            mask[i] &= unit(fold(family, uids[i])) < np.float64(rates[i]) * factor


@compiled
def adopt_by_threshold(
    people, thresholds, in_degree, in_weight, owner_weight, complete, owners, buffers
):
    """Linear threshold: adopt once the weighted share of adopted in-neighbours reaches one's own.

    Parameters
    ----------
    thresholds : float64 (n,). in_degree : int32 (n,).
    in_weight, owner_weight : int64 (n,) fixed-point weights of all and of adopted in-neighbours;
        empty where every tie weighs 1.
    complete : True for the implicit complete graph, where everybody hears all `owners`.
    """
    weighted = in_weight.shape[0] > 0
    found = 0
    for i in range(people.uid.shape[0]):
        if people.experiences[0, i] > 0 or people.flags[0, i] & (AWARE | LAPSED) != AWARE:
            continue
        buffers.counts[0, Count.EVALUATIONS] += 1
        whole = in_weight[i] if weighted else np.int64(in_degree[i])
        adopted = np.int64(owners)  # of whom this person, without an experience, is none
        if not complete:
            adopted = owner_weight[i] if weighted else np.int64(people.owners[0, i])
        if whole > 0 and owner_share(adopted, whole) >= thresholds[i]:
            buffers.buyers[0, found] = i
            found += 1
    buffers.lengths[0, BUYERS] = found


@compiled
def buy(week, setting, terms, people, buffers):
    """Book the purchases of this week on their buyers and on the causes of their discovery."""
    purchases, revenues, firsts = people.purchases, people.revenue, people.first_purchase
    causes, groups, counts = people.cause, people.group, buffers.counts
    for b in range(people.flags.shape[0]):
        units = buffers.lengths[b, BUYERS]
        total, new = 0, 0
        for k in range(units):
            i = buffers.buyers[b, k]
            paid = terms.group[b, groups[i]].price * setting.people_per_consumer
            purchases[b, i] += 1
            revenues[b, i] += paid
            total += paid
            if firsts[b, i] == NEVER:
                firsts[b, i] = week
                new += 1
            cause = causes[b, i]
            counts[b, REVENUE_BY_CAUSE + (WORD_OF_MOUTH if cause >= PEOPLE else cause)] += paid
        counts[b, Count.NEW_CUSTOMERS] += new
        counts[b, Count.UNITS] += units
        counts[b, Count.REVENUE] += total
