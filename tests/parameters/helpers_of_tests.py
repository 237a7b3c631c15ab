"""A strategy for tests: some people answer other customers' questions."""

from typing import ClassVar

from simulator.agents.ledger import Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.parameters import parameter
from simulator.strategies.base import Plan, Strategy


class Helpers(Strategy):
    """Let the first people of the market help others."""

    kind: ClassVar[str] = "helpers_of_tests"
    intensity: ClassVar[tuple[str, ...]] = ("people",)

    people: int = parameter(
        5, unit="people", minimum=0, maximum=1000, description="How many help", source="your plan"
    )

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Name them."""
        uids = market.people().uid
        levers.help_out(uids[uids < self.people])
