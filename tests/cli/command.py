"""How the tests of the command line call it: within the process, and as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from simulator.cli import main

ROOT = Path(__file__).parents[2]
FEW_SEEDS = [
    "--set", "arms.Seeding.strategies.seeding.seeds=6", "--set", "arms.Seeding.budget=20000",
]  # no more than a tenth of them, for what is planned
TINY = ["--consumers", "60", "--weeks", "5", "--replicates", "3", *FEW_SEEDS]
COMMAND = [sys.executable, "-m", "simulator.cli"]


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def said(capture: pytest.CaptureFixture[str], *arguments: str) -> Said:
    """Run a command within this process."""
    code = main(list(arguments))
    return Said(code, *capture.readouterr())


def environment(**more: str) -> dict[str, str]:
    """A plain English environment."""
    kept = {name: x for name, x in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return kept | {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)} | more


def process(*arguments: str, env: Mapping[str, str] | None = None, **more: Any) -> Said:
    """Run a command as a process of its own."""
    done = subprocess.run(
        [*COMMAND, *arguments], env=env or environment(), capture_output=True, timeout=120,
        check=False, **more,
    )  # fmt: skip
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())
