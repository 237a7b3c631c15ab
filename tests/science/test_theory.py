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
from scipy import integrate, optimize, special, stats
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
from simulator.theory.bass import adopted, bought, peak_time, rate, time_until
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


def test_the_closed_form_at_its_edges() -> None:
    """Without innovators nobody ever begins; all people take for ever."""
    assert adopted(0, 0.38, 6) == rate(0, 0.38, 6) == time_until(0.03, 0.38, 0) == 0.0
    assert adopted(0.03, 0, 6) == pytest.approx(1 - math.exp(-0.18))
    assert time_until(0.03, 0.38, 1) == time_until(0, 0.38, 0.5) == peak_time(0, 0.38) == math.inf
    assert adopted(0.03, 0.38, 1e6) == 1.0


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


@pytest.mark.parametrize("above", [0.1, 1e-3, 1e-4, 1e-6, 1e-9, 1e-12])
def test_outbreaks_just_above_the_threshold_are_small(above: float) -> None:
    """By the series 2 e - 8 e^2 / 3 + 28 e^3 / 9 of a mean 1 + e."""
    above = (1 + above) - 1  # what the mean really has
    known = 2 * above - 8 / 3 * above**2 + 28 / 9 * above**3
    assert outbreak_share(1 + above) == pytest.approx(known, rel=max(4 * above**3, 1e-3 * 1e-9 / above))
    if above >= 1e-9:  # by shares of people, which are kept to the last digit and no better
        part = giant_share(poisson_shares(4.0).tolist(), (1 + above) / 4)
        assert part == pytest.approx(known, rel=max(4 * above**3, 1e-11 / above))


def test_outbreaks_of_very_many() -> None:
    assert outbreak_share(1 + 2.3e-16) == pytest.approx(4.4e-16, abs=1e-15)
    assert outbreak_share(1e300) == outbreak_share(1000) == 1.0


def test_watts_window_is_where_the_paper_has_it() -> None:
    window = watts_window(0.18)
    assert window == pytest.approx((1.021, 5.765), abs=1e-3)
    assert watts_window(0.18) == watts_window(0.2), "one of five neighbours is a share of both"
    assert watts_window(0.201) != window
    assert watts_window(0.4) is None
    assert watts_window(1e-5) == pytest.approx((1.0, 101_354.362), abs=1e-3)
    low, high = watts_window(1e-9) or (0.0, 0.0)
    assert low == pytest.approx(1.0)
    assert high == pytest.approx(1e9 + 6 * math.sqrt(1e9), abs=1e5), "deviations above"
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
    assert found[5:] == pytest.approx((0.0126, 0.3782, 0.1857, 0.7053), rel=0.01), "standard errors"
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


@pytest.mark.slow
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


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (([3] * 50, [9] * 50, [10] * 50), "r, alpha, a, b"),
        (([2], [3], [5]), "r, alpha, a, b"),
        (([0, 2, 1], [0, 2, 1], [0, 4, 5]), "r, alpha, a, b"),
        (([1, 2], [2, 3], [5, 5]), "r, alpha, a, b"),
    ],
)
def test_customers_who_tell_nothing_are_not_fitted(columns: tuple[list[float], ...], names: str) -> None:
    with pytest.raises(Mistake) as caught:
        fit_bg_nbd(*columns)
    assert (caught.value.key, caught.value.values) == ("theory.no_end", {"names": names})


def test_what_the_customers_tell_is_known_by_its_error() -> None:
    """Of the same 300 customers, who leave or not: without the one, a and b are anybody's guess."""
    drawn = histories(MODEL, 300, 30.0)
    x, last = [len(one) for one in drawn], [one[-1] if one else 0.0 for one in drawn]
    found = fit_bg_nbd(x, last, [30.0] * 300)
    errors = np.array(found[5:])
    assert (np.abs(np.array(found[:4]) - MODEL[:4]) < 3 * errors).all()
    assert (errors < found[:4]).all()
    x, last = zip(*[(len(one), 30.0 if one else 0.0) for one in drawn], strict=True)
    with pytest.raises(Mistake) as caught:
        fit_bg_nbd(x, last, [30.0] * 300)
    assert caught.value.values == {"names": "a, b"}


