"""Ties that pass on what is said with a given probability: weights become weekly rates.

A tie of weight w and hearing rate 1 passes with probability 1 - exp(-w), so that a weight of
-ln(1 - P) makes the engine's tie the arc of an independent cascade (Kempe, Kleinberg and Tardos 2003).
"""

import math
from numbers import Real
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake, shortened
from simulator.graph.edges import positive
from simulator.graph.social_graph import STRONG, SocialGraph

HEAVIEST_PARTS = 2.0**35  # parts of a listener's heaviest tie; as many ties as people fit an int64
NAMED = ("weighted", "arcs")


class Passing(NamedTuple):
    """How ties pass on what is said; see `passing_graph`, and "threshold" for linear thresholds."""

    way: str
    probability: float = 0.0
    weak: float = 0.0
    strong: float = 0.0


def passing_of(graph: SocialGraph, p: object, *more: str) -> Passing:
    """Read how ties pass: a number is the probability of each unit of weight, else one of the names.

    Parameters
    ----------
    more : names that are allowed besides "weighted" and "arcs".

    Raises
    ------
    Mistake : a number outside [0, 1], no such name, "arcs" without weights; weights that cannot be
        probabilities are found out by `passing_graph`.
    """
    if isinstance(p, str):
        if p not in (*NAMED, *more):
            raise Mistake("classic.way", value=shortened(p), known=", ".join((*NAMED, *more)))
        if p == "arcs":
            check_chances(graph)
        return Passing(p)
    return Passing("probability", share_of("p", p))


def check_chances(graph: SocialGraph) -> None:
    """Refuse a graph whose ties have no chances of their own.

    Raises
    ------
    Mistake : no weights, one above 1, or those of parallel ties were added up when it was read.
    """
    if graph.weights is None:
        raise Mistake("classic.no_weights")
    if graph.notes.get("merged") and not graph.notes.get("chances"):
        raise Mistake("classic.added_weights", merged=graph.notes["merged"])
    if graph.heaviest > 1.0:
        raise Mistake("passing_above_one", value=f"{graph.heaviest:g}")


def share_of(name: str, value: object) -> float:
    """Return a number in [0, 1]; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, Real) or not 0.0 <= float(value) <= 1.0:
        said = repr(value) if isinstance(value, str) else str(value)
        raise Mistake("classic.share", name=name, value=shortened(said))
    return float(value)


def passing_graph(
    graph: SocialGraph, passing: str, probability: float, weak: float = 0.0, strong: float = 0.0
) -> SocialGraph:
    """Return the same graph whose weights are rates at which its ties pass something on.

    Parameters
    ----------
    passing : "probability": every unit of weight passes with `probability`, so that a tie of weight w
        passes with 1 - (1 - probability) ** w; "weighted": a tie passes with its share of all the
        weight that its listener hears; "arcs": a tie's weight is its probability; "rate": every unit of
        weight is heard at the rate `weak` or `strong`, by the kind of its tie.

    Raises
    ------
    Mistake : a weight that is not a positive number, or one above 1 that is to be a probability.
    """
    if graph.complete:
        weights = positive([graph.pair_weight])
    else:
        weights = np.ones(len(graph.targets)) if graph.weights is None else positive(graph.weights)
    if passing == "probability":
        rates = weights * _rate(probability)
    elif passing == "rate":
        rates = weights * (strong if graph.complete else np.where(graph.kinds & STRONG, strong, weak))
    else:
        chances = _shares(graph, weights) if passing == "weighted" else weights
        if chances.max(initial=0.0) > 1.0:
            raise Mistake("passing_above_one", value=f"{chances.max():g}")
        different, place = np.unique(chances, return_inverse=True)
        rates = np.array([_rate(chance) for chance in different.tolist()])[place]
    return SocialGraph(
        graph.offsets,
        graph.targets,
        graph.kinds,
        None if graph.complete else rates.astype(np.float32),
        directed=graph.directed or (passing == "weighted" and not graph.complete),
        uids=graph.uids,
        labels=graph.labels,
        complete=graph.complete,
        pair_weight=float(rates[0]) if graph.complete else 0.0,
        online_share=graph.online_share,
        notes=graph.notes,
    )


def _shares(graph: SocialGraph, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each tie's share of all the weight that its listener hears.

    Weights are added up as integers, so that the order of ties is no matter, after each listener's
    have been measured by his heaviest, so that it is no matter either how light they all are.
    """
    if graph.complete:
        return np.array([1.0 / (graph.n - 1)])
    heaviest = np.zeros(graph.n)
    np.maximum.at(heaviest, graph.targets, weights)
    relative = weights / heaviest[graph.targets]
    heard = np.zeros(graph.n, np.int64)
    np.add.at(heard, graph.targets, np.floor(relative * HEAVIEST_PARTS + 0.5).astype(np.int64))
    return relative / (heard[graph.targets] / HEAVIEST_PARTS)


def _rate(chance: float) -> float:
    """Weekly rate of what passes with this probability: infinite where it surely does."""
    return math.inf if chance >= 1.0 else -math.log1p(-chance)
