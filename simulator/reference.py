"""The reference: the same week with one Mesa agent per consumer; oracle and classroom.

It is slow and plain. It shares with the fast engine what must be one (the rules, the draws, the
terms of a week, brands, campaigns and books) and tells the rest a second time.
"""

import inspect
from collections import Counter
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np
from mesa.discrete_space import Cell, Network
from numpy.typing import NDArray

from simulator.agents.consumer import Consumer
from simulator.agents.consumers import COLUMNS, TRAITS, Consumers, empty_consumers
from simulator.agents.counts import N_COUNTS, Count
from simulator.agents.mind import Mind
from simulator.agents.rules import occurs
from simulator.agents.stages import (
    AWARE,
    FOLLOWER,
    LAPSED,
    NEVER,
    ON_SOCIAL_MEDIA,
    REACHED,
    SEGMENT_SHIFT,
    Channel,
    Role,
)
from simulator.draws import Stream, key, uniform, uniform_pair
from simulator.engine import MarketModel
from simulator.kernels.discover import CAUSE_NUMBERS
from simulator.kernels.evaluate import NOTHING
from simulator.week import WEEK

# mypy: disable-error-code="no-untyped-call"


class Dice:
    """The draws of one run, looked up by decision, person and time; nothing is kept.

    Parameters
    ----------
    seed : of the replicate.
    """

    def __init__(self, seed: np.uint64) -> None:
        self.seed = seed

    def roll(self, stream: Stream, brand: int, uid: int, when: int) -> float:
        """Draw for one person, in [0, 1); `when` is a week, or the ordinal of an experience."""
        family = np.uint64(key(self.seed, int(stream), brand))
        return float(uniform(family, uid, when))

    def tie(self, brand: int, talker: int, listener: int, when: int) -> float:
        """Draw for one direction of one tie."""
        family = np.uint64(key(self.seed, int(Stream.HEAR), brand))
        return float(uniform_pair(family, talker, listener, when))

    def channel(self, brand: int, channel: Channel, uid: int, week: int) -> float:
        """Draw for a channel that may reach a person."""
        return self.roll(Stream.CHANNEL, brand * CAUSE_NUMBERS + int(channel), uid, week)

    def nothing(self, uid: int, week: int) -> float:
        """Draw for the alternative of buying nothing."""
        return self.roll(Stream.CLOCK, NOTHING, uid, week)


