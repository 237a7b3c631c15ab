"""Cascades on tiny graphs exactly, and how a cascade's tree is shaped."""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake
from simulator.graph.given import given
from simulator.graph.passing import passing_graph, passing_of
from simulator.graph.social_graph import SocialGraph

MOST_PEOPLE = 14  # every set of them may be looked at
State = tuple[frozenset[int], frozenset[int]]  # who was reached, and who of them tells now


def exact_sizes(graph: Any, seeds: Iterable[Hashable], p: float | str) -> NDArray[np.float64]:
    """Chance of each size of an independent cascade (Kempe2003), (n + 1,).

    Step by step: whoever was told last tells all others at once, whose chances not to hear multiply.

    Parameters
    ----------
    graph, seeds, p : as for `simulator.classic.independent_cascade`, of at most `MOST_PEOPLE`.

    Raises
    ------
    Mistake : more people than that, nobody to begin with, or a seed that is not among them.
    """
    network = given(graph, p)
    social = network.graph
    if social.complete or social.n > MOST_PEOPLE:
        raise Mistake("theory.too_many", people=social.n, most=MOST_PEOPLE)
    chance, begun = _chances(social, p), frozenset(network.uids_of(seeds))
    if not begun:
        raise Mistake("classic.nobody")
    out = np.zeros(social.n + 1)
    states: dict[State, float] = {(begun, begun): 1.0}
    while states:
        onward: dict[State, float] = defaultdict(float)
        for (reached, telling), weight in states.items():
            told = _chances_to_hear(chance, telling, set(range(social.n)) - reached)
            for new, share in _subsets(told):
                if new:
                    onward[reached | new, new] += weight * share
                else:
                    out[len(reached)] += weight * share
        states = onward
    return out


def exact_mean(graph: Any, seeds: Iterable[Hashable], p: float | str) -> float:
    """Mean size of an independent cascade, seeds included; see `exact_sizes`."""
    sizes = exact_sizes(graph, seeds, p)
    return float(sizes @ np.arange(len(sizes)))


def structural_virality(tellers: Sequence[int]) -> float:
    """Mean distance of two nodes of a tree (Goel2016): 2 - 2 / n for a star, (n + 1) / 3 for a chain.

    Parameters
    ----------
    tellers : for each node in an order in which every teller comes before whom it told, the place of its
        teller in that order; -1 for the first.

    Returns
    -------
    float : nan for a single node, of which there are no pairs.

    Raises
    ------
    Mistake : no tree.
    """
    order = list(tellers) if isinstance(tellers, Iterable) else []
    n = len(order)
    whole = all(isinstance(one, Integral) for one in order)
    if not whole or n == 0 or order[0] != -1 or any(not 0 <= order[k] < k for k in range(1, n)):
        raise Mistake("theory.no_tree")
    below, distance = [1] * n, 0
    for k in range(n - 1, 0, -1):  # the tie above a part of the tree is on the way out of that part
        distance += below[k] * (n - below[k])
        below[order[k]] += below[k]
    return distance / (n * (n - 1) / 2) if n > 1 else math.nan


def _chances(graph: SocialGraph, p: float | str) -> dict[int, dict[int, float]]:
    """Chance that each talker is heard by each listener, by uid."""
    passing = passing_graph(graph, *passing_of(graph, p))
    assert passing.weights is not None  # noqa: S101 - they are rates
    talkers = passing.uids[np.repeat(np.arange(passing.n), np.diff(passing.offsets))]
    out: dict[int, dict[int, float]] = defaultdict(dict)
    arcs = zip(talkers.tolist(), passing.uids[passing.targets].tolist(), passing.weights, strict=True)
    for talker, listener, rate in arcs:
        out[talker][listener] = -math.expm1(-float(rate))
    return out


def _chances_to_hear(
    chance: dict[int, dict[int, float]], telling: frozenset[int], listeners: set[int]
) -> dict[int, float]:
    """Chance of each listener to hear any of those who tell, of those listeners who may."""
    deaf: dict[int, float] = {}
    for talker in sorted(telling):
        for listener, p in chance[talker].items():
            if listener in listeners:
                deaf[listener] = deaf.get(listener, 1.0) * (1.0 - p)
    return {listener: 1.0 - one for listener, one in deaf.items() if one < 1.0}


def _subsets(told: dict[int, float]) -> Iterable[tuple[frozenset[int], float]]:
    """Each set of listeners who hear together, and the chance that it is they."""
    people = sorted(told)
    for size in range(len(people) + 1):
        for some in combinations(people, size):
            heard = frozenset(some)
            share = math.prod(told[one] if one in heard else 1.0 - told[one] for one in people)
            if share > 0.0:
                yield heard, share
