"""The classical models are the engine: the same people, bit for bit; and as enumeration has it."""

import json
import math
from itertools import product
from pathlib import Path
from typing import Any

import networkx
import numpy as np
import pytest
from classical import (
    ARCS,
    THRESHOLD,
    Arc,
    N,
    agrees,
    cascade,
    given_to,
    play,
    sizes_by_enumeration,
)
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY, Row, by_uid, table, ties

from simulator import Mistake, SocialGraph, read_graph
from simulator.agents.stages import PEOPLE
from simulator.classic import Cascade, bass, independent_cascade, linear_threshold, watts
from simulator.cli import main
from simulator.draws import Draws, Stream
from simulator.graph import choose_seeds
from simulator.graph.social_graph import complete_graph
from simulator.theory import exact_mean, exact_sizes

WEIGHTS = st.none() | st.lists(st.floats(0.05, 1.0), min_size=40, max_size=40)
SEEDS = st.sets(st.integers(0, N - 1), min_size=1, max_size=4)


def graph_of(arcs: list[Arc], weights: list[float] | None, order: Any) -> SocialGraph:
    first, second = zip(*arcs, strict=True)
    heavy = None if weights is None else weights[: len(arcs)]
    graph = SocialGraph.from_arcs(N, first, second, [0] * len(arcs), heavy, directed=True)
    return graph.reordered(np.array(order))


def by_engine(rows: Row, graph: SocialGraph, seed: int, replicate: int) -> dict[str, np.ndarray]:
    return by_uid(play(rows, graph, seed=seed, replicate=replicate).people)


def followed(one: Cascade) -> dict[int, tuple[int, int]]:
    """Of each person reached, who told and when."""
    told = zip(one.teller.tolist(), one.step.tolist(), strict=True)
    return dict(zip(one.person.tolist(), told, strict=True))


@PROPERTY
@given(arcs=ARCS, weights=WEIGHTS, p=st.floats(0, 1) | st.sampled_from(["weighted", "arcs"]), seeds=SEEDS,
       seed=st.integers(0, 10**6), order=st.permutations(range(N)))  # fmt: skip
def test_a_cascade_is_the_engines_person_by_person(
    arcs: list[Arc], weights: list[float] | None, p: float | str, seeds: set[int], seed: int, order: list[int]
) -> None:
    if p == "arcs" and weights is None:
        weights = [0.5] * 40
    graph = graph_of(arcs, weights, order)
    passing = {"passing": p} if isinstance(p, str) else {"passing": "probability", "probability": p}
    plain = independent_cascade(graph, seeds, p, 3, seed)
    told = independent_cascade(graph, seeds, p, 3, seed, cascades=True)
    assert told.cascades is not None
    assert plain.sizes.tolist() == told.sizes.tolist()
    for replicate, one in enumerate(told.cascades):
        people = by_engine(cascade(given_to(seeds), N + 2, switches=passing), graph, seed, replicate)
        reached = np.flatnonzero(people["experiences"][0]).tolist()
        assert plain.sizes[replicate] == len(reached)
        assert followed(one) == {
            uid: (-1, 0) if uid in seeds
            else (int(people["cause"][0][uid]) - PEOPLE, int(people["discovered"][0][uid]))
            for uid in reached
        }  # fmt: skip


