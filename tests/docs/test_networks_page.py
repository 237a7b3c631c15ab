"""What the page on networks shows is what the commands print."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from page_reading import ROOT, blocks, column, named_blocks, page

from simulator.graph.cells import NO, YES
from simulator.graph.columns import ENDS, WORDS, same_word
from simulator.graph.files import LARGEST_FILE, SUFFIXES

PAGE = page("docs/networks.md")
FILES = named_blocks(PAGE)
CONSOLE = [block.strip().split("\n") for block in blocks(PAGE, "console")]
TABLE = ("what", "names of the column", "what it says")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of the page."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def plain(line: str) -> str:
    """A line without the digest, which changes with every default of the model."""
    return re.sub(r"Digest: [0-9a-f]{12}\.$", "Digest.", line)


@pytest.mark.parametrize("shown", CONSOLE, ids=lambda shown: shown[0])
def test_commands_print_what_is_shown(shown: list[str], folder: Path) -> None:
    command, *expected = shown
    words = shlex.split(command.removeprefix("$ kuchikomi "))
    done = subprocess.run(
        [sys.executable, "-m", "simulator.cli", *words], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert [plain(line) for line in (done.stdout + done.stderr).splitlines()] == [
        plain(line) for line in expected
    ]
    assert done.returncode == (0 if expected[0].startswith("Network:") else 2)


def test_every_file_shown_is_used() -> None:
    told = " ".join(command for command, *_ in CONSOLE) + FILES["calls.toml"]
    assert [name for name in FILES if name not in told] == []


@pytest.mark.parametrize("code", blocks(PAGE, "python"))
def test_python_shown_runs(code: str, folder: Path) -> None:
    checks = (
        "\nassert scenario.market.consumers == same_ties.market.consumers == 3"
        "\nassert same.labels == graph.labels == ('Aki', 'Ben', 'Chika')"
        "\nassert graph.notes['weight'] == 'calls' and pairs.n == 3\n"
    )
    subprocess.run(
        [sys.executable, "-c", code + checks], cwd=folder, check=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_names_of_columns_are_those_that_are_read() -> None:
    ends, *others = column(PAGE, 1, *TABLE)
    pairs = [tuple(same_word(name) for name in pair.split(",")) for pair in ends.split(";")]
    assert pairs == list(ENDS)
    roles = column(PAGE, 0, *TABLE)[1:]
    named = {
        role: tuple(same_word(name) for name in names.split(","))
        for role, names in zip(roles, others, strict=True)
    }
    assert named == WORDS


def test_words_for_yes_and_no_are_those_that_are_read() -> None:
    said = column(PAGE, 2, *TABLE)[2]
    yes, no = (set(re.split(r",\s*", part.strip())) for part in said.split("for yes;"))
    assert yes == YES
    assert {word.removesuffix(" for no") for word in no} == NO


def test_kinds_and_size_of_files_are_those_that_are_read() -> None:
    assert all(f"`{suffix}`" in PAGE for suffix in SUFFIXES)
    assert f"{LARGEST_FILE // 2**20} MB at\n  most" in PAGE
