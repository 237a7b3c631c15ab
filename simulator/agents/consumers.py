"""The state of the market: consumers as columns, one row a consumer.

A consumer's mind is several independent columns, not one list of stages; stage, ladder and NPS
class are derived. At one brand a consumer takes `bytes_per_consumer(1)` bytes.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.stages import NEVER, NOBODY


class Consumers(NamedTuple):
    """Columns of one run; the first five are (n,), the rest (brands, n)."""

    uid: NDArray[np.int32]  # permanent name
    group: NDArray[np.uint8]  # segment << 2 | on social media << 1 | follower of our brand
    role: NDArray[np.uint8]  # Role: lurker, commenter, creator
    opportunity_rate: NDArray[np.float32]  # category opportunities per week
    taste: NDArray[np.float32]  # liking of the category, log-odds

    flags: NDArray[np.uint8]  # AWARE | REACHED | LAPSED | CASE_PUBLIC
    belief: NDArray[np.float32]  # q in [-1, 1]
    evidence: NDArray[np.float32]  # weight behind the belief
    satisfaction: NDArray[np.int8]  # hundredths; 0 before the first experience
    experiences: NDArray[np.uint16]  # gifts included
    purchases: NDArray[np.uint16]
    last_experience: NDArray[np.int16]  # week, or NEVER
    revenue: NDArray[np.int64]  # minor units x people_per_consumer
    cause: NDArray[np.int32]  # of the latest discovery: Channel, PEOPLE + uid, or NOBODY
    discovered: NDArray[np.int16]  # week of the latest discovery, or NEVER
    first_purchase: NDArray[np.int16]  # week; -1 before the start; NEVER
    owners: NDArray[np.int32]  # in-neighbours who own the brand and have not lapsed
    case_week: NDArray[np.int16]  # week the open case was opened, or NEVER
    case_before: NDArray[np.int8]  # satisfaction before the trouble, hundredths
    case_ordinal: NDArray[np.uint16]  # which experience brought the trouble


TRAITS = Consumers._fields[:5]
COLUMNS = Consumers._fields[5:]

_DTYPES: dict[str, type[np.generic]] = {
    "uid": np.int32,
    "group": np.uint8,
    "role": np.uint8,
    "opportunity_rate": np.float32,
    "taste": np.float32,
    "flags": np.uint8,
    "belief": np.float32,
    "evidence": np.float32,
    "satisfaction": np.int8,
    "experiences": np.uint16,
    "purchases": np.uint16,
    "last_experience": np.int16,
    "revenue": np.int64,
    "cause": np.int32,
    "discovered": np.int16,
    "first_purchase": np.int16,
    "owners": np.int32,
    "case_week": np.int16,
    "case_before": np.int8,
    "case_ordinal": np.uint16,
}
_EMPTY = {
    "last_experience": NEVER,
    "cause": NOBODY,
    "discovered": NEVER,
    "first_purchase": NEVER,
    "case_week": NEVER,
}


def empty_consumers(n: int, brands: int) -> Consumers:
    """Allocate `n` consumers who know none of `brands` brands; traits are left zero."""
    traits = {name: np.zeros(n, _DTYPES[name]) for name in TRAITS}
    columns = {name: np.full((brands, n), _EMPTY.get(name, 0), _DTYPES[name]) for name in COLUMNS}
    return Consumers(**traits, **columns)


def bytes_per_consumer(brands: int) -> int:
    """Memory of one consumer's state, in bytes."""
    size = {name: np.dtype(kind).itemsize for name, kind in _DTYPES.items()}
    return sum(size[name] for name in TRAITS) + brands * sum(size[name] for name in COLUMNS)