@pytest.mark.parametrize("p", [0.3, 0.7, 1.0])
@pytest.mark.parametrize("backwards", [False, True])
def test_of_many_tellers_the_first_to_arrive_is_told_of(p: float, backwards: bool) -> None:
    """One tells seven, who tell four in one step; with p = 1 all arrive at once: the least uid is first."""
    arcs = [(0, talker) for talker in range(1, 8)]
    arcs += [(talker, listener) for talker in range(1, 8) for listener in range(8, N)]
    weights = [1.0] * 7 + [p] * (len(arcs) - 7)
    graph = graph_of(arcs, weights, range(N)[::-1] if backwards else range(N))
    rows = cascade(given_to([0]), 4, switches={"passing": "arcs"})
    found = independent_cascade(graph, [0], "arcs", 12, cascades=True).cascades
    assert found is not None
    credited = []
    for replicate, one in enumerate(found):
        cause = by_engine(rows, graph, 1, replicate)["cause"][0]
        told = {uid: teller for uid, (teller, _) in followed(one).items() if uid >= 8}
        assert told == {uid: int(cause[uid]) - PEOPLE for uid in told}
        credited += told.values()
    assert len(credited) > 30
    assert (set(credited) == {1}) == (p == 1.0), "neither the smallest nor the last is told of as a rule"
    assert credited.count(7) < len(credited) / 2


@PROPERTY
@given(arcs=ARCS, weights=WEIGHTS, phi=st.none() | st.sampled_from([0.2, 0.25, 1 / 3, 0.5, 0.75, 1.0]),
       seeds=SEEDS, seed=st.integers(0, 10**6), order=st.permutations(range(N)))  # fmt: skip
def test_a_threshold_cascade_is_the_engines_person_by_person(
    arcs: list[Arc], weights: list[float] | None, phi: float | None, seeds: set[int], seed: int,
    order: list[int],
) -> None:
    graph = graph_of(arcs, weights, order)
    if phi is None:
        plain = linear_threshold(graph, seeds, 3, seed)
        told = linear_threshold(graph, seeds, 3, seed, cascades=True)
    else:
        plain = watts(graph, phi, 3, seed, seeds=seeds)
        told = watts(graph, phi, 3, seed, seeds=seeds, cascades=True)
    switches = THRESHOLD if phi is None else {**THRESHOLD, "threshold": phi}
    rows = table(given_to(seeds), switches=switches,
                 market={"weeks": N + 3, "initial": {"prospect": 1.0, "potential": 0.0}})  # fmt: skip
    assert told.cascades is not None
    assert plain.sizes.tolist() == told.sizes.tolist()
    for replicate, one in enumerate(told.cascades):
        people = by_engine(rows, graph, seed, replicate)
        week = people["first_purchase"][0]
        assert followed(one) == {
            uid: (-1, 0 if uid in seeds else int(week[uid]))
            for uid in np.flatnonzero(people["experiences"][0]).tolist()
        }  # fmt: skip


def test_everybody_who_hears_anybody_reaches_a_share_of_nothing() -> None:
    graph = ties(6, [(0, 1), (1, 2), (3, 4)])
    assert watts(graph, 0.0, 4, seeds=[5]).sizes.tolist() == [6] * 4
    assert watts(graph, 1.0, 4, seeds=[5]).sizes.tolist() == [1] * 4


@pytest.mark.parametrize("seed", range(12))
def test_sizes_on_random_small_graphs_are_those_of_the_enumeration(seed: int) -> None:
    """V8: of five people and eight arcs; chi-square, false-alarm rate 1e-6; the twin's ties pass better."""
    n, chance = 5, np.random.default_rng(seed)  # noqa: TID251 - arguments, no decisions of the model
    every = [(a, b) for a in range(n) for b in range(n) if a != b]
    arcs = [(0, 1), *(every[k] for k in chance.choice(range(1, len(every)), 7, replace=False))]
    p = chance.uniform(0.2, 0.7, len(arcs))
    first, second = zip(*arcs, strict=True)
    graph = SocialGraph.from_arcs(n, first, second, [0] * len(arcs), p, directed=True)
    exact = exact_sizes(graph, [0], "arcs")
    assert exact == pytest.approx(sizes_by_enumeration(n, arcs, p.tolist(), 0), abs=1e-6)
    found = np.bincount(independent_cascade(graph, [0], "arcs", 40_000, seed).sizes, minlength=n + 1)
    assert agrees(found, exact)
    assert not agrees(found, sizes_by_enumeration(n, arcs, (1.1 * p).tolist(), 0))


