"""The table in words: no number cut at any width, and a sentence that claims what was found."""

import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from rich.cells import cell_len
from support import arm, lively, scenario

from simulator import Scenario, compare, summary
from simulator.tables import SHOWN, comparison_table
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
    comparison_table(answer, read, catalogue(language))
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
        if not line.startswith("┃")
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


def test_shortened_names_stay_apart(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = big()
    for width in range(60, 100):
        lines = printed(answer, read, capsys, monkeypatch, width)
        rows = [line.split("│")[1] for line in lines if line.startswith("│")]
        assert len(set(rows)) == len(rows)
        assert rows == [] or len(rows) == len(answer["arms"])


def test_the_setting_says_who_is_simulated(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(*big(), capsys, monkeypatch)
    assert lines[1] == (
        "60 consumers, each standing for 1,000 people, 6 weeks, 3 paired runs of each arm, seed 1"
    )
    assert lines[2] == "Week 0 begins on 2027-04-05."
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
        "Short: its budget of ¥1,250 did not pay for all of its plan, from week 2 on at the "
        "earliest, in 100 % of runs; ¥0 is left.",
        "Two of three: its budget of ¥1,499 did not pay for all of its plan, from week 0 on at the "
        "earliest, in 100 % of runs; ¥499 is left.",
    ]


VERDICTS = {
    "a difference": ((23.0, 5.0, 41.0, True, 0), "reach: +23 (90 % interval +5 to +41); better in 80 %"),
    "worse": ((-23.0, -41.0, -5.0, True, 0), "reach: -23 (90 % interval -41 to -5); better in 80 %"),
    "narrow around 0": ((23.0, -6.58, 53.0, True, 0), "reach: no difference that matters (90 % interval"),
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
    (line,) = (
        x for x in printed(answer, read, capsys, monkeypatch)
        if x.startswith("B against Control, reach")
    )  # fmt: skip
    assert said in line
    assert ("better in" in line) == (name in ("a difference", "worse"))


def test_json_says_when_it_starts_and_how_many_were_asked_for() -> None:
    answer, _ = big()
    assert (answer["start"], answer["requested"], answer["replicates"]) == ("2027-04-05", 3, 3)
    assert small()[0]["start"] is None
