"""What theory knows: known numbers, known limits, and each against another way of reckoning."""

import csv
import math
import os
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from classical import sizes_by_enumeration
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, optimize, stats
from support import PROPERTY, ties

from simulator import Mistake
from simulator.classic import independent_cascade
from simulator.theory import (
    BgNbd,
    exact_mean,
    exact_sizes,
    fit_bass,
    fit_bg_nbd,
    giant_share,
    outbreak_share,
    structural_virality,
    watts_window,
)
from simulator.theory.bass import adopted, peak_time, rate, time_until
from simulator.theory.random_graphs import poisson_shares, vulnerable_reach

DATA = Path(os.environ.get("KUCHIKOMI_DATA", Path(__file__).parents[3] / "shared" / "data"))

# --- Bass ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "q", "peak", "share", "height"),
    [(0.03, 0.38, 6.19262, 0.460526, 0.110592), (0.01, 0.4, 8.99727, 0.4875, 0.105063)],
)
def test_the_closed_form_has_its_known_peak(
    p: float, q: float, peak: float, share: float, height: float
) -> None:
    assert peak_time(p, q) == pytest.approx(peak, abs=1e-5)
    assert adopted(p, q, peak_time(p, q)) == pytest.approx(share, abs=1e-6)
    assert share == pytest.approx(0.5 - p / (2 * q), abs=1e-6)
    assert rate(p, q, peak_time(p, q)) == pytest.approx(height, abs=1e-6)
    assert height == pytest.approx((p + q) ** 2 / (4 * q), abs=1e-6)
    found = optimize.minimize_scalar(
        lambda t: -rate(p, q, t), bounds=(0, 20), method="bounded", options={"xatol": 1e-9}
    )
    assert found.x == pytest.approx(peak, abs=1e-4)
    assert peak_time(p, p / 2) == 0.0


@PROPERTY
@given(p=st.floats(1e-4, 0.5), q=st.floats(1e-4, 1.0), t=st.floats(0.01, 30))
def test_the_closed_form_solves_its_equation(p: float, q: float, t: float) -> None:
    """The hazard of Bass 1969, f = (p + q F)(1 - F), by a difference quotient; time and share are inverse."""
    step = 1e-5
    slope = (adopted(p, q, t + step) - adopted(p, q, t - step)) / (2 * step)
    assert slope == pytest.approx(rate(p, q, t), rel=1e-4, abs=1e-8)
    share = adopted(p, q, t)
    if share < 1 - 1e-6:
        assert time_until(p, q, share) == pytest.approx(t, rel=1e-5)


def test_known_times_of_the_mean_of_213_applications() -> None:
    found = [time_until(0.03, 0.38, share) for share in (0.1, 0.5, 0.9)]
    assert found == pytest.approx([2.25286, 6.55019, 11.75678], abs=1e-5)


# --- random graphs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("mean", "known"), [(1.2, 0.31370), (1.5, 0.58281), (2.0, 0.79681), (3.0, 0.94048)])
def test_outbreaks_where_ties_fall_by_chance(mean: float, known: float) -> None:
    """Newman 2002; how many ties, and how often each passes, only matters as a product."""
    assert outbreak_share(mean) == pytest.approx(known, abs=1e-5)
    assert 1 - math.exp(-mean * outbreak_share(mean)) == pytest.approx(outbreak_share(mean), abs=1e-10)
    for ties_each in (4.0, 9.0):
        part = giant_share(poisson_shares(ties_each).tolist(), mean / ties_each)
        assert part == pytest.approx(outbreak_share(mean), abs=1e-9)


def test_outbreaks_at_the_edges() -> None:
    assert outbreak_share(1.0) == outbreak_share(0.3) == giant_share([1.0], 1.0) == 0.0
    assert giant_share([0.0, 1.0], 1.0) == 0.0, "pairs"
    assert giant_share([0.0, 0.0, 0.0, 1.0], 1.0) == 1.0, "everybody has three ties"
    # three ties each: u = 1 - T + T u^2 has the other root (1 - T) / T
    assert giant_share([0.0, 0.0, 0.0, 1.0], 0.6) == pytest.approx(1 - (0.4 / 0.6) ** 3, abs=1e-9)
    assert giant_share([0.0, 0.0, 0.0, 1.0], 0.5) == 0.0


