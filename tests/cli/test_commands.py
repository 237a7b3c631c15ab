"""What the commands print: the contract of ``--json``, the same for the same arguments."""

import json
import math
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from command import COMMAND, TINY, environment, said

import simulator
import simulator.metrics as metrics
from simulator.texts import catalogue
from simulator.workers import WORTH_THREADS

ROOT = Path(__file__).parents[2]
COMPARE = ["compare", "first_look", *TINY]
TOP = {"scenario", "seed", "replicates", "engine", "currency", "arms", "paired", "timing"}
MORE = {
    "requested", "start", "consumers", "people_per_consumer", "graph", "between", "goal", "until",
    "assumptions",
}  # fmt: skip
METRIC = {"mean", "low", "high", "p10", "p90", "p_best", "unit"}
PAIRED = {
    "arm", "control", "metric", "pairs", "mean", "low", "high", "level", "p_better", "enough",
    "more_runs_needed",
}  # fmt: skip
PROMISED = {
    "reach", "awareness", "customers", "units", "revenue", "contribution", "cost", "profit", "roi",
    "nps", "k_factor", "talk_positive", "talk_negative", "talk_visible",
}  # fmt: skip
HEAVY = {
    "numpy", "numba", "mesa", "xarray", "pandas", "pydantic", "scipy", "networkx", "rich", "panel",
}  # fmt: skip


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What a tiny comparison prints."""
    code, out, err = said(capsys, *COMPARE, "--json")
    assert (code, err) == (0, "")
    return dict(json.loads(out, parse_constant=pytest.fail))


def numbers(data: Any) -> list[float]:
    """Every number in some JSON."""
    if isinstance(data, dict | list):
        inner = data.values() if isinstance(data, dict) else data
        return [x for one in inner for x in numbers(one)]
    return [data] if isinstance(data, int | float) else []


def test_json_holds_what_was_promised(answer: dict[str, Any]) -> None:
    assert answer.keys() == TOP | MORE
    assert answer["scenario"].keys() == {"name", "digest"}
    assert answer["engine"].keys() == {"version"}
    assert answer["timing"].keys() == {"seconds", "consumer_weeks"}
    assert (answer["seed"], answer["replicates"]) == (1, 3)
    assert answer["currency"] == "JPY"
    names = [arm["name"] for arm in answer["arms"]]
    for arm in answer["arms"]:
        assert arm.keys() >= {"name", "strategies", "metrics"}
        assert arm["metrics"].keys() >= PROMISED
        assert all(metric.keys() == METRIC for metric in arm["metrics"].values())
    rows = [(row["arm"], row["metric"]) for row in answer["paired"]]
    assert rows == [(name, one.name) for name in names[1:] for one in metrics.METRICS]
    for row in answer["paired"]:
        assert row.keys() == PAIRED
        assert row["control"] == names[0]
        assert isinstance(row["enough"], bool)
    assert all(math.isfinite(x) for x in numbers(answer))


def test_what_is_not_defined_is_null(answer: dict[str, Any]) -> None:
    control = answer["arms"][0]["metrics"]
    assert control["roi"]["mean"] is None  # nothing was spent
    assert control["k_factor"]["mean"] is None  # five weeks are too few


def test_same_arguments_same_answer_whatever_the_workers(
    answer: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    for more in ([], ["--workers", "1"], ["--workers", "2"], ["--seed", "1"], ["--lang", "ja"]):
        again = json.loads(said(capsys, *COMPARE, "--json", *more).out)
        assert again | {"timing": None} == answer | {"timing": None}
    other = json.loads(said(capsys, *COMPARE, "--json", "--seed", "2").out)
    assert other["arms"] != answer["arms"]
    assert other["scenario"] == answer["scenario"]


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("market.price=2500", 2500),
        ("market.price = 2500", 2500),
        ("market.price=2.5e3", 2500),
        ("arms.Seeding.budget=7", 7),
        ("arms.2.budget=7", 7),
        ("arms.Seeding.strategies.seeding.seeds=20", 20),
        ("name=other", "other"),
        ('name="other"', "other"),
        ("name=a=b", "a=b"),
        ("start=2027-04-05", "2027-04-05"),
    ],
)
def test_values_can_be_put_over_a_scenario(
    typed: str, held: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from simulator.commands.loading import load
    from simulator.options import parsers

    parser, _ = parsers(catalogue("en"))
    options = parser.parse_args(["check", "first_look", "--set", typed])
    data = load(options).resolved()
    path = typed.partition("=")[0].strip().replace("strategies.seeding", "strategies.0")
    for step in path.replace("Seeding", "2").split("."):
        data = data[int(step)] if isinstance(data, list) else data[step]
    assert data == held


@pytest.mark.parametrize("step", ["v1.5, cheap.", "cheap.budget", "a.b.c"])
def test_an_arm_whose_name_has_dots_is_reached(
    step: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arms = f'arms=[{{name="A"}}, {{name="{step}", budget=7}}]'
    plain = said(capsys, "check", "first_look", "--set", arms.replace("=7", "=8"))
    put = said(capsys, "check", "first_look", "--set", arms, "--set", f"arms.{step}.budget=8")
    assert (plain.code, plain.err) == (0, "")
    assert put == plain


def test_check_says_what_is_unusual(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "check", "first_look", "--set", "behaviour.failure=0.9")
    assert (code, err) == (0, "")
    unusual, sound = out.splitlines()
    assert unusual.startswith("Unusual: behaviour.failure = 0.9 is outside the range")
    assert sound.startswith("first_look is sound.")


def test_arms_are_told_apart_though_their_names_hold_commas(capsys: pytest.CaptureFixture[str]) -> None:
    arms = ("--set", 'arms=[{name="A, B"}, {name="C"}]')
    assert 'Arms: "A, B", "C". ' in said(capsys, "check", "first_look", *arms, "--lang", "en").out
    assert "案: 「A, B」、「C」。" in said(capsys, "check", "first_look", *arms, "--lang", "ja").out


@pytest.mark.parametrize("more", [[], ["--json"], ["--lang", "ja"]])
def test_compare_says_all_that_is_unusual_before_it_runs(
    more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    odd = ["first_look", "--consumers", "34", "--weeks", "52"]
    odd += ["--set", "behaviour.failure=0.9", "--set", "market.currency=USD"]
    odd += ["--set", "arms.Seeding.budget=9"]
    language = more if "--lang" in more else []
    checked = said(capsys, "check", *odd, *language).out.splitlines()[:-1]
    code, out, err = said(capsys, "compare", *odd, "--replicates", "1", *more)
    assert code == 0
    assert err.splitlines() == checked
    assert len(checked) == len(set(checked)) > 3
    assert not set(checked) & set(out.splitlines())
    if "--json" in more:
        json.loads(out)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ('{kind="open_support", agents=0}', True),
        ('{kind="open_support", agents=0.1}', False),
        ('{kind="open_support", agents=0}, {kind="closed_support", agents=1}', False),
        ('{kind="open_support", agents=0, open_share=0}', False),
        ('{kind="closed_support", agents=0}', False),
    ],
)
def test_check_names_complaints_that_nobody_answers(
    typed: str, named: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    arms = f'arms=[{{name="A"}}, {{name="B", strategies=[{typed}]}}]'
    code, out, err = said(capsys, "check", "first_look", "--set", arms)
    assert (code, err) == (0, "")
    assert ("Unusual: arms.B.strategies.open_support has no agents" in out) == named
    agents = ["--set", "behaviour.agents=1"]
    assert "no agents" not in said(capsys, "check", "first_look", "--set", arms, *agents).out


REQUIRED = """
from simulator.parameters import parameter
from simulator.strategies.base import Strategy
class Own(Strategy):
    'Do as told.'
    kind = 'own'
    intensity = ('much',)
    much: int = parameter(unit='people', description='How many', source='your plan')
    loud: bool = parameter(True, unit='-', description='Loudly', source='your plan')
    often: float = parameter(1234567.25, unit='per week', description='How often', source='your plan')
    def act(self, plan, week, market, levers, ledger): pass
