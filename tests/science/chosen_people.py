"""A strategy for tests: the product is given to named people, to start a cascade with."""

from typing import ClassVar

import numpy as np

from simulator.agents.ledger import Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.parameters import parameter
from simulator.strategies.base import Plan, Strategy


class ChosenPeople(Strategy):
    """Give the product to every so many-th person, or to named ones."""

    kind: ClassVar[str] = "chosen_people"
    intensity: ClassVar[tuple[str, ...]] = ("how_many",)

    how_many: int = parameter(
        1, unit="people", minimum=0, maximum=10**9, description="At most so many",
        source="your plan",
    )
    every: int = parameter(
        10**9, unit="people", minimum=1, maximum=10**9, description="Step from one to the next",
        source="your plan",
    )
    first: int = parameter(
        0, unit="uid", minimum=0, maximum=10**9, description="The first of them",
        source="your plan",
    )
    named: str = parameter(
        "", unit="-", description="Their uids instead, parted by blanks", source="your plan"
    )

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Give it to them in the first week."""
        if week == self.start_week:
            if self.named:
                levers.give(np.array(self.named.split(), np.int32))
            else:
                levers.give(np.arange(self.first, market.consumers, self.every)[: self.how_many])