def test_watts_window_is_where_the_paper_has_it() -> None:
    window = watts_window(0.18)
    assert window == pytest.approx((1.021, 5.765), abs=1e-3)
    assert watts_window(0.18) == watts_window(0.2), "one of five neighbours is a share of both"
    assert watts_window(0.201) != window
    assert watts_window(0.4) is None
    for end in window or ():
        shares = poisson_shares(end).tolist()
        assert vulnerable_reach(shares, 0.18) == pytest.approx(1.0, abs=1e-6)
        by_hand = sum(k * (k - 1) * stats.poisson.pmf(k, end) for k in range(6)) / end
        assert by_hand == pytest.approx(1.0, abs=1e-6)


# --- tiny graphs -----------------------------------------------------------------------------------

N = 5
ARCS = st.lists(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda arc: arc[0] != arc[1]),
    min_size=1, max_size=10, unique=True,
)  # fmt: skip


@PROPERTY
@given(arcs=ARCS, p=st.floats(0.01, 0.99), seed=st.integers(0, N - 1), order=st.permutations(range(N)))
def test_exact_sizes_are_those_of_every_live_graph(
    arcs: list[tuple[int, int]], p: float, seed: int, order: list[int]
) -> None:
    graph = ties(N, arcs, directed=True).reordered(np.array(order))
    found = exact_sizes(graph, [seed], p)
    assert found == pytest.approx(sizes_by_enumeration(N, arcs, [p] * len(arcs), seed), abs=1e-6)
    assert exact_mean(graph, [seed], p) == pytest.approx(found @ np.arange(N + 1), rel=1e-12)
    assert found != pytest.approx(sizes_by_enumeration(N, arcs, [0.9 * p] * len(arcs), seed), abs=1e-6) or (
        found[1] == 1.0
    )


@pytest.mark.parametrize(
    ("pairs", "n", "p", "seed", "known"),
    [
        ([(0, 1), (1, 2)], 3, 0.5, 0, 1.75), ([(0, 1), (1, 2)], 3, 0.5, 1, 2.0),
        ([(0, 1), (1, 2), (0, 2)], 3, 0.5, 0, 2.25), ([(0, 1), (1, 2), (0, 2)], 3, 0.1, 0, 1.218),
        ([(0, 1), (1, 2), (2, 3), (3, 0)], 4, 0.5, 0, 2.5625),
        (list(combinations(range(4), 2)), 4, 0.5, 0, 3.25),
        (list(combinations(range(4), 2)), 4, 0.3, 0, 2.316556),
        ([(0, k) for k in range(1, 6)], 6, 0.2, 0, 2.0), ([(0, k) for k in range(1, 6)], 6, 0.2, 1, 1.36),
    ],
)  # fmt: skip
def test_known_means(pairs: list[tuple[int, int]], n: int, p: float, seed: int, known: float) -> None:
    graph = ties(n, pairs)
    assert exact_mean(graph, [seed], p) == pytest.approx(known, abs=1e-6)
    found = independent_cascade(graph, [seed], p, 40_000)
    assert abs(found.mean - known) < 4 * found.se
    wrong = independent_cascade(graph, [seed], p + 0.03, 40_000)
    assert abs(wrong.mean - known) > 4 * wrong.se


def test_exact_sizes_with_weights_and_several_seeds() -> None:
    graph = ties(4, [(0, 2), (1, 2), (2, 3)], directed=True, weight=[0.5, 0.25, 0.5])
    assert exact_mean(graph, [0, 1], "arcs") == pytest.approx(2 + 0.625 * 1.5, abs=1e-6)
    assert exact_mean(graph, [0, 1], "weighted") == pytest.approx(2 + 2 * 7 / 9, abs=1e-6)


