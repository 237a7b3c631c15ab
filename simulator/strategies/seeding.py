"""Seeding: giving the product to chosen people who may then talk."""

import math
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from simulator.agents.consumers import Consumers
from simulator.agents.ledger import Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.draws import Draws
from simulator.errors import Mistake
from simulator.graph.seeds import ALSO, RULES, Task, chosen
from simulator.parameters import parameter
from simulator.strategies.base import Doubt, Foreseen, Plan, Strategy

MANY = 0.1  # of the market: beyond that it is no seeding any more
HUBS = ("degree", "degree_discount", "k_core", "pagerank", "communities")  # rules that choose them, mostly
SLOW = {"communities": 20_000, "bridges": 200_000}  # consumers beyond which choosing takes minutes


class Seeding(Strategy):
    """Give the product to chosen people, who use it and may talk about it."""

    kind: ClassVar[str] = "seeding"
    intensity: ClassVar[tuple[str, ...]] = ("seeds",)

    seeds: int = parameter(
        50, unit="people", minimum=0, maximum=10**12,
        description="How many people get the product", source="your plan",
    )
    rule: Literal[
        "random", "degree", "degree_discount", "k_core", "pagerank", "bridges", "communities",
        "friend_of_random", "ris", "fringe", "brokers", "early_adopters", "revenue_leaders",
    ] = parameter(
        "degree", unit="-", also=ALSO,
        source="Hinz2011; hubs as best seeds are contested; Chen2009; Seidman1983; BrinPage1998; "
        "Brandes2007; Clauset2004; Cohen2003; Tang2015; brokers after Burt1992 (from memory), "
        "their measure: assumption",
        description="Who gets it: anybody, people by their place in the network, or by what they "
        "like and buy",
    )  # fmt: skip
    weeks: int = parameter(
        1, unit="weeks", minimum=1, maximum=520,
        description="1: all at once; more: in equal parts, week after week", source="your plan",
    )
    cost_per_seed: float = parameter(
        3_000.0, unit="money", minimum=0, maximum=1e9,
        description="Product, postage and follow-up for one person",
        source="assumption; your accounts",
    )

    def last_week(self, weeks: int) -> int:
        """Week in which the last part is given."""
        return self.start_week + self.weeks - 1

    def mistakes(
        self, weeks: int, people_per_consumer: int, audiences: Sequence[str]
    ) -> list[Mistake]:
        """A start after the end, or fewer seeds than one consumer stands for."""
        found = super().mistakes(weeks, people_per_consumer, audiences)
        if 0 < self.seeds < people_per_consumer:
            found.append(
                Mistake(
                    "strategy.below_one_consumer",
                    field="seeds",
                    value=self.seeds,
                    people=people_per_consumer,
                )
            )
        return found

    def doubts(self, foreseen: Foreseen) -> Iterator[Doubt]:
        """Late weeks; many seeds, more than people, parts of a consumer; too small a budget; rules that
        say nothing in this network, or take long.
        """
        yield from super().doubts(foreseen)
        if MANY * foreseen.people < self.seeds <= foreseen.people:
            yield Doubt("many_seeds", field="seeds", value=self.seeds, people=foreseen.people)
        if self.seeds > foreseen.people:
            yield Doubt("beyond_people", "seeds", value=self.seeds, people=foreseen.people)
        elif self.seeds % foreseen.people_per_consumer:
            each = foreseen.people_per_consumer
            people = self.seeds // each * each
            yield Doubt("parts_of_consumers", "seeds", value=self.seeds, people=people, each=each)
        cost = self.cost_per_seed * foreseen.people_per_consumer
        if foreseen.budget and not foreseen.pays_for(cost):
            people = foreseen.people_per_consumer
            yield Doubt("pays_for_none", budget=foreseen.budget, cost=cost, people=people)
        if foreseen.complete and self.rule in RULES and self.rule != "random":
            yield Doubt("all_alike", "rule", value=self.rule)
        elif foreseen.people > SLOW.get(self.rule, math.inf) * foreseen.people_per_consumer:
            consumers = foreseen.people // foreseen.people_per_consumer
            yield Doubt("slow_rule", "rule", value=self.rule, people=consumers)

    def planned_cost(self, weeks: int, people: int, people_per_consumer: int) -> float | None:
        """All parts that come within the horizon."""
        number = self._number(people, people_per_consumer)
        given = self._given_by(number, self.weeks_at_work(weeks))
        return given * people_per_consumer * self.cost_per_seed

    @property
    def contested(self) -> tuple[str, ...]:
        """The best connected as the best seeds."""
        return ("hubs",) if self.rule in HUBS else ()

    def plan(self, market: Market, draws: Draws) -> NDArray[np.int32]:
        """Choose the people once, best first: uids."""
        number = self._number(market.total_people, market.people_per_consumer)
        if self.rule in RULES:
            sample = Draws(market.seed)  # what is measured of the network is so for all runs
            return chosen(self.rule, Task(market.graph, number, market.passing, draws, sample))
        people = market.people()
        return people.uid[np.lexsort((people.uid, -self._merit(people)))][:number]

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Give this week's part, as far as the budget goes."""
        part = week - self.start_week
        first, last = (self._given_by(len(plan), k) for k in (part, part + 1))
        cost = self.cost_per_seed * market.people_per_consumer
        affordable = ledger.buy("product", last - first, cost)
        levers.give(plan[first : first + affordable])

    def _number(self, people: int, people_per_consumer: int) -> int:
        """How many consumers are chosen."""
        return min(self.seeds, people) // people_per_consumer

    def _given_by(self, number: int, parts: int) -> int:
        """How many of them have been given the product after so many weeks."""
        return number * parts // self.weeks

    def _merit(self, people: Consumers) -> NDArray[np.float64]:
        """How well each person fits the rule; the largest are chosen, equals by smaller uid."""
        if self.rule == "early_adopters":
            return people.taste.astype(np.float64)
        bought = people.purchases[0]
        return (bought if bought.any() else people.opportunity_rate).astype(np.float64)
