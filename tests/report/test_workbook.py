"""The workbook: the numbers of the comparison as numbers, texts as texts whatever they begin with."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook
from support import arm, lively

from simulator import Mistake, compare, load_scenario
from simulator.metrics import measure
from simulator.outcome import Outcome, outcome_of
from simulator.texts import LANGUAGES, catalogue
from simulator.workbooks import SHEETS, save_workbook, workbook

FORMULAS = ("=1+1", "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0")
SEEDS = {"kind": "seeding", "seeds": 9, "cost_per_seed": 10}
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module", name="outcome")
def found() -> Outcome:
    arms = [arm(name, SEEDS) for name in FORMULAS]
    scenario = load_scenario(lively(*arms, market={"consumers": 60, "weeks": 5}))
    return outcome_of(scenario, compare(scenario, 3, 3))


def sheets(outcome: Outcome, language: str) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(workbook(outcome, catalogue(language))))
    assert book.sheetnames == [catalogue(language).say(f"workbook.{name}") for name in SHEETS]
    return {
        name: list(sheet.iter_rows(values_only=True)) for name, sheet in zip(SHEETS, book, strict=True)
    }


@languages
def test_numbers_are_those_of_the_comparison(outcome: Outcome, language: str) -> None:
    found, answer = sheets(outcome, language), outcome.content.answer
    means = {(row[0], row[1]): row[4] for row in found["means"][1:]}
    for one in answer["arms"]:
        for name, metric in one["metrics"].items():
            expected = metric["mean"]
            assert means[one["name"], name] == (None if expected is None else pytest.approx(expected))
    pairs = {(row[0], row[2]): row[4:7] for row in found["differences"][1:]}
    for row in answer["paired"]:
        assert pairs[row["arm"], row["metric"]] == tuple(
            None if row[end] is None else pytest.approx(row[end]) for end in ("mean", "low", "high")
        )
    last = [row for row in found["weeks"][1:] if row[1] == 5]
    reach = measure(outcome.results.data)["reach"].mean(axis=1)
    assert np.allclose([row[2] for row in last], reach)
    assert any("Bass1969" in str(row[0]) or row[1] for row in found["sources"][1:])
    assert len(found["assumptions"]) > 60


@languages
def test_a_formula_is_never_carried_out(outcome: Outcome, language: str) -> None:
    book = load_workbook(BytesIO(workbook(outcome, catalogue(language))))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    names = {cell.value: cell for row in book.worksheets[1].iter_rows(max_col=1) for cell in row}
    for name in FORMULAS:
        assert names[name].data_type == "s"
        assert names[name].quotePrefix


def test_it_is_never_written_over_another(outcome: Outcome, tmp_path: Path) -> None:
    place = tmp_path / "book.xlsx"
    save_workbook(outcome, place, catalogue("ja"))
    with pytest.raises(Mistake, match="exists already"):
        save_workbook(outcome, place, catalogue("ja"))
