"""Running a scenario: arms times replicates over one shared market, with progress and cancel."""

import math
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from numbers import Integral
from queue import Empty, SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import psutil

from simulator.agents.consumers import bytes_per_consumer
from simulator.agents.stages import PEOPLE
from simulator.errors import Mistake
from simulator.results import Results, assemble
from simulator.runs import Cancelled, Run, discoveries_of, finished_model, run
from simulator.scenarios.schema import Scenario
from simulator.world import make_world

if TYPE_CHECKING:
    import xarray

DEFAULT_REPLICATES = 40
DEFAULT_SEED = 1
LIMITS = {
    "replicates": (1, 100_000),
    "replicate": (0, 99_999),
    "seed": (0, 2**63 - 1),
    "workers": (1, 1024),
}
MOST_SHOWN = 80  # characters of what was given that a sentence repeats
LOOK_EVERY = 0.1  # seconds between two looks at cancel
HANDED_IN = 1000  # jobs that an executor holds at most; more than any has workers
WORTH_THREADS = 30_000  # consumers below which Python around the kernels keeps threads waiting
BUFFER_BYTES = 64  # weekly buffers and logs of one consumer and brand, rounded up
ARC_BYTES = 5
TALK_ACT_BYTES = 16  # in the log of a run, and again while its cascades are traced
TALK_SHARE = {"rate": 0.1, "always": 1.0, "once": 0.1}  # of people who talk in a week, at most
TIES_GUESS = 20  # arcs per consumer that a generator may make
BUILD_FACTOR = 3  # what a generator needs while it works, against what it leaves

NO_UNIT = {"units": "-"}

Progress = Callable[[int, int, float | None], None]


class Flag(Protocol):
    """Anything that can be asked whether to stop, like `threading.Event`."""

    def is_set(self) -> bool:
        """True once the work should stop."""
        ...


def compare(
    scenario: Scenario,
    replicates: int = DEFAULT_REPLICATES,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cancel: "Flag | Callable[[], bool] | None" = None,
) -> Results:
    """Run all arms of a scenario with the same draws, replicate by replicate.

    Parameters
    ----------
    replicates : how many independent sets of draws.
    seed : of the market; the same seed gives the same bits, whatever the workers.
    workers : threads; None for one per core, or one alone for a small market.
    executor : any `concurrent.futures.Executor` in place of threads; it is not shut down.
    progress : called with (runs done, runs in all, seconds left or None).
    cancel : a `threading.Event`, or a function that says whether to stop; it is asked again and
        again, and what is complete in all arms is kept.

    Raises
    ------
    Mistake : no scenario, numbers out of range, too large for memory, stopped before anything was
        complete.
    """
    _check_scenario(scenario)
    _check(replicates=replicates, seed=seed, workers=workers)
    _check_helpers(workers, executor, progress)
    cancelled = _asking(cancel)
    wanted = workers or (_cores() if scenario.market.consumers >= WORTH_THREADS else 1)
    threads = min(wanted, replicates * len(scenario.arms))
    check_memory(scenario, 1 if executor is not None else threads)
    began = time.perf_counter()
    world = make_world(scenario, seed)
    stop = Event()
    with _pool(executor, threads) as pool:
        local = isinstance(pool, ThreadPoolExecutor)
        ask = stop.is_set if local else None
        jobs: list[Future[Run]] = []
        try:
            runs = replicates * len(scenario.arms)
            places = (divmod(k, len(scenario.arms)) for k in range(runs))
            waiting = (pool.submit(run, world, arm, r, ask) for r, arm in places)
            done = _gather(waiting, runs, jobs, progress, cancelled, began)
        except (KeyboardInterrupt, Cancelled):
            _call_off(jobs, stop)
            done = _finished(jobs)
        except BaseException:
            _call_off(jobs, stop)
            raise
    complete = _complete_in_all_arms(done, len(scenario.arms))
    if not complete:
        raise Mistake("interrupted_early")
    arms = range(len(scenario.arms))
    seconds = time.perf_counter() - began
    return assemble(world, arms, complete, requested=replicates, seconds=seconds)


