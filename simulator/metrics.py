"""Measures of an arm: what a planner reads off, computed from the recorded weeks.

Each is a function of the dataset that gives one number per arm and replicate, in people or in major
units of the currency; nan where there is nothing to measure. `METRICS` is the one table of them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import xarray

Values = NDArray[np.float64]  # (arms, replicates)


class Metric(NamedTuple):
    """One measure: its unit ("money" is the currency), its good direction, and how to get it."""

    name: str
    unit: str
    higher_is_better: bool
    formula: str
    of: "Callable[[xarray.Dataset], Values]"


def _last(name: str) -> "Callable[[xarray.Dataset], Values]":
    return lambda data: data[name].isel(week=-1).values.astype(float)


def _sum(*names: str) -> "Callable[[xarray.Dataset], Values]":
    return lambda data: sum(data[name].sum("week").values for name in names).astype(float)  # type: ignore[union-attr]


def _run(name: str) -> "Callable[[xarray.Dataset], Values]":
    return lambda data: data[name].values.astype(float)


def _minor(data: "xarray.Dataset", name: str) -> NDArray[np.int64]:
    return np.asarray(data[name].sum("week").values, np.int64)


def _money(minor: NDArray[np.int64], data: "xarray.Dataset") -> Values:
    return minor / float(data.attrs["minor_per_major"])


def _contribution(data: "xarray.Dataset") -> NDArray[np.int64]:
    return _minor(data, "revenue") - _minor(data, "units") * int(data.attrs["unit_cost_minor"])


def _profit(data: "xarray.Dataset") -> NDArray[np.int64]:
    return _contribution(data) - _minor(data, "cost")


def _npv(data: "xarray.Dataset") -> Values:
    """Each week's profit, discounted to the first."""
    margin = data["revenue"].values - data["units"].values * int(data.attrs["unit_cost_minor"])
    week = np.arange(margin.shape[-1])
    factor = np.array([(1.0 + data.attrs["discount_rate"]) ** -int(t) for t in week])
    discounted = ((margin - data["cost"].values) * factor).sum(axis=-1)
    return np.asarray(discounted / float(data.attrs["minor_per_major"]))


def _roi(data: "xarray.Dataset") -> Values:
    """Profit gained over the control, per unit of cost above the control's.

    nan for the control, where an arm costs no more than the control, and without a control.
    """
    cost, profit = _minor(data, "cost"), _profit(data)
    if data.coords["arm"].values[0] != data.attrs["control"]:
        return np.full(cost.shape, np.nan)
    extra, gained = cost - cost[:1], profit - profit[:1]
    return np.where(extra > 0, gained / np.where(extra > 0, extra, 1), np.nan)


def _nps(data: "xarray.Dataset") -> Values:
    classes = [_last(f"n_{name}")(data) for name in ("promoters", "passives", "detractors")]
    total = classes[0] + classes[1] + classes[2]
    share = (classes[0] - classes[2]) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, 100.0 * share, np.nan)


METRICS = (
    Metric("reach", "people", True, "people ever aware, start included", _last("n_reached")),
    Metric("awareness", "people", True, "people aware at the end", _last("n_aware")),
    Metric("customers", "people", True, "people who ever bought", _last("n_customers")),
    Metric("new_customers", "people", True, "first purchases", _sum("new_customers")),
    Metric("units", "units", True, "units bought", _sum("units")),
    Metric("revenue", "money", True, "sum of prices paid",
           lambda data: _money(_minor(data, "revenue"), data)),
    Metric("contribution", "money", True, "revenue - units x unit cost",
           lambda data: _money(_contribution(data), data)),
    Metric("cost", "money", False, "booked on the company by strategies",
           lambda data: _money(_minor(data, "cost"), data)),
    Metric("profit", "money", True, "contribution - cost",
           lambda data: _money(_profit(data), data)),
    Metric("npv", "money", True, "sum of weekly profit x (1 + discount rate) ** -week", _npv),
    Metric("roi", "ratio", True,
           "(profit - control's profit) / (cost - control's cost); none where the extra cost is not "
           "above 0, none for the control", _roi),
    Metric("nps", "points", True,
           "100 x (promoters - detractors) / customers by experience, lapsed left out", _nps),
    Metric("k_factor", "first purchases per customer", True,
           "first purchases told by a customer within 26 weeks of the customer's own first",
           _run("k_factor")),
    Metric("talk_positive", "messages heard", True, "messages heard in favour",
           _sum("heard_positive")),
    Metric("talk_negative", "messages heard", False, "messages heard against",
           _sum("heard_negative")),
    Metric("talk_visible", "messages heard", True, "messages heard over online ties",
           _sum("heard_visible")),
    Metric("reviews", "reviews", True, "reviews written", _sum("posts")),
    Metric("contacts", "cases", False, "cases brought to support", _sum("contacts")),
    Metric("lapses", "people", False, "customers who lapsed", _sum("lapses")),
    Metric("cascade_mean", "discoveries + 1", True, "mean size of message cascades", _run("cascade_mean")),
    Metric("cascade_direct", "share", True,
           "share of talk's discoveries within one step of their cascade's start",
           _run("cascade_direct")),
)  # fmt: skip


def measure(data: "xarray.Dataset") -> dict[str, Values]:
    """Compute every metric: name -> (arms, replicates)."""
    return {metric.name: metric.of(data) for metric in METRICS}
