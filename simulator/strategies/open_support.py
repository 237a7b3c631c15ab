"""Open support: questions and answers where everybody can read them."""

from collections.abc import Iterator
from typing import ClassVar

from simulator.agents.ledger import Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.parameters import parameter
from simulator.strategies.base import Doubt, Foreseen, Plan
from simulator.strategies.closed_support import Support


class OpenSupport(Support):
    """Answer in public: onlookers learn of the brand, and answers spare later questions."""

    kind: ClassVar[str] = "open_support"
    intensity: ClassVar[tuple[str, ...]] = ("open_share", "agents")

    open_share: float = parameter(
        1.0, unit="share", minimum=0, maximum=1,
        description="Share of cases handled in public", source="your plan",
    )
    listening: float = parameter(
        0.2, unit="share", minimum=0, maximum=1, sourced=(0, 0.5),
        description="Share of trouble told in public that is taken up unasked",
        source="assumption",
    )
    moderation_cost: float = parameter(
        1_000.0, unit="money per week", minimum=0, maximum=1e9,
        description="Running the public place and keeping its tone", source="assumption",
    )

    def doubts(self, foreseen: Foreseen) -> Iterator[Doubt]:
        """An end after the horizon, or complaints in public that nobody answers."""
        yield from super().doubts(foreseen)
        opened = self.open_share > 0 and (foreseen.budget != 0 or self.moderation_cost == 0)
        if opened and not foreseen.answered:
            yield Doubt("nobody_answers")

    @property
    def unused(self) -> tuple[str, ...]:
        """The wage, where nobody is at work; the cost of the place, where there is none."""
        return super().unused if self.open_share > 0 else (*super().unused, "moderation_cost")

    def planned_cost(self, weeks: int, people: int, people_per_consumer: int) -> float | None:
        """All wages, and the public place if there is one."""
        weekly = self.agents * self.wage + (self.moderation_cost if self.open_share > 0 else 0.0)
        return weekly * self.weeks_at_work(weeks)

    @property
    def contested(self) -> tuple[str, ...]:
        """What solved trouble does, and how much of talk is online."""
        return ("recovery", "offline")

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Keep the place, answer in it; without money for it there is no place."""
        if self.open_share > 0:
            share = ledger.spend("moderation", self.moderation_cost)
            levers.open_share(share * self.open_share)
            levers.listen(share * self.listening)
        self.staff(week, levers, ledger)
