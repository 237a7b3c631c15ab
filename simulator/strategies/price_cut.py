"""Price cut: a share off the price, for everybody or for an audience."""

import math
from collections.abc import Iterator, Sequence
from typing import ClassVar

from simulator.agents.ledger import Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.errors import Mistake
from simulator.parameters import parameter
from simulator.strategies.base import Doubt, Foreseen, Plan, Strategy

ROUGH = 0.1  # of a cut: what rounding to a coin may take from it or add to it without a word


class PriceCut(Strategy):
    """Take a share off the price for some weeks; people remember what they paid."""

    kind: ClassVar[str] = "price_cut"
    intensity: ClassVar[tuple[str, ...]] = ("depth",)

    depth: float = parameter(
        0.2, unit="share", minimum=0, maximum=1, sourced=(0, 0.5),
        description="Share taken off the price", source="your plan",
    )
    weeks: int = parameter(
        4, unit="weeks", minimum=1, maximum=10_000, description="For how many weeks",
        source="your plan",
    )
    audience: str = parameter(
        "everyone", unit="-", source="your plan",
        description='Who gets it: "everyone", "social_media", "followers", or a segment; a cut for '
        "an audience leaves the remembered price alone",
    )

    def last_week(self, weeks: int) -> int:
        """Last week of the lower price."""
        return self.start_week + self.weeks - 1

    def mistakes(
        self, weeks: int, people_per_consumer: int, audiences: Sequence[str]
    ) -> list[Mistake]:
        """A start after the end, or an audience that the market does not have."""
        found = super().mistakes(weeks, people_per_consumer, audiences)
        if self.audience not in audiences:
            known = ", ".join(audiences)
            found.append(Mistake("strategy.unknown_audience", audience=self.audience, known=known))
        return found

    def doubts(self, foreseen: Foreseen) -> Iterator[Doubt]:
        """An end after the horizon, an empty audience, or a price that hardly is what was meant."""
        yield from super().doubts(foreseen)
        if foreseen.price:
            minor, list_price = foreseen.minor_per_major, foreseen.price
            paid = math.floor(list_price * minor * (1.0 - self.depth) + 0.5) / minor
            if abs(list_price - paid - self.depth * list_price) > ROUGH * self.depth * list_price:
                yield Doubt("rounded_price", "depth", value=self.depth, asked=list_price, paid=paid)
        if self.audience in foreseen.empty:
            yield Doubt("without_audience", "audience", empty=foreseen.empty[self.audience])

    def planned_cost(self, weeks: int, people: int, people_per_consumer: int) -> float | None:
        """Nothing: it costs margin, not budget."""
        return 0.0

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Lower this week's price; it costs margin, not budget."""
        levers.price_cut(self.depth, self.audience)
