"""The classical limits as settings of the engine, for the tests of this folder."""

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from scipy import stats
from support import PLAIN_SWITCHES, Row, arm, stepped, table

from simulator import SocialGraph, load_scenario, make_world
from simulator.model import WordOfMouthModel

CHOSEN = Path(__file__).with_name("chosen_people.py")
ALARM = 1e-6

CASCADE: Row = {**PLAIN_SWITCHES, "talk": "once", "choice": "sure", "opportunity": "sure"}
BASS: Row = {**PLAIN_SWITCHES, "talk": "always", "choice": "sure", "opportunity": "sure"}
THRESHOLD: Row = {**PLAIN_SWITCHES, "choice": "threshold"}

Arc = tuple[int, int]
N = 12
ARCS = st.lists(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda arc: arc[0] != arc[1]),
    min_size=1, max_size=40, unique=True,
)  # fmt: skip
"""Arcs among so many people, for properties."""


def rate(p: Any) -> Any:
    """Weekly rate at which something occurs with probability `p`."""
    return -np.log1p(-np.asarray(p, float))


def given_to(people: Iterable[int]) -> Row:
    """An arm in which these people are given the product in week 0."""
    return arm("Given", {"kind": "chosen_people", "named": " ".join(map(str, people))})


def play(rows: Row, graph: SocialGraph | None = None, arm: int = 1, replicate: int = 0,
         seed: int = 1) -> WordOfMouthModel:  # fmt: skip
    """Run an arm of a table that may use the strategy of this folder."""
    loaded = load_scenario(rows, graph=graph, strategy_files=[CHOSEN])
    return stepped(make_world(loaded, seed), arm, replicate)


def cascade(
    who: Row, weeks: int, behaviour: Row | None = None, switches: Row | None = None
) -> Row:
    """An independent cascade: weights of arcs are rates, unless `switches` say how ties pass."""
    behaviour = {
        "organic_discovery": 0.0, "hearing_strong": 1.0, "hearing_weak": 1.0, **(behaviour or {})
    }  # fmt: skip
    return table(who, market={"weeks": weeks}, behaviour=behaviour,
                 switches={**CASCADE, **(switches or {})})  # fmt: skip


def copies(n: int, arcs: list[Arc], times: int) -> tuple[np.ndarray, np.ndarray]:
    """So many copies of a tiny graph side by side, unconnected: one run is many samples."""
    shift = np.repeat(np.arange(times) * n, len(arcs))
    first, second = np.tile(np.array(arcs), (times, 1)).T
    return first + shift, second + shift


def both_ways(pairs: Iterable[Arc]) -> list[Arc]:
    """An undirected tie is two arcs."""
    return [arc for a, b in pairs for arc in ((a, b), (b, a))]


def reachable(arcs: Iterable[Arc], seeds: Iterable[int]) -> set[int]:
    """Everybody whom the seeds reach along the arcs, seeds included."""
    onward: dict[int, list[int]] = {}
    for a, b in arcs:
        onward.setdefault(a, []).append(b)
    found, waiting = set(seeds), list(seeds)
    while waiting:
        for b in onward.get(waiting.pop(), ()):
            if b not in found:
                found.add(b)
                waiting.append(b)
    return found


def sizes_by_enumeration(n: int, arcs: list[Arc], chance: list[float], seed: int) -> np.ndarray:
    """Exact distribution of the cascade's size: every live-edge graph is tried."""
    out = np.zeros(n + 1)
    for live in product((False, True), repeat=len(arcs)):
        weight = np.prod([p if up else 1 - p for up, p in zip(live, chance, strict=True)])
        up = [arc for arc, alive in zip(arcs, live, strict=True) if alive]
        out[len(reachable(up, [seed]))] += weight
    return out


def agrees(observed: np.ndarray, expected: np.ndarray) -> bool:
    """Chi-square of counts against probabilities, two-sided; false-alarm rate `ALARM`."""
    if observed[expected < 1e-12].any():
        return False
    observed, expected = observed[expected >= 1e-12], expected[expected >= 1e-12]
    if len(expected) == 1:
        return True
    p = stats.chisquare(observed, expected / expected.sum() * observed.sum()).pvalue
    return bool(p > ALARM)
