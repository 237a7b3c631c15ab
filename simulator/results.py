"""Results: what a comparison recorded, as one xarray.Dataset with units, and where it came from."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.counts import MEANING, UNIT
from simulator.agents.stages import CAUSES
from simulator.runs import Run
from simulator.scenarios.schema import Arm
from simulator.world import World

if TYPE_CHECKING:
    import xarray

BY_CAUSE = {"discovered_by_cause": "discovered", "revenue_by_cause": "revenue"}
MONEY = ("revenue", "rival_revenue", "cost", "owner_cost", "revenue_by_cause", "booked")
OF_WEEKS = {
    "rival_units": "units that rivals sold",
    "rival_revenue": "revenue of rivals, minor units",
    "cost": "booked on the company, minor units",
    "owner_cost": "booked on the owner, minor units",
    "discovered_by_cause": "discoveries, by cause",
    "revenue_by_cause": "revenue, by cause of discovery, minor units",
    "booked": "the ledger: booked by strategy, kind and payer, minor units",
}
"""What is recorded each week beside the counts of our brand, and what it means."""

OF_RUNS = {
    "k_factor": (
        "first purchases per customer",
        "first purchases told by a customer within 26 weeks of the customer's own first",
    ),
    "cascade_mean": ("discoveries + 1", "mean size of message cascades"),
    "cascade_median": ("discoveries + 1", "median size of message cascades"),
    "cascade_largest": ("discoveries + 1", "size of the largest message cascade"),
    "cascade_direct": (
        "share", "share of talk's discoveries within one step of their cascade's start"
    ),
    "cascade_depth": (
        "steps", "steps from the start to the farthest discovery, mean over cascades with a discovery"
    ),
    "cascade_deepest": ("steps", "steps from the start to the farthest discovery of all cascades"),
    "cascade_virality": (
        "steps", "mean distance of two nodes of a cascade's tree, mean over cascades with a discovery"
    ),
    "cascade_virality_largest": (
        "steps", "the same of the largest cascade; of equally large ones, of the first to begin"
    ),
    "weeks_to_buy": ("weeks", "weeks from the discovery of new customers to their first purchase, mean"),
    "budget_left": ("minor", "what is left of the arm's budget; -1 without one"),
    "budget_short": ("week", "first week in which the budget was short; -1 if never"),
}  # fmt: skip
"""What is recorded once a run: its unit, and what it means; nan where there is nothing to measure."""

OF_COORDINATES = {
    "arm": {"units": "-", "long_name": "name of the arm; the first is the control"},
    "replicate": {"units": "-", "long_name": "number of the replicate, from 0"},
    "week": {"units": "week", "long_name": "number of the week, from 0"},
    "cause": {"units": "-", "long_name": "what made people discover the brand"},
    "line": {"units": "-", "long_name": "line of the ledger: strategy / kind / payer"},
}
"""What the coordinates are; dates have no unit here, for xarray gives them one when they are saved."""


class Aim(NamedTuple):
    """How well a difference was to be known, where that decided how many replicates there are."""

    until: str  # as it was asked for; "" where nothing was
    pilot: int  # how many replicates, from the first on, decided; 0 for none
    within: float  # the half-width asked for, in major units
    most: int  # replicates that were allowed


NO_AIM = Aim("", 0, 0.0, 0)


@dataclass(frozen=True)
class Results:
    """A comparison: `data` has dimensions arm, replicate, week (and cause, line for some).

    Counts are people (or messages, units, cases of people) of a week; money is integers of the
    currency's minor unit, `data.attrs["minor_per_major"]` of them to the major unit.
    """

    data: "xarray.Dataset"
    scenario: dict[str, Any]  # resolved
    worlds: "xarray.Dataset | None" = None  # of `simulator.assumptions.explore`, where it was asked for

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}s={self.data.sizes[name]}" for name in ("arm", "replicate", "week"))
        return f"Results({self.data.attrs['scenario']!r}, {sizes}, seed={self.data.attrs['seed']})"

    @property
    def arms(self) -> list[str]:
        """Names of the arms; the first is the control."""
        return [str(name) for name in self.data.coords["arm"].values]

    @property
    def replicates(self) -> int:
        """Replicates complete in all arms."""
        return int(self.data.sizes["replicate"])

    @property
    def pilot(self) -> NDArray[np.bool_] | None:
        """Which replicates decided how many there are, (replicates,); None if they were simply asked for."""
        pilot = int(self.data.attrs["pilot"])
        return np.asarray(self.data.coords["replicate"].values < pilot) if pilot else None

    @property
    def interrupted(self) -> bool:
        """True if fewer replicates are complete than were asked for."""
        return bool(self.data.attrs["interrupted"])


def assemble(
    world: World, arms: Sequence[int], runs: Sequence[Run], *, requested: int, seconds: float,
    aim: Aim = NO_AIM,
) -> Results:
    """Put the runs of some arms, complete in the same replicates, into one dataset.

    Parameters
    ----------
    arms : numbers of the arms, in order. runs : one for each arm and replicate, in any order.
    requested : replicates that were asked for; fewer are complete if it was interrupted.
    aim : what decided how many.
    """
    import xarray

    scenario, market = world.scenario, world.scenario.market
    replicates = sorted({one.replicate for one in runs})
    by_place = {(one.arm, one.replicate): one for one in runs}
    grid = [[by_place[arm, replicate] for replicate in replicates] for arm in arms]
    dims = ("arm", "replicate", "week")
    variables: dict[str, Any] = {}
    split = {f"{stem}_{cause}" for stem in BY_CAUSE.values() for cause in CAUSES}
    for name in grid[0][0].weekly:
        if name not in split:
            values = np.array([[one.weekly[name] for one in row] for row in grid])
            meaning = MEANING[name.upper()] if name.upper() in MEANING else OF_WEEKS[name]
            variables[name] = (dims, values, {"units": _unit(name), "long_name": meaning})
    for name, stem in BY_CAUSE.items():
        values = np.array(
            [[[one.weekly[f"{stem}_{c}"] for c in CAUSES] for one in row] for row in grid]
        )
        attrs = {"units": _unit(name), "long_name": OF_WEEKS[name]}
        variables[name] = (("arm", "replicate", "cause", "week"), values, attrs)
    for name in grid[0][0].measures:
        values = np.array([[one.measures[name] for one in row] for row in grid])
        variables[name] = (("arm", "replicate"), values, _once(name))
    lines, booked = _books(grid, market.weeks)
    attrs = {"units": "minor", "long_name": OF_WEEKS["booked"]}
    variables["booked"] = (("arm", "replicate", "line", "week"), booked, attrs)
    left = [[-1 if x.budget_left is None else x.budget_left for x in row] for row in grid]
    variables["budget_left"] = (("arm", "replicate"), np.array(left, np.int64), _once("budget_left"))
    short = [[-1 if x.short_since is None else x.short_since for x in row] for row in grid]
    variables["budget_short"] = (("arm", "replicate"), np.array(short, np.int64), _once("budget_short"))
    coords: dict[str, Any] = {
        "arm": [scenario.arms[arm].name for arm in arms],
        "replicate": replicates,
        "week": np.arange(market.weeks),
        "cause": list(CAUSES),
        "line": [" / ".join(line) for line in lines],
    }
    coords = {name: (name, values, OF_COORDINATES[name]) for name, values in coords.items()}
    if scenario.start is not None:
        start = np.datetime64(scenario.start, "D")
        days = start + 7 * np.arange(market.weeks)
        coords["date"] = ("week", days.astype("datetime64[ns]"), {"long_name": "first day of the week"})
    dataset = xarray.Dataset(variables, coords, _provenance(world, len(replicates), requested, seconds, aim))
    return Results(dataset, scenario.resolved())


def _books(grid: list[list[Run]], weeks: int) -> tuple[list[tuple[str, str, str]], Any]:
    lines = sorted(
        {(x.strategy, x.kind, x.payer) for row in grid for one in row for x in one.ledger}
    )
    place = {line: k for k, line in enumerate(lines)}
    booked = np.zeros((len(grid), len(grid[0]), len(lines), weeks), np.int64)
    for a, row in enumerate(grid):
        for r, one in enumerate(row):
            for x in one.ledger:
                booked[a, r, place[x.strategy, x.kind, x.payer], x.week] += x.amount
    return lines, booked


def _once(name: str) -> dict[str, str]:
    """Attributes of what is recorded once a run."""
    unit, meaning = OF_RUNS[name]
    return {"units": unit, "long_name": meaning}


def _unit(name: str) -> str:
    if name in MONEY:
        return "minor"
    return UNIT.get(name.removeprefix("rival_"), "people")


def _contested(arm: Arm) -> list[str]:
    """Contested claims on which the plans of an arm rest."""
    claims = (key for one in arm.ordered() if not one.idle for key in one.contested)
    return list(dict.fromkeys(claims))


def _provenance(
    world: World, replicates: int, requested: int, seconds: float, aim: Aim
) -> dict[str, Any]:
    from importlib.metadata import version

    market = world.scenario.market
    return {
        "scenario": world.scenario.name,
        "digest": world.scenario.digest,
        "control": world.scenario.arms[0].name,
        "seed": world.seed,
        "version": version("kuchikomi"),
        "currency": market.currency,
        "minor_per_major": market.minor_per_major,
        "discount_rate": world.scenario.behaviour.discount_rate,
        "unit_cost_minor": world.minor(market.unit_cost),
        "consumers": world.consumers,
        "people_per_consumer": world.people_per_consumer,
        "ties": world.ties,
        "directed": int(world.directed),
        "hearing_factor": world.hearing_factor,
        "graph_notes": json.dumps(world.graph.notes, ensure_ascii=False),
        "contested": json.dumps({arm.name: _contested(arm) for arm in world.scenario.arms}),
        "requested": requested,
        "interrupted": int(replicates < requested),
        "seconds": seconds,
        **aim._asdict(),
    }
