"""What comes in, what it costs, and whether that was worth it."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.ledger import KINDS
from simulator.intervals import interval
from simulator.metrics.metric import Measure, Metric, Values, has_control, in_money, minor, total

if TYPE_CHECKING:
    import xarray


NEARLY = 0.01  # of the larger of two costs: so little between them is as good as nothing


def _booked(kind: str) -> Measure:
    """What the company was charged for one kind of thing."""

    def of_kind(data: "xarray.Dataset") -> Values:
        lines = [str(line).rsplit(" / ", 2)[1:] for line in data.coords["line"].values]
        mine = [k for k, line in enumerate(lines) if line == [kind, "company"]]
        return in_money(minor(data.isel(line=mine), "booked", ("line", "week")), data)

    return of_kind


def _contribution(data: "xarray.Dataset") -> NDArray[np.int64]:
    return minor(data, "revenue") - minor(data, "units") * int(data.attrs["unit_cost_minor"])


def _profit(data: "xarray.Dataset") -> NDArray[np.int64]:
    return _contribution(data) - minor(data, "cost")


def _by_week(data: "xarray.Dataset") -> NDArray[np.int64]:
    """Profit of each week, in minor units: (arms, replicates, weeks)."""
    margin = data["revenue"].values - data["units"].values * int(data.attrs["unit_cost_minor"])
    return np.asarray(margin - data["cost"].values, np.int64)


def _npv(data: "xarray.Dataset") -> Values:
    """Each week's profit, discounted to the first."""
    weeks = range(data.sizes["week"])
    factor = np.array([(1.0 + data.attrs["discount_rate"]) ** -t for t in weeks])
    discounted = (_by_week(data) * factor).sum(axis=-1)
    return np.asarray(discounted / float(data.attrs["minor_per_major"]))


def _against_control(data: "xarray.Dataset", above: NDArray[Any], below: NDArray[Any]) -> Values:
    """What an arm has more than the control of one thing, by what it has more of another.

    nan for the control, where an arm has no more of the other, and without a control.
    """
    if not has_control(data):
        return np.full(above.shape, np.nan)
    gained, extra = above - above[:1], below - below[:1]
    return np.where(extra > 0, gained / np.where(extra > 0, extra, 1), np.nan)


def _roi(data: "xarray.Dataset") -> Values:
    return _against_control(data, _profit(data), minor(data, "cost"))


def _marginal_roi(data: "xarray.Dataset") -> Values:
    """Profit gained per extra money against the arm whose mean cost is the next less.

    nan where an arm, or the one that it would be held against, costs nearly as much as another, or
    where it may be chance that it costs more: then there is no telling which comes next, and next to
    nothing to divide by; for the cheapest; and where an arm cost no more in a replicate.
    """
    profit, cost = _profit(data), minor(data, "cost")
    spent = cost.sum(axis=1)
    out = np.full(cost.shape, np.nan)
    near = np.abs(spent[:, None] - spent) <= NEARLY * np.maximum(spent[:, None], spent)
    alone = near.sum(axis=1) == 1
    order = np.argsort(spent, kind="stable")
    for less, more in pairwise(order):
        extra = cost[more] - cost[less]
        least, _ = interval(extra.astype(float))
        by_chance = least <= 0
        if alone[less] and alone[more] and not by_chance:
            gained = profit[more] - profit[less]
            out[more] = np.where(extra > 0, gained / np.where(extra > 0, extra, 1), np.nan)
    return out


def _cac(data: "xarray.Dataset") -> Values:
    won = total("new_customers")(data)
    return _against_control(data, in_money(minor(data, "cost"), data), won)


def _break_even(data: "xarray.Dataset") -> Values:
    """Contribution gained: an arm that cost this much more would be worth nothing."""
    if not has_control(data):
        return np.full((data.sizes["arm"], data.sizes["replicate"]), np.nan)
    contribution = _contribution(data)
    return in_money(contribution - contribution[:1], data)


def _payback(data: "xarray.Dataset") -> Values:
    """Weeks until what was spent has come back for good; nan where it has not by the end."""
    shape = (data.sizes["arm"], data.sizes["replicate"])
    if not has_control(data):
        return np.full(shape, np.nan)
    profit = _by_week(data)
    ahead = np.cumsum(profit - profit[:1], axis=-1) >= 0
    behind = np.where(ahead, -1, np.arange(ahead.shape[-1])).max(axis=-1)
    spent = (data["cost"].values != data["cost"].values[:1]).any(axis=-1)
    back = spent & ahead[..., -1]
    return np.where(back, behind + 1.0, np.nan)


METRICS = (
    Metric("revenue", "money", True, lambda data: in_money(minor(data, "revenue"), data)),
    Metric("contribution", "money", True, lambda data: in_money(_contribution(data), data)),
    Metric("cost", "money", False, lambda data: in_money(minor(data, "cost"), data)),
    *(Metric(f"cost_{kind}", "money", False, _booked(kind)) for kind in KINDS),
    Metric("owner_cost", "money", False, lambda data: in_money(minor(data, "owner_cost"), data)),
    Metric("profit", "money", True, lambda data: in_money(_profit(data), data)),
    Metric("npv", "money", True, _npv),
    Metric("roi", "ratio", True, _roi),
    Metric("marginal_roi", "ratio", True, _marginal_roi),
    Metric("cac", "money", False, _cac),
    Metric("break_even", "money", True, _break_even),
    Metric("payback", "weeks", False, _payback),
)
