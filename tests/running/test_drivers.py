"""Drivers, one at a time: what two plain comparisons differ by, nothing for what has no effect."""

from threading import Event

import numpy as np
import pytest
from support import arm, lively, scenario

from simulator import compare
from simulator.drivers import drivers
from simulator.metrics import measure_one
from simulator.scenarios.variation import uncertain

SEEDS = {"kind": "seeding", "seeds": 6, "cost_per_seed": 4}
MARKET = {"consumers": 60, "weeks": 10}
ROWS = lively(arm("Other"), arm("Gift", SEEDS), market=MARKET, switches={"reviews": False})
NAMES = ("behaviour.quality=-1..1", "behaviour.review_reading=0..1", "behaviour.talk_scale=0.1..2")


def profit(seed: int, **behaviour: float) -> np.ndarray:
    """What Gift earns against the control, run by run."""
    rows = {**ROWS, "behaviour": {**ROWS["behaviour"], **behaviour}}
    values = measure_one(compare(scenario(rows), 3, seed).data, "profit")
    return np.asarray(values[2] - values[0])


@pytest.mark.parametrize("seed", [1, 2])
def test_a_driver_is_the_difference_of_two_comparisons(seed: int) -> None:
    *_, found = drivers(scenario(ROWS), "Gift", uncertain(scenario(ROWS), NAMES), seed, 3)
    own = profit(seed)
    by_name = {one.parameter.name: one for one in found}
    for name, low, high in (("quality", -1.0, 1.0), ("talk_scale", 0.1, 2.0)):
        one = by_name[f"behaviour.{name}"]
        assert one.low is not None
        assert one.high is not None
        assert one.low.mean == pytest.approx((profit(seed, **{name: low}) - own).mean())
        assert one.high.mean == pytest.approx((profit(seed, **{name: high}) - own).mean())
    idle = by_name["behaviour.review_reading"]
    assert idle.swing == 0, "nobody reads reviews that are switched off"
    assert [one.swing for one in found] == sorted((one.swing for one in found), reverse=True)
    assert found[0].swing > 0


def test_what_stands_only_in_another_arm_drives_nothing() -> None:
    rows = {**ROWS, "arms": [*ROWS["arms"], arm("Media", {"kind": "paid_media", "spend_per_week": 9e4})]}
    named = [one for one in uncertain(scenario(rows)) if one.name.startswith("paid_media.")]
    assert named
    *_, found = drivers(scenario(rows), "Gift", named, 1, 3)
    assert {one.swing for one in found} == {0.0}
    *_, found = drivers(scenario(rows), "Media", named, 1, 3)
    assert found[0].swing > 0


def test_progress_and_an_end() -> None:
    told, stop = [], Event()
    parameters = uncertain(scenario(ROWS), NAMES)
    for found in drivers(
        scenario(ROWS), "Gift", parameters, 1, 3, progress=lambda *one: told.append(one[:2]), cancel=stop
    ):
        if len(found) == 2:
            stop.set()
    assert len(found) == 2
    done = [one for one, _ in told]
    assert done == sorted(done)
    assert {total for _, total in told} == {(2 * 3 + 1) * 2 * 3}
