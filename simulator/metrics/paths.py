"""Paths: how a measure goes from week to week, for drawing.

Each is a function of the recorded weeks that gives (arms, replicates, weeks); its last week is the
metric of the same name, whose title stands in the catalogues of texts.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import xarray

Weekly = NDArray[np.float64]  # (arms, replicates, weeks)
CLASSES = ("n_promoters", "n_passives", "n_detractors")


class Path(NamedTuple):
    """One measure week by week: its unit ("money" is the currency's major one), and how to get it."""

    name: str
    unit: str
    of: Callable[["xarray.Dataset"], Weekly]


def stock(name: str) -> Callable[["xarray.Dataset"], Weekly]:
    """A stock as it is at the end of each week."""
    return lambda data: data[name].transpose("arm", "replicate", "week").values.astype(float)


def revenue_so_far(data: "xarray.Dataset") -> Weekly:
    """All prices paid from the first week to the end of each, in major units."""
    paid = data["revenue"].transpose("arm", "replicate", "week").values
    return np.asarray(np.cumsum(paid, axis=-1) / float(data.attrs["minor_per_major"]))


def nps(data: "xarray.Dataset") -> Weekly:
    """Net promoter score at the end of each week, in points; nan where nobody could be asked."""
    promoters, passives, detractors = (stock(name)(data) for name in CLASSES)
    asked = promoters + passives + detractors
    share = (promoters - detractors) / np.where(asked > 0, asked, 1.0)
    return np.where(asked > 0, 100.0 * share, np.nan)


PATHS = {
    path.name: path
    for path in (
        Path("reach", "people", stock("n_reached")),
        Path("customers", "people", stock("n_customers")),
        Path("revenue", "money", revenue_so_far),
        Path("nps", "points", nps),
    )
}
