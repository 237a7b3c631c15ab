"""What a market is said to take of memory is at least what it takes, and not many times as much."""

import gc
import math
import tracemalloc
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from support import Row, lively, scenario

from simulator import compare, history, load_scenario, memory, workers
from simulator.cli import main
from simulator.errors import Mistake
from simulator.graph.social_graph import SocialGraph
from simulator.kernels.buffers import bytes_per_consumer, new_buffers
from simulator.memory import check_memory, kept_bytes, making_bytes, result_bytes, run_bytes
from simulator.runs import run
from simulator.scenarios.schema import Scenario
from simulator.workers import markets_at_once
from simulator.world import make_world

WEEKS = 8
RIVAL = {"name": "Other", "price": 1000}


def market(consumers: int, weeks: int = WEEKS, **more: Any) -> Scenario:
    return scenario(lively(market={"consumers": consumers, "weeks": weeks}, **more))


def weighted(consumers: int, **more: Any) -> Scenario:
    """A market on a network of 16 weighted arcs a person."""
    people = np.arange(consumers)
    source = np.repeat(people, 8)
    target = (source + np.tile(np.arange(1, 9), consumers)) % consumers
    weight = 0.01 + (source * 7 + target) % 97 / 100
    rows = lively(market={"consumers": consumers, "weeks": WEEKS}, **more)
    del rows["market"]["consumers"], rows["graph"]
    return scenario(rows, SocialGraph.from_edges(source, target, weight))


def peak(work: Callable[[], Any]) -> tuple[int, int]:
    """Most bytes that something takes while it is done; and how many it keeps."""
    work()  # what is loaded or compiled once is no matter
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        kept = work()
        after, most = tracemalloc.get_traced_memory()
        del kept
    finally:
        tracemalloc.stop()
    return most - before, after - before


def of_a_run(one: Scenario) -> int:
    """Most bytes that a run takes, besides the market."""
    place = make_world(one, 1)
    return peak(lambda: run(place, 0, 0))[0]


CASES: dict[str, tuple[Callable[..., Scenario], Row]] = {
    "one brand": (market, {}),
    "two brands": (market, {"rivals": [RIVAL]}),
    "two brands, weighted": (weighted, {"rivals": [RIVAL]}),
    "everybody hears everybody": (market, {"graph": {"kind": "complete"}}),
    "all talk always": (market, {"switches": {"talk": "always"}}),
    "talk once": (market, {"switches": {"talk": "once"}}),
    "thresholds, weighted": (weighted, {"switches": {"choice": "threshold"}}),
    "passing, weighted": (weighted, {"switches": {"passing": "probability"}}),
}


