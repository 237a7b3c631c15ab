"""What tests share: tiny worlds as tables, quick runs of one arm, and when two runs are equal."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings

from simulator.agents.consumers import Consumers
from simulator.engine import REPORTED
from simulator.graph.social_graph import SocialGraph
from simulator.model import WordOfMouthModel
from simulator.parameters import declarations
from simulator.scenarios.files import load_scenario
from simulator.scenarios.schema import Scenario
from simulator.strategies.base import Strategy
from simulator.world import World, make_world

Row = dict[str, Any]

PROPERTY = settings(
    deadline=None, derandomize=True, database=None, max_examples=25,
    suppress_health_check=list(HealthCheck),
)

LIVELY = {
    "organic_discovery": 0.03, "hearing_strong": 0.5, "hearing_weak": 0.2, "talk_scale": 0.8,
    "post_commenter": 0.3, "post_lurker": 0.1, "opportunity_rate": 0.7, "utility_base": -0.5,
    "failure": 0.3, "contact": 0.7, "agents": 3, "open_share": 0.3, "onlooking": 5.0,
    "awareness_half_life": 4.0, "churn_base": -2.0, "review_reading": 0.6,
}  # fmt: skip
"""Behaviour in which, among a hundred people, every phase of a week has something to do."""

RUNNING = {
    "potential": 0.4, "prospect": 0.35, "new": 0.06, "repeat": 0.08, "loyal": 0.06, "lapsed": 0.05,
}  # fmt: skip
"""A brand that is on the market already."""

PLAIN_SWITCHES = {
    "forgetting": False, "belief": False, "reviews": False, "support": False, "churn": False,
    "trouble": False,
}  # fmt: skip
"""What the classical limits of the model page leave out."""


def table(
    *arms: Row,
    market: Row | None = None,
    behaviour: Row | None = None,
    switches: Row | None = None,
    graph: Row | None = None,
    **more: Any,
) -> Row:
    """A tiny scenario as a table: the control, then `arms`; values given go over the tiny ones."""
    return {
        "name": "tiny",
        "market": {
            "consumers": 100, "weeks": 16, "price": 1000, "category_price": 1000, "unit_cost": 400,
            **(market or {}),
        },
        "graph": {"kind": "random", "mean_degree": 6.0} if graph is None else graph,
        "behaviour": behaviour or {},
        "switches": switches or {},
        "arms": [{"name": "Control"}, *arms],
        **more,
    }  # fmt: skip


def lively(*arms: Row, market: Row | None = None, behaviour: Row | None = None, **more: Any) -> Row:
    """A tiny scenario of a running brand in which everything happens."""
    market = {"initial": RUNNING, "followers": 20, **(market or {})}
    return table(*arms, market=market, behaviour={**LIVELY, **(behaviour or {})}, **more)


def arm(name: str, *strategies: Row, budget: float | None = None) -> Row:
    """An arm as a table."""
    row: Row = {"name": name, "strategies": list(strategies)}
    return row if budget is None else {**row, "budget": budget}


def priced(strategy: type[Strategy], price: float) -> dict[str, float]:
    """Each price of a strategy that may be so low, at that price."""
    return {
        field.name: price
        for field in declarations(strategy)
        if field.unit.startswith("money") and field.minimum is not None and field.minimum <= price
    }


def scenario(rows: Mapping[str, Any], graph: SocialGraph | None = None) -> Scenario:
    """The scenario of a table."""
    return load_scenario(rows, graph=graph)


def world(rows: Mapping[str, Any], seed: int = 1, graph: SocialGraph | None = None) -> World:
    """The market of a table, made ready."""
    return make_world(scenario(rows, graph), seed)


def stepped(place: World, arm: int = 0, replicate: int = 0) -> WordOfMouthModel:
    """A fast model at its horizon."""
    model = WordOfMouthModel(place, arm, replicate)
    model.run_model()
    return model


def run(
    rows: Mapping[str, Any], arm: int = 0, replicate: int = 0, seed: int = 1,
    graph: SocialGraph | None = None,
) -> WordOfMouthModel:
    """Run one arm of a table to its horizon."""
    return stepped(world(rows, seed, graph), arm, replicate)


def weekly(model: WordOfMouthModel) -> dict[str, list[int]]:
    """Every recorded count, week by week."""
    return {name: list(model.datacollector.model_vars[name]) for name in REPORTED}


def total(model: WordOfMouthModel, name: str) -> int:
    """A flow, summed over all weeks."""
    return sum(weekly(model)[name])


def by_uid(people: Consumers) -> dict[str, np.ndarray]:
    """The columns in the order of uids."""
    order = np.argsort(people.uid)
    return {name: column[..., order] for name, column in people.columns().items()}


def differences(one: WordOfMouthModel, other: WordOfMouthModel) -> list[str]:
    """Names of the columns and weekly counts in which two runs differ by any bit."""
    left, right = by_uid(one.people), by_uid(other.people)
    found = [name for name in left if left[name].tobytes() != right[name].tobytes()]
    first, second = weekly(one), weekly(other)
    found += [name for name in first if first[name] != second[name]]
    found += [] if talk(one) == talk(other) else ["talk_acts"]
    return found + ([] if discoveries(one) == discoveries(other) else ["discoveries"])


def talk(model: WordOfMouthModel) -> list[tuple[int, list[int]]]:
    """Who talked about our brand, week by week (uids)."""
    return [(week, sorted(uids.tolist())) for week, uids in model.talk_acts]


def discoveries(model: WordOfMouthModel) -> list[tuple[int, int, int, int]]:
    """Every discovery: week, brand, uid, cause."""
    return sorted(
        (week, brand, uid, cause)
        for week, brand, uids, causes in model.discoveries
        for uid, cause in zip(uids.tolist(), causes.tolist(), strict=True)
    )


def ties(
    n: int, pairs: Iterable[tuple[int, int]], *, weight: float | list[float] | None = None,
    directed: bool = False,
) -> SocialGraph:
    """A graph of `n` people, some perhaps without ties; all ties are weak and offline."""
    pairs = list(pairs)
    first = [a for a, _ in pairs] + ([] if directed else [b for _, b in pairs])
    second = [b for _, b in pairs] + ([] if directed else [a for a, _ in pairs])
    weights = None
    if weight is not None:
        one_way = [weight] * len(pairs) if isinstance(weight, float) else list(weight)
        weights = one_way if directed else one_way * 2
    return SocialGraph.from_arcs(
        n, first, second, [0] * len(first), weights, directed=directed
    )


POSTER = '''"""Posters."""
from simulator.parameters import parameter
from simulator.strategies.base import Strategy
class Poster(Strategy):
    """Hang up posters."""
    kind = "poster"
    intensity = ("posters",)
    posters: int = parameter(
        5, unit="-", minimum=0, maximum=99, description="How many posters", source="your plan"
    )
    def act(self, plan, week, market, levers, ledger):
        pass
'''
"""A strategy of one's own, as a file."""
