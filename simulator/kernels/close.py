"""Phases recommend, forget and count: reviews are written, the unused is forgotten, all counted."""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import ladder, occurs, recommendation_score
from simulator.agents.stages import (
    AWARE,
    FOLLOWER,
    LAPSED,
    NEVER,
    REACHED,
    SEGMENT_SHIFT,
)
from simulator.compiled import compiled
from simulator.draws import Stream, fold, key, unit
from simulator.kernels.buffers import POSTERS
from simulator.kernels.experience import tell_listeners

# mypy: disable-error-code="no-untyped-def"


@compiled
def recommend(people, buffers):
    """Write the reviews drawn at this week's experiences, with the satisfaction now held."""
    for b in range(people.flags.shape[0]):
        for k in range(buffers.lengths[b, POSTERS]):
            i = buffers.posters[b, k]
            written = np.int64(buffers.posts[b, i])
            buffers.posts[b, i] = 0
            buffers.counts[b, Count.POSTS] += written
            buffers.counts[b, Count.POST_VALENCE] += written * np.int64(people.satisfaction[b, i])


@compiled
def forget(week, seed, setting, terms, people, arcs, buffers):
    """Those who only know a brand may forget it; lapsed ones be won back; some begin to follow."""
    brands, n = people.flags.shape
    for b in range(brands):
        forgetting = fold(key(seed, Stream.FORGET, b), week)
        winning = fold(key(seed, Stream.WIN_BACK, b), week)
        following = fold(key(seed, Stream.FOLLOW, b), week)
        wins = np.any(terms.group[b]["win_back"] > 0.0)
        follows = np.any(terms.group[b]["follow"] > 0.0)
        for i in range(n):
            flags = people.flags[b, i]
            group = people.group[i]
            if flags & AWARE != 0 and people.experiences[b, i] == 0:
                chance = setting.forgetting[group >> SEGMENT_SHIFT]
                if unit(fold(forgetting, people.uid[i])) < chance:
                    people.flags[b, i] = flags & (255 - AWARE)
                    buffers.counts[b, Count.FORGOTTEN] += 1
                    continue
            if wins and flags & LAPSED != 0:
                u = unit(fold(winning, people.uid[i]))
                if occurs(u, terms.group[b, group].win_back):
                    people.flags[b, i] = flags & (255 - LAPSED)
                    buffers.counts[b, Count.WON_BACK] += 1
                    if people.experiences[b, i] > 0:
                        tell_listeners(i, b, 1, people, arcs, buffers)
            if follows and flags & AWARE != 0 and group & FOLLOWER == 0:
                if occurs(unit(fold(following, people.uid[i])), terms.group[b, group].follow):
                    people.group[i] = group | FOLLOWER
                    buffers.counts[b, Count.NEW_FOLLOWERS] += 1


@compiled
def count(people, buffers):
    """Count the stocks at the week's end."""
    brands, n = people.flags.shape
    for b in range(brands):
        rungs = np.zeros(6, np.int64)
        aware, reached, customers, followers, cases = 0, 0, 0, 0, 0
        promoters, passives, detractors = 0, 0, 0
        for i in range(n):
            flags = people.flags[b, i]
            bought = np.int64(people.purchases[b, i])
            satisfaction = np.int64(people.satisfaction[b, i])
            lapsed = flags & LAPSED != 0
            aware += 1 if flags & AWARE != 0 else 0
            reached += 1 if flags & REACHED != 0 else 0
            customers += 1 if bought > 0 else 0
            followers += 1 if people.group[i] & FOLLOWER != 0 else 0
            cases += 1 if people.case_week[b, i] != NEVER else 0
            rungs[ladder(flags & AWARE != 0, lapsed, bought, satisfaction)] += 1
            if people.experiences[b, i] > 0 and not lapsed:
                score = recommendation_score(satisfaction)
                promoters += 1 if score >= 9 else 0
                passives += 1 if 7 <= score <= 8 else 0
                detractors += 1 if score <= 6 else 0
        counts = buffers.counts[b]
        counts[Count.N_AWARE] = aware
        counts[Count.N_REACHED] = reached
        counts[Count.N_CUSTOMERS] = customers
        counts[Count.N_FOLLOWERS] = followers if b == 0 else 0
        counts[Count.N_OPEN_CASES] = cases
        counts[Count.N_PROMOTERS] = promoters
        counts[Count.N_PASSIVES] = passives
        counts[Count.N_DETRACTORS] = detractors
        for r in range(6):
            counts[Count.N_POTENTIAL + r] = rungs[r]
