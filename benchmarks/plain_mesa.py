"""The same market, written once more as a good Mesa user would: one agent per consumer.

It shares no code with the simulator but the default parameters, and serves as the yardstick of the
benchmark: agents who live on a Mesa network and meet their neighbours through its cells, as in
Mesa's own examples; draws from the generator of the agents, one `AgentSet.do` per phase, weekly
counts through a `DataCollector`. One brand, no strategies.
"""

import inspect
from collections import deque
from collections.abc import Mapping
from math import cos, exp, expm1, inf, log, log1p, pi, sqrt
from types import MappingProxyType
from typing import Any

import mesa
from mesa.discrete_space import FixedAgent, Network

from simulator.scenarios.behaviour import Behaviour

LAUNCH = MappingProxyType({"potential": 1.0})
START_PURCHASES = MappingProxyType({"new": 1, "repeat": 2, "loyal": 3, "lapsed": 2})
PROMOTER = 0.63  # least satisfaction of a promoter
CREATORS, COMMENTERS = 0.01, 0.09  # shares of people who write online
ON_SOCIAL_MEDIA = 0.7  # share of people
ONLOOKING_VALENCE = 0.8
ENOUGH_REVIEWS = 5


def logistic(x: float) -> float:
    """Turn log-odds into a chance."""
    return 1.0 / (1.0 + exp(-x))


def clipped(x: float) -> float:
    """Hold a valence within [-1, 1]."""
    return max(-1.0, min(1.0, x))


