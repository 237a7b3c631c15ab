"""The way of customers, week by week: where people stand, how many move on, how owners feel."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.stages import Ladder, Quadrant

if TYPE_CHECKING:
    import xarray

STAGES = tuple(rung.name.lower() for rung in Ladder)
MOODS = tuple(quadrant.name.lower() for quadrant in Quadrant)
FLOWS = ("discoveries", "new_customers", "repeat_units", "lapses", "won_back", "forgotten")
Weekly = NDArray[np.float64]  # (arms, weeks)


class Journey(NamedTuple):
    """Means over runs, in people (units where more is bought): name -> (arms, weeks).

    Everybody is at one of the stages at the end of each week. Flows are of the week. Moods are those of
    owners who have not lapsed and are pleased or annoyed.
    """

    stages: dict[str, Weekly]
    flows: dict[str, Weekly]
    moods: dict[str, Weekly]


def journey(data: "xarray.Dataset") -> Journey:
    """Find where people stand and how they move, from recorded weeks."""

    def mean(name: str) -> Weekly:
        return np.asarray(data[name].mean("replicate").transpose("arm", "week").values, float)

    discoveries = data["discovered_by_cause"].sum("cause").mean("replicate")
    flows = {
        "discoveries": np.asarray(discoveries.transpose("arm", "week").values, float),
        "repeat_units": mean("units") - mean("new_customers"),
    }
    return Journey(
        stages={name: mean(f"n_{name}") for name in STAGES},
        flows={name: flows[name] if name in flows else mean(name) for name in FLOWS},
        moods={name: mean(f"n_{name}") for name in MOODS},
    )
