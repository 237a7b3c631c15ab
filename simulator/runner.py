"""Running a scenario: arms times replicates over one shared market, or one run by itself."""

import time
from collections.abc import Callable
from concurrent.futures import Executor

from simulator.arguments import (
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
from simulator.results import Results, assemble
from simulator.runs import Run, run
from simulator.scenarios.schema import Scenario
from simulator.workers import markets_at_once, runs_at_once
from simulator.world import make_world


def compare(
    scenario: Scenario,
    replicates: int = DEFAULT_REPLICATES,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cancel: Flag | Callable[[], bool] | None = None,
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
    Mistake : no scenario, numbers out of range, helpers that cannot help, too large for memory,
        stopped before anything was complete.
    """
    check_scenario(scenario)
    replicates, seed = whole_number("replicates", replicates), whole_number("seed", seed)
    workers = None if workers is None else whole_number("workers", workers)
    check_helpers(workers, executor, progress)
    cancelled = asking(cancel)
    arms = range(len(scenario.arms))
    runs = replicates * len(arms)
    at_once = runs_at_once(scenario, runs, workers, executor)
    check_memory(scenario, runs, at_once, markets_at_once(executor, at_once))
    began = time.perf_counter()
    world = make_world(scenario, seed)
    done = do_all(
        run, ((world, arm, replicate) for replicate in range(replicates) for arm in arms), runs,
        executor=executor, threads=at_once, progress=progress, cancelled=cancelled,
    )  # fmt: skip
    complete = _complete_in_all_arms(done, len(arms))
    if not complete:
        raise Mistake("interrupted_early")
    seconds = time.perf_counter() - began
    return assemble(world, arms, complete, requested=replicates, seconds=seconds)


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
