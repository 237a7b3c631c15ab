"""What both engines share: campaigns, levers, ledger, brands, data collection; not the people."""

from abc import abstractmethod
from operator import mul

import mesa
import numpy as np
from numpy.typing import NDArray

from simulator.agents.campaign import Campaign
from simulator.agents.consumers import Consumers
from simulator.agents.counts import MONEY, NAMES, Count
from simulator.agents.levers import Levers
from simulator.agents.market import Market, guarded
from simulator.agents.stages import ON_SOCIAL_MEDIA
from simulator.agents.terms import Moved, empty_terms, untargeted_price, week_terms
from simulator.arguments import whole_number
from simulator.draws import Draws, replicate_seed
from simulator.errors import Mistake
from simulator.world import World

RIVAL_COUNTS = ("rival_units", "rival_revenue")
BOOK_COUNTS = ("cost", "owner_cost")
REPORTED = (*NAMES, *RIVAL_COUNTS, *BOOK_COUNTS)


class WeeklyCounts(mesa.DataCollector):  # type: ignore[misc]
    """Mesa's data collector; ours alone are whole numbers, which need no deep copy."""

    def collect(self, model: mesa.Model) -> None:
        """Keep this week's value of every reported attribute, and what others report."""
        others = self.agent_reporters or self.agenttype_reporters or self.tables
        if others or len(self.model_reporters) != len(REPORTED):
            super().collect(model)
            return
        held = vars(model)
        for name, values in self.model_vars.items():
            values.append(held[name])


class MarketModel(mesa.Model):  # type: ignore[misc]
    """A market in which one arm of a scenario is tried; one step is one week.

    Parameters
    ----------
    world : the market made ready, shared by runs.
    arm : which arm of the scenario, by number or name.
    replicate : which set of draws.

    Attributes
    ----------
    week : weeks done so far.
    datacollector : weekly counts, in people; money in minor units.
    """

    def __init__(self, world: World, arm: int | str = 0, replicate: int = 0) -> None:
        if not isinstance(world, World):
            raise Mistake("not_a_world", what=type(world).__name__)
        replicate = whole_number("replicate", replicate)
        seed = replicate_seed(world.seed, replicate)
        super().__init__(rng=seed)
        self.world, self.arm, self.replicate = world, world.arm_number(arm), replicate
        self.run_seed, self.draws = np.uint64(seed), Draws(seed)
        self.week = 0
        self.people, owners = world.settle(replicate)
        self.brands = world.brands(owners)
        self.ledger = world.ledger(self.arm)
        social = (self.people.group & ON_SOCIAL_MEDIA) > 0
        self.social_media_consumers = int(np.count_nonzero(social))
        people = world.people_per_consumer  # of counts in consumers; most markets need no factors
        self.factors = None if people == 1 else [1 if name in MONEY else people for name in NAMES]
        self.levers = Levers(world.groups, world.frame.of_brand[0]["promise"], world.consumers)
        self.terms = empty_terms(world.frame)
        self.worked_out_for: list[Moved] = [None] * len(self.brands)  # see `week_terms`
        self.discoveries: list[tuple[int, int, NDArray[np.int32], NDArray[np.int32]]] = []
        self.thresholds = world.thresholds(replicate)
        self.campaigns: list[Campaign] = []
        self._settle()
        self.campaigns = self._campaigns()
        for name in REPORTED:
            setattr(self, name, 0)
        self.datacollector = WeeklyCounts(model_reporters={name: name for name in REPORTED})

    def _campaigns(self) -> list[Campaign]:
        arm = self.world.scenario.arms[self.arm]
        return [
            Campaign(self, strategy, label)
            for strategy, label in zip(arm.ordered(), arm.labels(), strict=True)
        ]

    def market(self) -> Market:
        """What strategies may see now: the state at the end of last week, read only."""
        world = self.world
        return Market(
            week=self.week,
            weeks=world.weeks,
            consumers=world.consumers,
            people_per_consumer=world.people_per_consumer,
            price=self.brands[0].price,
            minor_per_major=world.scenario.market.minor_per_major,
            yearly_revenue=world.yearly_revenue,
            groups=world.groups,
            graph=world.guarded_graph,
            passing=world.passing,
            seed=world.seed,
            people=lambda: guarded(self.columns()),
        )

    def step(self) -> None:
        """Run one week, in the order of `WEEK`; after the horizon nothing happens any more."""
        if self.week >= self.world.weeks:
            self.steps = self.week  # Mesa counts calls
            return
        self.plan()
        self.live()
        self.count()
        self.week += 1
        if self.week >= self.world.weeks:
            self.running = False

    def plan(self) -> None:
        """Let campaigns pull this week's levers, and work out this week's terms."""
        world = self.world
        if self.campaigns:
            self.levers = Levers(world.groups, world.frame.of_brand[0]["promise"], world.consumers)
            market = self.market()
            for campaign in self.campaigns:
                campaign.act(self.week, market, self.levers, self.ledger, self.draws)
        week_terms(
            self.terms,
            world.frame,
            self.levers if self.campaigns else None,
            self.brands,
            world.category_price,
            world.people,
            self.social_media_consumers,
            self.worked_out_for,
        )
        self.hand_out()

    def given_uids(self) -> NDArray[np.int32]:
        """Uids of the people who are given the product this week, once per gift."""
        if not self.levers.given:
            return np.empty(0, np.int32)
        return np.concatenate(self.levers.given)

    def helper_uids(self) -> NDArray[np.int32]:
        """Uids of the community members who may answer this week."""
        if not self.levers.helpers:
            return np.empty(0, np.int32)
        return np.unique(np.concatenate(self.levers.helpers))

    def close_week(self, counts: NDArray[np.int64], change: NDArray[np.int64]) -> None:
        """Close the brands' week and report; `counts` (brands, N_COUNTS) in consumers."""
        world = self.world
        ours, *rivals = counted = counts.tolist()
        moved = change.tolist()
        for b, brand in enumerate(self.brands):
            brand.owners += moved[b]
            brand.close_week(
                world.frame.of_brand[b],
                untargeted_price(brand.price, self.levers if b == 0 else None),
                world.people_per_consumer,
                posts=counted[b][Count.POSTS],
                post_valence=counted[b][Count.POST_VALENCE],
                solved_public=counted[b][Count.SOLVED_PUBLIC],
                unsolved_public=counted[b][Count.UNSOLVED_PUBLIC],
                goodwill_gift=self.levers.goodwill_gift if b == 0 else 0.0,
            )
        in_people = ours if self.factors is None else map(mul, ours, self.factors)
        self.__dict__.update(zip(NAMES, in_people, strict=True))
        self.rival_units = sum(row[Count.UNITS] for row in rivals) * world.people_per_consumer
        self.rival_revenue = sum(row[Count.REVENUE] for row in rivals)
        self.cost = self.ledger.cost(self.week)
        self.owner_cost = self.ledger.cost(self.week, "owner")
        self.datacollector.collect(self)

    def run_model(self) -> None:
        """Step to the horizon."""
        while self.running:
            self.step()

    @abstractmethod
    def _settle(self) -> None:
        """Prepare the engine's own people from the starting columns."""

    @abstractmethod
    def columns(self) -> Consumers:
        """The state of all consumers as columns, rows in graph order."""

    @abstractmethod
    def hand_out(self) -> None:
        """Give this week's gifts."""

    @abstractmethod
    def live(self) -> None:
        """Let the people live through the week: all phases between plan and count."""

    @abstractmethod
    def count(self) -> None:
        """Count the week and close it."""
