"""The levers of one week: all that strategies can do to the market, and only by adding.

Rates and log-odds add; shares combine as 1 - prod(1 - share); price cuts and multipliers combine as
products. A lever addresses an audience of groups; `give` and `help_out` address single people.
Campaigns pull levers in one fixed order, so that the order in which an arm lists them is no matter.
What has been pulled can be read and not be written: no strategy undoes what another did.
"""

from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from simulator.agents.groups import AUDIENCES, Groups
from simulator.agents.misuse import (
    LARGEST_FACTOR,
    LARGEST_RATE,
    Misuse,
    added_gifts,
    choice,
    is_whole,
    number,
    people,
    shown,
    whole,
)
from simulator.agents.rules import UTILITY_LIMIT, combined_share
from simulator.agents.stages import N_CHANNELS, Channel

T = TypeVar("T")
Floats = NDArray[np.float64]
People = tuple[NDArray[np.int32], ...]


class Pulled(Generic[T]):
    """What has been pulled so far, for reading; an array comes as a view that refuses writing."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._slot = f"_{name}"

    @overload
    def __get__(self, levers: None, owner: type) -> "Pulled[T]": ...
    @overload
    def __get__(self, levers: object, owner: type) -> T: ...
    def __get__(self, levers: object | None, owner: type) -> Any:
        """Read the sum that the levers keep."""
        if levers is None:
            return self
        value = getattr(levers, self._slot)
        if isinstance(value, np.ndarray):
            value = value.view()
            value.flags.writeable = False
        return value

    def __set__(self, levers: object, value: Any) -> None:
        """Refuse: what has been pulled cannot be undone."""
        raise AttributeError(f"levers{self._slot.replace('_', '.', 1)} can only be read")


class Levers:
    """What all campaigns of an arm do in one week, for our own brand.

    Parameters
    ----------
    groups : the groups of the market.
    promise : valence in [-1, 1] of messages for which a strategy names none.
    consumers : how many there are; their uids are below it.

    Raises
    ------
    Misuse : every lever, where it is handed something that it cannot use.
    """

    rate = Pulled[Floats]()  # (channels, groups) discoveries per week
    valence_rate = Pulled[Floats]()  # (channels, groups) rate times valence of the message
    discovers = Pulled[bool]()  # whether any channel is used
    choice_log_odds = Pulled[Floats]()  # all others of this kind: (groups,)
    opportunity_factor = Pulled[Floats]()
    price_factor = Pulled[Floats]()
    untargeted_price_factor = Pulled[float]()
    talk_factor = Pulled[Floats]()
    review_factor = Pulled[Floats]()
    listening_share = Pulled[Floats]()
    win_back_rate = Pulled[Floats]()
    follow_rate = Pulled[Floats]()
    quality_gain = Pulled[float]()
    goodwill_gift = Pulled[float]()
    agent_capacity = Pulled[int]()
    open_case_share = Pulled[float]()
    ability_log_odds = Pulled[float]()
    given = Pulled[People]()
    helpers = Pulled[People]()

    __slots__ = (
        "_consumers", "_gifts", "_groups", "_promise",
        *(f"_{name}" for name, lever in vars().items() if isinstance(lever, Pulled)),
    )  # fmt: skip

    def __init__(self, groups: Groups, promise: float, consumers: int) -> None:
        self._groups, self._promise, self._consumers = groups, promise, consumers
        n = groups.number
        self._rate, self._valence_rate = np.zeros((2, N_CHANNELS, n))
        self._discovers = False
        sums = np.zeros((4, n))
        self._choice_log_odds, self._listening_share = sums[0], sums[1]
        self._win_back_rate, self._follow_rate = sums[2], sums[3]
        factors = np.ones((4, n))
        self._opportunity_factor, self._price_factor = factors[0], factors[1]
        self._talk_factor, self._review_factor = factors[2], factors[3]
        self._untargeted_price_factor = 1.0
        self._quality_gain = self._goodwill_gift = 0.0
        self._agent_capacity = 0
        self._open_case_share = self._ability_log_odds = 0.0
        self._given: People = ()
        self._gifts: NDArray[np.uint8] | None = None  # how many each person gets, once any do
        self._helpers: People = ()

    def discover(
        self,
        channel: Channel,
        rate: float,
        audience: str = "everyone",
        valence: float | None = None,
    ) -> None:
        """Reach people through a channel: weekly `rate` per person; the message's `valence`."""
        call = "levers.discover"
        if not is_whole(channel) or not 0 <= channel < N_CHANNELS:
            known = ", ".join(Channel.__members__)
            raise Misuse(
                "strategy.misuse_choice", call=call, name="channel", value=shown(channel),
                known=known,
            )
        rate = number(call, "rate", rate, 0, LARGEST_RATE)
        said = self._promise if valence is None else number(call, "valence", valence, -1, 1)
        mask = self._mask(call, audience)
        self._discovers = True
        self._rate[channel, mask] += rate
        self._valence_rate[channel, mask] += rate * said

    def choice(self, log_odds: float, audience: str = "everyone") -> None:
        """Make the brand more likely to be chosen at an opportunity."""
        call = "levers.choice"
        log_odds = number(call, "log_odds", log_odds, -UTILITY_LIMIT, UTILITY_LIMIT)
        self._choice_log_odds[self._mask(call, audience)] += log_odds

    def opportunity(self, factor: float, audience: str = "everyone") -> None:
        """Multiply the rate of opportunities to buy in the category."""
        factor = number("levers.opportunity", "factor", factor, 0, LARGEST_FACTOR)
        self._opportunity_factor[self._mask("levers.opportunity", audience)] *= factor

    def price_cut(self, share: float, audience: str = "everyone") -> None:
        """Take a share off the price that an audience pays."""
        share = number("levers.price_cut", "share", share, 0, 1)
        self._price_factor[self._mask("levers.price_cut", audience)] *= 1.0 - share
        if audience == "everyone":
            self._untargeted_price_factor *= 1.0 - share

    def talk(self, factor: float, audience: str = "everyone") -> None:
        """Multiply how much people talk about the brand."""
        factor = number("levers.talk", "factor", factor, 0, LARGEST_FACTOR)
        self._talk_factor[self._mask("levers.talk", audience)] *= factor

    def review(self, factor: float, audience: str = "everyone") -> None:
        """Multiply the chance that an experience is reviewed (at most 1 in the end)."""
        factor = number("levers.review", "factor", factor, 0, LARGEST_FACTOR)
        self._review_factor[self._mask("levers.review", audience)] *= factor

    def listen(self, share: float, audience: str = "everyone") -> None:
        """Hear a share of the trouble that people tell in public."""
        share = number("levers.listen", "share", share, 0, 1)
        mask = self._mask("levers.listen", audience)
        held = self._listening_share[mask]
        self._listening_share[mask] = held + share - held * share  # the rule takes single numbers

    def win_back(self, rate: float, audience: str = "everyone") -> None:
        """Win lapsed customers back at a weekly rate."""
        rate = number("levers.win_back", "rate", rate, 0, LARGEST_RATE)
        self._win_back_rate[self._mask("levers.win_back", audience)] += rate

    def follow(self, rate: float, audience: str = "everyone") -> None:
        """Make people who know the brand follow it, at a weekly rate."""
        rate = number("levers.follow", "rate", rate, 0, LARGEST_RATE)
        self._follow_rate[self._mask("levers.follow", audience)] += rate

    def quality(self, gain: float) -> None:
        """Make the product better, in units of valence."""
        self._quality_gain += number("levers.quality", "gain", gain, -2, 2)

    def goodwill(self, gift: float) -> None:
        """Earn goodwill, in its own unit, or lose some (the stock lies between 0 and 1)."""
        self._goodwill_gift += number("levers.goodwill", "gift", gift, -1, 1)

    def agents(self, people_per_week: int) -> None:
        """Add support capacity, in contacts (people) answered per week."""
        self._agent_capacity += whole("levers.agents", "people_per_week", people_per_week)

    def open_share(self, share: float) -> None:
        """Handle a share of cases in public."""
        share = number("levers.open_share", "share", share, 0, 1)
        self._open_case_share = combined_share(self._open_case_share, share)

    def ability(self, log_odds: float) -> None:
        """Raise the chance that an answer solves the case, on its log-odds."""
        most = UTILITY_LIMIT
        self._ability_log_odds += number("levers.ability", "log_odds", log_odds, -most, most)

    def give(self, uids: NDArray[np.int32]) -> None:
        """Give the product to these people: an experience, not a purchase.

        Somebody named several times gets several, up to 20 a week from all campaigns together.
        """
        own = people("levers.give", uids, self._consumers)
        gifts = np.zeros(self._consumers, np.uint8) if self._gifts is None else self._gifts
        who, had = added_gifts("levers.give", gifts, own)
        gifts[who] = had
        self._gifts = gifts
        self._given += (own,)

    def help_out(self, uids: NDArray[np.int32]) -> None:
        """Name the community members who may answer cases this week."""
        self._helpers += (people("levers.help_out", uids, self._consumers),)

    def _mask(self, call: str, audience: str) -> NDArray[np.bool_]:
        choice(call, "audience", audience, (*AUDIENCES, *self._groups.segments))
        return self._groups.audience(audience)
