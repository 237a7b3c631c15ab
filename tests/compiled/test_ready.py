"""A kernel's code is chosen once for what it is given, and is the code for just that."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numba
import numpy as np
import pytest
from support import arm, lively, world

from simulator import model, strategies
from simulator.compiled import kind, ready
from simulator.kernels.live import live

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


CHANGES: dict[str, Callable[[Any], Any]] = {
    "": lambda array: array,
    "turned": lambda array: array.T,
    "every other": lambda array: array[..., ::2],
    "backwards": lambda array: array[..., ::-1],
    "a record": lambda array: array.view(np.recarray) if array.dtype == RECORD else array,
    "unaligned": lambda array: np.zeros(array.nbytes + 1, np.uint8)[1:].view(array.dtype),
}


def arrays() -> Iterator[Any]:
    """Arrays of all kinds that bundles hold, and of some that they do not."""
    for dtype in (np.float64, np.float32, np.int8, np.int64, np.uint64, np.bool_, RECORD):
        for shape in ((4,), (2, 4), (0,), (4, 4), (2, 4, 4), (1, 4)):
            for change in CHANGES.values():
                for frozen in (False, True):
                    array = change(np.zeros(shape, dtype))
                    array.flags.writeable = not frozen
                    yield array


def everything() -> list[Any]:
    """Arrays, numbers, and bundles of them."""
    simple = [*arrays(), 1, 2.0, True, np.uint64(3), np.float32(4.0), np.int64(5), np.int32(6)]
    bundles = [make(one, 1) for one in simple[::7] for make in (Pair, Other, lambda *x: x)]
    return [*simple, *bundles]


def mixed_up(of: Callable[[Any], Any]) -> bool:
    """Whether two things of different types are of one kind."""
    found: dict[Any, Any] = {}
    return any(
        found.setdefault(of(one), numba.typeof(one)) != numba.typeof(one) for one in everything()
    )


TWINS: dict[str, Callable[[Any], Any]] = {
    "layout": lambda x: (x.dtype, x.ndim) if isinstance(x, np.ndarray) else kind(x),
    "dimensions": lambda x: (type(x), x.dtype, x.flags.num) if isinstance(x, np.ndarray) else kind(x),
    "dtype": lambda x: (type(x), x.ndim, x.flags.num) if isinstance(x, np.ndarray) else kind(x),
    "name of a bundle": lambda x: tuple(map(kind, x)) if isinstance(x, tuple) else kind(x),
}


def test_what_is_of_one_kind_is_of_one_type() -> None:
    assert not mixed_up(kind)


@pytest.mark.parametrize("left_out", TWINS)
def test_whoever_leaves_something_out_mixes_types_up(left_out: str) -> None:
    assert mixed_up(TWINS[left_out])


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


@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
def test_every_week_of_every_strategy_is_given_what_the_code_is_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The code checks nothing, so the types of all weeks are held to those it was made ready for."""
    checked = []

    def watched(function: Callable[..., Any], *sample: Any) -> Callable[..., Any]:
        code, types = ready(function, *sample), [numba.typeof(one) for one in sample]

        def run(*arguments: Any) -> Any:
            checked.append([numba.typeof(one) for one in arguments] == types)
            return code(*arguments)

        return run

    monkeypatch.setattr(model, "ready", watched)
    every = [{"kind": kind} for kind in strategies()]
    rows = lively(arm("Everything", *every), rivals=[{"name": "Rival", "price": 900.0}])
    there = world(rows)
    for number in (0, 1):
        model.WordOfMouthModel(there, number).run_model()
    assert all(checked)
    assert len(checked) == 2 * there.weeks


@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
def test_runs_of_one_market_share_the_code() -> None:
    there = world(lively())
    first, second = (model.WordOfMouthModel(there, 0, replicate) for replicate in (0, 1))
    assert first.week_code is second.week_code
    assert first.week_code is not live
