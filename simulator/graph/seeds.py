"""Whom to begin with, a cascade or a campaign: rules that choose people by where they stand in the graph.

All choose uids, best first, so that the first few of many are those of few; of equals the smaller uid.
"""

from collections.abc import Callable
from numbers import Integral
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.draws import Draws, Stream
from simulator.errors import Mistake, shortened
from simulator.graph import places
from simulator.graph.centrality import redundancy
from simulator.graph.discount import discounted
from simulator.graph.given import given
from simulator.graph.influence import most_influential
from simulator.graph.passing import Passing, passing_of
from simulator.graph.social_graph import SocialGraph
from simulator.graph.strength import strength

PIVOTS = 256  # people from whom shortest ways are looked at (Brandes2007)
DEFAULT_MODEL = "weighted"
SEED_LIMITS = {"least": 0, "most": 2**63 - 1}  # of the seed of all draws


class Task(NamedTuple):
    """What a rule is given."""

    graph: SocialGraph
    k: int
    passing: Passing  # how ties pass on what is said, for rules that heed it
    draws: Draws  # by which chance chooses
    sample: Draws  # by which a part of the graph stands for the whole, where measuring that takes too long

    @property
    def uids(self) -> NDArray[np.int32]:
        """All uids, ascending."""
        return np.arange(self.graph.n, dtype=np.int32)


def choose_seeds(
    graph: Any, k: int, rule: str, model: float | str = DEFAULT_MODEL, seed: int = 1
) -> NDArray[Any]:
    """Choose `k` people to begin a cascade with.

    Parameters
    ----------
    graph : a `SocialGraph`, or what `SocialGraph.of` takes.
    k : how many, at most as many as there are people.
    rule : "random"; "degree", which "hubs" means too: by the weight of the ties along which they talk;
        "degree_discount": the same, less what seeds chosen before already reach (Chen2009); "k_core": by core
        number, then degree; "pagerank"; "bridges": by betweenness, from a sample of people; "communities": by
        degree, spread over communities in proportion to their sizes; "friend_of_random": a contact of each
        of some random people (Cohen2003); "ris": by reverse reachable sets
        (Tang2015), with a guarantee where their number allows (see `influence`);
        "fringe": the opposite of "degree"; "brokers": whose contacts are the least redundant, see
        `redundancy` (Burt1992).
    model : how ties pass, for the rules that heed it (degree_discount, ris): a number, "weighted" or "arcs",
        as in `simulator.classic.independent_cascade`, or "threshold".
    seed : of the draws of rules that draw.

    Returns
    -------
    (k,), best first: nodes, where the graph is a NetworkX graph whose nodes are not 0 to n - 1; else uids.

    Raises
    ------
    Mistake : no such rule, more seeds than people, a model that cannot be, a seed that is no whole number.
    """
    network = given(graph, model)
    social = network.graph
    if social.complete:
        raise Mistake("classic.complete")
    meant = ALSO.get(rule, rule) if isinstance(rule, str) else ""
    if meant not in RULES:
        known = ", ".join([*RULES, *ALSO])
        raise Mistake("seeds.rule", rule=shortened(str(rule)), known=known)
    if not _is_whole(k) or not 1 <= k <= social.n:
        raise Mistake("seeds.number", k=shortened(repr(k)), people=social.n)
    if not _is_whole(seed):
        raise Mistake("whole_option", option="seed", value=shortened(repr(seed)), allowed=SEED_LIMITS)
    if not SEED_LIMITS["least"] <= seed <= SEED_LIMITS["most"]:
        raise Mistake("number_option", option="seed", value=str(seed), allowed=SEED_LIMITS)
    draws = Draws(int(seed))
    task = Task(social, int(k), passing_of(social, model, "threshold"), draws, draws)
    return network.called(RULES[meant](task))


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def chosen(rule: str, task: Task) -> NDArray[np.int32]:
    """Choose by one of `RULES`, with what no chance decides worked out once for a graph: uids, best first.

    Where everybody is tied to everybody alike all rules choose by chance, the same people.
    """
    if task.k == 0:
        return np.empty(0, np.int32)
    if task.graph.complete:
        return _random(task)
    if rule in BY_CHANCE:
        return RULES[rule](task)
    name = f"seeds by {rule}: {task.k}, {task.passing}, {task.sample.seed}"
    return task.graph.once.array(name, lambda: RULES[rule](task))


