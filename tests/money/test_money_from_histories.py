"""History tells of single people what the kept aggregates tell of all: equal, to the last unit."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slow_books import (
    NEVER,
    slow_cascades,
    slow_k_factor,
    slow_nps,
    slow_weeks_to_buy,
    talk_acts,
)
from support import PROPERTY, Row, arm, by_uid, lively, scenario, stepped, weekly, world

from simulator import compare, history
from simulator.agents.ledger import KINDS
from simulator.agents.stages import CAUSES
from simulator.metrics import measure

WORLDS = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 10**6), "replicate": st.integers(0, 2), "arm": st.integers(0, 1),
        "people": st.sampled_from([1, 7]), "weeks": st.sampled_from([6, 31, 60]),
        "launch": st.booleans(), "talk_aware": st.sampled_from([0.0, 0.4]),
    }
)  # fmt: skip


def rows_of(drawn: Row) -> Row:
    return lively(
        arm("Plan", {"kind": "seeding", "seeds": 30}, {"kind": "paid_media", "start_week": 1},
            {"kind": "donation", "amount": 5000.0, "payer": "owner"}, budget=120_000.0),
        market={
            "consumers": 50, "weeks": drawn["weeks"], "people_per_consumer": drawn["people"],
            **({"initial": "launch"} if drawn["launch"] else {}),
        },
        behaviour={"talk_aware": drawn["talk_aware"], "organic_discovery": 0.02},
    )  # fmt: skip


def same(one: float, other: float | None) -> bool:
    return math.isnan(one) if other is None else math.isclose(one, other, rel_tol=1e-12)


@PROPERTY
@given(drawn=WORLDS)
def test_history_adds_up_to_what_is_kept(drawn: Row) -> None:
    rows = scenario(rows_of(drawn))
    kept = compare(rows, drawn["replicate"] + 1, seed=drawn["seed"], workers=1)
    one = kept.data.isel(arm=drawn["arm"], replicate=drawn["replicate"])
    told = history(rows, drawn["arm"], drawn["replicate"], drawn["seed"])

    assert told["purchases"].sum() == one["units"].sum()
    assert told["revenue"].sum() == one["revenue"].sum()
    for week in range(drawn["weeks"]):
        first = told["first_purchase"] == week
        assert first.sum() * drawn["people"] == one["new_customers"].isel(week=week)
    for cause in CAUSES:
        found = (told["cause"] == cause).sum() * drawn["people"]
        assert found == one["discovered_by_cause"].sel(cause=cause).sum()
        owed = told["revenue"].where(told["credited_cause"] == cause, 0).sum()
        assert owed == one["revenue_by_cause"].sel(cause=cause).sum()
    again = set(told["listener"].values.tolist())
    for uid, first, credited in zip(
        *(told[name].values.tolist() for name in ("consumer", "first_cause", "credited_cause")),
        strict=True,
    ):
        assert first == credited or uid in again, "only who forgot can owe it to another cause"


@PROPERTY
@given(drawn=WORLDS)
def test_measures_are_those_of_plain_counting(drawn: Row) -> None:
    rows = rows_of(drawn)
    loaded = scenario(rows)
    kept = compare(loaded, drawn["replicate"] + 1, seed=drawn["seed"], workers=1)
    values = {
        name: float(all_[drawn["arm"], drawn["replicate"]])
        for name, all_ in measure(kept.data).items()
    }
    model = stepped(world(rows, drawn["seed"]), drawn["arm"], drawn["replicate"])
    told = history(loaded, drawn["arm"], drawn["replicate"], drawn["seed"])

    found = list(
        zip(*(told[name].values.tolist() for name in ("week", "listener", "teller")), strict=True)
    )
    size, steps = slow_cascades(found, talk_acts(model))
    assert same(values["cascade_mean"], sum(size) / len(size) if size else None)
    assert same(
        values["cascade_direct"], sum(k <= 1 for k in steps) / len(steps) if steps else None
    )
    latest = {listener: (week, teller) for week, listener, teller in found}
    from_people = {who: (week, by) for who, (week, by) in latest.items() if by >= 0}
    k = slow_k_factor(told["first_purchase"].values.tolist(), from_people, drawn["weeks"])
    assert same(values["k_factor"], k)
    waited = slow_weeks_to_buy(told["first_purchase"].values.tolist(), found)
    assert same(values["weeks_to_buy"], waited)
    assert same(values["nps"], slow_nps(model))

    people = by_uid(model.people)
    each = drawn["people"]
    assert values["reach"] == each * np.count_nonzero(people["flags"][0] & 2)
    assert values["customers"] == each * np.count_nonzero(people["purchases"][0])
    cost = sum(line.amount for line in model.ledger.lines if line.payer == "company")
    for kind in KINDS:
        assert values[f"cost_{kind}"] == sum(
            line.amount for line in model.ledger.lines if (line.kind, line.payer) == (kind, "company")
        )
    owner = sum(line.amount for line in model.ledger.lines if line.payer == "owner")
    assert values["owner_cost"] == owner
    contribution = int(told["revenue"].sum()) - 400 * int(told["purchases"].sum())
    assert values["cost"] == cost
    assert values["contribution"] == contribution
    assert values["profit"] == contribution - cost
    by_week = {line.week: 0 for line in model.ledger.lines}
    for line in model.ledger.lines:
        by_week[line.week] += line.amount if line.payer == "company" else 0
    recorded = weekly(model)
    worth = math.fsum(
        (recorded["revenue"][t] - 400 * recorded["units"][t] - by_week.get(t, 0)) / 1.002**t
        for t in range(drawn["weeks"])
    )
    assert math.isclose(values["npv"], worth, rel_tol=1e-9, abs_tol=1e-6)
    control = history(loaded, 0, drawn["replicate"], drawn["seed"])
    base = int(control["revenue"].sum()) - 400 * int(control["purchases"].sum())
    assert same(values["roi"], (contribution - base - cost) / cost if cost else None)


@PROPERTY
@given(drawn=WORLDS)
def test_who_told_whom_is_a_story_that_can_have_happened(drawn: Row) -> None:
    """A teller knew before, talks that week, and is tied to the listener."""
    rows = rows_of(drawn)
    model = stepped(world(rows, drawn["seed"]), drawn["arm"], drawn["replicate"])
    told = history(scenario(rows), drawn["arm"], drawn["replicate"], drawn["seed"])
    acts, graph = set(talk_acts(model)), model.world.graph
    before = by_uid(model.world.settle(drawn["replicate"])[0])
    known = dict.fromkeys(np.flatnonzero(before["flags"][0]).tolist(), -1)
    columns = (told[name].values.tolist() for name in ("week", "listener", "teller", "cause"))
    for week, listener, teller, cause in zip(*columns, strict=True):
        assert (teller >= 0) == (cause == "word_of_mouth")
        if teller >= 0:
            assert (week, teller) in acts
            assert known[teller] < week
            assert listener in graph.neighbours(teller)
        known[listener] = week
    first = dict(zip(told["consumer"].values.tolist(), told["first_discovered"].values.tolist(),
                     strict=True))  # fmt: skip
    assert {uid for uid, week in first.items() if week != NEVER} == set(known)


def test_revenue_belongs_to_the_discovery_before_the_first_purchase() -> None:
    """Recounted purchase by purchase: each sale goes to the cause its buyer holds at the time."""
    rows = lively(market={"consumers": 200, "weeks": 30})
    from simulator.model import WordOfMouthModel

    model = WordOfMouthModel(world(rows))
    owed: Counter[str] = Counter()
    before = by_uid(model.people)["revenue"][0].copy()
    for _ in range(30):
        model.step()
        people = by_uid(model.people)
        paid = people["revenue"][0] - before
        for uid in np.flatnonzero(paid):
            cause = int(people["cause"][0][uid])
            owed[CAUSES[cause] if cause < 16 else "word_of_mouth"] += int(paid[uid])
        before = people["revenue"][0].copy()
    kept = compare(scenario(rows), 1).data.isel(arm=0, replicate=0)["revenue_by_cause"].sum("week")
    assert {str(c): int(v) for c, v in zip(kept.cause.values, kept.values, strict=True) if v} == {
        cause: value for cause, value in owed.items() if value
    }
    assert len(owed) > 2


@pytest.mark.parametrize("currency", ["JPY", "USD", "KWD"])
def test_money_comes_out_in_major_units(currency: str) -> None:
    """1, 100 or 1,000 minor units to the major one change what is stored, not what is said."""
    rows = lively(
        arm("Plan", {"kind": "paid_media", "spend_per_week": 250.0}),
        market={"currency": currency, "price": 1000, "unit_cost": 400},
    )
    results = compare(scenario(rows), 2)
    values = measure(results.data)
    factor = {"JPY": 1, "USD": 100, "KWD": 1000}[currency]
    assert results.data.attrs["minor_per_major"] == factor
    assert (results.data["revenue"].sum("week") == values["revenue"] * factor).all()
    assert (values["revenue"] == 1000 * values["units"]).all()
    assert (values["contribution"] == 600 * values["units"]).all()
    assert values["cost"].tolist() == [[0.0, 0.0], [1000.0, 1000.0]]
