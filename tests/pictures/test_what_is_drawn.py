"""What stands in a picture is what was recorded, counted again from the weeks by other means."""

import statistics
from typing import Any

import numpy as np
import pytest
from chance import recounted
from drawing import CASES, DOLLARS, START, axes_of, drawn, results_of, said

from simulator import Results
from simulator.pictures.look import STYLES
from simulator.texts import LANGUAGES, catalogue

MOST = 8
SEVERAL = [name for name in CASES if name not in ("one arm", "one arm in one run")]


def weekly(results: Results, course: str) -> list[list[list[float]]]:
    """Reach or revenue so far: arm, run, week; by plain loops."""
    name = {"reach": "n_reached", "revenue": "revenue"}[course]
    found = []
    for runs in results.data[name].values[:MOST].tolist():
        rows = []
        for weeks in runs:
            if course == "revenue":
                sums = [sum(weeks[: k + 1]) for k in range(len(weeks))]
                weeks = [x / results.data.attrs["minor_per_major"] for x in sums]
            rows.append(weeks)
        found.append(rows)
    return found


def at_end(results: Results, metric: str) -> list[list[float]]:
    """Profit, revenue or reach of each arm and run."""
    data = results.data
    if metric == "reach":
        return data["n_reached"].values[:MOST, :, -1].tolist()
    sums = {name: data[name].values[:MOST].sum(axis=-1) for name in ("revenue", "units", "cost")}
    if metric == "revenue":
        return (sums["revenue"] / data.attrs["minor_per_major"]).tolist()
    profit = sums["revenue"] - sums["units"] * data.attrs["unit_cost_minor"] - sums["cost"]
    return (profit / data.attrs["minor_per_major"]).tolist()


@pytest.mark.parametrize("course", ["reach", "revenue"])
@pytest.mark.parametrize("case", [name for name in CASES if name != "fifty years"])
def test_lines_and_bands_are_means_and_tenths_of_the_runs(case: str, course: str) -> None:
    results, axes = results_of(case), axes_of(drawn(case), course)
    recorded = weekly(results, course)
    assert [line.get_label() for line in axes.lines] == results.arms[:MOST]
    for line, runs, style in zip(axes.lines, recorded, STYLES, strict=False):
        weeks = range(1, len(runs[0]) + 1)
        assert list(line.get_xdata()) == list(weeks)
        means = [statistics.fmean(one) for one in zip(*runs, strict=True)]
        assert list(line.get_ydata()) == pytest.approx(means)
        assert (line.get_color(), line.get_marker()) == style
    if results.replicates == 1:
        assert not axes.collections
        return
    assert [band.get_label() for band in axes.collections] == results.arms[:MOST]
    for band, runs in zip(axes.collections, recorded, strict=True):
        corners = np.concatenate([path.vertices for path in band.get_paths()])
        for week, values in enumerate(zip(*runs, strict=True), 1):
            tenths = statistics.quantiles(values, n=10, method="inclusive")
            heights = corners[corners[:, 0] == week, 1]
            assert (heights.min(), heights.max()) == pytest.approx((tenths[0], tenths[-1]))


@pytest.mark.parametrize("course", ["reach", "revenue"])
@pytest.mark.parametrize("case", CASES)
def test_nothing_of_a_course_is_cut_off(case: str, course: str) -> None:
    results, axes = results_of(case), axes_of(drawn(case), course)
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    assert (left, right, bottom) == (0, results.data.sizes["week"], 0)
    highest = max([line.get_ydata().max() for line in axes.lines])
    bands = [path.vertices[:, 1].max() for band in axes.collections for path in band.get_paths()]
    assert max([highest, *bands]) <= top


@pytest.mark.parametrize("metric", ["profit", "revenue", "reach"])
@pytest.mark.parametrize("case", SEVERAL)
def test_differences_and_intervals_are_those_of_paired_runs(case: str, metric: str) -> None:
    results, axes = results_of(case), axes_of(drawn(case), f"difference {metric}")
    control, *others = at_end(results, metric)
    low, high = axes.get_xlim()
    assert low < 0 < high
    zero, at_control, *drawn_lines = axes.lines
    assert list(zero.get_xdata()) == [0, 0]
    assert (list(at_control.get_xdata()), at_control.get_marker()) == ([0], STYLES[0].mark)
    intervals = [line for line in drawn_lines if len(line.get_xdata()) == 2]
    marks = [line for line in drawn_lines if len(line.get_xdata()) == 1]
    assert [mark.get_label() for mark in marks] == results.arms[1:MOST]
    assert len(intervals) == (len(marks) if results.replicates > 1 else 0)
    for k, (mark, runs) in enumerate(zip(marks, others, strict=True)):
        change = [a - b for a, b in zip(runs, control, strict=True)]
        mean = statistics.fmean(change)
        assert list(mark.get_xdata()) == pytest.approx([mean])
        assert (list(mark.get_ydata()), mark.get_marker()) == ([k + 1.5], STYLES[k + 1].mark)
        hollow = mark.get_markerfacecolor() != STYLES[k + 1].colour
        if results.replicates == 1:
            assert hollow
            continue
        ends = list(intervals[k].get_xdata())
        assert ends == pytest.approx(recounted(np.array(change)))
        assert low <= ends[0] <= ends[1] <= high
        assert hollow == (ends[0] <= 0 <= ends[1] and any(change))


