"""What a picture shows, as numbers: courses over the weeks, differences, and the way to loyalty."""

from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.comparison import summary
from simulator.metrics.paths import PATHS
from simulator.pictures.look import STYLES
from simulator.results import Results

COURSES = ("reach", "revenue")
DIFFERENCES = ("profit", "revenue", "reach")
STAGES = {
    "reached": ("reach",),
    "customers": ("customers",),
    "came_back": ("bought_again", "loyal"),
    "loyal": ("loyal",),
}
"""Stages on the way, each within the one before, and the metrics that it is the sum of."""

BAND = (0.1, 0.9)  # of the runs
FEWEST = 2  # runs that can be told apart
MOST_ARMS = len(STYLES)


class Course(NamedTuple):
    """A measure at the end of each week: mean over runs and where most runs lie, (arms, weeks)."""

    name: str
    money: bool
    mean: NDArray[np.float64]
    low: NDArray[np.float64] | None  # None for a single run
    high: NDArray[np.float64] | None


class Stage(NamedTuple):
    """A stage: people of each arm who came so far, and their share of the stage before."""

    name: str
    people: list[float]
    shares: list[float | None]


class Content(NamedTuple):
    """All numbers of a picture, and the answer that they are part of."""

    answer: dict[str, Any]
    arms: list[str]  # those that are shown; the control first
    courses: list[Course]
    differences: dict[str, list[dict[str, Any] | None]]  # by metric; None for the control
    stages: list[Stage]
    weeks: int
    start: date | None

    @property
    def people(self) -> int:
        """People of the market."""
        return int(self.answer["consumers"] * self.answer["people_per_consumer"])

    @property
    def runs(self) -> int:
        """Replicates complete in all arms."""
        return int(self.answer["replicates"])


def content(results: Results, most: int = MOST_ARMS) -> Content:
    """Compute what is shown of a comparison.

    Parameters
    ----------
    most : arms, the first ones; more than by default cannot be told apart in a picture.

    Raises
    ------
    Mistake : what is given are no results.
    """
    answer = summary(results)
    shown = answer["arms"][:most]
    names = [arm["name"] for arm in shown]
    pairs = {(row["arm"], row["metric"]): row for row in answer["paired"]}
    start = answer["start"]
    return Content(
        answer=answer,
        arms=names,
        courses=[_course(results, name, most) for name in COURSES],
        differences={name: [pairs.get((arm, name)) for arm in names] for name in DIFFERENCES},
        stages=_stages(answer, shown),
        weeks=int(results.data.sizes["week"]),
        start=None if start is None else date.fromisoformat(str(start)),
    )


def _course(results: Results, name: str, most: int) -> Course:
    path = PATHS[name]
    values = path.of(results.data)[:most]
    low = high = None
    if values.shape[1] >= FEWEST:
        low, high = np.quantile(values, BAND, axis=1)
    return Course(name, path.unit == "money", values.mean(axis=1), low, high)


def _stages(answer: dict[str, Any], arms: list[dict[str, Any]]) -> list[Stage]:
    before = [float(answer["consumers"] * answer["people_per_consumer"])] * len(arms)
    found = []
    for name, metrics in STAGES.items():
        people = [sum(arm["metrics"][one]["mean"] for one in metrics) for arm in arms]
        shares = [one / all_ if all_ else None for one, all_ in zip(people, before, strict=True)]
        found.append(Stage(name, people, shares))
        before = people
    return found
