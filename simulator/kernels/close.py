"""Phases recommend, forget and count: reviews are written, the unused is forgotten, all counted."""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import ladder, occurs, recommendation_score
from simulator.agents.stages import (
    AWARE,
    FOLLOWER,
    LAPSED,
    NEVER,
    ON_SOCIAL_MEDIA,
    PROMOTER_SATISFACTION,
    REACHED,
    SEGMENT_SHIFT,
)
from simulator.compiled import compiled
from simulator.draws import Stream, fold, key, unit
from simulator.kernels.buffers import POSTERS
from simulator.kernels.experience import tell_listeners
from simulator.kernels.screen import gather

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
def forget(week, seed, setting, people, buffers):
    """Those who only know a brand may forget it."""
    flags, uids, groups, experiences = people.flags, people.uid, people.group, people.experiences
    chances = setting.forgetting
    for b in range(flags.shape[0]):
        family = fold(key(seed, Stream.FORGET, b), week)
        mark_forgetful(family, chances.max(), uids, flags[b], experiences[b], buffers.mask)
        forgotten = 0
        for k in range(gather(buffers.mask, buffers.rows)):
            i = buffers.rows[k]
            if unit(fold(family, uids[i])) < chances[groups[i] >> SEGMENT_SHIFT]:
                flags[b, i] &= 255 - AWARE
                forgotten += 1
        buffers.counts[b, Count.FORGOTTEN] += forgotten


@compiled
def mark_forgetful(family, chance, uids, flags, experiences, mask):
    """Mark those who only know the brand and whose draw is below the largest chance to forget."""
    for i in range(uids.shape[0]):
        knows = flags[i] & AWARE != 0
        mask[i] = knows & (experiences[i] == 0) & (unit(fold(family, uids[i])) < chance)


@compiled
def win_back(b, week, seed, terms, people, arcs, buffers):
    """Let some of the lapsed return, at the levers' rate."""
    family = fold(key(seed, Stream.WIN_BACK, b), week)
    for i in range(people.uid.shape[0]):
        if people.flags[b, i] & LAPSED != 0:
            rate = terms.group[b, people.group[i]].win_back
            if occurs(unit(fold(family, people.uid[i])), rate):
                people.flags[b, i] &= 255 - LAPSED
                buffers.counts[b, Count.WON_BACK] += 1
                if people.experiences[b, i] > 0:
                    tell_listeners(
                        i, b, np.int64(1), people.owners, arcs.offsets, arcs.targets, buffers.change
                    )


@compiled
def follow(b, week, seed, terms, people, buffers):
    """Let some on social media who know the brand begin to follow it, at the levers' rate."""
    family = fold(key(seed, Stream.FOLLOW, b), week)
    for i in range(people.uid.shape[0]):
        group = people.group[i]
        if people.flags[b, i] & AWARE != 0 and group & (FOLLOWER | ON_SOCIAL_MEDIA) == ON_SOCIAL_MEDIA:
            if occurs(unit(fold(family, people.uid[i])), terms.group[b, group].follow):
                people.group[i] = group | FOLLOWER
                buffers.counts[b, Count.NEW_FOLLOWERS] += 1


@compiled
def count(people, buffers):
    """Count the stocks at the week's end: a histogram over all that they depend on, then read off.

    A bin is: aware, reached, lapsed, follower, case open, experienced (a bit each), purchases up to
    three (two bits), and the recommendation class (two bits).
    """
    flags, groups, case_weeks = people.flags, people.group, people.case_week
    purchases, experiences, satisfactions = people.purchases, people.experiences, people.satisfaction
    class_of = np.empty(201, np.int64)
    for s in range(-100, 101):
        score = recommendation_score(s)
        class_of[s + 100] = 2 if score >= 9 else (1 if score >= 7 else 0)
    for b in range(flags.shape[0]):
        bins = np.zeros(1024, np.int64)
        for i in range(flags.shape[1]):
            place = np.int64(flags[b, i] & (AWARE | REACHED | LAPSED))
            place |= np.int64(groups[i] & FOLLOWER) << 3
            place |= np.int64(case_weeks[b, i] != NEVER) << 4
            place |= np.int64(experiences[b, i] > 0) << 5
            place |= min(np.int64(purchases[b, i]), 3) << 6
            place |= class_of[np.int64(satisfactions[b, i]) + 100] << 8
            bins[place] += 1
        for place in range(1024):
            if bins[place] > 0:
                read_off(place, bins[place], buffers.counts[b])
        if b > 0:
            buffers.counts[b, Count.N_FOLLOWERS] = 0


@compiled
def read_off(place, number, counts):
    """Add the people of one bin of the histogram to the stocks they belong to."""
    aware, lapsed, experienced = place & AWARE != 0, place & LAPSED != 0, place & 32 != 0
    bought, kind = (place >> 6) & 3, place >> 8
    counts[Count.N_AWARE] += number if aware else 0
    counts[Count.N_REACHED] += number if place & REACHED != 0 else 0
    counts[Count.N_FOLLOWERS] += number if place & 8 != 0 else 0
    counts[Count.N_OPEN_CASES] += number if place & 16 != 0 else 0
    counts[Count.N_CUSTOMERS] += number if bought > 0 else 0
    satisfaction = PROMOTER_SATISFACTION if kind == 2 else 0
    counts[Count.N_POTENTIAL + ladder(aware, lapsed, bought, satisfaction)] += number
    if experienced and not lapsed:
        counts[Count.N_DETRACTORS - kind] += number
