"""What CONTRIBUTING.md shows works: the strategy, its scenario, its test and every command."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from page_reading import ROOT, blocks, named_blocks, page

CONTRIBUTING = page("CONTRIBUTING.md")
FILES = named_blocks(CONTRIBUTING)
COMMANDS = [
    line.removeprefix("$ ")
    for block in blocks(CONTRIBUTING, "console")
    for line in block.splitlines()
]
SMALL = ["--consumers", "300", "--weeks", "6", "--replicates", "2", "--workers", "1"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    programs = {"kuchikomi": ["-m", "simulator.cli"], "python": []}
    program = [sys.executable, *programs[command[0]], *command[1:]]
    settings = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        program, cwd=folder, capture_output=True, text=True, check=False, env=settings
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_shows_three_files() -> None:
    assert list(FILES) == ["talk_prompt.py", "talk_prompt.toml", "test_talk_prompt.py"]


def test_the_strategy_is_found_with_its_fields(folder: Path) -> None:
    listed = run(["kuchikomi", "strategies", "--strategies", "talk_prompt.py", "--json"], folder)
    found = {row["kind"]: row for row in json.loads(listed)}
    mine = found["talk_prompt"]
    assert mine["summary"] == "Ask customers to tell their friends and to write a review."
    names = [field["name"] for field in mine["fields"]]
    assert names == ["start_week", "asked", "talk_gain", "review_gain", "cost_per_person"]
    assert all(field["unit"] and field["source"] for field in mine["fields"])


def test_without_the_file_it_is_not_known(folder: Path) -> None:
    found = json.loads(run(["kuchikomi", "strategies", "--json"], folder))
    assert "talk_prompt" not in [row["kind"] for row in found]


def test_it_does_something_within_its_budget(folder: Path) -> None:
    command = ["kuchikomi", "compare", "talk_prompt.toml", "--strategies", "talk_prompt.py"]
    longer = ["--consumers", "500", "--weeks", "20", *SMALL[4:]]
    answer = json.loads(run([*command, "--json", *longer], folder))
    control, prompted = (arm["metrics"] for arm in answer["arms"])
    assert control["cost"]["mean"] == 0
    assert 0 < prompted["cost"]["mean"] <= 200_000
    assert prompted["talk_positive"]["mean"] != control["talk_positive"]["mean"]


def test_its_test_passes(folder: Path) -> None:
    assert "3 passed" in run(["python", "-m", "pytest", "test_talk_prompt.py"], folder)


def test_its_test_fails_where_the_strategy_is_wrong(folder: Path) -> None:
    right = FILES["talk_prompt.py"]
    wrong = right.replace("number * self.asked * self.cost", "number * self.cost")
    assert wrong != right
    (folder / "talk_prompt.py").write_text(wrong, encoding="utf-8")
    with pytest.raises(AssertionError, match="1 failed, 2 passed"):
        run(["python", "-m", "pytest", "test_talk_prompt.py"], folder)


@pytest.mark.parametrize(
    "command", [one for one in COMMANDS if one.startswith("kuchikomi")], ids=lambda one: one
)
def test_commands_shown_run(command: str, folder: Path) -> None:
    small = SMALL if command.startswith("kuchikomi compare") else []
    run([*shlex.split(command), *small], folder)


def test_the_strategy_keeps_the_style(folder: Path) -> None:
    pytest.importorskip("ruff")
    style = ["--config", str(ROOT / "pyproject.toml"), "--extend-ignore", "I001"]  # it lies outside
    run(["python", "-m", "ruff", "check", *style, "talk_prompt.py"], folder)


PLACES = sorted(set(re.findall(r"`((?:simulator|tests)/[\w/.]*)`", CONTRIBUTING)))


@pytest.mark.parametrize("place", PLACES)
def test_places_named_exist(place: str) -> None:
    assert (ROOT / place).exists()
