"""What a comparison found, ready to be told: its results, and the numbers of them that are shown."""

from typing import NamedTuple

from simulator.pictures.content import Content, content
from simulator.results import Results
from simulator.scenarios.schema import Scenario


class Outcome(NamedTuple):
    """A comparison, and what is shown of it."""

    scenario: Scenario
    results: Results
    content: Content

    @property
    def best_plan(self) -> int:
        """The plan whose mean profit is the highest; 0, the control, where there is none."""
        arms = self.content.answer["arms"]
        plans = range(1, len(self.content.arms))
        return max(plans, default=0, key=lambda k: float(arms[k]["metrics"]["profit"]["mean"]))


def outcome_of(scenario: Scenario, results: Results) -> Outcome:
    """Compute what is shown of a comparison."""
    return Outcome(scenario, results, content(results, len(results.arms)))
