"""The numbers of a market and of one week, as both engines read them.

`Setting` holds what never changes in a run; `Terms` what this week's levers and last week's stocks
make of it, per group and per brand. Terms are computed by the rules, at most once a week, so that a
group's price utility is worked out once and not for every member.
"""

from typing import NamedTuple

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

Moved = tuple[float, float] | None  # remembered price and goodwill; None where levers moved more too

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
        ("agents", "i8"),  # contacts that agents can answer this week, people
        ("carry", "i8"),  # agents' capacity not used yet, people; brought up to date by support
    ]
)
_MESSAGE = np.dtype(
    [
        ("rate", "f8"),  # per week
        ("weight", "f8"),  # evidence of one message
        ("valence", "i8"),  # hundredths
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
    message: NDArray[np.void]  # record (brands, channels, groups): what a channel brings


def decay_table(half_lives: NDArray[np.float64], weeks: int) -> NDArray[np.float64]:
    """Table of 2 ** -(age / half-life) by segment and age in weeks."""
    ages = weeks + WEEKS_BEFORE_START + 2
    return np.array([[half_life_decay(age, h) for age in range(ages)] for h in half_lives])


def untargeted_price(price: int, levers: Levers | None) -> int:
    """Price that anybody pays, in minor units, rounded once."""
    factor = 1.0 if levers is None else levers.untargeted_price_factor
    return int(np.floor(price * factor + 0.5))


class Frame(NamedTuple):
    """What of the terms does not change from week to week, laid out by group, for each brand."""

    by_group: tuple[dict[str, NDArray[np.float64]], ...]  # behaviour of each group's segment
    of_brand: tuple[dict[str, float], ...]  # behaviour that belongs to the brand
    rate: NDArray[np.float64]  # (brands, channels, groups): organic discovery
    weight: NDArray[np.float64]  # (brands, channels, groups)
    valence: NDArray[np.int64]  # (brands, channels, groups): onlooking
    watching: NDArray[np.float64]  # (brands, groups): onlooking rate, 0 off social media


def term_frame(setting: Setting, groups: Groups) -> Frame:
    """Lay out what all weeks share."""
    brands, segment = setting.behaviour.shape[0], groups.segment
    names = setting.behaviour.dtype.names or ()
    by_group = tuple(
        {name: setting.behaviour[name][b][segment] for name in names} for b in range(brands)
    )
    shape = (brands, N_CHANNELS, groups.number)
    rate, weight, valence = np.zeros(shape), np.zeros(shape), np.zeros(shape, np.int64)
    social = (np.arange(groups.number) & ON_SOCIAL_MEDIA) > 0
    valence[:, Channel.ONLOOKING_SOLVED] = ONLOOKING_VALENCE
    valence[:, Channel.ONLOOKING_UNSOLVED] = -ONLOOKING_VALENCE
    for b in range(brands):
        rate[b, Channel.ORGANIC] = by_group[b]["organic_discovery"]
        for channel, name in EVIDENCE_OF.items():
            weight[b, channel] = by_group[b][name]
    watching = np.array([np.where(social, by_group[b]["onlooking"], 0.0) for b in range(brands)])
    of_brand = tuple(
        {name: float(setting.behaviour[name][b, 0]) for name in names} for b in range(brands)
    )
    return Frame(by_group, of_brand, rate, weight, valence, watching)


def empty_terms(frame: Frame) -> Terms:
    """Room for the terms of a run, filled anew each week by `week_terms`."""
    brands, channels, groups = frame.rate.shape
    message = np.zeros((brands, channels, groups), _MESSAGE)
    message["weight"] = frame.weight
    return Terms(
        group=np.zeros((brands, groups), _GROUP).view(np.recarray),
        brand=np.zeros(brands, _BRAND).view(np.recarray),
        opportunity=np.ones(groups),
        message=message.view(np.recarray),
    )


def week_terms(
    terms: Terms,
    frame: Frame,
    levers: Levers | None,
    brands: list[Brand],
    category_price: int,
    market_people: int,
    social_media_consumers: int,
    worked_out_for: list[Moved],
) -> None:
    """Work out a week's terms from its levers and the stocks at the end of the week before.

    Parameters
    ----------
    levers : None where nobody can pull any.
    worked_out_for : of each brand, what its groups' terms in `terms` were last worked out for; they are
        left as they are where nothing moved. Brought up to date.
    """
    message = terms.message.view(np.ndarray)
    rate, valence = message["rate"], message["valence"]
    rate[:], valence[:] = frame.rate, frame.valence
    group, brand = terms.group.view(np.ndarray), terms.brand.view(np.ndarray)
    for b, state in enumerate(brands):
        ours = levers if b == 0 else None
        now = None if ours is not None else (state.reference_price, state.goodwill)
        if now is None or worked_out_for[b] != now:
            _group_terms(group[b], frame.by_group[b], state, ours, category_price)
        worked_out_for[b] = now
        brand[b] = _brand_terms(frame.of_brand[b], state, ours, market_people)
        if social_media_consumers > 0 and (state.solved_public or state.unsolved_public):
            watch = frame.watching[b] / social_media_consumers
            rate[b, Channel.ONLOOKING_SOLVED] = watch * state.solved_public
            rate[b, Channel.ONLOOKING_UNSOLVED] = watch * state.unsolved_public
        if ours is not None:
            _pull_discovery(rate[b], valence[b], ours)
    if levers is not None:
        terms.opportunity[:] = levers.opportunity_factor


def _group_terms(
    out: NDArray[np.void],
    p: dict[str, NDArray[np.float64]],
    state: Brand,
    levers: Levers | None,
    category_price: int,
) -> None:
    """Fill the terms of one brand's groups."""
    price = np.full(len(out), state.price, np.int64)
    if levers is not None:
        price = np.floor(state.price * levers.price_factor + 0.5).astype(np.int64)
    worth: dict[tuple[float, ...], float] = {}
    utilities = []
    for key in zip(
        price.tolist(), p["price_sensitivity"].tolist(), p["price_memory"].tolist(), strict=True
    ):
        if key not in worth:
            worth[key] = price_utility(key[0], state.reference_price, category_price, *key[1:])
        utilities.append(worth[key])
    base = p["utility_base"] + np.array(utilities) + p["weight_goodwill"] * state.goodwill
    out["price"] = price
    out["base"], out["talk"], out["review"], out["listening"] = base, 1.0, 1.0, p["listening"]
    if levers is not None:
        held = p["listening"]
        out["base"] = base + levers.choice_log_odds
        out["talk"], out["review"] = levers.talk_factor, levers.review_factor
        out["listening"] = held + levers.listening_share - held * levers.listening_share
        out["win_back"], out["follow"] = levers.win_back_rate, levers.follow_rate


def _brand_terms(
    p: dict[str, float], state: Brand, levers: Levers | None, market_people: int
) -> tuple[float | int, ...]:
    """The terms of one brand, in the order of the record."""
    quality, log_odds, opened = p["quality"], 0.0, 0.0
    if levers is not None:
        quality = clip(quality + levers.quality_gain, -1.0, 1.0)
        log_odds, opened = levers.ability_log_odds, levers.open_case_share
    reviews = state.reviews
    return (
        quality,
        saturating(state.knowledge, p["knowledge_scale"] * market_people),
        solve_probability(p["ability"], log_odds),
        combined_share(p["open_share"], opened),
        hundredths(p["recovery"] * quality),
        reviews,
        review_valence(state.review_valence, reviews) if reviews > 0 else 0.0,
        state.owners,
        int(p["agents"]) + (levers.agent_capacity if levers is not None else 0),
        state.agent_carry,
    )


def _pull_discovery(
    rate: NDArray[np.float64], valence: NDArray[np.int64], levers: Levers
) -> None:
    """Add the levers' rates; a channel's valence is the mean over what goes through it."""
    if not levers.discovers:
        return
    for channel in np.flatnonzero(levers.rate.any(axis=1)):
        for g in np.flatnonzero(levers.rate[channel]):
            own, added = rate[channel, g], levers.rate[channel, g]
            mean = (own * (valence[channel, g] / 100.0) + levers.valence_rate[channel, g]) / (
                own + added
            )
            valence[channel, g] = hundredths(clip(mean, -1.0, 1.0))
            rate[channel, g] = own + added
