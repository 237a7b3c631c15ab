"""The table for spreadsheets says what ``--json`` says, in the language of the output."""

import csv
from pathlib import Path
from typing import Any

import pytest
from support import arm, lively, scenario

from simulator import compare, summary
from simulator.csv_tables import COLUMNS, save_csv
from simulator.errors import Mistake
from simulator.metrics import METRICS
from simulator.texts import LANGUAGES, catalogue

SEEDING = {"kind": "seeding", "seeds": 5, "cost_per_seed": 10}


@pytest.fixture(scope="module", name="answer")
def comparison() -> dict[str, Any]:
    rows = lively(market={"consumers": 40, "weeks": 5})
    arms = [arm("=1+1"), arm("五十人に贈る, まず", SEEDING)]
    return summary(compare(scenario({**rows, "arms": arms}), 3, 2))


def table(path: Path) -> list[dict[str, str]]:
    """What a spreadsheet reads."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    *rows, chance, forecast = rows  # the last two lines say what it is not
    assert len(chance) == len(forecast) == 1
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows if len(header) == len(COLUMNS)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_json_says(answer: dict[str, Any], language: str, tmp_path: Path) -> None:
    text = catalogue(language)
    rows = table(save_csv(answer, tmp_path / "plan.csv", text))
    assert [row["metric"] for row in rows] == 2 * [metric.name for metric in METRICS]
    pairs = {row["metric"]: row for row in answer["paired"]}
    for row, one in zip(rows, [one for one in answer["arms"] for _ in METRICS], strict=True):
        metric = one["metrics"][row["metric"]]
        assert row["title"] == text.say(f"metric.{row['metric']}")
        for name in ("mean", "low", "high", "p10", "p90", "p_best"):
            assert row[name] == ("" if metric[name] is None else repr(metric[name]))
        if one is answer["arms"][0]:
            assert {row["control"], row["difference_mean"], row["difference_enough"]} == {""}
            continue
        pair = pairs[row["metric"]]
        assert row["difference_enough"] == str(int(pair["enough"]))
        for name in ("mean", "low", "high", "p_better", "more_runs_needed"):
            assert row[f"difference_{name}"] == ("" if pair[name] is None else repr(pair[name]))


def test_names_are_no_formulas_and_excel_sees_utf_8(answer: dict[str, Any], tmp_path: Path) -> None:
    path = save_csv(answer, tmp_path / "plan.csv", catalogue("ja"))
    assert path.read_bytes().startswith("\ufeff案,指標,名称,単位,平均".encode())
    rows = table(path)
    assert {row["arm"] for row in rows} == {"'=1+1", "五十人に贈る, まず"}
    assert {row["control"] for row in rows} == {"", "'=1+1"}


def test_a_file_that_exists_is_not_written_over(answer: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("mine")
    with pytest.raises(Mistake, match="exists already"):
        save_csv(answer, path, catalogue("en"))
    with pytest.raises(Mistake, match=r"does not end in \.csv"):
        save_csv(answer, tmp_path / "plan.xlsx", catalogue("en"))
    assert path.read_text() == "mine"