@pytest.mark.parametrize("consumers", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", CASES)
def test_a_run_takes_no_more_than_is_said(name: str, consumers: int) -> None:
    make, more = CASES[name]
    one = make(consumers, **more)
    most = of_a_run(one)
    assert most <= run_bytes(one) <= 3 * most


@pytest.mark.parametrize(
    "name", [name if name == "two brands" else pytest.param(name, marks=pytest.mark.slow) for name in CASES]
)
def test_what_each_consumer_adds_to_a_run_is_no_more_than_is_said(name: str) -> None:
    """So that it holds for large markets too, in which what every run takes is no matter."""
    make, more = CASES[name]
    small, large = make(2_000, **more), make(10_000, **more)
    taken = of_a_run(large) - of_a_run(small)
    assert taken <= run_bytes(large) - run_bytes(small) <= 3 * taken


MADE: dict[str, tuple[Callable[..., Scenario], Row]] = {
    **{
        kind: (market, {"graph": {"kind": kind}})
        for kind in (
            "friends", "random", "communities", "configuration", "ring", "scale_free",
            "clustered_scale_free", "small_world", "complete",
        )
    },
    "many ties each": (market, {"graph": {"kind": "random", "mean_degree": 200.0}}),
    "hardly a tie": (market, {"graph": {"kind": "random", "mean_degree": 0.5}}),
    **{
        f"passing {passing}": (market, {"graph": {"kind": "friends"}, "switches": {"passing": passing}})
        for passing in ("probability", "weighted", "arcs")
    },
    **{
        f"weighted {passing}": (weighted, {"switches": {"passing": passing}})
        for passing in ("rate", "probability", "weighted", "arcs")
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("consumers", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", MADE)
def test_making_a_market_takes_no_more_than_is_said(name: str, consumers: int) -> None:
    make, more = MADE[name]
    one = make(consumers, **more)
    most, kept = peak(lambda: make_world(one, 1))
    assert most <= making_bytes(one)
    assert kept <= kept_bytes(one)
    if one._social_graph is None:
        assert making_bytes(one) <= 3 * most


@pytest.mark.parametrize("consumers", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["one brand", "two brands", "two brands, weighted"])
def test_a_history_takes_no_more_than_two_runs(name: str, consumers: int) -> None:
    make, more = CASES[name]
    one = make(consumers, **more)
    most, _ = peak(lambda: history(one))
    assert most <= max(making_bytes(one), kept_bytes(one) + 2 * run_bytes(one))


LONGEST = pytest.param(200, 40, marks=pytest.mark.slow)


@pytest.mark.parametrize(("weeks", "replicates"), [(200, 10), LONGEST, (20, 40)])
def test_what_is_kept_of_runs_takes_no_more_than_is_said(weeks: int, replicates: int) -> None:
    """The runs themselves are so small here that only their results count."""
    one = market(20, weeks)
    most, kept = peak(lambda: compare(one, replicates))
    said = replicates * result_bytes(one)
    assert kept < most <= said + kept_bytes(one) + run_bytes(one)
    assert said <= 2 * most


@pytest.mark.parametrize("brands", [1, 2, 8])
def test_the_buffers_take_what_they_say(brands: int) -> None:
    few, many = (
        sum(one.nbytes for one in new_buffers(n, brands) if one.base is None or one.dtype.names)
        for n in (800, 1_600)
    )
    assert many - few == 800 * bytes_per_consumer(brands)


# --- refusing -------------------------------------------------------------------------------------


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many bytes be free."""

    def set_free(number: float) -> None:
        told = SimpleNamespace(available=int(number))
        monkeypatch.setattr(memory.psutil, "virtual_memory", lambda: told)

    return set_free


def test_what_does_not_fit_gets_a_sentence(free: Callable[[float], None]) -> None:
    one = market(1_000)
    need = kept_bytes(one) + 20 * run_bytes(one) + 40 * result_bytes(one)
    free(need)
    check_memory(one, 40, 20)
    free(need - 1)
    with pytest.raises(Mistake, match=r"1000 consumers with 3000 ties need about 1 GB of memory"):
        check_memory(one, 40, 20)


def test_more_results_than_memory_get_a_sentence(free: Callable[[float], None]) -> None:
    free(1e9)
    said = "What is kept of 100000 runs of 2600 weeks each needs about 341 GB"
    with pytest.raises(Mistake, match=said):
        compare(market(20, 2_600), 100_000)


def test_the_ties_that_are_named_are_those_of_the_network(free: Callable[[float], None]) -> None:
    for one in (market(1_000), weighted(1_000)):
        ties = make_world(one, 1).ties
        free(0)
        with pytest.raises(Mistake, match=f"1000 consumers with {ties} ties"):
            check_memory(one, 1)


def test_check_says_of_memory_what_compare_says(
    free: Callable[[float], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    free(1e9)
    monkeypatch.setattr(workers, "cores", lambda: 7)
    said = []
    for command in ("check", "compare"):
        assert main([command, "first_look", "--consumers", "99999999"]) == 2
        said.append(capsys.readouterr().err)
    assert said[0] == said[1]
    one = load_scenario("first_look", consumers=99_999_999)
    need = kept_bytes(one) + 7 * run_bytes(one)
    assert f"need about {math.ceil(need / 1e9)} GB" in said[0]


class Many(Executor):
    """An executor that says how many workers it has, and does each job when it is handed in."""

    def __init__(self, workers: Any) -> None:
        self._max_workers = workers

    def submit(self, function: Any, /, *args: Any, **more: Any) -> Future[Any]:
        job: Future[Any] = Future()
        job.set_result(function(*args, **more))
        return job


@pytest.mark.parametrize(
    ("workers", "runs", "at_once"), [(4, 10, 4), (4, 2, 2), (1, 2, 1), (None, 2, 1), ("4", 2, 1)]
)
def test_the_workers_of_an_executor_count(
    workers: Any, runs: int, at_once: int, free: Callable[[float], None]
) -> None:
    one = market(1_000, weeks=100)  # so many that running takes more than making
    need = kept_bytes(one) + at_once * run_bytes(one) + runs * result_bytes(one)
    free(need)
    assert compare(one, runs, executor=Many(workers)).replicates == runs
    free(need - 1)
    with pytest.raises(Mistake, match="GB of memory"):
        compare(one, runs, executor=Many(workers))


def test_processes_have_a_market_each() -> None:
    """Threads share one; each process is handed its own."""
    with ThreadPoolExecutor(3) as threads, ProcessPoolExecutor(3) as processes:
        assert markets_at_once(None, 3) == markets_at_once(threads, 3) == 1
        assert markets_at_once(processes, 3) == 3