class Consumer(FixedAgent):  # type: ignore[misc]
    """One consumer: what he knows and believes of the brand, whom he talks to, what he bought."""

    model: "PlainMarket"

    def __init__(self, model: "PlainMarket", rung: str) -> None:
        super().__init__(model)
        p, rng = model.behaviour, self.random
        self.on_social_media = rng.random() < ON_SOCIAL_MEDIA
        role = rng.random()
        self.posting = p.post_lurker
        if role < CREATORS:
            self.posting = p.post_creator
        elif role < CREATORS + COMMENTERS:
            self.posting = p.post_commenter
        shape = p.opportunity_shape
        rate = rng.gammavariate(shape, p.opportunity_rate / shape)
        self.opportunity = -expm1(-rate)
        self.taste = rng.gauss(0.0, p.taste_spread)
        self.belief, self.evidence = p.belief_prior, p.evidence_prior
        self.aware = self.reached = rung != "potential"
        self.lapsed = rung == "lapsed"
        self.satisfaction = 0.0
        self.experiences = self.purchases = 0
        self.last_experience = 0
        self.revenue = 0
        self.cause: Consumer | str | None = "start" if self.aware else None
        self.says: float | None = None
        self.heard: list[tuple[float, Consumer, float]] = []  # time, from whom, valence
        self.chooses = self.posts = False
        self.case_week: int | None = None
        self.case_public = False
        self.satisfaction_before = 0.0
        for _ in range(START_PURCHASES.get(rung, 0)):
            self.live_through(self.perform(failed=False))
            self.purchases += 1
        if self.purchases:
            self.last_experience = -1 - rng.randrange(12)
        if rung == "loyal":
            self.satisfaction = max(self.satisfaction, PROMOTER)

    @property
    def owner(self) -> bool:
        """Whether he owns the brand and has not lapsed."""
        return self.experiences > 0 and not self.lapsed

    def talk(self) -> None:
        """Decide whether to say something this week, and what."""
        self.says = None
        if not self.aware or self.lapsed:
            return
        p = self.model.behaviour
        if self.experiences:
            s = self.satisfaction
            strength = p.talk_floor + (s if s > 0 else -p.talk_negative * s)
            rate = p.talk_scale * strength * (
                p.talk_ongoing + self.model.talk_decay[self.model.week - self.last_experience]
            )
            valence = s
        else:
            rate, valence = p.talk_aware, self.belief
        if rate > 0 and self.random.random() < -expm1(-rate):
            self.says = valence
            self.model.tally("talks_positive" if valence > 0 else "talks_negative")

    def tell(self) -> None:
        """Say it: every friend may hear it."""
        if self.says is None:
            return
        rng, place, ties = self.random, self.cell.coordinate, self.model.network.G
        for friend in self.cell.neighborhood.agents:
            tie = ties.edges[place, friend.cell.coordinate]
            time = rng.expovariate(self.model.hearing[tie["strong"]])
            if time < 1.0:
                friend.heard.append((time, self, self.says))
                self.model.tally("heard")

    def discover(self) -> None:
        """Become aware through whatever came first, and believe what was heard."""
        p, rng = self.model.behaviour, self.random
        weight = valence = 0.0
        first: tuple[float, Any] = (inf, None)
        for time, friend, said in self.heard:
            weight += p.weight_friend
            valence += p.weight_friend * said
            if time < first[0]:
                first = time, friend
        self.heard.clear()
        if not self.aware and p.organic_discovery > 0:
            time = rng.expovariate(p.organic_discovery)
            if time < first[0]:
                first = time, "organic"
        if self.on_social_media:
            for name, rate, said in self.model.onlooking:
                time = rng.expovariate(rate)
                if time < 1.0:
                    weight += p.weight_expert
                    valence += p.weight_expert * said
                    if time < first[0]:
                        first = time, name
        if not self.aware and first[0] < 1.0:
            self.aware = self.reached = True
            self.cause = first[1]
            self.model.tally("discovered")
        if weight:
            self.learn(weight, valence)

    def learn(self, weight: float, valence: float) -> None:
        """Move the belief towards new evidence; `valence` is already weighted."""
        total = self.evidence + weight
        self.belief = (self.evidence * self.belief + valence) / total
        self.evidence = min(total, self.model.behaviour.evidence_cap)

    def evaluate(self) -> None:
        """At an opportunity, read reviews perhaps, and weigh the brand against nothing."""
        self.chooses = False
        if not self.aware or self.lapsed or self.random.random() >= self.opportunity:
            return
        self.model.tally("evaluations")
        p, market = self.model.behaviour, self.model
        if market.reviews > 0 and self.random.random() < p.review_reading:
            weight = p.weight_review * min(market.reviews, ENOUGH_REVIEWS) / ENOUGH_REVIEWS
            self.learn(weight, weight * market.review_valence / market.reviews)
        friends = list(self.cell.neighborhood.agents)
        owners = sum(friend.owner for friend in friends)
        utility = (
            p.utility_base
            + self.taste
            + p.weight_belief * self.belief
            + market.price_utility
            + p.weight_neighbours * (owners / len(friends) if friends else 0.0)
            + p.weight_goodwill * market.goodwill
            + p.weight_own_satisfaction * self.satisfaction
        )
        self.chooses = self.random.random() < logistic(utility)

    def buy(self) -> None:
        """Pay for what was chosen."""
        if self.chooses:
            self.purchases += 1
            self.revenue += self.model.price
            self.model.tally("units")

    def experience(self) -> None:
        """Use what was bought: be pleased or not, perhaps review it, complain, or lapse."""
        if not self.chooses:
            return
        p, rng, market = self.model.behaviour, self.random, self.model
        before = self.satisfaction if self.experiences else self.belief
        self.live_through(self.perform(failed=rng.random() < p.failure))
        self.last_experience = market.week
        self.posts = rng.random() < self.posting
        if self.satisfaction < 0 and self.case_week is None:
            noticed = self.posts or self.says is not None
            chance = p.contact + (1 - p.contact) * p.listening * noticed
            if rng.random() < chance:
                self.complain(before)
                return
        self.perhaps_lapse()

    def perform(self, failed: bool) -> float:
        """How well the product performs this time."""
        p, rng = self.model.behaviour, self.random
        noise = sqrt(-2.0 * log1p(-rng.random())) * cos(2.0 * pi * rng.random())
        loss = p.failure_severity if failed else 0.0
        return clipped(p.quality + p.quality_noise * noise - loss)

    def live_through(self, performance: float) -> None:
        """Be satisfied by how it performed and whether that was expected; believe it."""
        p = self.model.behaviour
        gap = performance - self.belief
        moved = (p.delight_gain if gap > 0 else p.disappointment_loss) * gap
        self.satisfaction = clipped(performance + moved)
        self.learn(p.weight_own_experience, p.weight_own_experience * performance)
        self.experiences += 1

    def complain(self, before: float) -> None:
        """Contact support: public knowledge answers at once, or the case joins the line."""
        market = self.model
        market.tally("contacts")
        self.case_week, self.satisfaction_before = market.week, before
        self.case_public = False
        if self.random.random() < market.deflection:
            self.close_case(solved=True)
            return
        self.case_public = self.random.random() < market.behaviour.open_share
        market.new_cases.append(self)

    def wait(self) -> bool:
        """Wait another week for an answer; return False when giving up."""
        p = self.model.behaviour
        self.satisfaction = max(-1.0, self.satisfaction - p.wait_loss)
        if self.case_week is None or self.model.week - self.case_week + 1 < p.max_wait:
            return True
        self.close_case(solved=False)
        return False

    def close_case(self, solved: bool) -> None:
        """Be satisfied again if the case was solved; then lapse, or stay."""
        p = self.model.behaviour
        if solved:
            restored = min(p.recovery * p.quality, self.satisfaction_before)
            self.satisfaction = max(self.satisfaction, restored)
        if self.case_public:
            self.model.tally("solved_public" if solved else "unsolved_public")
        self.case_week, self.case_public = None, False
        self.perhaps_lapse()

    def perhaps_lapse(self) -> None:
        """Lapse, the more likely the less satisfied."""
        p = self.model.behaviour
        chance = logistic(p.churn_base - p.churn_satisfaction * (self.satisfaction - 0.3))
        if not self.lapsed and self.random.random() < chance:
            self.lapsed = True
            self.model.tally("lapses")

    def recommend(self) -> None:
        """Write the review, with the satisfaction now held."""
        if self.posts:
            self.model.new_reviews.append(self.satisfaction)
            self.posts = False

    def forget(self) -> None:
        """Forget a brand one never used."""
        if self.aware and not self.experiences and self.random.random() < self.model.forgetting:
            self.aware = False


