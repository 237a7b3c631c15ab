"""Real customers and real adopters, and the chance to be told by friends of two kinds."""

import csv
import math
from importlib.resources import files

import numpy as np

from simulator.classic import BASS, bass, independent_cascade, watts
from simulator.graph.generators.random_ties import RandomTies
from simulator.graph.social_graph import SocialGraph
from simulator.runner import compare
from simulator.scenarios.files import load_scenario
from simulator.theory import fit_bass, fit_bg_nbd
from simulator.validation.check import Measured, check, near
from simulator.validation.worlds import doctors_network, mean

DOCTORS = (11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1)  # who began in each month, of 125
OF_DOCTORS = 125
BEGIN, TOLD = 0.09, 0.02  # a month: by themselves, and by each colleague; least squares, see the tests
ADVERTISING, WEAK, STRONG = 0.02, 0.05, 0.12  # chances to be told in a step
NETWORKS, THEORY = (f"tests/science/test_{name}.py" for name in ("known_networks", "theory"))


@check("V21", "micro_face", "Goldenberg2001", "tests/science/test_one_step.py")
def two_kinds_of_friends(full: bool, twin: bool) -> Measured:
    """Chance to be told in a step by advertising, three weak and two strong ties; the twin has one more."""
    chances = [ADVERTISING, *[WEAK] * (4 if twin else 3), *[STRONG] * 2]
    talkers = list(range(1, len(chances) + 1))
    graph = SocialGraph.from_edges(talkers, [0] * len(talkers), chances, directed=True)
    found = independent_cascade(graph, talkers, "arcs", 100_000 if full else 40_000)
    known = 1.0 - (1.0 - ADVERTISING) * (1.0 - WEAK) ** 3 * (1.0 - STRONG) ** 2
    return near(found.mean - len(talkers), found.se, known, 0.0)


@check("V20", "macro_face", "WattsDodds2007", NETWORKS)
def hubs_are_no_giants(full: bool, twin: bool) -> Measured:
    """How much larger the cascades of the tenth with the most ties are than anybody's.

    In the twin each tie passes with .25, so that the first step is what counts.
    """
    graph = RandomTies(mean_degree=3.0).build(10_000, 7)
    top = np.argsort(-graph.out_degree, kind="stable")[: graph.n // 10]
    sizes = []
    for people in (top, np.arange(graph.n)):
        some = people[np.linspace(0, len(people) - 1, 600 if full else 250).astype(int)].tolist()
        if twin:
            reached = [independent_cascade(graph, [one], 0.25, 20, one).mean for one in some]
        else:
            reached = [watts(graph, 0.18, 1, seeds=[one]).mean for one in some]
        sizes.append(np.array(reached))
    ratio = float(sizes[0].mean() / sizes[1].mean())
    parts = [float(one.var(ddof=1)) / len(one) / float(one.mean()) ** 2 for one in sizes]
    return Measured(ratio, ratio * math.sqrt(sum(parts)), 1.0, 1.4)


@check("V22", "empirical_output", "CDNOW", THEORY, 0.24259)
def customers_of_cdnow(full: bool, twin: bool) -> Measured:
    """How even the rates of customers of CDNOW are (r); the twin leaves out who never came back."""
    with files("simulator.validation").joinpath("data/cdnow.csv").open(encoding="utf-8") as file:
        rows = [{name: float(one) for name, one in row.items()} for row in csv.DictReader(file)]
    if twin:
        rows = [row for row in rows if row["frequency"]]
    found = fit_bg_nbd(*([row[name] for row in rows] for name in ("frequency", "recency", "T")))
    return near(found.r, 0.0, 0.24259, 0.001 * 0.24259)


@check("V23a", "empirical_output", "Coleman1966", "tests/science/test_validation.py")
def doctors(full: bool, twin: bool) -> Measured:
    """How far people who meet everybody stray from doctors who adopted a drug; the twin talks more."""
    fit, steps = fit_bass(DOCTORS), 4  # of a month
    n, months = 20_000, len(DOCTORS)
    found = bass(fit.p, 1.5 * fit.q if twin else fit.q, n, months * steps, 1 / steps, 8 if full else 3)
    shares = found.adopted[:, steps - 1 :: steps] / n * fit.m / OF_DOCTORS
    misses = shares - np.cumsum(DOCTORS) / OF_DOCTORS
    return Measured(*mean((misses**2).mean(axis=1) ** 0.5), 0.0, 0.03)


@check("V23b", "empirical_output", "Coleman1966", "tests/science/test_validation.py")
def doctors_who_know_each_other(full: bool, twin: bool) -> Measured:
    """The same on their own network, with both rates fitted; the twin tells three times as much."""
    return Measured(stray(BEGIN, 3 * TOLD if twin else TOLD, 400 if full else 200), 0.0, 0.0, 0.03)


def stray(begin: float, told: float, number: int) -> float:
    """How far the mean of runs on the network of 119 doctors is from all doctors, at rates a month."""
    steps = 4  # of a month
    scenario = load_scenario({
        "name": "doctors", "arms": [{"name": "Control"}], "graph": {"file": str(doctors_network())},
        "market": {
            "consumers": 119, "weeks": len(DOCTORS) * steps, "price": 0, "category_price": 1, "unit_cost": 0,
        },
        "behaviour": {
            "organic_discovery": begin / steps, "hearing_strong": told / steps, "hearing_weak": told / steps,
        },
        "switches": BASS,
    })  # fmt: skip
    customers = compare(scenario, number).data["n_customers"].values[0, :, steps - 1 :: steps]
    misses = customers.mean(axis=0) / scenario.market.consumers - np.cumsum(DOCTORS) / OF_DOCTORS
    return math.sqrt(float((misses**2).mean()))
