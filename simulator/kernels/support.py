"""Phase support: the line of open cases is answered from its head; the rest wait."""

import math

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import agent_answers, earlier, hundredths, occurs
from simulator.agents.stages import SEGMENT_SHIFT
from simulator.compiled import inner
from simulator.draws import Stream, key, uniform
from simulator.kernels.buffers import LINE, OPENED
from simulator.kernels.experience import close_case
from simulator.kernels.prefetch import AHEAD, prefetch
from simulator.kernels.stocks import move, standing

# mypy: disable-error-code="no-untyped-def"


@inner
def support(week, seed, setting, terms, people, arcs, helpers, buffers):
    """Let this week's cases join the line of their brand; answer its head; let the rest wait.

    Parameters
    ----------
    helpers : int32, uids of the community members who may answer our cases.
    """
    for b in range(people.flags.shape[0]):
        join_line(b, week, seed, people.uid, buffers)
        brand, waiting = terms.brand[b], buffers.lengths[b, LINE]
        by_peers = 0
        if b == 0 and helpers.shape[0] > 0:
            rate = setting.behaviour[0, 0].peer_help
            by_peers = min(waiting, helping(week, seed, helpers, rate))
        by_agents, brand.carry = agent_answers(
            brand.carry, brand.agents, waiting - by_peers, setting.people_per_consumer
        )
        answer(b, week, by_peers + by_agents, seed, setting, brand, people, arcs, buffers)


@inner
def helping(week, seed, helpers, rate):
    """How many of the active community members (uids) answer a case this week."""
    willing = 0
    family = key(seed, Stream.PEER, 0)
    for k in range(helpers.shape[0]):
        if occurs(uniform(family, helpers[k], week), rate):
            willing += 1
    return willing


@inner
def join_line(b, week, seed, uids, buffers):
    """Put this week's cases at the end of brand `b`'s line, by their draw and then by uid.

    Shell's sort with Knuth's steps (1973): the cases of a week are few.
    """
    new, waiting = buffers.lengths[b, OPENED], buffers.lengths[b, LINE]
    opened, line = buffers.lists[b, OPENED], buffers.lists[b, LINE, waiting : waiting + new]
    for k in range(new):
        line[k] = opened[k]
    family = key(seed, Stream.QUEUE, b)
    gap = 1
    while gap < new // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(gap, new):
            i, place = line[k], k
            u, uid = uniform(family, uids[i], week), uids[i]
            while place >= gap:
                ahead = line[place - gap]
                if not earlier(u, uid, uniform(family, uids[ahead], week), uids[ahead]):
                    break
                line[place] = ahead
                place -= gap
            line[place] = i
        gap //= 3
    buffers.lengths[b, LINE] = waiting + new
    buffers.lengths[b, OPENED] = 0


@inner
def answer(b, week, answers, seed, setting, brand, people, arcs, buffers):
    """Answer the first `answers` cases of brand `b`; those left wait, lose heart, or give up."""
    flags, minds, cases = people.flags[b], people.minds[b], people.cases[b]
    line, counts, stocks = buffers.lists[b, LINE], buffers.counts[b], buffers.stocks[b]
    uids, groups, behaviour, owners = people.uid, people.group, setting.behaviour, people.owners[b]
    offsets, targets, change = arcs.offsets, arcs.targets, buffers.change[b : b + 1]
    solve, lapsing = key(seed, Stream.SOLVE, b), key(seed, Stream.LAPSE, b)
    kept, waiting = 0, buffers.lengths[b, LINE]
    for k in range(waiting):
        i = np.int64(line[k])
        ahead = line[min(k + AHEAD, waiting - 1)]
        prefetch(minds, ahead)
        prefetch(cases, ahead)
        mind, case, uid = minds[i], cases[i], uids[i]
        p = behaviour[b, groups[i] >> SEGMENT_SHIFT]
        place = standing(flags[i], mind)
        solved, closed = False, True
        if k < answers:
            solved = uniform(solve, uid, np.int64(case.case_ordinal)) < brand.solve
            counts[Count.SOLVED if solved else Count.UNSOLVED] += 1
        else:
            mind.satisfaction = max(-100, np.int64(mind.satisfaction) - hundredths(p.wait_loss))
            closed = week - np.int64(case.case_week) + 1 >= math.floor(p.max_wait)
            if closed:
                counts[Count.EXPIRED] += 1
            else:
                line[kept] = i
                kept += 1
        if closed:
            close_case(
                i, week, solved, lapsing, uid, p, brand.ceiling, flags, mind, case,
                owners, offsets, targets, counts, change,
            )
        move(stocks, place, standing(flags[i], mind))
    buffers.lengths[b, LINE] = kept
    counts[Count.N_OPEN_CASES] = kept
