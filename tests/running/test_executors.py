"""Who does the runs: any executor will do, is left open, and is heard when it breaks."""

import itertools
import os
import re
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from threading import Event
from typing import Any

import pytest
from comparisons import LONG, SMALL, After, AtOnce, data
from support import arm, scenario, table

from simulator import compare
from simulator.errors import Mistake
from simulator.jobs import HANDED_IN, do_all
from simulator.runs import Cancelled


def test_any_executor_will_do_and_is_left_open() -> None:
    expected = data(compare(scenario(SMALL), 3))
    with ThreadPoolExecutor(2) as pool:
        assert data(compare(scenario(SMALL), 3, executor=pool)).identical(expected)
        assert data(compare(scenario(SMALL), 3, executor=pool)).identical(expected)
    assert data(compare(scenario(SMALL), 3, executor=AtOnce())).identical(expected)


class Instead(Executor):
    """An executor that does something else with its jobs."""

    def __init__(self, deed: Callable[[], Any]) -> None:
        self.deed = deed

    def submit(self, function: Any, /, *args: Any, **more: Any) -> Any:
        return self.deed()


class Promise:
    """Somebody's own future, for which nobody of the standard library can wait."""

    def add_done_callback(self, function: Any) -> None:
        function(self)


def of_nothing() -> Future[Any]:
    job: Future[Any] = Future()
    job.set_result(None)
    return job


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (lambda: None, "must give a concurrent.futures.Future, not <class 'NoneType'>."),
        (Promise, "must give a concurrent.futures.Future, not <class 'test_executors.Promise'>."),
        (of_nothing, "the result of a job must be what the function returned, not <class 'NoneType'>."),
    ],
)
def test_an_executor_that_loses_what_it_was_asked_for_gets_a_sentence(deed: Any, said: str) -> None:
    with pytest.raises(Mistake, match=re.escape(said)):
        compare(scenario(SMALL), 2, executor=Instead(deed))


def test_an_executor_that_is_shut_down_meanwhile_gets_a_sentence() -> None:
    pool = ThreadPoolExecutor(1)

    def close(*done: Any) -> None:
        pool.shutdown(wait=False, cancel_futures=True)

    with pytest.raises(Mistake, match=r"executor takes no jobs .* keep it open until compare is done"):
        compare(scenario(LONG), 60, executor=pool, progress=close)


REPLICATES, ARMS = 3, 2


class CallsOff(ThreadPoolExecutor):
    """An executor that is shut down, and calls off what waits, once it has all jobs."""

    handed_in = 0

    def submit(self, *job: Any, **named: Any) -> Any:
        """Take a job; after the last one shut down."""
        future = super().submit(*job, **named)
        self.handed_in += 1
        if self.handed_in == ARMS * REPLICATES:
            self.shutdown(wait=False, cancel_futures=True)
        return future


def test_jobs_that_somebody_calls_off_get_a_sentence() -> None:
    with pytest.raises(Mistake, match=r"executor takes no jobs \(CancelledError\)"):
        compare(scenario(SMALL), REPLICATES, executor=CallsOff(1))


@pytest.mark.parametrize("wrong", [ThreadPoolExecutor, Executor, Executor(), object(), 3])
def test_what_does_no_jobs_is_no_executor(wrong: Any) -> None:
    with pytest.raises(Mistake, match="executor must be able to do jobs"):
        compare(scenario(SMALL), 1, executor=wrong)


def test_an_executor_that_is_shut_down_gets_a_sentence() -> None:
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(Mistake, match=r"takes no jobs \(cannot schedule new futures after"):
        compare(scenario(SMALL), 2, executor=pool)


@pytest.mark.parametrize("error", [RuntimeError("can't start new thread"), RecursionError("too deep")])
def test_what_else_goes_wrong_in_an_executor_is_not_taken_for_that(error: RuntimeError) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(type(error), match=str(error)):
        compare(scenario(SMALL), 2, executor=Instead(fail))


class Deadly(ProcessPoolExecutor):
    """A process pool whose jobs kill their process."""

    def submit(self, function: Any, /, *args: Any, **more: Any) -> Future[Any]:
        return super().submit(os._exit, 1)


def test_a_worker_that_dies_gets_a_sentence() -> None:
    with Deadly(1, mp_context=get_context("spawn")) as pool:
        for _ in ("while a job is done", "before the next is handed in"):
            with pytest.raises(Mistake, match=r"A worker of executor died \(.* with fewer workers") as raised:
                compare(scenario(SMALL), 2, executor=pool)
            assert raised.value.key == "worker_died"


class Watched(AtOnce):
    """An executor that counts what is handed in."""

    jobs = 0

    def submit(self, function: Any, /, *args: Any, **more: Any) -> Future[Any]:
        self.jobs += 1
        return super().submit(function, *args, **more)


