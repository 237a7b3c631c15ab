"""Paths are the recorded weeks, one by one, and end where the metrics are."""

import numpy as np
import pytest
from support import arm, lively, scenario

from simulator import Results, compare
from simulator.metrics import measure
from simulator.metrics.paths import PATHS

SEEDING = {"kind": "seeding", "seeds": 6, "cost_per_seed": 4.0}


@pytest.fixture(scope="module", name="found")
def comparison() -> Results:
    """A launch, so that in the first weeks nobody can be asked, in a currency with cents."""
    rows = lively(market={"consumers": 20, "weeks": 12, "currency": "USD", "initial": "launch"})
    return compare(scenario({**rows, "arms": [arm("Control"), arm("Seeding", SEEDING)]}), 3, 5)


def test_each_path_ends_at_the_metric_of_its_name(found: Results) -> None:
    values = measure(found.data)
    assert list(PATHS) == ["reach", "customers", "revenue", "nps"]
    for name, path in PATHS.items():
        assert path.name == name
        weekly = path.of(found.data)
        assert weekly.shape == (2, 3, 12)
        np.testing.assert_array_equal(weekly[..., -1], values[name])


def test_each_week_is_that_of_a_comparison_cut_there(found: Results) -> None:
    for week in range(12):
        cut = measure(found.data.isel(week=slice(0, week + 1)))
        for name, path in PATHS.items():
            np.testing.assert_array_equal(path.of(found.data)[..., week], cut[name])


def test_money_is_counted_in_whole_coins_and_nobody_has_no_score(found: Results) -> None:
    paid, so_far = 0, PATHS["revenue"].of(found.data)[1, 2]
    for week, cents in enumerate(found.data["revenue"].values[1, 2].tolist()):
        paid += cents
        assert so_far[week] == paid / 100
    assert paid > 0
    asked = sum(found.data[f"n_{name}"].values for name in ("promoters", "passives", "detractors"))
    assert (np.isnan(PATHS["nps"].of(found.data)) == (asked == 0)).all()
    assert (asked == 0).any()
    assert (asked > 0).any()
