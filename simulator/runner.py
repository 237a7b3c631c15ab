"""Running a scenario: arms times replicates over one shared market, or one run by itself."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

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
from simulator.assumptions import REPLICATES, explore
from simulator.errors import Mistake, shortened
from simulator.jobs import Progress, do_all
from simulator.memory import check_memory
from simulator.metrics import measure_one
from simulator.precision import METRIC, PILOT, Precision, read_precision, runs_until
from simulator.results import NO_AIM, Aim, Results, assemble
from simulator.runs import Run, run
from simulator.scenarios.schema import Scenario
from simulator.scenarios.variation import Uncertain, uncertain
from simulator.workers import markets_at_once, runs_at_once
from simulator.world import World, make_world

STEPS = (4, 12, 40)  # replicates of a first answer, of one to look at, and of one to go by


def compare(
    scenario: Scenario,
    replicates: int | None = None,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    *,
    until: str | float | Precision | None = None,
    assumptions: int | None = None,
    vary: Iterable[str] | None = None,
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
    assumptions : in how many worlds, each with other assumptions, all arms are run besides.
    vary : what differs between worlds, as `simulator.scenarios.variation.uncertain` takes it; None:
        every parameter with a sourced range that the scenario leaves at its default.
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
    if assumptions is not None:
        assumptions = whole_number("assumptions", assumptions)
    check_helpers(workers, executor, progress)
    cancelled = asking(cancel)
    arms = len(scenario.arms)
    if precision is not None and arms == 1:
        raise Mistake("until.one_arm")
    parameters = _parameters(scenario, assumptions, vary)
    at_once = runs_at_once(scenario, most * arms, workers, executor)
    markets = markets_at_once(executor, at_once) + (assumptions is not None)
    check_memory(scenario, most * arms, at_once, markets)
    began = time.perf_counter()
    world, crew = make_world(scenario, seed), _Crew(executor, at_once, progress, cancelled)
    each, worlds = REPLICATES * arms, assumptions or 0
    done, requested, aim = _replicated(crew, world, most, precision, worlds * each)
    complete = _complete_in_all_arms(done, arms)
    if not complete:
        raise Mistake("interrupted_early")
    explored = None
    if worlds and len(done) == requested * arms:

        def in_world(other: World, k: int) -> list[Run]:
            return crew.run(other, 0, REPLICATES, len(done) + k * each, (worlds - k - 1) * each)

        explored = explore(scenario, parameters, worlds, seed, in_world)
    seconds = time.perf_counter() - began
    results = assemble(world, range(arms), complete, requested=requested, seconds=seconds, aim=aim)
    return replace(results, worlds=explored)


def refine(
    scenario: Scenario,
    steps: Sequence[int] = STEPS,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cancel: Flag | Callable[[], bool] | None = None,
) -> Iterator[Results]:
    """Compare in steps: a first answer from few replicates, then the same again from more.

    The last answer is that of `compare` with as many replicates. When it is stopped between two
    answers, it ends.

    Parameters
    ----------
    steps : replicates of each answer, each more than the one before. The others : as in `compare`.

    Raises
    ------
    Mistake : as `compare`; stopped before the first answer.
    """
    check_scenario(scenario)
    numbers, seed = [whole_number("replicates", one) for one in steps], whole_number("seed", seed)
    workers = None if workers is None else whole_number("workers", workers)
    check_helpers(workers, executor, progress)
    arms, most, cancelled = len(scenario.arms), numbers[-1], asking(cancel)
    at_once = runs_at_once(scenario, most * arms, workers, executor)
    check_memory(scenario, most * arms, at_once, markets_at_once(executor, at_once))
    began = time.perf_counter()
    world, crew = make_world(scenario, seed), _Crew(executor, at_once, progress, cancelled)
    done: list[Run] = []
    for first, end in pairwise((0, *numbers)):
        done += crew.run(world, first, end, len(done), (most - end) * arms)
        if len(done) < end * arms:
            if not first:
                raise Mistake("interrupted_early")
            return
        seconds = time.perf_counter() - began
        yield assemble(world, range(arms), done, requested=end, seconds=seconds)


class _Crew(NamedTuple):
    """Who does the runs, who hears of them, and who may stop them."""

    executor: Executor | None
    threads: int
    progress: Progress | None
    cancelled: Callable[[], bool]

    def run(self, world: World, first: int, end: int, before: int = 0, after: int = 0) -> list[Run]:
        """Run replicates of all arms, as far as it goes.

        Parameters
        ----------
        before, after : runs of other calls that are done, and that will follow.
        """
        arms = range(len(world.scenario.arms))

        def told(done: int, total: int, left: float | None) -> None:
            if self.progress is not None:
                open_ = total - done
                if left is not None and after:
                    left = left * (open_ + after) / open_ if open_ else None
                self.progress(before + done, before + total + after, left)

        return do_all(
            run, ((world, arm, replicate) for replicate in range(first, end) for arm in arms),
            (end - first) * len(arms), executor=self.executor, threads=self.threads,
            progress=told, cancelled=self.cancelled,
        )  # fmt: skip


def _replicated(
    crew: _Crew, world: World, most: int, precision: Precision | None, after: int
) -> tuple[list[Run], int, Aim]:
    """Run as many replicates as were asked for, or as the pilot shows to be needed."""
    if precision is None:
        return crew.run(world, 0, most, after=after), most, NO_AIM
    arms, pilot = range(len(world.scenario.arms)), min(PILOT, most)
    done = crew.run(world, 0, pilot, after=after)
    if len(done) < pilot * len(arms):
        return done, pilot, NO_AIM
    profit = measure_one(assemble(world, arms, done, requested=pilot, seconds=0.0).data, METRIC)
    width = precision.width(profit)
    needed = min(most, runs_until(profit, width, np.ones(pilot, bool)) or most)
    if needed > pilot:
        done += crew.run(world, pilot, needed, len(done), after)
    return done, needed, Aim(str(precision), pilot, width, most)


def _parameters(
    scenario: Scenario, assumptions: int | None, vary: Iterable[str] | None
) -> list[Uncertain]:
    """What differs between worlds; nothing where there are none."""
    if assumptions is None:
        if vary is not None:
            raise Mistake("assumptions.vary_alone")
        return []
    if isinstance(vary, str):
        raise Mistake("assumptions.not_names", what=shortened(repr(vary)))
    if len(scenario.arms) == 1:
        raise Mistake("assumptions.one_arm")
    parameters = uncertain(scenario, vary)
    if not parameters:
        raise Mistake("assumptions.nothing")
    return parameters


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