def test_standard_errors_are_the_spread_of_estimates() -> None:
    """Of 12 groups of 1,000 customers; the spread of 12 is within a half and double its true size."""
    drawn = histories(MODEL, 12_000, 30.0)
    groups = [drawn[k : k + 1000] for k in range(0, 12_000, 1000)]
    fits = [
        fit_bg_nbd([len(one) for one in few], [one[-1] if one else 0.0 for one in few], [30.0] * 1000)
        for few in groups
    ]
    logs = np.log([fit[:4] for fit in fits])
    told = np.array([fit[5:] for fit in fits]) / np.array([fit[:4] for fit in fits])
    ratio = logs.std(axis=0, ddof=1) / told.mean(axis=0)
    assert ratio.min() > 0.5
    assert ratio.max() < 2.0


@pytest.mark.parametrize(
    "model",
    [MODEL, BgNbd(0.24, 4.4, 0.79, 2.4, 0), BgNbd(3, 40, 20, 50, 0), BgNbd(2, 1, 0.05, 0.2, 0)],
)
@pytest.mark.parametrize("t", [0.01, 52.0, 10_000.0])
def test_expected_purchases_are_those_of_the_closed_form(model: BgNbd, t: float) -> None:
    """Equation 10 of Fader, Hardie and Lee 2005, where it divides by something."""
    r, alpha, a, b = model[:4]
    later = special.hyp2f1(r, b, a + b - 1, t / (alpha + t))
    form = (a + b - 1) / (a - 1) * (1 - (alpha / (alpha + t)) ** r * later)
    assert model.expected_purchases(t) == pytest.approx(form, rel=1e-7)


