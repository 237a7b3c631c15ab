"""Room for the messages and lists of one week; allocated once per run, reused every week."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.counts import N_COUNTS
from simulator.agents.stages import SILENT


class Buffers(NamedTuple):
    """Weekly arrays; lists are (brands, n) with their lengths in `lengths`."""

    speech: NDArray[np.int8]  # (brands, n) valence of what is said, or SILENT
    heard: NDArray[np.int32]  # (brands, n) messages that reached the listener
    heard_valence: NDArray[np.int32]  # (brands, n) their summed valence, hundredths
    first_time: NDArray[np.float64]  # (brands, n) when the earliest of them came
    first_cause: NDArray[np.int32]  # (brands, n) and from whom
    given: NDArray[np.uint8]  # (n,) 1 for those who are given our product this week
    posts: NDArray[np.uint16]  # (brands, n) reviews to write this week
    newcomers: NDArray[np.uint8]  # (brands, n) 1 where the first experience was last week
    talkers: NDArray[np.int32]  # (brands, n) rows, by row
    discoverers: NDArray[np.int32]  # (brands, n) rows
    buyers: NDArray[np.int32]  # (brands, n) rows
    posters: NDArray[np.int32]  # (brands, n) rows
    opened: NDArray[np.int32]  # (brands, n) rows with a case opened this week
    line: NDArray[np.int32]  # (brands, n) rows of open cases in their order
    mask: NDArray[np.uint8]  # (n,) who needs a closer look in this phase
    rows: NDArray[np.int32]  # (n + 1,) and the list of them
    lengths: NDArray[np.int64]  # (brands, lists), see the constants below
    counts: NDArray[np.int64]  # (brands, N_COUNTS)
    change: NDArray[np.int64]  # (brands,) owners gained less owners lost this week


TALKERS, DISCOVERERS, BUYERS, POSTERS, OPENED, LINE = range(6)
N_LISTS = 6


def new_buffers(n: int, brands: int) -> Buffers:
    """Allocate the weekly buffers of a run."""

    def rows() -> NDArray[np.int32]:
        return np.zeros((brands, n), np.int32)

    return Buffers(
        speech=np.full((brands, n), SILENT, np.int8),
        heard=rows(),
        heard_valence=rows(),
        first_time=np.full((brands, n), np.inf),
        first_cause=np.full((brands, n), -1, np.int32),
        given=np.zeros(n, np.uint8),
        posts=np.zeros((brands, n), np.uint16),
        newcomers=np.zeros((brands, n), np.uint8),
        talkers=rows(),
        discoverers=rows(),
        buyers=rows(),
        posters=rows(),
        opened=rows(),
        line=rows(),
        mask=np.zeros(n, np.uint8),
        rows=np.zeros(n + 1, np.int32),
        lengths=np.zeros((brands, N_LISTS), np.int64),
        counts=np.zeros((brands, N_COUNTS), np.int64),
        change=np.zeros(brands, np.int64),
    )
