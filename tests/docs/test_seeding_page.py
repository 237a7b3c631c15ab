"""The page on seeding: its networks are made, and its figures are what the commands say."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from page_reading import ROOT, blocks, page, rows

from simulator.commands import carry_out
from simulator.graph.seeds import RULES

PAGE = page("docs/seeding.md")
HEADER, PASSING, *FIGURES = (
    [cell.strip("` ") for cell in line.strip("|").split("|")]
    for line in re.findall(r"^\| .*\|$", PAGE, re.MULTILINE)
)
COLUMNS = list(zip(HEADER[1:], PASSING[1:], strict=True))
QUICK = ("random", "degree", "communities")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the networks of the page."""
    place = tmp_path_factory.mktemp("networks")
    (code,) = blocks(PAGE, "python")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], cwd=place, check=True, env=environment)
    return place


def asked(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    """What the command says, as data."""
    carry_out(["classic", "ic", *options, "--k", "50", "--json"], None)
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=[] if row[0] in QUICK else pytest.mark.slow) for row in FIGURES],
    ids=lambda row: row[0],
)
def test_figures_are_what_the_command_says(
    row: list[str], folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    rule, *figures = row
    for (file, p), figure in zip(COLUMNS, figures, strict=True):
        answer = asked(capsys, "--graph", file, "--p", p, "--rule", rule)
        assert f"{answer['mean']:.0f}" == figure, (file, p)
        assert 0.05 < float(str(answer["se"])) < 2


def test_every_rule_of_the_network_has_its_figures() -> None:
    assert [row[0] for row in FIGURES] == list(RULES)
    assert rows(PAGE, "rule", *(f"`{file}`" for file, _ in COLUMNS))


def test_the_command_shown_prints_what_is_shown(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (shown,) = blocks(PAGE, "console")
    command, *expected = shown.splitlines()
    carry_out(command.removeprefix("$ kuchikomi ").split(), None)
    assert capsys.readouterr().out.splitlines() == expected


@pytest.mark.slow
def test_how_many_hubs_are_chosen_is_so(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    chosen = {
        rule: set(map(str, answer["seeds"]))  # type: ignore[call-overload]
        for rule in RULES
        for answer in [asked(capsys, "--graph", "hubs.csv", "--p", "0.02", "--runs", "1", "--rule", rule)]
    }
    found = {rule: len(chosen[rule] & chosen["degree"]) for rule in RULES if rule != "degree"}
    sentence = " ".join(PAGE.split("others choose:")[1].split("\n- ")[0].split())
    told: dict[str, int] = {}
    for names, number in re.findall(r"((?:`\w+`(?:, | and )?)+) (\d+)", sentence):
        told |= dict.fromkeys(re.findall(r"`(\w+)`", names), int(number))
    assert told == found


def test_shares_follow_from_the_figures() -> None:
    figure = {row[0]: [int(one) for one in row[1:]] for row in FIGURES}
    where = {one: place for place, one in enumerate(COLUMNS)}
    club, talkative = where["club.csv", "0.05"], where["hubs.csv", "0.05"]
    for rule in ("degree", "k_core", "pagerank"):
        assert 54 <= 100 * figure[rule][club] / figure["ris"][club] < 55
        assert figure[rule][club] < figure["random"][club]
    assert "reach 54 % of what `ris` does" in PAGE
    assert round(100 * figure["fringe"][talkative] / figure["ris"][talkative]) == 92
    assert "`fringe` still reaches 92 %" in PAGE
    best = [max(row[place] for row in figure.values()) for place in range(len(COLUMNS))]
    assert all(one >= 0.98 * top for one, top in zip(figure["ris"], best, strict=True))
    assert figure["ris"] != best