"""


def test_fields_of_strategies_are_written_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.py"
    path.write_text(REQUIRED, "utf-8")
    lines = said(capsys, "strategies", "--strategies", str(path), "--lang", "en").out.splitlines()
    for field in (
        "weeks = left out (weeks): For how many weeks; left out, to the end",
        "payment_week = left out (weeks): Weeks that pass before it is paid;",
        "amount = 500,000 (money): What is given",
        "start_week = 0 (weeks): Weeks that pass before it begins",
        "effect_per_contact = 0.02 (discoveries per contact): How many",
        "payer = company: Whose money it is",
        "much = must be given (people): How many",
        "loud = true: Loudly",
        "often = 1,234,567.25 (per week): How often",
    ):
        assert any(line.strip().startswith(field) for line in lines), field
    assert not any("None" in line for line in lines)
    japanese = said(capsys, "strategies", "--strategies", str(path), "--lang", "ja").out
    assert "weeks = 省略" in japanese
    assert "単位: 週" in japanese
    assert "much = 必須" in japanese


TALKATIVE = """
from simulator.parameters import parameter
from simulator.strategies.base import Strategy
print('read')
class Own(Strategy):
    'Say what happens.'
    kind = 'own'
    intensity = ('much',)
    much: int = parameter(1, unit='-', description='How much', source='your plan')
    def act(self, plan, week, market, levers, ledger): print('week', week)
    def plan(self, market, draws): print('planned')
    def doubts(self, foreseen):
        print('asked')
        return []
    @classmethod
    def summary(cls):
        print('summed up')
        return 'Say it.'
