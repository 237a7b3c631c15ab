"""A market made ready: a scenario and a seed become a graph, tables of numbers, and people.

Everything in a `World` is shared, read only, by all arms and replicates of a comparison.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.agents.brand import Brand
from simulator.agents.consumers import Consumers
from simulator.agents.groups import Groups
from simulator.agents.ledger import Ledger
from simulator.agents.misuse import is_whole
from simulator.agents.population import segment_of, settle
from simulator.agents.rules import half_life_decay, logistic
from simulator.agents.stages import EVIDENCE_OF, ChoiceMode, Ladder, TalkMode
from simulator.agents.terms import Frame, Setting, decay_table, term_frame
from simulator.arguments import as_python, check_scenario, whole_number
from simulator.draws import Draws, Stream, replicate_seed
from simulator.errors import Mistake, shortened
from simulator.graph.passing import Passing, passing_graph
from simulator.graph.social_graph import STRONG, SocialGraph
from simulator.scenarios.behaviour import Behaviour
from simulator.scenarios.network import network_of
from simulator.scenarios.schema import Scenario

BEHAVIOUR = np.dtype([(name, "f8") for name in Behaviour.model_fields])
OTHER_EVIDENCE = ("weight_friend", "weight_review", "weight_own_experience")
LAUNCH_REVENUE_SHARE = 0.1  # of the category's revenue, taken as ours where nobody buys yet


@dataclass(frozen=True)
class World:
    """A scenario with its graph and tables, for one seed."""

    scenario: Scenario
    seed: int
    network: SocialGraph  # as it was read or made
    graph: SocialGraph  # the same, whose weights are rates where ties pass with a probability

    def __repr__(self) -> str:
        sizes = f"consumers={self.consumers}, ties={self.ties}, weeks={self.weeks}"
        return f"World({self.scenario.name!r}, {sizes}, seed={self.seed})"

    @cached_property
    def guarded_graph(self) -> SocialGraph:
        """The network as strategies see it: read only."""
        return self.network.guarded()

    @property
    def ties(self) -> int:
        """How many ties the network has."""
        return self.network.ties

    @property
    def directed(self) -> bool:
        """True if the network says that one talks to the other only, however its ties pass."""
        return self.network.directed

    @cached_property
    def passing(self) -> Passing:
        """How ties pass on what one talk act says; where people's segments hear otherwise, their mean."""
        switches, shares = self.scenario.switches, self.scenario.segment_shares
        if switches.choice == "threshold":
            return Passing("threshold")
        if switches.passing != "rate":
            return Passing(switches.passing, switches.probability)
        weak, strong = (
            math.fsum(share * float(rate) for share, rate in zip(shares, rates, strict=True))
            for rates in self.setting.hearing.T
        )
        return Passing("rate", weak=weak, strong=strong)

    @property
    def consumers(self) -> int:
        """How many consumers there are."""
        return self.graph.n

    @property
    def hearing_factor(self) -> float:
        """What hearing rates are multiplied by; 1 where ties pass with a probability instead."""
        if self.scenario.switches.passing != "rate" or not self.scenario.graph.rescale:
            return 1.0
        return self.graph.hearing_factor

    @property
    def people_per_consumer(self) -> int:
        """How many people a consumer stands for."""
        return self.scenario.market.people_per_consumer

    @property
    def people(self) -> int:
        """How many people the market has."""
        return self.consumers * self.people_per_consumer

    @property
    def weeks(self) -> int:
        """Horizon in weeks."""
        return self.scenario.market.weeks

    @property
    def groups(self) -> Groups:
        """The groups that levers can address."""
        return self.scenario.groups

    def minor(self, amount: float) -> int:
        """Major units of the currency in minor units, half up."""
        return int(np.floor(amount * self.scenario.market.minor_per_major + 0.5))

    @property
    def category_price(self) -> int:
        """What the category costs, in minor units."""
        return max(1, self.minor(self.scenario.market.category_price))

    @cached_property
    def segments(self) -> NDArray[np.int8]:
        """Segment number of each row."""
        shares = np.array(self.scenario.segment_shares)
        return segment_of(self.graph.uids, shares, self.seed)

    @cached_property
    def behaviour(self) -> NDArray[np.void]:
        """Record (brands, segments): what each brand and segment behaves like, switches applied."""
        scenario = self.scenario
        market = {name: float(getattr(scenario.behaviour, name)) for name in BEHAVIOUR.names or ()}
        out = np.zeros((1 + len(scenario.rivals), len(self.scenario.segment_shares)), BEHAVIOUR)
        for b in range(out.shape[0]):
            rival = _differs(scenario.rivals[b - 1]) if b else {}
            for s in range(out.shape[1]):
                segment = _differs(scenario.segments[s]) if scenario.segments else {}
                values = _switched({**market, **segment, **rival}, scenario)
                out[b, s] = tuple(values[name] for name in BEHAVIOUR.names or ())
        return out.view(np.recarray)

    @cached_property
    def setting(self) -> Setting:
        """The tables of numbers that stay the same all through every run."""
        switches, behaviour = self.scenario.switches, self.behaviour
        ours = behaviour[0]
        hearing = np.zeros((len(ours), 2))
        hearing[:, 0] = ours["hearing_weak"] * self.hearing_factor
        hearing[:, STRONG] = ours["hearing_strong"] * self.hearing_factor
        if switches.passing != "rate":
            hearing[:] = 1.0  # the ties' weights are their rates
        half_lives = ours["awareness_half_life"]
        forgetting = [1.0 - half_life_decay(1.0, h) for h in half_lives]
        if not switches.forgetting:
            forgetting = [0.0] * len(ours)
        return Setting(
            behaviour=behaviour,
            decay=decay_table(ours["talk_half_life"], self.weeks),
            hearing=hearing,
            forgetting=np.array(forgetting),
            talk_mode=int(TalkMode[switches.talk.upper()]),
            choice_mode=int(ChoiceMode[switches.choice.upper()]),
            opportunity_sure=switches.opportunity == "sure",
            uid_is_row=bool((self.graph.uids == np.arange(self.consumers)).all()),
            people_per_consumer=self.people_per_consumer,
        )

    @cached_property
    def frame(self) -> Frame:
        """What the terms of all weeks share."""
        return term_frame(self.setting, self.groups)

    @cached_property
    def ladder_shares(self) -> NDArray[np.float64]:
        """Starting shares (brands, 6) over `Ladder`."""
        market = self.scenario.market.initial
        tables = [market, *(one.initial or market for one in self.scenario.rivals)]
        return np.array([table.shares for table in tables])

    def settle(self, replicate: int) -> tuple[Consumers, NDArray[np.int64]]:
        """Draw the people of one replicate as they are before the first week."""
        market = self.scenario.market
        return settle(
            self.graph.uids,
            self.segments,
            self.setting,
            self.ladder_shares,
            self.graph.arcs,
            market.social_media,
            min(1.0, market.followers / self.people),
            replicate_seed(self.seed, replicate),
        )

    def brands(self, owners: NDArray[np.int64]) -> list[Brand]:
        """The brands as they stand before the first week: ours, then the rivals."""
        market = self.scenario.market
        prices = [market.price, *(one.price for one in self.scenario.rivals)]
        return [
            Brand(price=self.minor(p), reference_price=float(self.minor(p)), owners=int(own))
            for p, own in zip(prices, owners, strict=True)
        ]

    def arm_number(self, arm: int | str) -> int:
        """Find an arm by number or name.

        Raises
        ------
        Mistake : there is no such arm.
        """
        names = [one.name for one in self.scenario.arms]
        if isinstance(arm, str) and arm in names:
            return names.index(arm)
        if is_whole(arm) and 0 <= int(arm) < len(names):
            return int(arm)
        typed = arm if isinstance(arm, str) else as_python(int(arm) if is_whole(arm) else arm)
        raise Mistake("no_arm", arm=shortened(typed), known=", ".join(names))

    def ledger(self, arm: int) -> Ledger:
        """Empty books for one arm."""
        budget = self.scenario.arms[arm].budget
        minor = self.scenario.market.minor_per_major
        return Ledger(minor, None if budget is None else self.minor(budget))

    @cached_property
    def yearly_revenue(self) -> float:
        """Our yearly revenue at the start, in major units: what a gift is measured against.

        Customers who have not lapsed, times category opportunities of a year, times the chance that
        a customer of average satisfaction takes us, times the price; at least a tenth of the
        category's revenue, so that a launch has a scale too. 0 where nobody ever buys anything or
        everything is free. Opportunities that are sure come once a week.
        """
        market = self.scenario.market
        rate, taken = 0.0, 0.0
        for p, share in zip(self.behaviour[0], self.scenario.segment_shares, strict=True):
            chance = logistic(
                p.utility_base + p.weight_belief * p.quality + p.weight_own_satisfaction * p.quality
            )
            weekly = 1.0 if self.setting.opportunity_sure else float(p.opportunity_rate)
            rate += share * weekly
            taken += share * weekly * float(chance)
        start = self.ladder_shares[0]
        buyers = start[Ladder.NEW] + start[Ladder.REPEAT] + start[Ladder.LOYAL]
        year = 52.0 * self.people
        ours = year * float(buyers) * taken * market.price
        return max(ours, LAUNCH_REVENUE_SHARE * year * rate * market.category_price)

    def thresholds(self, replicate: int) -> NDArray[np.float64]:
        """Adoption threshold of each row, for the threshold choice; empty otherwise."""
        switches = self.scenario.switches
        if switches.choice != "threshold":
            return np.empty(0)
        if switches.threshold is not None:
            return np.full(self.consumers, switches.threshold)
        draws = Draws(replicate_seed(self.seed, replicate))
        return draws.uniform(Stream.THRESHOLD, self.graph.uids)


