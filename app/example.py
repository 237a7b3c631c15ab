"""The finished example that everybody sees first; running it warms the kernels up."""

from app.jobs import Job, Service
from simulator import load_scenario
from simulator.arguments import DEFAULT_SEED
from simulator.outcome import Outcome
from simulator.runner import STEPS

NAME = "first_look"


class Example:
    """A shipped scenario, compared once for a whole server."""

    def __init__(self, service: Service) -> None:
        self._job: Job = service.submit(load_scenario(NAME), STEPS, DEFAULT_SEED)

    def look(self) -> Outcome | None:
        """What it found; None as long as it is not finished."""
        status, outcome = self._job.look()
        return None if status.is_open else outcome
