"""How ties pass things on: the probabilities of the model page's section 8, by enumeration and hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import table, world

from simulator import SocialGraph
from simulator.errors import Mistake
from simulator.graph.passing import passing_graph
from simulator.graph.social_graph import complete_graph


def chances(graph: SocialGraph) -> np.ndarray:
    """Probability that each arc passes something on, from its rate."""
    assert graph.weights is not None
    return -np.expm1(-graph.weights.astype(float))


STAR = SocialGraph.from_edges([0, 0, 0], [1, 2, 3], [1.0, 2.0, 5.0])


def test_a_weight_acts_as_so_many_ties() -> None:
    found = chances(passing_graph(STAR, "probability", 0.1))
    assert STAR.weights is not None
    assert found == pytest.approx(1 - 0.9 ** STAR.weights.astype(float), rel=1e-6)


def test_a_share_of_what_the_listener_hears() -> None:
    found = passing_graph(STAR, "weighted", 0.5)
    out, back = chances(found)[:3], chances(found)[3:]
    assert out.tolist() == [1.0, 1.0, 1.0]  # the leaves hear nobody else
    assert back == pytest.approx([1 / 8, 2 / 8, 5 / 8], rel=1e-6)


def test_without_weights_the_share_is_one_over_the_in_degree() -> None:
    graph = SocialGraph.from_edges([0, 0, 1], [1, 2, 2])
    found = chances(passing_graph(graph, "weighted", 0.5))
    assert found == pytest.approx(1 / graph.in_degree[graph.targets], rel=1e-6)


@given(st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=20))
def test_a_weight_may_be_the_probability(weights: list[float]) -> None:
    ends = np.arange(1, len(weights) + 1)
    graph = SocialGraph.from_edges(np.zeros(len(weights), int), ends, weights, directed=True)
    assert graph.weights is not None
    found = passing_graph(graph, "arcs", 0.5)
    assert chances(found) == pytest.approx(graph.weights.astype(float), rel=1e-6)


def test_a_weight_above_one_is_no_probability() -> None:
    with pytest.raises(Mistake, match="5"):
        passing_graph(STAR, "arcs", 0.5)


@pytest.mark.parametrize(
    ("passing", "chance"), [("probability", 1 - 0.9**0.5), ("weighted", 1 / 9), ("arcs", 0.5)]
)
def test_on_the_complete_graph_every_pair_passes_alike(passing: str, chance: float) -> None:
    found = passing_graph(complete_graph(10, 0.5), passing, 0.1)
    assert -math.expm1(-found.pair_weight) == pytest.approx(chance, rel=1e-12)


@pytest.mark.parametrize("kind", ["ring", "friends"])
def test_the_market_takes_the_ties_as_they_pass_whatever_their_kind(kind: str) -> None:
    place = world(table(graph={"kind": kind}, switches={"passing": "probability"}))
    assert place.setting.hearing.tolist() == [[1.0, 1.0]]
    assert chances(place.graph) == pytest.approx(np.full(len(place.graph.targets), 0.01), rel=1e-6)
