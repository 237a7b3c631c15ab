"""How a comparison runs: it tells how far it is, can be stopped, and leaves nothing behind."""

import gc
import re
import threading
import tracemalloc
from concurrent.futures import Executor
from datetime import date
from typing import Any

import numpy as np
import pytest
from comparisons import LONG, SMALL, After, AtOnce, data
from support import by_uid, lively, scenario, world

import simulator
from simulator import compare, history, simulate
from simulator.errors import Mistake
from simulator.model import WordOfMouthModel
from simulator.runs import run
from simulator.world import make_world

# --- progress -------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_rises_to_the_end_and_says_how_much_longer(workers: int) -> None:
    told: list[tuple[int, int, float | None]] = []
    compare(scenario(SMALL), 9, workers=workers, progress=lambda *now: told.append(now))
    done = [now[0] for now in told]
    assert done == sorted(set(done))
    assert done[-1] == 18
    assert {total for _, total, _ in told} == {18}
    for now, total, left in told:
        assert (left is None) == (now == 0)
        assert left is None or (left == 0) == (now == total)
        assert left is None or left >= 0


# --- stopping -------------------------------------------------------------------------------------


def test_a_stopped_comparison_keeps_what_is_complete_in_all_arms() -> None:
    flag = After(6)
    results = compare(scenario(LONG), 300, workers=2, progress=flag.watch, cancel=flag)
    assert results.interrupted
    assert 2 <= results.replicates < 300
    kept = results.data.replicate.values.tolist()
    whole = compare(scenario(LONG), max(kept) + 1, workers=2)
    assert not whole.interrupted
    again = whole.data.sel(replicate=kept).drop_attrs()
    assert data(results).drop_dims("line").identical(again.drop_dims("line"))


def test_an_event_of_threading_is_a_flag() -> None:
    event = threading.Event()

    def watch(done: int, total: int, left: float | None) -> None:
        if done >= 6:
            event.set()

    results = compare(scenario(LONG), 5000, workers=2, progress=watch, cancel=event)
    assert results.interrupted
    assert 0 < results.replicates < 5000


def test_stopped_before_anything_was_complete_is_a_mistake() -> None:
    event = threading.Event()
    event.set()
    with pytest.raises(Mistake) as raised:
        compare(scenario(LONG), 300, workers=1, cancel=event)
    assert raised.value.key == "interrupted_early"


def test_a_flag_that_is_never_set_stops_nothing() -> None:
    results = compare(scenario(SMALL), 3, cancel=threading.Event())
    assert not results.interrupted
    assert results.replicates == 3


# --- numbers out of range -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "numbers", [{"replicates": 0}, {"replicates": -1}, {"workers": 0}, {"seed": -1}, {"seed": 2**63}]
)
def test_numbers_out_of_range_are_a_mistake(numbers: dict[str, int]) -> None:
    with pytest.raises(Mistake):
        compare(scenario(SMALL), **numbers)


def test_cancel_may_be_a_function() -> None:
    flag = After(6)
    results = compare(scenario(LONG), 300, workers=2, progress=flag.watch, cancel=flag.is_set)
    assert results.interrupted
    assert 0 < results.replicates < 300


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"replicates": 2.5}, "replicates = 2.5 is not a whole number. Allowed: whole numbers, from 1"),
        ({"replicates": True}, "replicates = True is not a whole number"),
        ({"seed": "one"}, 'seed = "one" is not a whole number'),
        ({"workers": 1, "executor": AtOnce()}, "workers and executor exclude each other"),
        ({"executor": 4}, '"int" is not. Hand over one that is'),
        ({"executor": Executor()}, '"Executor" is not. Hand over one that is'),
        ({"progress": True}, 'progress must be a function of .*, not "bool"'),
        ({"progress": lambda done: None}, r'progress must be a function of .*, not "<lambda>\(done\)"'),
        ({"progress": lambda a, b, c, d: None}, "progress must be a function"),
        ({"progress": lambda *, done: None}, "progress must be a function"),
        ({"cancel": lambda done: True}, r'function without arguments .*, not "<lambda>\(done\)"'),
        ({"cancel": True}, 'cancel must be a threading.Event, or a function .*, not "bool"'),
        ({"cancel": threading.Event}, 'cancel must be a threading.Event, or a function .*, not "type"'),
    ],
)
def test_what_cannot_be_used_gets_a_sentence(given: dict[str, Any], said: str) -> None:
    with pytest.raises(Mistake, match=said):
        compare(scenario(SMALL), **given)


def test_a_function_whose_signature_cannot_be_read_is_called() -> None:
    told: list[tuple[Any, ...]] = []

    def progress(*now: Any) -> None:
        told.append(now)

    progress.__signature__ = 3  # type: ignore[attr-defined]
    compare(scenario(SMALL), 1, progress=progress)
    assert told[-1][:2] == (2, 2)


