"""Many worlds: each is a comparison of its own, a planted flip is found, and nothing else is."""

from typing import Any

import numpy as np
import pytest
import xarray
from comparisons import LONG, After, AtOnce
from support import arm, lively, scenario

from simulator import compare, load_results, load_scenario, save_results, summary
from simulator.assumptions import REPLICATES, drawn
from simulator.errors import Mistake
from simulator.metrics import HEADLINE, measure
from simulator.results import Results
from simulator.robustness import robustness
from simulator.scenarios.variation import uncertain

SEEDING = {"kind": "seeding", "seeds": 10, "cost_per_seed": 200}
ROWS = lively(arm("Gift", SEEDING), market={"consumers": 80, "weeks": 8})
PLANT = "arms.Gift.strategies.seeding.cost_per_seed"
IDLE = ("behaviour.weight_goodwill", "behaviour.weight_tv", "behaviour.peer_help")
"""Without donations, television and a community these change nothing."""


def worlds(results: Results) -> xarray.Dataset:
    assert results.worlds is not None
    return results.worlds


# --- the worlds -----------------------------------------------------------------------------------


def test_a_world_is_the_comparison_of_the_scenario_with_its_values() -> None:
    """Bit for bit, also where the network itself is another."""
    vary = ["graph.strong_share", "behaviour.failure", "behaviour.hearing_strong"]
    ranges = [*vary[:2], f"{vary[2]}=0.1..2"]
    found = worlds(compare(scenario(ROWS), 2, seed=5, assumptions=10, vary=ranges))
    assert found.parameter.values.tolist() == vary
    for k in (0, 7):
        values = found["value"].sel(world=k).values.tolist()
        settings = dict(zip(vary, values, strict=True))
        alone = measure(compare(load_scenario(ROWS, set=settings), REPLICATES, seed=5).data)
        for name in HEADLINE:
            assert np.array_equal(found[name].sel(world=k).values, alone[name])


@pytest.mark.parametrize("how", [{"workers": 2}, {"executor": AtOnce()}, {"workers": 1}])
def test_the_same_seed_gives_the_same_worlds_whoever_does_the_work(how: dict[str, Any]) -> None:
    first = worlds(compare(scenario(ROWS), 2, seed=3, assumptions=10))
    assert worlds(compare(scenario(ROWS), 2, seed=3, assumptions=10, **how)).identical(first)
    other = worlds(compare(scenario(ROWS), 2, seed=4, assumptions=10))
    assert not np.array_equal(other["value"], first["value"])


def test_every_part_of_every_range_is_met_once() -> None:
    """What makes it a Latin hypercube."""
    parameters = uncertain(scenario(ROWS), ["behaviour.hearing_strong=0.1..2", "behaviour.promise"])
    values = drawn(parameters, 40, 9)
    for k, one in enumerate(parameters):
        edges = [one.at(j / 40) for j in range(40)] + [one.high]
        counts, _ = np.histogram(values[:, k], np.nextafter(edges, -np.inf))
        assert (counts == 1).all()
    assert abs(np.corrcoef(values.T)[0, 1]) < 0.5


def test_the_comparison_itself_is_as_it_is_without_worlds() -> None:
    with_worlds = compare(scenario(ROWS), 3, assumptions=10)
    assert with_worlds.data.drop_attrs().identical(compare(scenario(ROWS), 3).data.drop_attrs())


def test_values_that_contradict_themselves_are_left_out_and_counted() -> None:
    found = worlds(
        compare(scenario(ROWS), 2, assumptions=20,
                vary=["behaviour.evidence_prior=1..60", "behaviour.evidence_cap=40..41"])
    )  # fmt: skip
    prior, cap = found["value"].values.T
    assert (cap >= prior).all()
    assert 0 < found.attrs["left_out"] == 20 - found.sizes["world"]


def test_stopped_between_worlds_it_keeps_those_that_are_complete() -> None:
    flag = After(2 * 2 + 3 * 2 * REPLICATES)
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int, left: float | None) -> None:
        told.append((done, total))
        flag.watch(done, total, left)

    results = compare(scenario(LONG), 2, assumptions=30, progress=watch, cancel=flag)
    assert not results.interrupted
    assert 3 <= worlds(results).sizes["world"] < 30
    answer = summary(results)["assumptions"]
    assert answer["worlds"] + answer["left_out"] < answer["asked"] == 30
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {total for _, total in told} == {2 * 2 + 30 * 2 * REPLICATES}


