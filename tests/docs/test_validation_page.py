"""The page on validation: reach on networks that do not ship is what the command says, where they are."""

import json
import os
import re
from pathlib import Path

import pytest
from page_reading import ROOT, page, rows

from simulator.commands import carry_out

DATA = Path(os.environ.get("KUCHIKOMI_DATA", ROOT.parent / "shared" / "data"))
PAGE = page("docs/validation.md")
REACH = rows(PAGE, "network", "`--p`", "`--k`", "`--rule`", "known", "measured")


def test_how_agrees_is_meant_is_told_before_the_first_table() -> None:
    for said in ("*More than 0*", "four standard errors", "*assumption*"):
        assert PAGE.count(said) == 1
        assert PAGE.index(said) < PAGE.index("\n| check |")


@pytest.mark.slow
@pytest.mark.parametrize("row", REACH, ids=" ".join)
def test_reach_is_what_the_command_says(row: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    file, *weights = row[0].replace("`", "").split()
    if not (DATA / file).exists():
        pytest.skip(f"{DATA / file} is not there; set KUCHIKOMI_DATA to the folder of the data")
    _, p, k, rule, known, measured = row
    options = ["--p", p, "--k", k, "--rule", rule, "--runs", "10000"]
    carry_out(["classic", "ic", "--graph", str(DATA / file), *weights, *options, "--json"], None)
    assert f"{json.loads(capsys.readouterr().out)['mean']:.1f}" == measured
    assert float(measured) == pytest.approx(float(known), rel=0.02)


def test_the_command_shown_is_that_of_a_row() -> None:
    shown = re.search(r"kuchikomi classic ic --graph (.*?) --p (\S+) --k (\d+) --rule (\w+)", PAGE)
    assert shown is not None
    assert [shown[1], *shown.groups()[1:]] in [[row[0].replace("`", ""), *row[1:4]] for row in REACH]
