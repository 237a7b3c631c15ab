"""The same bits with and without the compiler."""

import os
import subprocess
import sys
from pathlib import Path

from digests import SCENARIOS, classical_digests, digests, is_compiled

from simulator.model import WordOfMouthModel
from simulator.reference import ReferenceModel

HERE = Path(__file__).parent


def test_the_compiler_changes_nothing() -> None:
    path = os.pathsep.join(str(folder) for folder in HERE.parents[:2])  # the tests, the library
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": path}
    command = [sys.executable, "-W", "error::RuntimeWarning", str(HERE / "digests.py")]
    plain = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert plain.returncode == 0, plain.stderr
    compiled = digests(WordOfMouthModel)
    assert len(compiled) == len(SCENARIOS) == len(set(compiled))
    classical = classical_digests()
    assert len(classical) == len(set(classical)), "no two are alike: a difference would show"
    assert is_compiled(), "there, and not here"
    assert plain.stdout.splitlines() == ["False", *compiled, *classical]
    assert digests(ReferenceModel) == compiled
