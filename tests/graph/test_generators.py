"""Every generator: same seed same bits, sound rows, sentences for what cannot be built."""

import os
import subprocess
import sys

import numpy as np
import pytest
from graph_checks import ALARM, check_rows, share_agrees
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simulator.errors import Mistake
from simulator.graph.digest import graph_digest
from simulator.graph.generators import GENERATORS
from simulator.graph.generators.base import PlainGenerator
from simulator.graph.social_graph import ONLINE, STRONG
from simulator.parameters import cited, declarations

KINDS = sorted(GENERATORS)
WITH_ARCS = [kind for kind in KINDS if kind != "complete"]


def test_all_kinds_are_found():
    assert set(KINDS) == {
        "friends",
        "small_world",
        "scale_free",
        "clustered_scale_free",
        "communities",
        "configuration",
        "random",
        "ring",
        "complete",
    }


def made_of(table):
    """Read the table of a generator."""
    return GENERATORS[table["kind"]].model_validate(table)


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_has_its_own_kind_and_no_other(kind):
    assert made_of({"kind": kind}).kind == kind
    for other in set(KINDS) - {kind}:
        with pytest.raises(ValidationError):
            GENERATORS[kind](kind=other)


def test_unknown_keys_are_refused():
    for table in ({"kind": "ring", "friends": 3}, {"kind": "ring", "k": 2}):
        with pytest.raises(ValidationError):
            made_of(table)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_declared(kind):
    for field in declarations(GENERATORS[kind]):
        if field.name == "kind":
            continue
        assert field.unit
        assert field.description
        assert cited(field.source) or "assumption" in field.source or "model" in field.source
        if field.type != "bool":
            assert field.minimum is not None
            assert field.maximum is not None
        if field.sourced is not None:
            assert field.minimum <= field.sourced[0] < field.sourced[1] <= field.maximum


@pytest.mark.parametrize("kind", WITH_ARCS)
def test_same_seed_same_bits_other_seed_other_bits(kind):
    generator = GENERATORS[kind]()
    first = generator.build(500, 7)
    GENERATORS["friends"]().build(300, 9)
    assert graph_digest(first) == graph_digest(generator.build(500, 7))
    assert graph_digest(first) != graph_digest(generator.build(500, 8))
    assert graph_digest(first) == graph_digest(generator.build(500, 7, np.zeros(500, np.int8)))


@pytest.mark.parametrize("kind", WITH_ARCS)
def test_rows_are_sound_and_near_the_default_degree(kind):
    graph = GENERATORS[kind]().build(5000, 3)
    check_rows(graph)
    assert not graph.directed
    assert graph.targets.dtype == np.int32
    assert 15 < graph.mean_degree < 17.5
    assert graph.labels is None


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(WITH_ARCS), st.integers(60, 300), st.integers(0, 2**64 - 1))
def test_rows_are_sound_for_any_size_and_seed(kind, consumers, seed):
    graph = GENERATORS[kind](**({"communities": 3} if kind == "communities" else {})).build(
        consumers, seed
    )
    assert graph.n == consumers
    check_rows(graph)


@pytest.mark.parametrize("consumers", [101, 3000])
@pytest.mark.parametrize(
    "table",
    [
        *({"kind": kind} for kind in KINDS),
        {"kind": "friends", "strong_ties": 2, "weak_ties": 30.5},
        {"kind": "friends", "weak_ties": 0.0},
        {"kind": "random", "mean_degree": 0.0},
        {"kind": "random", "mean_degree": 99.9},
        {"kind": "communities", "communities": 3, "mean_degree": 7.3},
        {"kind": "ring", "neighbours": 2},
        {"kind": "small_world", "neighbours": 40, "rewiring": 0.9},
        {"kind": "scale_free", "ties_each": 50},
        {"kind": "clustered_scale_free", "ties_each": 1},
        {"kind": "configuration", "exponent": 1.0, "minimum_degree": 1, "maximum_degree": 90},
        {"kind": "configuration", "exponent": 3.5, "minimum_degree": 40},
    ],
    ids=str,
)
def test_arcs_are_as_many_as_expected_once_none_is_erased(table, consumers):
    generator = made_of(table)
    if table == {"kind": "communities"} and consumers == 101:
        consumers = 1000  # fewer are too few for twenty groups
    expected = generator.expected_arcs(consumers)
    graph = generator.build(consumers, 3)
    arcs = len(graph.targets) + 2 * graph.notes.get("erased", 0)
    if table["kind"] in ("friends", "configuration"):  # whose numbers of ties are drawn
        spread = 10 * graph.in_degree.std() * consumers**0.5 / 2
        assert abs(arcs - expected) < max(spread, 2)
        assert abs(arcs - 1.5 * expected) > max(spread, 2)  # the wrong twin
    else:
        assert arcs == expected


