"""Random small worlds: any scenario within the hard limits, drawn by Hypothesis."""

from typing import Any, Literal, get_args, get_origin

import numpy as np
from engines import lively, world_of
from hypothesis import assume
from hypothesis import strategies as st

from simulator.errors import Mistake
from simulator.graph.generators import GENERATORS
from simulator.graph.social_graph import ONLINE, STRONG, SocialGraph
from simulator.parameters import Declaration, declarations
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.strategies.registry import strategies
from simulator.world import World

WEEKS = st.integers(8, 12)
RUNGS = ("potential", "prospect", "new", "repeat", "loyal", "lapsed")
BEHAVIOUR = {one.name: one for one in declarations(Behaviour)}
LARGE = 1e5  # a plan for forty people needs no larger number


@st.composite
def worlds(draw: st.DrawFn) -> tuple[World, int, int]:
    """Draw a world, an arm and a replicate."""
    table = lively() if draw(st.booleans()) else {"name": "plain", "market": {}}
    graph, table["graph"] = draw(graphs())
    table["switches"] = draw(switch_tables())
    table["segments"] = draw(segments())
    logit = table["switches"].get("choice", "logit") == "logit"
    heaviest = 0.0 if graph is None or graph.weights is None else graph.weights.max(initial=0.0)
    if table["switches"].get("choice") == "threshold" or heaviest > 1:
        table["switches"].pop("passing", None)  # no probabilities, or thresholds that weigh ties
    table["rivals"] = draw(rivals()) if logit else []
    table["behaviour"] = table.get("behaviour", {}) | draw(behaviours())
    least = 20 if table["graph"]["kind"] not in ("complete", "random") else 2
    consumers = draw(st.integers(least, 40)) if graph is None else graph.n
    table["market"] = table["market"] | draw(markets(consumers))
    audiences = ["everyone", "social_media", "followers", *(s["name"] for s in table["segments"])]
    plans = draw(st.lists(plan_tables(audiences, table["market"]["weeks"]), max_size=3))
    if draw(st.sampled_from([True, False, False])):
        plans.append({"kind": "every_lever", "strength": draw(st.sampled_from([0.1, 0.5, 1.0]))})
    budget = draw(st.none() | st.integers(0, 10_000).map(float))
    table["arms"] = [{"name": "Control"}, {"name": "Plan", "budget": budget, "strategies": plans}]
    seed, replicate = draw(st.integers(0, 2**32)), draw(st.integers(0, 3))
    try:
        world = world_of(table, seed, graph=graph)
    except Mistake:
        assume(False)
        raise
    return world, draw(st.sampled_from([1, 1, 1, 1, 0])), replicate


@st.composite
def markets(draw: st.DrawFn, consumers: int) -> dict[str, Any]:
    """Draw horizon, prices and where people start."""
    market: dict[str, Any] = {
        "consumers": consumers,
        "weeks": draw(WEEKS),
        "price": float(draw(st.integers(0, 300))),
        "category_price": float(draw(st.integers(1, 300))),
        "people_per_consumer": draw(st.sampled_from([1, 1, 3, 1000])),
        "social_media": draw(st.sampled_from([0.0, 0.3, 0.7, 1.0])),
        "initial": draw(st.just("launch") | ladders()),
    }
    most = consumers * market["people_per_consumer"]
    market["followers"] = int(most * draw(st.sampled_from([0, 0.3, 0.9])))
    return market


@st.composite
def ladders(draw: st.DrawFn) -> dict[str, float]:
    """Draw shares of the loyalty ladder."""
    parts = draw(st.lists(st.integers(0, 5), min_size=6, max_size=6).filter(any))
    return {rung: part / sum(parts) for rung, part in zip(RUNGS, parts, strict=True)}


@st.composite
def behaviours(draw: st.DrawFn) -> dict[str, Any]:
    """Draw some behaviour values, anywhere within their limits."""
    names = draw(st.lists(st.sampled_from(sorted(BEHAVIOUR)), unique=True, max_size=12))
    return {name: draw(values(BEHAVIOUR[name])) for name in names}


def scoped(scope: str) -> list[str]:
    """Name the behaviour fields that a segment or a rival may set."""
    return [name for name, one in BEHAVIOUR.items() if scope in one.scope.split()]


