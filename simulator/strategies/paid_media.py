"""Paid media: advertising bought by the contact."""

from typing import ClassVar, Literal

from simulator.agents.ledger import Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.agents.stages import Channel
from simulator.parameters import parameter
from simulator.strategies.base import Plan, Strategy


class PaidMedia(Strategy):
    """Buy advertising contacts that make people aware and promise them quality."""

    kind: ClassVar[str] = "paid_media"
    intensity: ClassVar[tuple[str, ...]] = ("spend_per_week",)

    spend_per_week: float = parameter(
        50_000.0, unit="money per week", minimum=0, maximum=1e12,
        description="Media budget of a week", source="your plan",
    )
    weeks: int = parameter(
        4, unit="weeks", minimum=1, maximum=10_000, description="For how many weeks",
        source="your plan",
    )
    medium: Literal["tv", "search", "banner"] = parameter(
        "tv", unit="-", description="Where the advertising runs",
        source="Nielsen2009 trust by medium",
    )
    cost_per_contact: float = parameter(
        5.0, unit="money", minimum=1e-6, maximum=1e9,
        description="Cost of one contact with one person", source="assumption; your media plan",
    )
    effect_per_contact: float = parameter(
        0.02, unit="discoveries per contact", minimum=0, maximum=1, sourced=(0.002, 0.1),
        description="How many contacts end in somebody taking notice", source="assumption",
    )

    def last_week(self, weeks: int) -> int:
        """Last week on air."""
        return self.start_week + self.weeks - 1

    def planned_cost(self, weeks: int, people: int, people_per_consumer: int) -> float | None:
        """Every week's media budget."""
        return self.spend_per_week * self.weeks_at_work(weeks)

    @property
    def contested(self) -> tuple[str, ...]:
        """How much advertising moves sales."""
        return ("advertising",)

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Buy this week's contacts, as far as the budget goes."""
        share = ledger.spend("media", self.spend_per_week)
        contacts = share * self.spend_per_week / self.cost_per_contact
        rate = contacts / market.total_people * self.effect_per_contact
        levers.discover(Channel[self.medium.upper()], rate)
