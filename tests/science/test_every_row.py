"""Every known result and every invariant has tests, by name, in rows.toml: none can go unnoticed."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator.validation import checks

TESTS = Path(__file__).parents[1]
ROWS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("rows.toml").read_text(encoding="utf-8")
)
RESULTS = (1, 2, 3, 4, 5, 8, 10, 11, 14, 15, 17, 18, 20, 21, 22, 23)
REGULARITIES = (1, 2, 3, 4, 5, 6, 7, 11, 15, 17, 20, 22, 23, 24, 25)
ASKED_FOR = [
    *(f"V{number}" for number in RESULTS), *(f"C{number}" for number in range(1, 13)),
    *(f"R{number}" for number in REGULARITIES),
]  # fmt: skip
WITH_ALL_RUNS = "test_with_all_runs_too"  # of long checks, only this


@cache
def found_in(file: str) -> frozenset[str]:
    """Names of the tests that pytest finds in a file, from tests/ on."""
    path = TESTS / file
    if not path.name.startswith("test_") or not path.is_file():
        return frozenset()
    body = ast.parse(path.read_text(encoding="utf-8")).body
    functions = (node.name for node in body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in functions if name.startswith("test_"))


def is_there(name: str) -> bool:
    """Whether a test is there: FILE::TEST, or FILE::TEST[CHECK] of the test of all checks of `validate`."""
    read = re.fullmatch(r"([\w/.]+)::(\w+)(?:\[(\w+)\])?", name)
    if not read or read[2] not in found_in(read[1]):
        return False
    return read[3] is None or read[3] in {
        one.id for one in checks() if not one.is_long or read[2] == WITH_ALL_RUNS
    }


def missing(row: dict[str, Any]) -> list[str]:
    """What a row lacks, or names though it is not there."""
    lacking = [part for part in ("what", "shown", "twin") if not row.get(part)]
    named = [*row.get("shown", ()), *row.get("twin", ())]
    return lacking + [name for name in named if not is_there(name)]


@pytest.mark.parametrize("row", ROWS)
def test_the_tests_of_a_row_are_there(row: str) -> None:
    assert missing(ROWS[row]) == []


def test_no_row_is_forgotten() -> None:
    assert [row for row in ASKED_FOR if row not in ROWS] == []


@pytest.mark.parametrize(
    "name",
    [
        "science/test_bass.py::test_that_was_deleted", "science/test_base.py::test_who_knows_it_has_it",
        "science/test_bass.py::chance", "science/test_bass.py", "science/rows.toml::V3",
        "science/test_validation.py::test_what_was_published_is_measured[V99]",
        "science/test_validation.py::test_what_was_published_is_measured[R24e]",
    ],
)  # fmt: skip
def test_a_test_that_is_not_there_is_noticed(name: str) -> None:
    assert missing({**ROWS["V3"], "shown": [name]}) == [name]


@pytest.mark.parametrize("part", ["what", "shown", "twin"])
def test_a_row_without_a_part_is_noticed(part: str) -> None:
    assert missing({**ROWS["V3"], part: []}) == [part]
