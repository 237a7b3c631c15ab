"""Compiled code is kept on disk, and never for sources that have changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import simulator

ASK = """
import numpy as np
from simulator.graph.social_graph import SocialGraph
from simulator.kernels.threshold import incoming_weight
arcs = SocialGraph.from_edges([0], [1], [0.5], directed=True).arcs
print(incoming_weight(arcs).tolist(), sum(incoming_weight.stats.cache_hits.values()))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product, where its files can be changed."""
    folder = tmp_path_factory.mktemp("copy")
    source = Path(simulator.__file__).parent
    shutil.copytree(source, folder / "simulator", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def asked(folder: Path) -> str:
    """Ask a kernel that uses a rule of another file, in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(folder), "NUMBA_DISABLE_JIT": "0"}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, cwd=folder, capture_output=True, text=True,
        timeout=300, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_a_rule_that_changed_in_another_file_is_compiled_anew(copy: Path) -> None:
    assert asked(copy) == f"[0, {5 * 10**6}] 0"
    assert asked(copy) == f"[0, {5 * 10**6}] 1"  # the second time it comes from the disk
    rules = copy / "simulator" / "agents" / "rules.py"
    text = rules.read_text("utf-8")
    assert "WEIGHT_PARTS = 1e7" in text
    rules.write_text(text.replace("WEIGHT_PARTS = 1e7", "WEIGHT_PARTS = 1e6"), "utf-8")
    assert asked(copy) == f"[0, {5 * 10**5}] 0"
    rules.write_text(text, "utf-8")
    assert asked(copy) == f"[0, {5 * 10**6}] 0"
