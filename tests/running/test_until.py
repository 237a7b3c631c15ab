"""Running until a difference is known well enough: when it stops, and what the interval is worth then."""

import math
from typing import Any

import numpy as np
import pytest
from chance import recounted
from comparisons import LONG, SMALL, After, AtOnce, data
from scipy import stats
from support import lively, scenario

from simulator import compare, summary
from simulator.draws import Draws, Stream
from simulator.errors import Mistake
from simulator.intervals import LEVEL, interval, runs_for
from simulator.metrics import measure_one
from simulator.precision import PILOT, Precision, read_precision


def profits(results: Any) -> np.ndarray:
    """Profit recounted from what was recorded: (arms, replicates)."""
    one = results.data
    margin = one["revenue"] - one["units"] * one.attrs["unit_cost_minor"] - one["cost"]
    return margin.sum("week").values / one.attrs["minor_per_major"]


# --- the theorem ----------------------------------------------------------------------------------

TRUTHS, START, WIDTH = 4000, 4, 0.8


def normal(count: int) -> np.ndarray:
    """Normal numbers, (truths, count)."""
    who = np.arange(TRUTHS * count, dtype=np.int32)
    return stats.norm.ppf(np.clip(Draws(3).uniform(Stream.TASTE, who), 1e-12, None)).reshape(-1, count)


def test_an_interval_whose_runs_were_decided_by_the_pilot_holds_the_truth_as_often_as_it_says() -> None:
    """As Stein's theorem has it (two-sided, false alarm 1e-6); letting all runs tell, a wrong twin, fails."""
    hits, twin = 0, 0
    for sample in normal(400):
        first = np.arange(400) < START
        needed = runs_for(sample[first], WIDTH, np.ones(START, bool)) or 0
        runs = sample[: min(needed, 400)]
        low, high = interval(runs, first[: len(runs)])
        assert (high - low) / 2 <= WIDTH * (1 + 1e-9) or len(runs) == 400
        hits += low <= 0 <= high
        low, high = interval(runs)
        twin += low <= 0 <= high
    assert stats.binomtest(hits, TRUTHS, LEVEL).pvalue > 1e-6
    assert stats.binomtest(twin, TRUTHS, LEVEL).pvalue < 1e-6


def half(values: np.ndarray, pilot: int, runs: int) -> float:
    """Half of the recounted interval's length."""
    low, high = recounted(values, pilot, runs)
    return (high - low) / 2


@pytest.mark.parametrize("width", [0.01, 0.3, 5.0])
def test_so_many_runs_reach_the_width_and_one_fewer_does_not(width: float) -> None:
    for sample in normal(9)[:50]:
        needed = runs_for(sample, width, np.ones(9, bool))
        assert needed is not None
        assert half(sample, 9, needed) <= width * (1 + 1e-9)
        assert needed == 9 or half(sample, 9, needed - 1) > width * (1 - 1e-9)


def test_no_number_of_runs_makes_nothing_of_a_width() -> None:
    assert runs_for(np.array([1.0, 2.0]), 0.0) is None
    assert runs_for(np.array([1.0]), 1.0) is None
    assert runs_for(np.array([1.0, 2.0]), 1e-12, np.ones(2, bool)) is None


# --- the product ----------------------------------------------------------------------------------

WIDE, CLOSE = 1e9, 700.0


def test_runs_that_were_decided_are_the_runs_that_were_counted() -> None:
    until = compare(scenario(SMALL), until=CLOSE)
    assert PILOT < until.replicates < 400
    assert data(until).identical(data(compare(scenario(SMALL), until.replicates)))


@pytest.mark.parametrize("how", [{"workers": 1}, {"workers": 2}, {"executor": AtOnce()}])
def test_whoever_does_the_work_it_stops_at_the_same_run(how: dict[str, Any]) -> None:
    assert data(compare(scenario(SMALL), until=CLOSE, **how)).identical(
        data(compare(scenario(SMALL), until=CLOSE))
    )


def test_it_stops_at_the_first_run_at_which_every_plan_is_known_well_enough() -> None:
    """Recounted with SciPy from what was recorded."""
    results = compare(scenario(lively(*PLANS, market={"consumers": 40, "weeks": 6})), until=CLOSE)
    profit = profits(results)

    def widest(runs: int) -> float:
        return max(half(one - profit[0], PILOT, runs) for one in profit[1:])

    assert PILOT < results.replicates < 400
    assert widest(results.replicates) <= CLOSE < widest(results.replicates - 1)
    assert half(profit[1] - profit[0], PILOT, PILOT) != half(profit[2] - profit[0], PILOT, PILOT)


PLANS = (
    {"name": "Gift", "strategies": [{"kind": "seeding", "seeds": 5}]},
    {"name": "Ads", "strategies": [{"kind": "paid_media", "spend_per_week": 2000, "weeks": 3}]},
)


def test_intervals_rest_on_the_pilot_and_say_so() -> None:
    results = compare(scenario(SMALL), until=CLOSE)
    answer = summary(results)
    profit = profits(results)
    change = profit[1] - profit[0]
    low, high = recounted(change, PILOT)
    (row,) = (one for one in answer["paired"] if one["metric"] == "profit")
    assert math.isclose(row["mean"], change.mean())
    assert (row["low"], row["high"]) == pytest.approx((low, high))
    told = answer["until"]
    assert told["reached"]
    assert math.isclose(told["known_within"], (high - low) / 2)
    assert (told["within"], told["pilot"], told["most"]) == (CLOSE, PILOT, 400)
    assert told["runs_needed"] == results.replicates


