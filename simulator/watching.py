"""One run watched: where every person stands each week, who heard it from whom, how large cascades are."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.consumers import Consumers
from simulator.agents.stages import CAUSES, NEVER, PEOPLE, Ladder
from simulator.arguments import DEFAULT_SEED, Flag, asking, check_scenario, whole_number
from simulator.errors import Mistake
from simulator.graph.bridge import layout
from simulator.graph.sample import neighbourhood
from simulator.histories import RUNS_TAKEN, first_discoveries
from simulator.kernels.rungs import rungs
from simulator.memory import check_memory
from simulator.model import WordOfMouthModel
from simulator.runs import cascades_of, discoveries_of
from simulator.scenarios.schema import Scenario
from simulator.world import make_world

PERSON = re.compile(r"[0-9]{1,12}")  # a uid, as it is typed

MOST_WATCHED = 500_000_000  # people times weeks: a byte each
SHOWN = 2_000  # people of a sample


class Watched(NamedTuple):
    """One arm in one replicate; people are numbered by uid.

    A cause is a place in `CAUSES`; weeks are `NEVER` where nothing came, -1 for what was before.
    """

    arm: str
    rung: NDArray[np.int8]  # Ladder, (weeks + 1, people): before the first week, and at the end of each
    cause: NDArray[np.int64]  # of each person's first discovery, (people,); `NEVER` where there is none
    week: NDArray[np.int64]  # of it
    teller: NDArray[np.int64]  # uid of who told it; -1 where nobody did
    first_purchase: NDArray[np.int64]  # week
    sizes: NDArray[np.int64]  # of message cascades, one plus the discoveries they caused
    labels: tuple[str, ...] | None  # names of the people in a network file, by uid

    @property
    def people(self) -> int:
        """How many there are; each stands for `people_per_consumer`."""
        return int(self.rung.shape[1])

    def name(self, uid: int) -> str:
        """What a person is called: the name in the network file, else the uid."""
        return str(uid) if self.labels is None else self.labels[uid]

    def uid(self, name: str) -> int | None:
        """Who is called so; None if nobody is."""
        if self.labels is not None:
            return self.labels.index(name) if name in self.labels else None
        return int(name) if PERSON.fullmatch(name) and int(name) < self.people else None


class Sample(NamedTuple):
    """Some people, and where they stand on a map of their ties."""

    uids: NDArray[np.int64]  # ascending
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    ties: NDArray[np.int64]  # (ties, 2), places in `uids`


def watch(
    scenario: Scenario,
    arm: int | str = 0,
    replicate: int = 0,
    seed: int = DEFAULT_SEED,
    cancel: Flag | Callable[[], bool] | None = None,
) -> Watched:
    """Run one replicate of an arm again, and watch everybody.

    Raises
    ------
    Mistake : too many people to watch, or what `simulator.histories.history` raises; stopped.
    """
    check_scenario(scenario)
    replicate, seed = whole_number("replicate", replicate), whole_number("seed", seed)
    cancelled = asking(cancel)
    people, weeks = scenario.market.consumers, scenario.market.weeks
    if people * (weeks + 1) > MOST_WATCHED:
        most = MOST_WATCHED // (weeks + 1)
        raise Mistake("too_many_to_watch", people=people, weeks=weeks, most=most)
    check_memory(scenario, 1, RUNS_TAKEN)
    world = make_world(scenario, seed)
    before, _ = world.settle(replicate)
    number = world.arm_number(arm)
    model = WordOfMouthModel(world, number, replicate)
    rung = np.empty((world.weeks + 1, world.consumers), np.int8)
    _note(model.people, rung[0])
    while model.running:
        if cancelled():
            raise Mistake("interrupted_early")
        model.step()
        _note(model.people, rung[model.week])
    found, labels = discoveries_of(model), world.graph.labels
    order = np.argsort(model.people.uid)
    cause, week = first_discoveries(before, found, order)
    told = cause >= PEOPLE
    return Watched(
        arm=scenario.arms[number].name,
        rung=rung,
        cause=np.where(told, len(CAUSES) - 1, np.where(cause < 0, NEVER, cause)),
        week=week,
        teller=np.where(told, cause - PEOPLE, -1),
        first_purchase=model.people.first_purchase[0][order].astype(np.int64),
        sizes=cascades_of(model).size.astype(np.int64),
        labels=None if labels is None else tuple(labels[row] for row in np.argsort(world.graph.uids)),
    )


def map_of(scenario: Scenario, seed: int = DEFAULT_SEED, most: int = SHOWN) -> Sample:
    """Choose people who know each other, and lay them out: those with ties between them lie close."""
    graph = make_world(scenario, seed).graph
    uids = neighbourhood(graph, most, seed)
    row = np.argsort(graph.uids)[uids]
    place = np.full(graph.n, -1, np.int64)
    place[row] = np.arange(len(uids))
    if graph.complete:
        ties = np.empty((0, 2), np.int64)
    else:
        source = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
        ends = np.stack([place[source], place[graph.targets]], axis=1)
        ends = ends[(ends >= 0).all(axis=1)]
        ties = np.unique(np.sort(ends, axis=1), axis=0)
    x, y = _laid_out(len(uids), ties.tobytes())
    return Sample(uids, x, y, ties)


@lru_cache(maxsize=8)
def _laid_out(n: int, ties: bytes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Laying out takes seconds, and many ask for the same network."""
    return layout(n, np.frombuffer(ties, np.int64).reshape(-1, 2))


def migration(watched: Watched) -> NDArray[np.int64]:
    """People by the rung on which they began (rows) and that on which they ended (columns)."""
    n = len(Ladder)
    both = watched.rung[0].astype(np.int64) * n + watched.rung[-1]
    return np.bincount(both, minlength=n * n).reshape(n, n)


def _note(people: Consumers, into: NDArray[np.int8]) -> None:
    """Write down where everybody stands with our brand."""
    rungs(people.uid, people.flags[0], people.purchases[0], people.satisfaction[0], into)
