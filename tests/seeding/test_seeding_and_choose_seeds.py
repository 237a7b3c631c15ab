"""One set of rules: seeding chooses whom `choose_seeds` does, with ties that pass as in its market."""

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY, arm, lively, scenario, table, ties, world

from simulator import Mistake, compare
from simulator.agents.market import Market
from simulator.draws import Draws
from simulator.graph import choose_seeds, seeds
from simulator.graph.generators import GENERATORS
from simulator.graph.passing import Passing
from simulator.graph.seeds import BY_CHANCE, RULES
from simulator.graph.social_graph import STRONG, SocialGraph
from simulator.parameters import declarations
from simulator.reference import ReferenceModel
from simulator.scenarios.checks import doubts
from simulator.strategies.seeding import HUBS, SLOW, Seeding

N = 9
MARKET_SEED, RUN_SEED = 1, 7
OF_PEOPLE = ("early_adopters", "revenue_leaders")
MEASURED = [rule for rule in RULES if rule not in BY_CHANCE]
ARCS = st.lists(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda arc: arc[0] < arc[1]),
    min_size=1, max_size=20, unique=True,
)  # fmt: skip


def market(graph: SocialGraph, **more: Any) -> Market:
    """What strategies see of a market with this network, whose people are its people."""
    place = world(table(market={"consumers": graph.n}, **more), MARKET_SEED, graph)
    return ReferenceModel(place).market()


def given_to(rule: str, place: Market, k: int, seed: int = RUN_SEED) -> list[int]:
    """Uids whom seeding gives the product to, best first."""
    plan: list[int] = Seeding(rule=rule, seeds=k).plan(place, Draws(seed)).tolist()
    return plan


def seed_of(rule: str) -> int:
    """Whom chance chooses is of the run, what is measured of the network of the market."""
    return RUN_SEED if rule in BY_CHANCE else MARKET_SEED


def test_there_is_one_set_of_names() -> None:
    (choices,) = (field.choices for field in declarations(Seeding) if field.name == "rule")
    assert choices == (*RULES, *OF_PEOPLE)
    assert set(BY_CHANCE) | set(HUBS) | set(SLOW) <= set(RULES)


@PROPERTY
@given(
    pairs=ARCS, k=st.integers(1, N), directed=st.booleans(), heavy=st.booleans(),
    model=st.sampled_from([0.05, 0.3, 1.0, "weighted", "arcs"]),
)  # fmt: skip
def test_the_same_people_are_chosen(
    pairs: list[tuple[int, int]], k: int, directed: bool, heavy: bool, model: float | str
) -> None:
    weight = [(1 + a + 2 * b) % 5 / 5 + 0.2 for a, b in pairs] if heavy or model == "arcs" else None
    graph = ties(N, pairs, directed=directed, weight=weight)
    by_chance = {"passing": "probability", "probability": model}
    place = market(graph, switches={"passing": model} if isinstance(model, str) else by_chance)
    for rule in RULES:
        chosen = choose_seeds(graph, k, rule, model, seed_of(rule)).tolist()
        assert given_to(rule, place, k) == chosen, rule


def test_another_seed_would_choose_others() -> None:
    """The wrong twin: the seeds of run and market taken for each other."""
    graph = GENERATORS["friends"]().build(600, 3)
    place = market(graph)
    for rule in (*BY_CHANCE, "bridges"):
        other = RUN_SEED + MARKET_SEED - seed_of(rule)
        assert given_to(rule, place, 50) != choose_seeds(graph, 50, rule, seed=other).tolist(), rule
        assert given_to(rule, place, 50) == choose_seeds(graph, 50, rule, seed=seed_of(rule)).tolist()


def test_thresholds_choose_for_thresholds() -> None:
    graph = GENERATORS["communities"]().build(300, 3)
    place = market(graph, switches={"choice": "threshold"})
    assert given_to("ris", place, 8) == choose_seeds(graph, 8, "ris", "threshold", MARKET_SEED).tolist()
    assert given_to("ris", market(graph), 8) != given_to("ris", place, 8)


# --- at hearing rates: as if everybody who hears talked once ----------------------------------------


