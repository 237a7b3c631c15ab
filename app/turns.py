"""Taking turns: the runs of all jobs on the same threads, those of the least served job first.

Were they done in the order in which they are asked for, a first look of one session would wait for
all the runs that another has asked for before.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


class Threads:
    """So many threads; each takes the next run from the job that has had the least of their time."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._turns: list[Turn] = []  # those with runs that wait
        self._changed = threading.Condition()
        self._closed = False
        for k in range(number):
            threading.Thread(target=self._serve, name=f"runs {k}", daemon=True).start()

    def ask(self, turn: "Turn", future: Future[Any], work: Callable[[], Any]) -> None:
        """Let a run of a job wait."""
        with self._changed:
            if self._closed:
                future.cancel()
                return
            turn.waiting.append((future, work))
            if turn not in self._turns:
                self._turns.append(turn)
            self._changed.notify()

    def close(self) -> None:
        """Begin no more runs."""
        with self._changed:
            self._closed = True
            for turn in self._turns:
                turn.give_up()
            self._turns.clear()
            self._changed.notify_all()

    def _serve(self) -> None:
        while True:
            with self._changed:
                while not self._turns and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                turn = min(self._turns, key=lambda one: one.served)
                future, work = turn.waiting.popleft()
                if not turn.waiting:
                    self._turns.remove(turn)
            if not future.set_running_or_notify_cancel():
                continue
            began = time.perf_counter()
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 - it is whoever waits for it that is told
                future.set_exception(error)
            turn.served += time.perf_counter() - began


class Turn(ThreadPoolExecutor):
    """The executor of one job: its runs wait here for a thread that all jobs share."""

    def __init__(self, threads: Threads) -> None:
        super().__init__(threads.number)  # which begins none of its own
        self._threads_of_all = threads
        self.waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self.served = 0.0  # seconds of threads' time

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Let a run wait for its turn."""
        future: Future[Any] = Future()
        self._threads_of_all.ask(self, future, lambda: fn(*args, **kwargs))
        return future

    def give_up(self) -> None:
        """Call off all that wait."""
        while self.waiting:
            future, _ = self.waiting.popleft()
            future.cancel()