def simulate(
    scenario: Scenario, arm: int | str = 0, replicate: int = 0, seed: int = DEFAULT_SEED
) -> Results:
    """Run one arm once; `arm` by number or name."""
    _check_scenario(scenario)
    _check(replicate=replicate, seed=seed)
    check_memory(scenario, 1)
    began = time.perf_counter()
    world = make_world(scenario, seed)
    number = world.arm_number(arm)
    one = run(world, number, replicate)
    seconds = time.perf_counter() - began
    return assemble(world, [number], [one], requested=1, seconds=seconds)


def history(
    scenario: Scenario, arm: int | str = 0, replicate: int = 0, seed: int = DEFAULT_SEED
) -> "xarray.Dataset":
    """Run one replicate of an arm again and tell what happened to every consumer.

    Returns
    -------
    xarray.Dataset
        Along `consumer` (uid; `label` is the name in a network file): first_cause and
        first_discovered (of the first discovery),
        credited_cause and discovered (of the latest, to which all sales belong), first_purchase,
        purchases and revenue (minor units) within the run.
        Along `discovery`: week, listener, cause, and teller (a uid, or -1 for a channel). Causes are
        names. Weeks are whole numbers; the attributes of a variable say which number stands for
        what never came ("never", -32768) and for what lies before the start ("before", -1).
    """
    import xarray

    from simulator.agents.stages import CAUSES, NEVER, WORD_OF_MOUTH

    _check_scenario(scenario)
    _check(replicate=replicate, seed=seed)
    check_memory(scenario, 1)
    world = make_world(scenario, seed)
    before, _ = world.settle(replicate)
    model = finished_model(world, world.arm_number(arm), replicate)
    people, found = model.people, discoveries_of(model)
    order = np.argsort(people.uid)
    first = np.where(before.flags[0] > 0, before.cause[0], NEVER).astype(np.int64)[order]
    week = np.where(before.flags[0] > 0, -1, NEVER).astype(np.int64)[order]
    for k in range(len(found.week) - 1, -1, -1):  # the earliest is written last
        if before.flags[0][order[found.listener[k]]] == 0:
            first[found.listener[k]] = found.cause[k]
            week[found.listener[k]] = found.week[k]
    names = np.array([*CAUSES, "none"])

    def named(codes: Any) -> Any:
        place = np.where(codes >= PEOPLE, WORD_OF_MOUTH, np.where(codes < 0, len(CAUSES), codes))
        return names[place]

    coords: dict[str, Any] = {"consumer": ("consumer", np.sort(people.uid), NO_UNIT)}
    if world.graph.labels is not None:
        coords["label"] = ("consumer", np.array(world.graph.labels)[order], NO_UNIT)
    some_week = {"units": "week", "never": NEVER, "before": -1}
    bought = people.purchases[0].astype(np.int64) - before.purchases[0]
    scale = world.people_per_consumer
    return xarray.Dataset(
        {
            "first_cause": ("consumer", named(first), NO_UNIT),
            "first_discovered": ("consumer", week, some_week),
            "credited_cause": ("consumer", named(people.cause[0][order].astype(np.int64)), NO_UNIT),
            "discovered": ("consumer", people.discovered[0][order].astype(np.int64), some_week),
            "first_purchase": (
                "consumer", people.first_purchase[0][order].astype(np.int64), some_week
            ),
            "purchases": ("consumer", bought[order] * scale, {"units": "units"}),
            "revenue": ("consumer", people.revenue[0][order], {"units": "minor"}),
            "week": ("discovery", found.week.astype(np.int64), {"units": "week"}),
            "listener": ("discovery", found.listener.astype(np.int64), NO_UNIT),
            "teller": (
                "discovery",
                np.where(found.cause >= PEOPLE, found.cause.astype(np.int64) - PEOPLE, -1),
                {"units": "-", "channel": -1},
            ),
            "cause": ("discovery", named(found.cause.astype(np.int64)), NO_UNIT),
        },
        coords,
        {"people_per_consumer": scale, "digest": scenario.digest, "seed": seed},
    )


