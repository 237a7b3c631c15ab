"""Phases evaluate and buy: an opportunity comes, the known brands are weighed, one may be bought."""

import numpy as np

from simulator.agents.counts import REVENUE_BY_CAUSE, Count
from simulator.agents.rules import (
    chance_of,
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
    USED,
    WORD_OF_MOUTH,
    ChoiceMode,
)
from simulator.compiled import inner
from simulator.draws import Stream, bound, fold, key, unit, whole
from simulator.kernels.buffers import BUYERS
from simulator.kernels.prefetch import AHEAD, prefetch
from simulator.kernels.screen import clear, gather, largest
from simulator.kernels.stocks import anybody_knows, move, standing
from simulator.kernels.threshold import adopted_weight

# mypy: disable-error-code="no-untyped-def"

NOTHING = 255  # number of the alternative "buy nothing" in its draws


@inner
def evaluate(week, seed, setting, terms, people, in_degree, complete, buffers):
    """Let competing clocks choose: each available brand's, and that of buying nothing.

    Exactly the multinomial logit; ties go to the smaller brand number, nothing last.

    Parameters
    ----------
    in_degree : int32 (n,). complete : True for the implicit complete graph.
    """
    uids, groups, tastes, rates = people.uid, people.group, people.taste, people.opportunity_rate
    flags, minds, owners, factors = people.flags, people.minds, people.owners, terms.opportunity
    behaviour, brand_terms, group_terms = setting.behaviour, terms.brand, terms.group
    lists, lengths, counts = buffers.lists, buffers.lengths, buffers.counts
    mask, eights, rows = buffers.mask, buffers.eights, buffers.rows
    brands, n = flags.shape
    opportunity = fold(key(seed, Stream.OPPORTUNITY, 0), week)
    nothing = fold(key(seed, Stream.CLOCK, NOTHING), week)
    read = np.empty(brands, np.uint64)
    clocks = np.empty(brands, np.uint64)
    known = False
    for b in range(brands):
        read[b] = fold(key(seed, Stream.READ_REVIEWS, b), week)
        clocks[b] = fold(key(seed, Stream.CLOCK, b), week)
        known = known or anybody_knows(buffers.stocks[b])
        lengths[b, BUYERS] = 0
    if not known:
        return
    sure = setting.choice_mode == ChoiceMode.SURE
    always = setting.opportunity_sure
    moved = not_all_one(factors)
    mark_available(flags, mask)
    if moved and not always:
        mark_opportunities(opportunity, largest(factors), uids, rates, mask)
    elif not always:
        mark_below(opportunity, buffers.opportunity, uids, setting.uid_is_row, mask)
    marked = gather(mask, eights, rows)
    for k in range(marked):
        i = rows[k]
        ahead = rows[min(k + AHEAD, marked - 1)]
        prefetch(minds, (0, ahead))
        prefetch(owners, (0, ahead))
        prefetch(tastes, ahead)
        prefetch(in_degree, ahead)
        group = groups[i]
        if moved and not always:
            u, rate = unit(fold(opportunity, uids[i])), np.float64(rates[i]) * factors[group]
            if not occurs(u, rate):
                continue
        best, best_time = -1, np.inf
        for b in range(brands):
            if flags[b, i] & (AWARE | LAPSED) != AWARE:
                continue
            mind, p, brand = minds[b, i], behaviour[b, group >> SEGMENT_SHIFT], brand_terms[b]
            counts[b, Count.EVALUATIONS] += 1
            if brand.reviews > 0.0 and unit(fold(read[b], uids[i])) < p.review_reading:
                counts[b, Count.REVIEW_READINGS] += 1
                weight = review_weight(p.weight_review, brand.reviews)
                if weight > 0.0:
                    mind.belief, mind.evidence = updated_belief(
                        np.float64(mind.belief),
                        np.float64(mind.evidence),
                        weight,
                        weight * brand.review_valence,
                        p.evidence_cap,
                    )
            if sure:
                if flags[b, i] & USED == 0 and best < 0:
                    best = b
                continue
            if complete:
                own = 1 if flags[b, i] & USED != 0 else 0
                share = owner_share(brand.owners - own, n - 1)
            else:
                share = owner_share(np.int64(owners[b, i]), np.int64(in_degree[i]))
            worth = utility(
                group_terms[b, group]["base"],  # plain NumPy takes `.base` for the array's own
                np.float64(tastes[i]),
                np.float64(mind.belief),
                p.weight_belief,
                share,
                p.weight_neighbours,
                np.int64(mind.satisfaction),
                p.weight_own_satisfaction,
            )
            time = clock(unit(fold(clocks[b], uids[i])), worth)
            if best < 0 or time < best_time:
                best, best_time = b, time
        if best >= 0 and (sure or best_time <= clock(unit(fold(nothing, uids[i])), 0.0)):
            lists[best, BUYERS, lengths[best, BUYERS]] = i
            lengths[best, BUYERS] += 1


