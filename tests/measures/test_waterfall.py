"""The steps from the control's profit to a plan's add up, and each is what it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import arm, lively

from simulator import compare, load_scenario, summary
from simulator.texts import LANGUAGES, catalogue
from simulator.waterfall import END, REVENUE, SPENT, START, UNIT_COSTS, step_title, waterfall

SEEDS = {"kind": "seeding", "seeds": 4, "cost_per_seed": 10}
MEDIA = {"kind": "paid_media", "medium": "tv", "spend_per_week": 30, "cost_per_contact": 1}


def answer(*plans: dict, **more: object) -> dict:  # type: ignore[type-arg]
    scenario = load_scenario(lively(*plans, market={"consumers": 60, "weeks": 8, "unit_cost": 37}))
    return summary(compare(scenario, 3, **more))  # type: ignore[arg-type]


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_steps_add_up_to_the_cent(seed: int) -> None:
    found = answer(arm("Both", SEEDS, MEDIA), seed=seed)
    first, *changes, last = waterfall(found, "Both")
    assert (first.what, last.what) == (START, END)
    assert first.amount + sum(step.amount for step in changes) == pytest.approx(last.amount, abs=1e-6)


def test_each_step_is_what_it_says() -> None:
    found = answer(arm("Both", SEEDS, MEDIA))
    control, plan = found["arms"]
    steps = waterfall(found, "Both")
    named = {(step.what, step.of): step.amount for step in steps}
    for kind in ("product", "media"):
        assert named[SPENT, kind] == pytest.approx(-plan["metrics"][f"cost_{kind}"]["mean"])
    revenue = sum(step.amount for step in steps if step.what == REVENUE)
    gained = plan["metrics"]["revenue"]["mean"] - control["metrics"]["revenue"]["mean"]
    assert revenue == pytest.approx(gained, abs=1e-6)
    units = plan["metrics"]["units"]["mean"] - control["metrics"]["units"]["mean"]
    assert named[UNIT_COSTS, ""] == pytest.approx(-37 * units, abs=1e-6)


def test_where_nothing_differs_there_is_no_step_between() -> None:
    assert [step.what for step in waterfall(answer(arm("Idle")), "Idle")] == [START, END]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_a_title(language: str) -> None:
    text = catalogue(language)
    titles = [step_title(step, text) for step in waterfall(answer(arm("Both", SEEDS, MEDIA)), "Both")]
    assert len({*titles}) == len(titles)
    assert "Both" in titles[-1]
