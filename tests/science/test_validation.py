"""Every published result holds on this engine, and a wrong twin of each is found out."""

import csv
import json
import math
import os
from collections import Counter
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from simulator.cli import main
from simulator.commands import validate as command_module
from simulator.errors import Mistake
from simulator.sources import SOURCES
from simulator.texts import LANGUAGES, catalogue
from simulator.validation import STAGES, Check, checks, validate
from simulator.validation.check import Finding, Measured, above, at_least, below, found_by, near
from simulator.validation.markets_of_record import BEGIN, DOCTORS, OF_DOCTORS, TOLD, stray
from simulator.validation.recorded import recorded

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("KUCHIKOMI_DATA", ROOT.parent / "shared" / "data"))
SHORT = [one for one in checks() if not one.is_long]
RECORDED = {one.check.id: one for one in recorded()}
SOME_SECONDS = {"V20", "R6d", "R11a", "R11b", "R24a", "R24b", "R24c", "R24d", "R25"}
of_each = pytest.mark.parametrize(
    "one",
    [
        pytest.param(one, id=one.id, marks=[pytest.mark.slow] if one.id in SOME_SECONDS else [])
        for one in SHORT
    ],
)


@of_each
def test_what_was_published_is_measured(one: Check) -> None:
    assert found_by(one).passes


@of_each
def test_a_wrong_twin_is_found_out(one: Check) -> None:
    assert not found_by(one, twin=True).passes


@pytest.mark.slow
@pytest.mark.parametrize("one", checks(), ids=lambda one: one.id)
def test_with_all_runs_too(one: Check) -> None:
    found = found_by(one, True)
    assert found.passes
    assert not found_by(one, True, twin=True).passes
    value, error = RECORDED[one.id].measured[:2]  # what is shipped is what comes out
    assert found.measured.value == pytest.approx(value, rel=1e-6, abs=1e-9 + 1e-6 * error)


@pytest.mark.parametrize("one", checks(), ids=lambda one: one.id)
def test_a_check_says_where_it_is_from_and_where_its_test_is(one: Check) -> None:
    assert one.source in SOURCES or one.source == "assumption"
    assert (ROOT / one.test).exists()
    assert one.stage in STAGES
    for language in LANGUAGES:
        assert catalogue(language).say(f"validation.what.{one.id}")


def test_doctors_began_as_published() -> None:
    """Cumulative shares of 125 doctors, month by month (Coleman1966)."""
    published = (
        0.088, 0.160, 0.232, 0.320, 0.408, 0.496, 0.600, 0.656, 0.688, 0.696, 0.736, 0.760, 0.784, 0.816,
        0.848, 0.864, 0.872,
    )  # fmt: skip
    assert (np.cumsum(DOCTORS) / OF_DOCTORS).round(3).tolist() == list(published)


def test_doctors_began_as_in_the_data() -> None:
    path = DATA / "medical_innovation_nodes.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there; set KUCHIKOMI_DATA to the folder of the data")
    with path.open(encoding="utf-8") as file:
        began = Counter(int(row["toa"]) for row in csv.DictReader(file))
    assert began.total() == OF_DOCTORS
    assert tuple(began[month] for month in range(1, 18)) == DOCTORS


@pytest.mark.slow
def test_rates_of_doctors_are_those_that_fit_best() -> None:
    """None of the eight pairs around fits better, by more than chance in the mean of 400 runs makes it."""
    best, chance = stray(BEGIN, TOLD, 400), 0.5 / math.sqrt(OF_DOCTORS * 400)
    around = [(BEGIN * a, TOLD * b) for a in (0.75, 1, 1.33) for b in (0.5, 1, 2) if (a, b) != (1, 1)]
    assert all(stray(*pair, 400) > best - chance for pair in around)
    assert stray(0.75 * BEGIN, TOLD, 400) > 2 * best, "a wrong twin"