@st.composite
def segments(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw no segments, or two or three with ways of their own."""
    number = draw(st.sampled_from([0, 0, 2, 3]))
    parts = [draw(st.integers(1, 4)) for _ in range(number)]
    rows: list[dict[str, Any]] = []
    for k, part in enumerate(parts):
        own = draw(st.lists(st.sampled_from(scoped("segment")), unique=True, max_size=3))
        row = {name: draw(values(BEHAVIOUR[name])) for name in own}
        rows.append({"name": f"segment {k}", "share": part / sum(parts), **row})
    return rows


@st.composite
def rivals(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw no rival, or one with a price, a quality and a start of its own."""
    if draw(st.sampled_from([True, False, False])):
        return []
    own = draw(st.lists(st.sampled_from(scoped("brand")), unique=True, max_size=4))
    row: dict[str, Any] = {name: draw(values(BEHAVIOUR[name])) for name in own}
    row |= {"name": "Rival", "price": float(draw(st.integers(0, 300)))}
    row["quality"] = draw(st.sampled_from([-0.5, 0.0, 0.8]))
    if draw(st.booleans()):
        row["initial"] = draw(ladders())
    return [row]


@st.composite
def switch_tables(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the market as it is, a classical limit, or any mixture of switches."""
    bare = dict.fromkeys(("forgetting", "belief", "reviews", "support", "churn", "trouble"), False)
    classical = {"opportunity": "sure", **bare}
    bass = {"talk": "always", "choice": "sure", **classical}
    cascade = {"talk": "once", "choice": "sure", **classical}
    threshold = {"choice": "threshold", **classical}
    watts = {"threshold": 0.2, **threshold}
    any_mixture = st.fixed_dictionaries(
        {}, optional={one.name: values(one) for one in declarations(Switches)}
    )
    as_it_is: list[dict[str, Any]] = [{}] * 8
    mixtures = [None] * 3
    chosen = draw(st.sampled_from([*as_it_is, *mixtures, bass, cascade, threshold, watts]))
    return dict(draw(any_mixture) if chosen is None else chosen)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[SocialGraph | None, dict[str, Any]]:
    """Draw a generated graph, or an imported one, perhaps with its rows in another order."""
    kinds = sorted(GENERATORS)
    if draw(st.booleans()):
        kind = draw(st.sampled_from([*kinds, "complete", "friends"]))
        few = {"mean_degree": draw(st.sampled_from([1.0, 4.0]))} if kind == "random" else {}
        if kind == "communities":
            few = {"communities": 2, "mean_degree": 4.0}
        return None, {"kind": kind, **few}
    graph = draw(imported())
    if draw(st.booleans()):
        graph = graph.reordered(np.array(draw(st.permutations(range(graph.n)))))
    return graph, {"kind": "friends"}


@st.composite
def imported(draw: st.DrawFn) -> SocialGraph:
    """Draw a graph: directed or not, weighted or not, perhaps with people all alone."""
    n = draw(st.integers(2, 40))
    directed, weighted = draw(st.booleans()), draw(st.booleans())
    person = st.integers(0, n - 1)
    pairs = draw(st.sets(st.tuples(person, person).filter(lambda pair: pair[0] != pair[1])))
    if not directed:
        pairs = {(min(pair), max(pair)) for pair in pairs}
    rows = [
        (a, b, draw(st.sampled_from([0, STRONG, ONLINE, STRONG | ONLINE])),
         draw(st.sampled_from([1e-9, 0.1, 1.0, 1.7, 30.0])))
        for a, b in sorted(pairs)
    ]
    if not directed:
        rows += [(b, a, kind, weight) for a, b, kind, weight in rows]
    columns = np.array(rows, float).reshape(-1, 4).T
    weight = columns[3] if weighted else None
    return SocialGraph.from_arcs(n, columns[0], columns[1], columns[2], weight, directed=directed)


@st.composite
def plan_tables(draw: st.DrawFn, audiences: list[str], weeks: int) -> dict[str, Any]:
    """Draw any strategy that can be found, with any values within its limits."""
    from every_lever import EveryLever

    found = {**strategies(), "every_lever": EveryLever}
    kind = draw(st.sampled_from(sorted(found)))
    row: dict[str, Any] = {"kind": kind}
    for one in declarations(found[kind]):
        if one.name == "start_week":
            row[one.name] = draw(st.integers(0, weeks - 1))
        elif one.name == "audience":
            row[one.name] = draw(st.sampled_from(audiences))
        elif draw(st.booleans()):
            annotation = found[kind].model_fields[one.name].annotation
            strategy = values(one, annotation)
            if strategy is not None:
                row[one.name] = draw(strategy)
    return row


def values(one: Declaration, annotation: Any = None) -> Any:
    """Draw from a declared field: its default, its limits, and anything between."""
    if one.type == "bool":
        return st.booleans()
    if one.type.startswith("Literal"):
        words = get_args(annotation) if get_origin(annotation) is Literal else _words(one.type)
        return st.sampled_from(words)
    if one.type not in ("float", "int", "float | None", "int | None"):
        return st.just(one.default)
    low, high = one.minimum or 0, LARGE if one.maximum is None else min(one.maximum, LARGE)
    whole = one.type.startswith("int")
    held = [low, high, *(one.sourced or ())]
    if isinstance(one.default, int | float):
        held += [one.default] * 2
    held = [value for value in held if low <= value <= high]
    small = min(high, max(low, 20))
    if whole:
        strategy = st.sampled_from([int(x) for x in held]) | st.integers(int(low), int(small))
    else:
        inside = st.floats(low, small, allow_subnormal=False)
        strategy = st.sampled_from([float(x) for x in held]) | inside
    return st.none() | strategy if "None" in one.type else strategy


def _words(type_name: str) -> list[str]:
    return [word.strip(" '\"") for word in type_name[len("Literal[") : -1].split(",")]
