"""The Bass fit: published estimates, planted ones, honest errors, and a plain no."""

import csv
import math
import os
from collections import defaultdict
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from simulator.draws import uniform
from simulator.errors import Mistake
from simulator.theory.bass import bought, fit_bass

DATA = Path(os.environ.get("KUCHIKOMI_DATA", Path(__file__).parents[3] / "shared" / "data"))
PUBLISHED = {
    "room_air_conditioner": (0.0094, 0.3748, 18_713), "color_tv": (0.0185, 0.6159, 39_659),
    "clothes_dryer": (0.0136, 0.3267, 16_497), "ultrasound": (0.00132, 0.62059, 167.4),
    "foreign_language_programme": (0.00148, 0.74097, 35.84),
}  # fmt: skip
"""Srinivasan & Mason 1986, non-linear least squares: of the first two p and q, from memory; the rest
computed."""


@pytest.mark.parametrize("product", PUBLISHED)
def test_published_estimates_are_found(product: str) -> None:
    path = DATA / "bass_durables.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there; set KUCHIKOMI_DATA to the folder of the data")
    rows: dict[str, list[float]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["product"]].append(float(row["adopters"]))
    fit, (p, q, m) = fit_bass(rows[product]), PUBLISHED[product]
    assert fit[:3] == pytest.approx((p, q, m), rel=0.01)
    assert fit.r2 > 0.8
    assert (1.1 * fit.p, fit.q, fit.m) != pytest.approx((p, q, m), rel=0.01)
    assert fit.peak < len(rows[product])


def test_a_classical_series_gives_the_published_estimates() -> None:
    """Colour television in the United States, 1963 to 1970, thousands (Bass 1969)."""
    fit = fit_bass([747, 1480, 2646, 5118, 5777, 5982, 5962, 4631])
    assert (round(fit.p, 4), round(fit.q, 4), round(fit.m)) == PUBLISHED["color_tv"]


def test_shares_are_those_of_the_closed_form() -> None:
    """Counted by hand: F(1) = (1 - e^-.4) / (1 + 3 e^-.4) for p = .1, q = .3; in the end, everybody."""
    fading = math.exp(-0.4)
    assert bought(0.1, 0.3, 1)[0] == pytest.approx((1 - fading) / (1 + 3 * fading), rel=1e-15)
    assert bought(0.1, 0.3, 200).sum() == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize(
    ("p", "q", "m"),
    [
        (0.01, 0.3, 1000), (0.03, 0.38, 5e6), (0.002, 0.8, 40), (0.1, 0.05, 300), (1e-6, 0.5, 1e6),
        (1e-6, 0.9, 1e6), (1e-5, 0.5, 1e6),
    ],
)  # fmt: skip
def test_planted_numbers_are_found_exactly(p: float, q: float, m: float) -> None:
    fit = fit_bass(m * bought(p, q, 40))
    assert fit[:3] == pytest.approx((p, q, m), rel=1e-5)
    assert max(fit.p_error / p, fit.q_error / q, fit.m_error / m) < 1e-4
    assert np.allclose(fit.fitted, m * bought(p, q, 40), rtol=1e-4)
    assert fit.peak == pytest.approx(max(0.0, math.log(q / p) / (p + q)), rel=1e-4)
    assert {type(one) for one in (*fit[:7], *fit.fitted, fit.r2)} == {float}, "plain numbers"


def noise(seed: int, count: int) -> list[float]:
    """Standard normal deviates by Box and Muller."""
    pairs = [(uniform(2 * seed, k, 0), uniform(2 * seed + 1, k, 0)) for k in range(count)]
    return [math.sqrt(-2 * math.log1p(-a)) * math.cos(2 * math.pi * b) for a, b in pairs]


@pytest.mark.slow
def test_standard_errors_cover_what_they_should() -> None:
    """Of 60 noisy series, 1.96 errors hold the planted number in .95: fewer than 50 would be one in 5,000."""
    planted = (0.02, 0.4, 1000.0)
    clean = 1000.0 * bought(0.02, 0.4, 20)
    held = np.zeros(3)
    count = 60
    for seed in range(count):
        fit = fit_bass(np.maximum(clean + 4.0 * np.array(noise(seed, 20)), 0))
        found = zip(fit[:3], fit[3:6], planted, strict=True)
        held += [abs(value - true) < 1.96 * error for value, error, true in found]
    assert held.min() >= 50
    assert held.min() < count, "errors that hold everything tell nothing"


@pytest.mark.parametrize(
    ("units", "key"),
    [
        ([1, 2, 3, 2, 1], "fit.few"),
        ([0] * 20 + [5, 3], "fit.nothing_sold"),
        (1000 * bought(0.01, 0.3, 8), "fit.no_peak"),
        ([9, 3, 7, 2, 8, 3, 1, 5, 1, 2, 0, 1], "fit.no_shape"),
        ([100, 80, 66, 50, 41, 32, 26, 21, 17, 13, 10, 9], "fit.unsure"),
        ([5] * 12, "fit.no_end"),
    ],
)
def test_a_plain_no_says_why(units: object, key: str) -> None:
    with pytest.raises(Mistake) as raised:
        fit_bass(units)
    assert raised.value.key == key
    assert raised.value.sentences("ja")