class ReferenceModel(MarketModel):
    """A market of people on a Mesa network; equal bit for bit to `WordOfMouthModel`."""

    def _settle(self) -> None:
        world, start = self.world, self.people
        self.dice = Dice(self.run_seed)
        self.behaviour = [[_habits(row) for row in brand] for brand in world.behaviour]
        self.counted: list[Counter[int]] = [Counter() for _ in self.brands]
        self.talk_acts: list[tuple[int, NDArray[np.int32]]] = []
        # Mesa wants a generator for its spaces; nothing here ever draws from it
        self.network = _network(world.graph.to_networkx(), self.random)
        self.rows = [self._consumer(start, row) for row in range(world.consumers)]
        self.by_uid = {person.uid: person for person in self.rows}
        for person, threshold in zip(self.rows, self.thresholds.tolist(), strict=False):
            person.threshold = threshold

    def _consumer(self, start: Consumers, row: int) -> Consumer:
        uid, group = int(start.uid[row]), int(start.group[row])
        return Consumer(
            self,
            cell=self.network[uid],
            uid=uid,
            segment=group >> SEGMENT_SHIFT,
            on_social_media=bool(group & ON_SOCIAL_MEDIA),
            follower=bool(group & FOLLOWER),
            role=Role(start.role[row]),
            opportunity_rate=float(start.opportunity_rate[row]),
            taste=float(start.taste[row]),
            minds=[_mind(start, b, row) for b in range(len(self.brands))],
        )

    @property
    def consumers(self) -> Any:
        """The consumers as a Mesa agent set (campaigns are agents too)."""
        return self.agents_by_type[Consumer]

    def tie(self, talker: int, listener: int) -> dict[str, Any]:
        """Look up the tie along which `talker` is heard by `listener` (uids): what kind it is."""
        data: dict[str, Any] = self.network.G.edges[talker, listener]
        return data

    def heard_cells(self, uid: int) -> Iterable[Cell]:
        """Cells of those whom a person hears."""
        graph = self.network.G
        talkers = graph.predecessors(uid) if graph.is_directed() else graph.neighbors(uid)
        return (self.network[talker] for talker in talkers)

    def columns(self) -> Consumers:
        """Put the agents' state into columns, rows in graph order."""
        out = empty_consumers(len(self.rows), len(self.brands))
        for name in TRAITS:
            getattr(out, name)[:] = [getattr(person, name) for person in self.rows]
        for b in range(len(self.brands)):
            for name in COLUMNS:
                if name != "owners":
                    column = [getattr(person.minds[b], name) for person in self.rows]
                    getattr(out, name)[b] = column
            if not self.world.graph.complete:  # which counts its owners in the brand
                out.owners[b] = [
                    sum(friend.minds[b].owner for friend in person.friends) for person in self.rows
                ]
        return out

    def hand_out(self) -> None:
        """Give this week's gifts, and begin to count."""
        self.counted = [Counter() for _ in self.brands]
        for uid in self.given_uids().tolist():
            self.by_uid[uid].gifts += 1
            self.counted[0][Count.GIFTS] += 1

    def live(self) -> None:
        """Run the phases of the week, a method each."""
        for phase in WEEK:
            if phase.name not in ("plan", "count"):
                getattr(self, phase.name)()

    def talk(self) -> None:
        """Let everybody decide what to say."""
        self.consumers.do("talk")
        self.talk_acts.append((self.week, _uids(self.talkers(0))))

    def talkers(self, b: int) -> list[Consumer]:
        """Who talks about brand `b` this week, in graph order."""
        return [person for person in self.rows if person.minds[b].says is not None]

    def discover(self) -> None:
        """Let talk be heard; then let everybody take in what reached them."""
        if self.world.graph.complete:
            brands = range(len(self.brands))
            by_uid = [sorted(self.talkers(b), key=lambda person: person.uid) for b in brands]
            self.consumers.do("overhear", by_uid)
        else:
            self.consumers.do("tell")
        self.consumers.do("discover")
        for b in range(len(self.brands)):
            found = [person for person in self.rows if person.minds[b].discovered == self.week]
            if found:
                causes = np.array([person.minds[b].cause for person in found], np.int32)
                self.discoveries.append((self.week, b, _uids(found), causes))

    def evaluate(self) -> None:
        """Let those with an opportunity choose."""
        self.consumers.do("evaluate")

    def buy(self) -> None:
        """Let those who chose a brand pay."""
        self.consumers.do("buy")

    def experience(self) -> None:
        """Let gifts and purchases be used."""
        self.consumers.do("experience")

    def support(self) -> None:
        """Answer the line of open cases from its head, peers first; the rest wait."""
        for b, brand in enumerate(self.brands):
            line = [person for person in self.rows if person.minds[b].case is not None]
            line.sort(key=lambda person: person.place_in_line(b))
            by_peers = min(self.willing_helpers() if b == 0 else 0, len(line))
            by_agents = brand.agent_answers(
                int(self.terms.brand[b].agents), len(line) - by_peers, self.world.people_per_consumer
            )
            for person in line[: by_peers + by_agents]:
                person.be_answered(b)
            for person in line[by_peers + by_agents :]:
                person.wait(b)

    def willing_helpers(self) -> int:
        """How many community members answer a case this week."""
        rate = self.behaviour[0][0].peer_help
        rolls = [
            self.dice.roll(Stream.PEER, 0, uid, self.week) for uid in self.helper_uids().tolist()
        ]
        return sum(bool(occurs(u, rate)) for u in rolls)

    def recommend(self) -> None:
        """Let reviews be written."""
        self.consumers.do("recommend")

    def forget(self) -> None:
        """Let people forget, return and follow."""
        self.consumers.do("forget")

    def count(self) -> None:
        """Count everybody and close the week."""
        self.consumers.do("be_counted")
        counts = np.zeros((len(self.brands), N_COUNTS), np.int64)
        change = np.zeros(len(self.brands), np.int64)
        for b, brand in enumerate(self.brands):
            for what, number in self.counted[b].items():
                counts[b, what] = number
            owners = sum(person.minds[b].owner for person in self.rows)
            change[b] = owners - brand.owners
        self.close_week(counts, change)


def _habits(row: Any) -> SimpleNamespace:
    """Turn the behaviour of one segment towards one brand into plain numbers."""
    return SimpleNamespace(**dict(zip(row.dtype.names, row.tolist(), strict=True)))


def _network(graph: Any, random: Any) -> Network:
    """Make the social graph a Mesa space, without the layout that newer versions compute."""
    options = {"layout": None} if "layout" in inspect.signature(Network).parameters else {}
    return Network(graph, random=random, **options)


def _mind(start: Consumers, b: int, row: int) -> Mind:
    """Read from the columns what a person thinks of brand `b` before the first week."""
    flags, experiences = int(start.flags[b, row]), int(start.experiences[b, row])
    last = int(start.last_experience[b, row])
    return Mind(
        aware=bool(flags & AWARE),
        reached=bool(flags & REACHED),
        lapsed=bool(flags & LAPSED),
        belief=float(start.belief[b, row]),
        evidence=float(start.evidence[b, row]),
        satisfaction=int(start.satisfaction[b, row]),
        experiences=experiences,
        purchases=int(start.purchases[b, row]),
        last_experience=last,
        first_experience=last if experiences == 1 else NEVER,
        revenue=int(start.revenue[b, row]),
        cause=int(start.cause[b, row]),
        discovered=int(start.discovered[b, row]),
        first_purchase=int(start.first_purchase[b, row]),
    )


def _uids(people: list[Consumer]) -> NDArray[np.int32]:
    return np.array([person.uid for person in people], np.int32)
