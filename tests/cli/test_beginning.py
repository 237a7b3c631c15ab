"""A newcomer's commands: what to do next, a scenario in words, one of one's own, one run week by week."""

import json
from pathlib import Path

import numpy as np
import pytest
from command import said

from simulator import compare, load_scenario, simulate
from simulator.comparison import identical
from simulator.options import COMMANDS
from simulator.scenarios.files import shipped
from simulator.strategies.registry import strategies
from simulator.texts import LANGUAGES, catalogue

SMALL = ["--consumers", "300", "--weeks", "30"]


# --- alone ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_alone_it_says_what_to_do_next_and_all_of_that_works(
    language: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("app.serving.serve", lambda port, opened: None)  # which goes on for ever
    code, out, err = said(capsys, "--lang", language)
    assert (code, err) == (0, "")
    shown = [line.strip().split("  ")[0] for line in out.splitlines() if line.startswith("  kuchikomi")]
    commands = [line.split()[1:] for line in shown]
    assert len(commands) >= 5
    assert {words[0] for words in commands} <= {*COMMANDS, "--help"}
    for typed in commands:
        more = ["--consumers", "60", "--replicates", "2"] if typed[0] == "compare" else []
        more += ["--set", "arms.Seeding.strategies.seeding.seeds=20"] if typed[0] == "compare" else []
        assert said(capsys, *typed, *more).code == 0


# --- one's own ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["my_plan", "春の企画", "plan-2.toml"])
def test_a_new_scenario_runs_as_it_is(
    name: str, language: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(capsys, "new", "scenario", name, "--lang", language).code == 0
    file = f"{name.removesuffix('.toml')}.toml"
    assert [one.name for one in tmp_path.iterdir()] == [file]
    code, out, err = said(capsys, "check", file, "--lang", language)
    assert (code, err) == (0, "")
    assert "Unusual" not in out
    read = load_scenario(file, consumers=300, weeks=10)
    assert read.name == name.removesuffix(".toml")
    assert not identical(compare(read, 2), 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_strategy_runs_as_it_is_and_at_no_intensity_is_the_control(
    language: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = said(capsys, "new", "strategy", "talk_more", "--lang", language)
    assert code == 0
    assert "talk_more.py" in out
    listed = said(capsys, "strategies", "talk_more", "--strategies", "talk_more.py", "--lang", language)
    assert (listed.code, listed.err) == (0, "")
    rows = [{"name": "A"}, *({"name": f"B{gain}", "strategies": [{"kind": "talk_more", "talk_gain": gain}]}
                             for gain in (0, 2))]  # fmt: skip
    scenario = load_scenario(
        "first_look", consumers=300, weeks=20, set={"arms": rows}, strategy_files=["talk_more.py"]
    )
    results = compare(scenario, 2)
    assert identical(results, 1)
    assert not identical(results, 2)
    assert (results.data["cost"].isel(arm=2) == 10_000).all()


@pytest.mark.parametrize("what", ["scenario", "strategy"])
def test_nothing_is_written_over(
    what: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(capsys, "new", what, "mine").code == 0
    (file,) = tmp_path.iterdir()
    file.write_text("precious", "utf-8")
    code, out, err = said(capsys, "new", what, "mine")
    assert (code, out) == (2, "")
    assert "exists already" in err
    assert file.read_text("utf-8") == "precious"


# --- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_is_told_with_its_arms_prices_and_fields(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, "explain", name, "--lang", language)
    assert (code, err) == (0, "")
    read = load_scenario(name)
    for arm in read.arms:
        assert arm.name in out
        for one in arm.strategies:
            assert f"{one.kind}: " in out
            for field in type(one).model_fields:
                if field not in one.unused and getattr(one, field) is not None:
                    assert f"{field} = " in out
    for field in read.behaviour.model_fields_set:
        assert f"{field} = " in out
    assert catalogue(language).say("table.not_a_forecast") in out


def test_what_a_scenario_sets_is_told_beside_its_default(capsys: pytest.CaptureFixture[str]) -> None:
    changed = ["--set", "behaviour.quality=0.2", "--set", "switches.churn=false"]
    changed += ["--set", "segments=[{name='Young',share=0.4,talk_aware=0.1},{name='Old',share=0.6}]"]
    changed += ["--set", "rivals=[{name='Other',price=2500,initial={prospect=1.0}}]"]
    out = said(capsys, "explain", "first_look", *changed).out
    assert "  quality = 0.2 (valence), by default 0.45: " in out
    assert "  churn = false, by default true: " in out
    assert "Segment Young: 40 % of people.\n  talk_aware = 0.1" in out
    assert "Rival Other, at ¥2,500.\n  At the start: 100 % know it and never bought." in out


def test_a_launch_a_running_brand_and_a_network_of_ones_own_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    launch = catalogue("en").say("words.launch")
    assert launch in said(capsys, "explain", "first_look").out
    running = said(capsys, "explain", "open_vs_closed_support").out
    assert launch not in running
    assert "At the start: 40 % do not know the brand, 35 % know it and never bought" in running
    assert "doctors.csv" in said(capsys, "explain", "own_network").out


# --- one run --------------------------------------------------------------------------------------


def test_a_run_is_told_week_by_week_as_it_was_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["run", "first_look", "--arm", "Seeding", "--seed", "4", "--replicate", "3", *SMALL]
    answer = json.loads(said(capsys, *typed, "--json").out)
    scenario = load_scenario("first_look", consumers=300, weeks=30)
    data = simulate(scenario, "Seeding", replicate=3, seed=4).data.isel(arm=0, replicate=0)
    assert answer["weekly"]["reach"] == data["n_reached"].values.tolist()
    assert answer["weekly"]["revenue"] == np.cumsum(data["revenue"].values).tolist()
    assert (answer["arm"], answer["replicate"], answer["seed"]) == ("Seeding", 3, 4)
    code, out, err = said(capsys, *typed)
    assert (code, err) == (0, "")
    rows = [line.split("│")[1:-1] for line in out.splitlines() if line.startswith("│")]
    weeks = [int(cells[0]) for cells in rows]
    assert (weeks[0], weeks[-1], len(weeks)) == (1, 30, 13)
    reach = [int(cells[1].replace(",", "")) for cells in rows]
    assert reach == [int(data["n_reached"].values[week - 1]) for week in weeks]


def test_without_more_a_run_is_the_controls_first(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, "run", "first_look", *SMALL, "--json").out)
    assert (answer["arm"], answer["replicate"], answer["seed"]) == ("Control", 0, 1)
    few = said(capsys, "run", "first_look", "--consumers", "60", "--weeks", "1")
    assert sum(line.startswith("│") for line in few.out.splitlines()) == 1


# --- one strategy ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", strategies())
def test_one_strategy_is_told_with_limits_and_sources(
    kind: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "strategies", kind, "--lang", language)
    assert code == 0
    (row,) = json.loads(said(capsys, "strategies", kind, "--json").out)
    assert row["kind"] == kind == out.splitlines()[0]
    for field in row["fields"]:
        assert f"{field['name']} = " in out
        assert field["source"] in out
    assert not any(f"\n{other}\n" in out for other in strategies() if other != kind)


def test_an_arm_goes_by_its_number_too(capsys: pytest.CaptureFixture[str]) -> None:
    few = ["run", "first_look", *SMALL, "--json", "--arm"]
    assert json.loads(said(capsys, *few, "2").out)["arm"] == "Seeding"
    assert said(capsys, *few, "9").code == 2
