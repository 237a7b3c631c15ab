"""What the shape of a graph does: circles of friends, hubs, and friends who are alike."""

import numpy as np

from simulator.agents.stages import NEVER
from simulator.classic import Sizes, independent_cascade, linear_threshold, watts
from simulator.graph.files import read_graph
from simulator.graph.generators.small_world import SmallWorld
from simulator.graph.seeds import choose_seeds
from simulator.graph.social_graph import SocialGraph
from simulator.histories import history
from simulator.scenarios.schema import Scenario
from simulator.validation.check import Measured, above, at_least, check
from simulator.validation.worlds import doctors_network, market, mean
from simulator.world import make_world

TEST, NETWORKS = (f"tests/science/test_{name}.py" for name in ("validation", "known_networks"))
N = 2_000
STEPS = 5  # in which rates have not reached everybody


# --- circles of friends ----------------------------------------------------------------------------


def _graph(rewiring: float, seed: int) -> SocialGraph:
    """Six ties each, among people who stand next to each other (0) or anywhere (1)."""
    return SmallWorld(neighbours=6, rewiring=rewiring).build(N, seed)


def _circle(graph: SocialGraph, person: int) -> list[int]:
    """Somebody and all his contacts."""
    return [person, *(int(one) for one in graph.uids[graph.neighbours(person)])]


@check("R20a", "macro_face", "Centola2010", TEST)
def circles_carry_what_needs_two(full: bool, twin: bool) -> Measured:
    """Share that a behaviour reaches which needs two friends: among circles less among anybody.

    In the twin one friend is enough.
    """
    phi, shares = 0.1 if twin else 0.25, []
    for seed in range(40 if full else 12):
        clustered, mixed = (_graph(rewiring, seed) for rewiring in (0.0, 1.0))
        one, other = (watts(graph, phi, 1, seeds=_circle(graph, seed)).mean for graph in (clustered, mixed))
        shares.append((one - other) / N)
    return above(*mean(np.array(shares)))


@check("R20b", "macro_face", "Centola2010", TEST)
def what_needs_one_goes_faster_at_random(full: bool, twin: bool) -> Measured:
    """Share that hears within five steps what any friend may tell: among anybody less among circles.

    The twin is a behaviour that needs two friends.
    """
    shares = []
    for seed in range(40 if full else 12):
        reached = []
        for graph in (_graph(1.0, seed), _graph(0.0, seed)):
            starts = _circle(graph, seed)
            found = (
                watts(graph, 0.25, 1, seed, seeds=starts, cascades=True) if twin
                else independent_cascade(graph, starts, 0.5, 1, seed, cascades=True)
            )  # fmt: skip
            reached.append(_within(found, STEPS))
        shares.append((reached[0] - reached[1]) / N)
    return above(*mean(np.array(shares)))


def _within(found: Sizes, steps: int) -> int:
    """How many were reached by that step."""
    assert found.cascades is not None  # noqa: S101 - they were asked for
    return int((found.cascades[0].step <= steps).sum())


# --- whom to begin with ----------------------------------------------------------------------------


def _greedy_to_degree(threshold: bool, full: bool, twin: bool) -> Measured:
    """Ten seeds of ris among 119 doctors against the ten with the most ties; the twin chooses by k-core."""
    graph = read_graph(doctors_network())
    number, means = 20_000 if full else 5_000, []
    for rule in ("k_core" if twin else "ris", "degree"):
        chosen = choose_seeds(graph, 10, rule, "threshold" if threshold else "weighted")
        found = (
            linear_threshold(graph, chosen, number) if threshold
            else independent_cascade(graph, chosen, "weighted", number)
        )  # fmt: skip
        means.append((found.mean, found.se))
    (best, error), (degree, other) = means
    ratio = best / degree
    return at_least(ratio, ratio * ((error / best) ** 2 + (other / degree) ** 2) ** 0.5, least=1.1)


@check("V14a", "macro_face", "Kempe2003", NETWORKS)
def greedy_before_degree(full: bool, twin: bool) -> Measured:
    """In weighted cascades."""
    return _greedy_to_degree(False, full, twin)


@check("V14b", "macro_face", "Kempe2003", NETWORKS)
def greedy_before_degree_with_thresholds(full: bool, twin: bool) -> Measured:
    """With linear thresholds."""
    return _greedy_to_degree(True, full, twin)


# --- friends who are alike -------------------------------------------------------------------------

EARLY, END = 8, 16  # weeks: who knew by then, and who has found out since
HEARD = 0.03  # of what friends tell, by ties of every kind


def _keen_and_others(homophily: float, hearing: float) -> Scenario:
    """Half of the people find the brand by themselves ten times as fast as the others."""
    rates = {"keen": 0.05, "others": 0.005}
    segments = [{"name": name, "share": 0.5, "organic_discovery": rate} for name, rate in rates.items()]
    heard = {"hearing_strong": hearing, "hearing_weak": hearing, "talk_aware": 0.5}
    graph = {"kind": "communities", "homophily": homophily}
    return market("launch", behaviour=heard, graph=graph, segments=segments, weeks=END)


@check("R22", "macro_face", "Aral2009", TEST)
def alike_is_not_influenced(full: bool, twin: bool) -> Measured:
    """Share of what looks like influence that is none, where friends are alike.

    Influence looks as large as the difference between those of whose friends more knew of the brand, and the
    others; what is left of that difference where nobody is heard, with the same draws, is none: over half
    of it, in the source. In the twin friends are not alike.
    """
    homophily, shares = 0.5 if twin else 0.9, []
    for seed in range(1, 21 if full else 7):
        heard, unheard = (_looks(_keen_and_others(homophily, hearing), seed) for hearing in (HEARD, 0.0))
        shares.append(unheard / heard)
    return at_least(*mean(np.array(shares)), least=0.5)


def _looks(scenario: Scenario, seed: int) -> float:
    """How many more find out of those of whose friends more knew, by weeks `EARLY` and `END`."""
    found, graph = history(scenario, seed=seed)["first_discovered"].values, make_world(scenario, seed).graph
    knew = (found != NEVER) & (found < EARLY)
    friends = np.add.reduceat(knew[graph.uids[graph.targets]], graph.offsets[:-1]) / graph.out_degree
    friends, open_to_it = friends[np.argsort(graph.uids)], ~knew
    many = friends > np.median(friends[open_to_it])
    found_out = found != NEVER
    return float(found_out[open_to_it & many].mean() - found_out[open_to_it & ~many].mean())
