"""Room for the messages and lists of one week; allocated once per run, reused every week."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.counts import N_COUNTS
from simulator.agents.stages import NOBODY, SILENT
from simulator.kernels.stocks import N_STANDINGS

NEWS = np.dtype(
    [
        ("time", "f8"),  # when the earliest message came
        ("cause", "i4"),  # and from whom
        ("heard", "i4"),  # how many messages reached the listener
        ("valence", "i4"),  # their summed valence, hundredths
    ],
    align=True,
)
TALKERS, LISTENERS, DISCOVERERS, BUYERS, POSTERS, OPENED, LINE = range(7)
N_LISTS = 7


class Buffers(NamedTuple):
    """Weekly arrays. A list holds rows, its length in `lengths`; `line` and `stocks` live on."""

    speech: NDArray[np.int8]  # (brands, n) valence of what is said, or SILENT
    news: NDArray[np.void]  # (brands, n) records of NEWS
    opportunity: NDArray[np.int64]  # (n,) those have one whose draw is below, if no lever moves it
    given: NDArray[np.uint8]  # (n,) 1 for those who are given our product this week
    posts: NDArray[np.uint16]  # (brands, n) reviews to write this week
    newcomers: NDArray[np.uint8]  # (brands, n) 1 since the first experience; for talking once
    lists: NDArray[np.int32]  # (brands, lists, n), see the constants above
    lengths: NDArray[np.int64]  # (brands, lists)
    mask: NDArray[np.uint8]  # (n, rounded up to 8) who needs a closer look in this phase
    eights: NDArray[np.uint64]  # the same memory, eight people at a time
    rows: NDArray[np.int32]  # (as long as mask + 1) the list of those marked
    counts: NDArray[np.int64]  # (brands, N_COUNTS)
    change: NDArray[np.int64]  # (brands,) owners gained less owners lost this week
    stocks: NDArray[np.int64]  # (brands, N_STANDINGS) how many people stand where


def new_buffers(n: int, brands: int) -> Buffers:
    """Allocate the weekly buffers of a run."""
    room = -(-n // 8) * 8
    mask = np.zeros(room, np.uint8)
    news = np.zeros((brands, n), NEWS)
    news["time"], news["cause"] = np.inf, NOBODY
    return Buffers(
        speech=np.full((brands, n), SILENT, np.int8),
        news=news.view(np.recarray),
        opportunity=np.zeros(n, np.int64),
        given=np.zeros(n, np.uint8),
        posts=np.zeros((brands, n), np.uint16),
        newcomers=np.zeros((brands, n), np.uint8),
        lists=np.zeros((brands, N_LISTS, n), np.int32),
        lengths=np.zeros((brands, N_LISTS), np.int64),
        mask=mask,
        eights=mask.view(np.uint64),
        rows=np.zeros(room + 1, np.int32),
        counts=np.zeros((brands, N_COUNTS), np.int64),
        change=np.zeros(brands, np.int64),
        stocks=np.zeros((brands, N_STANDINGS), np.int64),
    )


def bytes_per_consumer(brands: int) -> int:
    """Memory of one consumer in the weekly buffers, in bytes."""
    small, large = (
        sum(int(array.nbytes) for name, array in buffers._asdict().items() if name != "eights")
        for buffers in (new_buffers(8, brands), new_buffers(16, brands))
    )
    return (large - small) // 8