"""


@pytest.mark.parametrize("workers", [[], ["--workers", "2"]])
def test_what_strategies_print_is_no_part_of_the_answer(
    workers: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"talkative{len(workers)}.py"
    path.write_text(TALKATIVE, "utf-8")
    own = ["--strategies", str(path)]
    arms = ["--set", "arms=[{name='A'}, {name='B', strategies=[{kind='own'}]}]"]
    small = ["--consumers", "60", "--weeks", "2", "--replicates", "2"]
    compared = ["compare", "first_look", *small, *arms, *own, *workers]
    code, out, err = said(capsys, *compared, "--json")
    assert code == 0
    json.loads(out)
    assert err.splitlines()[0] == "read"
    assert sorted(err.splitlines()[1:]) == sorted(
        ["asked", "summed up", *["planned", "week 0", "week 1"] * 2]
    )
    code, out, err = said(capsys, *compared)
    assert (code, err.count("week 1"), out.count("week 1\n")) == (0, 2, 0)
    assert "planned" not in out
    code, out, err = said(capsys, "check", "first_look", *arms, *own)
    assert (code, len(out.splitlines())) == (0, 1)
    assert "asked" in err
    code, out, err = said(capsys, "strategies", *own, "--json")
    assert code == 0
    assert "own" in [row["kind"] for row in json.loads(out)]
    assert "summed up" in err


def test_lists_of_scenarios_and_strategies(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(said(capsys, "scenarios", "--json").out)
    assert {"first_look", "a_against_a"} <= {row["name"] for row in rows}
    assert all(row["question"] and row["source"] and row["look_at"] for row in rows)
    rows = json.loads(said(capsys, "strategies", "--json").out)
    assert [row["kind"] for row in rows] == sorted(row["kind"] for row in rows)
    fields = {"name", "type", "default", "minimum", "maximum", "unit", "description", "source"}
    fields |= {"choices", "optional", "sourced", "also"}
    assert all(field.keys() == fields for row in rows for field in row["fields"])
    found = {(row["kind"], one["name"]): one for row in rows for one in row["fields"]}
    assert found["donation", "payer"]["choices"] == ["company", "owner"]
    assert found["donation", "amount"]["choices"] is None
    assert found["donation", "payment_week"]["optional"] is True
    assert found["donation", "payment_week"]["default"] is None
    assert found["donation", "payer"]["optional"] is False
    assert found["donation", "scepticism"]["sourced"] == [0, 0.6]
    assert found["donation", "amount"]["sourced"] is None
    assert found["seeding", "rule"]["also"] == {"hubs": "degree"}
    assert found["donation", "payer"]["also"] == {}
    for listing in ("scenarios", "strategies"):
        for language in ("en", "ja"):
            assert said(capsys, listing, "--lang", language).code == 0


def test_names_that_look_like_markup_are_shown_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    odd = "[/b] :smile: {0} %s"
    arms = f"arms=[{{name='A'}},{{name='{odd}'}}]"
    code, out, err = said(
        capsys, "compare", "first_look", "--consumers", "60", "--weeks", "5", "--replicates", "3",
        "--set", arms, "--set", f"question={odd}",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == odd
    assert f"{odd} against A" in out.replace("\n", " ")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_table_in_words(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, *COMPARE, "--lang", language)
    assert (code, err) == (0, "")
    assert "Seeding" in out
    assert ("到達" in out) == (language == "ja")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["compare", "--help"], ["check", "-h"]])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_help(arguments: list[str], language: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, *arguments, "--lang", language)
    assert (code, err) == (0, "")
    assert out.startswith({"en": "usage: kuchikomi", "ja": "使い方: kuchikomi"}[language])


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], [], ["comapre"], ["compare", "--seed", "x"]]
)
def test_what_needs_no_simulation_imports_none(arguments: list[str]) -> None:
    script = (
        "import sys; from simulator.cli import main; "
        f"main({arguments!r}); print(sorted(set(sys.modules) & {HEAVY!r}))"
    )
    done = subprocess.run(
        [COMMAND[0], "-c", script], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--version") == (0, f"kuchikomi {version('kuchikomi')}\n", "")
    assert version("kuchikomi") == simulator.__version__


def test_help_says_from_how_many_consumers_on_threads_are_used() -> None:
    for language in ("en", "ja"):
        assert f"{WORTH_THREADS:,}" in catalogue(language).say("cli.workers")