@pytest.mark.parametrize("kind", WITH_ARCS)
def test_share_of_online_ties(kind):
    graph = GENERATORS[kind](online_ties=0.3).build(5000, 5)
    online = int(((graph.kinds & ONLINE) > 0).sum()) // 2
    assert share_agrees(online, len(graph.targets) // 2, 0.3)
    assert not share_agrees(online, len(graph.targets) // 2, 0.33)  # the wrong twin
    for share in (0, 1):
        kinds = GENERATORS[kind](online_ties=share).build(500, 5).kinds
        assert np.all((kinds & ONLINE > 0) == share)


@pytest.mark.parametrize("kind", [k for k in KINDS if issubclass(GENERATORS[k], PlainGenerator)])
def test_share_of_drawn_strong_ties(kind):
    graph = GENERATORS[kind](strong_share=0.4).build(5000, 5)
    strong = int(((graph.kinds & STRONG) > 0).sum()) // 2
    assert share_agrees(strong, len(graph.targets) // 2, 0.4)
    assert not share_agrees(strong, len(graph.targets) // 2, 0.43)  # the wrong twin
    both = int((graph.kinds == STRONG | ONLINE).sum()) // 2
    assert share_agrees(both, len(graph.targets) // 2, 0.4 * 0.2)  # drawn independently


@pytest.mark.parametrize(
    ("table", "consumers", "says"),
    [
        ({"kind": "friends"}, 1, "weak_ties = 10 needs at least 11"),
        ({"kind": "friends"}, 10, "weak_ties = 10 needs at least 11"),
        ({"kind": "friends", "strong_ties": 40}, 30, "strong_ties = 40 needs at least 41"),
        ({"kind": "friends", "weak_ties": 9, "weak_maximum": 8}, 100, "weak_maximum = 8"),
        ({"kind": "small_world"}, 16, "neighbours = 16 needs at least 17"),
        ({"kind": "ring"}, 16, "neighbours = 16 needs at least 17"),
        ({"kind": "scale_free"}, 8, "ties_each = 8 needs at least 9"),
        ({"kind": "clustered_scale_free"}, 8, "ties_each = 8 needs at least 9"),
        ({"kind": "configuration"}, 7, "minimum_degree = 7 needs at least 8"),
        ({"kind": "configuration", "minimum_degree": 9, "maximum_degree": 5}, 99, "above"),
        ({"kind": "random"}, 16, "mean_degree = 16 needs at least 17"),
        ({"kind": "communities"}, 30, "communities = 20 needs at least 40"),
        ({"kind": "communities"}, 100, "Group 1 has 5 people"),
        ({"kind": "communities", "communities": 2, "homophily": 0.0}, 20, "between groups"),
        ({"kind": "complete"}, 1, "at least 2"),
    ],
)
def test_what_cannot_be_built_is_said(table, consumers, says):
    with pytest.raises(Mistake) as caught:
        made_of(table).build(consumers, 1)
    assert says in str(caught.value)
    assert caught.value.sentences("ja")[0] != caught.value.sentences("en")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_smallest_graphs_can_be_built(kind):
    small = {
        "friends": {"strong_ties": 2, "weak_ties": 1},
        "small_world": {"neighbours": 2, "rewiring": 1},
        "ring": {"neighbours": 2},
        "scale_free": {"ties_each": 1},
        "clustered_scale_free": {"ties_each": 2, "triangles": 1},
        "configuration": {"minimum_degree": 1},
        "random": {"mean_degree": 2},
        "communities": {"communities": 2, "mean_degree": 0.5},
        "complete": {},
    }
    for consumers in (4, 5, 7):
        graph = GENERATORS[kind](**small[kind]).build(consumers, 1)
        check_rows(graph)
    assert GENERATORS["random"](mean_degree=0).build(4, 1).mean_degree == 0
    assert GENERATORS["random"](mean_degree=6).build(7, 1).mean_degree == 6


def test_plain_python_gives_the_same_bits():
    program = (
        "from simulator.graph.generators import GENERATORS\n"
        "from simulator.graph.digest import graph_digest\n"
        "for kind, table in GENERATORS.items():\n"
        "    settings = {'communities': 2} if kind == 'communities' else {}\n"
        "    print(kind, graph_digest(table(**settings).build(60, 2**64 - 5)))\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            env={**os.environ, "NUMBA_DISABLE_JIT": disable, "PYTHONPATH": os.getcwd()},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for disable in ("0", "1")
    ]
    assert said[0] == said[1]
    assert len(said[0].splitlines()) == len(KINDS)


def test_alarm_is_stated():
    assert ALARM == 1e-6
