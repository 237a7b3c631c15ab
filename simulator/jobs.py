"""Many runs on several workers: handed in a part at a time, with progress, stopped when asked."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any

from simulator.errors import Mistake
from simulator.runs import Cancelled, Run
from simulator.workers import workers_of

LOOK_EVERY = 0.1  # seconds between two looks at cancel
HANDED_IN = 1000  # jobs that wait or are being done at a time: few enough to call off, enough for most
EACH_HAS = 2  # jobs handed in for each worker at least, so that the next one lies ready

Progress = Callable[[int, int, float | None], None]


def do_all(
    job: Callable[..., Run],
    arguments: Iterable[tuple[Any, ...]],
    total: int,
    *,
    executor: Executor | None,
    threads: int,
    progress: Progress | None,
    cancelled: Callable[[], bool],
) -> list[Run]:
    """Do a job once for each tuple of arguments; return what is done, in their order.

    If it is stopped (`cancelled`, or Ctrl-C), that is what was complete until then; if a job
    breaks, the others are called off and its error is raised.

    Parameters
    ----------
    job : takes one more argument: a function that says whether to stop, or None where it cannot know.
    total : how many tuples there are.
    executor : does the jobs and is left open; None for `threads` threads.
    progress : called with (jobs done, `total`, seconds left or None).

    Raises
    ------
    Mistake : `executor` takes no jobs, does not give back what they return, or lost a worker.
    """
    stop = Event()
    with _pool(executor, threads) as pool:
        ask = stop.is_set if isinstance(pool, ThreadPoolExecutor) else None
        room = max(HANDED_IN, EACH_HAS * workers_of(pool))
        jobs: list[Future[Run]] = []
        try:
            submit = pool.submit if executor is None else partial(_submitted, executor)
            waiting = (submit(job, *one, ask) for one in arguments)
            return _gather(waiting, total, room, jobs, progress, cancelled)
        except (KeyboardInterrupt, Cancelled):
            _call_off(jobs, stop)
            return _finished(jobs)
        except BrokenExecutor as broken:  # found out when a job is handed in, or waited for
            _call_off(jobs, stop)
            raise Mistake("worker_died", why=str(broken).rstrip(".")) from broken
        except CancelledError as called_off:  # by whoever shut the executor down meanwhile
            _call_off(jobs, stop)
            raise Mistake("executor_closed", why=type(called_off).__name__) from called_off
        except BaseException:
            _call_off(jobs, stop)
            raise


@contextmanager
def _pool(executor: Executor | None, threads: int) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    with ThreadPoolExecutor(threads, thread_name_prefix="kuchikomi") as pool:
        yield pool


def _submitted(executor: Executor, job: Callable[..., Run], *arguments: Any) -> Future[Run]:
    """Hand a job to somebody's executor; a `Mistake` if it was shut down, or gives no future for it."""
    try:
        future = executor.submit(job, *arguments)
    except RuntimeError as error:
        if "shutdown" in str(error):  # as all executors say; it has no type of its own
            raise Mistake("executor_closed", why=str(error)) from error
        raise
    if not isinstance(future, Future):
        raise Mistake("no_futures", what=str(type(future)))
    return future


def _gather(
    waiting: Iterator[Future[Run]], total: int, room: int, jobs: list[Future[Run]],
    progress: Progress | None, cancelled: Callable[[], bool],
) -> list[Run]:
    """Hand in all jobs and wait for them; report progress; raise what one raised, or `Cancelled`.

    Parameters
    ----------
    waiting : each next one hands a job in; `total` in all, `room` of them at a time.
    jobs : filled with those handed in.
    """
    finished: SimpleQueue[Future[Run]] = SimpleQueue()
    began = time.perf_counter()
    done, last = 0, -1
    while done < total:
        job = next(waiting, None) if len(jobs) - done < room else None
        if job is not None:
            jobs.append(job)
            job.add_done_callback(finished.put)
        with suppress(Empty):
            found = finished.get(timeout=LOOK_EVERY if job is None else 0).result()
            if not isinstance(found, Run):
                raise Mistake("result_lost", what=str(type(found)))
            done += 1
        if progress is not None and done > last:
            passed = time.perf_counter() - began
            progress(done, total, passed / done * (total - done) if done else None)
            last = done
        if done < total and cancelled():
            raise Cancelled
    return [job.result() for job in jobs]


def _call_off(jobs: list[Future[Run]], stop: Event) -> None:
    """Let nothing more begin, and ask what runs on threads to stop."""
    stop.set()
    for job in jobs:
        job.cancel()


def _finished(jobs: list[Future[Run]]) -> list[Run]:
    """What finished before everything was stopped."""
    begun = [job for job in jobs if not job.cancelled()]
    wait(begun)
    return [job.result() for job in begun if not job.cancelled() and job.exception() is None]
