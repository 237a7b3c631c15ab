"""Where each person stands: the rung of everybody, for those who want to watch people."""

import numpy as np

from simulator.agents.rules import ladder
from simulator.agents.stages import AWARE, LAPSED
from simulator.compiled import compiled

# mypy: disable-error-code="no-untyped-def"


@compiled
def rungs(uids, flags, purchases, satisfaction, found):
    """Fill in the rung of everybody with one brand, int8 (n,) by uid."""
    for i in range(uids.shape[0]):
        aware, lapsed = flags[i] & AWARE != 0, flags[i] & LAPSED != 0
        found[uids[i]] = np.int8(ladder(aware, lapsed, np.int64(purchases[i]), np.int64(satisfaction[i])))
