"""Work in the background: one bounded service for a whole server.

Workers never touch what is on a screen. A session looks at its job now and then (`Job.look`) and
takes plain data.
"""

import threading
from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

from app.tasks import Task, comparison
from app.turns import Threads, Turn
from simulator import Mistake, Scenario
from simulator.workers import cores

AT_ONCE = 4  # jobs that take turns on the same threads
MOST_WAITING = 50  # of all sessions together
MOST_WORK = 4_000_000_000  # consumer-weeks of one job: some minutes
WAITING, RUNNING, DONE, STOPPED, FAILED = "waiting", "running", "done", "stopped", "failed"


class Status(NamedTuple):
    """How far a job is."""

    state: str
    place: int = 0  # in the queue, from 1
    done: int = 0  # runs
    total: int = 0
    left: float | None = None  # seconds
    mistake: Mistake | None = None

    @property
    def is_open(self) -> bool:
        """True as long as something is still to come."""
        return self.state in (WAITING, RUNNING)


class Job:
    """A task that was asked for, and the newest that it has found."""

    def __init__(self, service: "Service", task: Task) -> None:
        self._task, self._service, self._stop = task, service, threading.Event()
        self._status = Status(WAITING)
        self._found: Any = None
        self._lock = threading.Lock()

    def look(self) -> tuple[Status, Any]:
        """How far it is, and the newest that it has found: nothing, or what its task yields."""
        with self._lock:
            status, found = self._status, self._found
        if status.state == WAITING:
            status = status._replace(place=self._service.place_of(self))
        return status, found

    def cancel(self) -> None:
        """Stop it; what was found stays."""
        self._stop.set()
        self._service.forget(self)

    def tell(self, status: Status, found: Any = None) -> None:
        """Note how far it is; what was found stays until the next."""
        with self._lock:
            self._status = status
            if found is not None:
                self._found = found

    def work(self, executor: Turn) -> None:
        """Do it, and tell of it; nothing that goes wrong in it leaves it."""

        def progress(done: int, total: int, left: float | None) -> None:
            self.tell(Status(RUNNING, done=done, total=total, left=left))

        if self._stop.is_set():
            self.tell(Status(STOPPED))
            return
        self.tell(Status(RUNNING))
        try:
            for found in self._task.do(executor, progress, self._stop):
                status, _ = self.look()
                self.tell(status, found)
            self.tell(Status(STOPPED if self._stop.is_set() else DONE))
        except Mistake as mistake:
            stopped = mistake.key == "interrupted_early"
            self.tell(Status(STOPPED) if stopped else Status(FAILED, mistake=mistake))
        except Exception as error:  # noqa: BLE001 - one session's error is nobody else's
            what = f"{type(error).__name__}: {error}"
            self.tell(Status(FAILED, mistake=Mistake("app.internal", what=what)))


class Service:
    """All jobs of a server: a queue with places, a few at a time, on the same threads.

    Parameters
    ----------
    threads : for the runs; None for all cores but one, which answers the browsers.
    """

    def __init__(self, threads: int | None = None, at_once: int = AT_ONCE) -> None:
        self._threads = Threads(threads or max(1, cores() - 1))
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        for k in range(at_once):
            threading.Thread(target=self._serve, name=f"job {k}", daemon=True).start()

    def submit(self, scenario: Scenario, steps: Sequence[int], seed: int) -> Job:
        """Ask for a comparison that is refined from few replicates to many."""
        return self.ask(comparison(scenario, steps, seed))

    def ask(self, task: Task) -> Job:
        """Ask for anything that takes its time.

        Raises
        ------
        Mistake : more than a server does for one session; too many wait already.
        """
        if task.work > MOST_WORK:
            told = {"work": round(task.work / 1e6), "most": MOST_WORK // 1_000_000}
            raise Mistake("app.too_much", **told)
        job = Job(self, task)
        with self._changed:
            if len(self._waiting) >= MOST_WAITING:
                raise Mistake("app.too_many", most=MOST_WAITING)
            self._waiting.append(job)
            self._changed.notify()
        return job

    def place_of(self, job: Job) -> int:
        """Its place in the queue, from 1; 0 if it waits no more."""
        with self._changed:
            return self._waiting.index(job) + 1 if job in self._waiting else 0

    def forget(self, job: Job) -> None:
        """Take a job out of the queue, if it is still there."""
        with self._changed:
            if job in self._waiting:
                self._waiting.remove(job)
                job.tell(Status(STOPPED))

    def close(self) -> None:
        """Begin no more of them."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
        self._threads.close()

    def _serve(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                job = self._waiting.popleft()
            job.work(Turn(self._threads))
