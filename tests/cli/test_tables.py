"""The table in words: no number and no name cut at any width, and a sentence that claims what was found."""

import itertools
import math
import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from rich.cells import cell_len
from support import arm, lively, scenario

from simulator import Scenario, compare, load_scenario, summary
from simulator.metrics import HEADLINE
from simulator.tables import SHOWN, _in_lines, comparison_table
from simulator.texts import catalogue

WIDTHS = (20, 40, 60, 80, 120)
LONG = ("Announced in spring, paid late", "The owner's own money, in spring", "Television")


@cache
def big() -> tuple[dict[str, Any], Scenario]:
    """Large numbers, long names."""
    media = {"kind": "paid_media", "spend_per_week": 1_234_567, "weeks": 3}
    rows = lively(
        *(arm(name, {**media, "weeks": k + 1}, budget=9_000_000) for k, name in enumerate(LONG)),
        market={"people_per_consumer": 1000, "consumers": 60, "weeks": 6, "price": 1234},
        start=date(2027, 4, 5),
    )  # fmt: skip
    read = scenario(rows)
    return summary(compare(read, 3)), read


def printed(
    answer: dict[str, Any], read: Scenario, capture: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, width: int = 80, language: str = "en",
) -> list[str]:
    """What is printed on a terminal of so many columns, line by line."""
    monkeypatch.setenv("COLUMNS", str(width))
    comparison_table(answer, read.resolved(), catalogue(language))
    return capture.readouterr().out.splitlines()


def small(*arms: Any, replicates: int = 3, **market: Any) -> tuple[dict[str, Any], Scenario]:
    """A quick comparison."""
    read = scenario(lively(*arms, market={"consumers": 40, "weeks": 4, **market}))
    return summary(compare(read, replicates)), read


