"""A goal: how far each arm is from it, and in how many runs it is reached."""

import numpy as np
import pytest
from support import arm, lively, scenario

from simulator import compare, load_scenario, summary
from simulator.comparison import identical
from simulator.errors import Mistake
from simulator.in_words import in_words
from simulator.intervals import spread
from simulator.metrics import METRICS, measure
from simulator.parameters import declarations
from simulator.scenarios.schema import Goal
from simulator.texts import catalogue

GIFT = arm("Gift", {"kind": "seeding", "seeds": 5, "cost_per_seed": 10})


def test_a_goal_is_held_against_every_run() -> None:
    results = compare(scenario(lively(GIFT)), 7)
    revenue = measure(results.data)["revenue"]
    target = float(np.sort(revenue[1])[3])  # four of seven runs reach it
    goal = {"metric": "revenue", "target": target}
    aimed = compare(scenario(lively(GIFT, goal=goal)), 7)
    told = summary(aimed)["goal"]
    assert (told["metric"], told["target"]) == ("revenue", target)
    for row, values in zip(told["arms"], revenue, strict=True):
        expected = spread(values - target)
        assert [row["mean"], row["low"], row["high"]] == pytest.approx(expected[:3])
        assert (row["reached"], row["runs"]) == ((values >= target).sum(), 7)
    assert told["arms"][1]["reached"] == 4


def test_a_goal_changes_nothing_that_happens() -> None:
    plain, aimed = (
        compare(scenario(lively(GIFT, **more)), 3) for more in ({}, {"goal": {"target": 1.0}})
    )
    for name, column in plain.data.data_vars.items():
        assert np.array_equal(column, aimed.data[name], equal_nan=column.dtype.kind == "f"), name
    assert identical(plain, 1) == identical(aimed, 1)
    assert summary(plain)["goal"] is None


def test_without_a_target_there_is_no_goal() -> None:
    plain = scenario(lively())
    assert scenario(lively(goal={"metric": "reach"})).digest == plain.digest
    assert scenario(lively(goal={"target": 5.0})).digest != plain.digest


def test_runs_in_which_nothing_can_be_measured_are_left_out() -> None:
    nobody = {"organic_discovery": 0.0, "talk_scale": 0.0}
    market = {"initial": "launch", "followers": 0}
    asked = lively(market=market, behaviour=nobody, goal={"metric": "nps", "target": 0})
    (row,) = summary(compare(scenario(asked), 3))["goal"]["arms"]
    assert (row["mean"], row["reached"], row["runs"]) == (None, 0, 0)


def test_what_a_goal_is_measured_by_is_a_metric_of_which_more_is_better() -> None:
    (choices,) = (one.choices for one in declarations(Goal) if one.name == "metric")
    known = {one.name: one.higher_is_better for one in METRICS}
    assert choices
    assert all(known[one] for one in choices)


@pytest.mark.parametrize(
    ("place", "value"), [("goal.metric", "fame"), ("goal.target", "much"), ("goal.target", 1e300)]
)
def test_a_goal_that_cannot_be_held_against_anything(place: str, value: object) -> None:
    with pytest.raises(Mistake) as raised:
        load_scenario("first_look", set={place: value})
    assert place in raised.value.sentences("en")[0]


def test_equal_arms_in_which_nothing_can_be_measured_have_no_difference_at_all() -> None:
    answer = summary(compare(scenario(lively(arm("Same"))), 3))
    measured = answer["arms"][0]["measured"]
    for row in answer["paired"]:
        assert (row["mean"] is None) == (measured[row["metric"]] == 0), row["metric"]


@pytest.mark.parametrize(
    ("metric", "target", "said"),
    [
        ("penetration", 0.15, "penetration of at least 15 %"), ("nps", -3.5, "NPS of at least -3.5"),
        ("revenue", 5e6, "revenue of at least ¥5,000,000"),
    ],
)  # fmt: skip
def test_a_goal_is_told_in_the_unit_of_what_measures_it(metric: str, target: float, said: str) -> None:
    told = in_words(scenario(lively(goal={"metric": metric, "target": target})), catalogue("en"), "JPY")
    assert f"To be reached by the last week: {said}." in told
