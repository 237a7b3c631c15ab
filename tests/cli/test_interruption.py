"""Ctrl-C at any moment: what is complete is kept, and nobody sees a traceback."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import Said, environment, process

from simulator.interruption import Interruption

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

LONG = ["compare", "first_look", "--consumers", "300", "--weeks", "20", "--replicates", "100000"]
SHORT = [*LONG[:-1], "1"]
WITHOUT_COMPILER = {"NUMBA_DISABLE_JIT": "1"}  # so slow that no replicate is ever complete
PROGRAM = """
import os, signal, sys
sys.argv[1:] = {arguments!r}
{before}
from simulator.cli import main
print(0, flush=True)
sys.exit(main())
"""
AT_AN_IMPORT = """
class Interrupting:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
"""


def command(before: str, *arguments: str) -> list[str]:
    """The command as a process of its own, as an installed script starts it."""
    return [sys.executable, "-c", PROGRAM.format(arguments=list(arguments), before=before)]


def interrupted(seconds: float, *arguments: str, **variables: str) -> Said:
    """Start a command and interrupt it some time after it has begun."""
    started = subprocess.Popen(
        command("", *arguments), env=environment(**variables), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert started.stdout is not None
    assert started.stdout.readline() == b"0\n"
    time.sleep(seconds)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=60)
    return Said(started.returncode, out.decode(), err.decode())


def test_what_is_complete_is_kept() -> None:
    process(*SHORT)  # compiled from here on
    code, out, err = interrupted(10.0, *LONG, "--json")
    assert code == 130, err
    answer = json.loads(out)
    kept = answer["replicates"]
    assert 0 < kept < 100_000
    assert answer["requested"] == 100_000
    assert answer["timing"]["consumer_weeks"] == 300 * 20 * len(answer["arms"]) * kept
    assert err.strip() == (
        f"Interrupted: {kept} of 100000 replicates were complete in all arms and are shown."
    )


@pytest.mark.parametrize("module", [
    "simulator.commands", "argparse", "simulator.texts", "simulator.interruption",
    "simulator.options", "numpy",
    "pydantic", "simulator.scenarios.files", "scipy", "simulator.runner", "numba", "mesa", "xarray",
    "simulator.kernels.live",
])  # fmt: skip
def test_interrupted_at_an_import(module: str) -> None:
    done = subprocess.run(
        command(AT_AN_IMPORT.format(module=module), *SHORT, "--json"), env=environment(),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    early = "Interrupted before one replicate was complete in all arms; there is nothing to show."
    assert (done.returncode, done.stdout) == (130, "0\n")
    assert done.stderr.strip() in ("Interrupted.", early)


def test_an_import_is_what_interrupts_there() -> None:
    """The twin: at the import of a module that nothing imports, nothing is interrupted."""
    done = subprocess.run(
        command(AT_AN_IMPORT.format(module="simulator.nowhere"), "--version"), env=environment(),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("seconds", [0.05, 0.1, 0.3, 0.6, 1.2])
def test_interrupted_while_loading(seconds: float) -> None:
    large = ["--consumers", "300000", "--weeks", "200"]
    code, out, err = interrupted(seconds, *LONG, *large, "--json")
    assert "Traceback" not in err
    assert code == 130, err
    assert out == ""
    assert "nterrupted" in err


def test_interrupted_before_anything_is_complete() -> None:
    slow = ["--consumers", "5000", "--weeks", "200", "--json", "--lang", "ja"]
    code, out, err = interrupted(5.0, *LONG, *slow, **WITHOUT_COMPILER)
    assert code == 130, err
    assert out == ""
    assert err.count("\n") == 1
    assert "中断" in err


def test_interrupted_while_compiling(tmp_path: Path) -> None:
    code, out, err = interrupted(2.5, *LONG, "--json", NUMBA_CACHE_DIR=str(tmp_path))
    assert "Traceback" not in err
    assert code == 130, err
    assert out == ""


def test_who_ignores_ctrl_c_goes_on_ignoring_it() -> None:
    before = "signal.signal(signal.SIGINT, signal.SIG_IGN)" + AT_AN_IMPORT.format(module="argparse")
    done = subprocess.run(
        command(before, "--version"), env=environment(), capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Exit codes with which the process would have ended."""
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    monkeypatch.setattr(Interruption, "_write", lambda self, sentence: None)
    return codes


def test_the_first_ctrl_c_keeps_and_the_second_ends(ended: list[int]) -> None:
    told: list[tuple[int, int, float | None]] = []
    interruption = Interruption()
    progress = interruption.watching(3, lambda *now: told.append(now))
    progress(0, 30, None)
    progress(3, 30, 1.0)
    assert told == [(0, 30, None), (3, 30, 1.0)]
    interruption.hear()
    assert (interruption.is_set(), ended) == (True, [])
    interruption.hear()
    assert ended == [130]


@pytest.mark.parametrize("done", [0, 2, 30])
def test_with_nothing_to_keep_or_nothing_left_to_do_it_ends_at_once(
    done: int, ended: list[int]
) -> None:
    interruption = Interruption()
    interruption.watching(3, None)(done, 30, None)
    interruption.hear()
    assert (interruption.is_set(), ended) == (False, [130])