@inner
def opportunity_bounds(rates, bounds):
    """Work out once below which draws people have an opportunity, int64 (n,), where no lever is."""
    for i in range(rates.shape[0]):
        bounds[i] = bound(chance_of(np.float64(rates[i])))


@inner
def not_all_one(factors):
    """Whether a lever moves anybody's opportunities."""
    moved = False
    for group in range(factors.shape[0]):
        moved = moved or factors[group] != 1.0
    return moved


@inner
def mark_available(flags, mask):
    """Mark those who can choose a brand."""
    clear(mask)
    for b in range(flags.shape[0]):
        known = flags[b]
        for i in range(known.shape[0]):
            mask[i] |= known[i] & (AWARE | LAPSED) == AWARE


@inner
def mark_opportunities(family, factor, uids, rates, mask):
    """Keep those marked whose draw is below the largest rate they can have."""
    for i in range(uids.shape[0]):
        mask[i] &= unit(fold(family, uids[i])) < np.float64(rates[i]) * factor


@inner
def mark_below(family, bounds, uids, uid_is_row, mask):
    """Keep those marked who have an opportunity."""
    if uid_is_row:
        for i in range(uids.shape[0]):
            mask[i] &= whole(fold(family, i)) < bounds[i]
    else:
        for i in range(uids.shape[0]):
            mask[i] &= whole(fold(family, uids[i])) < bounds[i]


@inner
def adopt_by_threshold(people, place, owners, buffers):
    """Linear threshold: adopt once the weighted share of adopted in-neighbours reaches one's own.

    Parameters
    ----------
    place : see `Place`. owners : of our brand, whom everybody hears on the complete graph.
    """
    arcs, in_weight, thresholds, complete = place.arcs, place.in_weight, place.thresholds, place.complete
    in_degree = arcs.in_degree
    weighted = in_weight.shape[0] > 0
    owner_weight = adopted_weight(arcs, people) if weighted else in_weight
    flags, found = people.flags[0], 0
    for i in range(flags.shape[0]):
        if flags[i] & (AWARE | LAPSED | USED) != AWARE:
            continue
        buffers.counts[0, Count.EVALUATIONS] += 1
        whole = in_weight[i] if weighted else np.int64(in_degree[i])
        adopted = np.int64(owners)  # of whom this person, without an experience, is none
        if not complete:
            adopted = owner_weight[i] if weighted else np.int64(people.owners[0, i])
        if whole > 0 and owner_share(adopted, whole) >= thresholds[i]:
            buffers.lists[0, BUYERS, found] = i
            found += 1
    buffers.lengths[0, BUYERS] = found


@inner
def buy(week, people_per_consumer, terms, people, buffers):
    """Book the purchases of this week on their buyers and on the causes of their discovery."""
    for b in range(people.flags.shape[0]):
        flags, minds, counts = people.flags[b], people.minds[b], buffers.counts[b]
        stocks, buyers, term = buffers.stocks[b], buffers.lists[b, BUYERS], terms.group[b]
        units = buffers.lengths[b, BUYERS]
        for k in range(units):
            i = buyers[k]
            mind = minds[i]
            paid = term[people.group[i]].price * people_per_consumer
            before = standing(flags[i], mind)
            mind.purchases += 1
            move(stocks, before, standing(flags[i], mind))
            mind.revenue += paid
            counts[Count.REVENUE] += paid
            if mind.first_purchase == NEVER:
                mind.first_purchase = week
                counts[Count.NEW_CUSTOMERS] += 1
            cause = mind.cause
            counts[REVENUE_BY_CAUSE + (WORD_OF_MOUTH if cause >= PEOPLE else cause)] += paid
        counts[Count.UNITS] += units
