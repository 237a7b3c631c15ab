"""Ctrl-C at any moment: what is complete in all arms is kept, and nobody sees a traceback."""

import json
import os
import signal
import subprocess
import time

import pytest
from command import COMMAND, Said, environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

LONG = ["compare", "first_look", "--consumers", "300", "--weeks", "20", "--replicates", "100000"]
WITHOUT_COMPILER = {"NUMBA_DISABLE_JIT": "1"}  # so slow that no replicate is ever complete


def interrupted(seconds: float, *arguments: str, **variables: str) -> Said:
    """Start a command and interrupt it after a while."""
    started = subprocess.Popen(
        [*COMMAND, *arguments], env=environment(**variables), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(seconds)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=60)
    return Said(started.returncode, out.decode(), err.decode())


def test_what_is_complete_is_kept() -> None:
    code, out, err = interrupted(12.0, *LONG, "--json")
    assert code == 130, err
    answer = json.loads(out)
    assert 0 < answer["replicates"] < 100_000
    assert err.strip() == (
        f"Interrupted: {answer['replicates']} of 100000 replicates were complete in all arms and "
        "are shown."
    )


def test_kept_replicates_are_those_of_a_whole_run() -> None:
    code, out, _ = interrupted(12.0, *LONG, "--json")
    assert code == 130
    answer = json.loads(out)
    consumer_weeks = 300 * 20 * len(answer["arms"]) * answer["replicates"]
    assert answer["timing"]["consumer_weeks"] == consumer_weeks


@pytest.mark.parametrize("seconds", [0.15, 0.4, 0.8, 1.5])
def test_interrupted_while_loading(seconds: float) -> None:
    code, out, err = interrupted(seconds, *LONG, "--consumers", "200000", "--json")
    assert "Traceback" not in err
    assert (code, out) == (130, ""), err
    assert "nterrupted" in err


def test_interrupted_before_anything_is_complete() -> None:
    slow = [*LONG, "--consumers", "5000", "--weeks", "200", "--json", "--lang", "ja"]
    code, out, err = interrupted(6.0, *slow, **WITHOUT_COMPILER)
    assert (code, out) == (130, ""), err
    assert "中断" in err
    assert "Traceback" not in err


def test_interrupted_while_compiling(tmp_path: object) -> None:
    code, out, err = interrupted(3.0, *LONG, "--json", NUMBA_CACHE_DIR=str(tmp_path))
    assert "Traceback" not in err
    assert (code, out) == (130, ""), err