def test_se_is_of_the_mean_and_workers_change_nothing() -> None:
    graph = ties(200, [(k, (7 * k + 1) % 200) for k in range(200) if k != (7 * k + 1) % 200])
    alone = independent_cascade(graph, [3, 50], 0.6, 301, workers=1)
    many = independent_cascade(graph, [50, 3, 3], 0.6, 301, workers=5)
    assert alone.sizes.tolist() == many.sizes.tolist()
    assert math.isclose(alone.se, float(np.std(alone.sizes, ddof=1)) / math.sqrt(301))
    assert math.isnan(independent_cascade(graph, [3], 0.6, 1).se)
    assert independent_cascade(graph, [3], 0.6, 60).sizes.tolist() != alone.sizes[:60].tolist()
    assert independent_cascade(graph, [3, 50], 0.6, 60).sizes.tolist() == alone.sizes[:60].tolist()


def test_the_first_adopter_of_watts_is_anybody() -> None:
    n, runs = 50, 4000
    alone = SocialGraph.from_arcs(n, [0], [1], [0], directed=True).reordered(np.arange(n)[::-1])
    found = watts(alone, 1.0, runs, seed=4, cascades=True)
    assert found.cascades is not None
    first = [int(one.person[0]) for one in found.cascades]
    drawn = Draws(4).uniform(Stream.FIRST_ADOPTER, np.arange(runs, dtype=np.int32))
    assert first == (drawn * n).astype(int).tolist()
    assert set(first) == set(range(n))
    assert {one.person.tolist()[-1] for one in found.cascades if len(one.person) == 2} == {1}


def test_seeds_are_named_as_in_the_data_or_by_uid() -> None:
    graph = SocialGraph.from_edges(["b", "b", "a"], ["c", "d", "x"])
    assert graph.labels == ("a", "b", "c", "d", "x")
    by_name, by_uid_ = (independent_cascade(graph, seeds, 1.0, 2) for seeds in (["a"], [np.int32(0)]))
    assert by_name.sizes.tolist() == by_uid_.sizes.tolist() == [2, 2]
    assert independent_cascade(graph, ["b"], 1.0, 1).sizes.tolist() == [3]


def named(nodes: list[Any], edges: list[tuple[int, int]], kind: Any = networkx.Graph) -> Any:
    """A NetworkX graph of nodes with these names, in this order, tied by their places."""
    graph = kind()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((nodes[a], nodes[b]) for a, b in edges)
    return graph


STAR = [(0, k) for k in range(1, 6)]


@pytest.mark.parametrize(
    "nodes",
    [
        [1, 2, 3, 4, 5, 6], [60, 50, 40, 30, 20, 10], [5, 0, 3, 1, 2, 4], ["hub", "a", "b", "c", "d", "e"],
        [(0, k) for k in range(6)], ["1", "0", "2", "3", "4", "5"], [1.5, 2.5, 3.5, 4.5, 5.5, 6.5],
    ],
)  # fmt: skip
def test_seeds_of_a_networkx_graph_are_its_nodes(nodes: list[Any]) -> None:
    """The hub reaches all, the others only themselves; whom a rule chooses goes by his name there."""
    graph = named(nodes, STAR, networkx.DiGraph)
    for k, node in enumerate(nodes):
        size = 6 if k == 0 else 1
        for seeds in ([node], {node}, node):
            assert independent_cascade(graph, seeds, 1.0, 2).sizes.tolist() == [size] * 2
        assert linear_threshold(graph, [node], 2).sizes.tolist() == [size] * 2
        assert watts(graph, 0.5, 2, seeds=[node]).sizes.tolist() == [size] * 2
        assert exact_mean(graph, [node], 1.0) == size
    (chosen,) = choose_seeds(graph, 1, "degree")
    assert chosen == nodes[0]
    assert independent_cascade(graph, choose_seeds(graph, 2, "ris", 0.5), 1.0, 1).mean == 6


