"""``--assumptions`` in words: both spreads, the ranking, what flips it; the same again from a file."""

import json
from pathlib import Path

import pytest
from command import TINY, said

from simulator.texts import catalogue

ASKED = ["compare", "first_look", *TINY, "--assumptions", "12"]


def lines(out: str, key: str, language: str) -> list[str]:
    """Lines that begin as a sentence does."""
    parts = catalogue(language).sentences[f"table.{key}"].replace("}", "{").split("{")
    fixed = [part for part in parts[::2] if part.strip()]
    return [line for line in out.splitlines() if all(part in line for part in fixed)]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_answer_holds_both_spreads_and_what_decides(
    language: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.nc"
    code, out, _ = said(capsys, *ASKED, "--save", str(file), "--lang", language)
    assert code == 0
    assert len(lines(out, "assumptions", language)) == 1
    assert len(lines(out, "assumptions_spread", language)) == 3
    assert len(lines(out, "assumptions_order", language)) == 1
    assert lines(out, "chance_and_assumptions", language)
    assert not lines(out, "chance_only", language)
    answer = json.loads(said(capsys, *ASKED, "--json").out)["assumptions"]
    flips = lines(out, "assumptions_flip", language) + lines(out, "assumptions_flip_perhaps", language)
    assert len(flips) == len(answer["flips"])
    assert bool(lines(out, "assumptions_always", language)) == (answer["ranking"]["best_holds"] == 1)
    for one, line in zip(answer["flips"], flips, strict=True):
        assert one["name"] in line
    assert said(capsys, "show", str(file), "--lang", language).out == out


def test_without_worlds_intervals_are_labelled_chance_only(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, *ASKED[:-2]).out
    assert lines(out, "chance_only", "en")
    assert not lines(out, "chance_and_assumptions", "en")


def test_what_is_left_out_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    vary = ["--vary", "behaviour.evidence_prior=1..100", "--vary", "behaviour.evidence_cap=40..41"]
    code, out, _ = said(capsys, *ASKED, *vary)
    assert code == 0
    assert len(lines(out, "assumptions_left_out", "en")) == 1


def test_where_nothing_matters_the_first_stays(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, *ASKED, "--vary", "behaviour.peer_help").out
    assert len(lines(out, "assumptions_always", "en")) == 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_plan_against_itself_is_the_same_in_every_world(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["compare", "a_against_a", *TINY[:6], "--assumptions", "10", "--lang", language]
    out = said(capsys, *typed).out
    assert len(lines(out, "assumptions_same", language)) == 1
    assert not lines(out, "assumptions_spread", language)
    assert not lines(out, "assumptions_order", language)
