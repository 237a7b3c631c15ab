"""One run: one arm of a market in one replicate, from its first week to what is kept of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.agents.ledger import Line
from simulator.agents.stages import PEOPLE
from simulator.cascades import Cascades, Discoveries, TalkActs, trace
from simulator.engine import REPORTED
from simulator.model import WordOfMouthModel
from simulator.world import World

K_WINDOW = 26  # weeks; model page, design concepts


class Cancelled(Exception):  # noqa: N818 - not an error
    """A run was told to stop."""


@dataclass(frozen=True)
class Run:
    """What is kept of one run."""

    arm: int
    replicate: int
    weekly: dict[str, NDArray[np.int64]]  # every reported count, (weeks,)
    ledger: list[Line]
    budget_left: int | None  # minor units
    measures: dict[str, float]  # of the whole run; nan where there is nothing to measure
    short_since: int | None = None  # first week in which the budget did not allow all of the plan


def run(
    world: World, arm: int, replicate: int, cancelled: Callable[[], bool] | None = None
) -> Run:
    """Run one arm in one replicate.

    Raises
    ------
    Cancelled : `cancelled` said so; it is asked every week.
    """
    model = finished_model(world, arm, replicate, cancelled)
    weekly = {
        name: np.array(values, np.int64)
        for name, values in model.datacollector.model_vars.items()
        if name in REPORTED
    }
    measures = {"k_factor": k_factor(model), "weeks_to_buy": weeks_to_buy(model)}
    measures |= cascade_measures(cascades_of(model))
    books = model.ledger
    model.__dict__.clear()  # a model refers to itself; its columns need not wait for a collection
    return Run(arm, replicate, weekly, books.lines, books.left, measures, books.short_since)


def finished_model(
    world: World, arm: int, replicate: int, cancelled: Callable[[], bool] | None = None
) -> WordOfMouthModel:
    """Step a fast model to its horizon."""
    model = WordOfMouthModel(world, arm, replicate)
    while model.running:
        if cancelled is not None and cancelled():
            raise Cancelled
        model.step()
    return model


def discoveries_of(model: WordOfMouthModel) -> Discoveries:
    """All discoveries of our brand, week by week, within a week by uid."""
    weeks, uids, causes = [], [], []
    for week, brand, found, cause in model.discoveries:
        if brand == 0:
            order = np.argsort(found)
            weeks.append(np.full(len(found), week, np.int16))
            uids.append(found[order])
            causes.append(cause[order])
    if not weeks:
        return Discoveries(np.empty(0, np.int16), np.empty(0, np.int32), np.empty(0, np.int32))
    return Discoveries(np.concatenate(weeks), np.concatenate(uids), np.concatenate(causes))


def cascades_of(model: WordOfMouthModel) -> Cascades:
    """The message cascades of a finished model."""
    acts = model.talk_acts
    week = np.concatenate([np.full(len(uids), week, np.int16) for week, uids in acts])
    talkers = np.concatenate([np.sort(uids) for _, uids in acts])
    return trace(discoveries_of(model), TalkActs(week, talkers), model.world.consumers)


def cascade_measures(cascades: Cascades) -> dict[str, float]:
    """How large cascades are, how far they go, and what shape they have; see `OF_RUNS`."""
    size, depth = cascades.size, cascades.depth_of_discovery
    spread, nothing = size > 1, float("nan")
    deepest, virality = cascades.deepest, cascades.virality
    return {
        "cascade_mean": float(size.sum()) / len(size) if len(size) else nothing,
        "cascade_median": float(np.median(size)) if len(size) else nothing,
        "cascade_largest": float(size.max()) if len(size) else nothing,
        "cascade_direct": float((depth <= 1).sum()) / len(depth) if len(depth) else nothing,
        "cascade_depth": float(deepest.sum()) / float(spread.sum()) if spread.any() else nothing,
        "cascade_deepest": float(deepest.max()) if len(size) else nothing,
        "cascade_virality": float(virality[spread].mean()) if spread.any() else nothing,
        "cascade_virality_largest": float(virality[size.argmax()]) if len(size) else nothing,
    }


def weeks_to_buy(model: WordOfMouthModel) -> float:
    """Mean number of weeks from the discovery that a first purchase is owed to until that purchase.

    Over people who bought for the first time within the run; who knew the brand before the first
    week, and has not forgotten it since, is left out. nan where there are none. The latest discovery
    is that one: who has bought, or used a gift, forgets no more.
    """
    bought, found = (
        getattr(model.people, name)[0].astype(np.int64) for name in ("first_purchase", "discovered")
    )
    counted = (bought >= 0) & (found >= 0)
    if not counted.any():
        return float("nan")
    return float((bought - found)[counted].sum()) / float(counted.sum())


def k_factor(model: WordOfMouthModel) -> float:
    """Mean number of first purchases that a new customer's telling led to within 26 weeks.

    Over customers whose first purchase lies at least 26 weeks before the end; starting customers
    are left out. nan where there are none.
    """
    people, weeks = model.people, model.world.weeks
    first = np.empty(len(people.uid), np.int64)
    first[people.uid] = people.first_purchase[0]
    parent = (first >= 0) & (first <= weeks - 1 - K_WINDOW)
    if not parent.any():
        return float("nan")
    child = (people.first_purchase[0] >= 0) & (people.cause[0] >= PEOPLE)
    teller = people.cause[0][child].astype(np.int64) - PEOPLE
    after = people.discovered[0][child].astype(np.int64) - first[teller]
    caused = parent[teller] & (after > 0) & (after <= K_WINDOW)
    return float(caused.sum()) / float(parent.sum())