def test_each_of_parallel_ties_is_a_chance() -> None:
    for kind in (networkx.MultiGraph, networkx.MultiDiGraph):
        triple = named([0, 1], [(0, 1)] * 3, kind)
        assert exact_mean(triple, [0], 0.5) == pytest.approx(1 + 1 - 0.5**3)
        assert exact_mean(networkx.Graph(triple), [0], 0.5) == pytest.approx(1.5)  # the wrong twin
    two = named([0, 1, 2], [(0, 2), (0, 2), (1, 2)], networkx.MultiDiGraph)
    assert exact_mean(two, [0], "weighted") == pytest.approx(1 + 2 / 3)


def doubled() -> SocialGraph:
    return SocialGraph.from_edges([0, 0, 1], [1, 1, 2], [0.5, 0.4, 1.0], directed=True)


def halved(chance: float | None) -> Any:
    graph = named([1, 2, 3], [(0, 1)])
    graph.edges[1, 2]["weight"] = 0.5
    graph.add_edge(2, 3, **({} if chance is None else {"weight": chance}))
    return graph


def test_chances_of_parallel_ties_do_not_add(tmp_path: Path) -> None:
    """Any of them may pass: .5 and .4 make .7, not .9; and a tie of chance 0 is none."""
    file = tmp_path / "twice.csv"
    file.write_text("source,target,chance\na,b,.5\na,b,.4\nb,c,0\nc,d,1e-7\n", encoding="utf-8")
    many = networkx.MultiDiGraph()
    many.add_weighted_edges_from([("a", "b", 0.5), ("a", "b", 0.4), ("b", "c", 0.0), ("c", "d", 1e-7)])
    for graph in (
        many, read_graph(file, weight="chance", directed=True, chances=True),
        SocialGraph.from_edges([*"aabc"], [*"bbcd"], [0.5, 0.4, 0.0, 1e-7], directed=True, chances=True),
    ):  # fmt: skip
        assert exact_mean(graph, ["a"], "arcs") == pytest.approx(1 + 0.7, abs=1e-6)
        assert exact_mean(graph, ["c"], "arcs") == pytest.approx(1 + 1e-7, abs=1e-9)
        assert exact_mean(graph, ["b"], "arcs") == 1
    both_ways = "a,b,.6\nb,a,.6\nb,c,.5\n"
    file.write_text("source,target,chance\n" + both_ways, encoding="utf-8")
    again = read_graph(file, weight="chance", chances=True)
    assert exact_mean(again, ["a"], "arcs") == pytest.approx(1 + 0.84 * 1.5, abs=1e-6)


def test_lines_that_hold_no_probability_are_named(tmp_path: Path) -> None:
    file = tmp_path / "over.csv"
    file.write_text("source,target,chance\na,b,.5\nb,c,1.5\n", encoding="utf-8")
    with pytest.raises(Mistake) as caught:
        read_graph(file, weight="chance", chances=True)
    assert caught.value.key == "graph.bad_chance_lines"
    assert caught.value.values["lines"] == "3"
    assert "from 0 to 1" in str(caught.value)


@pytest.mark.parametrize("unit", [1e-5, 0.001, 0.01, 0.05, 0.1, 0.3, 1, 12])
def test_a_share_of_decimal_weights_reaches_the_threshold_it_equals(unit: float) -> None:
    """Watts 2002: who hears of exactly phi adopts, at the next number above he does not."""
    for units in product([1, 3, 44, 123], repeat=3):
        weights = [round(unit * one, 5) for one in units]
        graph = SocialGraph.from_edges([0, 1, 2], [3, 3, 3], weights, directed=True)
        phi = units[0] / sum(units)
        assert watts(graph, phi, 1, seeds=[0]).mean == 2
        assert watts(graph, np.nextafter(phi, 1), 1, seeds=[0]).mean == 1


