"""Running a scenario: arms times replicates over one shared market, or one run by itself."""

import time
from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np

from simulator.arguments import (
    DEFAULT_MOST,
    DEFAULT_REPLICATES,
    DEFAULT_SEED,
    Flag,
    asking,
    check_helpers,
    check_scenario,
    whole_number,
)
from simulator.errors import Mistake
from simulator.jobs import Progress, do_all
from simulator.memory import check_memory
from simulator.metrics import measure_one
from simulator.precision import METRIC, PILOT, Precision, read_precision, runs_until
from simulator.results import NO_AIM, Aim, Results, assemble
from simulator.runs import Run, run
from simulator.scenarios.schema import Scenario
from simulator.workers import markets_at_once, runs_at_once
from simulator.world import make_world


def compare(
    scenario: Scenario,
    replicates: int | None = None,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    *,
    until: str | float | Precision | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cancel: Flag | Callable[[], bool] | None = None,
) -> Results:
    """Run all arms of a scenario with the same draws, replicate by replicate.

    Parameters
    ----------
    replicates : how many independent sets of draws; with `until`, at most. None: 40, with `until` 400.
    seed : of the market; the same seed gives the same bits, whatever the workers.
    workers : threads; None for one per core, or one alone for a small market.
    until : run until every arm's profit against the control's is known within so much: "5%" of the
        control's profit, or an amount in the scenario's currency (half the width of the interval).
    executor : any `concurrent.futures.Executor` in place of threads; it is not shut down.
    progress : called with (runs done, runs in all, seconds left or None).
    cancel : a `threading.Event`, or a function that says whether to stop; it is asked again and
        again, and what is complete in all arms is kept.

    Raises
    ------
    Mistake : no scenario, numbers out of range, helpers that cannot help, too large for memory,
        stopped before anything was complete.
    """
    check_scenario(scenario)
    if replicates is None:
        replicates = DEFAULT_REPLICATES if until is None else DEFAULT_MOST
    most, seed = whole_number("replicates", replicates), whole_number("seed", seed)
    workers = None if workers is None else whole_number("workers", workers)
    precision = None if until is None else read_precision(until)
    check_helpers(workers, executor, progress)
    cancelled = asking(cancel)
    arms = range(len(scenario.arms))
    if precision is not None and len(arms) == 1:
        raise Mistake("until.one_arm")
    at_once = runs_at_once(scenario, most * len(arms), workers, executor)
    check_memory(scenario, most * len(arms), at_once, markets_at_once(executor, at_once))
    began = time.perf_counter()
    world = make_world(scenario, seed)

    def replicated(first: int, end: int) -> list[Run]:
        """Run replicates of all arms, as far as it goes; those before `first` are done."""
        before = first * len(arms)
        return do_all(
            run, ((world, arm, replicate) for replicate in range(first, end) for arm in arms),
            end * len(arms) - before, executor=executor, threads=at_once,
            progress=_after(before, progress), cancelled=cancelled,
        )  # fmt: skip

    aim, requested = NO_AIM, most
    if precision is None:
        done = replicated(0, most)
    else:
        pilot = requested = min(PILOT, most)
        done = replicated(0, pilot)
        if len(done) == pilot * len(arms):
            profit = measure_one(assemble(world, arms, done, requested=pilot, seconds=0.0).data, METRIC)
            width = precision.width(profit)
            needed = runs_until(profit, width, np.ones(pilot, bool))
            requested, aim = min(most, needed or most), Aim(str(precision), pilot, width, most)
            done += replicated(pilot, requested) if requested > pilot else []
    complete = _complete_in_all_arms(done, len(arms))
    if not complete:
        raise Mistake("interrupted_early")
    seconds = time.perf_counter() - began
    return assemble(world, arms, complete, requested=requested, seconds=seconds, aim=aim)


def _after(before: int, progress: Progress | None) -> Progress | None:
    """Report progress of runs that follow others."""
    if progress is None or not before:
        return progress
    return lambda done, total, left: progress(before + done, before + total, left)


def simulate(
    scenario: Scenario, arm: int | str = 0, replicate: int = 0, seed: int = DEFAULT_SEED
) -> Results:
    """Run one arm once; `arm` by number or name."""
    check_scenario(scenario)
    replicate, seed = whole_number("replicate", replicate), whole_number("seed", seed)
    check_memory(scenario, 1)
    began = time.perf_counter()
    world = make_world(scenario, seed)
    number = world.arm_number(arm)
    one = run(world, number, replicate)
    seconds = time.perf_counter() - began
    return assemble(world, [number], [one], requested=1, seconds=seconds)


def _complete_in_all_arms(runs: list[Run], arms: int) -> list[Run]:
    per_replicate: dict[int, int] = {}
    for one in runs:
        per_replicate[one.replicate] = per_replicate.get(one.replicate, 0) + 1
    return [one for one in runs if per_replicate[one.replicate] == arms]
