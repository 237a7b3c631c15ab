"""Which plan a page shows: the one that earned most, until somebody chooses another."""

from collections.abc import Sequence

import panel_material_ui as pmui

from simulator.outcome import Outcome


class PlanChoice:
    """A choice among arms; `view` is its widget."""

    def __init__(self, label: str) -> None:
        self.view = pmui.Select(label=label, width=300, margin=10)
        self._begun_with: str | None = None

    def offer(self, names: Sequence[str], outcome: Outcome | None) -> None:
        """Offer arms; what was chosen before stays, if it is among them.

        Parameters
        ----------
        outcome : the newest, whose best plan it begins with; else the last arm.
        """
        value = self.view.value
        if value not in names or value == self._begun_with:
            best = "" if outcome is None else outcome.content.arms[outcome.best_plan]
            value = self._begun_with = best if best in names else next(reversed(names), None)
        self.view.param.update(options=list(names), value=value)
