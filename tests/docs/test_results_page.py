"""The page of results names every field of ``--json`` and no other, and its examples run."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from page_reading import ROOT, blocks, column, named_blocks, page, rows

from simulator import compare, history, load_scenario, summary
from simulator.intervals import probability_best
from simulator.parameters import with_values

PAGE = page("docs/results.md")
TABLES = ("metrics", "measured", "revenue_by_cause", "discovered_by_cause")
"""Whose keys are names of things, not of fields."""
WHOLE = ("graph.notes",)


def fields(data: Any, path: str = "") -> set[str]:
    """Paths of all fields of some JSON."""
    if path in WHOLE or not isinstance(data, dict | list):
        return {path}
    if isinstance(data, list):
        return {one for row in data for one in fields(row, f"{path}[]")}
    last = re.split(r"[.]", path)[-1]
    return {
        one
        for name, inner in data.items()
        for one in fields(inner, f"{path}.{'*' if last in TABLES else name}".lstrip("."))
    }


def answer() -> dict[str, Any]:
    return summary(compare(load_scenario("first_look", consumers=100, weeks=3), 2))


def test_every_field_has_its_row_and_every_row_its_field() -> None:
    assert set(column(PAGE, 0, "field", "meaning")) == fields(answer())


def test_a_field_without_a_row_would_be_noticed() -> None:
    assert fields(answer() | {"more": [{"inner": 1}]}) - fields(answer()) == {"more[].inner"}


@pytest.mark.parametrize("name", ["first_look", "own_network"])
def test_every_variable_of_history_has_its_row(name: str) -> None:
    told = history(load_scenario(name, weeks=3, **({} if name == "own_network" else {"consumers": 100})))
    found = {(str(one), str(variable.dims[0])) for one, variable in told.variables.items()}
    table = rows(PAGE, "variable", "along", "meaning")
    listed = {(cells[0].strip("`"), cells[1]) for cells in table}
    assert len(listed) == len(table)
    assert found | {("label", "consumer")} == listed
    assert ("label" in told) == (name == "own_network")


def test_the_best_of_all_is_counted_where_the_page_says() -> None:
    """In runs in which every arm has a value, but for arms that have one in no run."""
    nothing = float("nan")
    control, some, always = [nothing] * 4, [1.0, nothing, 5.0, nothing], [2.0, 9.0, 2.0, 9.0]
    best = probability_best(np.array([control, some, always]), True)
    assert np.isnan(best[0])
    assert best[1:].tolist() == [0.5, 0.5]  # runs 0 and 2 only
    assert np.isnan(probability_best(np.array([control, control, always]), True)).all()
    assert probability_best(np.array([always]), True).tolist() == [1.0]


def test_the_python_shown_runs() -> None:
    for code in blocks(PAGE, "python"):
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_the_scenario_shown_extends_as_it_is_told(tmp_path: Path) -> None:
    for name, text in named_blocks(PAGE).items():
        (tmp_path / name).write_text(text, "utf-8")
    other, one = load_scenario("first_look"), load_scenario(tmp_path / "cheaper.toml")
    assert one.market == with_values(other.market, price=2500)
    assert [arm.name for arm in one.arms] == ["Control", "Fifty hubs"]
    assert one.graph == other.graph
