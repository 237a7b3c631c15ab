"""A consumer as an agent: the week told in plain Python, for the reference model.

Everything a consumer does in a week is a method here or of the `Person`, named as the phases are.
Nothing is clever: this is the model page in code, and what the compiled engine is held against, bit
for bit.
"""

from simulator.agents.counts import REVENUE_BY_CAUSE, Count
from simulator.agents.mind import Case
from simulator.agents.person import Person, cause_place
from simulator.agents.rules import (
    clock,
    contact_probability,
    hundredths,
    lapse_probability,
    normal,
    occurs,
    owner_share,
    performance,
    posting_probability,
    quadrant,
    recommendation_score,
    recovered,
    review_weight,
    satisfaction_after,
    utility,
    weight_parts,
)
from simulator.agents.stages import ChoiceMode, Quadrant
from simulator.draws import Stream

# mypy: disable-error-code="no-untyped-call"


class Consumer(Person):
    """A person of the market, who also evaluates, buys, experiences, complains and recommends."""

    # evaluate and buy

    def evaluate(self) -> None:
        """At an opportunity, weigh the brands one knows and choose one, or nothing."""
        self.choice = None
        known = [b for b, mind in enumerate(self.minds) if mind.available]
        mode = self.model.world.setting.choice_mode
        if not known:
            return
        if mode == ChoiceMode.THRESHOLD:
            self.perhaps_adopt()
            return
        if not self.has_opportunity():
            return
        for b in known:
            self.count(b, Count.EVALUATIONS)
            self.read_reviews(b)
        if mode == ChoiceMode.SURE:
            self.choice = next((b for b in known if not self.minds[b].customer), None)
        else:
            self.choice = self.first_to_ring(known)

    def has_opportunity(self) -> bool:
        """Say whether an occasion to buy something of the category comes this week."""
        if self.model.world.setting.opportunity_sure:
            return True
        rate = self.opportunity_rate * float(self.model.terms.opportunity[self.group])
        u = self.model.dice.roll(Stream.OPPORTUNITY, 0, self.uid, self.model.week)
        return bool(occurs(u, rate))

    def read_reviews(self, b: int) -> None:
        """Perhaps read the reviews of brand `b`, if there are any."""
        brand, p = self.model.terms.brand[b], self.habits[b]
        u = self.model.dice.roll(Stream.READ_REVIEWS, b, self.uid, self.model.week)
        if brand.reviews > 0.0 and u < p.review_reading:
            self.count(b, Count.REVIEW_READINGS)
            weight = review_weight(p.weight_review, float(brand.reviews))
            self.minds[b].learn(weight, weight * float(brand.review_valence), p.evidence_cap)

    def first_to_ring(self, known: list[int]) -> int | None:
        """Let a clock run for each brand and one for nothing; the first to ring is chosen."""
        dice, week = self.model.dice, self.model.week
        clocks = [
            (clock(dice.roll(Stream.CLOCK, b, self.uid, week), self.utility_of(b)), b)
            for b in known
        ]
        nothing = clock(dice.nothing(self.uid, week), 0.0)
        time, brand = min(clocks)
        return None if nothing < time else brand

    def utility_of(self, b: int) -> float:
        """How good brand `b` looks now, in log-odds against buying nothing."""
        mind, p = self.minds[b], self.habits[b]
        owners = sum(friend.minds[b].owner for friend in self.friends)
        return float(
            utility(
                float(self.model.terms.group[b, self.group]["base"]), self.taste,
                mind.belief, p.weight_belief,
                owner_share(owners, len(self.friends)), p.weight_neighbours,
                mind.satisfaction if mind.customer else 0, p.weight_own_satisfaction,
            )
        )

    def perhaps_adopt(self) -> None:
        """Adopt our brand once enough of those one hears own it, counted by weight of the tie."""
        if self.minds[0].customer:
            return
        self.count(0, Count.EVALUATIONS)
        weights = [(friend, self.weight_of(friend)) for friend in self.friends]
        whole = sum(weight for _, weight in weights)
        adopted = sum(weight for friend, weight in weights if friend.minds[0].owner)
        if whole > 0 and owner_share(adopted, whole) >= self.threshold:
            self.choice = 0

    def weight_of(self, friend: "Person") -> int:
        """How much a friend counts, in parts of a unit of weight; 1 where all count alike."""
        if self.model.world.graph.weights is None:
            return 1
        weight: float = self.model.tie(friend.uid, self.uid)["weight"]
        return int(weight_parts(weight))

    def buy(self) -> None:
        """Pay for what was chosen."""
        if self.choice is None:
            return
        b, mind = self.choice, self.minds[self.choice]
        price = int(self.model.terms.group[b, self.group].price)
        paid = price * self.model.world.people_per_consumer
        if mind.purchases == 0:
            mind.first_purchase = self.model.week
            self.count(b, Count.NEW_CUSTOMERS)
        mind.purchases += 1
        mind.revenue += paid
        self.count(b, Count.UNITS)
        self.count(b, Count.REVENUE, paid)
        self.count(b, Count(REVENUE_BY_CAUSE + cause_place(mind.cause)), paid)

    # experience, trouble and support

    def experience(self) -> None:
        """Use what was given, then what was bought."""
        for _ in range(self.gifts):
            self.use(0)
        self.gifts = 0
        if self.choice is not None:
            self.use(self.choice)

    def use(self, b: int) -> None:
        """One experience with brand `b`: be pleased or not, perhaps review it, perhaps complain."""
        mind, p, model = self.minds[b], self.habits[b], self.model
        ordinal = mind.experiences
        before = mind.satisfaction if mind.customer else int(hundredths(mind.belief))
        failed, performed = self.perform(b, ordinal)
        mind.satisfaction = int(
            satisfaction_after(performed, mind.belief, p.delight_gain, p.disappointment_loss)
        )
        own = p.weight_own_experience
        mind.learn(own, own * performed, p.evidence_cap)
        if ordinal == 0:
            mind.first_experience = model.week
        mind.experiences += 1
        mind.last_experience = model.week
        self.count(b, Count.EXPERIENCES)
        self.count(b, Count.FAILURES, int(failed))
        posts = self.roll(Stream.POST, b, ordinal) < self.posting(b)
        mind.reviews += posts
        if mind.satisfaction < 0 and mind.case is None:
            listening = float(model.terms.group[b, self.group].listening)
            told = posts or mind.says is not None
            if self.roll(Stream.CONTACT, b, ordinal) < contact_probability(
                p.contact, listening, told
            ):
                self.complain(b, ordinal, before)
                return
        self.perhaps_lapse(b, ordinal)

    def roll(self, stream: Stream, b: int, ordinal: int) -> float:
        """Draw for one of this person's experiences."""
        return float(self.model.dice.roll(stream, b, self.uid, ordinal))

    def perform(self, b: int, ordinal: int) -> tuple[bool, float]:
        """Whether the product fails this time, and how well it performs."""
        p = self.habits[b]
        failed = self.roll(Stream.FAILURE, b, ordinal) < p.failure
        noise = normal(
            self.roll(Stream.NOISE_RADIUS, b, ordinal), self.roll(Stream.NOISE_ANGLE, b, ordinal)
        )
        quality = float(self.model.terms.brand[b].quality)
        performed = performance(quality, p.quality_noise, noise, failed, p.failure_severity)
        return failed, float(performed)

    def posting(self, b: int) -> float:
        """Chance to review an experience with brand `b`."""
        p = self.habits[b]
        factor = float(self.model.terms.group[b, self.group].review)
        return float(
            posting_probability(
                int(self.role), p.post_lurker, p.post_commenter, p.post_creator, factor
            )
        )

    def complain(self, b: int, ordinal: int, before: int) -> None:
        """Contact support: public knowledge answers at once, or a case is opened and waits."""
        brand = self.model.terms.brand[b]
        self.count(b, Count.CONTACTS)
        deflected = self.roll(Stream.DEFLECT, b, ordinal) < brand.deflection
        public = not deflected and self.roll(Stream.PUBLIC, b, ordinal) < brand.open_share
        self.minds[b].case = Case(self.model.week, before, ordinal, bool(public))
        if deflected:
            self.count(b, Count.DEFLECTED)
            self.close_case(b, solved=True)

    def place_in_line(self, b: int) -> tuple[int, float, int]:
        """Where the open case stands: by week, then by draw, then by uid; smaller first."""
        week = self.minds[b].case_week
        return week, self.model.dice.roll(Stream.QUEUE, b, self.uid, week), self.uid

    def be_answered(self, b: int) -> None:
        """Get an answer to the open case, which solves it or does not."""
        solve = float(self.model.terms.brand[b].solve)
        solved = self.roll(Stream.SOLVE, b, self.minds[b].case_ordinal) < solve
        self.count(b, Count.SOLVED if solved else Count.UNSOLVED)
        self.close_case(b, solved)

    def wait(self, b: int) -> None:
        """Wait another week for an answer, less satisfied; in the last week, give up."""
        mind, p = self.minds[b], self.habits[b]
        mind.satisfaction = max(-100, mind.satisfaction - int(hundredths(p.wait_loss)))
        if self.model.week - mind.case_week + 1 >= p.max_wait:
            self.count(b, Count.EXPIRED)
            self.close_case(b, solved=False)

    def close_case(self, b: int, solved: bool) -> None:
        """Close the open case; the lapse of its experience is drawn now."""
        mind = self.minds[b]
        if solved:
            ceiling = int(self.model.terms.brand[b].ceiling)
            mind.satisfaction = int(recovered(mind.satisfaction, mind.case_before, ceiling))
        if mind.case_public:
            self.count(b, Count.SOLVED_PUBLIC if solved else Count.UNSOLVED_PUBLIC)
        self.count(b, Count.WEEKS_WAITED, self.model.week - mind.case_week)
        ordinal, mind.case = mind.case_ordinal, None
        self.perhaps_lapse(b, ordinal)

    def perhaps_lapse(self, b: int, ordinal: int) -> None:
        """Lapse, or stay: drawn once for each experience, with the satisfaction now held."""
        mind, p = self.minds[b], self.habits[b]
        chance = lapse_probability(mind.satisfaction, p.churn_base, p.churn_satisfaction)
        if not mind.lapsed and self.roll(Stream.LAPSE, b, ordinal) < chance:
            mind.lapsed = True
            self.count(b, Count.LAPSES)

    # recommend, forget, be counted

    def recommend(self) -> None:
        """Write the reviews, with the satisfaction now held."""
        for b, mind in enumerate(self.minds):
            self.count(b, Count.POSTS, mind.reviews)
            self.count(b, Count.POST_VALENCE, mind.reviews * mind.satisfaction)
            mind.reviews = 0

    def forget(self) -> None:
        """Forget a brand one never used; return to one; begin to follow ours."""
        dice, week = self.model.dice, self.model.week
        for b, mind in enumerate(self.minds):
            levers = self.model.terms.group[b, self.group]
            chance = float(self.model.world.setting.forgetting[self.segment])
            forgets = dice.roll(Stream.FORGET, b, self.uid, week) < chance
            if forgets and mind.aware and not mind.customer:
                mind.aware = False
                self.count(b, Count.FORGOTTEN)
            if mind.lapsed and occurs(
                dice.roll(Stream.WIN_BACK, b, self.uid, week), float(levers.win_back)
            ):
                mind.lapsed = False
                self.count(b, Count.WON_BACK)
            if mind.aware and self.on_social_media and not self.follower and occurs(
                dice.roll(Stream.FOLLOW, b, self.uid, week), float(levers.follow)
            ):
                self.follower = True
                self.count(b, Count.NEW_FOLLOWERS)

    def be_counted(self) -> None:
        """Be part of the stocks at the week's end."""
        for b, mind in enumerate(self.minds):
            self.count(b, Count.N_AWARE, int(mind.aware))
            self.count(b, Count.N_REACHED, int(mind.reached))
            self.count(b, Count.N_REACHED_MEDIA, int(len(mind.media) > 0))
            for medium in mind.media:
                self.count(b, Count.N_REACHED_PAID + medium)
            self.count(b, Count.N_CUSTOMERS, int(mind.purchases > 0))
            self.count(b, Count.N_FOLLOWERS, int(b == 0 and self.follower))
            self.count(b, Count.N_OPEN_CASES, int(mind.case is not None))
            self.count(b, Count[f"N_{mind.rung.name}"])
            if mind.owner:
                score = recommendation_score(mind.satisfaction)
                if score >= 9:
                    self.count(b, Count.N_PROMOTERS)
                elif score >= 7:
                    self.count(b, Count.N_PASSIVES)
                else:
                    self.count(b, Count.N_DETRACTORS)
                felt = quadrant(mind.satisfaction, mind.purchases)
                if felt >= 0:
                    self.count(b, Count[f"N_{Quadrant(felt).name}"])
