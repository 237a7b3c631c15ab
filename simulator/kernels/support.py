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
    solve = key(seed, Stream.SOLVE, b)
    counts = buffers.counts[b]
    waiting = buffers.lengths[b, LINE]
    kept = 0
    for k in range(waiting):
        i = np.int64(buffers.line[b, k])
        served = k < answers
        if served:
            ordinal = np.int64(people.case_ordinal[b, i])
            solved = uniform(solve, people.uid[i], ordinal) < terms.brand[b].solve
            counts[Count.SOLVED if solved else Count.UNSOLVED] += 1
            close_case(i, b, week, solved, seed, setting, terms, people, arcs, buffers)
            continue
        p = setting.behaviour[b, people.group[i] >> SEGMENT_SHIFT]
        loss = hundredths(p.wait_loss)
        people.satisfaction[b, i] = max(-100, np.int64(people.satisfaction[b, i]) - loss)
        weeks = week - np.int64(people.case_week[b, i]) + 1
        if weeks >= math.floor(p.max_wait):
            counts[Count.EXPIRED] += 1
            close_case(i, b, week, served, seed, setting, terms, people, arcs, buffers)
        else:
            buffers.line[b, kept] = i
            kept += 1
    buffers.lengths[b, LINE] = kept
