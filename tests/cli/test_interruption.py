"""Ctrl-C at any moment: what is complete is kept, and nobody sees a traceback."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
from command import Said, environment

from simulator.interruption import Interruption
from simulator.saved import load_results

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

MOST_SECONDS = 90  # that a command may take before it is ended
ENDLESS = ["compare", "first_look", "--replicates", "3000"]
LONG = [
    "compare", "first_look", "--set", "arms.Seeding.strategies.seeding.seeds=30", "--consumers", "300",
    "--weeks", "20", "--replicates", "3000",
]  # fmt: skip
SHORT = [*LONG[:-1], "1"]
WITHOUT_COMPILER = {"NUMBA_DISABLE_JIT": "1"}  # so slow that no replicate is ever complete
PROGRAM = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
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
SAY_WHEN_SOME_RAN = """
from simulator.interruption import Interruption
watching, said = Interruption.watching, []
def say_when_some_ran(self, arms, tell):
    def say_once(done, *_):
        if done == 20 and not said:
            said.append(os.write(1, b"20 ran\\n"))
    return watching(self, arms, say_once)
Interruption.watching = say_when_some_ran
"""
FINISHING = (
    "Interrupted: if anything is complete in all arms, it will be shown in a moment. "
    "Press Ctrl-C again to drop it.\n"
)
DROPPED = "Interrupted again: what was complete is dropped, and nothing is shown.\n"
NOTHING_IN_ALL_ARMS = (
    "Interrupted before one replicate was complete in all arms; there is nothing to show.\n"
)
NOTHING_YET = "Interrupted; nothing was complete yet.\n"


def command(before: str, *arguments: str) -> list[str]:
    """The command as a process of its own, as an installed script starts it."""
    return [sys.executable, "-c", PROGRAM.format(arguments=list(arguments), before=before)]


@contextmanager
def begun(before: str, *arguments: str, **variables: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a command that is ended after a while, whatever it does: nobody waits for it for ever."""
    with subprocess.Popen(
        command(before, *arguments), env=environment(**variables), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:  # fmt: skip
        end = Timer(MOST_SECONDS, started.kill)
        end.start()
        try:
            yield started
        finally:
            end.cancel()
            started.kill()


def interrupted(seconds: float, *arguments: str, **variables: str) -> Said:
    """Start a command and interrupt it some time after it has begun."""
    with begun("", *arguments, **variables) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"0\n"
        time.sleep(seconds)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate()
    return Said(started.returncode, out.decode(), err.decode())


def after_some_ran(
    before: str, *later: float, more: Sequence[str] = (), asked: Sequence[str] = LONG
) -> Said:
    """Interrupt a comparison in the midst of its runs, and, once it has answered, again later.

    Parameters
    ----------
    before : what its process does first. later : seconds between one Ctrl-C and the next.
    more : further arguments. asked : the comparison.
    """
    with begun(SAY_WHEN_SOME_RAN + before, *asked, "--json", *more) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        assert [started.stdout.readline() for _ in range(2)] == [b"0\n", b"20 ran\n"]
        started.send_signal(signal.SIGINT)
        answered = started.stderr.readline()
        for seconds in later:
            time.sleep(seconds)
            started.send_signal(signal.SIGINT)
        out, err = started.communicate()
    return Said(started.returncode, out.decode(), (answered + err).decode())


def shown(said: Said) -> str:
    """What is said of an answer that was kept and is whole."""
    answer = json.loads(said.out)
    kept = answer["replicates"]
    assert 0 < kept < 3000
    assert answer["requested"] == 3000
    assert answer["timing"]["consumer_weeks"] == 300 * 20 * len(answer["arms"]) * kept
    return f"Interrupted: {kept} of 3000 replicates were complete in all arms and are shown.\n"


def test_what_is_complete_is_kept() -> None:
    said = after_some_ran("")
    assert (said.code, said.err) == (130, FINISHING + shown(said))


def test_worlds_that_are_complete_are_kept() -> None:
    """Twenty runs are one replicate of four arms, and one world with four replicates of them."""
    said = after_some_ran("", asked=SHORT, more=["--assumptions", "3000"])
    answer = json.loads(said.out)
    kept = answer["assumptions"]["worlds"]
    assert 0 < kept < 3000
    assert (answer["replicates"], answer["assumptions"]["asked"]) == (1, 3000)
    sentence = f"Interrupted: {kept} of 3000 worlds were complete and are shown.\n"
    assert (said.code, said.err) == (130, FINISHING + sentence)


def test_what_is_complete_is_saved(tmp_path: Path) -> None:
    place = tmp_path / "plan.nc"
    said = after_some_ran("", 0.0, more=["--save", str(place)])
    if said.err == FINISHING + DROPPED:  # the second came before anything was shown
        assert not place.exists()
        return
    assert (said.code, said.err) == (130, FINISHING + f"Saved in {place}.\n" + shown(said))
    assert load_results(place).replicates == json.loads(said.out)["replicates"]


WRITE_MUCH = """
import os, signal
signal.signal(signal.SIGINT, lambda *_: os.write(2, b"heard"))
from simulator.commands.output import print_json
os.write(2, b"ready")
{write}
"""
MUCH = {"as we write": "print_json(['x' * 50] * 9000)", "in one go": "print('x' * 450000)"}


@pytest.mark.parametrize("how", MUCH)
def test_ctrl_c_takes_nothing_from_what_is_being_written(how: str) -> None:
    """However slowly it is read; the wrong twin loses what a pipe does not hold."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_MUCH.format(write=MUCH[how])], env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as started:  # fmt: skip
        assert started.stderr is not None
        assert os.read(started.stderr.fileno(), 5) == b"ready"
        time.sleep(1)
        started.send_signal(signal.SIGINT)
        assert os.read(started.stderr.fileno(), 5) == b"heard"
        out, _ = started.communicate()
    assert (out.count(b"x") == 450_000) == (how == "as we write")


def test_what_is_kept_does_not_wait_for_the_house_to_be_taken_down() -> None:
    said = after_some_ran("import atexit, time; atexit.register(time.sleep, 600)")
    assert (said.code, said.err) == (130, FINISHING + shown(said))


def kept_or_dropped(*later: float) -> None:
    said = after_some_ran("", *later)
    assert said.code == 130, said.err
    assert said.err == FINISHING + (shown(said) if said.out else DROPPED)


def test_a_second_ctrl_c_drops_it_and_says_so() -> None:
    slow_to_answer = """
import simulator.comparison, time
simulator.comparison.summary = lambda results: time.sleep(60)
"""
    assert after_some_ran(slow_to_answer, 0.02) == (130, "", FINISHING + DROPPED)


@pytest.mark.slow
@pytest.mark.parametrize("later", [(0.0,), (0.1,), (0.2,), (0.3,), (0.7,)])
def test_whenever_the_second_comes_all_is_kept_or_all_is_dropped(later: tuple[float, ...]) -> None:
    kept_or_dropped(*later)


@pytest.mark.slow
def test_at_any_moment_all_is_kept_or_all_is_dropped() -> None:
    for moment in range(0, 500, 5):
        kept_or_dropped(moment / 1000)


def test_a_command_that_is_done_cannot_be_interrupted_any_more() -> None:
    at_its_end = "import atexit; atexit.register(os.kill, os.getpid(), signal.SIGINT)"
    done = subprocess.run(
        command(at_its_end, "--version"), env=environment(), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "kuchikomi" in done.stdout


@pytest.mark.parametrize("module", [
    "simulator.commands", "argparse", "simulator.texts", "simulator.interruption",
    "simulator.options", "numpy",
    "pydantic", "simulator.scenarios.files", "scipy", "simulator.runner", "numba", "mesa",
    "simulator.kernels.live",
])  # fmt: skip
def test_interrupted_at_an_import(module: str) -> None:
    done = subprocess.run(
        command(AT_AN_IMPORT.format(module=module), *SHORT, "--json"), env=environment(),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (130, "0\n")
    assert done.stderr in (NOTHING_YET, NOTHING_IN_ALL_ARMS)


def test_as_many_runs_as_arms_need_not_be_one_replicate() -> None:
    """One worker is slow at the control while the other goes on into the next replicate."""
    slow_control = """
import simulator.runner
run = simulator.runner.run
def slow(world, arm, replicate, stop):
    if (arm, replicate) == (0, 0) or replicate and arm:
        while not stop():
            pass
    return run(world, arm, replicate, stop)
simulator.runner.run = slow
from simulator.interruption import Interruption
watching = Interruption.watching
def interrupt(self, arms, tell):
    return watching(self, arms, lambda done, *_: done == arms and os.kill(os.getpid(), signal.SIGINT))
Interruption.watching = interrupt
"""
    two = [*SHORT[:-1], "2", "--workers", "2", "--json"]
    done = subprocess.run(
        command(slow_control, *two), env=environment(), capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (130, "0\n")
    assert done.stderr == FINISHING + NOTHING_IN_ALL_ARMS


def test_interrupted_when_all_is_complete() -> None:
    done = subprocess.run(
        command(AT_AN_IMPORT.format(module="xarray"), *SHORT, "--json"), env=environment(),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 130
    assert json.loads(done.stdout.removeprefix("0\n"))["replicates"] == 1
    assert done.stderr == FINISHING + (
        "Interrupted: 1 of 1 replicates were complete in all arms and are shown.\n"
    )


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
    code, out, err = interrupted(seconds, *ENDLESS, *large, "--json")
    assert "Traceback" not in err
    assert code == 130, err
    assert out == ""
    assert "nterrupted" in err


def test_interrupted_before_anything_is_complete() -> None:
    slow = ["--consumers", "5000", "--weeks", "200", "--json", "--lang", "ja"]
    enough = ["--set", "arms.Open support.budget=5000000"]  # for so many weeks
    code, out, err = interrupted(5.0, *ENDLESS, *slow, *enough, **WITHOUT_COMPILER)
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
    monkeypatch.setattr(Interruption, "_write", lambda *_: None)
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


@pytest.mark.parametrize("done", [0, 2])
def test_with_nothing_to_keep_it_ends_at_once(done: int, ended: list[int]) -> None:
    interruption = Interruption()
    interruption.watching(3, None)(done, 30, None)
    interruption.hear()
    assert (interruption.is_set(), ended) == (False, [130])


def test_when_all_is_complete_there_is_all_to_keep(ended: list[int]) -> None:
    interruption = Interruption()
    interruption.watching(3, None)(30, 30, 0.0)
    interruption.hear()
    assert (interruption.is_set(), ended) == (True, [])


def test_while_the_answer_is_written_one_more_is_let_pass(ended: list[int]) -> None:
    """It may be written already; but whoever reads it may never come to its end."""
    interruption = Interruption()
    interruption.watching(3, None)(3, 30, 1.0)
    interruption.hear()
    interruption.showing()
    interruption.hear()
    assert ended == []
    interruption.hear()
    assert ended == [130]


def test_whoever_read_what_is_said_may_have_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(os, "write", broken)
    interruption = Interruption()
    interruption.watching(3, None)(3, 30, 1.0)
    interruption.hear()
    assert interruption.is_set()