@pytest.mark.parametrize("function", [compare, simulate, history])
@pytest.mark.parametrize("wrong", ["first_look", {"name": "x"}, None])
def test_what_is_no_scenario_gets_a_sentence(function: Any, wrong: Any) -> None:
    with pytest.raises(Mistake, match=r"A scenario is needed, not .* Read one first"):
        function(wrong)


def test_whole_numbers_of_numpy_will_do() -> None:
    two = compare(scenario(SMALL), np.int64(2), seed=np.int32(3))
    assert data(two).identical(data(compare(scenario(SMALL), 2, seed=3)))


def test_results_say_what_everything_is_and_in_which_unit() -> None:
    kept = compare(scenario(lively(market={"weeks": 2}, start=date(2027, 4, 5))), 2).data
    described = [name for name in kept.variables if kept[name].attrs.get("long_name")]
    assert described == list(kept.variables)
    assert [name for name in kept.variables if not kept[name].attrs.get("units")] == ["date"]
    assert {"arm", "replicate", "week", "cause", "line", "date"} == set(kept.coords)


def test_results_and_worlds_are_shown_in_one_line() -> None:
    """A notebook shows what a cell returns."""
    one = scenario(lively(market={"consumers": 40, "weeks": 3}))
    assert repr(compare(one, 2, seed=7)) == "Results('tiny', arms=1, replicates=2, weeks=3, seed=7)"
    assert re.fullmatch(r"World\('tiny', consumers=40, ties=\d+, weeks=3, seed=7\)", repr(make_world(one, 7)))


def test_a_history_says_its_units_and_what_stands_for_never() -> None:
    told = history(scenario(lively(market={"consumers": 400, "weeks": 2})))
    assert all(told[name].attrs["units"] for name in told.variables)
    for name in ("first_discovered", "discovered", "first_purchase"):
        assert (told[name].attrs["never"], told[name].attrs["before"]) == (-32768, -1)
    never = told["discovered"] == told["discovered"].attrs["never"]
    assert 0 < int(never.sum()) < never.size
    assert (told["first_cause"][never] == "none").all()
    assert (told["teller"] == told["teller"].attrs["channel"]).any()


def test_a_history_knows_everybodys_first_discovery() -> None:
    """Where people forget and discover again, the first is told, as a plain loop finds it."""
    rows = lively(market={"consumers": 400, "weeks": 40})
    told, before = history(scenario(rows)), by_uid(world(rows).settle(0)[0])["flags"][0] > 0
    first: dict[int, tuple[int, str]] = {}
    for week, listener, cause in zip(
        *(told[name].values.tolist() for name in ("week", "listener", "cause")), strict=True
    ):
        first.setdefault(listener, (week, cause))
    assert told.sizes["discovery"] > len(first) + 20, "some discover it again"
    assert sum(before[listener] for listener in first) > 20, "some who knew it before, too"
    never = (-32768, "none")
    expected = [(-1, "baseline") if before[uid] else first.get(uid, never) for uid in range(400)]
    weeks, causes = (told[name].values.tolist() for name in ("first_discovered", "first_cause"))
    assert list(zip(weeks, causes, strict=True)) == expected


def test_what_there_is_is_listed() -> None:
    assert {*simulator.__all__} <= {*dir(simulator)}
    assert all(getattr(simulator, name) is not None for name in simulator.__all__)


@pytest.mark.parametrize("wrong", ["Nobody", 2, -1])
def test_an_arm_that_is_not_there_is_a_mistake_that_names_those_that_are(wrong: Any) -> None:
    for function in (simulate, history):
        with pytest.raises(Mistake, match="Control, Gift"):
            function(scenario(SMALL), wrong)


def test_one_run_by_itself_is_that_run_of_the_comparison() -> None:
    whole = compare(scenario(SMALL), 3, seed=5)
    one = simulate(scenario(SMALL), "Gift", replicate=2, seed=5)
    assert one.arms == ["Gift"]
    inside = whole.data.isel(arm=[1], replicate=[2]).drop_attrs()
    assert data(one).drop_dims("line").identical(inside.drop_dims("line"))


# --- memory ---------------------------------------------------------------------------------------


def test_a_run_leaves_nothing_for_the_collector() -> None:
    """Columns are let go at once, so that large markets do not pile up between two collections."""
    place = world(SMALL)
    run(place, 1, 0)
    gc.collect()
    gc.disable()
    try:
        run(place, 1, 1)
        left = [one for one in gc.get_objects() if type(one) is WordOfMouthModel]
        assert [one for one in left if vars(one).get("world") is place] == []
    finally:
        gc.enable()


def test_memory_does_not_grow_from_run_to_run() -> None:
    """After a warm-up, 30 runs leave less behind than a single run's columns weigh (110 kB)."""
    rows = scenario(lively(market={"consumers": 2000, "weeks": 6}))

    def some(runs: int) -> int:
        for replicate in range(runs):
            simulate(rows, replicate=replicate)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = some(5)
        after = some(30)
    finally:
        tracemalloc.stop()
    assert after - before < 110_000
