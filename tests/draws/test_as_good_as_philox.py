"""The hash is as good as a published counter-based generator: the same tests, the same share of alarms.

Sequences are read along everything that a draw is a function of: people, weeks, streams, brands, pairs,
seeds. Each test gives a chance that pure randomness would look at least as odd; over all tests these must be
uniform, and none too small for their number. NumPy's Philox takes the same tests, and a hash with one step
too few must fail them.
"""

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from simulator import draws
from simulator.draws import Stream, fold

Words = NDArray[np.uint64]
MANY = 2**17
ALARM = 1e-5

GOLDEN, FIRST, SECOND = draws.GOLDEN, draws.FIRST, draws.SECOND


def hashed(state: Words, value: Words) -> Words:
    """`fold` over whole arrays."""
    x = state + (value + np.uint64(1)) * GOLDEN
    x = (x ^ (x >> np.uint64(30))) * FIRST
    x = (x ^ (x >> np.uint64(27))) * SECOND
    return x ^ (x >> np.uint64(31))


def too_short(state: Words, value: Words) -> Words:
    """The wrong twin: the same with one multiplication, and a shift that reaches less far."""
    x = state + (value + np.uint64(1)) * GOLDEN
    return x ^ (x >> np.uint64(30))


Fold = Callable[[Words, Words], Words]


def word(value: int) -> Words:
    return np.array([value], np.uint64)


def family(step: Fold, seed: int, stream: int, number: int) -> Words:
    return step(step(word(seed), word(stream)), word(number))


