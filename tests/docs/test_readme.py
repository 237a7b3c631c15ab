"""The README shows only what was run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_result_shown_is_the_result() -> None:
    shown = re.search(r"<!-- result: kuchikomi (.*?) -->\n```\n(.*?)\n```", README, re.S)
    assert shown is not None
    done = subprocess.run(
        [sys.executable, "-m", "simulator.cli", *shown[1].split()], cwd=ROOT, text=True,
        capture_output=True, check=True,
        env={**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.stdout.rstrip() == shown[2]


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.S))
def test_the_python_shown_runs(code: str) -> None:
    shorter = code.replace("replicates=10", "replicates=2")
    subprocess.run([sys.executable, "-c", shorter], cwd=ROOT, check=True, capture_output=True)


def test_the_scenario_shown_is_sound(tmp_path: Path) -> None:
    from simulator import load_scenario

    shown = re.search(r"```toml\n(.*?)```", README, re.S)
    assert shown is not None
    (tmp_path / "mine.toml").write_text(shown[1], "utf-8")
    assert [arm.name for arm in load_scenario(tmp_path / "mine.toml").arms] == [
        "Nothing", "Fifty hubs",
    ]  # fmt: skip
