"""Who the consumers are: traits drawn per replicate, and where each stands before the first week."""

import math

import numpy as np
from numpy.typing import NDArray

from simulator.agents.consumers import Consumers, empty_consumers
from simulator.agents.rules import (
    normal,
    performance,
    satisfaction_after,
    updated_belief,
)
from simulator.agents.stages import (
    AWARE,
    COMMENTER_SHARE,
    CREATOR_SHARE,
    FOLLOWER,
    LAPSED,
    ON_SOCIAL_MEDIA,
    PROMOTER_SATISFACTION,
    REACHED,
    SEGMENT_SHIFT,
    USED,
    Channel,
    Ladder,
    Role,
)
from simulator.agents.terms import WEEKS_BEFORE_START, Setting
from simulator.compiled import compiled, inner
from simulator.draws import Draws, Stream, key, uniform

# mypy: disable-error-code="no-untyped-def"

HALF_STEP = 2.0**-54  # keeps a quantile of a draw of exactly 0 finite


def segment_of(
    uids: NDArray[np.int32], shares: NDArray[np.float64], market_seed: int
) -> NDArray[np.int8]:
    """Segment number of each person; part of the market like the graph, the same in all replicates."""
    u = Draws(market_seed).uniform(Stream.SEGMENT, uids)
    bounds = np.cumsum(shares)[:-1]
    return np.searchsorted(bounds, u, side="right").astype(np.int8)


def draw_traits(
    people: Consumers,
    uids: NDArray[np.int32],
    segments: NDArray[np.int8],
    behaviour: NDArray[np.void],
    social_media_share: float,
    follower_share: float,
    seed: int,
) -> None:
    """Fill the trait columns of `people` for one replicate.

    Parameters
    ----------
    behaviour : record (segments,) with opportunity_rate, opportunity_shape, taste_spread.
    social_media_share, follower_share : shares of people on social media; of those who follow us,
        all of whom are on social media.
    """
    from scipy.special import gammaincinv, ndtri

    draws = Draws(seed)
    people.uid[:] = uids
    role = draws.uniform(Stream.ROLE, uids)
    people.role[:] = np.where(
        role < CREATOR_SHARE,
        Role.CREATOR,
        np.where(role < CREATOR_SHARE + COMMENTER_SHARE, Role.COMMENTER, Role.LURKER),
    )
    social = draws.uniform(Stream.ONLINE, uids) < social_media_share
    among = min(1.0, follower_share / social_media_share) if social_media_share > 0 else 0.0
    follows = social & (draws.uniform(Stream.FOLLOWER, uids) < among)
    people.group[:] = (
        (segments.astype(np.int64) << SEGMENT_SHIFT)
        | np.where(social, ON_SOCIAL_MEDIA, 0)
        | np.where(follows, FOLLOWER, 0)
    )
    shape = behaviour["opportunity_shape"][segments]
    mean = behaviour["opportunity_rate"][segments]
    u = draws.uniform(Stream.OPPORTUNITY_RATE, uids)
    people.opportunity_rate[:] = gammaincinv(shape, u) * mean / shape
    liking = ndtri(draws.uniform(Stream.TASTE, uids) + HALF_STEP)
    people.taste[:] = behaviour["taste_spread"][segments] * liking


@compiled
def start(seed, behaviour, people, ladder_shares, arcs, owners):
    """Put everybody where they stand at the end of week -1.

    Parameters
    ----------
    behaviour : record (brands, segments).
    ladder_shares : float64 (brands, 6), cumulative over `Ladder`.
    owners : int64 (brands,), out: consumers who own the brand and have not lapsed.
    """
    for b in range(people.flags.shape[0]):
        rung_of = key(seed, Stream.START, b)
        last = key(seed, Stream.START_LAST_EXPERIENCE, b)
        radius, angle = key(seed, Stream.NOISE_RADIUS, b), key(seed, Stream.NOISE_ANGLE, b)
        flags, minds = people.flags[b], people.minds[b]
        for i in range(flags.shape[0]):
            uid, mind = people.uid[i], minds[i]
            p = behaviour[b, people.group[i] >> SEGMENT_SHIFT]
            mind.belief, mind.evidence = p.belief_prior, p.evidence_prior
            u = uniform(rung_of, uid, 0)
            rung = 0
            while rung < Ladder.LAPSED and u >= ladder_shares[b, rung]:
                rung += 1
            if rung == Ladder.POTENTIAL:
                continue
            flags[i] = AWARE | REACHED
            mind.cause, mind.discovered = Channel.BASELINE, -1
            purchases = 0
            if rung == Ladder.NEW:
                purchases = 1
            elif rung == Ladder.REPEAT or rung == Ladder.LAPSED:
                purchases = 2
            elif rung == Ladder.LOYAL:
                purchases = 3
            if purchases == 0:
                continue
            for ordinal in range(purchases):
                deviate = normal(uniform(radius, uid, ordinal), uniform(angle, uid, ordinal))
                past_experience(deviate, p, mind)
            if rung == Ladder.LOYAL:
                mind.satisfaction = max(np.int64(mind.satisfaction), PROMOTER_SATISFACTION)
            flags[i] |= USED
            mind.experiences, mind.purchases, mind.first_purchase = purchases, purchases, -1
            weeks = np.int64(math.floor(WEEKS_BEFORE_START * uniform(last, uid, 0)))
            mind.last_experience = -1 - weeks
            if rung == Ladder.LAPSED:
                flags[i] |= LAPSED
                continue
            owners[b] += 1
            for a in range(arcs.offsets[i], arcs.offsets[i + 1]):
                people.owners[b, arcs.targets[a]] += 1


@inner
def past_experience(deviate, p, mind):
    """One experience before the start: no failure, no case, no lapse."""
    perf = performance(p.quality, p.quality_noise, deviate, False, p.failure_severity)
    belief = np.float64(mind.belief)
    mind.satisfaction = satisfaction_after(perf, belief, p.delight_gain, p.disappointment_loss)
    weight = p.weight_own_experience
    if weight > 0.0:
        mind.belief, mind.evidence = updated_belief(
            belief, np.float64(mind.evidence), weight, weight * perf, p.evidence_cap
        )


def settle(
    uids: NDArray[np.int32],
    segments: NDArray[np.int8],
    setting: Setting,
    ladder_shares: NDArray[np.float64],
    arcs: object,
    social_media_share: float,
    follower_share: float,
    seed: int,
) -> tuple[Consumers, NDArray[np.int64]]:
    """Make the people of one replicate as they are before the first week.

    Returns
    -------
    (consumers, owners of each brand)
    """
    brands = setting.behaviour.shape[0]
    people = empty_consumers(len(uids), brands)
    draw_traits(
        people, uids, segments, setting.behaviour[0], social_media_share, follower_share, seed
    )
    owners = np.zeros(brands, np.int64)
    start(np.uint64(seed), setting.behaviour, people, np.cumsum(ladder_shares, axis=1), arcs, owners)
    return people, owners
