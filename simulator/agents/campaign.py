"""A campaign: one strategy at work in one run, as an agent of the model."""

from typing import Any

import mesa

from simulator.agents.blame import blamed
from simulator.agents.ledger import Account, Ledger
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.agents.numbering import Numbering
from simulator.draws import Draws


class Campaign(mesa.Agent):  # type: ignore[misc]
    """Carries a strategy through the weeks: plans once, when it begins, acts weekly, in its own name.

    Parameters
    ----------
    model : the running model.
    strategy : a `simulator.strategies.base.Strategy`.
    label : name in the ledger, unique within the arm ("seeding", "seeding 2").
    """

    _ids = Numbering()

    def __init__(self, model: mesa.Model, strategy: Any, label: str) -> None:
        super().__init__(model)
        self.strategy = strategy
        self.label = label
        self.planned = False
        self.plan: Any = None

    def prepare(self, market: Market, draws: Draws) -> None:
        """Let the strategy choose once what it will do, of the market as it is now."""
        with blamed(self.strategy, self.label, "plan", market.week):
            self.plan = self.strategy.plan(market, draws)
        self.planned = True

    def at_work(self, week: int, market: Market) -> bool:
        """Whether the strategy does anything this week."""
        strategy = self.strategy
        with blamed(strategy, self.label, "act", week):
            return not strategy.idle and bool(
                strategy.start_week <= week <= strategy.last_week(market.weeks)
            )

    def act(
        self, week: int, market: Market, levers: Levers, ledger: Ledger, draws: Draws
    ) -> None:
        """Let the strategy pull levers and spend, if it is at work this week."""
        if not self.at_work(week, market):
            return
        if not self.planned:
            self.prepare(market, draws)
        with blamed(self.strategy, self.label, "act", week):
            self.strategy.act(self.plan, week, market, levers, Account(ledger, self.label, week))