class PlainMarket(mesa.Model):  # type: ignore[misc]
    """A market of one brand; one step is one week.

    Parameters
    ----------
    graph : NetworkX graph whose edges carry `strong`.
    initial : shares of people by where they stand before the first week.
    price, category_price : minor units.
    behaviour : parameters; the simulator's defaults unless given.
    seed : of Mesa's generator.
    """

    def __init__(
        self,
        graph: Any,
        initial: Mapping[str, float] = LAUNCH,
        price: int = 3000,
        category_price: int = 3000,
        behaviour: Behaviour | None = None,
        seed: int = 1,
    ) -> None:
        super().__init__(rng=seed)
        self.behaviour = p = behaviour or Behaviour()
        self.week = 0
        self.price, self.category_price, self.reference_price = price, category_price, float(price)
        self.price_utility = 0.0
        self.reviews = self.review_valence = self.goodwill = self.knowledge = self.deflection = 0.0
        self.onlooking: list[tuple[str, float, float]] = []
        self.cases: deque[Consumer] = deque()
        self.new_cases: list[Consumer] = []
        self.new_reviews: list[float] = []
        self.talk_decay = {age: 0.5 ** (age / p.talk_half_life) for age in range(1, 1000)}
        self.forgetting = 1.0 - 0.5 ** (1.0 / p.awareness_half_life)
        self.counts: dict[str, int] = {}
        rungs = self.random.choices(list(initial), list(initial.values()), k=len(graph))
        people = [Consumer(self, rung) for rung in rungs]
        factor = min(1.0, 16.0 / max(1.0, 2.0 * graph.number_of_edges() / len(graph)))
        self.hearing = {True: p.hearing_strong * factor, False: p.hearing_weak * factor}
        layout = {"layout": None} if "layout" in inspect.signature(Network).parameters else {}
        self.network = Network(graph, random=self.random, **layout)
        for person, cell in zip(people, self.network.all_cells, strict=True):
            person.cell = cell
        for person in people:  # Mesa keeps what it looks up; not a cost of a week
            person.cell.neighborhood  # noqa: B018
        self.on_social_media = sum(person.on_social_media for person in people)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "aware": lambda model: sum(one.aware for one in model.agents),
                "reach": lambda model: sum(one.reached for one in model.agents),
                "customers": lambda model: sum(one.purchases > 0 for one in model.agents),
                "units": lambda model: model.counts.get("units", 0),
                "talks_positive": lambda model: model.counts.get("talks_positive", 0),
                "talks_negative": lambda model: model.counts.get("talks_negative", 0),
                "lapses": lambda model: model.counts.get("lapses", 0),
            }
        )

    def tally(self, what: str) -> None:
        """Count one more of something that happened this week."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def step(self) -> None:
        """Run one week."""
        self.plan()
        for phase in ("talk", "tell", "discover", "evaluate", "buy", "experience"):
            self.agents.do(phase)
        self.support()
        for phase in ("recommend", "forget"):
            self.agents.do(phase)
        self.close_week()
        self.datacollector.collect(self)
        self.week += 1

    def plan(self) -> None:
        """Work out what holds for everybody this week."""
        p = self.behaviour
        paid = log(max(self.price, 1))
        against_category = paid - log(max(self.category_price, 1))
        against_memory = paid - log(max(self.reference_price, 1))
        self.price_utility = -p.price_sensitivity * (
            (1 - p.price_memory) * against_category + p.price_memory * against_memory
        )
        people = len(self.agents)
        self.deflection = -expm1(-self.knowledge / (p.knowledge_scale * people))
        watch = p.onlooking / max(1, self.on_social_media)
        outcomes = (("solved", ONLOOKING_VALENCE), ("unsolved", -ONLOOKING_VALENCE))
        self.onlooking = [
            (name, watch * self.counts[f"{name}_public"], valence)
            for name, valence in outcomes
            if self.counts.get(f"{name}_public")
        ]
        self.counts = {}

    def support(self) -> None:
        """Answer the line of cases from its head; the rest wait, or give up."""
        self.random.shuffle(self.new_cases)
        self.cases.extend(self.new_cases)
        self.new_cases.clear()
        for _ in range(min(self.behaviour.agents, len(self.cases))):
            person = self.cases.popleft()
            person.close_case(solved=self.random.random() < self.behaviour.ability)
        self.cases = deque(person for person in self.cases if person.wait())

    def close_week(self) -> None:
        """Bring the stocks of the brand to the end of the week."""
        p = self.behaviour
        self.reference_price = 0.95 * self.reference_price + 0.05 * self.price
        self.reviews = p.review_persistence * self.reviews + len(self.new_reviews)
        self.review_valence = p.review_persistence * self.review_valence + sum(self.new_reviews)
        self.new_reviews.clear()
        self.goodwill *= p.goodwill_persistence
        solved = self.counts.get("solved_public", 0)
        self.knowledge = p.knowledge_persistence * self.knowledge + p.knowledge_gain * solved
