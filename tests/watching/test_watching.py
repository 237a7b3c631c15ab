"""One run watched: the same people as are counted, told by people they know, on a map that holds still."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import arm, lively, scenario

from simulator import Mistake, compare
from simulator.agents.stages import Ladder
from simulator.graph.bridge import layout
from simulator.graph.sample import neighbourhood
from simulator.graph.social_graph import SocialGraph, complete_graph
from simulator.watching import map_of, migration, watch
from simulator.world import make_world

SEEDS = {"kind": "seeding", "seeds": 6, "cost_per_seed": 4}
ROWS = lively(arm("Gift", SEEDS), market={"consumers": 300, "weeks": 20, "people_per_consumer": 3})


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6), number=st.integers(0, 1), replicate=st.integers(0, 2))
def test_those_watched_are_those_counted(seed: int, number: int, replicate: int) -> None:
    """Week by week, to the last person, as `compare` counts them."""
    found = watch(scenario(ROWS), number, replicate, seed)
    data = compare(scenario(ROWS), replicate + 1, seed).data.isel(arm=number, replicate=replicate)
    for rung in Ladder:
        counted = data[f"n_{rung.name.lower()}"].values
        assert np.array_equal(3 * (found.rung[1:] == rung).sum(axis=1), counted)
    largest = data["cascade_largest"].item()
    assert np.isnan(largest) if not len(found.sizes) else largest == found.sizes.max()
    assert (found.first_purchase >= 0).sum() * 3 == data["new_customers"].sum().item()


def test_who_told_knew_before_and_is_a_neighbour() -> None:
    found, world = watch(scenario(ROWS), "Gift", seed=0), make_world(scenario(ROWS), 0)
    told = np.flatnonzero(found.teller >= 0)
    assert len(told) > 20
    row_of = np.argsort(world.graph.uids)
    for uid in told.tolist():
        teller = int(found.teller[uid])
        near = world.graph.uids[world.graph.neighbours(int(row_of[teller]))]
        assert uid in near
        assert found.week[teller] < found.week[uid]


def test_everybody_who_moved_is_in_one_place_of_the_table() -> None:
    found = watch(scenario(ROWS), "Gift")
    table = migration(found)
    assert table.sum() == 300
    assert np.array_equal(table.sum(axis=1), np.bincount(found.rung[0], minlength=6))
    assert np.array_equal(table.sum(axis=0), np.bincount(found.rung[-1], minlength=6))
    lapsed = (found.rung[0] == Ladder.LOYAL) & (found.rung[-1] == Ladder.LAPSED)
    assert table[Ladder.LOYAL, Ladder.LAPSED] == lapsed.sum()


def test_people_are_called_as_in_their_network() -> None:
    graph = SocialGraph.from_edges(["Aki", "Ben", "Chie"], ["Ben", "Chie", "Aki"])
    found = watch(scenario(lively(market={"consumers": 3, "weeks": 2, "followers": 0}), graph))
    assert [found.name(uid) for uid in range(3)] == ["Aki", "Ben", "Chie"]
    assert [found.uid(name) for name in ("Chie", "0", "Dan")] == [2, None, None]
    made = watch(scenario(ROWS))
    assert [made.uid(name) for name in ("7", "300", "-1", "x", "")] == [7, None, None, None, None]


def test_stopped_and_nonsense_are_told() -> None:
    with pytest.raises(Mistake, match="Interrupted"):
        watch(scenario(ROWS), cancel=lambda: True)
    with pytest.raises(Mistake, match="Nobody"):
        watch(scenario(ROWS), "Nobody")


def chain(n: int) -> SocialGraph:
    return SocialGraph.from_edges(range(n - 1), range(1, n))


@given(n=st.integers(2, 60), most=st.integers(1, 70), seed=st.integers(0, 99))
def test_a_sample_of_a_chain_is_a_piece_of_it(n: int, most: int, seed: int) -> None:
    uids = neighbourhood(chain(n), most, seed)
    assert len(uids) == min(n, most)
    assert set(np.diff(uids)) <= {1}, "friends of friends, nobody left out between"
    assert np.array_equal(uids, neighbourhood(chain(n), most, seed))


def test_a_sample_goes_on_elsewhere_where_nobody_is_left_nearby() -> None:
    pairs = SocialGraph.from_edges(range(0, 40, 2), range(1, 40, 2))
    uids = neighbourhood(pairs, 10, 1)
    assert len(uids) == 10
    assert np.array_equal(uids[::2] ^ 1, uids[1::2]), "each comes with his only friend"
    assert len(neighbourhood(complete_graph(50, 0.1), 10, 1)) == 10


def test_those_with_ties_lie_closer_than_strangers() -> None:
    """In a ring of groups: over five standard errors, where none is expected once places are mixed."""
    groups = [(20 * g + a, 20 * g + b) for g in range(6) for a in range(20) for b in range(a)]
    ties = np.array(groups + [(20 * g, (20 * g + 21) % 120) for g in range(6)])
    x, y = layout(120, ties)
    assert np.hypot(x, y).max() <= 1
    again = layout(120, ties)
    assert np.array_equal(x, again[0])
    assert np.array_equal(y, again[1])

    def apart(places: Any, pairs: Any) -> Any:
        a, b = pairs.T
        return np.hypot(*(axis[a] - axis[b] for axis in places))

    strangers = np.array([(a, b) for a in range(120) for b in range(a) if a // 20 != b // 20])
    near, far = apart((x, y), ties), apart((x, y), strangers)
    error = np.hypot(near.std() / len(near) ** 0.5, far.std() / len(far) ** 0.5)
    assert far.mean() - near.mean() > 5 * error
    mixed = 7 * np.arange(120) % 120
    shuffled = x[mixed], y[mixed]
    assert apart(shuffled, strangers).mean() - apart(shuffled, ties).mean() < 5 * error


def test_a_map_holds_the_ties_between_its_people() -> None:
    found, graph = map_of(scenario(ROWS), 0, 80), make_world(scenario(ROWS), 0).graph
    assert len(found.uids) == len(found.x) == len(found.y) == 80
    row_of, chosen = np.argsort(graph.uids), set(found.uids.tolist())
    expected = {
        tuple(sorted((uid, other)))
        for uid in chosen
        for other in graph.uids[graph.neighbours(int(row_of[uid]))].tolist()
        if other in chosen
    }
    assert {tuple(sorted(found.uids[pair].tolist())) for pair in found.ties} == expected
