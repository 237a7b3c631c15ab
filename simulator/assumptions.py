"""Chance and assumptions apart: the same comparison in many worlds, each with other assumptions.

A world is the market with its uncertain parameters drawn from their ranges. All arms of a world meet
the same people with the same draws, and the worlds share them too, so that worlds differ by what is
assumed.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.draws import replicate_seed
from simulator.errors import Mistake
from simulator.metrics import HEADLINE, METRICS, measure_one
from simulator.results import assemble
from simulator.runs import Run
from simulator.scenarios.schema import Scenario
from simulator.scenarios.variation import Uncertain, varied
from simulator.world import World, make_world

if TYPE_CHECKING:
    import xarray

REPLICATES = 4  # in each world: enough to tell chance from what is assumed

Runs = Callable[[World, int], list[Run]]


def drawn(parameters: Sequence[Uncertain], worlds: int, seed: int) -> NDArray[np.float64]:
    """Draw values by a Latin hypercube: each parameter's range is met evenly, (worlds, parameters)."""
    from scipy.stats.qmc import LatinHypercube

    cube = LatinHypercube(len(parameters), rng=int(replicate_seed(seed, worlds)))
    quantiles = cube.random(worlds)
    return np.array([[one.at(q) for one, q in zip(parameters, row, strict=True)] for row in quantiles])


def explore(
    scenario: Scenario, parameters: Sequence[Uncertain], worlds: int, seed: int, runs: Runs
) -> "xarray.Dataset":
    """Run all arms in many worlds.

    Parameters
    ----------
    runs : runs all arms in a world; is also told how many worlds came before, and returns fewer runs
        where it was stopped. Worlds that are complete are kept.

    Returns
    -------
    xarray.Dataset
        `HEADLINE` metrics along world, arm and trial; `value` along world and parameter; range of each
        parameter. Attributes: worlds asked for, and how many were left out, for they contradict
        themselves.
    """
    import xarray

    values, arms = drawn(parameters, worlds, seed), range(len(scenario.arms))
    found: dict[str, list[Any]] = {name: [] for name in HEADLINE}
    kept, left_out = [], 0
    for k, row in enumerate(values):
        world = _world(scenario, parameters, row, seed)
        if world is None:
            left_out += 1
            continue
        done = runs(world, k)
        if len(done) < len(arms) * REPLICATES:
            break
        data = assemble(world, arms, done, requested=REPLICATES, seconds=0.0).data
        for name in HEADLINE:
            found[name].append(measure_one(data, name))
        kept.append(k)
    shape = (len(kept), len(arms), REPLICATES)
    units = {metric.name: metric.unit for metric in METRICS}
    variables: dict[str, Any] = {
        name: (("world", "arm", "trial"), np.array(rows).reshape(shape), {"units": units[name]})
        for name, rows in found.items()
    }
    variables["value"] = (("world", "parameter"), values[kept], {"units": "of the parameter"})
    for end in ("low", "high"):
        ends = np.array([getattr(one, end) for one in parameters])
        variables[end] = ("parameter", ends, {"units": "of the parameter"})
    variables["assumed"] = (
        "parameter", np.array([one.value for one in parameters]), {"units": "of the parameter"}
    )  # fmt: skip
    coords = {
        "world": np.array(kept, np.int64),
        "arm": [one.name for one in scenario.arms],
        "trial": np.arange(REPLICATES),
        "parameter": [one.name for one in parameters],
        "unit": ("parameter", [one.unit for one in parameters]),
    }
    return xarray.Dataset(variables, coords, {"asked": worlds, "left_out": left_out})


def _world(
    scenario: Scenario, parameters: Sequence[Uncertain], values: NDArray[np.float64], seed: int
) -> World | None:
    """Make a world; None if its values contradict each other, or no network can be made of them."""
    changed = varied(scenario, parameters, values.tolist())
    if changed is None:
        return None
    try:
        return make_world(changed, seed)
    except Mistake:
        return None