def make_world(scenario: Scenario, seed: int = 0) -> World:
    """Build the market of a scenario: read or generate the graph from the market's seed.

    Raises
    ------
    Mistake : no scenario, no seed, or no network for the segments that the seed draws.
    """
    check_scenario(scenario)
    seed = whole_number("seed", seed)
    graph = network = network_of(scenario, seed)
    switches = scenario.switches
    if switches.passing != "rate":
        graph = passing_graph(network, switches.passing, switches.probability)
    return World(scenario, seed, network, graph)


def _differs(table: object) -> dict[str, float]:
    """What a segment or a rival sets for itself."""
    names = BEHAVIOUR.names or ()
    own = {name: getattr(table, name, None) for name in names}
    return {name: float(value) for name, value in own.items() if value is not None}


def _switched(values: dict[str, float], scenario: Scenario) -> dict[str, float]:
    """Behaviour with the parts of the model that are off made exactly absent."""
    switches = scenario.switches
    if not switches.belief:
        values |= dict.fromkeys((*EVIDENCE_OF.values(), *OTHER_EVIDENCE), 0.0)
    if not switches.reviews:
        values |= {
            "post_creator": 0.0, "post_commenter": 0.0, "post_lurker": 0.0, "review_reading": 0.0
        }
    if not switches.support:
        values |= {"contact": 0.0, "listening": 0.0}
    if not switches.churn:
        values |= {"churn_base": -np.inf, "churn_satisfaction": 0.0}
    if not switches.trouble:
        values |= {"failure": 0.0}
    return values
