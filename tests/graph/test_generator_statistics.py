"""Each generator against its theory or NetworkX, and a wrong twin that the same test rejects."""

import itertools

import networkx as nx
import numpy as np
from graph_checks import (
    agrees,
    alike,
    arcs,
    counts_agree,
    matrix,
    share_agrees,
    transitivity,
    weak_matrix,
)
from scipy import stats

from simulator.draws import key, uniform
from simulator.graph.generators import GENERATORS
from simulator.graph.generators.friends import least_for_mean
from simulator.graph.social_graph import STRONG

SEEDS = range(10)


def build(kind, n, seed, **settings):
    return GENERATORS[kind](**settings).build(n, seed)


def test_ring_is_exact():
    graph = build("ring", 30, 1, neighbours=6)
    theory = nx.watts_strogatz_graph(30, 6, 0)
    assert {pair for pair in arcs(graph) if pair[0] < pair[1]} == {
        (min(e), max(e)) for e in theory.edges
    }
    assert np.all(graph.kinds & STRONG)


def test_small_world_without_rewiring_is_the_ring():
    assert arcs(build("small_world", 50, 4, rewiring=0)).keys() == arcs(build("ring", 50, 4)).keys()


def test_small_world_clusters_as_barrat_and_weigt_say():
    def clustering(rewiring):
        graphs = (build("small_world", 4000, s, neighbours=10, rewiring=rewiring) for s in SEEDS)
        return [transitivity(matrix(graph)) for graph in graphs]

    theory = 3 * 8 / (4 * 9) * (1 - 0.2) ** 3
    assert agrees(clustering(0.2), theory)
    assert not agrees(clustering(0.23), theory)


