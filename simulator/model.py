"""The fast engine: a Mesa model whose consumers are columns and whose week is compiled loops."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.consumers import Consumers
from simulator.agents.counts import N_KEPT, Count
from simulator.agents.place import Place
from simulator.agents.stages import FOLLOWER, ChoiceMode
from simulator.compiled import handed, ready
from simulator.engine import MarketModel
from simulator.kernels.buffers import DISCOVERERS, TALKERS, new_buffers
from simulator.kernels.live import begin, live
from simulator.kernels.threshold import incoming_weight

HANDED_OVER = ("bundles", "carry", "cause", "week_code")  # what `_hand_over` keeps, but for `buffers`


class WordOfMouthModel(MarketModel):
    """A market of columns; equal bit for bit to `simulator.reference.ReferenceModel`."""

    def _settle(self) -> None:
        graph = self.world.graph
        threshold = self.world.setting.choice_mode == ChoiceMode.THRESHOLD
        weighted = threshold and graph.weights is not None
        self.row_of = np.argsort(graph.uids).astype(np.int32)  # uids are 0..n-1
        self.place = Place(
            arcs=graph.arcs,
            complete=graph.complete,
            by_uid=self.row_of,
            pair_weight=float(graph.pair_weight),
            online_share=float(graph.online_share),
            thresholds=self.thresholds,
            in_weight=incoming_weight(graph.arcs) if weighted else np.empty(0, np.int64),
        )
        self.talk_acts: list[tuple[int, NDArray[np.int32]]] = []
        self.buffers = new_buffers(graph.n, len(self.brands))
        self.given = np.empty(0, np.int32)  # rows, once per gift
        self._hand_over()
        _, _, people, _, kept = self.bundles
        begin(people.opportunity_rate, people.flags, people.minds, kept.opportunity, kept.stocks)
        start = self.people
        self.buffers.newcomers[:] = (start.experiences == 1) & (start.last_experience == -1)
        self.followers = int(np.count_nonzero(start.group & FOLLOWER))

    def _hand_over(self) -> None:
        """Keep what the kernels take each week: their code, and arrays that are views of others."""
        self.buffers = self.buffers._replace(eights=self.buffers.mask.view(np.uint64))
        bundles = self.world.setting, self.terms, self.people, self.place, self.buffers
        self.bundles = _, terms, people, _, _ = [handed(bundle) for bundle in bundles]
        self.carry, self.cause = terms.brand["carry"], people.minds["cause"]
        self.week_code = ready(live, *self._week_arguments())

    def _week_arguments(self) -> tuple[Any, ...]:
        """What `live` is given this week; always of the same types, which nothing checks."""
        wins_back = len(self.campaigns) > 0 and bool(self.levers.win_back_rate.any())
        makes_follow = len(self.campaigns) > 0 and bool(self.levers.follow_rate.any())
        helpers = self.helper_uids()
        return (
            self.week, self.run_seed, *self.bundles, self.given, helpers, wins_back, makes_follow
        )  # fmt: skip

    def __getstate__(self) -> dict[str, Any]:
        """All but what `_hand_over` makes again: in a copy a view would be an array of its own."""
        return {name: value for name, value in vars(self).items() if name not in HANDED_OVER}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Go on as what was copied."""
        self.__dict__.update(state)
        self._hand_over()

    def columns(self) -> Consumers:
        """The columns themselves (not copies)."""
        return self.people

    def hand_out(self) -> None:
        """Mark this week's gifts on the people who get them."""
        if len(self.given) or self.levers.given:
            marks = self.buffers.given
            marks[self.given] = 0
            self.given = self.row_of[self.given_uids()]
            marks[self.given] = 1

    def live(self) -> None:
        """Run the people's week; keep who talked and who discovered."""
        buffers, uids = self.buffers, self.people.uid
        buffers.counts[:, N_KEPT:] = 0
        buffers.change[:] = 0
        self.week_code(*self._week_arguments())
        talkers = buffers.lists[0, TALKERS, : buffers.lengths[0, TALKERS]]
        self.talk_acts.append((self.week, uids[talkers]))
        for b, length in enumerate(buffers.lengths[:, DISCOVERERS].tolist()):
            if length > 0:
                rows = buffers.lists[b, DISCOVERERS, :length]
                found = uids[rows], self.cause[b, rows]
                self.discoveries.append((self.week, b, *found))

    def count(self) -> None:
        """Count and close the week."""
        counts = self.buffers.counts
        counts[0, Count.GIFTS] = len(self.given)
        self.followers += int(counts[0, Count.NEW_FOLLOWERS])
        counts[0, Count.N_FOLLOWERS] = self.followers
        for brand, carry in zip(self.brands, self.carry.tolist(), strict=True):
            brand.agent_carry = carry
        self.close_week(counts, self.buffers.change)
