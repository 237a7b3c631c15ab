"""No order matters: of rows, of workers, of replicates; and equal arms are equal."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY, Row, arm, differences, lively, run, scenario, stepped, world

from simulator import SocialGraph, compare, summary
from simulator.graph.social_graph import complete_graph
from simulator.kernels.buffers import LINE
from simulator.parameters import declarations
from simulator.strategies.seeding import Seeding

(RULES,) = (field.choices or () for field in declarations(Seeding) if field.name == "rule")
ARMS = [
    *(arm(rule, {"kind": "seeding", "seeds": 9, "rule": rule, "weeks": 3}) for rule in RULES),
    arm(
        "All", {"kind": "open_support", "agents": 0.1}, {"kind": "closed_support", "agents": 0.1},
        {"kind": "donation", "amount": 9000.0}, {"kind": "price_cut", "audience": "keen"},
        {"kind": "paid_media", "spend_per_week": 3000.0},
    ),
]  # fmt: skip
SEGMENTS: list[Row] = [
    {"name": "keen", "share": 0.3, "opportunity_rate": 1.5}, {"name": "others", "share": 0.7},
]  # fmt: skip


def busy(**more: Any) -> Row:
    return lively(
        *ARMS, segments=SEGMENTS, rivals=[{"name": "Rival", "price": 900, "agents": 4}], **more
    )


GRAPH = world(busy(graph={"kind": "friends", "weak_ties": 4.0})).graph


@PROPERTY
@given(order=st.permutations(range(100)), number=st.integers(0, len(ARMS)))
def test_the_order_of_rows_changes_nothing(order: list[int], number: int) -> None:
    """Columns, credit and the line of cases, compared by uid."""
    moved = GRAPH.reordered(np.array(order))
    one, other = (run(busy(), number, seed=2, graph=graph) for graph in (GRAPH, moved))
    assert differences(one, other) == []
    lines = [graph.uids[model.buffers.lists[0, LINE, : model.buffers.lengths[0, LINE]]].tolist()
             for graph, model in ((GRAPH, one), (moved, other))]  # fmt: skip
    assert lines[0] == lines[1]


def test_who_stands_where_does_change_something() -> None:
    """The twin: rows keep their ties and change their people."""
    order = np.arange(100)[::-1] * 37 % 100
    moved = SocialGraph(GRAPH.offsets, GRAPH.targets, GRAPH.kinds, GRAPH.weights, uids=GRAPH.uids[order])
    found = differences(run(busy(), seed=2, graph=GRAPH), run(busy(), seed=2, graph=moved))
    assert {"revenue", "cause", "discoveries", "units"} <= set(found)


@pytest.mark.parametrize("number", range(len(ARMS) + 1))
def test_the_order_of_rows_changes_nothing_where_everybody_hears_everybody(number: int) -> None:
    graph = complete_graph(100, 0.05, 0.3)
    moved = graph.reordered(np.arange(100)[::-1] * 37 % 100)
    one, other = (run(busy(), number, graph=each) for each in (graph, moved))
    assert differences(one, other) == []


def test_the_order_of_rows_changes_nothing_for_thresholds() -> None:
    weights = 1 + np.arange(len(GRAPH.targets)) % 7
    row = np.repeat(np.arange(100), np.diff(GRAPH.offsets))
    graph = SocialGraph.from_arcs(100, row, GRAPH.targets, GRAPH.kinds, weights, directed=True)
    rows = lively(
        market={"initial": {"prospect": 0.8, "new": 0.2}}, switches={"choice": "threshold"}
    )
    moved = graph.reordered(np.arange(100)[::-1] * 37 % 100)
    one, other = (run(rows, graph=each) for each in (graph, moved))
    assert one.people.purchases.sum() > 20
    assert differences(one, other) == []


# --- equal arms, equal replicates -----------------------------------------------------------------


def test_a_against_a_differs_by_exactly_nothing() -> None:
    one = arm("One", *ARMS[-1]["strategies"], budget=20_000.0)
    twins = [one, {**one, "name": "Other"}]
    rows = {**lively(), "segments": SEGMENTS, "arms": twins}
    answer = summary(compare(scenario(rows), 5))
    assert len(answer["paired"]) == len(answer["arms"][0]["metrics"])
    measured = [row for row in answer["paired"] if row["pairs"]]
    assert len(measured) > 70, "of nearly all there is something to measure"
    for row in measured:
        assert (row["mean"], row["low"], row["high"]) == (0.0, 0.0, 0.0)
        assert (row["p_better"], row["enough"], row["more_runs_needed"]) == (0.5, True, 0)
    assert answer["arms"][0]["metrics"] == answer["arms"][1]["metrics"]


def test_a_against_b_does_differ() -> None:
    """The twin: a single gift more is seen."""
    arms = [arm("One", {"kind": "seeding", "seeds": 9}), arm("Two", {"kind": "seeding", "seeds": 10})]
    rows = {**lively(), "arms": arms}
    answer = summary(compare(scenario(rows), 5))
    assert any(row["mean"] for row in answer["paired"])


def data(results: Any) -> Any:
    return results.data.drop_attrs()


@pytest.mark.parametrize("workers", [2, 8])
def test_the_number_of_workers_changes_nothing(workers: int) -> None:
    rows = scenario(busy())
    assert data(compare(rows, 5, workers=1)).identical(data(compare(rows, 5, workers=workers)))


def test_processes_give_the_same_bits_as_threads() -> None:
    rows = scenario(busy())
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=processes) as pool:
        outside = compare(rows, 2, executor=pool)
        assert pool.submit(int, 7).result() == 7, "the executor is still the caller's"
    assert data(outside).identical(data(compare(rows, 2, workers=1)))


def test_a_replicate_does_not_depend_on_how_many_there_are() -> None:
    rows = scenario(busy())
    few, many = (data(compare(rows, replicates)) for replicates in (3, 7))
    shared = many.isel(replicate=slice(0, 3))
    # lines of the ledger that only later replicates need may be missing from the first
    assert few.drop_dims("line").identical(shared.drop_dims("line"))


def test_another_seed_gives_other_bits() -> None:
    rows = scenario(lively())
    one, other = (data(compare(rows, 2, seed=seed)) for seed in (1, 2))
    assert not one.identical(other)
    place = world(lively())
    assert differences(stepped(place, replicate=0), stepped(place, replicate=1))