def test_stopped_before_there_are_no_worlds() -> None:
    flag = After(6)
    results = compare(scenario(LONG), 40, assumptions=10, progress=flag.watch, cancel=flag)
    assert results.interrupted
    assert summary(results)["assumptions"] is None


def test_progress_ends_with_no_time_left() -> None:
    told: list[tuple[int, int, float | None]] = []
    compare(scenario(ROWS), 2, assumptions=10, progress=lambda *now: told.append(now))
    assert told[-1] == (4 + 80, 84, 0.0)
    assert all(left is None or left >= 0 for *_, left in told)


# --- a planted flip -------------------------------------------------------------------------------


def planted(*idle: str, low: int = 10, high: int = 900) -> Results:
    vary = [f"{PLANT}={low}..{high}", *idle]
    return compare(scenario(ROWS), 30, assumptions=60, vary=vary)


def break_even(results: Results) -> float:
    """What a seed may cost, from a world's own runs: its contribution gained, by the seeds."""
    profit = worlds(results)["profit"].mean("trial")
    gain = profit.values[:, 1] - profit.values[:, 0] + 10 * cost(results)
    assert np.allclose(gain, gain[0])  # the cost of a seed changes nothing that people do
    return float(gain[0] / 10)


def cost(results: Results) -> np.ndarray:
    return worlds(results)["value"].sel(parameter=PLANT).values


def test_a_planted_flip_is_found_and_what_has_no_effect_is_not_blamed() -> None:
    results = planted(*IDLE)
    found = robustness(results, measure(results.data))
    assert found is not None
    assert found["ranking"]["order"] == ["Gift", "Control"]
    first, *others = found["flips"]
    assert (first["name"], first["clear"]) == (PLANT, True)
    assert first["correlation"] == pytest.approx(-1.0)
    assert (first["lost_low"], first["lost_high"]) == (0.0, 1.0)
    assert not any(one["clear"] for one in others)
    threshold = break_even(results)
    assert 10 < threshold < 900
    pays = cost(results) <= threshold
    assert found["ranking"]["best_holds"] == pytest.approx(pays.mean())
    assert found["ranking"]["holds"] == found["ranking"]["best_holds"]
    (row,) = (one for one in found["spreads"] if one["metric"] == "profit")
    assert row["better"] == pytest.approx(pays.mean())


def test_where_the_flip_lies_beyond_the_range_nothing_flips() -> None:
    results = planted(low=10, high=250)
    found = robustness(results, measure(results.data))
    assert found is not None
    assert (found["ranking"]["best_holds"], found["flips"]) == (1.0, [])


def test_chance_alone_is_rarely_called_clear() -> None:
    """Over 300 answers about parameters without effect, at most as often as promised (false alarm 1e-6);
    one that has an effect is called clear every time.
    """
    from scipy.stats import binom

    from simulator.draws import Draws, Stream

    u = Draws(8).uniform(Stream.TASTE, np.arange(300 * 40 * 6, dtype=np.int32)).reshape(300, 40, 6)
    blamed, planted = 0, 0
    values = {"profit": np.array([[0.0, 0.0], [1.0, 1.0]])}
    values |= dict.fromkeys(HEADLINE, values["profit"])
    template = compare(scenario(ROWS), 2)
    for one in u:
        margin = one[:, 0] - 0.5
        found = _with_worlds(template, margin, one[:, 1:])
        blamed += any(flip["clear"] for flip in robustness(found, values)["flips"])  # type: ignore[index]
        with_cause = np.column_stack([one[:, 1:], margin + 0.3 * one[:, 1]])
        found = _with_worlds(template, margin, with_cause)
        planted += robustness(found, values)["flips"][0]["name"] == "p5"  # type: ignore[index]
    assert blamed <= binom.isf(1e-6, 300, 0.05)
    assert planted == 300


