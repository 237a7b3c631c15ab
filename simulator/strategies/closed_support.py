"""Closed support: agents who answer by e-mail or telephone, where nobody else sees it."""

import math
from typing import ClassVar

from simulator.agents.ledger import Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.parameters import parameter
from simulator.strategies.base import Plan, Strategy


class Support(Strategy):
    """Agents who answer customers: what closed and open support share."""

    agents: float = parameter(
        1.0, unit="full-time agents", minimum=0, maximum=1e6,
        description="Agents at work", source="your plan",
    )
    cases_per_agent: float = parameter(
        40.0, unit="people per agent and week", minimum=0, maximum=1e6,
        description="Contacts that one agent answers in a week", source="assumption",
    )
    answer_quality: float = parameter(
        0.0, unit="log-odds", minimum=-5, maximum=5, sourced=(-1, 1),
        description="How much better than the market's usual support they answer: what it adds to "
        "the chance to solve a case; below 0, how much worse. How fast they answer is a matter of "
        "their number and the line",
        source="assumption",
    )
    wage: float = parameter(
        60_000.0, unit="money per agent and week", minimum=0, maximum=1e9,
        description="What one agent costs a week", source="assumption; your accounts",
    )
    weeks: int | None = parameter(
        None, unit="weeks", minimum=1, maximum=10_000, source="your plan",
        description="For how many weeks; left out, to the end",
    )

    def last_week(self, weeks: int) -> int:
        """Last week of the service."""
        return weeks - 1 if self.weeks is None else self.start_week + self.weeks - 1

    @property
    def answers(self) -> bool:
        """True if anybody is at work."""
        return self.agents > 0

    @property
    def unused(self) -> tuple[str, ...]:
        """The wage, where nobody is at work."""
        return () if self.agents > 0 else ("wage",)

    def planned_cost(self, weeks: int, people: int, people_per_consumer: int) -> float | None:
        """All wages."""
        return self.agents * self.wage * self.weeks_at_work(weeks)

    def contacts(self, week: int, share: float) -> int:
        """Whole contacts of a week; what is left of one is carried to the next."""
        capacity, before = share * self.agents * self.cases_per_agent, week - self.start_week
        return math.floor(capacity * (before + 1)) - math.floor(capacity * before)

    def staff(self, week: int, levers: Levers, ledger: Account) -> float:
        """Pay the agents, as far as the budget goes, and put them to work; return which share."""
        share = ledger.spend("staff", self.agents * self.wage)
        levers.agents(self.contacts(week, share))
        if self.agents > 0:
            levers.ability(share * self.answer_quality)
        return share


class ClosedSupport(Support):
    """Answer customers in private; their history at hand makes answers better."""

    kind: ClassVar[str] = "closed_support"
    intensity: ClassVar[tuple[str, ...]] = ("agents",)

    history_gain: float = parameter(
        0.4, unit="log-odds", minimum=0, maximum=5, sourced=(0, 1),
        description="How much a customer's history at hand raises the chance to solve the case",
        source="assumption",
    )

    @property
    def contested(self) -> tuple[str, ...]:
        """What solved trouble does."""
        return ("recovery",)

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Answer in private."""
        levers.ability(self.staff(week, levers, ledger) * self.history_gain)
