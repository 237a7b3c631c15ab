"""Everything adds up: people into stages, sales into causes, money into the books."""

import json
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY, Row, arm, by_uid, lively, run, scenario, stepped, total, weekly, world

from simulator import compare, summary
from simulator.agents.ledger import Line
from simulator.agents.stages import CAUSES

RUNGS = ("potential", "prospect", "new", "repeat", "loyal", "lapsed")
STRATEGIES: tuple[Row, ...] = (
    {"kind": "seeding", "seeds": 8, "rule": "random"},
    {"kind": "paid_media", "spend_per_week": 2000.0, "weeks": 5},
    {"kind": "price_cut", "start_week": 3},
    {"kind": "donation", "amount": 30_000.0, "start_week": 1},
    {"kind": "open_support", "agents": 0.1, "wage": 20_000.0},
    {"kind": "closed_support", "agents": 0.1, "wage": 20_000.0},
)
BEHAVIOUR = st.fixed_dictionaries(
    {
        "quality": st.floats(-0.8, 0.9), "failure": st.floats(0, 0.6),
        "hearing_strong": st.floats(0, 1), "talk_aware": st.floats(0, 0.5),
        "agents": st.integers(0, 20), "churn_base": st.floats(-4, 0),
        "max_wait": st.integers(1, 6), "awareness_half_life": st.floats(1, 20),
    }
)  # fmt: skip


def out_of_balance(counts: dict[str, np.ndarray], people: int, lines: list[Line]) -> list[str]:
    """Which of the books do not add up: people into stages, sales into causes, costs into bookings."""
    booked = [
        sum(line.amount for line in lines if (line.week, line.payer) == (week, "company"))
        for week in range(len(counts["cost"]))
    ]
    balances = {
        "stages": (sum(counts[f"n_{rung}"] for rung in RUNGS) == people).all(),
        "causes": (sum(counts[f"revenue_{cause}"] for cause in CAUSES) == counts["revenue"]).all(),
        "ledger": (counts["cost"] == booked).all(),
    }
    return [name for name, holds in balances.items() if not holds]


@PROPERTY
@given(
    behaviour=BEHAVIOUR,
    strategies=st.lists(st.sampled_from(STRATEGIES), max_size=3),
    people=st.sampled_from([1, 3]),
    rivals=st.booleans(),
    seed=st.integers(0, 10**6),
)
def test_everything_adds_up_every_week(
    behaviour: Row, strategies: list[Row], people: int, rivals: bool, seed: int
) -> None:
    rows = lively(
        arm("All", *strategies, budget=25_000.0),
        market={"consumers": 60, "weeks": 10, "people_per_consumer": people},
        behaviour=behaviour,
        rivals=[{"name": "Rival", "price": 900}] if rivals else [],
    )
    model = run(rows, 1, seed=seed)
    counts = {name: np.array(values) for name, values in weekly(model).items()}

    assert out_of_balance(counts, 60 * people, model.ledger.lines) == []
    assert (counts["n_aware"] <= counts["n_reached"]).all()
    assert (np.diff(counts["n_reached"]) >= 0).all()
    any_of_them = counts["n_reached_media"]
    assert (any_of_them <= counts["n_reached"]).all()
    for bit, medium in ((32, "paid"), (64, "owned"), (128, "earned")):
        reached, arrived = counts[f"n_reached_{medium}"], counts[f"messages_{medium}"]
        new = np.diff(reached, prepend=0)
        assert ((new >= 0) & (new <= arrived) & (reached <= any_of_them)).all()
        assert reached[-1] == np.count_nonzero(model.people.flags[0] & bit) * people
    assert any_of_them[-1] == np.count_nonzero(model.people.flags[0] & 224) * people
    assert all((values >= 0).all() for name, values in counts.items() if name != "post_valence")

    end, before = by_uid(model.people), by_uid(model.world.settle(0)[0])
    assert end["revenue"][0].sum() == counts["revenue"].sum()
    bought = end["purchases"][0].astype(int) - before["purchases"][0]
    assert bought.sum() * people == counts["units"].sum()
    gained = end["experiences"][0].astype(int) - before["experiences"][0]
    assert gained.sum() * people == counts["experiences"].sum()
    assert counts["units"].sum() + counts["gifts"].sum() == counts["experiences"].sum()

    found = sum(counts[f"discovered_{cause}"] for cause in CAUSES)
    assert found.sum() == sum(len(uids) for _, b, uids, _ in model.discoveries if b == 0) * people
    aware_before = int((before["flags"][0] & 1).sum()) * people
    change = np.diff(counts["n_aware"], prepend=aware_before)
    assert (change == found - counts["forgotten"]).all()

    opened = counts["contacts"].sum()
    closed = sum(counts[name].sum() for name in ("deflected", "solved", "unsolved", "expired"))
    assert opened - closed == counts["n_open_cases"][-1]
    classes = counts["n_promoters"] + counts["n_passives"] + counts["n_detractors"]
    owners = (end["experiences"][0] > 0) & (end["flags"][0] & 4 == 0)
    assert classes[-1] == owners.sum() * people == model.brands[0].owners * people
    lapsed_before = int((before["flags"][0] & 4 > 0).sum()) * people
    change = np.diff(counts["n_lapsed"], prepend=lapsed_before)
    assert (change == counts["lapses"] - counts["won_back"]).all()


def with_one_more(name: str) -> Callable[[dict[str, np.ndarray], list[Line]], None]:
    def add(counts: dict[str, np.ndarray], lines: list[Line]) -> None:
        counts[name][3] += 1

    return add