NUMBER = r"[-+]?(?:[¥￥$]\s?)?\d[\d,.]*[KMBT万億兆]?"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_number_is_cut_at_any_width(
    width: int, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = big()
    lines = printed(answer, read, capsys, monkeypatch, width, language)
    legend = next(k for k, x in enumerate(lines) if x == catalogue(language).say("table.legend"))
    arms = lines[3:legend]
    assert all(cell_len(line) <= width for line in arms if "│" in line or "━" in line)
    cells = [
        cell.strip()
        for line in arms
        for cell in (re.split("[│┃]", line)[2:-1] if "│" in line else line.split(": ")[1:])
        if not line.startswith("┃") and cell.strip()
    ]
    assert len(cells) == len(SHOWN) * len(answer["arms"])
    assert [cell for cell in cells if cell != "-" and not re.fullmatch(NUMBER, cell)] == []


def test_a_cut_number_would_be_noticed() -> None:
    assert not re.fullmatch(NUMBER, "¥150,6…")
    assert not re.fullmatch(NUMBER, "…")
    assert re.fullmatch(NUMBER, "-¥150.6K")


def test_compact_numbers_keep_three_digits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 75 columns ¥150,612 becomes ¥151K and never ¥0.2M."""
    answer, read = small(arm("Media", {"kind": "paid_media", "spend_per_week": 150_612, "weeks": 1}))
    answer["arms"][1]["metrics"]["customers"]["mean"] = 123_456_789_012.0
    lines = printed(answer, read, capsys, monkeypatch, 76)
    (row,) = (line for line in lines if line.startswith("│ Media"))
    assert "│ ¥151K │" in row


def of_arms(lines: list[str], language: str = "en") -> list[str]:
    """Lines down to the legend of the table of arms."""
    return lines[: lines.index(catalogue(language).say("table.legend"))]


def names_printed(lines: list[str]) -> list[str]:
    """Names of arms as they stand in the table, put together from two lines; or above their lines."""
    found: list[str] = []
    for cells in (line.split("│") for line in lines if line.startswith("│")):
        if any(cell.strip() for cell in cells[2:-1]):
            found.append(cells[1].strip())
        else:
            found[-1] += " " + cells[1].strip()
    return found or [
        name for name, next_line in itertools.pairwise(lines)
        if next_line.startswith("  ") and not name.startswith("  ")
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_name_is_cut_at_any_width(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = big()
    names = [one["name"] for one in answer["arms"]]
    seen = set()
    for width in range(40, 130):
        lines = of_arms(printed(answer, read, capsys, monkeypatch, width, language), language)
        assert names_printed(lines) == names
        seen.add(sum(line.startswith("│") for line in lines))
    assert seen == {0, 4, 5, 6}  # line by line, in one line each, one or both long ones in two


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("Paid late", 9, "Paid late"),
        ("Announced, paid late", 10, "Announced,\npaid late"),
        ("Announced, paid late", 15, "Announced, paid\nlate"),
        ("Announced, paid late", 9, None),
        ("Three short words", 5, None),
        ("公開サポート", 12, "公開サポート"),
        ("公開サポート", 8, "公開サ\nポート"),
        ("遅れて払う。発表", 10, "遅れて払\nう。発表"),
    ],
)  # fmt: skip
def test_a_name_is_parted_only_where_a_line_may_end(name: str, room: int, lines: str | None) -> None:
    assert _in_lines(name, room, 2) == lines
    assert _in_lines(name, room, 1) == (name if lines == name else None)


def test_names_of_shipped_arms_stand_in_a_table_of_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("donation_100m_yen", "first_look"):
        read = load_scenario(name, consumers=10000, weeks=52)
        answer = summary(compare(read, 2))
        lines = of_arms(printed(answer, read, capsys, monkeypatch))
        assert any(line.startswith("│") for line in lines)
        assert names_printed(lines) == [one.name for one in read.arms]


def test_what_goes_to_no_terminal_is_wide(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = big()
    monkeypatch.delenv("COLUMNS", raising=False)
    comparison_table(answer, read.resolved(), catalogue("en"))
    lines = of_arms(capsys.readouterr().out.splitlines())
    assert sum(line.startswith("│") for line in lines) == len(LONG) + 1
    assert any(line.startswith(f"│ {LONG[1]} │") for line in lines)


def test_numbers_of_a_column_have_the_same_digits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = small(arm("B"), arm("C"))
    for one, nps in zip(answer["arms"], (-6.53, -24.0, None), strict=True):
        one["metrics"]["nps"]["mean"] = nps
    lines = printed(answer, read, capsys, monkeypatch)
    column = [line.split("│")[-3].strip() for line in lines if line.startswith("│")]
    assert column == ["-6.5", "-24.0", "-"]


def test_which_of_all_arms_is_most_often_the_best_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = small(arm("B"), arm("C"))
    for one, chance in zip(answer["arms"], (0.375, 0.625, 0.0), strict=True):
        one["metrics"]["profit"]["p_best"] = chance
    said = {
        "en": ("best by profit: B (63 %", 'best by reach: "Control", "B", "C" (33 % of runs each)'),
        "ja": ("利益が最良になることが最も多い案: B", "最も多い案: 「Control」、「B」、「C」"),
    }
    for language, parts in said.items():
        told = "\n".join(printed(answer, read, capsys, monkeypatch, 80, language))
        assert all(part in told for part in parts)
        assert told.count("63 %") == 1
    two = small(arm("B"))
    assert not any("Most often" in line for line in printed(*two, capsys, monkeypatch))


def test_runs_with_several_best_are_said_to_be_shared(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """63 % of two runs can only be understood if a run can be shared."""
    answer, read = small(arm("B"), arm("C"), replicates=2)
    for chances, said in (((0.0, 0.5, 0.5), 0), ((0.375, 0.625, 0.0), 1)):
        for one, chance in zip(answer["arms"], chances, strict=True):
            for metric in one["metrics"].values():
                metric["p_best"] = chance
        lines = printed(answer, read, capsys, monkeypatch)
        assert sum("counts for each of them in equal parts" in line for line in lines) == said


def test_a_mean_over_some_runs_is_marked_and_k_explained_where_it_lacks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = small(arm("B"), replicates=3)
    for one in answer["arms"]:
        one["measured"] |= dict.fromkeys(SHOWN, 3)
        one["metrics"]["nps"]["mean"] = one["metrics"]["k_factor"]["mean"] = 50.0
    plain = printed(answer, read, capsys, monkeypatch)
    assert not any("*" in line or "26 weeks" in line for line in plain)
    answer["arms"][1]["measured"] |= {"nps": 1, "k_factor": 0}
    answer["arms"][1]["metrics"]["k_factor"]["mean"] = None
    lines = printed(answer, read, capsys, monkeypatch)
    (row,) = (line for line in lines if line.startswith("│ B"))
    assert [cell.strip() for cell in row.split("│")[-3:-1]] == ["50*", "-"]
    assert sum(line.startswith("*: a mean over some of the runs only") for line in lines) == 1
    assert sum("26 weeks left after their first purchase" in line for line in lines) == 1
    assert not any("50*" in line for line in lines if line.startswith("│ Control"))


def test_half_a_percent_is_rounded_up(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run of 40."""
    answer, read = small(arm("B"))
    row = next(x for x in answer["paired"] if x["metric"] == "reach")
    row |= {"mean": -23.0, "low": -41.0, "high": -5.0, "p_better": 1 / 40, "pairs": 40}
    assert "better in 3 % of 40" in " ".join(printed(answer, read, capsys, monkeypatch, NARROW))
    assert "3 %" in [cells[4] for cells in pair_rows(printed(answer, read, capsys, monkeypatch, 120))]


def test_the_setting_says_who_is_simulated(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(*big(), capsys, monkeypatch)
    assert lines[1] == (
        "60 consumers, each standing for 1,000 people, 6 weeks, 3 paired runs of each arm, seed 1"
    )
    assert lines[2] == "Week 1 begins on 2027-04-05."
    assert any(line.startswith("Chance between runs is that of 60 consumers;") for line in lines)
    lines = printed(*small(arm("B"), weeks=1, replicates=1), capsys, monkeypatch)
    assert lines[1] == "40 people, 1 week, 1 run of each arm, seed 1"
    assert not any("Chance between" in line or "begins" in line for line in lines)
    assert sum("One run says nothing" in line for line in lines) == 1


def test_a_lone_arm_says_that_there_is_nothing_to_compare_it_with(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for replicates in (1, 3):
        lines = printed(*small(replicates=replicates), capsys, monkeypatch)
        assert sum("only one arm, and so nothing to compare it with" in line for line in lines) == 1
        assert not any("One run says" in line or " paired" in line for line in lines)


@pytest.mark.parametrize(
    ("left", "said"), [(0.0, False), (4_999.0, False), (5_000.0, True), (500_000.0, True)]
)
def test_only_what_is_worth_saying_of_a_budget_is_said(
    left: float, said: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = small(arm("B"))
    answer["arms"][1] |= {"budget": 500_000.0, "budget_left": left, "budget_short": 0.0}
    lines = printed(answer, read, capsys, monkeypatch)
    assert any("B: of its budget of ¥500,000" in line for line in lines) == said


def test_a_budget_and_what_is_left_of_it_share_a_unit(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = small(arm("B"))
    answer["arms"][1] |= {"budget": 2_000_000.0, "budget_left": 456_789.0, "budget_short": 0.0}
    assert "B: of its budget of ¥2.00M, ¥0.46M is left." in printed(answer, read, capsys, monkeypatch)


def test_a_budget_that_was_short_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two weeks at 500 are paid, the third by half; the fourth not. The other arm has enough."""
    media = {"kind": "paid_media", "spend_per_week": 500, "weeks": 4}
    seeds = {"kind": "seeding", "seeds": 3, "cost_per_seed": 500}
    arms = (
        arm("Short", media, budget=1250), arm("Enough", media, budget=2000),
        arm("Two of three", seeds, budget=1499), arm("None", media),
    )  # fmt: skip
    answer, read = small(*arms, replicates=2)
    found = [(one["budget_short"], one["budget_short_week"]) for one in answer["arms"]]
    assert found == [(None, None), (1.0, 2), (0.0, None), (1.0, 0), (None, None)]
    lines = printed(answer, read, capsys, monkeypatch)
    said = [line for line in lines if "budget of" in line]
    assert said == [
        "Short: its budget of ¥1,250 did not pay for all of its plan, from week 3 on at the "
        "earliest, in 100 % of runs; ¥0 is left.",
        "Two of three: its budget of ¥1,499 did not pay for all of its plan, from week 1 on at the "
        "earliest, in 100 % of runs; ¥499 is left.",
    ]


def test_a_budget_that_bought_nothing_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One consumer stands for ten people, whose products cost 5,000."""
    seeds = {"kind": "seeding", "seeds": 30, "cost_per_seed": 500}
    arms = (arm("None", seeds, budget=4999), arm("One", seeds, budget=5000), arm("Zero", seeds, budget=0))
    answer, read = small(*arms, replicates=2, people_per_consumer=10)
    assert [one["metrics"]["cost"]["mean"] for one in answer["arms"]] == [0, 0, 5000, 0]
    said = [line for line in printed(answer, read, capsys, monkeypatch) if "budget of" in line]
    nothing = "bought nothing in any run: the least that its plan pays for costs more."
    assert said[0] == f"None: its budget of ¥4,999 {nothing}"
    assert said[1].startswith("One: its budget of ¥5,000 did not pay for all of its plan")
    assert said[2] == f"Zero: its budget of ¥0 {nothing}"


VERDICTS = {
    "a difference": ((23.0, 5.0, 41.0, True, 0), "+23 (90 % interval +5 to +41); better in 80 %"),
    "worse": ((-23.0, -41.0, -5.0, True, 0), "reach: -23 (90 % interval -41 to -5); better in 80 %"),
    "narrow around 0": ((23.0, -6.58, 53.0, True, 0), "reach: no difference known (90 % interval"),
    "open": ((23.0, -60.0, 106.0, False, 12), "to tell (90 % interval -60 to +106); about 12 more"),
    "endless": ((0.0, -60.0, 60.0, False, None), "how many more would cannot be said"),
    "same": ((0.0, 0.0, 0.0, True, 0), "reach: no difference at all, in any run."),
}  # fmt: skip


@pytest.mark.parametrize("name", VERDICTS)
def test_a_sentence_claims_what_was_found_and_no_more(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, said = VERDICTS[name]
    answer, read = small(arm("B"))
    row = next(x for x in answer["paired"] if x["metric"] == "reach")
    names = ("mean", "low", "high", "enough", "more_runs_needed")
    row |= {**dict(zip(names, found, strict=True)), "p_better": 0.8}
    told = " ".join(printed(answer, read, capsys, monkeypatch, NARROW))
    line = told[told.index("B against Control, reach") : told.index("B against Control, revenue")]
    assert said in line
    assert ("better in" in line) == (name in ("a difference", "worse"))
    rows = pair_rows(printed(answer, read, capsys, monkeypatch, 120))
    (cells,) = (row for row in rows if row[0] == "reach")
    verdict = CELLS.get(name, "")
    assert (cells[5] if len(cells) > 5 else "") == verdict


NARROW = 40  # columns, too few for the table of differences
CELLS = {
    "narrow around 0": "no difference known", "open": "not enough runs; about 12 more",
    "endless": "not enough runs", "same": "none at all, in any run",
}  # fmt: skip


def pair_rows(lines: list[str]) -> list[list[str]]:
    """Cells of the table of differences, row by row."""
    first = next(k for k, line in enumerate(lines) if line.startswith("Against "))
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines[first:] if line[:1] == "│"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_table_of_differences_says_what_the_sentences_say(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row by row the same plan and share, and numbers that differ by rounding at most."""
    answer, read = big()
    lines = printed(answer, read, capsys, monkeypatch, 130, language)
    first = next(k for k, line in enumerate(lines) if catalogue(language).say("table.interval") in line)
    rows = [[cell.strip() for cell in x.split("│")[1:-1]] for x in lines[first:] if x[:1] == "│"]
    expected = [x for name in HEADLINE for x in answer["paired"] if x["metric"] == name]
    assert [cells[1] for cells in rows] == [x["arm"] for x in expected]
    assert [cells[4] for cells in rows] == [f"{math.floor(100 * x['p_better'] + 0.5)} %" for x in expected]
    titles = [cells[0] for cells in rows if cells[0]]
    assert titles == [catalogue(language).say(f"metric.{name}") for name in HEADLINE]
    assert all(len(cells[3].split(" から " if language == "ja" else " to ")) == 2 for cells in rows)
    for width in range(20, 130, 5):
        assert all(cell_len(x) <= width for x in printed(answer, read, capsys, monkeypatch, width, language)
                   if x[:1] in "│┃┏└")  # fmt: skip


def test_json_says_when_it_starts_and_how_many_were_asked_for() -> None:
    answer, _ = big()
    assert (answer["start"], answer["requested"], answer["replicates"]) == ("2027-04-05", 3, 3)
    assert small()[0]["start"] is None
