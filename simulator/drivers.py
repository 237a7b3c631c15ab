"""What drives the result, one parameter at a time: each at both ends of its range, all else as it is.

The plan and the control meet the same people with the same draws at every value, so that what differs
is the parameter. Parameters that work only together are seen by `simulator.assumptions`.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.arguments import DEFAULT_SEED, Flag, asking, check_scenario, whole_number
from simulator.assumptions import REPLICATES
from simulator.errors import Mistake
from simulator.intervals import Difference, difference, no_difference
from simulator.jobs import Progress, do_all
from simulator.metrics import measure_one
from simulator.parameters import with_values
from simulator.precision import METRIC
from simulator.results import assemble
from simulator.runs import run
from simulator.scenarios.schema import Scenario
from simulator.scenarios.variation import Uncertain, varied
from simulator.workers import runs_at_once
from simulator.world import make_world


class Driver(NamedTuple):
    """What a plan's profit against the control's is with a parameter at each end of its range.

    `low` and `high` are paired differences to what it is with the scenario's own value, in major
    units; None where the scenario would contradict itself.
    """

    parameter: Uncertain
    low: Difference | None
    high: Difference | None

    @property
    def swing(self) -> float:
        """How far the parameter moves the result."""
        means = [0.0, *(end.mean for end in (self.low, self.high) if end is not None)]
        return max(means) - min(means)


def drivers(
    scenario: Scenario,
    arm: int | str,
    parameters: Sequence[Uncertain],
    seed: int = DEFAULT_SEED,
    replicates: int = REPLICATES,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cancel: Flag | Callable[[], bool] | None = None,
) -> Iterator[list[Driver]]:
    """Move parameters one at a time; after each, all that are known so far, the strongest first.

    Parameters
    ----------
    arm : the plan. parameters : of `simulator.scenarios.variation.uncertain`.
    The others : as of `simulator.runner.compare`. When it is stopped, it ends.
    """
    check_scenario(scenario)
    replicates, seed = whole_number("replicates", replicates), whole_number("seed", seed)
    cancelled = asking(cancel)
    number = make_world(scenario, seed).arm_number(arm)
    pair = with_values(scenario, arms=(scenario.arms[0], scenario.arms[number]))
    threads = runs_at_once(pair, 2 * replicates, None, executor)
    total = (2 * len(parameters) + 1) * 2 * replicates

    def gained(changed: Scenario | None, before: int) -> NDArray[np.float64] | None:
        """Profit against the control's, run by run; None where there is no such market, or it was stopped."""

        def told(done: int, _: int, left: float | None) -> None:
            if progress is not None:
                progress(before * 2 * replicates + done, total, None)

        try:
            world = None if changed is None else make_world(changed, seed)
        except Mistake:
            world = None
        if world is None:
            return None
        jobs = ((world, k, replicate) for replicate, k in product(range(replicates), range(2)))
        done = do_all(
            run, jobs, 2 * replicates, executor=executor, threads=threads, progress=told, cancelled=cancelled
        )
        if len(done) < 2 * replicates:
            return None
        profit = measure_one(assemble(world, range(2), done, requested=replicates, seconds=0.0).data, METRIC)
        return np.asarray(profit[1] - profit[0])

    own = gained(pair, 0)
    found: list[Driver] = []
    for n, one in enumerate(parameters):
        here = one._replace(places=_in_pair(one, number))
        ends = [
            gained(varied(pair, [here], [value]), 1 + 2 * n + k)
            for k, value in enumerate((one.low, one.high))
        ]
        if cancelled() or own is None:
            return
        found.append(Driver(one, *(None if end is None else _against(end, own) for end in ends)))
        found.sort(key=lambda driver: -driver.swing)
        yield list(found)


def _against(end: NDArray[np.float64], own: NDArray[np.float64]) -> Difference:
    if np.array_equal(end, own):
        return no_difference(len(own))
    return difference(end, own, True)


def _in_pair(one: Uncertain, number: int) -> tuple[tuple[str | int, ...], ...]:
    """Where a parameter stands once only the control and the plan are left."""
    kept = []
    for place in one.places:
        if place[0] != "arms":
            kept.append(place)
        elif place[1] in (0, number):
            kept.append(("arms", 0 if place[1] == 0 else 1, *place[2:]))
    return tuple(kept)
