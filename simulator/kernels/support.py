"""Phase support: the line of open cases is answered from its head; the rest wait."""

import math

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import hundredths, occurs
from simulator.agents.stages import SEGMENT_SHIFT
from simulator.compiled import compiled
from simulator.draws import Stream, key, uniform
from simulator.kernels.buffers import LINE
from simulator.kernels.experience import close_case

# mypy: disable-error-code="no-untyped-def"


@compiled
def helping(week, seed, b, helpers, rate):
    """How many of the active community members (uids) answer a case this week."""
    willing = 0
    family = key(seed, Stream.PEER, b)
    for k in range(helpers.shape[0]):
        if occurs(uniform(family, helpers[k], week), rate):
            willing += 1
    return willing


@compiled
def answer(b, week, answers, seed, setting, terms, people, arcs, buffers):
    """Answer the first `answers` cases of brand `b`; those left wait, lose heart, or give up."""
    uids, groups, satisfactions = people.uid, people.group, people.satisfaction
    case_weeks, case_befores = people.case_week, people.case_before
    case_ordinals, flags, owners = people.case_ordinal, people.flags, people.owners
    offsets, targets, line = arcs.offsets, arcs.targets, buffers.line
    counts, change, behaviour = buffers.counts, buffers.change, setting.behaviour
    solve, lapsing = key(seed, Stream.SOLVE, b), key(seed, Stream.LAPSE, b)
    able, ceiling = terms.brand[b].solve, terms.brand[b].ceiling
    waiting = buffers.lengths[b, LINE]
    kept = 0
    for k in range(waiting):
        i = np.int64(line[b, k])
        p = behaviour[b, groups[i] >> SEGMENT_SHIFT]
        solved = False
        if k < answers:
            solved = uniform(solve, uids[i], np.int64(case_ordinals[b, i])) < able
            counts[b, Count.SOLVED if solved else Count.UNSOLVED] += 1
        else:
            loss = hundredths(p.wait_loss)
            satisfactions[b, i] = max(-100, np.int64(satisfactions[b, i]) - loss)
            if week - np.int64(case_weeks[b, i]) + 1 < math.floor(p.max_wait):
                line[b, kept] = i
                kept += 1
                continue
            counts[b, Count.EXPIRED] += 1
        close_case(
            i, b, week, solved, lapsing, uids[i], p, ceiling, satisfactions, case_weeks,
            case_befores, case_ordinals, flags, owners, offsets, targets, counts, change,
        )
    buffers.lengths[b, LINE] = kept
