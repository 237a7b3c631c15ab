"""The numbers of a market and of one week, as both engines read them.

`Setting` holds what never changes in a run; `Terms` what this week's levers and last week's stocks
make of it, per group and per brand. Each is computed once a week by the rules, so that a group's
price utility is worked out once and not for every member.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.brand import Brand
from simulator.agents.groups import Groups
from simulator.agents.levers import Levers
from simulator.agents.rules import (
    clip,
    combined_share,
    half_life_decay,
    hundredths,
    price_utility,
    review_valence,
    saturating,
    solve_probability,
)
from simulator.agents.stages import (
    EVIDENCE_OF,
    N_CHANNELS,
    ON_SOCIAL_MEDIA,
    ONLOOKING_VALENCE,
    Channel,
)

WEEKS_BEFORE_START = 12  # last experiences of starting customers lie in these weeks

_GROUP = np.dtype(
    [
        ("price", "i8"),  # minor units
        ("base", "f8"),  # utility that all of the group share
        ("talk", "f8"),  # factor
        ("review", "f8"),  # factor
        ("listening", "f8"),  # share
        ("win_back", "f8"),  # per week
        ("follow", "f8"),  # per week
    ]
)
_BRAND = np.dtype(
    [
        ("quality", "f8"),
        ("deflection", "f8"),  # chance that public knowledge answers a contact
        ("solve", "f8"),  # chance that an answer solves a case
        ("open_share", "f8"),
        ("ceiling", "i8"),  # satisfaction that a solved case restores at most, hundredths
        ("reviews", "f8"),  # stock, people
        ("review_valence", "f8"),  # mean, in [-1, 1]
        ("owners", "i8"),  # consumers, on the implicit complete graph
    ]
)


class Setting(NamedTuple):
    """What stays the same all through a run."""

    behaviour: NDArray[np.void]  # record (brands, segments), fields of Behaviour
    decay: NDArray[np.float64]  # (segments, age): 2 ** -(age / talk half-life)
    hearing: NDArray[np.float64]  # (segments, weak/strong): rate per talk act and unit weight
    forgetting: NDArray[np.float64]  # (segments,): chance to forget in a week
    talk_mode: int
    choice_mode: int
    opportunity_sure: bool
    uid_is_row: bool
    people_per_consumer: int


class Terms(NamedTuple):
    """What holds in one week."""

    group: NDArray[np.void]  # record (brands, groups)
    brand: NDArray[np.void]  # record (brands,)
    opportunity: NDArray[np.float64]  # (groups,) factor
    rate: NDArray[np.float64]  # (brands, channels, groups) discoveries per week
    weight: NDArray[np.float64]  # (brands, channels, groups) evidence of one message
    valence: NDArray[np.int64]  # (brands, channels, groups) hundredths
    active: NDArray[np.bool_]  # (brands, channels): any rate above zero


def decay_table(half_lives: NDArray[np.float64], weeks: int) -> NDArray[np.float64]:
    """Table of 2 ** -(age / half-life) by segment and age in weeks."""
    ages = weeks + WEEKS_BEFORE_START + 2
    return np.array([[half_life_decay(age, h) for age in range(ages)] for h in half_lives])


def untargeted_price(price: int, levers: Levers | None) -> int:
    """Price that anybody pays, in minor units, rounded once."""
    factor = 1.0 if levers is None else levers.untargeted_price_factor
    return int(np.floor(price * factor + 0.5))


def week_terms(
    setting: Setting,
    groups: Groups,
    levers: Levers,
    brands: list[Brand],
    category_price: int,
    market_people: int,
    social_media_consumers: int,
) -> Terms:
    """Work out a week's terms from its levers and the stocks at the end of the week before."""
    n_brands, n_groups = len(brands), groups.number
    group = np.zeros((n_brands, n_groups), _GROUP)
    brand = np.zeros(n_brands, _BRAND)
    rate = np.zeros((n_brands, N_CHANNELS, n_groups))
    weight = np.zeros((n_brands, N_CHANNELS, n_groups))
    valence = np.zeros((n_brands, N_CHANNELS, n_groups), np.int64)
    segment = groups.segment
    social = (np.arange(n_groups) & ON_SOCIAL_MEDIA) > 0
    for b, state in enumerate(brands):
        ours = levers if b == 0 else None
        for s in range(setting.behaviour.shape[1]):
            _group_terms(group, setting, segment, b, s, state, ours, category_price)
        behaviour = setting.behaviour[b]
        brand[b] = _brand_terms(behaviour[0], state, ours, market_people)
        rate[b, Channel.ORGANIC] = behaviour["organic_discovery"][segment]
        if social_media_consumers > 0:
            watch = np.where(social, behaviour["onlooking"][segment], 0.0) / social_media_consumers
            rate[b, Channel.ONLOOKING_SOLVED] = watch * state.solved_public
            rate[b, Channel.ONLOOKING_UNSOLVED] = watch * state.unsolved_public
        valence[b, Channel.ONLOOKING_SOLVED] = ONLOOKING_VALENCE
        valence[b, Channel.ONLOOKING_UNSOLVED] = -ONLOOKING_VALENCE
        for channel, name in EVIDENCE_OF.items():
            weight[b, channel] = behaviour[name][segment]
        if ours is not None:
            _pull_discovery(rate[b], valence[b], ours)
    active = np.asarray(rate.any(axis=2))
    return Terms(
        group.view(np.recarray),
        brand.view(np.recarray),
        levers.opportunity_factor.copy(),
        rate,
        weight,
        valence,
        active,
    )