def test_what_is_shipped_is_of_all_checks_and_all_agree() -> None:
    assert list(RECORDED) == [one.id for one in checks()]
    assert all(one.passes for one in RECORDED.values())


def test_what_is_shipped_is_what_the_command_prints() -> None:
    text = files("simulator.validation").joinpath("data/found.json").read_text(encoding="utf-8")
    printed = [command_module.as_json(one, catalogue("en")) for one in recorded()]
    assert json.dumps(printed, ensure_ascii=False, indent=1) + "\n" == text


def test_ends_of_bands_are_told_without_noise() -> None:
    one = next(one for one in SHORT if one.id == "R2a")
    row = command_module.as_json(Finding(one, near(1.9, 0.0, 1.9, 0.1 + 0.2)), catalogue("en"))
    assert row["allowed"] == [1.6, 2.2]
    assert 1.9 - (0.1 + 0.2) != 1.6, "a wrong twin"
    row = command_module.as_json(Finding(one, near(1.9, 0.0, 1.9, 1e-13)), catalogue("en"))
    assert row["allowed"] == 1.9


def test_no_interval_of_a_share_or_a_distance_begins_below_nothing() -> None:
    one = SHORT[0]
    assert Finding(one, Measured(0.0, 0.1, 0.0, 0.2)).interval == (0.0, pytest.approx(0.1645))
    for other in (Measured(0.0, 0.1, -1.0, 0.2), above(0.0, 0.1), below(0.0, 0.1)):
        assert Finding(one, other).interval == (pytest.approx(-0.1645), pytest.approx(0.1645))


def test_each_has_a_name_of_its_own_and_stands_by_stage() -> None:
    names = [one.id for one in checks()]
    assert len(set(names)) == len(names)
    stages = [STAGES.index(one.stage) for one in checks()]
    assert stages == sorted(stages)


@pytest.mark.slow
def test_all_but_long_checks_are_made_in_their_order() -> None:
    found = list(validate())
    assert [one.check.id for one in found] == [one.id for one in SHORT]
    assert all(one.passes for one in found)


def test_chance_alone_fails_nothing_and_hides_nothing() -> None:
    assert near(1.03, 0.01, 1.0, 0.0).passes
    assert not near(1.05, 0.01, 1.0, 0.0).passes
    assert not near(0.95, 0.01, 1.0, 0.0).passes
    assert at_least(0.99, 0.01, 1.0).passes
    assert not at_least(0.9, 0.01, 1.0).passes
    assert not Measured(float("nan"), 0.0, 0.0, 1.0).passes


def test_a_sign_must_be_seen_and_not_only_not_be_contradicted() -> None:
    assert above(0.04, 0.01).passes
    assert not above(0.03, 0.01).passes
    assert not above(0.0, 0.0).passes
    assert below(-0.04, 0.01).passes
    assert not below(-0.03, 0.01).passes


def test_a_check_that_fails_ends_the_command_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = next(one for one in SHORT if one.id == "V8")

    def found(*_: object) -> list[Finding]:
        return [found_by(one), found_by(one, twin=True)]

    monkeypatch.setattr(command_module, "validate", found)
    assert main(["validate"]) == 1
    said = capsys.readouterr().out
    assert said.count("V8") == 2
    assert "Checks that fail: 1 of 2." in said
    more = f"validate --full makes all {len(checks())} checks, with more runs"
    assert more in said
    assert main(["validate", "--full"]) == 1
    assert more not in capsys.readouterr().out
    assert main(["validate", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["pass"] for row in rows] == [True, False]
    assert rows[0]["published"] == 2.316556
    low, high = rows[0]["interval"]
    assert low < rows[0]["measured"] < high


def test_it_can_be_stopped_and_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    with pytest.raises(Mistake) as caught:
        list(validate(False, lambda done, total, _: told.append((done, total)), lambda: len(told) == 3))
    assert caught.value.key == "interrupted_early"
    assert told == [(0, len(SHORT)), (1, len(SHORT)), (2, len(SHORT))]