def kinds_of(graph: SocialGraph, strong: list[int]) -> SocialGraph:
    """The same graph, in which all ties of these people are strong."""
    row = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
    is_strong = np.isin(row, strong) | np.isin(graph.targets, strong)
    return SocialGraph.from_arcs(graph.n, row, graph.targets, np.where(is_strong, STRONG, 0))


def at_rates(weak: float, strong: float) -> dict[str, float]:
    return {"hearing_weak": weak, "hearing_strong": strong}


def test_equal_rates_are_one_probability() -> None:
    graph = kinds_of(GENERATORS["communities"]().build(300, 3), list(range(150)))
    rate = 0.07
    place = market(graph, behaviour=at_rates(rate, rate))
    assert place.passing == Passing("rate", weak=rate, strong=rate)
    chosen = choose_seeds(graph, 8, "ris", -math.expm1(-rate), MARKET_SEED).tolist()
    assert given_to("ris", place, 8) == chosen
    assert given_to("ris", market(graph, behaviour=at_rates(0.01, rate)), 8) != chosen


# 0 has eight weak ties, 9 five strong ones; who has most ties and who is heard by most are two people
STARS = kinds_of(ties(15, [*((0, k) for k in range(1, 9)), *((9, k) for k in range(10, 15))]), [9])


@pytest.mark.parametrize("rule", ["ris", "degree_discount"])
def test_strong_ties_count_as_they_are_heard(rule: str) -> None:
    assert given_to(rule, market(STARS, behaviour=at_rates(0.02, 0.2)), 1) == [9]
    assert given_to(rule, market(STARS, behaviour=at_rates(0.2, 0.2)), 1) == [0]
    assert given_to("degree", market(STARS, behaviour=at_rates(0.02, 0.2)), 1) == [0]


def test_discounts_at_rates_are_those_of_chances() -> None:
    """D - 2 T - (D - T) T, of a network in which every other tie is strong, by looking at everybody."""
    graph = kinds_of(GENERATORS["friends"]().build(200, 4), list(range(0, 200, 2)))
    place = market(graph, behaviour=at_rates(0.05, 0.2))
    passing, rate = place.passing, np.zeros((200, 200))
    row = np.repeat(np.arange(200), np.diff(graph.offsets))
    rate[row, graph.targets] = np.where(graph.kinds & STRONG, passing.strong, passing.weak)
    whole, taken = rate.sum(axis=1), np.zeros(200)
    known: list[int] = []
    for _ in range(40):
        merit = whole - 2 * taken - (whole - taken) * taken
        merit[known] = -math.inf
        known.append(int(np.argmax(np.round(merit, 5))))
        taken += rate[known[-1]]
    assert set(given_to("degree_discount", place, 40)) == set(known)
    assert set(given_to("degree", place, 40)) != set(known)


def test_segments_hear_at_their_mean_and_friend_lists_are_scaled() -> None:
    graph = GENERATORS["random"](mean_degree=32.0).build(300, 3)
    segments = [{"name": "a", "share": 0.25, **at_rates(0.4, 0.8)}, {"name": "b", "share": 0.75}]
    passing = market(graph, behaviour=at_rates(0.04, 0.08), segments=segments).passing
    factor = min(1.0, 16 / graph.mean_degree)
    assert factor < 0.6
    assert passing.way == "rate"
    assert passing.weak == pytest.approx(factor * (0.25 * 0.4 + 0.75 * 0.04))
    assert passing.strong == pytest.approx(factor * (0.25 * 0.8 + 0.75 * 0.08))


