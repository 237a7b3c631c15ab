"""Probably not what you meant: values outside of what their source supports, plans in doubt."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from pydantic import BaseModel

from simulator.graph.generators import Generator
from simulator.parameters import declarations
from simulator.scenarios.answers import answers_customers, cost_of, doubts_of
from simulator.scenarios.draft import Place
from simulator.scenarios.schema import Arm, Scenario
from simulator.strategies.base import Foreseen, Strategy

Said = tuple[str, dict[str, Any]]  # key of a sentence, and what it names
FAR_APART = 10  # times; prices of one category, the cheap and the dear, lie closer
UNUSUAL_WEIGHT = 3  # times 1, or 1 by it; means of ties as heavy or light as that are probably counts
DENSE = 64  # ties of a person on average: four times as many as conversations
HARDLY = 0.05  # of a budget: a plan that can spend no more of it was meant otherwise
MEANT_FOR = "JPY"  # the currency of which our defaults are


def unusual(scenario: Scenario) -> list[Said]:
    """Find all that is allowed and probably not meant: key of its sentence, and what that names."""
    return [
        found
        for find in (
            unused_consumers, no_ties, oddities_of_file, weights_far_from_one, outside_sourced_range,
            too_dense, followers_in_doubt, followers_of_the_unknown, unknown_rivals, prices_in_doubt,
            defaults_in_yen, doubts,
        )
        for found in find(scenario)
    ]  # fmt: skip


def unused_consumers(scenario: Scenario) -> Iterator[Said]:
    """Where a network's size takes the place of the consumers that a file gives."""
    typed = scenario._consumers_typed
    if typed is not None:
        values = {"name": "market.consumers", "value": typed, "people": scenario.market.consumers}
        yield "doubt.unused_consumers", values


def no_ties(scenario: Scenario) -> Iterator[Said]:
    """Where people have no ties at all, as far as no draw decides that."""
    social, made, people = scenario._social_graph, scenario.graph, scenario.market.consumers
    if social is not None:
        silent = social.ties == 0 and not social.complete
    else:
        silent = isinstance(made, Generator) and made.kind != "complete" and not made.expected_arcs(people)
    if silent:
        yield "doubt.no_ties", {"name": "graph", "people": people}


def oddities_of_file(scenario: Scenario) -> Iterator[Said]:
    """What a network file says that was not heeded, or hardly can be meant."""
    notes = {} if scenario._social_graph is None else scenario._social_graph.notes
    if "mixed_directions" in notes:
        values = {"file": notes["file"], "column": notes["mixed_directions"]}
        yield "doubt.mixed_directions", {"name": "graph", **values}
    if "apart" in notes:
        yield "doubt.apart", {"name": "graph", "file": notes["file"], "columns": notes["apart"]}


def weights_far_from_one(scenario: Scenario) -> Iterator[Said]:
    """Where weights that multiply hearing rates count something instead: calls, minutes."""
    social = scenario._social_graph
    if social is None or social.weights is None or scenario.switches.passing != "rate":
        return
    mean = float(social.weights.mean(dtype=np.float64)) if len(social.weights) else 1.0
    if not 1 <= mean * UNUSUAL_WEIGHT <= UNUSUAL_WEIGHT**2:
        yield "doubt.weights_far_from_one", {"name": "graph", "mean": mean}


def outside_sourced_range(scenario: Scenario) -> Iterator[Said]:
    """Every value outside of its sourced range."""
    for place, table in _tables(scenario):
        for field in declarations(type(table)):
            value = getattr(table, field.name)
            if field.sourced is None or not isinstance(value, int | float):
                continue
            low, high = field.sourced
            if not low <= value <= high:
                name = scenario.path((*place, field.name))
                yield "doubt.unsourced", {"name": name, "value": value, "low": low, "high": high}


def too_dense(scenario: Scenario) -> Iterator[Said]:
    """A network in which people have more ties than they can hold conversations."""
    social, made, people = scenario._social_graph, scenario.graph, scenario.market.consumers
    arcs = 0
    if social is not None and not social.complete:
        arcs = len(social.targets)
    elif isinstance(made, Generator) and made.kind != "complete":
        arcs = made.expected_arcs(people)
    if arcs > DENSE * people:
        yield "doubt.too_dense", {"name": "graph", "mean": arcs / people}


def followers_of_the_unknown(scenario: Scenario) -> Iterator[Said]:
    """More followers than people who know the brand at the start."""
    market = scenario.market
    known = round(market.people * (1 - market.initial.potential))
    if market.followers > known:
        values = {"value": market.followers, "people": known, "share": market.initial.potential}
        yield "doubt.followers_unknowing", {"name": "market.followers", **values}


def followers_in_doubt(scenario: Scenario) -> Iterator[Said]:
    """More followers than people on social media, where all of them are."""
    market = scenario.market
    people = round(market.people * market.social_media)
    if market.followers > people:
        values = {"value": market.followers, "people": people, "share": market.social_media}
        yield "doubt.followers_beyond", {"name": "market.followers", **values}


def unknown_rivals(scenario: Scenario) -> Iterator[Said]:
    """Rivals who begin from nothing as we do, because nothing is said of them."""
    for k, rival in enumerate(scenario.rivals):
        if rival.initial is None and scenario.market.initial.potential == 1:
            yield "doubt.unknown_rival", {"name": scenario.path(("rivals", k, "initial"))}


