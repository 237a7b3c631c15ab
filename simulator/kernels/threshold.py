"""Weights of ties in fixed point, for linear thresholds: integers, so that order is no matter."""

import numpy as np

from simulator.agents.rules import weight_parts
from simulator.agents.stages import LAPSED, USED
from simulator.compiled import compiled, inner

# mypy: disable-error-code="no-untyped-def"


@compiled
def incoming_weight(arcs):
    """Summed weight of all in-neighbours, int64 (n,)."""
    n = arcs.in_degree.shape[0]
    out = np.zeros(n, np.int64)
    for a in range(arcs.targets.shape[0]):
        out[arcs.targets[a]] += weight_parts(np.float64(arcs.weights[a]))
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
            out[arcs.targets[a]] += weight_parts(np.float64(arcs.weights[a]))
    return out
