"""A campaign: one strategy at work in one run, as an agent of the model."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mesa

from simulator.agents.ledger import Account, Ledger
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.draws import Draws
from simulator.errors import Mistake


class Campaign(mesa.Agent):  # type: ignore[misc]
    """Carries a strategy through the weeks: plans once, acts weekly, spends in its own name.

    Parameters
    ----------
    model : the running model.
    strategy : a `simulator.strategies.base.Strategy`.
    label : name in the ledger, unique within the arm ("seeding", "seeding 2").
    """

    def __init__(self, model: mesa.Model, strategy: Any, label: str) -> None:
        super().__init__(model)
        self.strategy = strategy
        self.label = label
        self.plan: Any = None

    def prepare(self, market: Market, draws: Draws) -> None:
        """Let the strategy choose once what it will do."""
        if not self.strategy.idle:
            with blamed(self.label, market.week):
                self.plan = self.strategy.plan(market, draws)

    def act(self, week: int, market: Market, levers: Levers, ledger: Ledger) -> None:
        """Let the strategy pull levers and spend, if it is at work this week."""
        strategy = self.strategy
        if strategy.idle or not strategy.start_week <= week <= strategy.last_week(market.weeks):
            return
        with blamed(self.label, week):
            strategy.act(self.plan, week, market, levers, Account(ledger, self.label, week))


@contextmanager
def blamed(label: str, week: int) -> Iterator[None]:
    """Turn whatever breaks in a strategy's own code into a `Mistake` that names its place."""
    try:
        yield
    except Mistake:
        raise
    except Exception as error:  # whatever a strategy's author did wrong
        where = traceback.extract_tb(error.__traceback__)[-1]
        raise Mistake(
            "strategy.fails", strategy=label, week=week, file=Path(where.filename).name,
            line=where.lineno, why=f"{type(error).__name__}: {error}",
        ) from error