@pytest.mark.parametrize("case", CASES)
def test_stages_are_people_at_the_end_and_each_is_a_part_of_the_one_before(case: str) -> None:
    results, figure = results_of(case), drawn(case)
    last = {name: results.data[name].values[:MOST, :, -1].mean(axis=1) for name in (
        "n_reached", "n_customers", "n_repeat", "n_loyal")}  # fmt: skip
    expected = {
        "reached": last["n_reached"], "customers": last["n_customers"],
        "came_back": last["n_repeat"] + last["n_loyal"], "loyal": last["n_loyal"],
    }  # fmt: skip
    for name, people in expected.items():
        axes = axes_of(figure, f"stage {name}")
        bars = axes.patches[-len(people):]
        assert [bar.get_width() for bar in bars] == pytest.approx(people.tolist())
        assert axes.get_xlim() == pytest.approx((0, last["n_reached"].max() or 1))
    columns = np.array(list(expected.values()))
    assert (np.diff(columns, axis=0) <= 0).all()


def test_numbers_beside_the_bars_are_theirs() -> None:
    results, words = results_of("three arms"), said(drawn("three arms"))
    reached = results.data["n_reached"].values[:, :, -1].mean(axis=1)
    customers = results.data["n_customers"].values[:, :, -1].mean(axis=1)
    for before, after in zip(reached, customers, strict=True):
        assert f"{100 * after / before:.0f} %" in words
        assert f"{before:.1f}" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slide_says_what_it_is_and_what_it_is_not(language: str) -> None:
    say, words = catalogue(language).say, said(drawn("three arms", language))
    for key in ("table.chance_only", "table.not_a_forecast", "picture.band", "picture.interval",
                "picture.reach", "picture.revenue", "metric.profit", "picture.stages_about"):  # fmt: skip
        assert say(key) in words
    assert say("picture.against", control="Control") in words
    assert any("80" in one and "6" in one and "5" in one for one in words[:3]), "people, weeks, runs"
    for name in results_of("three arms").arms:
        assert words.count(name) == 3, "by both courses, and before its row"


def test_what_cannot_be_shown_is_said() -> None:
    say = catalogue("en").say
    assert say("picture.one_arm") in said(drawn("one arm"))
    assert say("picture.no_band") in said(drawn("one run"))
    assert say("picture.no_interval") in said(drawn("one run"))
    assert say("picture.more_arms", shown=8, arms=10) in said(drawn("ten arms"))
    assert "no difference in any run" in said(drawn("the control again"))
    assert "-" in said(drawn("nobody")), "no share of nobody"
    assert any(one.startswith("Chance between runs") for one in said(drawn("many people")))


def test_an_interrupted_comparison_says_so() -> None:
    from matplotlib.figure import Figure

    from simulator.pictures.content import content
    from simulator.pictures.look import house_style
    from simulator.pictures.slide import slide

    whole = results_of("three arms")
    data = whole.data.isel(replicate=slice(3)).assign_attrs(interrupted=1)
    part = Results(data, whole.scenario)
    with house_style("en"):
        figure: Figure = slide(content(part), part.scenario, catalogue("en"))
    assert catalogue("en").say("cli.kept", done=3, asked=5) in [one.get_text() for one in figure.texts]


@pytest.mark.parametrize(
    ("case", "language", "expected"),
    [
        ("a year of dates", "en", "Jul 2027"),
        ("a year of dates", "ja", "2027年7月"),
        ("odd names", "en", str(START.day) + START.strftime(" %b")),
        ("three arms", "ja", "6 週"),
    ],
)
def test_weeks_are_dates_where_there_is_a_start(case: str, language: str, expected: str) -> None:
    labels = [one.get_text() for one in axes_of(drawn(case, language), "reach").get_xticklabels()]
    assert expected in labels


def test_dates_stand_where_they_are() -> None:
    axes = axes_of(drawn("a year of dates"), "reach")
    ticks: list[Any] = list(zip(axes.get_xticks(), axes.get_xticklabels(), strict=True))
    place = next(x for x, label in ticks if label.get_text() == "Jul 2027")
    assert place * 7 == pytest.approx(26 + 31 + 30), "April 5 to July 1"


def test_money_is_written_in_its_currency() -> None:
    assert DOLLARS["currency"] == "USD"
    scale = [one.get_text() for one in axes_of(drawn("odd names"), "revenue").get_yticklabels()]
    assert len(scale) > 1
    assert all(one.startswith("$") for one in scale)
    yen = [one.get_text() for one in axes_of(drawn("three arms", "ja"), "revenue").get_yticklabels()]
    assert all(one.startswith("\uffe5") for one in yen)