@PROPERTY
@given(tellers=st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_structural_virality_is_the_mean_distance(tellers: list[int]) -> None:
    tree = [-1, *(one % (k + 1) for k, one in enumerate(tellers))]
    graph = nx.Graph([(k, one) for k, one in enumerate(tree) if k])
    assert structural_virality(tree) == pytest.approx(nx.average_shortest_path_length(graph))


def test_a_star_and_a_chain_are_the_least_and_the_most_viral() -> None:
    for n in (2, 5, 40):
        assert structural_virality([-1] + [0] * (n - 1)) == pytest.approx(2 - 2 / n)
        assert structural_virality([-1, *range(n - 1)]) == pytest.approx((n + 1) / 3)
    assert math.isnan(structural_virality([-1]))


# --- BG/NBD ----------------------------------------------------------------------------------------


def test_cdnow_gives_the_published_estimates() -> None:
    path = DATA / "cdnow_summary.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there; set KUCHIKOMI_DATA to the folder of the data")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    frequency, recency, age = ([float(row[name]) for row in rows] for name in ("frequency", "recency", "T"))
    found = fit_bg_nbd(frequency, recency, age)
    known = (0.24259, 4.41353, 0.79289, 2.42575)
    assert found[:4] == pytest.approx(known, rel=1e-3)
    assert found.log_likelihood == pytest.approx(-9582.43, abs=0.01)
    assert fit_bg_nbd(frequency, recency, [1.02 * one for one in age])[:4] != pytest.approx(known, rel=1e-3)
    days = fit_bg_nbd(frequency, [7 * one for one in recency], [7 * one for one in age])
    assert (days.r, days.alpha / 7, days.a, days.b) == pytest.approx(known, rel=1e-3)


MODEL = BgNbd(0.6, 5.0, 1.4, 3.0, 0.0)


def histories(model: BgNbd, customers: int, until: float) -> list[list[float]]:
    """Times of repeat purchases, drawn as the model has it (scipy's draws, seeded)."""
    rate_ = stats.gamma.rvs(model.r, scale=1 / model.alpha, size=customers, random_state=1)
    leave = stats.beta.rvs(model.a, model.b, size=customers, random_state=2)
    waits = stats.expon.rvs(size=(customers, 400), random_state=3)
    stays = stats.uniform.rvs(size=(customers, 400), random_state=4)
    out = []
    for who in range(customers):
        times, now = [], 0.0
        for k in range(400):
            now += waits[who, k] / rate_[who]
            if now > until:
                break
            times.append(now)
            if stays[who, k] < leave[who]:
                break
        out.append(times)
    return out


def test_expected_purchases_are_those_of_simulated_customers() -> None:
    """Means of 30,000 customers within 4 standard errors; the model of other customers is not."""
    half, whole = 30.0, 60.0
    drawn = histories(MODEL, 30_000, whole)
    number = np.array([len(one) for one in drawn])
    error = number.std() / math.sqrt(len(number))
    assert abs(number.mean() - MODEL.expected_purchases(whole)) < 4 * error
    assert abs(number.mean() - MODEL._replace(a=1.8).expected_purchases(whole)) > 4 * error
    assert MODEL.expected_purchases(whole) == pytest.approx(MODEL.expected_of(0, 0, 0, whole), rel=1e-9)
    before = [[t for t in one if t <= half] for one in drawn]
    later = number - np.array([len(one) for one in before])
    told = np.array([MODEL.expected_of(len(one), one[-1] if one else 0.0, half, half) for one in before])
    for group in (np.array([len(one) == 0 for one in before]), np.array([len(one) >= 3 for one in before])):
        error = later[group].std() / math.sqrt(group.sum())
        assert abs(later[group].mean() - told[group].mean()) < 4 * error
    last = [one[-1] if one else 0.0 for one in before]
    planted = fit_bg_nbd([len(one) for one in before], last, [half] * len(before))
    assert planted[:4] == pytest.approx(MODEL[:4], rel=0.12)


def test_who_has_not_come_for_long_is_probably_gone() -> None:
    assert MODEL.probability_alive(0, 0, 50) == 1.0
    alive = [MODEL.probability_alive(4, recency, 50) for recency in (5, 25, 49)]
    assert alive == sorted(alive)
    assert 0 < alive[0] < 0.05 < 0.5 < alive[2] < 1


