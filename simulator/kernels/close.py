"""Phases recommend and forget: reviews are written, the unused is forgotten, the lapsed return."""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import occurs
from simulator.agents.stages import AWARE, FOLLOWER, LAPSED, ON_SOCIAL_MEDIA, SEGMENT_SHIFT, USED
from simulator.compiled import inner
from simulator.draws import Stream, fold, key, unit
from simulator.kernels.buffers import POSTERS
from simulator.kernels.experience import tell_listeners
from simulator.kernels.screen import gather, largest, screen
from simulator.kernels.stocks import anybody_knows, move, standing

# mypy: disable-error-code="no-untyped-def"


@inner
def recommend(people, buffers):
    """Write the reviews drawn at this week's experiences, with the satisfaction now held."""
    for b in range(people.flags.shape[0]):
        counts = buffers.counts[b]
        for k in range(buffers.lengths[b, POSTERS]):
            i = buffers.lists[b, POSTERS, k]
            written = np.int64(buffers.posts[b, i])
            buffers.posts[b, i] = 0
            counts[Count.POSTS] += written
            counts[Count.POST_VALENCE] += written * np.int64(people.minds[b, i].satisfaction)
        buffers.lengths[b, POSTERS] = 0


@inner
def forget(week, seed, setting, people, buffers):
    """Those who only know a brand may forget it."""
    chances = setting.forgetting  # of the segments
    uids, groups = people.uid, people.group
    mask, eights, rows = buffers.mask, buffers.eights, buffers.rows
    highest = largest(chances)
    for b in range(people.flags.shape[0]):
        flags, minds, stocks = people.flags[b], people.minds[b], buffers.stocks[b]
        if highest <= 0.0 or not anybody_knows(stocks):
            continue
        family = fold(key(seed, Stream.FORGET, b), week)
        screen(family, highest, uids, setting.uid_is_row, mask)
        keep_without_experience(flags, mask)
        forgotten = 0
        for k in range(gather(mask, eights, rows)):
            i = rows[k]
            if unit(fold(family, uids[i])) < chances[groups[i] >> SEGMENT_SHIFT]:
                mind = minds[i]
                before = standing(flags[i], mind)
                flags[i] &= 255 - AWARE
                move(stocks, before, standing(flags[i], mind))
                forgotten += 1
        buffers.counts[b, Count.FORGOTTEN] += forgotten


@inner
def keep_without_experience(flags, mask):
    """Keep those marked who know the brand and have not used it."""
    for i in range(flags.shape[0]):
        mask[i] &= flags[i] & (AWARE | USED) == AWARE


@inner
def win_back(week, seed, terms, people, arcs, buffers):
    """Let some of our lapsed return, at the levers' rate."""
    flags, stocks, term = people.flags[0], buffers.stocks[0], terms.group[0]
    family = fold(key(seed, Stream.WIN_BACK, 0), week)
    for i in range(flags.shape[0]):
        if flags[i] & LAPSED == 0:
            continue
        if occurs(unit(fold(family, people.uid[i])), term[people.group[i]].win_back):
            mind = people.minds[0, i]
            before = standing(flags[i], mind)
            flags[i] &= 255 - LAPSED
            move(stocks, before, standing(flags[i], mind))
            buffers.counts[0, Count.WON_BACK] += 1
            if flags[i] & USED != 0:
                tell_listeners(
                    i, np.int64(1), people.owners[0], arcs.offsets, arcs.targets,
                    buffers.change[0:1],
                )


@inner
def follow(week, seed, terms, people, buffers):
    """Let some on social media who know our brand begin to follow it, at the levers' rate."""
    flags, groups, term = people.flags[0], people.group, terms.group[0]
    family = fold(key(seed, Stream.FOLLOW, 0), week)
    for i in range(flags.shape[0]):
        group = groups[i]
        if flags[i] & AWARE == 0 or group & (FOLLOWER | ON_SOCIAL_MEDIA) != ON_SOCIAL_MEDIA:
            continue
        if occurs(unit(fold(family, people.uid[i])), term[group].follow):
            groups[i] = group | FOLLOWER
            buffers.counts[0, Count.NEW_FOLLOWERS] += 1