def _with_worlds(template: Results, margin: np.ndarray, value: np.ndarray) -> Results:
    profit = np.zeros((len(margin), 2, REPLICATES))
    profit[:, 1] = margin[:, None]
    names = [f"p{k}" for k in range(value.shape[1])]
    dims = ("world", "arm", "trial")
    found = xarray.Dataset(
        {**dict.fromkeys(HEADLINE, (dims, profit)), "value": (("world", "parameter"), value),
         **dict.fromkeys(("low", "high", "assumed"), ("parameter", np.zeros(len(names))))},
        {"parameter": names, "unit": ("parameter", ["-"] * len(names)), "arm": ["Control", "Gift"]},
        {"asked": len(margin), "left_out": 0},
    )  # fmt: skip
    return Results(template.data, template.scenario, found)


# --- both spreads ---------------------------------------------------------------------------------


def test_both_spreads_are_told_apart() -> None:
    """Recomputed by hand: of runs of our market, and of the worlds' means."""
    results = compare(scenario(ROWS), 25, assumptions=20, vary=["behaviour.hearing_strong=0.1..2"])
    answer = summary(results)["assumptions"]
    runs = measure(results.data)
    for row in answer["spreads"]:
        chance = sorted(runs[row["metric"]][1] - runs[row["metric"]][0])
        each = worlds(results)[row["metric"]].values
        means = sorted(float((one[1] - one[0]).mean()) for one in each)
        assert row["chance_low"] == pytest.approx(at(chance, 0.05))
        assert row["chance_high"] == pytest.approx(at(chance, 0.95))
        assert row["assumptions_low"] == pytest.approx(at(means, 0.05))
        assert row["assumptions_high"] == pytest.approx(at(means, 0.95))
        assert row["better"] == pytest.approx(
            sum(1 if x > 0 else 0.5 if x == 0 else 0 for x in means) / len(means)
        )


def at(values: list[float], quantile: float) -> float:
    """A quantile, by hand."""
    place = quantile * (len(values) - 1)
    k = min(int(place), len(values) - 2)
    return values[k] + (place - k) * (values[k + 1] - values[k])


def test_where_nothing_that_matters_differs_all_spread_is_chance() -> None:
    results = compare(scenario(ROWS), 5, assumptions=20, vary=IDLE)
    for row in summary(results)["assumptions"]["spreads"]:
        assert row["assumptions_share"] == 0.0
    planted_rows = summary(planted())["assumptions"]["spreads"]
    (profit,) = (row for row in planted_rows if row["metric"] == "profit")
    assert profit["assumptions_share"] > 0.5


# --- kept -----------------------------------------------------------------------------------------


def test_worlds_are_saved_with_the_comparison(tmp_path: Any) -> None:
    results = compare(scenario(ROWS), 3, assumptions=10)
    save_results(results, tmp_path / "a.nc")
    again = load_results(tmp_path / "a.nc")
    assert worlds(again).equals(worlds(results))
    here, there = summary(results), summary(again)
    assert here == there
    save_results(compare(scenario(ROWS), 3), tmp_path / "b.nc")
    assert load_results(tmp_path / "b.nc").worlds is None


# --- what cannot be asked -------------------------------------------------------------------------

LONE = lively(market={"consumers": 40, "weeks": 3})


@pytest.mark.parametrize(
    ("rows", "how", "key"),
    [(ROWS, {"vary": ["behaviour.failure"]}, "assumptions.vary_alone"),
     (ROWS, {"assumptions": 10, "vary": "behaviour.failure"}, "assumptions.not_names"),
     (ROWS, {"assumptions": 10, "vary": []}, "assumptions.nothing"),
     (LONE, {"assumptions": 10}, "assumptions.one_arm"),
     (ROWS, {"assumptions": 9}, "number_option"), (ROWS, {"assumptions": 1.5}, "whole_option"),
     (ROWS, {"assumptions": 10, "vary": ["market.price"]}, "assumptions.no_range")],
)  # fmt: skip
def test_what_cannot_be_asked(rows: Any, how: dict[str, Any], key: str) -> None:
    with pytest.raises(Mistake) as raised:
        compare(scenario(rows), 2, **how)
    assert raised.value.key == key
    assert all(raised.value.sentences(language) for language in ("en", "ja"))
