"""What is done in the background, as generators of what is found: plain data, ready to be shown."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import Any, NamedTuple

from simulator import Scenario, compare, refine
from simulator.assumptions import REPLICATES
from simulator.drivers import Driver, drivers
from simulator.jobs import Progress
from simulator.outcome import Outcome, outcome_of
from simulator.runner import STEPS
from simulator.scenarios.variation import uncertain
from simulator.watching import Sample, Watched, map_of, watch

Doing = Callable[[Executor, Progress, threading.Event], Iterator[Any]]


class Task(NamedTuple):
    """Something to do: how much it is, in consumer-weeks, and how it is done until it is told to stop."""

    work: int
    do: Doing


def work_of(scenario: Scenario, runs: int) -> int:
    """Consumer-weeks of so many runs of each arm."""
    return scenario.market.consumers * scenario.market.weeks * len(scenario.arms) * runs


def comparison(scenario: Scenario, steps: Sequence[int], seed: int) -> Task:
    """Compare in steps, a first answer from few replicates; yields an `Outcome` for each."""

    def do(executor: Executor, progress: Progress, cancel: threading.Event) -> Iterator[Outcome]:
        answers = refine(
            scenario, steps, seed, executor=executor, progress=progress, cancel=cancel
        )
        for results in answers:
            yield outcome_of(scenario, results)

    return Task(work_of(scenario, steps[-1]), do)


class Seen(NamedTuple):
    """One run watched, and, where it was asked for, some of its people on a map."""

    scenario: Scenario
    watched: Watched
    sample: Sample | None


def watching(scenario: Scenario, arm: str, seed: int, mapped: bool = False) -> Task:
    """Watch everybody through the first run of an arm; yields `Seen`."""

    def do(_: Executor, progress: Progress, cancel: threading.Event) -> Iterator[Seen]:
        progress(0, 1, None)
        watched = watch(scenario, arm, 0, seed, cancel)
        yield Seen(scenario, watched, map_of(scenario, seed) if mapped else None)

    return Task(work_of(scenario, 1), do)


class Driven(NamedTuple):
    """What drives the worth of a plan, the strongest first, as far as it is known."""

    scenario: Scenario
    arm: str
    found: list[Driver]


def driving(scenario: Scenario, arm: str, seed: int) -> Task:
    """Move every parameter that nobody knows better to both ends of its range; yields `Driven`."""
    parameters = uncertain(scenario)

    def do(executor: Executor, progress: Progress, cancel: threading.Event) -> Iterator[Driven]:
        for found in drivers(
            scenario, arm, parameters, seed, executor=executor, progress=progress, cancel=cancel
        ):
            yield Driven(scenario, arm, found)

    runs = 2 * (2 * len(parameters) + 1) * REPLICATES // len(scenario.arms) + 1
    return Task(work_of(scenario, runs), do)


def exploring(scenario: Scenario, worlds: int, seed: int) -> Task:
    """Compare in other worlds too; yields one `Outcome`."""

    def do(executor: Executor, progress: Progress, cancel: threading.Event) -> Iterator[Outcome]:
        results = compare(
            scenario, STEPS[-1], seed, assumptions=worlds, executor=executor, progress=progress, cancel=cancel
        )
        yield outcome_of(scenario, results)

    return Task(work_of(scenario, STEPS[-1] + worlds * REPLICATES), do)
