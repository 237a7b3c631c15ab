"""A campaign: one strategy at work in one run, as an agent of the model."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mesa

from simulator.agents.ledger import Account, Ledger
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.agents.misuse import Misuse
from simulator.agents.numbering import Numbering
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

    _ids = Numbering()

    def __init__(self, model: mesa.Model, strategy: Any, label: str) -> None:
        super().__init__(model)
        self.strategy = strategy
        self.label = label
        self.plan: Any = None

    def prepare(self, market: Market, draws: Draws) -> None:
        """Let the strategy choose once what it will do."""
        with blamed(self.strategy, self.label, market.week):
            if not self.strategy.idle:
                self.plan = self.strategy.plan(market, draws)

    def act(self, week: int, market: Market, levers: Levers, ledger: Ledger) -> None:
        """Let the strategy pull levers and spend, if it is at work this week."""
        strategy = self.strategy
        with blamed(strategy, self.label, week):
            if strategy.idle or not strategy.start_week <= week <= strategy.last_week(market.weeks):
                return
            strategy.act(self.plan, week, market, levers, Account(ledger, self.label, week))


@contextmanager
def blamed(strategy: Any, label: str, week: int) -> Iterator[None]:
    """Turn whatever breaks in a strategy's own code into a `Mistake` that names its place."""
    try:
        yield
    except Misuse as misuse:
        file, line = place(strategy, misuse)
        raise Mistake(
            "strategy.misused", strategy=label, week=week, file=file, line=line, what=misuse
        ) from misuse
    except Mistake:
        raise
    except (Exception, SystemExit) as error:  # whatever a strategy's author did wrong
        file, line = place(strategy, error)
        raise Mistake(
            "strategy.fails", strategy=label, week=week, file=file, line=line,
            why=f"{type(error).__name__}: {error}",
        ) from error


def place(strategy: Any, error: BaseException) -> tuple[str, int]:
    """Find the innermost line in the strategy's own file, or else in those it is made of."""
    frames = traceback.extract_tb(error.__traceback__)
    for kind in type(strategy).__mro__:
        home = getattr(sys.modules.get(kind.__module__), "__file__", None)
        own = [frame for frame in frames if home is not None and frame.filename == home]
        if own:
            return Path(own[-1].filename).name, own[-1].lineno or 0
    return Path(frames[-1].filename).name, frames[-1].lineno or 0
