"""Metrics of an arm: what a planner reads off, computed from the recorded weeks.

`METRICS` is the one table of them, in the order in which they are listed.
"""

from typing import TYPE_CHECKING

from simulator.metrics import media, money, people, service, talk
from simulator.metrics.metric import Metric, Values

if TYPE_CHECKING:
    import xarray

__all__ = ["HEADLINE", "METRICS", "Metric", "Values", "measure", "measure_one"]

METRICS: tuple[Metric, ...] = (
    *people.METRICS, *media.METRICS, *talk.METRICS, *service.METRICS, *money.METRICS,
)  # fmt: skip

HEADLINE = ("reach", "revenue", "profit")
"""Metrics that are told in words, and by which plans are compared with each other too."""


def measure_one(data: "xarray.Dataset", name: str) -> Values:
    """Compute one metric: (arms, replicates)."""
    return next(metric for metric in METRICS if metric.name == name).of(data)


def measure(data: "xarray.Dataset") -> dict[str, Values]:
    """Compute every metric: name -> (arms, replicates)."""
    return {metric.name: metric.of(data) for metric in METRICS}
