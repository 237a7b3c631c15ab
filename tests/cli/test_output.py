"""Where the output goes: terminals that know few signs, readers that leave, disks that are full."""

import os
import subprocess
from pathlib import Path

import pytest
from command import COMMAND, TINY, environment, process

COMPARE = ["compare", "first_look", *TINY]
ASCII = {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1", "LC_ALL": "C"}


@pytest.mark.parametrize(
    "arguments",
    [[*COMPARE, "--lang", "ja"], ["check", "nowhere", "--lang", "ja"], ["--help", "--lang", "ja"]],
    ids=lambda arguments: arguments[0],
)
def test_terminal_that_knows_no_japanese_breaks_nothing(arguments: list[str]) -> None:
    code, out, err = process(*arguments, env=environment(**ASCII))
    assert code == (2 if "nowhere" in arguments else 0), err
    assert (out + err).isascii()
    assert "\x1b" not in out + err
    assert "Traceback" not in err


def test_terminal_that_knows_no_yen_is_given_its_code() -> None:
    odd = ["--set", "arms.Seeding.budget=13500"]
    typed = [one.replace("budget=20000", "budget=13500") for one in COMPARE]
    code, out, err = process(*typed, env=environment(**ASCII))
    assert code == 0
    assert "?" not in err
    assert "?" not in out.replace("or a donation?", "")
    assert "Seeding: its budget of JPY 13,500 did not pay for all" in out
    assert "(JPY " in err  # what the plan costs
    code, out, _ = process("check", "first_look", *odd, env=environment(**ASCII))
    assert code == 0
    assert "(JPY 495,000)" in out
    assert "(¥495,000)" in process("check", "first_look", *odd).out


def test_no_colour_and_narrow_terminal() -> None:
    code, out, _ = process(*COMPARE, env=environment(NO_COLOR="1", COLUMNS="40"))
    assert code == 0
    assert "\x1b" not in out


@pytest.mark.parametrize("variable", ["LC_ALL", "LC_MESSAGES", "LANG"])
def test_language_of_the_environment(variable: str) -> None:
    env = {name: x for name, x in environment().items() if name != "LC_ALL"}
    assert "コマンド" in process(env={**env, variable: "ja_JP.UTF-8"}).err + process(
        "--help", env={**env, variable: "ja_JP.UTF-8"}
    ).out


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("arguments", [COMPARE, [*COMPARE, "--json"], ["strategies", "--json"]])
def test_reader_may_leave_early(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [*COMMAND, *arguments], env=environment(), stdout=write, stderr=subprocess.PIPE,
            timeout=120, check=False,
        )  # fmt: skip
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["strategies", "--json"], ["scenarios"], COMPARE])
def test_full_disk_gets_a_sentence(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], env=environment(), stdout=full, stderr=subprocess.PIPE,
            timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().startswith("What was found cannot be written (No space left")


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
def test_an_answer_that_could_only_be_lost_gets_a_sentence() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&-', "sh", *COMMAND, "scenarios"], env=environment(),
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().startswith("What was found cannot be written (Bad file descriptor)")


def test_a_terminal_without_japanese_letters_is_answered_in_english() -> None:
    """With a sentence that says why; elsewhere in Japanese, without one."""
    code, out, err = process("measures", "--lang", "ja", env=environment(**ASCII))
    assert code == 0
    assert "?" not in out
    assert "cannot write the letters" in err
    assert out == process("measures").out
    code, out, err = process("measures", "--lang", "ja")
    assert (code, err) == (0, "")
    assert out != process("measures").out
