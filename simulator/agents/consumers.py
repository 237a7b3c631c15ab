"""The state of the market: consumers as columns, one row a consumer.

A consumer's mind is several independent columns, not one list of stages; stage, ladder and NPS
class are derived. Columns that a week reads for everybody lie apart; those that it reads for the few
to whom something happens lie side by side in one record, so that a person is one line of memory.
At one brand a consumer takes `bytes_per_consumer(1)` bytes.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.stages import NEVER, NOBODY

MIND = np.dtype(
    [
        ("revenue", "i8"),  # minor units x people_per_consumer
        ("belief", "f4"),  # q in [-1, 1]
        ("evidence", "f4"),  # weight behind the belief
        ("cause", "i4"),  # of the latest discovery: Channel, PEOPLE + uid, or NOBODY
        ("experiences", "u2"),  # gifts included
        ("purchases", "u2"),
        ("last_experience", "i2"),  # week, or NEVER
        ("discovered", "i2"),  # week of the latest discovery, or NEVER
        ("first_purchase", "i2"),  # week; -1 before the start; NEVER
        ("satisfaction", "i1"),  # hundredths; 0 before the first experience
    ],
    align=True,
)
CASE = np.dtype(
    [
        ("case_week", "i2"),  # week the open case was opened, or NEVER
        ("case_ordinal", "u2"),  # which experience brought the trouble
        ("case_before", "i1"),  # satisfaction before the trouble, hundredths
    ],
    align=True,
)


class Consumers(NamedTuple):
    """Columns of one run: the first five are (n,), the rest (brands, n).

    The columns of `minds` and `cases` are attributes too: `people.belief` is `people.minds["belief"]`,
    a view.
    """

    uid: NDArray[np.int32]  # permanent name
    group: NDArray[np.uint8]  # segment << 2 | on social media << 1 | follower of our brand
    role: NDArray[np.uint8]  # Role: lurker, commenter, creator
    opportunity_rate: NDArray[np.float32]  # category opportunities per week
    taste: NDArray[np.float32]  # liking of the category, log-odds

    flags: NDArray[np.uint8]  # AWARE | REACHED | LAPSED | USED | CASE_PUBLIC | a bit for each of Media
    owners: NDArray[np.int32]  # in-neighbours who own the brand and have not lapsed
    minds: NDArray[np.void]  # records of MIND
    cases: NDArray[np.void]  # records of CASE

    def __getattr__(self, name: str) -> NDArray[Any]:
        """Return a column of `minds` or `cases`."""
        if name in (MIND.names or ()):
            return self.minds.view(np.ndarray)[name]
        if name in (CASE.names or ()):
            return self.cases.view(np.ndarray)[name]
        raise AttributeError(name)

    def columns(self) -> dict[str, NDArray[Any]]:
        """Every column by its name."""
        return {name: getattr(self, name) for name in (*TRAITS, *COLUMNS)}


TRAITS = Consumers._fields[:5]
COLUMNS = ("flags", "owners", *(MIND.names or ()), *(CASE.names or ()))

_DTYPES: dict[str, np.dtype[Any]] = {
    "uid": np.dtype(np.int32),
    "group": np.dtype(np.uint8),
    "role": np.dtype(np.uint8),
    "opportunity_rate": np.dtype(np.float32),
    "taste": np.dtype(np.float32),
    "flags": np.dtype(np.uint8),
    "owners": np.dtype(np.int32),
    "minds": MIND,
    "cases": CASE,
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
    shape = {name: (n,) if name in TRAITS else (brands, n) for name in _DTYPES}
    people = Consumers(**{name: np.zeros(shape[name], kind) for name, kind in _DTYPES.items()})
    for name, value in _EMPTY.items():
        getattr(people, name)[:] = value
    return people._replace(
        minds=people.minds.view(np.recarray), cases=people.cases.view(np.recarray)
    )


def bytes_per_consumer(brands: int) -> int:
    """Memory of one consumer's state, in bytes."""
    size = {name: kind.itemsize for name, kind in _DTYPES.items()}
    once = sum(size.pop(name) for name in TRAITS)
    return once + brands * sum(size.values())
