"""The tutorial and the guides: their commands run in order in an empty folder and print what is shown."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from page_reading import ROOT, page

PARTS = re.compile(
    r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$|^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
LEFT_OUT = "..."
ENVIRONMENT = {**os.environ, "COLUMNS": "100", "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}


def commands(block: str) -> list[tuple[list[str], list[str]]]:
    """Each command of a block with the lines that are shown of its output."""
    found: list[tuple[list[str], list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((shlex.split(line[2:]), []))
        else:
            found[-1][1].append(line)
    return found


def follows(shown: list[str], printed: list[str]) -> bool:
    """True if what is shown is what was printed, but for the lines that are left out."""
    at, gap = 0, False
    for line in shown:
        if line == LEFT_OUT:
            gap = True
            continue
        if gap:
            at = next((n for n in range(at, len(printed)) if printed[n] == line), len(printed))
            gap = False
        if at >= len(printed) or printed[at] != line:
            return False
        at += 1
    return not shown or shown[-1] == LEFT_OUT or at == len(printed)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["docs/tutorial.md", "docs/how_to.md"])
def test_the_guide_runs_and_prints_what_it_shows(name: str, tmp_path: Path) -> None:
    for file, content, block in PARTS.findall(page(name)):
        if file:
            (tmp_path / file).write_text(content, "utf-8")
            continue
        for (program, *arguments), shown in commands(block):
            assert program == "kuchikomi"
            done = subprocess.run(
                [sys.executable, "-m", "simulator.cli", *arguments], cwd=tmp_path, text=True,
                capture_output=True, env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)}, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            assert follows(shown, done.stdout.rstrip("\n").splitlines()), (arguments, done.stdout)


def test_what_was_not_printed_would_be_noticed() -> None:
    printed = ["a", "b", "c"]
    assert follows(["a", LEFT_OUT], printed)
    assert follows([LEFT_OUT, "b", LEFT_OUT], printed)
    assert follows(printed, printed)
    assert follows([], printed)
    assert not follows(["a", "c"], printed)
    assert not follows(["a", "b"], printed)
    assert not follows([LEFT_OUT, "b"], printed)
    assert not follows([LEFT_OUT, "d", LEFT_OUT], printed)


@pytest.mark.parametrize("name", ["docs/tutorial.md", "docs/how_to.md"])
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page(name)):
        assert (ROOT / "docs" / target).resolve().exists()
