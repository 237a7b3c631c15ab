"""Costs by kind, and the profit of the next more costly arm, on books written by hand."""

import math
from typing import Any

import numpy as np
import pytest
import xarray
from support import arm, lively, scenario

from simulator import compare
from simulator.agents.ledger import KINDS, PAYERS
from simulator.metrics import measure
from simulator.metrics.money import METRICS

OF = {metric.name: metric.of for metric in METRICS}


def books(**amounts: int) -> Any:
    """One run of one week in cents; a name is kind_payer."""
    lines = [f"open / support 2 / {' / '.join(name.split('_'))}" for name in amounts]
    booked = np.array(list(amounts.values()), np.int64).reshape(1, 1, -1, 1)
    dims = ("arm", "replicate", "line", "week")
    return xarray.Dataset({"booked": (dims, booked)}, {"line": lines}, {"minor_per_major": 100})


def test_every_kind_is_that_of_the_company_alone() -> None:
    """Each line has an amount of its own, so that one taken for another would show."""
    names = [f"{kind}_{payer}" for kind in KINDS for payer in PAYERS]
    amounts = {name: 7**k for k, name in enumerate(names)}
    for kind in KINDS:
        assert OF[f"cost_{kind}"](books(**amounts)).tolist() == [[amounts[f"{kind}_company"] / 100]]


def test_without_lines_nothing_costs_anything() -> None:
    found = compare(scenario(lively(market={"consumers": 20, "weeks": 2})), 1).data
    assert found.sizes["line"] == 0
    assert [OF[f"cost_{kind}"](found).item() for kind in KINDS] == [0.0] * len(KINDS)


def test_kinds_add_up_to_the_cost_exactly() -> None:
    rows = lively(
        arm("Media", {"kind": "paid_media", "spend_per_week": 0.07}),
        arm("All", {"kind": "seeding", "seeds": 3, "cost_per_seed": 0.1}, {"kind": "paid_media"},
            {"kind": "donation", "amount": 3.33, "payer": "owner"},
            {"kind": "donation", "amount": 1.11}, {"kind": "open_support", "agents": 0.1}),
        market={"consumers": 40, "weeks": 6, "currency": "USD"},
    )  # fmt: skip
    found = compare(scenario(rows), 2)
    values = measure(found.data)
    names = ("cost", "owner_cost", *(f"cost_{kind}" for kind in KINDS))
    cents = {name: np.rint(values[name] * 100).astype(int) for name in names}
    assert (sum(cents[f"cost_{kind}"] for kind in KINDS) == cents["cost"]).all()
    assert (cents["cost"] == found.data["cost"].sum("week")).all()
    assert cents["owner_cost"].tolist() == [[0, 0], [0, 0], [333, 333]]
    assert (cents["cost_donation"][2] == 111).all()


def market(costs: list[list[int]], profits: list[list[int]]) -> Any:
    """Arms by replicates, of one week; what a unit costs is nothing, so that revenue is margin."""
    cost, profit = (np.array(rows, np.int64)[..., None] for rows in (costs, profits))
    dims = ("arm", "replicate", "week")
    variables = {"cost": (dims, cost), "revenue": (dims, profit + cost), "units": (dims, 0 * cost)}
    return xarray.Dataset(variables, attrs={"unit_cost_minor": 0, "minor_per_major": 1})


NONE = math.nan


@pytest.mark.parametrize(
    ("costs", "profits", "expected"),
    [
        ([[0], [300], [100]], [[50], [250], [150]], [NONE, 0.5, 1.0]),  # by cost, not as they stand
        ([[500], [0], [200]], [[10], [40], [20]], [-10 / 300, NONE, -0.1]),  # the control is ranked too
        ([[0], [100], [100], [300]], [[0], [1], [2], [3]], [NONE] * 4),  # equal ones, and who follows
        ([[0], [100], [100], [300], [400]], [[0], [1], [2], [3], [5]], [NONE] * 4 + [0.02]),
        ([[7]], [[1]], [NONE]),
        ([[0], [495_000], [499_200]], [[0], [9], [1]], [NONE] * 3),  # a ratio to next to nothing
        ([[0], [495_000], [520_000]], [[0], [99_000], [1]], [NONE, 0.2, -98_999 / 25_000]),
    ],
)
def test_marginal_return_is_against_the_next_cheaper(
    costs: list[list[int]], profits: list[list[int]], expected: list[float]
) -> None:
    found = OF["marginal_roi"](market(costs, profits))[:, 0].tolist()
    assert found == pytest.approx(expected, nan_ok=True)


def test_arms_are_ranked_once_for_all_replicates() -> None:
    """The second arm costs more in the mean; where it cost less, there is no extra to divide by."""
    found = OF["marginal_roi"](market([[10] * 9, [50] * 8 + [5]], [[5] * 9, [25] * 9]))
    assert found[1].tolist() == pytest.approx([0.5] * 8 + [NONE], nan_ok=True)
    assert np.isnan(found[0]).all()


def test_where_it_may_be_chance_that_an_arm_costs_more_there_is_no_marginal_return() -> None:
    assert np.isnan(OF["marginal_roi"](market([[10, 30], [50, 20]], [[5, 5], [25, 5]]))).all()
