"""Weights of ties in fixed point, for linear thresholds: integers, so that order is no matter."""

import math

import numpy as np

from simulator.agents.stages import LAPSED, USED
from simulator.compiled import compiled, inner

# mypy: disable-error-code="no-untyped-def"

FIXED_POINT = 2.0**24


@inner
def fixed(weight):
    """A tie's weight as an integer."""
    return np.int64(math.floor(np.float64(weight) * FIXED_POINT + 0.5))


@compiled
def incoming_weight(arcs):
    """Summed weight of all in-neighbours, int64 (n,)."""
    n = arcs.in_degree.shape[0]
    out = np.zeros(n, np.int64)
    for a in range(arcs.targets.shape[0]):
        out[arcs.targets[a]] += fixed(arcs.weights[a])
    return out


@inner
def adopted_weight(arcs, people):
    """Summed weight of the in-neighbours who own our brand and have not lapsed, int64 (n,)."""
    n = arcs.in_degree.shape[0]
    out = np.zeros(n, np.int64)
    for j in range(n):
        if people.flags[0, j] & (USED | LAPSED) != USED:
            continue
        for a in range(arcs.offsets[j], arcs.offsets[j + 1]):
            out[arcs.targets[a]] += fixed(arcs.weights[a])
    return out
