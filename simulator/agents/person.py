"""One person as an agent: who one is, whom one knows, what one says and hears.

The first half of the week told in plain Python, for the reference model; the other half is that of
the `Consumer`.
"""

import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from mesa.discrete_space import Cell, FixedAgent

from simulator.agents.counts import DISCOVERED, Count
from simulator.agents.mind import Message, Mind
from simulator.agents.numbering import Numbering
from simulator.agents.rules import arrival_time, hundredths, occurs, talk_rate
from simulator.agents.stages import (
    FOLLOWER,
    MEDIA_OF,
    NO_MEDIUM,
    ON_SOCIAL_MEDIA,
    PEOPLE,
    SEGMENT_SHIFT,
    WORD_OF_MOUTH,
    Channel,
    Media,
    Role,
    TalkMode,
)
from simulator.draws import Stream

# mypy: disable-error-code="no-untyped-call"

TALKS = {1: Count.TALKS_POSITIVE, 0: Count.TALKS_NEUTRAL, -1: Count.TALKS_NEGATIVE}
HEARD = {1: Count.HEARD_POSITIVE, 0: Count.HEARD_NEUTRAL, -1: Count.HEARD_NEGATIVE}


class Person(FixedAgent):  # type: ignore[misc]
    """Somebody on the social network who says what he thinks and hears what is said.

    Parameters
    ----------
    model : a `simulator.reference.ReferenceModel`.
    cell : the person's place in the social network.
    uid : permanent name.
    segment : number of the segment.
    on_social_media, follower : what the person is, for levers and onlooking.
    role : how much the person writes.
    opportunity_rate : category opportunities per week.
    taste : liking of the category, log-odds.
    minds : what the person thinks of each brand.
    """

    _ids = Numbering()

    def __init__(
        self,
        model: Any,
        cell: Cell,
        uid: int,
        segment: int,
        on_social_media: bool,
        follower: bool,
        role: Role,
        opportunity_rate: float,
        taste: float,
        minds: list[Mind],
    ) -> None:
        super().__init__(model)
        self.cell = cell
        self.uid, self.segment, self.role = uid, segment, role
        self.on_social_media, self.follower = on_social_media, follower
        self.opportunity_rate, self.taste = opportunity_rate, taste
        self.minds = minds
        self.habits: list[SimpleNamespace] = [brand[segment] for brand in model.behaviour]
        self.threshold = 0.0
        self.gifts = 0  # products of our brand given this week
        self.choice: int | None = None  # brand bought this week

    @property
    def group(self) -> int:
        """What a lever can address: segment, on social media or not, follower or not."""
        return (
            (self.segment << SEGMENT_SHIFT)
            + ON_SOCIAL_MEDIA * self.on_social_media
            + FOLLOWER * self.follower
        )

    @property
    def listeners(self) -> "list[Person]":
        """Those who hear this person: who live in the cells this cell is connected to."""
        return [listener for cell in self.cell.connections.values() for listener in cell.agents]

    @property
    def friends(self) -> "list[Person]":
        """Those whom this person hears."""
        return [one for cell in self.model.heard_cells(self.uid) for one in cell.agents]

    def count(self, b: int, what: int, number: int = 1) -> None:
        """Add to this week's counts of brand `b`."""
        self.model.counted[b][what] += number

    # talk

    def talk(self) -> None:
        """Say something about a brand this week, or not."""
        for b, mind in enumerate(self.minds):
            mind.says = None
            rate, valence = self.wish_to_talk(b)
            if occurs(self.model.dice.roll(Stream.TALK, b, self.uid, self.model.week), rate):
                mind.says = valence
                self.count(b, TALKS[sign(valence)])

    def wish_to_talk(self, b: int) -> tuple[float, int]:
        """Weekly rate of talking about brand `b`, and the valence of what is said."""
        mind, p, model = self.minds[b], self.habits[b], self.model
        mode = model.world.setting.talk_mode
        factor = float(model.terms.group[b, self.group].talk)
        if mind.owner:
            age = model.week - mind.last_experience
            if mode == TalkMode.ALWAYS:
                return math.inf, mind.satisfaction
            if mode == TalkMode.ONCE:
                fresh = mind.first_experience == model.week - 1
                return math.inf if fresh else 0.0, mind.satisfaction
            decay = float(model.world.setting.decay[self.segment, age])
            rate = talk_rate(
                mind.satisfaction, decay, p.talk_scale, p.talk_floor, p.talk_negative,
                p.talk_ongoing,
            )
            return rate * factor, mind.satisfaction
        if mind.available and mode == TalkMode.RATE:
            return p.talk_aware * factor, int(hundredths(mind.belief))
        return 0.0, 0

    # discover

    def tell(self) -> None:
        """Let all who hear this person have a chance to hear what is said."""
        if any(mind.says is not None for mind in self.minds):
            for listener in self.listeners:
                listener.listen(self)

    def listen(self, talker: "Person") -> None:
        """Hear what one talker says along the tie between the two, or miss it."""
        model = self.model
        tie = model.tie(talker.uid, self.uid)
        per_act = float(model.world.setting.hearing[self.segment, int(tie["strong"])])
        rate = per_act * tie.get("weight", 1.0)
        once = model.world.setting.talk_mode == TalkMode.ONCE
        for b, mind in enumerate(talker.minds):
            if mind.says is None:
                continue
            u = model.dice.tie(b, talker.uid, self.uid, 0 if once else model.week)
            if occurs(u, rate):
                self.hear(b, Message(arrival_time(u, rate), PEOPLE + talker.uid, mind.says))
                self.count(b, Count.HEARD_VISIBLE, int(tie["online"]))

    def overhear(self, talkers: "Sequence[Sequence[Person]]") -> None:
        """Hear somebody where everybody may hear everybody; `talkers` of each brand, by uid.

        Many small rates add up to one; who of the talkers it was is drawn once it occurred.
        """
        model, graph = self.model, self.model.world.graph
        strong = float(model.world.setting.hearing[self.segment, 1])
        for b, all_talkers in enumerate(talkers):
            others = [one for one in all_talkers if one is not self]
            rate = strong * graph.pair_weight * len(others)
            u = model.dice.roll(Stream.HEAR, b, self.uid, model.week)
            if occurs(u, rate):
                which = model.dice.roll(Stream.TALKER, b, self.uid, model.week)
                online = model.dice.roll(Stream.ONLINE_TALK, b, self.uid, model.week)
                talker = others[math.floor(which * len(others))]
                says = talker.minds[b].says or 0
                self.hear(b, Message(arrival_time(u, rate), PEOPLE + talker.uid, says))
                self.count(b, Count.HEARD_VISIBLE, int(online < graph.online_share))

    def hear(self, b: int, message: Message) -> None:
        """Take in what somebody says about brand `b`."""
        self.minds[b].heard.append(message)
        self.count(b, HEARD[sign(message.valence)])

    def discover(self) -> None:
        """Become aware through what came first this week, and believe what was said."""
        for b, mind in enumerate(self.minds):
            causes = [(message.time, message.cause) for message in mind.heard]
            weight = self.habits[b].weight_friend * len(mind.heard)
            said = sum(message.valence for message in mind.heard)
            self.be_reached(b, Media.EARNED, len(mind.heard))
            valence = self.habits[b].weight_friend * (said / 100.0)
            mind.heard = []
            for channel, time in self.reached_by(b):
                causes.append((time, int(channel)))
                self.be_reached(b, MEDIA_OF[channel], 1)
                message = self.model.terms.message[b, channel, self.group]
                evidence = float(message.weight)
                weight += evidence
                valence += evidence * (int(message.valence) / 100.0)
            if b == 0 and self.gifts:
                causes.append((0.0, int(Channel.SEED)))
            if causes and not mind.aware:
                mind.aware = mind.reached = True
                mind.discovered = self.model.week
                mind.cause = min(causes)[1]
                self.count(b, Count(DISCOVERED + cause_place(mind.cause)))
            mind.learn(weight, valence, self.habits[b].evidence_cap)

    def be_reached(self, b: int, medium: int, messages: int) -> None:
        """Note by what media this person was reached; what belongs to none is not counted."""
        if medium != NO_MEDIUM and messages > 0:
            self.minds[b].media.add(Media(medium))
            self.count(b, Count.MESSAGES_PAID + medium, messages)

    def reached_by(self, b: int) -> list[tuple[Channel, float]]:
        """Channels that reach this person for brand `b` this week, and when."""
        reached = []
        for channel in Channel:
            rate = float(self.model.terms.message[b, channel, self.group].rate)
            u = self.model.dice.channel(b, channel, self.uid, self.model.week)
            if occurs(u, rate):
                reached.append((channel, arrival_time(u, rate)))
        return reached


def sign(valence: int) -> int:
    """1 for praise, -1 for blame, 0 for neither."""
    return (valence > 0) - (valence < 0)


def cause_place(cause: int) -> int:
    """Place of a cause in `CAUSES`: a channel's own, or word of mouth for any person."""
    return WORD_OF_MOUTH if cause >= PEOPLE else cause
