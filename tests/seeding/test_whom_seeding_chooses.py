"""Every seeding rule against a few people drawn on paper; what they cost and when they are given."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support import arm, table, ties, world

from simulator.agents.consumers import Consumers
from simulator.agents.market import Market
from simulator.draws import Draws, Stream
from simulator.graph.social_graph import SocialGraph
from simulator.reference import ReferenceModel
from simulator.strategies.seeding import Seeding


def chosen(
    rule: str, graph: SocialGraph, seeds: int, change: Callable[[Consumers], object] | None = None,
    seed: int = 11, people: int = 1,
) -> list[int]:
    """Uids that a rule chooses, best first; `change` writes people's columns beforehand."""
    rows = table(market={"consumers": graph.n, "people_per_consumer": people})
    model = ReferenceModel(world(rows, graph=graph), 0)
    columns = model.columns()
    if change is not None:
        change(columns)
    market: Market = replace(model.market(), people=lambda: columns)
    plan = Seeding(rule=rule, seeds=seeds).plan(market, Draws(seed))
    return [int(uid) for uid in plan]


def written(**columns: Iterable[Any]) -> Callable[[Consumers], None]:
    """Write columns, row by row: traits, or what people did with our brand."""

    def change(people: Consumers) -> None:
        for name, values in columns.items():
            column = getattr(people, name)
            (column if column.ndim == 1 else column[0])[:] = list(values)

    return change


# --- hubs and the fringe: how many a person talks to ----------------------------------------------
#
#   0 - 1 - 2    1 and 4 have three contacts, 2 and 5 two, 0 and 3 one, 6 none
#       |   |
#   3 - 4 - 5    6

HOUSE = [(0, 1), (1, 2), (1, 4), (2, 5), (3, 4), (4, 5)]
BY_DEGREE = [1, 4, 2, 5, 0, 3, 6]
BACKWARDS = np.array([6, 5, 4, 3, 2, 1, 0])


@pytest.mark.parametrize("seeds", [1, 2, 3, 7])
@pytest.mark.parametrize("backwards", [False, True])
def test_hubs_are_the_best_connected_equals_by_uid(seeds: int, backwards: bool) -> None:
    graph = ties(7, HOUSE)
    graph = graph.reordered(BACKWARDS) if backwards else graph
    assert chosen("degree", graph, seeds) == BY_DEGREE[:seeds]


@pytest.mark.parametrize("backwards", [False, True])
def test_fringe_are_the_least_connected_equals_by_uid(backwards: bool) -> None:
    graph = ties(7, HOUSE)
    graph = graph.reordered(BACKWARDS) if backwards else graph
    assert chosen("fringe", graph, 7) == [6, 0, 3, 2, 5, 1, 4]


def test_a_hub_is_who_talks_to_many_not_who_hears_many() -> None:
    """0 talks to three, everybody talks to 4."""
    graph = ties(5, [(0, 1), (0, 2), (0, 3), (0, 4), (1, 4), (2, 4), (3, 4)], directed=True)
    assert chosen("degree", graph, 2) == [0, 1]
    assert chosen("fringe", graph, 1) == [4]


# --- brokers: whose contacts do not know each other -----------------------------------------------


def clique(members: Iterable[int]) -> list[tuple[int, int]]:
    members = list(members)
    return [(a, b) for a in members for b in members if a < b]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_broker_stands_between_circles(backwards: bool) -> None:
    """12 knows three of each of two circles of six; nobody in them has fewer contacts than five."""
    circles = [*clique(range(6)), *clique(range(6, 12))]
    graph = ties(13, [*circles, *((12, other) for other in (0, 1, 2, 6, 7, 8))])
    graph = graph.reordered(np.arange(12, -1, -1)) if backwards else graph
    assert chosen("brokers", graph, 1) == [12]
    assert chosen("fringe", graph, 1) != [12]


def test_of_equally_many_contacts_those_who_are_strangers_make_the_broker() -> None:
    """0 to 4 all know each other; 9 knows 5 to 8, who do not, and everybody has four contacts."""
    strangers = [(9, 5), (9, 6), (9, 7), (9, 8)]
    rest = [(5, 10), (5, 11), (5, 12), (6, 10), (6, 11), (6, 12)]
    rest += [(7, 10), (7, 11), (7, 12), (8, 10), (8, 11), (8, 12)]
    graph = ties(13, [*clique(range(5)), *strangers, *rest])
    assert set(graph.out_degree.tolist()) == {4}
    first = chosen("brokers", graph, 8)
    assert not set(first) & set(range(5))