# --- once for a market, anew for a run ---------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
def test_what_is_measured_is_measured_once_and_chance_differs_by_run(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    whole = RULES[rule]

    def counted(task: seeds.Task) -> Any:
        asked[rule] += 1
        return whole(task)

    monkeypatch.setitem(seeds.RULES, rule, counted)
    one = arm("One", {"kind": "seeding", "rule": rule, "seeds": 9})
    other = arm("Other", {"kind": "seeding", "rule": rule, "seeds": 9}, {"kind": "paid_media"})
    compare(scenario(lively(one, other)), 3, workers=3)
    assert asked[rule] == (6 if rule in BY_CHANCE else 1)
    models = [ReferenceModel(world(lively(one)), 1, replicate) for replicate in range(3)]
    for model in models:
        model.plan()
    plans = {tuple(model.campaigns[0].plan.tolist()) for model in models}
    assert len(plans) == (3 if rule in BY_CHANCE else 1)


def test_other_numbers_and_markets_are_measured_anew() -> None:
    """A network that was read is shared by markets whose ties pass otherwise."""
    graph = kinds_of(STARS, [9])
    weak, even = (market(graph, behaviour=at_rates(rate, 0.2)) for rate in (0.02, 0.2))
    assert given_to("ris", weak, 1) != given_to("ris", even, 1)
    assert len(given_to("ris", even, 2)) == 2


# --- networks in which a rule says nothing ------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
def test_where_everybody_is_tied_to_everybody_rules_choose_by_chance(rule: str) -> None:
    place = market(GENERATORS["complete"]().build(40, 1))
    assert given_to(rule, place, 9) == given_to("random", place, 9)
    assert given_to(rule, place, 9, seed=8) != given_to(rule, place, 9)
    rows = table(arm("Plan", {"kind": "seeding", "rule": rule, "seeds": 9}), graph={"kind": "complete"})
    found = [key for key, _ in doubts(scenario(rows))]
    assert found == ([] if rule == "random" else ["doubt.all_alike"])


@pytest.mark.parametrize("rule", [*RULES, *OF_PEOPLE])
def test_nobody_and_everybody_can_be_chosen_with_or_without_ties(rule: str) -> None:
    for graph in (ties(12, []), ties(12, [(0, 1), (3, 4)])):
        place = market(graph)
        assert given_to(rule, place, 0) == []
        assert sorted(given_to(rule, place, 12)) == sorted(given_to(rule, place, 99)) == list(range(12))


@pytest.mark.parametrize("rule", OF_PEOPLE)
def test_people_are_no_matter_of_ties(rule: str) -> None:
    rows = table(arm("Plan", {"kind": "seeding", "rule": rule, "seeds": 9}), graph={"kind": "complete"})
    assert doubts(scenario(rows)) == []


@pytest.mark.parametrize("rule", [*RULES, *OF_PEOPLE])
def test_what_takes_minutes_is_said(rule: str) -> None:
    def found(people: int) -> list[str]:
        size = {"consumers": people, "people_per_consumer": 10}
        plan = arm("Plan", {"kind": "seeding", "rule": rule, "seeds": 10})
        return [key for key, _ in doubts(scenario(table(plan, market=size)))]

    assert found(20_000) == []
    assert found(20_010) == (["doubt.slow_rule"] if rule == "communities" else [])
    assert found(200_010) == (["doubt.slow_rule"] if rule in ("communities", "bridges") else [])


# --- the planner's word ----------------------------------------------------------------------------------


def test_hubs_are_the_rule_degree() -> None:
    """The word of Hinz 2011 in files that there are; one name is kept."""
    rows = table(arm("Plan", {"kind": "seeding", "rule": "hubs"}))
    (plan,) = scenario(rows).arms[1].strategies
    assert plan == Seeding(rule="degree") == Seeding()
    assert plan.table()["rule"] == "degree"
    for wrong in ("hub", "Hubs"):
        with pytest.raises(Mistake):
            scenario(table(arm("Plan", {"kind": "seeding", "rule": wrong})))
        with pytest.raises(Mistake):
            choose_seeds(STARS, 1, wrong)
    assert choose_seeds(STARS, 2, "hubs").tolist() == choose_seeds(STARS, 2, "degree").tolist()


def test_what_is_contested_of_hubs_is_said_of_all_who_choose_them() -> None:
    graph = GENERATORS["friends"]().build(1000, 3)
    place = market(graph)
    mean = graph.out_degree.mean()
    for rule in RULES:
        many = graph.out_degree[given_to(rule, place, 10)].mean() > 2.5 * mean
        said = Seeding(rule=rule).contested == ("hubs",)
        assert many or not said, rule
        assert said or not many or rule in ("bridges", "ris"), rule
