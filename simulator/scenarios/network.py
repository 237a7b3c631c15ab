"""The network of a scenario: as it was read, or made for the segments that a seed draws."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.population import segment_of
from simulator.errors import Mistake
from simulator.graph.generators import Generator
from simulator.graph.social_graph import SocialGraph
from simulator.scenarios.schema import FileGraph, Scenario


def network_read(scenario: Scenario) -> tuple[int, bool, dict[str, Any]]:
    """Return ties, direction and import notes of the network that was read; no notes for a made one."""
    social = scenario._social_graph
    if social is None:
        return 0, False, {}
    return social.ties, social.directed, dict(social.notes)


def network_of(scenario: Scenario, seed: int) -> SocialGraph:
    """Return the network that was read, or make it.

    Raises
    ------
    Mistake : none can be made for the segments that the seed draws.
    """
    if scenario._social_graph is not None:
        return scenario._social_graph
    if isinstance(scenario.graph, FileGraph):
        raise ValueError("a scenario with a graph file is made by load_scenario")
    with _placed(scenario):
        return scenario.graph.build(scenario.market.consumers, seed, _segments(scenario, seed))


def check_network(scenario: Scenario, seed: int) -> None:
    """Raise the `Mistake` of `network_of` without making the network; what no draw decides is known."""
    segments = _segments(scenario, seed)
    if segments is not None and isinstance(scenario.graph, Generator):
        with _placed(scenario):
            scenario.graph.check(len(segments), np.bincount(segments).tolist())


def _segments(scenario: Scenario, seed: int) -> NDArray[np.int8] | None:
    """Draw the segment of each row; None where it decides nothing about the network."""
    made = scenario.graph
    if not isinstance(made, Generator) or not made.heeds_segments or len(scenario.segments) <= 1:
        return None
    rows = np.arange(scenario.market.consumers, dtype=np.int32)
    return segment_of(rows, np.array(scenario.segment_shares), seed)


@contextmanager
def _placed(scenario: Scenario) -> Iterator[None]:
    """Say of a mistake where in the scenario the network is described, and by whom."""
    try:
        yield
    except Mistake as mistake:
        raise Mistake("at", file=scenario._graph_origin, place="graph", what=mistake) from mistake
