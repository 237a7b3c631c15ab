"""What happened to every single consumer in one run: who told whom, when, and what came of it."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.consumers import Consumers
from simulator.agents.stages import CAUSES, NEVER, PEOPLE, WORD_OF_MOUTH
from simulator.arguments import DEFAULT_SEED, check_scenario, whole_number
from simulator.cascades import Discoveries
from simulator.memory import check_memory
from simulator.runs import discoveries_of, finished_model
from simulator.scenarios.schema import Scenario
from simulator.world import make_world

if TYPE_CHECKING:
    import xarray

BEFORE = -1  # week of what lies before the start
NO_UNIT = {"units": "-"}
SOME_WEEK = {"units": "week", "never": NEVER, "before": BEFORE}
RUNS_TAKEN = 2  # memory of so many runs: the people as they were too, and names for numbers


def history(
    scenario: Scenario, arm: int | str = 0, replicate: int = 0, seed: int = DEFAULT_SEED
) -> "xarray.Dataset":
    """Run one replicate of an arm again and tell what happened to every consumer.

    Returns
    -------
    xarray.Dataset
        Along `consumer` (uid; `label` is the name in a network file): first_cause and
        first_discovered (of the first discovery),
        credited_cause and discovered (of the latest, to which all sales belong), first_purchase,
        purchases and revenue (minor units) within the run.
        Along `discovery`: week, listener, cause, and teller (a uid, or -1 for a channel). Causes are
        names. Weeks are whole numbers; the attributes of a variable say which number stands for
        what never came ("never", -32768) and for what lies before the start ("before", -1).
    """
    import xarray

    check_scenario(scenario)
    replicate, seed = whole_number("replicate", replicate), whole_number("seed", seed)
    check_memory(scenario, 1, RUNS_TAKEN)
    world = make_world(scenario, seed)
    before, _ = world.settle(replicate)
    model = finished_model(world, world.arm_number(arm), replicate)
    people, found = model.people, discoveries_of(model)
    order = np.argsort(people.uid)
    coords: dict[str, Any] = {"consumer": ("consumer", people.uid[order], NO_UNIT)}
    if world.graph.labels is not None:
        coords["label"] = ("consumer", np.array(world.graph.labels)[order], NO_UNIT)
    scale = world.people_per_consumer
    attributes = {"people_per_consumer": scale, "digest": scenario.digest, "seed": seed}
    variables = _of_consumers(before, people, found, order, scale) | _of_discoveries(found)
    return xarray.Dataset(variables, coords, attributes)


def first_discoveries(
    before: Consumers, found: Discoveries, order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Cause and week of everybody's first discovery, int64 (n,) by uid; `NEVER` where there is none.

    Parameters
    ----------
    before : the people as they were before the first week; who knew the brand then keeps that cause.
    found : in the order of weeks. order : rows in the order of uids.
    """
    knew = before.flags[0][order] > 0
    cause = np.where(knew, before.cause[0][order], NEVER).astype(np.int64)
    week = np.where(knew, BEFORE, NEVER).astype(np.int64)
    listeners, earliest = np.unique(found.listener, return_index=True)
    new = ~knew[listeners]
    cause[listeners[new]] = found.cause[earliest[new]]
    week[listeners[new]] = found.week[earliest[new]]
    return cause, week


def _of_consumers(
    before: Consumers, people: Consumers, found: Discoveries, order: NDArray[np.int64], scale: int
) -> dict[str, Any]:
    first, week = first_discoveries(before, found, order)
    cause, discovered, bought_first, purchases = (
        getattr(people, name)[0][order].astype(np.int64)
        for name in ("cause", "discovered", "first_purchase", "purchases")
    )
    bought = (purchases - before.purchases[0][order]) * scale
    return {
        "first_cause": ("consumer", _named(first), NO_UNIT),
        "first_discovered": ("consumer", week, SOME_WEEK),
        "credited_cause": ("consumer", _named(cause), NO_UNIT),
        "discovered": ("consumer", discovered, SOME_WEEK),
        "first_purchase": ("consumer", bought_first, SOME_WEEK),
        "purchases": ("consumer", bought, {"units": "units"}),
        "revenue": ("consumer", people.revenue[0][order], {"units": "minor"}),
    }


def _of_discoveries(found: Discoveries) -> dict[str, Any]:
    cause = found.cause.astype(np.int64)
    teller = np.where(cause >= PEOPLE, cause - PEOPLE, -1)
    return {
        "week": ("discovery", found.week.astype(np.int64), {"units": "week"}),
        "listener": ("discovery", found.listener.astype(np.int64), NO_UNIT),
        "teller": ("discovery", teller, {"units": "-", "channel": -1}),
        "cause": ("discovery", _named(cause), NO_UNIT),
    }


def _named(codes: NDArray[np.int64]) -> NDArray[np.str_]:
    """Names of causes; "none" where nothing was the cause."""
    place = np.where(codes >= PEOPLE, WORD_OF_MOUTH, np.where(codes < 0, len(CAUSES), codes))
    return np.array([*CAUSES, "none"])[place]
