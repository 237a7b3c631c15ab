"""What the benchmark and its guard measure with: markets, a plain sweep, clocks, subprocesses."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray
from plain_mesa import PlainMarket

from simulator import Scenario, SocialGraph, WordOfMouthModel, compare, load_scenario, make_world
from simulator.graph.social_graph import Arcs
from simulator.world import World

HERE = Path(__file__).resolve().parent
BUSY = {"potential": 0.4, "prospect": 0.35, "new": 0.1, "repeat": 0.1, "loyal": 0.05}
WARM_UP, WEEKS = 5, 25
MEAN_DEGREE = 10.0
COMPARE = "from simulator.cli import main; main({arguments})"


def market(consumers: int, weeks: int = WEEKS, *, quiet: bool = False, **more: Any) -> Scenario:
    """Make a market on a random graph of mean degree 10; the brand is running, or unknown."""
    table: dict[str, Any] = {
        "name": "benchmark",
        "market": {"consumers": consumers, "weeks": weeks, "price": 3000, "category_price": 3000},
        "graph": {"kind": "random", "mean_degree": MEAN_DEGREE},
    }
    if quiet:
        table["behaviour"] = {"organic_discovery": 0.0}
    else:
        table["market"]["initial"] = BUSY
    return load_scenario(table | more.pop("tables", {}), **more)


@numba.njit(nogil=True, cache=True)
def sweep(offsets, targets, state):  # type: ignore[no-untyped-def]
    """Read, for every consumer and every arc, the target and a byte of the target's state."""
    total = 0
    for i in range(offsets.shape[0] - 1):
        for a in range(offsets[i], offsets[i + 1]):
            total += state[targets[a]]
    return total


@numba.njit(nogil=True, cache=True)
def read_once(column):  # type: ignore[no-untyped-def]
    """Read a column once."""
    total = 0
    for i in range(column.shape[0]):
        total += column[i]
    return total


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that this thread spends on some work."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def wall(work: Callable[[], object]) -> float:
    """Seconds that pass during some work."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


class Week(NamedTuple):
    """CPU seconds of an ordinary week, and of what it is compared with, in the same minutes."""

    consumers: int
    week: float
    sweep: float
    one_column: float
    sweeps: float  # the week in the plain sweep over the arcs that follows it at once

    @property
    def nanoseconds(self) -> float:
        """CPU time of one consumer's week."""
        return self.week / self.consumers * 1e9


def measured_week(world: World, repeats: int = 3) -> Week:
    """Step a market, a sweep after every week; medians over weeks 5 to 25 of all repeats."""
    arcs: Arcs = world.graph.arcs
    state, column = np.ones(world.consumers, np.uint8), world.graph.uids
    rows: list[tuple[float, float, float]] = []
    for _ in range(repeats):
        model = WordOfMouthModel(world)
        begin = len(rows)
        while model.running:
            rows.append(
                (
                    cpu(model.step),
                    cpu(lambda: sweep(arcs.offsets, arcs.targets, state)),
                    cpu(lambda: read_once(column)),
                )
            )
        del rows[begin : begin + WARM_UP]
    week, swept, read = (median(times) for times in zip(*rows, strict=True))
    return Week(world.consumers, week, swept, read, median(row[0] / row[1] for row in rows))


def mesa_week(graph: Any, weeks: int) -> float:
    """CPU seconds of an ordinary week of the plain Mesa model, median over weeks."""
    plain = PlainMarket(graph, BUSY)
    plain.step()
    return median(cpu(plain.step) for _ in range(weeks))


def against_mesa(consumers: int, mesa_consumers: int, weeks: int = 3) -> float:
    """How much longer a consumer-week takes in the plain Mesa model than in the fast engine."""
    world = make_world(market(consumers))
    ours = measured_week(world, repeats=1).nanoseconds
    if mesa_consumers != consumers:
        world = make_world(market(mesa_consumers))
    theirs = mesa_week(world.graph.to_networkx(), weeks)
    return theirs / mesa_consumers * 1e9 / ours


class Bytes(NamedTuple):
    """Memory of one brand's market, as allocated."""

    state: float  # per consumer
    buffers: float  # per consumer, weekly
    graph: float  # per arc; offsets and degrees included


def measured_bytes(consumers: int) -> Bytes:
    """Add up the arrays of a market."""
    world = make_world(market(consumers))
    model = WordOfMouthModel(world)
    graph = size(*world.graph.arcs) / len(world.graph.targets)
    return Bytes(size(*model.people) / consumers, size(*model.buffers) / consumers, graph)


def size(*arrays: NDArray[Any]) -> int:
    """Bytes of some arrays."""
    return sum(array.nbytes for array in arrays)


def two_workers(consumers: int, weeks: int, replicates: int, repeats: int = 3) -> float:
    """Wall time of `compare` with one worker over that with two, on one ready-made graph."""
    graph: SocialGraph = make_world(market(consumers)).graph
    scenario = market(consumers, weeks, graph=graph)
    times: dict[int, list[float]] = {1: [], 2: []}
    compare(scenario, replicates=1, workers=1)
    for _ in range(repeats):
        for workers, seconds in times.items():
            seconds.append(
                wall(lambda k=workers: compare(scenario, replicates=replicates, workers=k))  # type: ignore[misc]
            )
    return min(times[1]) / min(times[2])


class Start(NamedTuple):
    """Seconds of starting Python anew."""

    cpu: float
    wall: float


def started(*arguments: str, cache: Path | None = None) -> Start:
    """Run Python with these arguments, with compiled code kept in `cache`."""
    environment = os.environ | ({} if cache is None else {"NUMBA_CACHE_DIR": str(cache)})
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own interpreter and files
        [sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    passed = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Start(spent, passed)


class Starts(NamedTuple):
    """What a fresh machine and a later start cost, in seconds."""

    compile_all: float  # CPU, every kernel
    compile_first: float  # CPU, what the first comparison needs
    cached: Start  # the smallest comparison, compiled before
    help: Start  # kuchikomi --help


def measured_starts(repeats: int = 3) -> Starts:
    """Start with an empty cache, then again with a full one."""
    smallest = ["compare", "a_against_a", "--replicates", "1", "--weeks", "1", "--json"]
    command = ("-c", COMPARE.format(arguments=smallest))
    every = (str(HERE / "every_kernel.py"),)
    cold_first, cached = cold_and_again(*command, repeats=repeats)
    cold_all, again = cold_and_again(*every, repeats=repeats)
    usage = best(started("-c", COMPARE.format(arguments=["--help"])) for _ in range(repeats))
    return Starts(cold_all.cpu - again.cpu, cold_first.cpu - cached.cpu, cached, usage)


def cold_and_again(*arguments: str, repeats: int) -> tuple[Start, Start]:
    """Start Python with an empty cache and then with what that left there, the least of each."""
    starts = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            starts.append([started(*arguments, cache=Path(folder)) for _ in range(2)])
    cold, again = zip(*starts, strict=True)
    return best(cold), best(again)


def best(starts: Iterable[Start]) -> Start:
    """Take the least of several starts."""
    found = list(starts)
    return Start(min(one.cpu for one in found), min(one.wall for one in found))
