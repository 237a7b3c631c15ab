"""Communities: most ties stay within the group."""

from collections.abc import Sequence
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from simulator.compiled import compiled
from simulator.draws import Stream, uniform
from simulator.errors import Mistake
from simulator.graph.generators.base import PlainGenerator, Ties, no_strong
from simulator.graph.pairs import pair_table, remember
from simulator.graph.rows import family
from simulator.parameters import parameter


class Communities(PlainGenerator):
    """Groups whose members mostly know each other (homophily).

    The groups are the segments where there are several, else equal runs of consumers. Both the
    number of ties and the number within groups are exact. Everybody expects the same number of
    ties within his group; ties between groups join any two people of different groups alike, so
    members of small groups have more of them.
    """

    heeds_segments: ClassVar[bool] = True

    kind: Literal["communities"] = "communities"
    mean_degree: float = parameter(
        16.0,
        unit="people",
        description="Mean number of people everybody knows.",
        source="assumption: about 16 people one talks with",
        minimum=0,
        maximum=1000,
    )
    homophily: float = parameter(
        0.8,
        unit="share",
        description="Share of all ties that stay within the group.",
        source="assumption",
        minimum=0,
        maximum=1,
        sourced=(0.5, 0.95),
    )
    communities: int = parameter(
        20,
        unit="groups",
        description="Number of groups where the market has a single segment.",
        source="assumption",
        minimum=2,
        maximum=100_000,
    )

    def check(self, consumers: int, sizes: Sequence[int] = ()) -> None:
        """Refuse more ties than there are pairs, among all, within a group or between groups."""
        groups = [size for size in sizes if size > 0]
        needed = {"mean_degree": max(2, int(np.ceil(self.mean_degree)) + 1)}
        if len(groups) == 1:
            needed["communities"] = 2 * self.communities
        self.require(consumers, **needed)
        if len(groups) > 1:
            self._check_room(np.cumsum([0, *groups]))
        elif groups:
            self._check_room(-(-np.arange(self.communities + 1) * consumers // self.communities))

    def expected_arcs(self, consumers: int) -> int:
        """Say how many arcs there are, exactly."""
        return 2 * int(consumers * self.mean_degree / 2 + 0.5)

    def groups(self, consumers: int, segments: NDArray[np.int8] | None) -> NDArray[np.int64]:
        """Say in which group each row is, from 0, int64 (consumers,)."""
        if segments is not None:
            found, group = np.unique(segments, return_inverse=True)
            if len(found) > 1:
                return group.astype(np.int64)
        return np.arange(consumers, dtype=np.int64) * self.communities // consumers

    def ties(self, consumers: int, seed: int, segments: NDArray[np.int8] | None) -> Ties:
        """Draw the ties within each group, then those between groups."""
        group = self.groups(consumers, segments)
        start = np.concatenate([[0], np.cumsum(np.bincount(group))]).astype(np.int64)
        inside, between = self._placed(start)
        first, second = block_pairs(start, inside, between, family(seed, Stream.GRAPH))
        row = np.argsort(group, kind="stable").astype(np.int32)
        return Ties(row[first], row[second], no_strong(len(first)))

    def _placed(self, start: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
        """Say how many ties lie within each group, and how many between groups.

        Parameters
        ----------
        start : int64 (groups + 1,), where each group begins if everybody stands by group.
        """
        consumers = int(start[-1])
        wanted = self.expected_arcs(consumers) // 2
        within = int(wanted * self.homophily + 0.5)
        share = within * start // consumers  # running totals, so that the sum is exact
        return np.diff(share), wanted - within

    def _check_room(self, start: NDArray[np.int64]) -> None:
        inside, between = self._placed(start)
        size = np.diff(start)
        for group in np.flatnonzero(inside > size * (size - 1) // 2):
            raise Mistake(
                "graph.group_too_small",
                group=int(group) + 1,
                size=int(size[group]),
                ties=int(inside[group]),
                homophily=self.homophily,
            )
        n = int(start[-1])
        pairs = int((size * (n - size)).sum()) // 2
        if between > pairs:
            raise Mistake(
                "graph.groups_too_close", ties=between, pairs=pairs, homophily=self.homophily
            )


def block_pairs(
    start: NDArray[np.int64], inside: NDArray[np.int64], between: int, family: np.uint64
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Draw distinct pairs: so many in each block, so many between blocks.

    Parameters
    ----------
    start : int64 (blocks + 1,), where each block of consecutive places begins.
    inside : int64 (blocks,), pairs within each block.
    between : pairs of people of different blocks, all such pairs equally likely.
    family : uint64.

    Returns
    -------
    first, second : int32 (inside.sum() + between,), places.
    """
    ties = int(inside.sum()) + between
    size = np.diff(start)
    reach = np.concatenate([[0], np.cumsum(size * (start[-1] - size))])
    first, second = np.empty(ties, np.int32), np.empty(ties, np.int32)
    _draw_pairs(start, inside, between, reach, family, pair_table(ties), first, second)
    return first, second


@compiled
def _draw_pairs(  # type: ignore[no-untyped-def]
    start, inside, between, reach, family, table, first, second
):
    # `reach` counts the ordered pairs of each block with others, as a running total.
    n, block, end = start[-1], 0, inside[0]
    for e in range(first.shape[0]):
        while e >= end and block < inside.shape[0]:
            block += 1
            end += inside[block] if block < inside.shape[0] else between
        attempt = 0
        while True:
            u, v = uniform(family, e, attempt), uniform(family, e, attempt + 1)
            attempt += 2
            if block < inside.shape[0]:
                size = start[block + 1] - start[block]
                a = start[block] + int(u * size)
                b = start[block] + int(v * (size - 1))
                b += b >= a
            else:
                pair = int(u * reach[-1])
                own = np.searchsorted(reach, pair, side="right") - 1
                size = start[own + 1] - start[own]
                a = start[own] + (pair - reach[own]) // (n - size)
                b = int(v * (n - size))
                b += size * (b >= start[own])
            if remember(table, a, b):
                first[e], second[e] = a, b
                break
