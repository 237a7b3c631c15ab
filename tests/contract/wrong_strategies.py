"""Strategies that break a law of the contract, each another one: the wrong twins of its tests.

All of them do what a careless or a sly author might do, and all get past the gates of the library.
"""

import time
from typing import Any, ClassVar

import numpy as np

from simulator.agents.ledger import Account
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.agents.stages import Channel
from simulator.draws import Draws
from simulator.parameters import parameter
from simulator.strategies.base import Plan, Strategy

KEPT: dict[str, Any] = {}


class Wrong(Strategy):
    """What they share: advertising that may be wrong in some way."""

    intensity: ClassVar[tuple[str, ...]] = ("rate",)
    rate: float = parameter(
        0.3, unit="per week", minimum=0, maximum=1, description="Of reading of it", source="assumption"
    )
    price: float = parameter(
        5000.0, unit="money per week", minimum=0, maximum=1e9, description="Cost", source="assumption"
    )

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Advertise for what is paid: right, but for what a twin changes."""
        levers.discover(Channel.TV, self.rate * ledger.spend("media", self.price))


class BreaksNothing(Wrong):
    """Advertise for what is paid, and say beforehand what it costs: the right twin of the others."""

    kind: ClassVar[str] = "breaks_nothing"

    def planned_cost(self, weeks: int, people: int, people_per_consumer: int) -> float | None:
        """All weeks at work."""
        return self.price * self.weeks_at_work(weeks)


class IsNeverIdle(Wrong):
    """Tell people of the brand even where the plan says: nobody."""

    kind: ClassVar[str] = "is_never_idle"

    @property
    def idle(self) -> bool:
        """Never."""
        return False

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Advertise a little at least."""
        levers.discover(Channel.TV, max(self.rate, 0.2))


class HidesItsTable(Wrong):
    """Look like any other strategy of its kind, so that the arm's order decides who pays first."""

    kind: ClassVar[str] = "hides_its_table"

    def digest(self) -> str:
        """Nothing of the table."""
        return ""


class CountsOnTheClass(Wrong):
    """Work better with every run."""

    kind: ClassVar[str] = "counts_on_the_class"
    runs: ClassVar[int] = 0

    def plan(self, market: Market, draws: Draws) -> Plan:
        """Remember that there was another run."""
        type(self).runs += 1

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Advertise more from run to run."""
        levers.discover(Channel.TV, self.rate * self.runs)


class CountsInTheModule(Wrong):
    """Work better with every week, counted where all runs count, from 0 at each start."""

    kind: ClassVar[str] = "counts_in_the_module"

    def plan(self, market: Market, draws: Draws) -> Plan:
        """Begin to count."""
        KEPT["weeks"] = 0

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Advertise more from week to week."""
        KEPT["weeks"] += 1
        levers.discover(Channel.TV, self.rate * KEPT["weeks"])


class KeepsItOnTheGraph(Wrong):
    """Choose people by this run's draws, but once for all runs."""

    kind: ClassVar[str] = "keeps_it_on_the_graph"

    def plan(self, market: Market, draws: Draws) -> Plan:
        """Choose."""
        merit = market.graph.once.array(
            "chosen by a wrong twin", lambda: np.full(1, float(draws.seed % np.uint64(97)) / 97)
        )
        return float(merit[0])

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Advertise as much as was drawn first of all."""
        levers.discover(Channel.TV, plan)


class ReadsTheClock(Wrong):
    """Work better at some times of the day."""

    kind: ClassVar[str] = "reads_the_clock"

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Advertise as much as the clock says."""
        levers.discover(Channel.TV, time.perf_counter_ns() % 997 / 997)


class HashesText(Wrong):
    """Work as well as Python hashes a text, which differs from process to process."""

    kind: ClassVar[str] = "hashes_text"

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Advertise as much as the hash says."""
        levers.discover(Channel.TV, hash(self.kind) % 997 / 997)


class TakesRowsForUids(Wrong):
    """Give the product to the best connected rows."""

    kind: ClassVar[str] = "takes_rows_for_uids"

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Give it to the wrong people."""
        levers.give(np.argsort(-market.graph.out_degree, kind="stable")[:5])


class KeepsWhatItSaw(Wrong):
    """Count customers in a column that was handed out before the first week."""

    kind: ClassVar[str] = "keeps_what_it_saw"

    def plan(self, market: Market, draws: Draws) -> Plan:
        """Keep the column; in one engine it goes on changing."""
        return market.people().experiences

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Advertise by the number of experiences that it takes for today's."""
        levers.discover(Channel.TV, min(1.0, int(plan.sum()) / 1000))


class WritesInPlan(Wrong):
    """Make everybody like the category, once."""

    kind: ClassVar[str] = "writes_in_plan"

    def plan(self, market: Market, draws: Draws) -> Plan:
        """Open the column for writing, and write."""
        taste = market.people().taste
        taste.flags.writeable = True
        taste[:] = 3.0


class WritesInAct(Wrong):
    """Win lapsed customers back by decree."""

    kind: ClassVar[str] = "writes_in_act"

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Write into the array that the column is a view of."""
        flags: Any = market.people().flags.base
        flags[...] = 1


class WritesIntoTheGraph(Wrong):
    """Make all ties strong, for the control too."""

    kind: ClassVar[str] = "writes_into_the_graph"

    def plan(self, market: Market, draws: Draws) -> Plan:
        """Write into the graph that all runs share."""
        kinds: Any = market.graph.kinds.base
        kinds[...] = 1


class BooksInAPastWeek(Wrong):
    """Pay every week from the account of the first."""

    kind: ClassVar[str] = "books_in_a_past_week"

    def plan(self, market: Market, draws: Draws) -> Plan:
        """No account yet."""
        return []

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Keep the first account and spend from it."""
        plan.append(ledger)
        super().act(plan, week, market, levers, plan[0])


class BooksInAnotherName(Wrong):
    """Let somebody else pay."""

    kind: ClassVar[str] = "books_in_another_name"

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Spend from an account that it made itself."""
        super().act(plan, week, market, levers, Account(ledger._ledger, "seeding", week))


class TakesAllForACoin(Wrong):
    """Ask whether there is any money, not how much."""

    kind: ClassVar[str] = "takes_all_for_a_coin"

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Advertise in full as soon as a part is paid."""
        if ledger.spend("media", self.price) > 0:
            levers.discover(Channel.TV, self.rate)


class GoesOnUnpaid(Wrong):
    """Go on once a week was paid, whether there is money or not."""

    kind: ClassVar[str] = "goes_on_unpaid"

    def plan(self, market: Market, draws: Draws) -> Plan:
        """Nothing is paid yet."""
        return []

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Take the first week's payment for all weeks'."""
        plan.append(ledger.spend("media", self.price))
        if plan[0] == 1.0:
            levers.discover(Channel.TV, self.rate)


class PaysInCrumbs(Wrong):
    """Cut a bill into pieces that are all rounded to nothing."""

    kind: ClassVar[str] = "pays_in_crumbs"

    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Spend three times less than half a coin."""
        for _ in range(3):
            share = ledger.spend("media", 0.1 + 0.2)
        levers.discover(Channel.TV, self.rate * share)


class SaysNoCost(Wrong):
    """Be silent about costs that are known beforehand."""

    kind: ClassVar[str] = "says_no_cost"


class SaysAnotherCost(Wrong):
    """Plan with another cost than what is spent."""

    kind: ClassVar[str] = "says_another_cost"

    def planned_cost(self, weeks: int, people: int, people_per_consumer: int) -> float | None:
        """All weeks of the horizon, at work or not."""
        return self.price * weeks
