"""The stocks of one brand that everybody shares: prices, reviews, goodwill, knowledge, the queue.

Both engines keep one of these per brand and close its week by the same function; inputs are integer
counts, so that no order of people can matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.agents.rules import agent_answers, clip

PRICE_MEMORY_PERSISTENCE = 0.95  # model page, equation 5


@dataclass
class Brand:
    """Market-wide state of a brand at the end of a week; counts of people, money in minor units."""

    price: int  # list price
    reference_price: float  # what people remember having paid
    reviews: float = 0.0  # R, stock of reviews
    review_valence: float = 0.0  # S, their summed valence in hundredths
    goodwill: float = 0.0  # G in [0, 1]
    knowledge: float = 0.0  # K, solved public cases of use
    agent_carry: int = 0  # capacity not used yet, in people
    owners: int = 0  # consumers who own it and have not lapsed
    solved_public: int = 0  # consumers' public cases closed this week, solved
    unsolved_public: int = 0  # and not

    def close_week(
        self,
        p: Mapping[str, float],
        untargeted_price: int,
        people_per_consumer: int,
        *,
        posts: int,
        post_valence: int,
        solved_public: int,
        unsolved_public: int,
        goodwill_gift: float,
    ) -> None:
        """Bring the stocks to the end of the week (model page, equations 5, 7, 8, 9).

        Parameters
        ----------
        p : the brand's behaviour. posts, post_valence, solved_public, unsolved_public : consumers.
        """
        kept, people = PRICE_MEMORY_PERSISTENCE, people_per_consumer
        self.reference_price = kept * self.reference_price + (1.0 - kept) * untargeted_price
        lasts = p["review_persistence"]
        self.reviews = lasts * self.reviews + people * posts
        self.review_valence = lasts * self.review_valence + people * post_valence
        self.goodwill = clip(p["goodwill_persistence"] * self.goodwill + goodwill_gift, 0.0, 1.0)
        self.knowledge = p["knowledge_persistence"] * self.knowledge + (
            p["knowledge_gain"] * people * solved_public
        )
        self.solved_public, self.unsolved_public = solved_public, unsolved_public

    def agent_answers(self, capacity: int, waiting: int, people_per_consumer: int) -> int:
        """How many waiting cases (consumers) the agents answer this week; `capacity` in people."""
        answered, self.agent_carry = agent_answers(
            self.agent_carry, capacity, waiting, people_per_consumer
        )
        return int(answered)