def prices_in_doubt(scenario: Scenario) -> Iterator[Said]:
    """A cost above the price, and prices of which one has perhaps too few or too many digits."""
    market = scenario.market
    if market.unit_cost > market.price:
        values = {"value": market.unit_cost, "other": "market.price", "price": market.price}
        yield "doubt.cost_above_price", {"name": "market.unit_cost", **values}
    category = market.category_price
    prices: list[tuple[Place, float]] = [(("market", "price"), market.price)]
    prices += [(("rivals", k, "price"), one.price) for k, one in enumerate(scenario.rivals)]
    for place, price in prices:
        if price > FAR_APART * category or category > FAR_APART * price:
            values = {"value": price, "other": "market.category_price", "price": category}
            yield "doubt.prices_apart", {"name": scenario.path(place), "times": FAR_APART, **values}


def defaults_in_yen(scenario: Scenario) -> Iterator[Said]:
    """Every amount that nobody gave, in a market with another currency than that of our defaults."""
    currency = scenario.market.currency
    if currency == MEANT_FOR:
        return
    for place, table in _tables(scenario):
        ours = type(table).__module__.startswith("simulator.")  # what others mean is not known
        if not ours or (isinstance(table, Strategy) and table.idle):
            continue
        unused = table.unused if isinstance(table, Strategy) else ()
        for field in declarations(type(table)):
            of_money = field.unit.split(" ")[0] == "money" and field.name not in unused
            if of_money and field.default and field.name not in table.model_fields_set:
                name = scenario.path((*place, field.name))
                yield "doubt.default_in_yen", {"name": name, "value": field.default, "currency": currency}


def doubts(scenario: Scenario) -> list[Said]:
    """Find what is probably not meant in the arms, as far as that is known beforehand.

    Returns
    -------
    for each: key of its sentence, and what the sentence names
    """
    return [
        found
        for k, arm in enumerate(scenario.arms)
        for find in (_of_strategies, _of_budget)
        for found in find(arm, ("arms", k), scenario)
    ]


def _of_strategies(arm: Arm, place: Place, scenario: Scenario) -> Iterator[Said]:
    """Ask the arm's strategies; one that does nothing is in no doubt."""
    market = scenario.market
    answered = scenario.behaviour.agents > 0
    for one in arm.strategies:
        answered = answered or answers_customers(one)
    foreseen = Foreseen(
        market.weeks, market.people, _empty(scenario), answered, market.people_per_consumer,
        arm.budget, market.minor_per_major, market.price, _complete(scenario),
    )  # fmt: skip
    for n, one in enumerate(arm.strategies):
        for doubt in doubts_of(one, foreseen):
            field = (doubt.field,) if doubt.field else ()
            name = scenario.path((*place, "strategies", n, *field))
            yield f"doubt.{doubt.key}", {**doubt.values, "name": name}


def _complete(scenario: Scenario) -> bool:
    """Whether everybody is tied to everybody alike."""
    social, made = scenario._social_graph, scenario.graph
    return made.kind == "complete" if isinstance(made, Generator) else bool(social and social.complete)


def _empty(scenario: Scenario) -> dict[str, str]:
    """Audiences to which nobody belongs at the start, each with the field that says so."""
    market = scenario.market
    found = {}
    if market.followers == 0:
        found["followers"] = "market.followers"
    if market.social_media == 0:  # where followers are
        found |= dict.fromkeys(("social_media", "followers"), "market.social_media")
    for k, one in enumerate(scenario.segments):
        if one.share == 0:
            found[one.name] = scenario.path(("segments", k, "share"))
    return found


def _of_budget(arm: Arm, place: Place, scenario: Scenario) -> Iterator[Said]:
    """Hold the budget against what the plans cost."""
    if arm.budget is None:
        return
    market = scenario.market
    sizes = market.weeks, market.people, market.people_per_consumer
    costs = [cost_of(one, *sizes) for one in arm.strategies]
    planned = math.fsum(cost for cost in costs if cost is not None)
    name = scenario.path((*place, "budget"))
    if arm.budget == 0 and (planned > 0 or None in costs):
        yield "doubt.no_budget", {"name": name}
    elif planned > arm.budget:
        yield "doubt.beyond_budget", {"name": name, "value": arm.budget, "planned": planned}
    elif 0 <= planned < HARDLY * arm.budget and None not in costs:
        if any(_of_strategies(arm, place, scenario)):  # which is why so little is spent
            return
        key = "doubt.unspent_budget" if planned else "doubt.idle_budget"
        yield key, {"name": name, "value": arm.budget, "planned": planned}


def _tables(scenario: Scenario) -> Iterator[tuple[Place, BaseModel]]:
    for name in ("market", "graph", "behaviour"):
        yield (name,), getattr(scenario, name)
    for name in ("segments", "rivals"):
        for k, table in enumerate(getattr(scenario, name)):
            yield (name, k), table
    for k, arm in enumerate(scenario.arms):
        for n, strategy in enumerate(arm.strategies):
            yield ("arms", k, "strategies", n), strategy
