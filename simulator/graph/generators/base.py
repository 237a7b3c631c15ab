"""What every generator of social graphs shares: its table, its checks, the last steps."""

from abc import abstractmethod
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.draws import Stream
from simulator.errors import Mistake
from simulator.graph.rows import draw_kinds, family, tie_rows
from simulator.graph.social_graph import SocialGraph
from simulator.parameters import Table, parameter


class Ties(NamedTuple):
    """Undirected ties as a generator makes them."""

    first: NDArray[np.int32]  # (ties,) row of one end
    second: NDArray[np.int32]  # (ties,) row of the other end
    strong: NDArray[np.uint8]  # (ties,) 1 where the tie is strong by nature


class Generator(Table):
    """A way to make a social graph; `build` with the same seed gives the same bits."""

    heeds_segments: ClassVar[bool] = False  # whether who belongs to which segment decides about ties

    kind: str
    online_ties: float = parameter(
        0.2,
        unit="share",
        description="Share of the ties that people keep up online; both directions agree.",
        source="BergerSchwartz2011: over 75 % of word of mouth is face to face; level: assumption",
        minimum=0,
        maximum=1,
        sourced=(0.05, 0.25),
    )

    rescale: bool = parameter(
        True,
        unit="-",
        description="Scale hearing rates by min(1, 16 / mean degree)",
        source="model page, the social graph",
    )

    def check(self, consumers: int, sizes: Sequence[int] = ()) -> None:
        """Raise a `Mistake` if no such graph exists for so many consumers.

        Parameters
        ----------
        sizes : consumers of each segment, for generators that heed it; () where it is not yet drawn.
        """
        self.require(consumers, consumers=2)

    def heaviest(self, consumers: int) -> float:
        """Weight of the heaviest tie among so many consumers."""
        return 1.0

    @abstractmethod
    def expected_arcs(self, consumers: int) -> int:
        """Say about how many arcs so many consumers have, before repeats are erased, undrawn."""

    @abstractmethod
    def build(
        self, consumers: int, seed: int, segments: NDArray[np.int8] | None = None
    ) -> SocialGraph:
        """Make the graph.

        Parameters
        ----------
        consumers : number of people, at least 2.
        seed : of the market; the graph depends on nothing else.
        segments : int8 (consumers,), segment of each row, for generators that heed it.

        Raises
        ------
        Mistake : no such graph exists for so many consumers.
        """

    def require(self, number: int, /, **needed: int) -> None:
        """Raise a `Mistake` if there are fewer consumers than the most that any of the fields needs."""
        field, least = max(needed.items(), key=itemgetter(1))
        if number >= least:
            return
        place: dict[str, Any] = {"kind": self.kind, "consumers": number, "least": least}
        if field == "consumers":
            raise Mistake("graph.too_few_consumers", **place)
        value = getattr(self, field)
        raise Mistake("graph.too_few_for_field", field=field, value=value, **place)


class TieGenerator(Generator):
    """A generator that makes its ties one by one."""

    @abstractmethod
    def ties(self, consumers: int, seed: int, segments: NDArray[np.int8] | None) -> Ties:
        """Make the ties, repeats and self-loops allowed (they are erased)."""

    def build(
        self, consumers: int, seed: int, segments: NDArray[np.int8] | None = None
    ) -> SocialGraph:
        """Make the ties and lay them out as rows."""
        self.check(consumers, (consumers,) if segments is None else np.bincount(segments).tolist())
        ties = self.ties(consumers, seed, segments)
        offsets, targets, kinds = tie_rows(consumers, *ties)
        draw_kinds(
            offsets,
            targets,
            kinds,
            np.arange(consumers, dtype=np.int32),
            family(seed, Stream.TIE),
            self.drawn_strong_share(),
            family(seed, Stream.TIE_ONLINE),
            self.online_ties,
        )
        erased = len(ties.first) - len(targets) // 2
        notes = {"erased": erased} if erased else {}
        return SocialGraph(offsets, targets, kinds, notes=notes)

    def drawn_strong_share(self) -> float:
        """Share of ties made strong by a draw; 0 where strong ties arise by nature."""
        return 0.0


class PlainGenerator(TieGenerator):
    """A generator in which no tie is strong by nature: a share of them is drawn."""

    strong_share: float = parameter(
        0.375,
        unit="share",
        description="Share of the ties that are strong, drawn tie by tie.",
        source="assumption: 6 of 16, as in the kind friends",
        minimum=0,
        maximum=1,
        sourced=(0.1, 0.6),
    )

    def drawn_strong_share(self) -> float:
        """Share of ties made strong by a draw."""
        return self.strong_share


def no_strong(ties: int) -> NDArray[np.uint8]:
    """Say that none of so many ties is strong by nature."""
    return np.zeros(ties, np.uint8)