def test_lifetime_value_is_discounted_margin() -> None:
    assert MODEL.lifetime_value(10, 60, 0.0) == pytest.approx(10 * MODEL.expected_purchases(60), rel=1e-9)
    bought = [MODEL.expected_purchases(k) - MODEL.expected_purchases(k - 1) if k else 0 for k in range(61)]
    by_hand = sum(10 * one / 1.01**k for k, one in enumerate(bought))
    assert MODEL.lifetime_value(10, 60, 0.01) == pytest.approx(by_hand, rel=1e-6)
    assert MODEL.lifetime_value(10, 60, 0.01, 4, 49, 50) > MODEL.lifetime_value(10, 60, 0.01, 4, 5, 50)


def test_the_likelihood_is_a_density() -> None:
    """Over all histories of a customer with up to two repeat purchases, and the chance of more."""
    from simulator.theory.bg_nbd import _log_likelihood

    point, age = np.log(MODEL[:4]), 3.0

    def density(x: int, tx: float) -> float:
        return math.exp(_log_likelihood(point, np.array([float(x)]), np.array([tx]), np.array([age])))

    none = density(0, 0.0)
    once, _ = integrate.quad(lambda tx: density(1, tx), 0, age)
    # the first of two may come at any time before the second
    twice, _ = integrate.quad(lambda tx: density(2, tx) * tx, 0, age)
    drawn = [len(one) for one in histories(MODEL, 30_000, age)]
    for number, chance in enumerate((none, once, twice)):
        found = stats.binomtest(drawn.count(number), 30_000, chance)
        assert found.pvalue > 1e-5
        assert stats.binomtest(drawn.count(number), 30_000, 1.1 * chance).pvalue < 1e-5


# --- what cannot be reckoned -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "call"),
    [
        ("theory.no_shares", lambda: giant_share([0.5, 0.4], 0.5)),
        ("theory.no_shares", lambda: giant_share([-0.5, 1.5], 0.5)),
        ("classic.share", lambda: giant_share([0.5, 0.5], 1.5)),
        ("classic.rate", lambda: outbreak_share(-1)),
        ("classic.share", lambda: watts_window(0.0)),
        ("theory.too_many", lambda: exact_sizes(ties(20, [(0, 1)]), [0], 0.5)),
        ("classic.stranger", lambda: exact_sizes(ties(3, [(0, 1)]), [3], 0.5)),
        ("classic.share", lambda: exact_sizes(ties(3, [(0, 1)]), [0], 2)),
        ("theory.no_tree", lambda: structural_virality([-1, 1])),
        ("theory.no_tree", lambda: structural_virality([])),
        ("theory.lengths", lambda: fit_bg_nbd([1], [1, 2], [3, 4])),
        ("theory.history", lambda: fit_bg_nbd([1, 0], [5, 1], [6, 6])),
        ("theory.history", lambda: fit_bg_nbd([1, 2], [5, 7], [6, 6])),
        ("theory.history", lambda: fit_bg_nbd([1.5], [5], [6])),
        ("theory.nobody_back", lambda: fit_bg_nbd([0, 0], [0, 0], [6, 6])),
        ("theory.no_end", lambda: fit_bg_nbd([1] * 50, [1.0] * 50, [1.0] * 50)),
        ("fit.gap", lambda: fit_bass([1, 2, None, 4, 5, 6])),  # type: ignore[list-item]
        ("fit.gap", lambda: fit_bass([1, 2, math.nan, 4, 5, 6])),
        ("fit.gap", lambda: fit_bass([1, 2, [3], 4, 5, 6])),  # type: ignore[list-item]
        ("fit.no_series", lambda: fit_bass(None)),  # type: ignore[arg-type]
        ("fit.number", lambda: fit_bass([1, 2, 10**400, 4, 5, 6])),
        ("fit.number", lambda: fit_bass([1, 2, -3, 4, 5, 6])),
        ("fit.number", lambda: fit_bass([1, 2, math.inf, 4, 5, 6])),
    ],
)
def test_what_cannot_be_reckoned_is_a_sentence(key: str, call: Any) -> None:
    with pytest.raises(Mistake) as caught:
        call()
    assert caught.value.key == key
    assert caught.value.has_sentence
