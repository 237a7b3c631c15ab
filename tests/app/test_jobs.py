"""Comparisons in the background: the same numbers, places in a queue, and nobody else's errors."""

import threading
import time
from typing import Any

import pytest
from sessions import LONG, SMALL, service, until
from support import scenario

from app import jobs, tasks
from app.jobs import DONE, FAILED, RUNNING, STOPPED, WAITING
from app.turns import Threads, Turn
from simulator import Mistake, compare


def state(job: jobs.Job) -> str:
    return job.look()[0].state


def test_the_last_outcome_is_what_compare_finds() -> None:
    with service() as serving:
        job = serving.submit(scenario(SMALL), (2, 5), 3)
        until(lambda: state(job) == DONE)
        status, outcome = job.look()
        assert outcome is not None
        found, expected = outcome.results, compare(scenario(SMALL), 5, 3)
        assert found.data.drop_attrs().identical(expected.data.drop_attrs())
        assert outcome.content.answer["replicates"] == 5
        assert not status.is_open


def test_who_waits_is_told_the_place_and_may_leave() -> None:
    with service(at_once=1) as serving:
        long = serving.submit(scenario(LONG), (40,), 1)
        until(lambda: state(long) == RUNNING)
        waiting = [serving.submit(scenario(SMALL), (2,), 1) for _ in range(3)]
        assert [job.look()[0].place for job in waiting] == [1, 2, 3]
        waiting[0].cancel()
        assert state(waiting[0]) == STOPPED
        assert [job.look()[0].place for job in waiting[1:]] == [1, 2]
        assert {state(job) for job in waiting[1:]} == {WAITING}
        began = time.monotonic()
        long.cancel()
        until(lambda: state(long) == STOPPED)
        assert time.monotonic() - began < 2
        until(lambda: state(waiting[2]) == DONE)


def test_what_was_found_before_the_stop_stays() -> None:
    with service() as serving:
        job = serving.submit(scenario(SMALL), (2, 4000), 1)
        until(lambda: job.look()[1] is not None)
        job.cancel()
        until(lambda: state(job) == STOPPED)
        _, outcome = job.look()
        assert outcome is not None
        assert outcome.results.replicates == 2


def test_an_error_in_one_comparison_is_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome_of = tasks.outcome_of

    def breaking(asked: Any, results: Any) -> Any:
        if asked.name == "breaks":
            raise ZeroDivisionError("0 / 0")
        return outcome_of(asked, results)

    monkeypatch.setattr(tasks, "outcome_of", breaking)
    with service(at_once=1) as serving:
        bad = serving.submit(scenario({**SMALL, "name": "breaks"}), (2,), 1)
        good = serving.submit(scenario(SMALL), (2,), 1)
        until(lambda: state(good) == DONE)
        status, outcome = bad.look()
        assert (status.state, outcome) == (FAILED, None)
        assert status.mistake is not None
        assert "ZeroDivisionError: 0 / 0" in str(status.mistake)


def test_too_much_and_too_many_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_WAITING", 1)
    with service(at_once=1) as serving:
        huge = scenario({**LONG, "market": {**LONG["market"], "consumers": 10_000_000}})
        with pytest.raises(Mistake, match="too large for this server"):
            serving.submit(huge, (40,), 1)
        long = serving.submit(scenario(LONG), (40,), 1)
        until(lambda: state(long) == RUNNING)
        serving.submit(scenario(SMALL), (2,), 1)
        with pytest.raises(Mistake, match="1 comparisons wait"):
            serving.submit(scenario(SMALL), (2,), 1)
        long.cancel()


def test_a_first_look_does_not_wait_for_all_that_others_asked_for() -> None:
    """One thread; a comparison of hundreds of runs goes on. A newcomer is served before the rest of them."""
    with service() as serving:
        long = serving.submit(scenario(SMALL), (4000,), 1)
        until(lambda: long.look()[0].done > 20)
        short = serving.submit(scenario(SMALL), (2,), 1)
        until(lambda: state(short) == DONE)
        status, _ = long.look()
        assert status.state == RUNNING
        assert status.done < 3 * 4000
        long.cancel()


def test_runs_are_done_by_the_least_served_and_errors_reach_who_waits() -> None:
    threads = Threads(1)
    one, other, order = Turn(threads), Turn(threads), []
    gate = threading.Event()
    held = one.submit(gate.wait)
    until(held.running)
    one.served = 5.0
    waiting = [turn.submit(order.append, name) for turn, name in ((one, "a"), (one, "b"), (other, "c"))]
    called_off, wrong = other.submit(order.append, "never"), other.submit(int, "no number")
    assert called_off.cancel()
    gate.set()
    for future in waiting:
        future.result(10)
    assert order == ["c", "a", "b"]
    with pytest.raises(ValueError, match="no number"):
        wrong.result(10)
    threads.close()


def test_who_leaves_just_as_his_turn_comes_is_told_so() -> None:
    with service() as serving:
        job = jobs.Job(serving, tasks.comparison(scenario(SMALL), (2,), 1))
        job.cancel()
        job.work(Turn(Threads(1)))
        assert state(job) == STOPPED
