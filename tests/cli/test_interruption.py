"""Ctrl-C at any moment: what is complete in all arms is kept, and nobody sees a traceback."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import Said, environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

LONG = ["compare", "first_look", "--consumers", "300", "--weeks", "20", "--replicates", "100000"]
STOPPED = (130, -signal.SIGINT)  # a shell calls both of them 130
WITHOUT_COMPILER = {"NUMBA_DISABLE_JIT": "1"}  # so slow that no replicate is ever complete


def interrupted(seconds: float, *arguments: str, **variables: str) -> Said:
    """Start a command and interrupt it some time after it has begun."""
    script = f"import sys; from simulator.cli import main; print(0); sys.exit(main({arguments!r}))"
    started = subprocess.Popen(
        [sys.executable, "-u", "-c", script], env=environment(**variables), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert started.stdout is not None
    assert started.stdout.readline() == b"0\n"
    time.sleep(seconds)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=60)
    return Said(started.returncode, out.decode(), err.decode())


def test_what_is_complete_is_kept() -> None:
    code, out, err = interrupted(20.0, *LONG, "--json")
    assert code in STOPPED, err
    answer = json.loads(out)
    kept = answer["replicates"]
    assert 0 < kept < 100_000
    assert answer["timing"]["consumer_weeks"] == 300 * 20 * len(answer["arms"]) * kept
    assert err.strip() == (
        f"Interrupted: {kept} of 100000 replicates were complete in all arms and are shown."
    )


@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.6, 1.2])
def test_interrupted_while_loading(seconds: float) -> None:
    large = ["--consumers", "300000", "--weeks", "200"]
    code, out, err = interrupted(seconds, *LONG, *large, "--json")
    assert "Traceback" not in err
    assert code in STOPPED, err
    assert out == ""
    assert "nterrupted" in err


def test_interrupted_before_anything_is_complete() -> None:
    slow = ["--consumers", "5000", "--weeks", "200", "--json", "--lang", "ja"]
    code, out, err = interrupted(5.0, *LONG, *slow, **WITHOUT_COMPILER)
    assert "Traceback" not in err
    assert code in STOPPED, err
    assert out == ""
    assert "中断" in err


def test_interrupted_while_compiling(tmp_path: Path) -> None:
    code, out, err = interrupted(2.5, *LONG, "--json", NUMBA_CACHE_DIR=str(tmp_path))
    assert "Traceback" not in err
    assert code in STOPPED, err
    assert out == ""
