"""What one consumer knows of one brand, thinks of it and has done with it; one object, one mind."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from simulator.agents.rules import ladder, updated_belief
from simulator.agents.stages import (
    AWARE,
    CASE_PUBLIC,
    LAPSED,
    MEDIA_SHIFT,
    NEVER,
    REACHED,
    USED,
    Ladder,
    Media,
)

# mypy: disable-error-code="no-untyped-call"


class Case(NamedTuple):
    """Trouble that was brought to support and is not closed yet."""

    week: int  # in which it was opened
    before: int  # satisfaction before the trouble, hundredths
    ordinal: int  # which experience brought it
    public: bool


class Message(NamedTuple):
    """What a listener heard from one talker this week."""

    time: float  # when in the week it came
    cause: int  # PEOPLE + uid of the talker
    valence: int  # hundredths


@dataclass(slots=True)
class Mind:
    """What one consumer knows of one brand, thinks of it and has done with it."""

    aware: bool
    reached: bool
    lapsed: bool
    belief: float
    evidence: float
    satisfaction: int  # hundredths
    experiences: int
    purchases: int
    last_experience: int  # week, or NEVER
    first_experience: int  # week, or NEVER; unknown for most starting customers
    revenue: int  # minor units
    cause: int
    discovered: int  # week, or NEVER
    first_purchase: int  # week, or NEVER
    case: Case | None = None
    says: int | None = None  # valence of this week's talk, None if silent
    heard: list[Message] = field(default_factory=list)  # this week
    reviews: int = 0  # to be written this week
    media: set[Media] = field(default_factory=set)  # of which a message arrived at any time

    @property
    def customer(self) -> bool:
        """True for those who have used the brand, bought or given."""
        return self.experiences > 0

    @property
    def owner(self) -> bool:
        """True for customers who have not lapsed."""
        return self.customer and not self.lapsed

    @property
    def available(self) -> bool:
        """True if the brand can be chosen at an opportunity."""
        return self.aware and not self.lapsed

    @property
    def rung(self) -> Ladder:
        """Where on the loyalty ladder this consumer stands."""
        return Ladder(ladder(self.aware, self.lapsed, self.purchases, self.satisfaction))

    @property
    def flags(self) -> int:
        """Awareness, use, lapse, public case and media as the bits of the column."""
        held = (
            (AWARE, self.aware), (REACHED, self.reached), (LAPSED, self.lapsed),
            (USED, self.customer), (CASE_PUBLIC, self.case_public),
            *((1 << MEDIA_SHIFT + medium, True) for medium in self.media),
        )
        return sum(bit for bit, is_set in held if is_set)

    @property
    def case_public(self) -> bool:
        """True if there is an open case and it is handled in public."""
        return self.case is not None and self.case.public

    @property
    def case_week(self) -> int:
        """Week in which the open case was opened, or NEVER."""
        return NEVER if self.case is None else self.case.week

    @property
    def case_before(self) -> int:
        """Satisfaction before the open case's trouble; 0 without a case."""
        return 0 if self.case is None else self.case.before

    @property
    def case_ordinal(self) -> int:
        """Experience that brought the open case; 0 without a case."""
        return 0 if self.case is None else self.case.ordinal

    def learn(self, weight: float, valence: float, cap: float) -> None:
        """Update the belief by messages of this summed weight and weighted valence."""
        if weight > 0.0:
            belief, evidence = updated_belief(self.belief, self.evidence, weight, valence, cap)
            self.belief, self.evidence = float(np.float32(belief)), float(np.float32(evidence))
