"""What a metric is, and what most of them are made of.

Each is a function of the recorded weeks that gives one number per arm and replicate, in people or in
major units of the currency; nan where there is nothing to measure. Its title, formula and window stand
in the catalogues of texts, under its name.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import xarray

Values = NDArray[np.float64]  # (arms, replicates)
Measure = Callable[["xarray.Dataset"], Values]


class Metric(NamedTuple):
    """One measure: its unit ("money" is the currency), its good direction, and how to get it."""

    name: str
    unit: str
    higher_is_better: bool
    of: Measure
    window: str = "weeks"  # of all weeks; "end": at the end of the last


def at_end(*names: str) -> Measure:
    """A stock, or several together, as they are at the end."""
    return lambda data: sum(data[name].isel(week=-1).values.astype(float) for name in names)  # type: ignore[return-value]


def total(*names: str) -> Measure:
    """Flows of all weeks together."""
    return lambda data: sum(data[name].sum("week").values.astype(float) for name in names)  # type: ignore[return-value]


def of_run(name: str) -> Measure:
    """What is recorded once a run."""
    return lambda data: data[name].values.astype(float)


def ratio(above: Measure, below: Measure) -> Measure:
    """One by another; nan where there is nothing to divide by."""

    def divided(data: "xarray.Dataset") -> Values:
        upper, lower = above(data), below(data)
        return np.where(lower > 0, upper / np.where(lower > 0, lower, 1.0), np.nan)

    return divided


def minor(
    data: "xarray.Dataset", name: str, over: tuple[str, ...] = ("week",)
) -> NDArray[np.int64]:
    """Money of all weeks, in minor units: it stays whole until the very end."""
    return np.asarray(data[name].sum(over).values, np.int64)


def in_money(amount: NDArray[np.int64], data: "xarray.Dataset") -> Values:
    """Minor units in major ones."""
    return amount / float(data.attrs["minor_per_major"])


def has_control(data: "xarray.Dataset") -> bool:
    """Whether the first arm is the control: some arms may have been taken out."""
    return bool(data.coords["arm"].values[0] == data.attrs["control"])
