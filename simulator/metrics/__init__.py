"""Metrics of an arm: what a planner reads off, computed from the recorded weeks.

`METRICS` is the one table of them, in the order in which they are listed.
"""

from typing import TYPE_CHECKING

from simulator.metrics import media, money, people, service, talk
from simulator.metrics.metric import Metric, Values

if TYPE_CHECKING:
    import xarray

__all__ = ["METRICS", "Metric", "Values", "measure"]

METRICS: tuple[Metric, ...] = (
    *people.METRICS, *media.METRICS, *talk.METRICS, *service.METRICS, *money.METRICS,
)  # fmt: skip


def measure(data: "xarray.Dataset") -> dict[str, Values]:
    """Compute every metric: name -> (arms, replicates)."""
    return {metric.name: metric.of(data) for metric in METRICS}