def test_the_unit_in_which_sales_are_counted_is_no_matter() -> None:
    units = np.array([96, 195, 238, 380, 1045, 1230, 1267, 1828, 1586, 1673, 1800, 1580, 1500.0])
    one, other = fit_bass(units), fit_bass(1e6 * units)
    assert other.p == pytest.approx(one.p, rel=1e-6)
    assert other.m_error == pytest.approx(1e6 * one.m_error, rel=1e-4)


class Dated(list[float]):
    """A stand-in for a series of pandas: it is gone through by its values, and its index is no method."""

    def __init__(self, values: list[float], index: list[object]) -> None:
        super().__init__(values)
        self.index = index  # type: ignore[assignment]


TV = [747, 1480, 2646, 5118, 5777, 5982, 5962, 4631]
YEARS = list(range(1963, 1971))
MONTHS = [date(1963 + k // 12, k % 12 + 1, 28) for k in range(20, 28)]
TIMES = [datetime(2020, 1, 1, 12, 0, 10 * k) for k in range(6)] + [
    datetime(2020, 1, 1, 12, 1, 10 * k) for k in range(2)
]


@pytest.mark.parametrize("names", [YEARS, MONTHS, TIMES, [*"abcdefgh"], [float(one) for one in YEARS]])
def test_periods_that_have_names_are_fitted_in_their_order(names: list[object]) -> None:
    known = fit_bass(TV)
    assert fit_bass(Dated(TV, names)) == fit_bass(dict(zip(names, TV, strict=True))) == known
    if names[0] != "a":
        assert fit_bass(dict(zip(names[::-1], TV[::-1], strict=True))) == known


@pytest.mark.parametrize(
    ("names", "key", "values"),
    [
        (
            [*range(1949, 1953), *range(1955, 1959)], "fit.left_out",
            {"before": "1952", "after": "1955", "number": 2},
        ),
        (
            [str(one) for one in [*YEARS[:-1], 1971]], "fit.left_out",
            {"before": "1969", "after": "1971", "number": 1},
        ),
        ([*MONTHS[:5], *(date(1965 + k, 9, 1) for k in range(3))], "fit.left_out", None),
        ([*YEARS[:-1], 1963], "fit.twice", {"period": "1963"}),
    ],
)  # fmt: skip
def test_periods_that_are_left_out_or_come_twice_are_named(
    names: list[object], key: str, values: dict[str, object] | None
) -> None:
    with pytest.raises(Mistake) as raised:
        fit_bass(Dated(TV, names))
    assert raised.value.key == key
    assert values is None or raised.value.values == values
    assert raised.value.has_sentence


def test_series_and_tables_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    assert fit_bass(pandas.Series(TV, index=YEARS)) == fit_bass(TV)
    quarters = pandas.period_range("1963Q1", periods=9, freq="Q")
    assert fit_bass(pandas.Series(TV, index=quarters[:8])) == fit_bass(TV)
    wrong = {
        "fit.left_out": pandas.Series(TV, index=quarters.delete(4)),
        "fit.gap": pandas.Series([*TV[:7], None], dtype="Int64"),
        "fit.no_series": pandas.DataFrame({"sold": TV}),
    }
    for key, series in wrong.items():
        with pytest.raises(Mistake) as raised:
            fit_bass(series)
        assert raised.value.key == key
    ends = pandas.date_range("1963-03-31", periods=9, freq="QE").delete(5)
    with pytest.raises(Mistake, match="between 1964-03-31 00:00:00 and 1964-09-30 00:00:00: 1"):
        fit_bass(pandas.Series(TV, index=ends))


def test_a_no_says_what_is_there_and_what_is_needed() -> None:
    said = {
        "Periods in the series: 1. At least 6 are needed.": [5],
        "Periods in which something was sold: 1. At least 3 are needed.": [0] * 8 + [5],
        "Period 2 of the series is '96', which is not a number. "
        "Give a number of 0 or more, without quotation marks.": [1, "96", 4],
        "Period 1964 of the series has no number. "
        "Fill it in (0 where nothing was sold), or leave out what comes after.": {1963: 1, 1964: None},
        "Period 2 of the series has -3; sales are numbers from 0 to 1e+100. Correct it.": [1, -3],
    }
    for sentence, series in said.items():
        with pytest.raises(Mistake) as raised:
            fit_bass(series)  # type: ignore[arg-type]
        assert str(raised.value) == sentence


@pytest.mark.slow
def test_sales_that_only_vary_by_chance_are_rarely_taken_for_a_life_cycle() -> None:
    """At most 1 % should be; of 60, five or more would come by less than one chance in a thousand."""
    taken = 0
    for k in range(60):
        with suppress(Mistake):
            fit_bass([max(0.0, 20 + 4.5 * one) for one in noise(900 + k, 24)])
            taken += 1
    assert taken < 5