def test_small_world_keeps_its_ties_and_calls_the_near_ones_strong():
    graph = build("small_world", 20_000, 2, neighbours=8, rewiring=0.25)
    assert len(graph.targets) == 20_000 * 8
    row = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
    apart = np.abs(row - graph.targets)
    near = np.minimum(apart, graph.n - apart) <= 4
    assert np.array_equal(near, graph.kinds & STRONG > 0)
    assert share_agrees((~near).sum() // 2, 80_000, 0.25)
    assert not share_agrees((~near).sum() // 2, 80_000, 0.27)


def test_scale_free_has_the_degrees_of_barabasi_and_albert():
    def tail(kind, **settings):
        graphs = [build(kind, 40_000, s, **settings) for s in SEEDS]
        return [float((graph.out_degree >= 40).mean()) for graph in graphs]

    graph = build("scale_free", 10_000, 1)
    assert len(graph.targets) == 2 * 8 * (10_000 - 8)
    assert graph.out_degree[9:].min() == 8
    theory = 8 * 9 / (40 * 41)  # P(k >= 40) = m (m + 1) / (k (k + 1))
    assert agrees(tail("scale_free"), theory)
    assert not agrees(tail("configuration", minimum_degree=8, exponent=2.5), theory)


def test_scale_free_is_like_that_of_networkx():
    def spread(degrees):
        return float(np.mean(np.log(degrees)))

    ours = [spread(build("scale_free", 500, s, ties_each=3).out_degree) for s in range(30)]
    theirs = [
        spread([d for _, d in nx.barabasi_albert_graph(500, 3, seed=s).degree]) for s in range(30)
    ]
    wrong = [spread(build("random", 500, s, mean_degree=6).out_degree + 1e-9) for s in range(30)]
    assert alike(ours, theirs)
    assert not alike(wrong, theirs)


def holme_kim(n, each, triangles, seed):
    """Grow it the slow, obvious way (NetworkX takes the smallest node as anchor first)."""
    family, draw = np.uint64(key(np.uint64(seed), 0, 0)), itertools.count()

    def pick(people):
        return people[int(uniform(family, next(draw), 0) * len(people))]

    graph = nx.Graph((each, old) for old in range(each))
    for newcomer in range(each + 1, n):
        stubs = [end for edge in graph.edges for end in edge]
        friends, anchor = [], None
        while len(friends) < each:
            near = []
            if friends and uniform(family, next(draw), 0) < triangles:
                near = [person for person in graph[anchor] if person not in friends]
            if near:
                friends.append(pick(near))
                continue
            anchor = pick([person for person in stubs if person not in friends])
            friends.append(anchor)
        graph.add_edges_from((newcomer, friend) for friend in friends)
    return graph


def test_clustered_scale_free_is_like_the_obvious_version():
    def ours(triangles):
        settings = {"ties_each": 4, "triangles": triangles}
        graphs = (build("clustered_scale_free", 300, s, **settings) for s in range(20))
        return [transitivity(matrix(graph)) for graph in graphs]

    theirs = [nx.transitivity(holme_kim(300, 4, 0.7, s)) for s in range(20)]
    graph = build("clustered_scale_free", 5000, 1)
    assert len(graph.targets) == 2 * 8 * (5000 - 8)
    assert alike(ours(0.7), theirs)
    assert not alike(ours(0.5), theirs)


def test_triangles_raise_clustering_and_leave_the_tail():
    plain, clustered = (build(k, 10_000, 1) for k in ("scale_free", "clustered_scale_free"))
    assert transitivity(matrix(clustered)) > 3 * transitivity(matrix(plain))
    assert clustered.out_degree.max() > 300
    untouched = build("clustered_scale_free", 2000, 1, triangles=0)
    assert arcs(untouched).keys() == arcs(build("scale_free", 2000, 1)).keys()


def test_random_has_poisson_degrees():
    def dispersion_agrees(degree):
        statistic = ((degree - degree.mean()) ** 2).sum() / degree.mean()
        tails = (
            stats.chi2.cdf(statistic, len(degree) - 1),
            stats.chi2.sf(statistic, len(degree) - 1),
        )
        return 2 * min(tails) > 1e-6

    graph = build("random", 10_000, 1, mean_degree=12)
    assert len(graph.targets) == 120_000
    assert dispersion_agrees(graph.out_degree)
    assert not dispersion_agrees(build("small_world", 10_000, 1, neighbours=12).out_degree)
    assert not dispersion_agrees(build("friends", 10_000, 1).out_degree)


def test_random_ties_any_pair_alike():
    counts = np.zeros((8, 8))
    for seed in range(400):
        for a, b in arcs(build("random", 8, seed, mean_degree=2)):
            counts[a, b] += a < b
    pairs = counts[np.triu_indices(8, 1)]
    assert counts_agree(pairs, np.ones(28))
    assert not counts_agree(pairs, np.linspace(1, 2, 28))


def test_configuration_realises_its_degrees_up_to_erasures():
    table = GENERATORS["configuration"](exponent=2.2, minimum_degree=3, maximum_degree=400)
    graph, wanted = table.build(5000, 3), table.degrees(5000, 3)
    assert np.all(graph.out_degree <= wanted)
    assert (wanted - graph.out_degree).sum() == 2 * graph.notes["erased"]
    assert graph.notes["erased"] < 0.05 * wanted.sum() / 2
    assert wanted.sum() % 2 == 0


def test_configuration_draws_the_power_law():
    bounds = {"minimum_degree": 4, "maximum_degree": 200}
    values = np.arange(4, 201)
    edges = [4, 5, 6, 7, 8, 10, 13, 18, 30, 60, 201]

    def law_agrees(exponent):
        wanted = GENERATORS["configuration"](exponent=exponent, **bounds).degrees(40_000, 5)[1:]
        observed, _ = np.histogram(wanted, edges)
        expected, _ = np.histogram(values, edges, weights=values**-2.5)
        return counts_agree(observed, expected)

    assert law_agrees(2.5)
    assert not law_agrees(2.6)


def test_communities_keep_the_share_within_the_group():
    for segments in (None, np.arange(6000, dtype=np.int8) % 7 % 3):
        graph = (
            build("communities", 6000, 1)
            if segments is None
            else GENERATORS["communities"](homophily=0.7).build(6000, 1, segments)
        )
        group = np.arange(6000) * 20 // 6000 if segments is None else segments
        row = np.repeat(np.arange(graph.n), np.diff(graph.offsets))
        within = group[row] == group[graph.targets]
        assert len(graph.targets) == 6000 * 16
        assert within.sum() == round(6000 * 16 * (0.8 if segments is None else 0.7))
        for name in np.unique(group):  # everybody expects the same number within his group
            members = group == name
            share = within[group[row] == name].sum() / members.sum()
            assert abs(share - 16 * (0.8 if segments is None else 0.7)) < 0.01
    chance = build("random", 6000, 1)
    row = np.repeat(np.arange(6000), np.diff(chance.offsets))
    assert abs((row * 20 // 6000 == chance.targets * 20 // 6000).mean() - 0.05) < 0.01  # the twin


def test_ties_between_groups_join_all_such_pairs_alike():
    segments = np.repeat(np.array([0, 1, 2], np.int8), [3000, 2000, 1000])
    graph = GENERATORS["communities"](homophily=0.5).build(6000, 4, segments)
    row = np.repeat(np.arange(6000), np.diff(graph.offsets))
    a, b = segments[row], segments[graph.targets]
    observed = np.array([((a == x) & (b == y)).sum() for x, y in ((0, 1), (0, 2), (1, 2))])
    assert counts_agree(observed, np.array([6.0, 3.0, 2.0]))
    assert not counts_agree(observed, np.array([6.0, 3.0, 2.2]))


def test_friends_have_a_clustered_circle():
    def clustering(far):
        graphs = (build("friends", 4000, s, strong_far=far) for s in SEEDS)
        return [transitivity(matrix(graph, STRONG)) for graph in graphs]

    theory = 3 * 4 / (4 * 5) * (1 - 0.1) ** 3
    assert agrees(clustering(0.1), theory)
    assert not agrees(clustering(0.13), theory)
    graph = build("friends", 4000, 1)
    assert matrix(graph, STRONG).sum() == 4000 * 6
    assert transitivity(weak_matrix(graph)) < 0.1 * theory


def test_friends_have_the_mean_and_the_tail_of_acquaintances():
    graphs = [build("friends", 20_000, s) for s in SEEDS]
    most = np.sqrt(10 * 20_000)
    least = least_for_mean(10, most, 2.5)

    def beyond(exponent, start):  # share of a power law from `start` to `most` above 60
        tail = exponent - 1
        ratio = start / most
        return ((start / 60) ** tail - ratio**tail) / (1 - ratio**tail)

    weak = [weak_matrix(graph).sum(axis=1) for graph in graphs]
    erased = [graph.notes["erased"] for graph in graphs]
    means = [w.mean() + 2 * e / 20_000 for w, e in zip(weak, erased, strict=True)]
    assert agrees(means, 10)
    assert not agrees(means, 10.5)
    tails = [float((w >= 60).mean()) for w in weak]
    assert agrees(tails, beyond(2.5, least))
    assert not agrees(tails, beyond(3.0, least_for_mean(10, most, 3.0)))
    assert max(erased) < 0.01 * 10 * 20_000 / 2


def test_complete_hears_as_much_as_its_contacts():
    graph = build("complete", 1001, 1, contacts=20, online_ties=0.3)
    assert graph.complete
    assert len(graph.targets) == 0
    assert graph.pair_weight * 1000 == 20
    assert graph.online_share == 0.3
    assert graph.hearing_factor == 1