def test_a_network_may_be_the_path_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "net.csv"
    file.write_text("source,target\na,b\nb,c\n")
    for path in (file, str(file)):
        assert independent_cascade(path, ["a"], 1.0, 1).sizes.tolist() == [3]


PAIR = ties(2, [(0, 1)])


@pytest.mark.parametrize(
    ("key", "call"),
    [
        ("classic.no_weights", lambda: independent_cascade(PAIR, [0], "arcs")),
        ("passing_above_one", lambda: independent_cascade(ties(2, [(0, 1)], weight=1.5), [0], "arcs")),
        ("classic.share", lambda: independent_cascade(PAIR, [0], -0.1)),
        ("classic.share", lambda: independent_cascade(PAIR, [0], math.nan)),
        ("classic.share", lambda: independent_cascade(PAIR, [0], True)),
        ("classic.share", lambda: watts(PAIR, 1.01)),
        ("classic.way", lambda: independent_cascade(PAIR, [0], "threshold")),
        ("classic.stranger", lambda: independent_cascade(PAIR, [2], 0.5)),
        ("classic.stranger", lambda: linear_threshold(PAIR, ["2"])),
        ("classic.stranger", lambda: linear_threshold(PAIR, [-1])),
        ("classic.stranger", lambda: linear_threshold(PAIR, [0.5])),
        ("classic.stranger", lambda: linear_threshold(PAIR, [True])),
        ("classic.stranger", lambda: linear_threshold(PAIR, [[0]])),  # type: ignore[list-item]
        ("classic.stranger", lambda: linear_threshold(PAIR, [([0],)])),
        ("classic.stranger", lambda: linear_threshold(PAIR, np.array(2))),  # type: ignore[arg-type]
        ("classic.stranger", lambda: independent_cascade(networkx.path_graph(["x", "y"]), ["z"], 0.5)),
        ("classic.added_weights", lambda: independent_cascade(doubled(), [0], "arcs")),
        ("classic.no_weights", lambda: independent_cascade(networkx.MultiGraph([(0, 1)] * 2), [0], "arcs")),
        ("graph.bad_edge_chance", lambda: independent_cascade(halved(1.5), [1], "arcs")),
        ("graph.bad_edge_chance", lambda: independent_cascade(halved(None), [1], "arcs")),
        ("graph.bad_chances", lambda: SocialGraph.from_edges([0], [1], [1.5], chances=True)),
        ("graph.weight_not_number", lambda: SocialGraph.from_edges([0], [1], ["x"], chances=True)),
        ("classic.stranger", lambda: linear_threshold(PAIR, None)),  # type: ignore[arg-type]
        ("classic.nobody", lambda: independent_cascade(PAIR, [], 0.5)),
        ("classic.complete", lambda: independent_cascade(complete_graph(5, 0.1), [0], 0.5)),
        ("number_option", lambda: independent_cascade(PAIR, [0], 0.5, 0)),
        ("whole_option", lambda: independent_cascade(PAIR, [0], 0.5, 2.5)),  # type: ignore[arg-type]
        ("graph.not_a_graph", lambda: independent_cascade([(0, 1)], [0], 0.5)),
        ("graph.empty_path", lambda: independent_cascade("", [0], 0.5)),
        ("graph.missing_file", lambda: independent_cascade("no/such.csv", [0], 0.5)),
        ("interrupted_early", lambda: independent_cascade(PAIR, [0], 0.5, cancel=lambda: True)),
        ("classic.rate", lambda: bass(-0.1, 0.3, 100, 5)),
        ("classic.rate", lambda: bass(0.1, math.inf, 100, 5)),
        ("classic.rate", lambda: bass(0.1, 0.3, 100, 5, dt="week")),  # type: ignore[arg-type]
        ("classic.no_time", lambda: bass(0.1, 0.3, 100, 5, dt=0)),
        ("classic.step", lambda: bass(11, 0.3, 100, 5)),
        ("number_option", lambda: bass(0.1, 0.3, 1, 5)),
        ("number_option", lambda: bass(0.1, 0.3, 100, 10**6)),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_a_sentence(key: str, call: Any) -> None:
    with pytest.raises(Mistake) as caught:
        call()
    assert caught.value.key == key
    assert caught.value.has_sentence


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    independent_cascade(PAIR, [0], 0.5, 120, progress=lambda done, total, _: told.append((done, total)))
    assert told[-1] == (120, 120)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


# --- Bass ------------------------------------------------------------------------------------------


def test_bass_is_the_probability_of_the_model_page() -> None:
    """In a single step everybody adopts with 1 - exp(-p dt); with q alone nobody ever does."""
    found = bass(0.4, 0.0, 20_000, 1, dt=0.5, replicates=4)
    chance = -math.expm1(-0.2)
    assert found.adopted.shape == (4, 1)
    assert found.adopted[:, -1].tolist() == found.sizes.tolist()
    error = math.sqrt(chance * (1 - chance) * 20_000 / 4)
    assert abs(found.mean - 20_000 * chance) < 4 * error < abs(found.mean - 20_000 * 0.2)
    assert not bass(0.0, 5.0, 100, 20, replicates=2).adopted.any()
    twice = [bass(0.03, 0.38, 500, 12, replicates=3, workers=one).adopted.tolist() for one in (1, 3)]
    assert twice[0] == twice[1]


# --- on the command line ---------------------------------------------------------------------------


@pytest.fixture
def network(tmp_path: Path) -> Path:
    lines = [f"n{k},n{(k * 3 + 1) % 40},0.{k % 9 + 1}" for k in range(40) if k != (k * 3 + 1) % 40]
    (tmp_path / "net.csv").write_text("who,whom,chance\n" + "\n".join(lines))
    return tmp_path / "net.csv"


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["classic", *arguments, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_the_command_answers_what_the_library_does(
    network: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from simulator import read_graph
    from simulator.graph import choose_seeds

    graph, on = read_graph(network, weight="chance"), ("--graph", str(network), "--weights", "chance")
    chosen = choose_seeds(graph, 3, "degree_discount", "arcs", 5)
    expected = independent_cascade(graph, chosen, "arcs", 200, 5)
    three = ("--k", "3", "--rule", "degree_discount")
    found = answered(capsys, "ic", *on, *three, "--runs", "200", "--seed", "5")
    assert graph.labels is not None
    assert found == {
        "mean": expected.mean, "se": expected.se, "runs": 200, "seeds": [graph.labels[uid] for uid in chosen]
    }  # fmt: skip
    (tmp_path / "seeds.txt").write_text("# first\nn3\n\n  n7  \n", "utf-16")
    named = ("--seeds-file", str(tmp_path / "seeds.txt"))
    found = answered(capsys, "lt", *on, *named)
    expected = linear_threshold(graph, ["n3", "n7"])
    assert (found["mean"], found["se"], found["seeds"]) == (expected.mean, expected.se, ["n3", "n7"])
    found = answered(capsys, "watts", *on, "--phi", "0.4", "--runs", "30")
    assert (found["mean"], found["seeds"]) == (watts(graph, 0.4, 30).mean, None)
    found = answered(capsys, "ic", "--graph", str(network), "--directed", "--p", "0.3", *named, "--runs", "1")
    directed = read_graph(network, directed=True)
    assert found["mean"] == independent_cascade(directed, ["n3", "n7"], 0.3, 1).mean
    assert found["se"] is None
    found = answered(capsys, "bass", "--p", "0.03", "--q", "0.38", "--consumers", "300", "--steps", "4",
                     "--dt", "0.5", "--runs", "3")  # fmt: skip
    model = bass(0.03, 0.38, 300, 4, 0.5, 3)
    assert found["adopted"] == model.adopted.mean(axis=0).tolist()
    assert found["mean"] == model.mean


@pytest.mark.parametrize(
    ("key", "arguments"),
    [
        ("no_model", ""), ("unknown_model", "sir"), ("needs", "ic"), ("needs", "bass --p 0.1"),
        ("needs", "watts --graph {net}"), ("needs_p", "ic --graph {net}"),
        ("not_for", "lt --graph {net} --p 0.1"),
        ("not_for", "bass --p .1 --q .1 --directed"), ("typed", "ic --graph {net} --p much"),
        ("number", "bass --p 0.1 --q 0.1 --dt week"), ("no_weights", "ic --graph {net} --p arcs"),
        ("seeds_twice", "ic --graph {net} --p 0.1 --seeds-file {net} --k 2"),
    ],
)  # fmt: skip
def test_options_that_do_not_fit_are_told(
    key: str, arguments: str, network: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from simulator.texts import catalogue

    assert main(["classic", *arguments.format(net=network).split()]) == 2
    said = capsys.readouterr().err
    begin = catalogue("en").sentences[f"mistake.classic.{key}"].split("{")[0]
    assert begin in said or key in ("needs", "not_for", "number")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("p = 2.0 is not allowed", "ic --graph {net} --p 2"),
        ("p = nan is not allowed", "ic --graph {net} --p nan"),
        ("phi = 1.5 is not allowed", "watts --graph {net} --phi 1.5"),
        ("--runs 0 is not allowed", "ic --graph {net} --p .1 --runs 0"),
        ('--runs "2.5" is not a whole number', "ic --graph {net} --p .1 --runs 2.5"),
        ('--seed "x" is not a whole number', "ic --graph {net} --p .1 --seed x"),
        ("--k 0 is not allowed", "ic --graph {net} --p .1 --k 0"),
        ("Seeds to choose: 41", "lt --graph {net} --k 41"),
        ('There is no rule "best"', "lt --graph {net} --rule best"),
        ("There is no file", "ic --graph {here}/none.csv --p .1"),
        ("is a folder. Give a file in it", "ic --graph {here} --p .1"),
        ("is not a text file", "ic --graph {here}/binary.csv --p .1"),
        ("is empty", "ic --graph {here}/empty.csv --p .1"),
        ("People in the graph: 1; at least 2", "ic --graph {here}/alone.csv --p .1"),
        ("first says \"1.5\"", "ic --graph {here}/heavy.csv --weights chance"),
        ('has no column "odds"', "ic --graph {net} --weights odds"),
        ('", line 1: no person of the network', "ic --graph {net} --p .1 --seeds-file {here}/stranger.txt"),
        ("names nobody", "ic --graph {net} --p .1 --seeds-file {here}/empty.txt"),
        ("There is no file", "ic --graph {net} --p .1 --seeds-file {here}/none.txt"),
        ("is a folder. Give a file in it", "ic --graph {net} --p .1 --seeds-file {here}"),
        ("is not a text file", "ic --graph {net} --p .1 --seeds-file {here}/binary.csv"),
        ("dt = 0 is not allowed", "bass --p .03 --q .38 --dt 0"),
        ("dt = -1.0 is not allowed", "bass --p .03 --q .38 --dt -1"),
        ("--consumers 1 is not allowed", "bass --p .03 --q .38 --consumers 1"),
        ("--steps 0 is not allowed", "bass --p .03 --q .38 --steps 0"),
    ],
)  # fmt: skip
def test_nonsense_is_answered_in_a_sentence(
    said: str, arguments: str, network: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in {
        "binary.csv": b"\x81\xff\x00\x01", "empty.csv": b"", "empty.txt": b"", "stranger.txt": b"zoe\n",
        "alone.csv": b"a,a\n", "heavy.csv": b"a,b,chance\nc,d,1.5\n",
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
    assert main(["classic", *arguments.format(net=network, here=tmp_path).split()]) == 2
    answer = capsys.readouterr().err
    assert said in answer
    assert len(answer.splitlines()) == 1
