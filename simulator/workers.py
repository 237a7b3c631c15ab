"""How many runs go on at once: as many as there are cores, where that is worth while."""

import os
from concurrent.futures import Executor, ProcessPoolExecutor

import psutil

from simulator.scenarios.schema import Scenario

WORTH_THREADS = 10_000  # consumers below which Python around the kernels keeps threads waiting


def runs_at_once(
    scenario: Scenario, runs: int, workers: int | None = None, executor: Executor | None = None
) -> int:
    """How many of so many runs go on at once.

    Parameters
    ----------
    workers : threads that are wanted; None for one per core, or one alone for a small market.
    executor : does the runs in place of threads.
    """
    if executor is not None:
        return min(workers_of(executor), runs)
    wanted = workers or (cores() if scenario.market.consumers >= WORTH_THREADS else 1)
    return min(wanted, runs)


def markets_at_once(executor: Executor | None, runs: int) -> int:
    """How many copies of the market so many runs have: one, or one for each where processes do them."""
    return runs if isinstance(executor, ProcessPoolExecutor) else 1


def workers_of(executor: Executor) -> int:
    """How many jobs an executor does at once, as far as it says; 1 where it does not.

    Those of the standard library, and those made like them, keep the number under this name.
    """
    told = getattr(executor, "_max_workers", None)
    return told if isinstance(told, int) and told > 0 else 1


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(psutil.Process, "cpu_affinity"):
        return len(psutil.Process().cpu_affinity())
    return os.cpu_count() or 1
