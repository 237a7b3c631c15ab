"""How ties pass things on: the probabilities of the classical limits, by enumeration and hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import differences, run, scenario, stepped, table, total, world

from simulator import SocialGraph, compare, summary
from simulator.errors import Mistake
from simulator.graph.digest import graph_digest
from simulator.graph.passing import passing_graph
from simulator.graph.social_graph import complete_graph
from simulator.model import WordOfMouthModel
from simulator.reference import ReferenceModel


def chances(graph: SocialGraph) -> np.ndarray:
    """Probability that each arc passes something on, from its rate."""
    assert graph.weights is not None
    return -np.expm1(-graph.weights.astype(float))


def directed(ends: list[tuple[int, int]], weights: list[float]) -> SocialGraph:
    """Ties given as (talker, listener), of these weights, whatever they are."""
    source, target = zip(*ends, strict=True)
    return SocialGraph.from_arcs(
        1 + max(source + target), source, target, np.zeros(len(ends)), weights, directed=True
    )


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


@pytest.mark.parametrize("lightest", [1e-30, 1e-9, 1e-6, 1.0, 1e6, 1e30])
def test_a_share_does_not_depend_on_what_weight_is_measured_in(lightest: float) -> None:
    graph = directed([(0, 3), (1, 3), (2, 3), (3, 0)], [lightest, 2 * lightest, 5 * lightest, 1.0])
    found = chances(passing_graph(graph, "weighted", 0.5))
    assert found == pytest.approx([1 / 8, 2 / 8, 5 / 8, 1.0], rel=1e-6)


def test_a_heavy_tie_elsewhere_does_not_make_the_shares_of_light_ones_coarse() -> None:
    graph = directed([(0, 2), (1, 2), (0, 3), (1, 3)], [1e-6, 1e6, 1e-6, 3e-6])
    found = chances(passing_graph(graph, "weighted", 0.5))  # by talker, then listener
    assert found == pytest.approx([1e-12, 1 / 4, 1.0, 3 / 4], rel=1e-6)


@pytest.mark.parametrize("weight", [math.nan, math.inf, 0.0, -1.0])
@pytest.mark.parametrize("passing", ["probability", "weighted", "arcs"])
def test_a_weight_that_is_no_positive_number_passes_nothing_by_chance(
    passing: str, weight: float
) -> None:
    with pytest.raises(Mistake, match="positive"):
        passing_graph(directed([(0, 1), (1, 0)], [0.5, weight]), passing, 0.5)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_a_complete_graph_stays_one_at_both_ends_of_probability(probability: float) -> None:
    found = passing_graph(complete_graph(10, 0.5), "probability", probability)
    for graph in (found, found.guarded(), found.reordered(np.arange(10)[::-1])):
        assert graph.complete
        assert graph.in_degree.tolist() == [9] * 10
        assert graph.pair_weight == (math.inf if probability else 0.0)


def test_everybody_at_no_distance_and_nobody_at_all_are_two_graphs() -> None:
    nobody = SocialGraph.from_arcs(10, [], [], [])
    assert not nobody.complete
    assert graph_digest(nobody) != graph_digest(complete_graph(10, 0.0))


@pytest.mark.parametrize("kind", ["complete", "ring"])
@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_what_never_passes_is_never_heard_and_what_surely_passes_always(
    kind: str, probability: float
) -> None:
    """Everybody knows and uses it, and all talk: on a ring along every tie, else each hears one."""
    rows = table(
        graph={"kind": kind},
        market={"consumers": 40, "weeks": 2, "initial": {"new": 1.0, "potential": 0.0}},
        switches={
            "talk": "always", "passing": "probability", "probability": probability, "churn": False,
        },
    )  # fmt: skip
    place = world(rows)
    fast, plain = stepped(place), ReferenceModel(place, 0, 0)
    plain.run_model()
    messages = {"complete": 1, "ring": 16}[kind] * 40 * 2
    for model in (fast, plain):
        heard = sum(total(model, f"heard_{how}") for how in ("positive", "neutral", "negative"))
        assert heard == messages * probability


def test_the_share_of_owners_is_seen_where_nothing_passes() -> None:
    """What people see of others is no matter of what passes; so it is with a chance near to none."""

    def bought(probability: float) -> WordOfMouthModel:
        return run(table(
            graph={"kind": "complete"},
            market={"initial": {"new": 0.5, "prospect": 0.5, "potential": 0.0}},
            behaviour={"weight_neighbours": 5.0, "opportunity_rate": 0.5},
            switches={"passing": "probability", "probability": probability},
        ))  # fmt: skip

    assert differences(bought(0.0), bought(1e-12)) == []


@pytest.mark.parametrize("kind", ["ring", "friends"])
def test_the_market_takes_the_ties_as_they_pass_whatever_their_kind(kind: str) -> None:
    place = world(table(graph={"kind": kind}, switches={"passing": "probability"}))
    assert place.setting.hearing.tolist() == [[1.0, 1.0]]
    assert chances(place.graph) == pytest.approx(np.full(len(place.graph.targets), 0.01), rel=1e-6)


@pytest.mark.parametrize(
    ("passing", "rescale", "factor"),
    [("rate", True, 0.4), ("rate", False, 1.0), ("probability", True, 1.0), ("weighted", True, 1.0)],
)
def test_the_record_tells_the_factor_that_the_hearing_had(
    passing: str, rescale: bool, factor: float
) -> None:
    rows = table(
        graph={"kind": "random", "mean_degree": 40.0, "rescale": rescale},
        behaviour={"hearing_strong": 0.1, "hearing_weak": 0.05},
        switches={"passing": passing},
        market={"weeks": 1},
    )
    told = summary(compare(scenario(rows), replicates=1, seed=1, workers=1))["graph"]
    assert told["hearing_factor"] == pytest.approx(factor)
    hearing = world(rows).setting.hearing[0]
    assert hearing == pytest.approx([0.05 * factor, 0.1 * factor] if passing == "rate" else [1, 1])
    assert told["ties"] == 40 * 100 // 2
