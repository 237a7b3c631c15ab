"""Draws are inputs: pure functions of (seed, stream, who, when), uniform, and unrelated.

Every statistical test is two-sided with a false-alarm rate of `ALARM`, on fixed keys, and is given
a wrong twin, a hash that is too simple, which it must reject.
"""

import math
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support import PROPERTY

import simulator.draws
from simulator.draws import (
    Draws,
    Stream,
    bound,
    fill_uniform,
    fold,
    replicate_seed,
    uniform,
    uniform_pair,
    unit,
    whole,
)

ALARM = 1e-6
MANY = 40_000
BINS = 64

SEEDS = st.integers(0, 2**64 - 1)
UIDS = st.integers(0, 2**31 - 1)
HASHES = st.integers(0, 2**64 - 1).map(np.uint64)
WEEKS = st.integers(0, 32_767)
STREAMS = st.sampled_from(list(Stream))


def key(seed: np.uint64, stream: int, number: int) -> np.uint64:
    """Begin a family of draws; compiled code hands back plain integers, and wants them unsigned."""
    return np.uint64(simulator.draws.key(seed, stream, number))



def draws(
    who: np.ndarray | int = 0, week: np.ndarray | int = 0, stream: Stream = Stream.TALK,
    number: np.ndarray | int = 0, seed: np.ndarray | int = 1,
) -> np.ndarray:
    """One draw for each combination, by the scalar functions."""
    rows = np.broadcast_arrays(who, week, number, seed)
    return np.array(
        [
            uniform(key(np.uint64(s), int(stream), k), w, t)
            for w, t, k, s in zip(*(row.tolist() for row in rows), strict=True)
        ]
    )


def too_simple(
    who: np.ndarray | int = 0, week: np.ndarray | int = 0, stream: Stream = Stream.TALK,
    number: np.ndarray | int = 0, seed: np.ndarray | int = 1,
) -> np.ndarray:
    """The wrong twin: evenly spread, and anything but random (Weyl's sequence)."""
    rows = np.broadcast_arrays(who, week, number, seed)
    turns = (0.6180339887, 0.7548776662, 0.5698402910, 0.8191725134)
    angle = sum(turn * row.astype(float) for turn, row in zip(turns, rows, strict=True))
    return (angle + 0.37 * int(stream)) % 1.0


def is_uniform(sample: np.ndarray) -> bool:
    """Chi-square in `BINS` equal bins; too even is as wrong as too uneven."""
    counts = np.bincount((sample * BINS).astype(int), minlength=BINS)
    p = stats.chisquare(counts).pvalue
    return bool(ALARM / 2 < p < 1 - ALARM / 2)


def are_unrelated(one: np.ndarray, other: np.ndarray) -> bool:
    """Chi-square of the joint cells of two samples, eight by eight, and their correlation."""
    cells = np.bincount((one * 8).astype(int) * 8 + (other * 8).astype(int), minlength=64)
    p = stats.chisquare(cells).pvalue
    r = stats.pearsonr(one, other).pvalue
    return bool(ALARM / 4 < p < 1 - ALARM / 4 and r > ALARM / 2)


# --- pure -----------------------------------------------------------------------------------------


@PROPERTY
@given(seed=SEEDS, stream=STREAMS, uid=UIDS, week=WEEKS, number=st.integers(0, 10**6))
def test_a_draw_lies_in_the_unit_interval_and_never_changes(
    seed: int, stream: Stream, uid: int, week: int, number: int
) -> None:
    family = key(np.uint64(seed), int(stream), number)
    u = uniform(family, uid, week)
    assert 0.0 <= u < 1.0
    assert u == uniform(family, uid, week)
    assert u * 2**53 == int(u * 2**53)


@PROPERTY
@given(seed=SEEDS, stream=STREAMS, uids=st.lists(UIDS, max_size=20), week=WEEKS)
def test_arrays_and_scalars_give_the_same_draws(
    seed: int, stream: Stream, uids: list[int], week: int
) -> None:
    who = np.array(uids, np.int32)
    family = key(np.uint64(seed), int(stream), 3)
    one_by_one = [uniform(family, uid, week) for uid in uids]
    assert Draws(seed).uniform(stream, who, week, 3).tolist() == one_by_one
    for kind in (np.int64, np.uint32):
        out = np.empty(len(uids))
        fill_uniform(np.uint64(family), who.astype(kind), week, out)
        assert out.tolist() == one_by_one


@PROPERTY
@given(seed=SEEDS, uid=UIDS, week=WEEKS)
def test_the_width_of_an_integer_does_not_matter(seed: int, uid: int, week: int) -> None:
    family = key(np.uint64(seed), int(Stream.HEAR), 0)
    expected = uniform(family, uid, week)
    for kind in (np.int32, np.int64, np.uint32, np.uint64):
        assert uniform(family, kind(uid), np.int16(week)) == expected


def test_the_finaliser_is_the_published_one() -> None:
    """SplitMix64 from seed 0 begins e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f."""
    published = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    with np.errstate(over="ignore"):  # called from Python, it is NumPy that wraps around
        assert [int(np.uint64(fold(np.uint64(0), k))) for k in range(3)] == published
    assert unit(np.uint64(2**64 - 1)) == 1 - 2.0**-53
    assert unit(np.uint64(2**11 - 1)) == 0.0


@PROPERTY
@given(hashed=HASHES, chance=st.floats(0.0, 2.0) | st.just(math.inf) | HASHES.map(unit))
def test_a_screen_in_whole_numbers_is_that_of_the_draw(hashed: np.uint64, chance: float) -> None:
    """Next to a chance too: at the draw itself, and one step of floating point to either side."""
    for near in (chance, math.nextafter(chance, 0.0), math.nextafter(chance, 3.0)):
        assert (whole(hashed) < bound(near)) == (unit(hashed) < near)
    assert whole(hashed) >= bound(unit(hashed))


