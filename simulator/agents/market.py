"""What a strategy may see of the market: the state at the end of last week, read only."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.agents.consumers import Consumers
from simulator.agents.groups import Groups
from simulator.graph.passing import Passing
from simulator.graph.social_graph import SocialGraph


@dataclass(frozen=True)
class Market:
    """A read-only view of one run for strategies.

    `people()` gives the columns as they stand now, as read-only arrays; brand 0 is ours.
    """

    week: int  # the week that is being planned; the state is that at the end of the week before
    weeks: int  # horizon
    consumers: int
    people_per_consumer: int
    price: int  # list price, minor units
    minor_per_major: int
    yearly_revenue: float  # of our brand at the start, major units; see `World.yearly_revenue`
    groups: Groups
    graph: SocialGraph  # as it was read or made
    passing: Passing  # how its ties pass on what one talk act says
    seed: int  # of the market: the same in all runs
    people: Callable[[], Consumers]

    @property
    def total_people(self) -> int:
        """How many people the consumers stand for."""
        return self.consumers * self.people_per_consumer


def guarded(consumers: Consumers) -> Consumers:
    """The same columns, not copied, as arrays that refuse writing."""
    return Consumers._make(_guarded(column) for column in consumers)


def _guarded(column: NDArray[np.generic]) -> NDArray[np.generic]:
    view = column.view()
    view.flags.writeable = False
    return view