def test_a_share_is_of_what_the_control_earns_in_the_pilot() -> None:
    results = compare(scenario(SMALL), until="40%")
    assert math.isclose(results.data.attrs["within"], 0.4 * abs(profits(results)[0, :PILOT].mean()))


def test_what_is_easily_known_takes_the_pilot_alone() -> None:
    assert compare(scenario(SMALL), until=WIDE).replicates == PILOT
    assert compare(scenario(SMALL), 7, until=WIDE).replicates == 7


def test_no_more_runs_than_allowed_and_what_would_be_needed() -> None:
    results = compare(scenario(SMALL), 60, until=20.0)
    told = summary(results)["until"]
    assert (results.replicates, results.interrupted, told["reached"]) == (60, False, False)
    assert told["runs_needed"] > 60
    assert told["known_within"] > 20.0
    profit = profits(results)
    change, needed = profit[1] - profit[0], told["runs_needed"]
    assert half(change, PILOT, needed) <= 20.0 < half(change, PILOT, needed - 1)


@pytest.mark.parametrize("until", [1e-9, "1%"])
def test_a_precision_that_no_runs_reach_is_told(until: Any) -> None:
    """So small an amount; or a share of nothing, where the control earns nothing."""
    silent = {"organic_discovery": 0.0} if until == "1%" else {}
    launch = {"consumers": 40, "weeks": 6, "initial": "launch"}
    results = compare(scenario(lively(*PLANS, market=launch, behaviour=silent)), 25, until=until)
    told = summary(results)["until"]
    assert (told["reached"], told["runs_needed"], results.replicates) == (False, None, 25)


def test_arms_that_are_the_same_are_known_at_once() -> None:
    same = scenario(lively({"name": "Again", "strategies": []}, market={"consumers": 40, "weeks": 6}))
    results = compare(same, until=1.0)
    assert results.replicates == PILOT
    assert summary(results)["until"]["reached"]


def test_progress_rises_through_both_parts() -> None:
    told: list[tuple[int, int, float | None]] = []
    results = compare(scenario(SMALL), until=CLOSE, progress=lambda *now: told.append(now))
    done = [now[0] for now in told]
    assert done == sorted(done)
    assert done[-1] == 2 * results.replicates
    assert [total for _, total, _ in told] == sorted(total for _, total, _ in told)
    assert {total for _, total, _ in told} == {2 * PILOT, 2 * results.replicates}
    assert all(seconds is None or seconds >= 0 for _, _, seconds in told)


@pytest.mark.parametrize("after", [6, 2 * PILOT + 6])
def test_stopped_in_either_part_it_keeps_what_is_complete(after: int) -> None:
    flag = After(after)
    results = compare(scenario(LONG), until=1.0, workers=2, progress=flag.watch, cancel=flag)
    assert results.interrupted
    assert results.replicates < 400
    kept = results.data.replicate.values.tolist()
    assert data(results).drop_dims("line").identical(
        data(compare(scenario(LONG), max(kept) + 1)).sel(replicate=kept).drop_dims("line")
    )
    assert (summary(results)["until"] is None) == (after < 2 * PILOT)


# --- what can be asked for ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("5%", (0.05, True)), (" 5 % ", (0.05, True)), (".5%", (0.005, True)), ("50000", (50000, False)),
     (50000, (50000, False)), (0.5, (0.5, False)), (np.int64(3), (3, False)), ("2.", (2, False))],
)  # fmt: skip
def test_what_can_be_asked_for(typed: Any, meant: tuple[float, bool]) -> None:
    assert read_precision(typed) == Precision(*meant)
    again = read_precision(str(read_precision(typed)))
    assert math.isclose(again.number, meant[0])
    assert again.is_share == meant[1]


@pytest.mark.parametrize(
    ("typed", "key"),
    [("0%", "until.nothing"), ("-5", "until.nothing"), (0, "until.nothing"), (math.inf, "until.nothing"),
     (math.nan, "until.nothing"), ("9" * 400, "until.nothing"),
     ("abc", "until.form"), ("", "until.form"), ("5%%", "until.form"), ("50,000", "until.form"),
     (True, "until.form"), ([5], "until.form"), ("inf", "until.form"), ("1e3", "until.form"),
     ("3.000", "until.two_numbers"), ("３％", "option_full_width"), ("５", "option_full_width")],  # noqa: RUF001
)  # fmt: skip
def test_what_cannot_be_asked_for(typed: Any, key: str) -> None:
    with pytest.raises(Mistake) as raised:
        compare(scenario(SMALL), until=typed)
    assert raised.value.key == key


def test_one_arm_has_no_difference_to_know() -> None:
    with pytest.raises(Mistake) as raised:
        compare(scenario(lively(market={"consumers": 40, "weeks": 6})), until="5%")
    assert raised.value.key == "until.one_arm"


def test_the_metric_that_decides_is_profit() -> None:
    results = compare(scenario(SMALL), 3)
    assert np.array_equal(measure_one(results.data, "profit"), profits(results))
