"""What a comparison answers: money against a control that costs something, pairs, identical arms."""

import math
from typing import Any

import numpy as np
import pytest
from support import arm, lively, scenario

from simulator import compare, summary
from simulator.errors import Mistake
from simulator.metrics import measure

SEEDING = {"kind": "seeding", "seeds": 5, "cost_per_seed": 1000}
MEDIA = {"kind": "paid_media", "spend_per_week": 2000, "weeks": 4}


def results(*strategies: list[dict[str, Any]], replicates: int = 3, **market: Any) -> Any:
    """A comparison of arms A, B, C, ... with these strategies."""
    arms = [arm(name, *rows) for name, rows in zip("ABCD", strategies, strict=False)]
    rows = lively(market={"consumers": 60, "weeks": 8, **market})
    return compare(scenario({**rows, "arms": arms}), replicates)


def row(answer: dict[str, Any], name: str, metric: str) -> dict[str, Any]:
    """One paired row."""
    (found,) = (x for x in answer["paired"] if (x["arm"], x["metric"]) == (name, metric))
    return found


def test_roi_is_profit_gained_by_what_more_was_spent() -> None:
    """By hand, against a control that has costs of its own."""
    found = measure(results([SEEDING], [SEEDING, MEDIA], [SEEDING], []).data)
    gained, extra = (found[name][1] - found[name][0] for name in ("profit", "cost"))
    assert (found["cost"][0] == 5000).all()
    assert (extra == 8000).all()
    assert np.array_equal(found["roi"][1], gained / extra)
    assert not np.isclose(found["roi"][1], gained / found["cost"][1]).any()  # the wrong twin


def test_roi_is_nothing_for_the_control_and_where_nothing_more_is_spent() -> None:
    found = measure(results([SEEDING], [SEEDING, MEDIA], [SEEDING], []).data)["roi"]
    assert np.isnan(found[[0, 2, 3]]).all()
    assert np.isfinite(found[1]).all()


def test_an_arm_that_is_the_control_again_is_certain_even_in_one_run() -> None:
    answer = summary(results([SEEDING], [SEEDING], replicates=1))
    for one in answer["paired"]:
        told = [one[name] for name in ("mean", "low", "high", "p_better", "enough", "more_runs_needed")]
        certain = [0, 0, 0, 0.5, True, 0]
        assert told == (certain if one["pairs"] else [None, None, None, None, False, None])
        assert one["pairs"] == answer["arms"][1]["measured"][one["metric"]]
    assert {one["pairs"] for one in answer["paired"]} == {0, 1}  # nothing to measure, or one run


def test_one_run_of_another_arm_is_never_certain_even_where_it_shows_no_difference() -> None:
    answer = summary(results([], [SEEDING], replicates=1))
    revenue = [x for x in answer["paired"] if x["mean"] == 0]
    assert revenue, "some metric has to happen to be equal"
    for one in answer["paired"]:
        assert (one["low"], one["high"]) == (None, None)
        assert (one["enough"], one["more_runs_needed"]) == (False, None)


def test_how_many_runs_have_a_value_is_told() -> None:
    """In half a year nobody has 26 weeks left; in a tiny market a customer may be missing in some runs."""
    found = results([], consumers=20, weeks=3, replicates=40, initial="launch")
    values = measure(found.data)
    (answer,) = summary(found)["arms"]
    assert answer["measured"] == {name: int(np.isfinite(x).sum()) for name, x in values.items()}
    assert 0 < answer["measured"]["nps"] < 40
    assert (answer["measured"]["reach"], answer["measured"]["roi"]) == (40, 0)
    (short,) = summary(results([], weeks=26))["arms"]
    assert short["measured"]["k_factor"] == 0


def test_pairs_are_the_runs_in_which_both_have_a_value() -> None:
    """Nobody buys much here, so that NPS has a value in some of the runs only."""
    made = results([], [SEEDING], replicates=6, initial="launch", consumers=30, weeks=7)
    values, answer = measure(made.data)["nps"], summary(made)
    both = np.isfinite(values).all(axis=0)
    assert 0 < both.sum() < 6
    found = row(answer, "B", "nps")
    assert found["pairs"] == both.sum()
    assert math.isclose(found["mean"], (values[1] - values[0])[both].mean())
    assert row(answer, "B", "reach")["pairs"] == 6
    assert row(answer, "B", "roi")["pairs"] == 0


@pytest.mark.parametrize("nothing", [3, None, "first_look", {}])
def test_a_summary_of_no_results_is_a_mistake_in_a_sentence(nothing: Any) -> None:
    with pytest.raises(Mistake, match=f'are needed, not "{type(nothing).__name__}"'):
        summary(nothing)
