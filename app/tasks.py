"""What is done in the background, as generators of what is found: plain data, ready to be shown."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import Any, NamedTuple

from simulator import Results, Scenario, refine
from simulator.jobs import Progress
from simulator.pictures.content import Content, content

Doing = Callable[[Executor, Progress, threading.Event], Iterator[Any]]


class Task(NamedTuple):
    """Something to do: how much it is, in consumer-weeks, and how it is done until it is told to stop."""

    work: int
    do: Doing


class Outcome(NamedTuple):
    """What a comparison found so far, ready to be shown."""

    scenario: Scenario
    results: Results
    content: Content


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
            yield Outcome(scenario, results, content(results))

    return Task(work_of(scenario, steps[-1]), do)
