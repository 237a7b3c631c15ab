"""Randomness as an input: every draw is a pure function of (seed, stream, who, when).

There is no generator and no state. A decision that a consumer takes is looked up by its name
(`Stream`), by the permanent uid of the person (or of the pair talker, listener), by the brand or
channel it concerns, and by the week or the ordinal of the experience. Two arms therefore share
every draw that does not concern their difference, and neither threads nor row order can matter.

The hash is SplitMix64 (Steele, Lea and Flood 2014), whose finaliser is folded over the parts of a
key one after the other.
"""

import math
from enum import IntEnum

import numba
import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled, everywhere, inner


class Stream(IntEnum):
    """Every decision of the model that takes a draw; a number is never used twice or again."""

    REPLICATE = 1
    SEGMENT = 2
    ROLE = 3
    OPPORTUNITY_RATE = 4
    TASTE = 5
    ONLINE = 6
    FOLLOWER = 7
    START = 8
    START_LAST_EXPERIENCE = 9
    THRESHOLD = 10
    TALK = 20
    HEAR = 21
    TALKER = 22
    CHANNEL = 23
    OPPORTUNITY = 24
    READ_REVIEWS = 25
    CLOCK = 26
    FAILURE = 27
    NOISE_RADIUS = 28
    NOISE_ANGLE = 29
    POST = 30
    CONTACT = 31
    DEFLECT = 32
    PUBLIC = 33
    QUEUE = 34
    PEER = 35
    SOLVE = 36
    LAPSE = 37
    FORGET = 38
    WIN_BACK = 39
    FOLLOW = 40
    ONLINE_TALK = 41
    SEEDING = 60
    FRIEND = 61
    FIRST_ADOPTER = 62
    REVERSE_ROOT = 63
    REVERSE = 64
    SOURCE = 65
    GRAPH = 80
    TIE = 81
    TIE_ONLINE = 82
    SAMPLE = 83


GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
ONE, S11, S27, S30, S31 = (np.uint64(k) for k in (1, 11, 27, 30, 31))


@inner
def fold(state, value):  # type: ignore[no-untyped-def]
    """Take one more part of a key into the hash.

    Parameters
    ----------
    state : uint64, what the earlier parts gave.
    value : integer >= 0, the next part (uid, week, ordinal, stream, brand).

    Returns
    -------
    uint64.
    """
    x = np.uint64(state) + (np.uint64(value) + ONE) * GOLDEN
    x = (x ^ (x >> S30)) * FIRST
    x = (x ^ (x >> S27)) * SECOND
    return x ^ (x >> S31)


# plain NumPy scalars warn when uint64 wraps around, which is meant here
if vars(numba.config).get("DISABLE_JIT"):
    fold = np.errstate(over="ignore")(fold)


@inner
def whole(state):  # type: ignore[no-untyped-def]
    """Turn a hash into a whole number below 2**53: its upper 53 bits."""
    return np.int64(state >> S11)


@inner
def unit(state):  # type: ignore[no-untyped-def]
    """Turn a hash into a number in [0, 1)."""
    return np.float64(whole(state)) * 2.0**-53


@inner
def bound(chance):  # type: ignore[no-untyped-def]
    """Number that `whole` is below exactly when `unit` is below a chance (>= 0, inf included)."""
    return np.int64(math.ceil(min(chance, 1.0) * 2.0**53))


@everywhere
def key(seed, stream, number):  # type: ignore[no-untyped-def]
    """Begin a family of draws: the seed of the run, a `Stream`, a brand or channel number."""
    return fold(fold(np.uint64(seed), stream), number)


@everywhere
def uniform(family, who, when):  # type: ignore[no-untyped-def]
    """Draw for one person: `family` from `key`, `who` a uid, `when` a week or an ordinal."""
    return unit(fold(fold(family, when), who))


@everywhere
def uniform_pair(family, talker, listener, when):  # type: ignore[no-untyped-def]
    """Draw for one direction of one tie: what the talker says reaches the listener or not."""
    return unit(fold(fold(fold(family, when), talker), listener))


@compiled
def fill_uniform(family, who, when, out):  # type: ignore[no-untyped-def]
    """Fill `out` (float64) with `uniform(family, who[i], when)` for an integer array `who`."""
    for i in range(who.shape[0]):
        out[i] = uniform(family, who[i], when)


def replicate_seed(seed: int, replicate: int) -> int:
    """Derive the seed of one replicate from the seed of the comparison."""
    return int(key(np.uint64(seed), int(Stream.REPLICATE), replicate))


class Draws:
    """The draws of one run, for code that works on whole arrays of people (traits, strategies).

    Parameters
    ----------
    seed : int in [0, 2**64), of the market or of the replicate.
    """

    def __init__(self, seed: int) -> None:
        self.seed = np.uint64(seed)

    def uniform(
        self, stream: Stream, who: NDArray[np.int32], when: int = 0, number: int = 0
    ) -> NDArray[np.float64]:
        """Return one draw in [0, 1) for each uid in `who`; `number` is a brand or a case."""
        out = np.empty(len(who), np.float64)
        fill_uniform(np.uint64(key(self.seed, int(stream), number)), who, when, out)
        return out
