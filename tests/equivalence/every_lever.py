"""A strategy for tests that pulls every lever there is, on changing audiences and people."""

from typing import ClassVar

import numpy as np

from simulator.agents.ledger import KINDS, PAYERS, Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.agents.stages import Channel
from simulator.parameters import parameter
from simulator.strategies.base import Plan, Strategy

AUDIENCES = ("everyone", "social_media", "followers")


class EveryLever(Strategy):
    """Do everything at once, a little differently each week."""

    kind: ClassVar[str] = "every_lever"
    intensity: ClassVar[tuple[str, ...]] = ("strength",)

    strength: float = parameter(
        0.5, unit="-", minimum=0, maximum=1, description="How hard it pulls", source="assumption"
    )
    step: int = parameter(
        3, unit="-", minimum=1, maximum=7, description="Whom it turns to", source="assumption"
    )
    cost: float = parameter(
        100.0, unit="money", minimum=0, maximum=1e4, description="Of everything", source="assumption"
    )

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Pull all levers."""
        audience = AUDIENCES[(week + self.step) % 3]
        x = self.strength * ledger.spend(KINDS[week % len(KINDS)], self.cost, PAYERS[week % 2])
        for channel in Channel:
            levers.discover(channel, x / (1 + channel), audience, (channel - 5) / 5 * x)
        levers.discover(Channel.TV, x)
        levers.choice(4 * x - 2, audience)
        levers.opportunity(1 + x, audience)
        levers.price_cut(x / 2, audience)
        levers.price_cut(x / 4)
        levers.talk(1 + 3 * x, audience)
        levers.review(1 + 30 * x, audience)
        levers.listen(x, audience)
        levers.win_back(x, audience)
        levers.follow(x / 2, audience)
        levers.quality(x / 5)
        levers.goodwill(x / 10)
        levers.agents(int(4 * x))
        levers.open_share(x)
        levers.ability(2 * x - 1)
        people = market.people()
        chosen = people.uid[(people.uid + week) % (self.step + 1) == 0]
        unhappy = people.uid[people.satisfaction[0] < 0]
        levers.give(chosen[: ledger.buy("product", len(chosen), self.cost / 10)])
        levers.give(unhappy[:2])
        levers.help_out(np.concatenate([chosen, unhappy]))