# --- what people like and do ----------------------------------------------------------------------

ALONE = ties(6, [])
TASTE = [0.5, -0.2, 0.5, 1.3, 0.0, -2.0]
RATE = [0.1, 0.9, 0.2, 0.9, 0.3, 0.0]


def test_early_adopters_like_the_category_most() -> None:
    change = written(taste=TASTE, opportunity_rate=RATE)
    assert chosen("early_adopters", ALONE, 6, change) == [3, 0, 2, 4, 1, 5]


def test_revenue_leaders_bought_most() -> None:
    """At one price revenue goes by purchases; who merely likes or needs the category is no leader."""
    bought = [2, 0, 5, 1, 2, 0]
    change = written(
        taste=TASTE, opportunity_rate=RATE, purchases=bought, revenue=[1000 * b for b in bought]
    )
    assert chosen("revenue_leaders", ALONE, 6, change) == [2, 0, 4, 3, 1, 5]


def test_at_a_launch_revenue_leaders_are_who_needs_the_category_most() -> None:
    change = written(taste=TASTE, opportunity_rate=RATE)
    assert chosen("revenue_leaders", ALONE, 6, change) == [1, 3, 4, 2, 0, 5]


@pytest.mark.parametrize("seed", [11, 12])
@pytest.mark.parametrize("backwards", [False, True])
def test_random_is_by_draw_of_the_person(seed: int, backwards: bool) -> None:
    draws = Draws(seed).uniform(Stream.SEEDING, np.arange(9, dtype=np.int32))
    graph = ties(9, clique(range(3)))
    graph = graph.reordered(np.arange(8, -1, -1)) if backwards else graph
    assert chosen("random", graph, 9, seed=seed) == np.argsort(draws).tolist()
    assert chosen("random", graph, 4, seed=seed) == np.argsort(draws)[:4].tolist()


def test_random_differs_by_replicate() -> None:
    rows = table(arm("Random", {"kind": "seeding", "rule": "random", "seeds": 50}))
    models = [ReferenceModel(world(rows), 1, replicate) for replicate in (0, 1)]
    for model in models:
        model.plan()  # the campaign begins
    plans = [sorted(model.campaigns[0].plan.tolist()) for model in models]
    assert plans[0] != plans[1]


# --- how many, when, for how much -----------------------------------------------------------------


@pytest.mark.parametrize(("seeds", "people", "number"), [(7, 1, 7), (50, 1, 7), (7, 3, 2), (0, 1, 0)])
def test_seeds_are_people_and_at_most_everybody(seeds: int, people: int, number: int) -> None:
    assert chosen("degree", ties(7, HOUSE), seeds, people=people) == BY_DEGREE[:number]


@pytest.mark.parametrize("people", [1, 10])
def test_seeds_are_given_in_equal_parts_week_by_week_and_paid_as_given(people: int) -> None:
    """Ten in four weeks from week 2: 2, 3, 2, 3, best first; each part costs what it is."""
    row = {
        "kind": "seeding", "rule": "degree", "seeds": 10 * people, "weeks": 4, "start_week": 2,
        "cost_per_seed": 700.0,
    }  # fmt: skip
    rows = table(arm("Seeds", row), market={"consumers": 40, "people_per_consumer": people})
    model = ReferenceModel(world(rows), 1)
    best = np.lexsort((np.arange(40), -model.world.graph.out_degree))[:10].tolist()
    given = []
    for _ in range(7):
        model.plan()
        given.append(model.given_uids().tolist())
        model.week += 1
    parts = [best[0:2], best[2:5], best[5:7], best[7:10]]
    assert given == [[], [], *parts, []]
    paid = [(line.week, line.kind, line.payer, line.amount) for line in model.ledger.lines]
    assert paid == [
        (2 + k, "product", "company", 700 * people * len(part)) for k, part in enumerate(parts)
    ]


def test_a_gift_is_an_experience_and_neither_a_purchase_nor_a_sale() -> None:
    row = {"kind": "seeding", "rule": "degree", "seeds": 5}
    rows = table(arm("Seeds", row), market={"consumers": 40}, behaviour={"opportunity_rate": 0.0})
    model = ReferenceModel(world(rows), 1)
    model.step()
    people = model.columns()
    assert people.experiences[0].sum() == 5
    assert people.purchases[0].sum() == people.revenue[0].sum() == 0
    assert (model.gifts, model.units, model.revenue) == (5, 0, 0)
