"""From a Bass fit to where a scenario may begin: discovery, talk, and the size of the market."""

import math
from typing import NamedTuple

import numpy as np

from simulator.agents.rules import talk_rate
from simulator.graph.social_graph import STRONG, SocialGraph
from simulator.parameters import declarations
from simulator.scenarios.behaviour import Behaviour
from simulator.scenarios.draft import Place
from simulator.scenarios.network import network_of
from simulator.scenarios.schema import FileGraph, MarketTable, Scenario
from simulator.theory.bass import BassFit

SIGNIFICANT = 4  # digits of what is set
FEWEST, SIMULATED = 2, 10_000  # consumers


class Change(NamedTuple):
    """A field that is set."""

    place: Place
    before: float
    after: float
    limited: bool  # the fit wants more, or less, than the field allows


def starting_point(fit: BassFit, weeks: float, scenario: Scenario, seed: int) -> list[Change]:
    """Say what a scenario would have to assume to begin where a Bass fit says.

    - Discovery: `organic_discovery` is p, counted per week instead of per period, since a rate of p a
      period is one of p / weeks a week (the model page: Bass as a limit).
    - Talk: there, q is how often an owner talks in a week times how much is heard along all ties of a person.
      So `talk_scale` is set to what makes that product q / weeks, for a customer as pleased as the product is
      good, who meets it again at the scenario's rate of occasions. Where every customer always talks,
      both hearing rates are scaled instead; where talk goes by no rate, it is left alone.
    - Size: consumers times people per consumer is m, with `SIMULATED` consumers or as many as there are,
      for they cost time; fewer where m is less. A network of one's own keeps its people.

    It is a place to begin from, no calibration: of those who discover a brand in the model not all buy, and
    those who buy do so some weeks later. What is beyond a field's limits is set to the limit, and marked.

    Parameters
    ----------
    weeks : in a period of the fit.
    seed : of the market, whose network is made to see how many ties people have.
    """
    behaviour, market = scenario.behaviour, scenario.market
    changes = [_behaviour("organic_discovery", behaviour.organic_discovery, fit.p / weeks)]
    heard = _heard_along_all_ties(scenario, network_of(scenario, seed))
    if scenario.switches.passing == "rate" and heard > 0:
        wanted = fit.q / weeks
        if scenario.switches.talk == "rate" and (loudness := _loudness(behaviour)) > 0:
            changes.append(_behaviour("talk_scale", behaviour.talk_scale, wanted / (heard * loudness)))
        elif scenario.switches.talk == "always":
            for name in ("hearing_strong", "hearing_weak"):
                before = getattr(behaviour, name)
                changes.append(_behaviour(name, before, before * wanted / heard))
    people = max(float(FEWEST), fit.m)
    consumers = market.consumers
    if not isinstance(scenario.graph, FileGraph):
        per = max(1, round(people / max(consumers, SIMULATED)))
        consumers = _size("consumers", market.consumers, people / per, changes)
    _size("people_per_consumer", market.people_per_consumer, people / consumers, changes)
    return [one for one in changes if one.after != one.before]


def _heard_along_all_ties(scenario: Scenario, graph: SocialGraph) -> float:
    """How much of one talk act of everybody a person hears, on average, per week."""
    strong, weak = scenario.behaviour.hearing_strong, scenario.behaviour.hearing_weak
    if graph.complete:
        return graph.pair_weight * (graph.n - 1) * strong
    rates = np.where(graph.kinds & STRONG, strong, weak)
    if graph.weights is not None:
        rates = rates * graph.weights
    factor = graph.hearing_factor if scenario.graph.rescale else 1.0
    return float(rates.sum()) / graph.n * factor


def _loudness(behaviour: Behaviour) -> float:
    """Talk acts a week of a customer, for a talk scale of 1.

    The wish to talk halves in `talk_half_life`; with occasions at a rate o, it is o / (o + ln 2 / half-life)
    on average.
    """
    again = behaviour.opportunity_rate
    fresh = again / (again + math.log(2.0) / behaviour.talk_half_life)
    return float(talk_rate(
        round(100 * behaviour.quality), fresh, 1.0, behaviour.talk_floor, behaviour.talk_negative,
        behaviour.talk_ongoing,
    ))  # fmt: skip


def _behaviour(name: str, before: float, wanted: float) -> Change:
    declared = next(one for one in declarations(Behaviour) if one.name == name)
    after = min(max(wanted, float(declared.minimum or 0)), float(declared.maximum or wanted))
    return Change(("behaviour", name), before, float(f"{after:.{SIGNIFICANT}g}"), after != wanted)


def _size(name: str, before: int, wanted: float, changes: list[Change]) -> int:
    """Note a whole number of the market within its limits, and return it."""
    declared = next(one for one in declarations(MarketTable) if one.name == name)
    least, most = int(declared.minimum or 1), int(declared.maximum or 1)
    after = min(max(round(wanted), least), most)
    limited = not least - 0.5 <= wanted <= most + 0.5
    changes.append(Change(("market", name), before, after, limited))
    return after
