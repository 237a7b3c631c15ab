"""The fast engine: a Mesa model whose consumers are columns and whose phases are compiled loops."""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.consumers import Consumers
from simulator.agents.counts import Count
from simulator.agents.stages import ChoiceMode
from simulator.draws import Draws, Stream
from simulator.engine import MarketModel
from simulator.kernels.buffers import (
    BUYERS,
    DISCOVERERS,
    LINE,
    OPENED,
    POSTERS,
    TALKERS,
    new_buffers,
)
from simulator.kernels.close import count, follow, forget, recommend, win_back
from simulator.kernels.discover import discover
from simulator.kernels.evaluate import adopt_by_threshold, buy, evaluate
from simulator.kernels.experience import experience
from simulator.kernels.hear import hear, hear_everybody
from simulator.kernels.support import answer, helping
from simulator.kernels.talk import talk
from simulator.kernels.threshold import adopted_weight, incoming_weight


class WordOfMouthModel(MarketModel):
    """A market of columns; equal bit for bit to `simulator.reference.ReferenceModel`."""

    def _settle(self) -> None:
        graph = self.world.graph
        self.arcs = graph.arcs
        self.talk_acts: list[tuple[int, NDArray[np.int32]]] = []
        self.buffers = new_buffers(graph.n, len(self.brands))
        start = self.people
        self.buffers.newcomers[:] = (start.experiences == 1) & (start.last_experience == -1)
        self.given = np.empty(0, np.int32)  # rows, once per gift
        self.row_of = np.argsort(graph.uids).astype(np.int32)  # uids are 0..n-1
        threshold = self.world.setting.choice_mode == ChoiceMode.THRESHOLD
        weighted = threshold and graph.weights is not None
        self.in_weight = incoming_weight(self.arcs) if weighted else np.empty(0, np.int64)

    def columns(self) -> Consumers:
        """The columns themselves (not copies)."""
        return self.people

    def hand_out(self) -> None:
        """Mark this week's gifts on the people who get them."""
        self.buffers.counts[:] = 0
        self.buffers.change[:] = 0
        self.buffers.given[self.given] = 0
        self.given = self.row_of[self.given_uids()]
        self.buffers.given[self.given] = 1
        self.buffers.counts[0, Count.GIFTS] = len(self.given)

    def talk(self) -> None:
        """Decide who talks."""
        world = self.world
        buffers = self.buffers
        talk(self.week, self.run_seed, world.setting, self.terms, self.people, buffers)
        rows = buffers.talkers[0, : buffers.lengths[0, TALKERS]]
        self.talk_acts.append((self.week, self.people.uid[rows]))

    def discover(self) -> None:
        """Carry talk along ties, add the channels, update beliefs."""
        world, graph, buffers = self.world, self.world.graph, self.buffers
        common = (self.week, self.run_seed, world.setting)
        if graph.complete:
            hear_everybody(
                *common, self.people, self.row_of, graph.pair_weight, graph.online_share, buffers
            )
        else:
            hear(*common, self.people, self.arcs, buffers)
        discover(*common, self.terms, self.people, buffers)
        for b in range(len(self.brands)):
            rows = buffers.discoverers[b, : buffers.lengths[b, DISCOVERERS]]
            if len(rows):
                uids = self.people.uid[rows]
                self.discoveries.append((self.week, b, uids, self.people.cause[b, rows]))

    def evaluate(self) -> None:
        """Let those with an opportunity choose."""
        world, people = self.world, self.people
        if world.setting.choice_mode == ChoiceMode.THRESHOLD:
            weights = self.in_weight
            adopted = adopted_weight(self.arcs, people) if len(weights) else weights
            adopt_by_threshold(
                people, self.thresholds, self.arcs.in_degree, weights, adopted,
                world.graph.complete, self.brands[0].owners, self.buffers,
            )
            return
        evaluate(
            self.week, self.run_seed, world.setting, self.terms, people, self.arcs,
            world.graph.complete, self.buffers,
        )

    def buy(self) -> None:
        """Book the purchases."""
        buy(self.week, self.world.setting, self.terms, self.people, self.buffers)

    def experience(self) -> None:
        """Live through what was given, then through what was bought."""
        buffers = self.buffers
        buffers.lengths[:, [OPENED, POSTERS]] = 0
        products = [(0, self.given)]
        for b in range(len(self.brands)):
            products.append((b, buffers.buyers[b, : buffers.lengths[b, BUYERS]]))
        for b, rows in products:
            if len(rows):
                experience(
                    rows, b, self.week, self.run_seed, self.world.setting, self.terms, self.people,
                    self.arcs, buffers,
                )

    def support(self) -> None:
        """Answer the line of cases of every brand."""
        world, buffers = self.world, self.buffers
        for b, brand in enumerate(self.brands):
            self.join_line(b)
            waiting = int(buffers.lengths[b, LINE])
            answers = 0
            if b == 0 and self.levers.helpers:
                rate = world.frame.of_brand[0]["peer_help"]
                willing = helping(self.week, self.run_seed, b, self.helper_uids(), rate)
                answers = min(waiting, willing)
            answers += brand.agent_answers(
                self.agent_capacity(b), waiting - answers, world.people_per_consumer
            )
            answer(
                b, self.week, answers, self.run_seed, world.setting, self.terms, self.people,
                self.arcs, buffers,
            )

    def join_line(self, b: int) -> None:
        """Put this week's cases at the end of brand `b`'s line, by their draw and then by uid."""
        buffers = self.buffers
        opened = buffers.opened[b, : buffers.lengths[b, OPENED]]
        if not len(opened):
            return
        uids = self.people.uid[opened]
        places = Draws(int(self.run_seed)).uniform(Stream.QUEUE, uids, self.week, b)
        waiting = int(buffers.lengths[b, LINE])
        buffers.line[b, waiting : waiting + len(opened)] = opened[np.lexsort((uids, places))]
        buffers.lengths[b, LINE] = waiting + len(opened)

    def recommend(self) -> None:
        """Write the reviews."""
        recommend(self.people, self.buffers)

    def forget(self) -> None:
        """Forget, win back, follow."""
        common = (self.week, self.run_seed)
        forget(*common, self.world.setting, self.people, self.buffers)
        if self.levers.win_back_rate.any():
            win_back(0, *common, self.terms, self.people, self.arcs, self.buffers)
        if self.levers.follow_rate.any():
            follow(0, *common, self.terms, self.people, self.buffers)

    def count(self) -> None:
        """Count and close the week."""
        count(self.people, self.buffers)
        self.close_week(self.buffers.counts, self.buffers.change)
