"""The most influential people, with a guarantee: influence maximisation by martingales (IMM, Tang2015).

Whoever is in most of many reverse reachable sets reaches the most people. Enough sets are drawn that, with
a probability of at least 1 - 1 / n, the chosen reach 1 - 1/e - `EPSILON` of what the best possible would;
but no more than hold `ENOUGH_EACH` entries a person (a quarter of `MOST_ENTRIES` at least, all of it at
most), which ends the guarantee where cascades reach a large part of everybody. The sets from which people
are chosen are drawn anew once their number is known (Chen2018).
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.draws import Stream, key
from simulator.graph.passing import Passing, passing_graph
from simulator.graph.social_graph import SocialGraph
from simulator.kernels.cascade import live_bounds, parts_of
from simulator.kernels.reverse import (
    cover,
    reverse_cascades,
    reverse_thresholds,
    running_sums,
    turned,
)

EPSILON = 0.15
MOST_ENTRIES = 2**26  # people in all sets; where talk never ends each set holds a part of everybody
ENOUGH_EACH = 1_600  # entries a person: choosing from a quarter of them reached as many people (measured)
MOST_SETS = 2**25
ROOM = 2**20


class Influence(NamedTuple):
    """Whom to choose, and what is known of it."""

    uids: NDArray[np.int32]  # best first
    reached: float  # people whom a cascade reaches on average, as the sets tell
    sets: int
    is_capped: bool  # fewer sets than the guarantee needs


def most_influential(
    graph: SocialGraph, k: int, passing: Passing, seed: int, epsilon: float = EPSILON
) -> Influence:
    """Choose `k` people whose cascades reach the most.

    Parameters
    ----------
    passing : how ties pass, or "threshold". seed : of the sets.
    """
    n, sets = graph.n, _Sets(graph, passing, seed)
    if k == n:
        return Influence(np.arange(n, dtype=np.int32), float(n), 0, False)
    certainty = 1.0 + math.log(2) / math.log(n)  # l: failing with 1 / n in all, in two phases
    choices = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)  # ln C(n, k)
    begin = math.sqrt(2) * epsilon
    rounds = max(1, math.ceil(math.log2(n)) - 1)
    asked = choices + certainty * math.log(n) + math.log(max(1.0, math.log2(n)))
    scale = (2 + 2 / 3 * begin) * asked * n / begin**2
    least = 1.0  # people that the best reach at least
    for one in range(1, rounds + 1):
        guess = n / 2**one
        sets.draw(math.ceil(scale / guess))
        _, reached = sets.best(k)
        if reached >= (1 + begin) * guess or sets.is_full:
            least = max(least, reached / (1 + begin))
            break
    alpha = math.sqrt(certainty * math.log(n) + math.log(2))
    beta = math.sqrt((1 - 1 / math.e) * (choices + certainty * math.log(n) + math.log(2)))
    needed = math.ceil(2 * n * ((1 - 1 / math.e) * alpha + beta) ** 2 / (epsilon**2 * least))
    sets.forget()
    sets.draw(needed)
    rows, reached = sets.best(k)
    return Influence(graph.uids[rows], reached, sets.number, sets.number < needed)


class _Sets:
    """Reverse reachable sets, as many as were drawn."""

    def __init__(self, graph: SocialGraph, passing: Passing, seed: int) -> None:
        self.graph, self.seed = graph, np.uint64(key(np.uint64(seed), int(Stream.REVERSE), 2))
        self.by_uid = np.argsort(graph.uids).astype(np.int32)
        self.kernel, self.arcs = _reversed(graph, passing, self.by_uid)
        self.reached = np.full(graph.n, -1, np.int64)
        self.before = 0  # sets that were drawn and forgotten
        self.most = min(MOST_ENTRIES, max(MOST_ENTRIES // 4, ENOUGH_EACH * graph.n))
        self.forget()

    def forget(self) -> None:
        """Begin with none; the next are others."""
        self.before += getattr(self, "number", 0)
        self.number, self.is_full = 0, False
        self.ends, self.entries = np.empty(0, np.int64), np.empty(ROOM, np.int32)

    def draw(self, number: int) -> None:
        """Draw until there are so many, or no more fit."""
        number = min(number, MOST_SETS)
        while self.number < number and not self.is_full:
            filled = int(self.ends[-1]) if len(self.ends) else 0
            first = self.before + self.number
            ends = np.empty(number - self.number, np.int64)
            done = self.kernel(
                self.seed, first, first + len(ends), *self.arcs, self.by_uid, self.graph.uids, self.reached,
                ends, self.entries[filled:],
            )  # fmt: skip
            self.ends = np.concatenate((self.ends, filled + ends[:done]))
            self.number += done
            if self.number < number:
                self.reached[self.reached >= first + done] = -1  # the one that did not fit
                self._enlarge()
        self.is_full |= self.number >= MOST_SETS

    def _enlarge(self) -> None:
        if len(self.entries) >= self.most:
            self.is_full = True
            return
        more = np.empty(min(2 * len(self.entries), self.most), np.int32)
        more[: len(self.entries)] = self.entries
        self.entries = more

    def best(self, k: int) -> tuple[NDArray[np.int32], float]:
        """Choose the rows that are in the most sets; how many people they reach, as these tell."""
        chosen = np.empty(k, np.int32)
        hit = cover(k, self.graph.n, self.graph.uids, self.ends, self.entries, chosen)
        return chosen, hit / max(1, self.number) * self.graph.n


def _reversed(
    graph: SocialGraph, passing: Passing, by_uid: NDArray[np.int32]
) -> tuple[Callable[..., int], tuple[NDArray[np.generic], ...]]:
    """What draws the sets, and the arcs by listener as it takes them."""
    arcs = len(graph.targets)
    values = np.empty(arcs, np.int64)
    if passing.way == "threshold":
        weights = np.ones(arcs, np.float32) if graph.weights is None else graph.weights
        parts_of(weights, graph.targets, values, np.zeros(graph.n, np.int64))
    else:
        rates = passing_graph(graph, *passing).weights
        assert rates is not None  # noqa: S101
        live_bounds(rates, values)
    offsets, sources, turned_values = np.zeros(graph.n + 1, np.int64), np.empty(arcs, np.int32), values.copy()
    turned(graph.offsets, graph.targets, values, by_uid, offsets, sources, turned_values)
    if passing.way != "threshold":
        return reverse_cascades, (offsets, sources, turned_values)
    running_sums(offsets, turned_values)
    return reverse_thresholds, (offsets, sources, turned_values)