def test_expected_purchases_where_the_closed_form_divides_nothing_by_nothing() -> None:
    """By the mean over chances to leave that are drawn evenly (a = b = 1), and by neighbours."""
    def given(p: float) -> float:
        return -math.expm1(-2 * math.log1p(p * 50 / 7)) / p

    even, _ = integrate.quad(given, 0, 1)
    assert BgNbd(2, 7, 1, 1, 0).expected_purchases(50) == pytest.approx(even, rel=1e-9)
    for a, b in ((1.0, 2.42), (0.5, 0.5)):
        least, at, most = (BgNbd(0.24, 4.4, a + d, b, 0).expected_purchases(52) for d in (1e-4, 0, -1e-4))
        assert least < at < most
        assert at == pytest.approx((least + most) / 2, rel=1e-7)
    assert MODEL.expected_purchases(0) == 0.0
    assert MODEL.probability_alive(500, 1, 1e9) == pytest.approx(0.0)


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
        ("classic.share", lambda: giant_share([0.5, 0.5], "x")),  # type: ignore[arg-type]
        ("theory.no_shares", lambda: giant_share("abc", 0.5)),  # type: ignore[arg-type]
        ("theory.no_shares", lambda: giant_share([[1], [2, 3]], 0.5)),  # type: ignore[list-item]
        ("theory.number", lambda: outbreak_share(-1)),
        ("theory.number", lambda: outbreak_share("a")),  # type: ignore[arg-type]
        ("theory.number", lambda: outbreak_share(10**400)),
        ("theory.number", lambda: poisson_shares(1e12)),
        ("theory.number", lambda: watts_window(0.0)),
        ("theory.number", lambda: watts_window(1.0000001)),
        ("theory.number", lambda: watts_window(True)),
        ("theory.number", lambda: watts_window("x")),  # type: ignore[arg-type]
        ("classic.share", lambda: vulnerable_reach([0.5, 0.5], -1)),
        ("theory.number", lambda: adopted(-0.03, 0.38, 6)),
        ("theory.number", lambda: adopted(0.03, 0.38, -6)),
        ("theory.number", lambda: rate(0.03, "x", 6)),  # type: ignore[arg-type]
        ("theory.number", lambda: peak_time(0.03, math.nan)),
        ("theory.number", lambda: bought(0.03, 0.38, -1)),
        ("whole_option", lambda: bought(0.03, 0.38, 1.5)),  # type: ignore[arg-type]
        ("classic.share", lambda: time_until(0.03, 0.38, 1.5)),
        ("theory.too_many", lambda: exact_sizes(ties(20, [(0, 1)]), [0], 0.5)),
        ("classic.stranger", lambda: exact_sizes(ties(3, [(0, 1)]), [3], 0.5)),
        ("classic.share", lambda: exact_sizes(ties(3, [(0, 1)]), [0], 2)),
        ("theory.no_tree", lambda: structural_virality([-1, 1])),
        ("theory.no_tree", lambda: structural_virality([])),
        ("theory.no_tree", lambda: structural_virality([-1, 0.5])),  # type: ignore[list-item]
        ("theory.no_tree", lambda: structural_virality(3)),  # type: ignore[arg-type]
        ("theory.lengths", lambda: fit_bg_nbd([1], [1, 2], [3, 4])),
        ("theory.history", lambda: fit_bg_nbd([1, 0], [5, 1], [6, 6])),
        ("theory.history", lambda: fit_bg_nbd([1, 2], [5, 7], [6, 6])),
        ("theory.history", lambda: fit_bg_nbd([1.5], [5], [6])),
        ("theory.history", lambda: fit_bg_nbd(["a"], [5], [6])),  # type: ignore[list-item]
        ("theory.history", lambda: fit_bg_nbd([1], [0], [0])),
        ("theory.no_column", lambda: fit_bg_nbd(3, [5], [6])),  # type: ignore[arg-type]
        ("theory.no_column", lambda: fit_bg_nbd([3], {1: 5}, [6])),  # type: ignore[arg-type]
        ("theory.number", lambda: MODEL.expected_purchases(-1)),
        ("theory.number", lambda: MODEL.expected_of(1, 1, 2, "x")),  # type: ignore[arg-type]
        ("theory.number", lambda: MODEL._replace(r=-1).probability_alive(1, 1, 2)),
        ("theory.number", lambda: MODEL._replace(a=0).expected_purchases(1)),
        ("theory.number", lambda: MODEL.lifetime_value(10, 5, -1)),
        ("theory.number", lambda: MODEL.lifetime_value(10, -3, 0.1)),
        ("theory.number", lambda: MODEL.lifetime_value(math.inf, 3, 0.1)),
        ("whole_option", lambda: MODEL.lifetime_value(10, 2.5, 0.1)),  # type: ignore[arg-type]
        ("theory.impossible", lambda: MODEL.lifetime_value(10, 3, 0.1, 2, 50, 10)),
        ("theory.impossible", lambda: MODEL.probability_alive(1.5, 1, 10)),
        ("theory.impossible", lambda: MODEL.expected_of("a", None, 10, 1)),  # type: ignore[arg-type]
        ("theory.nobody_back", lambda: fit_bg_nbd([0, 0], [0, 0], [6, 6])),
        ("theory.no_end", lambda: fit_bg_nbd([1] * 50, [1.0] * 50, [1.0] * 50)),
        ("fit.gap", lambda: fit_bass([1, 2, None, 4, 5, 6])),  # type: ignore[list-item]
        ("fit.gap", lambda: fit_bass([1, 2, math.nan, 4, 5, 6])),
        ("fit.no_number", lambda: fit_bass([1, 2, [3], 4, 5, 6])),  # type: ignore[list-item]
        ("fit.no_number", lambda: fit_bass([1, "2", 3, 4, 5, 6])),  # type: ignore[list-item]
        ("fit.no_series", lambda: fit_bass(None)),  # type: ignore[arg-type]
        ("fit.no_series", lambda: fit_bass({1, 2, 3, 4, 5, 6})),  # type: ignore[arg-type]
        ("fit.no_series", lambda: fit_bass("123456")),  # type: ignore[arg-type]
        ("fit.no_series", lambda: fit_bass(np.ones((6, 2)))),  # type: ignore[arg-type]
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