def test_a_bound_that_rounds_down_would_lose_draws() -> None:
    chance, hashed = 2.5 * 2.0**-53, np.uint64(2 << 11)
    assert unit(hashed) < chance
    assert whole(hashed) < bound(chance)
    assert not whole(hashed) < math.floor(chance * 2.0**53)


def test_no_stream_has_the_number_of_another() -> None:
    assert len({int(stream) for stream in Stream.__members__.values()}) == len(Stream.__members__)


@PROPERTY
@given(seed=st.integers(0, 2**63 - 1), replicate=st.integers(0, 10**5))
def test_replicates_are_other_seeds(seed: int, replicate: int) -> None:
    assert replicate_seed(seed, replicate) == replicate_seed(seed, replicate)
    assert replicate_seed(seed, replicate) != replicate_seed(seed, replicate + 1)
    assert replicate_seed(seed, replicate) != replicate_seed(seed + 1, replicate)


def test_draws_do_not_repeat() -> None:
    """Of 40,000 draws of 53 bits two agree with a chance of 9e-8."""
    assert len(np.unique(draws(who=np.arange(MANY)))) == MANY


# --- uniform --------------------------------------------------------------------------------------

COUNTED = np.arange(MANY)

ALONG = {
    "uids": {"who": COUNTED},
    "weeks": {"week": COUNTED % 2000, "who": COUNTED // 2000},
    "seeds": {"seed": COUNTED},
    "numbers": {"number": COUNTED},
    "large uids": {"who": 2**31 - 1 - COUNTED},
}


@pytest.mark.parametrize("along", ALONG)
def test_draws_are_uniform(along: str) -> None:
    assert is_uniform(draws(**ALONG[along]))
    assert not is_uniform(too_simple(**ALONG[along]))


@pytest.mark.parametrize("stream", list(Stream), ids=lambda stream: stream.name)
def test_every_stream_is_uniform(stream: Stream) -> None:
    assert is_uniform(Draws(5).uniform(stream, COUNTED.astype(np.int32), 7))


# --- unrelated ------------------------------------------------------------------------------------

SHIFTED = {
    "the next person": {"who": COUNTED + 1},
    "the person 256 further": {"who": COUNTED + 256},
    "the next week": {"week": 11},
    "a year later": {"week": 62},
    "another brand": {"number": 1},
    "another seed": {"seed": 2},
    "a seed one bit away": {"seed": 1 + 2**40},
    "another stream": {"stream": Stream.OPPORTUNITY},
}


@pytest.mark.parametrize("shift", SHIFTED)
def test_draws_are_unrelated_to_those_of(shift: str) -> None:
    here = {"who": COUNTED, "week": 10}
    assert are_unrelated(draws(**here), draws(**{**here, **SHIFTED[shift]}))
    assert not are_unrelated(too_simple(**here), too_simple(**{**here, **SHIFTED[shift]}))


@pytest.mark.parametrize("first", [20, 24])
def test_streams_are_unrelated_pair_by_pair(first: int) -> None:
    samples = {s: Draws(3).uniform(s, COUNTED.astype(np.int32), 4) for s in Stream}
    for stream, sample in samples.items():
        assert stream == first or are_unrelated(samples[Stream(first)], sample)


def test_the_two_directions_of_a_tie_are_unrelated() -> None:
    family = key(np.uint64(1), int(Stream.HEAR), 0)
    pairs = [(a, b) for a in range(200) for b in range(a)]
    there = np.array([uniform_pair(family, a, b, 6) for a, b in pairs])
    back = np.array([uniform_pair(family, b, a, 6) for a, b in pairs])
    later = np.array([uniform_pair(family, a, b, 7) for a, b in pairs])
    assert is_uniform(there)
    assert are_unrelated(there, back)
    assert are_unrelated(there, later)
    sums = np.array([uniform(family, a + b, 6) for a, b in pairs])  # the twin: a symmetric key
    assert not are_unrelated(sums, np.array([uniform(family, b + a, 6) for a, b in pairs]))


def test_replicates_of_neighbouring_seeds_are_unrelated() -> None:
    """Replicate 1 of seed 0 is not replicate 0 of seed 1, nor near it."""
    samples = [
        Draws(replicate_seed(seed, r)).uniform(Stream.CLOCK, COUNTED.astype(np.int32), 3)
        for seed, r in ((0, 0), (0, 1), (1, 0), (1, 1))
    ]
    for k, one in enumerate(samples):
        assert all(are_unrelated(one, other) for other in samples[:k])


# --- compiled or not ------------------------------------------------------------------------------

PRINTS = """
import numpy as np
from simulator.draws import Stream, key, uniform, uniform_pair, replicate_seed, Draws
family = np.uint64(key(np.uint64(2**64 - 3), int(Stream.HEAR), 2))
print([uniform(family, who, 9).hex() for who in (0, 1, 2**31 - 1)])
print(uniform_pair(family, 5, 7, 0).hex(), replicate_seed(2**63 - 1, 12))
print([u.hex() for u in Draws(8).uniform(Stream.TASTE, np.arange(9, dtype=np.int32)).tolist()])
"""


def test_draws_are_the_same_without_the_compiler() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-W", "error::RuntimeWarning", "-c", PRINTS],
            env={**os.environ, "NUMBA_DISABLE_JIT": off}, capture_output=True, text=True, check=True,
        ).stdout
        for off in ("0", "1")
    ]  # fmt: skip
    assert said[0] == said[1]
    assert "0x1." in said[0]
