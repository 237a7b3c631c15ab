"""The page of results names every field of ``--json`` and no other, and its examples run."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from page_reading import ROOT, blocks, column, named_blocks, page

from simulator import compare, load_scenario, summary

PAGE = page("docs/results.md")
TABLES = ("metrics", "revenue_by_cause")  # whose keys are names of things, not of fields
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


def test_the_python_shown_runs() -> None:
    for code in blocks(PAGE, "python"):
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_the_scenario_shown_extends_as_it_is_told(tmp_path: Path) -> None:
    for name, text in named_blocks(PAGE).items():
        (tmp_path / name).write_text(text, "utf-8")
    other, one = load_scenario("first_look"), load_scenario(tmp_path / "cheaper.toml")
    assert one.market == other.market.model_copy(update={"price": 2500})
    assert [arm.name for arm in one.arms] == ["Control", "Fifty hubs"]
    assert one.graph == other.graph