def test_an_executor_that_works_at_once_can_be_stopped_too() -> None:
    flag, pool = After(6), Watched()
    results = compare(scenario(SMALL), 10_000, executor=pool, progress=flag.watch, cancel=flag)
    assert results.replicates == 3
    assert pool.jobs == 6


class Idle(Watched):
    """An executor that never gets round to a job; how many it could do at once it says, or not."""

    def __init__(self, workers: int | None = None) -> None:
        if workers is not None:
            self._max_workers = workers

    def submit(self, function: Any, /, *args: Any, **more: Any) -> Future[Any]:
        self.jobs += 1
        return Future()


def handed_in(pool: Watched, looks: int) -> int:
    """How many jobs of a long comparison are handed in until, after so many looks, it is stopped."""
    look = itertools.count(1)
    with pytest.raises(Mistake, match="before one replicate"):
        compare(scenario(SMALL), 10_000, executor=pool, cancel=lambda: next(look) > looks)
    return pool.jobs


def test_not_all_jobs_are_handed_in_at_once() -> None:
    """So that a comparison of any length can be stopped at once, and holds few jobs."""
    assert handed_in(Idle(), HANDED_IN) == HANDED_IN


@pytest.mark.parametrize("workers", [HANDED_IN - 1, HANDED_IN, 3 * HANDED_IN])
def test_every_worker_has_a_job_and_finds_another(workers: int) -> None:
    assert handed_in(Idle(workers), 2 * workers) == 2 * workers


def test_a_process_pool_can_be_stopped_and_used_again() -> None:
    flag = After(1)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        results = compare(scenario(LONG), 60, executor=pool, progress=flag.watch, cancel=flag)
        assert results.interrupted
        assert 0 < results.replicates < 60
        assert data(compare(scenario(SMALL), 1, executor=pool)).identical(
            data(compare(scenario(SMALL), 1))
        )


@pytest.mark.parametrize("own", [True, False])
def test_runs_on_threads_are_stopped_midway(own: bool) -> None:
    begun, stopped = Event(), Event()

    def endless(ask: Callable[[], bool]) -> Any:
        begun.set()
        until = time.monotonic() + 20
        while not ask() and time.monotonic() < until:
            time.sleep(0.001)
        if ask():
            stopped.set()
        raise Cancelled

    with ThreadPoolExecutor(1) as pool:
        done = do_all(
            endless, [()], 1, executor=None if own else pool, threads=1, progress=None,
            cancelled=begun.is_set,
        )  # fmt: skip
    assert done == []
    assert stopped.is_set()


class Broken(Exception):
    """What goes wrong in these tests."""


@pytest.fixture
def third_run_breaks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the third run break, and note which runs were begun."""
    from simulator import runner

    begun: list[int] = []
    count = itertools.count(1)  # one at a time, whatever the threads
    whole = runner.run

    def run(place: Any, number: int, replicate: int, cancelled: Any = None) -> Any:
        begun.append(replicate)
        if next(count) == 3:
            raise Broken("no more paper")
        return whole(place, number, replicate, cancelled)

    monkeypatch.setattr(runner, "run", run)
    return begun


def test_what_breaks_in_a_worker_is_heard_of(third_run_breaks: list[int]) -> None:
    with pytest.raises(Broken, match="no more paper"):
        compare(scenario(LONG), 60, workers=2)
    assert len(third_run_breaks) < 20, "the rest was called off"


def test_what_breaks_on_a_callers_executor_calls_off_the_rest(third_run_breaks: list[int]) -> None:
    with ThreadPoolExecutor(2) as pool:
        with pytest.raises(Broken):
            compare(scenario(LONG), 60, executor=pool)
        assert pool.submit(int, 7).result(timeout=20) == 7
    assert len(third_run_breaks) < 20, "nothing of ours is left in the queue"


def test_a_mistake_in_a_strategy_surfaces(tmp_path: Any) -> None:
    from simulator import load_scenario

    file = tmp_path / "wrong_lever.py"
    file.write_text(
        '"""Breaks."""\n'
        "from simulator.parameters import parameter\n"
        "from simulator.strategies.base import Strategy\n"
        "class Wrong(Strategy):\n"
        '    """Break in the third week."""\n'
        '    kind = "wrong_lever"\n'
        '    intensity = ("strength",)\n'
        '    strength: float = parameter(1.0, unit="-", minimum=0, maximum=1, description="x",\n'
        '                                source="assumption")\n'
        "    def act(self, plan, week, market, levers, ledger):\n"
        "        if week == 2:\n"
        "            market.people().belief[:] = 1\n"
    )
    rows = load_scenario(table(arm("Wrong", {"kind": "wrong_lever"})), strategy_files=[file])
    with pytest.raises(Mistake, match=r"week = 2: .* wrong_lever.py, line 12: .*read-only"):
        compare(rows, 4)
