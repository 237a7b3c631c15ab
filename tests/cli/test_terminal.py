"""What only a terminal shows: progress, and sentences that are broken between words."""

import re
import sys

import pytest
from rich.cells import cell_len
from support import arm, lively, scenario

from simulator import compare, summary
from simulator.progress import progress_bar
from simulator.tables import comparison_table
from simulator.texts import LANGUAGES, catalogue

COMMANDS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")  # to the terminal


def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the streams of the test be a terminal of 50 columns."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "50")
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)


def test_progress_begins_without_a_number_that_nobody_knows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(monkeypatch)
    with progress_bar(catalogue("en")):
        pass
    told = COMMANDS.sub("", capsys.readouterr().err)
    assert "Making the market ready ..." in told
    assert "?" not in told
    with progress_bar(catalogue("en")) as tell:
        assert tell is not None
        tell(2, 30, 4.0)
    assert "2 of 30 runs" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_broken_between_words(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(monkeypatch)
    read = scenario(lively(arm("B"), arm("C"), market={"consumers": 40, "weeks": 4}))
    answer = summary(compare(read, 3))
    comparison_table(answer, read.resolved(), catalogue(language))
    lines = COMMANDS.sub("", capsys.readouterr().out).splitlines()
    assert max(map(cell_len, lines)) <= 50
    sentence = catalogue(language).say("table.chance_only")
    between = " " if language == "en" else ""
    assert sentence in between.join(line.rstrip() for line in lines)
