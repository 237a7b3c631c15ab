"""The finished example that everybody sees first; running it warms the kernels up."""

from app.jobs import Job, Service
from app.shipped import shipped_table
from simulator import Mistake, load_scenario
from simulator.arguments import DEFAULT_SEED
from simulator.outcome import Outcome
from simulator.runner import STEPS
from simulator.texts import Catalogue, catalogue

NAME = "first_look"


class Example:
    """A shipped scenario, compared once for a whole server and each language that somebody reads it in."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._jobs: dict[str, Job] = {}
        self.look(catalogue())

    def look(self, text: Catalogue) -> Outcome | None:
        """What it found, with plans that have words of the language; None as long as it is not finished."""
        if text.language not in self._jobs:
            scenario = load_scenario(shipped_table(NAME, text))
            try:
                self._jobs[text.language] = self._service.submit(scenario, STEPS, DEFAULT_SEED)
            except Mistake:  # too many wait for the server: it is asked again
                return None
        status, outcome = self._jobs[text.language].look()
        return None if status.is_open else outcome
