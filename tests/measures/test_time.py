"""Time: weeks to the first purchase, weeks on each rung, and the score of recommendation by week."""

import math

import numpy as np
import pytest
import xarray
from support import arm, lively, scenario, table, ties, world

from simulator import compare
from simulator.agents.stages import NEVER, Ladder
from simulator.metrics import METRICS, measure
from simulator.model import WordOfMouthModel
from simulator.runs import weeks_to_buy

OF = {metric.name: metric.of for metric in METRICS}


def test_person_weeks_of_all_rungs_are_those_of_everybody() -> None:
    rows = lively(arm("Gifts", {"kind": "seeding", "seeds": 9}),
                  market={"consumers": 50, "weeks": 13, "people_per_consumer": 4})  # fmt: skip
    found = compare(scenario(rows), 3)
    values = measure(found.data)
    assert all((values[f"{rung.name.lower()}_weeks"] > 0).all() for rung in Ladder if rung)
    known = sum(values[f"{rung.name.lower()}_weeks"] for rung in Ladder if rung) * values["reach"]
    unknown = found.data["n_potential"].sum("week").values
    np.testing.assert_allclose(known + unknown, 50 * 4 * 13, rtol=1e-12)


def model_of(people: list[tuple[int, int]]) -> WordOfMouthModel:
    """A run that ended with these weeks of discovery and first purchase."""
    model = WordOfMouthModel(world(table(market={"weeks": 20}), graph=ties(len(people), [])))
    model.people.discovered[0], model.people.first_purchase[0] = zip(*people, strict=True)
    return model


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([(3, 3), (4, 9)], 2.5),  # one at once, one after five weeks
        ([(3, 5), (6, NEVER), (NEVER, NEVER)], 2.0),  # who has not bought waits still
        ([(-1, 7), (-1, -1), (0, 1)], 1.0),  # who knew it from before the start does not count
        ([(-1, 7), (8, NEVER)], math.nan),
    ],
)
def test_weeks_to_buy_by_hand(people: list[tuple[int, int]], expected: float) -> None:
    assert weeks_to_buy(model_of(people)) == pytest.approx(expected, nan_ok=True)


def test_scores_of_weeks_without_customers_do_not_count() -> None:
    dims = ("arm", "replicate", "week")
    weekly = {
        "n_promoters": [[[0, 3, 1, 0]], [[0, 0, 0, 0]]],
        "n_passives": [[[0, 1, 2, 0]], [[0, 0, 0, 0]]],
        "n_detractors": [[[0, 0, 1, 5]], [[0, 0, 0, 0]]],
    }
    data = xarray.Dataset({name: (dims, np.array(values)) for name, values in weekly.items()})
    for name, expected in (("nps", -100.0), ("nps_mean", (75 + 0 - 100) / 3), ("nps_lowest", -100.0)):
        assert OF[name](data)[:, 0].tolist() == pytest.approx([expected, math.nan], nan_ok=True)
    first = data.isel(week=slice(0, 3))
    assert OF["nps_lowest"](first)[0, 0] == 0.0
    assert OF["nps_mean"](first)[0, 0] == 37.5
