"""A market before its first week, worked out from the draws by plain arithmetic, person by person."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from support import table, world

from simulator.agents.consumers import Consumers
from simulator.draws import Draws, Stream, replicate_seed
from simulator.graph.social_graph import SocialGraph
from simulator.world import World

RUNGS = ("potential", "prospect", "new", "repeat", "loyal", "lapsed")
PURCHASES = {"potential": 0, "prospect": 0, "new": 1, "repeat": 2, "loyal": 3, "lapsed": 2}
SHARES = {
    "potential": 0.15, "prospect": 0.15, "new": 0.2, "repeat": 0.2, "loyal": 0.2, "lapsed": 0.1,
}  # fmt: skip
RIVALS = {
    "potential": 0.1, "prospect": 0.2, "new": 0.1, "repeat": 0.1, "loyal": 0.1, "lapsed": 0.4,
}  # fmt: skip
N = 240
HABITS = {
    "belief_prior": 0.1, "evidence_prior": 4.0, "evidence_cap": 14.0, "quality": 0.45,
    "quality_noise": 0.35, "delight_gain": 0.2, "disappointment_loss": 0.4,
    "weight_own_experience": 8.0, "failure": 0.9, "failure_severity": 1.5, "contact": 1.0,
    "churn_base": 4.0,
}  # fmt: skip
"""Nearly everything fails, is complained of and ends in a lapse: before the start nothing does."""


def graph() -> SocialGraph:
    """Everybody talks to the next one and to the one 7 on, with rows that are not uids."""
    source = [i for i in range(N) for _ in (1, 7)]
    target = [(i + step) % N for i in range(N) for step in (1, 7)]
    made = SocialGraph.from_arcs(N, source, target, [0] * len(source), directed=True)
    return made.reordered(np.array([(i * 7 + 3) % N for i in range(N)]))


def place(**market: Any) -> World:
    """Our brand and a rival on the market, two segments that expect different things."""
    segments = [
        {"name": "Hopeful", "share": 0.5},
        {"name": "Wary", "share": 0.5, "belief_prior": -0.3, "delight_gain": 0.6},
    ]
    rival = {"name": "Rival", "price": 900.0, "initial": RIVALS, "quality": 0.1}
    rows = table(
        market={"consumers": N, "initial": SHARES, "price": 1200, **market},
        behaviour=HABITS, segments=segments, rivals=[rival],
    )  # fmt: skip
    return world(rows, seed=5, graph=graph())


@dataclass
class Person:
    """What the model page says of one person and one brand before the first week."""

    rung: str
    belief: float
    evidence: float
    satisfaction: int
    last_experience: int | None


def draw(there: World, replicate: int, stream: Stream, b: int, when: int = 0) -> np.ndarray:
    """One draw for each uid."""
    draws = Draws(replicate_seed(there.seed, replicate))
    return draws.uniform(stream, np.arange(N, dtype=np.int32), when, b)


def people_by_hand(there: World, replicate: int, b: int, wary: np.ndarray) -> list[Person]:
    """Everybody's start, by uid; `wary` says who is of the second segment."""
    start = draw(there, replicate, Stream.START, b)
    last = draw(there, replicate, Stream.START_LAST_EXPERIENCE, b)
    noise = [
        [draw(there, replicate, stream, b, ordinal) for ordinal in range(3)]
        for stream in (Stream.NOISE_RADIUS, Stream.NOISE_ANGLE)
    ]
    shares, people = (SHARES, RIVALS)[b], []
    for uid in range(N):
        below, rung = 0.0, "lapsed"
        for name in RUNGS:
            below += shares[name]
            if start[uid] < below:
                rung = name
                break
        belief, evidence, satisfaction = (-0.3 if wary[uid] else 0.1), 4.0, 0.0
        gain, quality = (0.6 if wary[uid] else 0.2), (0.45, 0.1)[b]
        for ordinal in range(PURCHASES[rung]):
            radius, angle = noise[0][ordinal][uid], noise[1][ordinal][uid]
            deviate = math.sqrt(-2 * math.log(1 - radius)) * math.cos(2 * math.pi * angle)
            perf = min(max(quality + 0.35 * deviate, -1), 1)
            gap = perf - belief
            satisfaction = min(max(perf + (gain if gap > 0 else 0.4) * gap, -1), 1)
            belief = (evidence * belief + 8 * perf) / (evidence + 8)
            evidence = min(evidence + 8, 14)
        hundredths = math.floor(100 * satisfaction + 0.5)
        if rung == "loyal":
            hundredths = max(hundredths, 63)
        week = -1 - math.floor(12 * last[uid]) if PURCHASES[rung] else None
        people.append(Person(rung, belief, evidence, hundredths, week))
    return people


def by_uid(people: Consumers, name: str, b: int) -> np.ndarray:
    """A column of one brand, in the order of uids."""
    return np.asarray(getattr(people, name)[b][np.argsort(people.uid)])