def _group_terms(
    out: NDArray[np.void],
    setting: Setting,
    segment: NDArray[np.int64],
    b: int,
    s: int,
    state: Brand,
    levers: Levers | None,
    category_price: int,
) -> None:
    p = setting.behaviour[b, s]
    by_price: dict[int, float] = {}
    for g in np.flatnonzero(segment == s):
        row = out[b, g]
        factor = 1.0 if levers is None else levers.price_factor[g]
        price = int(np.floor(state.price * factor + 0.5))
        if price not in by_price:
            by_price[price] = price_utility(
                price, state.reference_price, category_price, p.price_sensitivity, p.price_memory
            )
        base = p.utility_base + by_price[price] + p.weight_goodwill * state.goodwill
        row["price"] = price
        row["base"] = base if levers is None else base + levers.choice_log_odds[g]
        row["talk"] = 1.0 if levers is None else levers.talk_factor[g]
        row["review"] = 1.0 if levers is None else levers.review_factor[g]
        heard = 0.0 if levers is None else levers.listening_share[g]
        row["listening"] = combined_share(p.listening, heard)
        row["win_back"] = 0.0 if levers is None else levers.win_back_rate[g]
        row["follow"] = 0.0 if levers is None else levers.follow_rate[g]


def _brand_terms(
    p: Any, state: Brand, levers: Levers | None, market_people: int
) -> tuple[float | int, ...]:
    quality, log_odds, opened = float(p.quality), 0.0, 0.0
    if levers is not None:
        quality = clip(quality + levers.quality_gain, -1.0, 1.0)
        log_odds, opened = levers.ability_log_odds, levers.open_case_share
    reviews = state.reviews
    return (
        quality,
        saturating(state.knowledge, p.knowledge_scale * market_people),
        solve_probability(float(p.ability), log_odds),
        combined_share(float(p.open_share), opened),
        hundredths(p.recovery * quality),
        reviews,
        review_valence(state.review_valence, reviews) if reviews > 0 else 0.0,
        state.owners,
    )


def _pull_discovery(
    rate: NDArray[np.float64], valence: NDArray[np.int64], levers: Levers
) -> None:
    """Add the levers' rates; a channel's valence is the mean over what goes through it."""
    for channel in np.flatnonzero(levers.rate.any(axis=1)):
        for g in np.flatnonzero(levers.rate[channel]):
            own, added = rate[channel, g], levers.rate[channel, g]
            mean = (own * (valence[channel, g] / 100.0) + levers.valence_rate[channel, g]) / (
                own + added
            )
            valence[channel, g] = hundredths(clip(mean, -1.0, 1.0))
            rate[channel, g] = own + added