@pytest.mark.parametrize(
    ("book", "wrong"),
    [
        ("stages", with_one_more("n_lapsed")), ("causes", with_one_more("revenue_word_of_mouth")),
        ("causes", with_one_more("revenue")),
        ("ledger", with_one_more("cost")), ("ledger", lambda _, lines: lines.pop()),
        ("ledger", lambda _, lines: lines.append(lines[-1]._replace(amount=1))),
    ],
    ids=["rung", "cause", "sale", "cost", "lost", "again"],
)  # fmt: skip
def test_one_too_many_in_any_book_is_found_out(
    book: str, wrong: Callable[[dict[str, np.ndarray], list[Line]], None]
) -> None:
    """The twins: a person on two rungs, a coin without a cause, a cost or a booking without the other."""
    model = run(lively(arm("All", *STRATEGIES, budget=25_000.0)), 1)
    counts = {name: np.array(values) for name, values in weekly(model).items()}
    lines = list(model.ledger.lines)
    assert counts["revenue"].sum() > 0 < len(lines)
    assert out_of_balance(counts, 100, lines) == []
    wrong(counts, lines)
    assert out_of_balance(counts, 100, lines) == [book]


@PROPERTY
@given(seed=st.integers(0, 10**6), behaviour=BEHAVIOUR)
def test_the_neighbours_who_own_are_those_who_own(seed: int, behaviour: Row) -> None:
    """The pushed counts equal a fresh count along the ties, for every brand."""
    rows = lively(behaviour=behaviour, rivals=[{"name": "Rival", "price": 900}])
    model = run(rows, seed=seed)
    graph, people = model.world.graph, model.people
    for b in range(2):
        own = (people.experiences[b] > 0) & (people.flags[b] & 4 == 0)
        talker = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
        counted = np.bincount(graph.targets, weights=own[talker], minlength=graph.n)
        assert people.owners[b].tolist() == counted.astype(int).tolist()


@pytest.mark.parametrize("memory", [0.0, 0.25, 1.0])
def test_a_price_of_nothing_brings_nothing_and_breaks_nothing(memory: float) -> None:
    rows = lively(
        arm("Cut", {"kind": "price_cut", "depth": 1.0}), arm("All", *STRATEGIES),
        market={"price": 0}, behaviour={"price_memory": memory},
        rivals=[{"name": "Rival", "price": 0}],
    )  # fmt: skip
    answer = json.dumps(summary(compare(scenario(rows), 3)), allow_nan=False)
    assert "NaN" not in answer
    place = world(rows)
    for number in range(3):
        model = stepped(place, number)
        assert total(model, "revenue") == 0 == total(model, "rival_revenue")
        assert total(model, "units") > 0
        for column in model.people.columns().values():
            assert np.isfinite(column.astype(float)).all()
        assert math.isfinite(model.brands[0].reference_price)


def test_a_price_of_a_coin_does_bring_something() -> None:
    """The twin: the smallest price there is."""
    model = run(lively(market={"price": 1}))
    assert total(model, "revenue") == total(model, "units") > 0


def test_a_full_price_cut_equals_a_price_of_nothing_for_the_buyer() -> None:
    """A cut of everything costs its buyers nothing from its first to its last week."""
    model = run(lively(arm("Cut", {"kind": "price_cut", "depth": 1.0, "start_week": 4})), 1)
    revenue, units = weekly(model)["revenue"], weekly(model)["units"]
    assert revenue[4:8] == [0] * 4
    assert min(units[4:8]) > 0
    assert sum(revenue[:4]) == 1000 * sum(units[:4])


# --- people per consumer --------------------------------------------------------------------------

UNBOUND: Row = {"agents": 0, "open_share": 0.0, "onlooking": 0.0}


@PROPERTY
@given(behaviour=BEHAVIOUR, seed=st.integers(0, 10**6), many=st.sampled_from([1000, 7]))
def test_a_thousand_people_a_consumer_make_a_thousand_times_the_money(
    behaviour: Row, seed: int, many: int
) -> None:
    """Exactly, where nothing of the whole market binds: no reviews, agents or public cases."""
    models = []
    for people in (1, many):
        rows = lively(
            arm("Cut", {"kind": "price_cut"}),
            arm("Bought", {"kind": "paid_media", "spend_per_week": 2000.0 * people},
                {"kind": "seeding", "seeds": 9 * people}),
            market={"people_per_consumer": people, "followers": 0},
            behaviour={**behaviour, **UNBOUND}, switches={"reviews": False},
        )  # fmt: skip
        models.append(run(rows, 2, seed=seed))
    small, large = (weekly(model) for model in models)
    for name, values in small.items():
        assert [many * value for value in values] == large[name], name
    assert [many * x.amount for x in models[0].ledger.lines] == [
        x.amount for x in models[1].ledger.lines
    ]
    assert total(models[0], "cost") > 0


@pytest.mark.parametrize(
    "behaviour",
    [
        {**UNBOUND, "agents": 5},
        {
            **UNBOUND, "post_lurker": 0.01, "post_commenter": 0.01, "review_reading": 1.0,
            "weight_review": 50.0, "review_persistence": 0.5,
        },
    ],
    ids=["agents", "reviews"],
)  # fmt: skip
def test_where_the_market_binds_it_does_not(behaviour: Row) -> None:
    """The twins: agents are counted in people, and a handful of reviews is a handful of people."""
    rows = [
        lively(market={"people_per_consumer": people, "followers": 0}, behaviour=behaviour)
        for people in (1, 1000)
    ]
    small, large = (weekly(run(row)) for row in rows)
    assert [1000 * value for value in small["units"]] != large["units"]
