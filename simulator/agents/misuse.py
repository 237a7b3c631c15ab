"""What a strategy may hand to levers and ledger; anything else is its own fault, in a sentence."""

from collections.abc import Iterable, Sequence
from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake, shortened

LARGEST_RATE = 1e18  # finite sums of thousands of it; certain long before
LARGEST_FACTOR = 1e6
LARGEST_AMOUNT = 1e100  # money; finite in minor units of any currency
LARGEST_NUMBER = 10**15  # of people, units or contacts; sums stay within 64 bits
MOST_GIFTS = 20  # to one person in a week; sums over the longest horizon stay within 16 bits
SHOWN = 40  # characters of a value that a sentence repeats


class Misuse(Mistake):
    """A lever or the ledger was handed something that it cannot use.

    Who runs the strategy adds its name, the week, the file and the line.
    """


def number(call: str, name: str, value: Any, least: float, most: float) -> float:
    """Return a finite number within limits; true and false are none.

    Parameters
    ----------
    call : what was called ("levers.talk"). name : of the argument.

    Raises
    ------
    Misuse : no number, not finite, outside of the limits.
    """
    real = isinstance(value, Real) and not isinstance(value, bool)
    if not real or not least <= float(value) <= most:  # nan is not within
        allowed = {"least": least, "most": most}
        raise Misuse("strategy.misuse", call=call, name=name, value=shown(value), allowed=allowed)
    return float(value)


def whole(call: str, name: str, value: Any) -> int:
    """Return a whole number of people, units or contacts, 0 or more."""
    if not is_whole(value) or not 0 <= int(value) <= LARGEST_NUMBER:
        allowed = {"least": 0, "most": LARGEST_NUMBER}
        raise Misuse(
            "strategy.misuse_whole", call=call, name=name, value=shown(value), allowed=allowed
        )
    return int(value)


def is_whole(value: Any) -> bool:
    """True for a whole number of any kind; true and false are none."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def choice(call: str, name: str, value: Any, known: Iterable[str]) -> None:
    """Refuse a name that is not among the known ones."""
    names = tuple(dict.fromkeys(known))
    if not isinstance(value, str) or value not in names:
        raise Misuse(
            "strategy.misuse_choice", call=call, name=name, value=shown(value),
            known=", ".join(names),
        )


def people(call: str, uids: Any, consumers: int) -> NDArray[np.int32]:
    """Return uids of people of the market, as an array of their own that refuses writing."""
    for wrong in _no_uids(uids, consumers):
        raise Misuse("strategy.misuse_uid", call=call, value=shown(wrong), most=consumers - 1)
    own = np.array(uids, np.int32)
    own.flags.writeable = False
    return own


def added_gifts(
    call: str, gifts: NDArray[np.uint8], uids: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Return who is among `uids`, and how many gifts each of them then has got this week.

    Parameters
    ----------
    gifts : how many everybody has got so far this week, by uid.

    Raises
    ------
    Misuse : more than `MOST_GIFTS` for one person.
    """
    who, times = np.unique(uids, return_counts=True)
    had = gifts[who] + times
    if had.max(initial=0) > MOST_GIFTS:
        most = int(had.argmax())
        raise Misuse(
            "strategy.misuse_gifts", call=call, value=int(who[most]), times=int(had[most]),
            most=MOST_GIFTS,
        )  # fmt: skip
    return who, had.astype(np.uint8)


def _no_uids(uids: Any, consumers: int) -> Sequence[Any]:
    """Find what among `uids` is no uid: empty if all are, all of it if it is no list of numbers."""
    try:
        given = np.asarray(uids)
    except ValueError:  # rows of unequal length
        return [uids]
    if given.ndim != 1:
        return [uids]
    if given.size == 0:
        return []
    if given.dtype.kind not in "iu":  # a mask of people is no list of uids
        return [given[0]]
    if given.min() >= 0 and given.max() < consumers:
        return []
    return [given[(given < 0) | (given >= consumers)][0]]


def shown(value: Any) -> str:
    """Write a value as a sentence repeats it."""
    return shortened(" ".join(str(value).split()), SHOWN)
