"""A kernel's code is chosen once for what it is given, and is the code for just that."""

from typing import Any, NamedTuple

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY

from simulator.compiled import kind, ready

UNCOMPILED = bool(vars(numba.config).get("DISABLE_JIT"))
RECORD = np.dtype([("a", "f8"), ("b", "i4")])


class Pair(NamedTuple):
    """A bundle of two."""

    first: Any
    second: Any


class Other(NamedTuple):
    """Another, of the same parts."""

    first: Any
    second: Any


@st.composite
def arrays(draw: st.DrawFn) -> Any:
    """Arrays of all kinds that bundles hold, and of some that they do not."""
    shape = draw(st.sampled_from([(4,), (2, 4), (0,), (4, 4)]))
    kinds = st.sampled_from([np.float64, np.float32, np.int8, np.uint64, np.bool_, RECORD])
    array = np.zeros(shape, draw(kinds))
    change = draw(st.sampled_from(["", "read only", "turned", "every other", "record", "unaligned"]))
    if change == "read only":
        array.flags.writeable = False
    elif change == "turned":
        array = array.T
    elif change == "every other":
        array = array[..., ::2]
    elif change == "record" and array.dtype == RECORD:
        array = array.view(np.recarray)
    elif change == "unaligned":
        array = np.zeros(array.nbytes + 1, np.uint8)[1:].view(array.dtype)
    return array


numbers = st.sampled_from([1, 2.0, True, np.uint64(3), np.float32(4.0), np.int64(5)])
one = st.one_of(arrays(), numbers)
anything = st.one_of(one, st.builds(Pair, one, one), st.builds(Other, one, one), st.tuples(one, one))


@PROPERTY
@given(first=anything, second=anything)
def test_what_is_of_one_kind_is_of_one_type(first: Any, second: Any) -> None:
    if kind(first) == kind(second):
        assert numba.typeof(first) == numba.typeof(second)


@PROPERTY
@given(sample=anything)
def test_the_same_is_of_the_same_kind(sample: Any) -> None:
    assert kind(sample) == kind(sample)
    assert hash(kind(sample)) == hash(kind(sample))


def added(bundle, more):  # type: ignore[no-untyped-def]
    """A kernel."""
    return bundle.first[0] + more


@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
def test_each_type_has_its_own_code_and_keeps_it() -> None:
    kernel = numba.njit(added)
    whole, real = Pair(np.full(1, 2), 0), Pair(np.full(1, 2.5), 0)
    codes = [ready(kernel, bundle, 1) for bundle in (whole, real, whole)]
    assert [code(bundle, 1) for code, bundle in zip(codes, (whole, real, whole), strict=True)] == [3, 3.5, 3]
    assert codes[0] is codes[2]
    assert codes[0] is not codes[1]
    assert len(kernel.overloads) == 2