def sequences(step: Fold, seed: int = 1) -> Iterator[tuple[str, Words]]:
    """Sequences of `MANY` words, each along another part of a draw's key."""
    count = np.arange(MANY, dtype=np.uint64)
    talk = family(step, seed, Stream.TALK, 0)
    yield "people", step(step(talk, word(3)), count)
    yield "weeks", step(step(talk, count), word(77))
    yield "people by week", step(step(talk, count % np.uint64(512)), count // np.uint64(512))
    hear = step(family(step, seed, Stream.HEAR, 0), word(5))
    yield "listeners", step(step(hear, word(9)), count)
    yield "talkers", step(step(hear, count), word(9))
    yield "pairs", step(step(hear, count // np.uint64(362)), count % np.uint64(362))
    yield "streams and people", step(
        step(step(step(word(seed), count % np.uint64(64)), word(0)), word(1)), count // np.uint64(64)
    )  # fmt: skip
    yield "brands and people", step(step(step(step(word(seed), word(26)), count % np.uint64(8)), word(1)),
                                    count // np.uint64(8))  # fmt: skip
    yield "replicates", step(step(word(seed), word(int(Stream.REPLICATE))), count)
    yield "seeds", step(step(step(step(count, word(20)), word(0)), word(1)), word(1))


def philox(seed: int = 1) -> Iterator[tuple[str, Words]]:
    """As many sequences of a published generator, which is only compared with."""
    for number, (name, _) in enumerate(sequences(hashed)):
        yield name, np.random.Philox(key=[seed, number]).random_raw(MANY)  # noqa: TID251


# --- the tests -------------------------------------------------------------------------------------


def even(counts: NDArray[np.int64]) -> float:
    return float(stats.chisquare(counts).pvalue)


def chances(words: Words) -> Iterator[float]:
    """Chances, each uniform where the words are random."""
    unit = (words >> np.uint64(11)).astype(float) * 2.0**-53
    for bits in (4, 8, 12):
        yield even(np.bincount((words >> np.uint64(64 - bits)).astype(int), minlength=2**bits))
        yield even(np.bincount((words & np.uint64(2**bits - 1)).astype(int), minlength=2**bits))
    for lag in (1, 2, 7, 512):  # neighbours in the sequence
        cells = (unit[:-lag] * 16).astype(int) * 16 + (unit[lag:] * 16).astype(int)
        yield even(np.bincount(cells[:: lag + 1], minlength=256))
        yield float(stats.pearsonr(unit[:-lag], unit[lag:]).pvalue)
    ones = sum(((words >> np.uint64(bit)) & np.uint64(1)).astype(int) for bit in range(64))
    known = stats.binom.pmf(np.arange(65), 64, 0.5) * MANY
    middle = slice(20, 45)
    seen = np.bincount(ones, minlength=65)
    seen_, known_ = (np.array([one[:20].sum(), *one[middle], one[45:].sum()]) for one in (seen, known))
    yield float(stats.chisquare(seen_, known_ * seen_.sum() / known_.sum()).pvalue)
    for bit in (0, 1, 31, 32, 62, 63):  # each bit: how often it changes from one to the next
        lit = ((words >> np.uint64(bit)) & np.uint64(1)).astype(int)
        yield float(stats.binomtest(int((lit[1:] != lit[:-1]).sum()), MANY - 1, 0.5).pvalue)
    up = int((np.diff(unit) > 0).sum())  # runs up and down; their number is normal for so many
    yield float(2 * stats.norm.sf(abs(up - (MANY - 1) / 2) / math.sqrt((MANY + 1) / 12)))
    yield float(stats.kstest(unit, "uniform").pvalue)
    yield birthdays(words)


def birthdays(words: Words) -> float:
    """Marsaglia's birthday spacings: among 512 birthdays of 2^24 days equal gaps are Poisson(2)."""
    days = (words >> np.uint64(40)).reshape(-1, 512)
    gaps = np.sort(np.diff(np.sort(days, axis=1), axis=1), axis=1)
    equal = (np.diff(gaps.astype(np.int64), axis=1) == 0).sum(axis=1)
    known = stats.poisson.pmf(np.arange(6), 512**3 / 2**26)
    seen = np.bincount(np.minimum(equal, 6), minlength=7)
    return float(stats.chisquare(seen, np.append(known, 1 - known.sum()) * seen.sum()).pvalue)


def verdict(found: list[float]) -> bool:
    """Whether chances are those of randomness: none too small for their number, and all uniform."""
    smallest = min(min(found), 1 - max(one for one in found if one < 1))  # 1: of a count, just the mean
    return len(found) * 2 * smallest > ALARM and stats.kstest(found, "uniform").pvalue > ALARM


def all_chances(source: Iterator[tuple[str, Words]]) -> list[float]:
    return [chance for _, words in source for chance in chances(words)]


def plain(state: int, value: int) -> int:
    """`fold` as Python runs it."""
    with np.errstate(over="ignore"):
        return int(fold(np.uint64(state), value))


def test_arrays_are_hashed_as_the_draws_are() -> None:
    for state, value in ((0, 0), (1, 2**40), (2**63 + 5, 77)):
        assert int(hashed(word(state), word(value))[0]) == plain(state, value)


@pytest.mark.parametrize("seed", [1, 2])
def test_draws_pass_what_philox_passes(seed: int) -> None:
    ours, published = all_chances(sequences(hashed, seed)), all_chances(philox(seed))
    assert len(ours) == len(published) > 200
    assert verdict(ours)
    assert verdict(published)


def test_a_hash_with_a_step_too_few_is_found_out() -> None:
    assert not verdict(all_chances(sequences(too_short)))


# --- avalanche -------------------------------------------------------------------------------------


def flips(step: Fold, part: int) -> NDArray[np.float64]:
    """How often each bit of a draw changes when one bit of a part of its key does, (64, 64).

    Parameters
    ----------
    part : 0: the seed; 1, 2: what is folded in first and last.
    """
    some, out = np.arange(2**12, dtype=np.uint64), np.empty((64, 64))
    parts = [hashed(word(99 + one), some) for one in range(3)]
    before = step(step(parts[0], parts[1]), parts[2])
    for bit in range(64):
        other = list(parts)
        other[part] = parts[part] ^ np.uint64(1 << bit)
        changed = before ^ step(step(other[0], other[1]), other[2])
        out[bit] = [float(((changed >> np.uint64(k)) & np.uint64(1)).mean()) for k in range(64)]
    return out


@pytest.mark.parametrize("part", [0, 1, 2])
def test_every_bit_of_the_key_moves_every_bit_of_the_draw(part: int) -> None:
    """Half of the time, within 6.5 standard errors of 4,096 keys: a false alarm in a million."""
    error = 0.5 / math.sqrt(2**12)
    assert np.abs(flips(hashed, part) - 0.5).max() < 6.5 * error
    assert np.abs(flips(too_short, part) - 0.5).max() > 6.5 * error


# --- period and independence -----------------------------------------------------------------------


def test_families_are_of_full_period_and_do_not_overlap() -> None:
    """Within a family a draw is a one-to-one function of the last part of its key: no two are the same
    before rounding, over the whole period of 2^64; two families are two random starts in it.
    """
    inverse = pow(int(GOLDEN), -1, 2**64)
    for state, value in ((5, 123_456), (2**61 + 7, 2**31 - 1)):
        assert (unmixed(plain(state, value)) - state) * inverse % 2**64 - 1 == value


def unmixed(x: int) -> int:
    """The finaliser backwards."""
    x = unshifted(x, 31) * pow(int(SECOND), -1, 2**64) % 2**64
    x = unshifted(x, 27) * pow(int(FIRST), -1, 2**64) % 2**64
    return unshifted(x, 30)


def unshifted(x: int, bits: int) -> int:
    """x ^ (x >> bits) backwards."""
    out = x
    for _ in range(64 // bits + 1):
        out = x ^ (out >> bits)
    return out
