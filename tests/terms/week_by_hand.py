"""A week's terms without a run: a world, levers pulled by hand, stocks put by hand.

Groups of one segment: 0 off social media, 1 a follower off it (nobody is), 2 on it, 3 a follower.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from support import arm, table, world

from simulator.agents.counts import N_COUNTS, Count
from simulator.agents.levers import Levers
from simulator.agents.terms import Terms, empty_terms, week_terms
from simulator.engine import MarketModel
from simulator.reference import ReferenceModel
from simulator.world import World

OFFLINE, SOCIAL, FOLLOWER = 0, 2, 3
SMALL = {"consumers": 20, "weeks": 8}


def place(market: Any = None, **behaviour: Any) -> World:
    """A small market with this behaviour."""
    return world(table(market={**SMALL, **(market or {})}, behaviour=behaviour))


def terms_of(
    there: World, pull: Callable[[Levers], object] = lambda levers: None, social: int = 10,
    **stocks: Any,
) -> Terms:
    """The terms of a week with these levers pulled and these stocks at the end of the last."""
    brands = there.brands(np.zeros(1 + len(there.scenario.rivals), np.int64))
    for name, value in stocks.items():
        assert hasattr(brands[0], name)
        setattr(brands[0], name, value)
    levers = Levers(there.groups, there.frame.of_brand[0]["promise"], there.consumers)
    pull(levers)
    terms = empty_terms(there.frame)
    week_terms(
        terms, there.frame, levers, brands, there.category_price, there.people, social,
        [None] * len(brands),
    )  # fmt: skip
    return terms


def model_of(*strategies: Any, market: Any = None, **behaviour: Any) -> MarketModel:
    """A market in which one arm does this; before its first week."""
    rows = table(
        arm("Arm", *strategies), market={**SMALL, **(market or {})}, behaviour=behaviour
    )
    return ReferenceModel(world(rows), 1)


def close(model: MarketModel, **counted: int) -> None:
    """Close our brand's week with these counts, in consumers, as an engine does at its end."""
    counts = np.zeros((len(model.brands), N_COUNTS), np.int64)
    for name, number in counted.items():
        counts[0, Count[name.upper()]] = number
    model.close_week(counts, np.zeros(len(model.brands), np.int64))
    model.week += 1
