"""The levers of one week: all that strategies can do to the market, and only by adding.

Rates and log-odds add; shares combine as 1 - prod(1 - share); price cuts and multipliers combine as
products. A lever addresses an audience of groups; `give` and `help_out` address single people.
Campaigns pull levers in one fixed order, so that the order in which an arm lists them is no matter.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.groups import Groups
from simulator.agents.stages import N_CHANNELS, Channel


class Levers:
    """What all campaigns of an arm do in one week, for our own brand.

    Parameters
    ----------
    groups : the groups of the market.
    promise : valence in [-1, 1] of messages for which a strategy names none.
    """

    def __init__(self, groups: Groups, promise: float) -> None:
        self._groups = groups
        self._promise = promise
        n = groups.number
        self.rate = np.zeros((N_CHANNELS, n))  # discoveries per week
        self.valence_rate = np.zeros((N_CHANNELS, n))  # rate times valence of the message
        self.discovers = False  # whether any channel is used
        self.choice_log_odds = np.zeros(n)
        self.opportunity_factor = np.ones(n)
        self.price_factor = np.ones(n)
        self.untargeted_price_factor = 1.0
        self.talk_factor = np.ones(n)
        self.review_factor = np.ones(n)
        self.listening_share = np.zeros(n)
        self.win_back_rate = np.zeros(n)
        self.follow_rate = np.zeros(n)
        self.quality_gain = 0.0
        self.goodwill_gift = 0.0
        self.agent_capacity = 0
        self.open_case_share = 0.0
        self.ability_log_odds = 0.0
        self.given: list[NDArray[np.int32]] = []
        self.helpers: list[NDArray[np.int32]] = []

    def discover(
        self,
        channel: Channel,
        rate: float,
        audience: str = "everyone",
        valence: float | None = None,
    ) -> None:
        """Reach people through a channel: weekly `rate` per person; the message's `valence`."""
        mask = self._mask(audience)
        self.discovers = True
        self.rate[channel, mask] += rate
        self.valence_rate[channel, mask] += rate * (self._promise if valence is None else valence)

    def choice(self, log_odds: float, audience: str = "everyone") -> None:
        """Make the brand more likely to be chosen at an opportunity."""
        self.choice_log_odds[self._mask(audience)] += log_odds

    def opportunity(self, factor: float, audience: str = "everyone") -> None:
        """Multiply the rate of opportunities to buy in the category."""
        self.opportunity_factor[self._mask(audience)] *= factor

    def price_cut(self, share: float, audience: str = "everyone") -> None:
        """Take a share off the price that an audience pays."""
        self.price_factor[self._mask(audience)] *= 1.0 - share
        if audience == "everyone":
            self.untargeted_price_factor *= 1.0 - share

    def talk(self, factor: float, audience: str = "everyone") -> None:
        """Multiply how much people talk about the brand."""
        self.talk_factor[self._mask(audience)] *= factor

    def review(self, factor: float, audience: str = "everyone") -> None:
        """Multiply the chance that an experience is reviewed (at most 1 in the end)."""
        self.review_factor[self._mask(audience)] *= factor

    def listen(self, share: float, audience: str = "everyone") -> None:
        """Hear a share of the trouble that people tell in public."""
        mask = self._mask(audience)
        held = self.listening_share[mask]
        self.listening_share[mask] = held + share - held * share

    def win_back(self, rate: float, audience: str = "everyone") -> None:
        """Win lapsed customers back at a weekly rate."""
        self.win_back_rate[self._mask(audience)] += rate

    def follow(self, rate: float, audience: str = "everyone") -> None:
        """Make people who know the brand follow it, at a weekly rate."""
        self.follow_rate[self._mask(audience)] += rate

    def quality(self, gain: float) -> None:
        """Make the product better, in units of valence."""
        self.quality_gain += gain

    def goodwill(self, gift: float) -> None:
        """Earn goodwill, in its own unit (the stock holds at most 1)."""
        self.goodwill_gift += gift

    def agents(self, people_per_week: int) -> None:
        """Add support capacity, in contacts (people) answered per week."""
        self.agent_capacity += people_per_week

    def open_share(self, share: float) -> None:
        """Handle a share of cases in public."""
        self.open_case_share += share - self.open_case_share * share

    def ability(self, log_odds: float) -> None:
        """Raise the chance that an answer solves the case, on its log-odds."""
        self.ability_log_odds += log_odds

    def give(self, uids: NDArray[np.int32]) -> None:
        """Give the product to these people: an experience, not a purchase."""
        self.given.append(np.asarray(uids, np.int32))

    def help_out(self, uids: NDArray[np.int32]) -> None:
        """Name the community members who may answer cases this week."""
        self.helpers.append(np.asarray(uids, np.int32))

    def _mask(self, audience: str) -> NDArray[np.bool_]:
        return self._groups.audience(audience)