def check_memory(scenario: Scenario, at_once: int) -> None:
    """Raise a `Mistake` if so many runs at once would not fit into the free memory."""
    consumers, brands = scenario.market.consumers, 1 + len(scenario.rivals)
    known = scenario._social_graph
    ties = consumers * TIES_GUESS if known is None else len(known.targets)
    build = BUILD_FACTOR if known is None else 1
    talk = consumers * scenario.market.weeks * TALK_SHARE[scenario.switches.talk] * TALK_ACT_BYTES
    each = consumers * (bytes_per_consumer(brands) + brands * BUFFER_BYTES) + math.ceil(talk)
    need = build * ties * ARC_BYTES + at_once * each
    free = psutil.virtual_memory().available
    if need > free:
        raise Mistake(
            "no_memory", consumers=consumers, ties=ties, need=math.ceil(need / 1e9),
            free=f"{free / 1e9:.1f}",
        )  # fmt: skip


def _check(**options: int | None) -> None:
    for option, value in options.items():
        if value is None:
            continue
        least, most = LIMITS[option]
        allowed = {"least": least, "most": most}
        if not isinstance(value, Integral) or isinstance(value, bool):
            shown = repr(value)[:MOST_SHOWN]
            raise Mistake("whole_option", option=option, value=shown, allowed=allowed)
        if not least <= value <= most:
            raise Mistake("number_option", option=option, value=value, allowed=allowed)


def _check_scenario(scenario: object) -> None:
    if not isinstance(scenario, Scenario):
        raise Mistake("not_a_scenario", what=type(scenario).__name__)


def _check_helpers(workers: object, executor: object, progress: object) -> None:
    if workers is not None and executor is not None:
        raise Mistake("workers_and_executor")
    if executor is not None and not hasattr(executor, "submit"):
        raise Mistake("not_an_executor", what=type(executor).__name__)
    if progress is not None and not callable(progress):
        raise Mistake("not_progress", what=type(progress).__name__)


def _asking(cancel: "Flag | Callable[[], bool] | None") -> Callable[[], bool]:
    """The question whether to stop, of an event or a function."""
    if cancel is None:
        return lambda: False
    ask = getattr(cancel, "is_set", cancel)
    if not callable(ask) or isinstance(cancel, type):
        raise Mistake("not_cancel", what=type(cancel).__name__)
    return ask


def _cores() -> int:
    """Cores that this process may use."""
    return len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else (
        os.cpu_count() or 1
    )


@contextmanager
def _pool(executor: Executor | None, threads: int) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    with ThreadPoolExecutor(threads, thread_name_prefix="kuchikomi") as pool:
        yield pool


def _gather(
    waiting: "Iterator[Future[Run]]", total: int, jobs: "list[Future[Run]]",
    progress: Progress | None, cancelled: Callable[[], bool], began: float,
) -> list[Run]:
    """Hand in all jobs and wait for them; report progress; raise what one raised, or `Cancelled`.

    Parameters
    ----------
    waiting : each next one hands a job in; `total` in all. jobs : filled with those handed in.
    """
    finished: SimpleQueue[Future[Run]] = SimpleQueue()
    done, last = 0, -1
    while done < total:
        job = next(waiting, None) if len(jobs) - done < HANDED_IN else None
        if job is not None:
            jobs.append(job)
            job.add_done_callback(finished.put)
        with suppress(Empty):
            finished.get(timeout=LOOK_EVERY if job is None else 0).result()
            done += 1
        if progress is not None and done > last:
            passed = time.perf_counter() - began
            progress(done, total, passed / done * (total - done) if done else None)
            last = done
        if done < total and cancelled():
            raise Cancelled
    return [job.result() for job in jobs]


def _call_off(jobs: "list[Future[Run]]", stop: Event) -> None:
    """Let nothing more begin, and ask what runs on threads to stop."""
    stop.set()
    for job in jobs:
        job.cancel()


def _finished(jobs: "list[Future[Run]]") -> list[Run]:
    """What finished before everything was stopped."""
    begun = [job for job in jobs if not job.cancelled()]
    wait(begun)
    return [
        job.result() for job in begun if not job.cancelled() and job.exception() is None
    ]


def _complete_in_all_arms(runs: list[Run], arms: int) -> list[Run]:
    per_replicate: dict[int, int] = {}
    for one in runs:
        per_replicate[one.replicate] = per_replicate.get(one.replicate, 0) + 1
    return [one for one in runs if per_replicate[one.replicate] == arms]
