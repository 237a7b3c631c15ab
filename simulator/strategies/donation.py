"""Donation: a gift to others, announced, paid, and judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from simulator.agents.ledger import Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.agents.rules import saturating
from simulator.agents.stages import Channel
from simulator.draws import Draws
from simulator.errors import Mistake
from simulator.parameters import parameter
from simulator.strategies.base import Plan, Strategy

MIXED_FACTOR, MONEY_FACTOR = 0.75, 0.5  # of the goodwill that help in kind earns
FRAME_FACTOR = {"non_money": 1.0, "mixed": MIXED_FACTOR, "money": MONEY_FACTOR}
SCEPTIC_VALENCE = -1.0  # of the news to those who take it for advertising; to others it is 1
SCALE = 0.05  # of yearly revenue at the start: the gift that earns 63 % of the goodwill there is


@dataclass
class Announcement:
    """What has been announced: how much the gift is, from 0 to 1, against the yearly revenue."""

    size: float = 0.0


class Donation(Strategy):
    """Give to a good cause: news of it, goodwill once it is paid, doubt until then."""

    kind: ClassVar[str] = "donation"
    intensity: ClassVar[tuple[str, ...]] = ("amount",)

    amount: float = parameter(
        500_000.0, unit="money", minimum=0, maximum=1e15,
        description="What is given", source="your plan",
    )
    payer: Literal["company", "owner"] = parameter(
        "company", unit="-", source="your plan",
        description="Whose money it is; an owner's gift is in the ledger but no "
        "cost of the company, nor does it take from the arm's budget",
    )
    payment_week: int | None = parameter(
        None, unit="weeks", minimum=0, maximum=10_000, source="your plan",
        description="Weeks that pass before it is paid; left out, it is paid in the week of the announcement",
    )
    frame: Literal["non_money", "mixed", "money"] = parameter(
        "mixed", unit="-",
        description="How it is told: as help in kind, as both, or as a sum of money",
        source="MuellerFriesGedenk2014 for the order; factors 1, .75 (.5 to 1), .5 (.25 to 1): assumption",
    )
    scepticism: float = parameter(
        0.2, unit="share", minimum=0, maximum=1, sourced=(0, 0.6),
        description="Share of people who take it for advertising", source="Rego2017; assumption",
    )
    news_reach: float = parameter(
        0.02, unit="per week", minimum=0, maximum=10, sourced=(0, 0.3),
        description="Rate at which people read of a large gift in the week of its announcement; "
        "of a small one less",
        source="assumption",
    )
    post_reach: float = parameter(
        0.5, unit="per week", minimum=0, maximum=10, sourced=(0, 2),
        description="Rate at which our followers read our own post about a large gift", source="assumption",
    )
    follow_gain: float = parameter(
        0.02, unit="per week", minimum=0, maximum=10, sourced=(0, 0.2),
        description="Rate at which those who know us begin to follow us that week, for a large gift",
        source="assumption",
    )
    doubt: float = parameter(
        0.1, unit="share per week", minimum=0, maximum=1, sourced=(0, 0.5),
        description="Share of the goodwill that is lost with each week in which it is announced and "
        "not paid; until then sceptics hold it against us",
        source="press reports of 2011 asking whether a gift had been paid; level: assumption",
    )

    @property
    def paid_in(self) -> int:
        """Week of the payment."""
        return self.start_week if self.payment_week is None else self.payment_week

    def last_week(self, weeks: int) -> int:
        """The week of the payment."""
        return self.paid_in

    def mistakes(
        self, weeks: int, people_per_consumer: int, audiences: Sequence[str]
    ) -> list[Mistake]:
        """A payment after the end, or before the announcement."""
        found = super().mistakes(weeks, people_per_consumer, audiences)
        if self.paid_in >= weeks and self.payment_week is not None:
            found.append(
                Mistake(
                    "strategy.payment_after_horizon", payment_week=self.payment_week, last=weeks - 1
                )
            )
        if self.paid_in < self.start_week:
            found.append(
                Mistake(
                    "strategy.payment_before_announcement",
                    payment_week=self.paid_in,
                    start_week=self.start_week,
                )
            )
        return found

    def planned_cost(self, weeks: int, people: int, people_per_consumer: int) -> float | None:
        """The gift, if it is the company's."""
        return self.amount if self.payer == "company" else 0.0

    def plan(self, market: Market, draws: Draws) -> Plan:
        """Nothing is announced yet."""
        return Announcement()

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Announce as large a gift as there is money for and keep it, bear doubt, pay."""
        scale = SCALE * market.yearly_revenue
        if week == self.start_week:
            plan.size = saturating(self.amount * ledger.set_aside(self.amount, self.payer), scale)
            warmth = 1.0 - (1.0 - SCEPTIC_VALENCE) * self.scepticism
            levers.discover(Channel.NEWS, self.news_reach * plan.size, valence=warmth)
            levers.discover(
                Channel.OWN_POST, self.post_reach * plan.size, "followers", valence=warmth
            )
            levers.follow(self.follow_gain * plan.size)
        if week < self.paid_in:  # announced, and not paid
            levers.choice(-self.scepticism * self.doubt * plan.size)
        if week == self.paid_in:
            paid = self.amount * ledger.spend("donation", self.amount, self.payer)
            trusted = 1.0
            for _ in range(self.paid_in - self.start_week):
                trusted *= 1.0 - self.doubt
            believed = (1.0 - self.scepticism) * FRAME_FACTOR[self.frame]
            levers.goodwill(believed * trusted * saturating(paid, scale))