def _best(merit: NDArray[Any], k: int, *more: NDArray[Any]) -> NDArray[np.int32]:
    """The uids with the largest merit (by uid), equals by the further merits, then by uid."""
    order = np.lexsort((np.arange(len(merit)), *(-one for one in reversed(more)), -merit))
    return order[:k].astype(np.int32)


def _even(merit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Merit by its largest, to ten digits: rounding hardly ever decides who is chosen."""
    largest = float(merit.max(initial=0.0))
    return np.round(merit / largest, 10) if largest else merit


def _random(task: Task) -> NDArray[np.int32]:
    return _best(-task.draws.uniform(Stream.SEEDING, task.uids), task.k)


def _degree(task: Task) -> NDArray[np.int32]:
    return _best(strength(task.graph), task.k)


def _degree_discount(task: Task) -> NDArray[np.int32]:
    return discounted(task.graph, task.k, task.passing)


def _k_core(task: Task) -> NDArray[np.int32]:
    return _best(places.core_numbers(task.graph), task.k, strength(task.graph))


def _page_rank(task: Task) -> NDArray[np.int32]:
    return _best(_even(places.page_ranks(task.graph)), task.k)


def _bridges(task: Task) -> NDArray[np.int32]:
    pivots = _best(-task.sample.uniform(Stream.SOURCE, task.uids), min(PIVOTS, task.graph.n))
    return _best(_even(places.betweenness(task.graph, pivots)), task.k)


def _communities(task: Task) -> NDArray[np.int32]:
    """Highest averages (D'Hondt): a community of twice the size has twice the seeds."""
    community, merit = places.communities(task.graph), strength(task.graph)
    order = np.lexsort((task.uids, -merit, community))
    begins = np.searchsorted(community[order], community[order])
    rank, size = np.empty(len(order)), np.bincount(community)[community]
    rank[order] = np.arange(len(order)) - begins
    return _best(size / (rank + 1), task.k, merit)


def _friend_of_random(task: Task) -> NDArray[np.int32]:
    """Contacts of random people, asked one after the other; then those people, where there are too few."""
    graph, row_of = task.graph, np.argsort(task.graph.uids)
    asked = _best(-task.draws.uniform(Stream.SEEDING, task.uids), graph.n)
    place = task.draws.uniform(Stream.FRIEND, asked)
    named: dict[int, None] = {}
    for uid, u in zip(asked.tolist(), place.tolist(), strict=True):
        contacts = np.sort(graph.uids[graph.neighbours(row_of[uid])])
        if len(contacts):
            named.setdefault(int(contacts[int(u * len(contacts))]))
        if len(named) == task.k:
            break
    for uid in asked.tolist():
        if len(named) < task.k:
            named.setdefault(uid)
    return np.fromiter(named, np.int32)


def _ris(task: Task) -> NDArray[np.int32]:
    return most_influential(task.graph, task.k, task.passing, int(task.sample.seed)).uids


def _fringe(task: Task) -> NDArray[np.int32]:
    return _best(-strength(task.graph), task.k)


def _brokers(task: Task) -> NDArray[np.int32]:
    merit = np.empty(task.graph.n)
    merit[task.graph.uids] = -redundancy(task.graph)
    return _best(merit, task.k)


RULES: dict[str, Callable[[Task], NDArray[np.int32]]] = {
    "random": _random,
    "degree": _degree,
    "degree_discount": _degree_discount,
    "k_core": _k_core,
    "pagerank": _page_rank,
    "bridges": _bridges,
    "communities": _communities,
    "friend_of_random": _friend_of_random,
    "ris": _ris,
    "fringe": _fringe,
    "brokers": _brokers,
}
ALSO = {"hubs": "degree"}  # other words for some of them
BY_CHANCE = ("random", "friend_of_random")  # of them
