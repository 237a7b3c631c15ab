"""Something else that a session had done in the background, beside the comparison."""

from typing import Any

import param

from app.jobs import FAILED, STOPPED, Job, Service, Status
from app.tasks import Task
from simulator import Mistake


class Errand(param.Parameterized):
    """One thing at a time: how far it is, and the newest that it has found."""

    status = param.Parameter(None, doc="How far it is; None where nothing was asked for")
    found = param.Parameter(None, doc="The newest that it has found")

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service
        self._job: Job | None = None

    def begin(self, task: Task) -> None:
        """Have something done; what is still being done is stopped, and what was found forgotten."""
        self.stop()
        self._job, self.found = None, None
        try:
            self._job = self._service.ask(task)
        except Mistake as mistake:
            self.status = Status(FAILED, mistake=mistake)
            return
        self.look()

    @property
    def is_broken_off(self) -> bool:
        """True if it ended before it was done."""
        return self.status is not None and self.status.state in (STOPPED, FAILED)

    def stop(self) -> None:
        """Stop it; what was found stays."""
        if self._job is not None:
            self._job.cancel()
            self.look()

    def look(self) -> None:
        """See how far it is."""
        if self._job is None:
            return
        status, found = self._job.look()
        news: dict[str, Any] = {}
        if status != self.status:
            news["status"] = status
        if found is not None and found is not self.found:
            news["found"] = found
        if not status.is_open:
            self._job = None
        self.param.update(**news)
