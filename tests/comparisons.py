"""Comparisons short and long, a flag that stops them, and the simplest executor."""

import threading
from concurrent.futures import Executor, Future
from typing import Any

from support import arm, lively

SMALL = lively(arm("Gift", {"kind": "seeding", "seeds": 5}), market={"consumers": 40, "weeks": 6})


def data(results: Any) -> Any:
    return results.data.drop_attrs()


class After:
    """A flag that is set once so many runs are done."""

    def __init__(self, runs: int) -> None:
        self.event, self.runs = threading.Event(), runs

    def watch(self, done: int, total: int, left: float | None) -> None:
        if done >= self.runs:
            self.event.set()

    def is_set(self) -> bool:
        return self.event.is_set()


LONG = lively(arm("Gift", {"kind": "seeding", "seeds": 5}), market={"consumers": 400, "weeks": 300})


class AtOnce(Executor):
    """The simplest executor: does each job when it is handed in."""

    def submit(self, function: Any, /, *args: Any, **more: Any) -> Future[Any]:
        job: Future[Any] = Future()
        try:
            job.set_result(function(*args, **more))
        except Exception as broken:  # noqa: BLE001 - as executors do
            job.set_exception(broken)
        return job
