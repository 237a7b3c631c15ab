"""What a strategy answers before any run is told, or is its author's fault in a sentence with its line."""

from pathlib import Path
from typing import Any

import pytest
from support import arm, lively, stepped

from simulator.errors import Mistake, Mistakes
from simulator.scenarios.checks import doubts
from simulator.scenarios.files import load_scenario
from simulator.world import make_world

OWN = """from simulator.errors import Mistake, Mistakes
from simulator.parameters import parameter
from simulator.strategies.base import OWN_MISTAKE, OWN_SENTENCE, Doubt, Strategy
class Own(Strategy):
    'Do what is said below.'
    kind = 'own'
    intensity = ('much',)
    much: int = parameter(1, unit='-', description='How much', source='assumption')
    def act(self, plan, week, market, levers, ledger): pass
"""
DEFINED, WITHIN = 10, 11  # lines of what is added
CANNOT_BE_TOLD = "cannot be told: it is no sentence, or lacks a value that its sentence names"

ANSWERS: dict[str, tuple[str, str, int, str]] = {  # method, answer, line, what is said
    "mistakes break": ("mistakes", "1 / 0", WITHIN, "ZeroDivisionError: division by zero"),
    "mistakes are nothing": ("mistakes", "return None", DEFINED, "TypeError: 'NoneType'"),
    "mistakes are text": ("mistakes", "return ['oh no']", DEFINED, f"oh no {CANNOT_BE_TOLD}"),
    "mistakes without sentence": (
        "mistakes", "return [Mistake('strategy.mine')]", DEFINED, f"strategy.mine {CANNOT_BE_TOLD}",
    ),
    "mistakes that lack values": (
        "mistakes", "return [Mistake('strategy.after_horizon', last=3)]", DEFINED, CANNOT_BE_TOLD,
    ),
    "mistakes in mistakes": ("mistakes", "return [Mistakes([])]", DEFINED, f"several {CANNOT_BE_TOLD}"),
    "mistakes of no field": (
        "mistakes", "return [Mistake(OWN_MISTAKE, field='mch', what='No.')]", DEFINED,
        "mistakes: field = mch is not one of the choices. Allowed: start_week, much.",
    ),
    "mistakes are raised": ("mistakes", "raise Mistake('No.')", WITHIN, "Mistake: No. Mend it there."),
    "doubts are text": ("doubts", "return 'oh no'", DEFINED, f"o {CANNOT_BE_TOLD}"),
    "doubts are nothing": ("doubts", "return None", DEFINED, "TypeError: 'NoneType'"),
    "doubts without sentence": ("doubts", "yield Doubt('mine')", DEFINED, f"mine {CANNOT_BE_TOLD}"),
    "doubts that lack values": ("doubts", "yield Doubt('beyond_people')", DEFINED, CANNOT_BE_TOLD),
    "doubts of no field": (
        "doubts", "yield Doubt(OWN_SENTENCE, 'mch', what='No.')", DEFINED,
        "doubts: field = mch is not one of the choices. Allowed: start_week, much.",
    ),
    "cost is text": ("planned_cost", "return 'much'", DEFINED, "planned_cost: much is no cost. Allowed:"),
    "cost is no number": ("planned_cost", "return float('nan')", DEFINED, "nan is no cost"),
    "cost is endless": ("planned_cost", "return float('inf')", DEFINED, "inf is no cost"),
    "cost is below nothing": ("planned_cost", "return -1.0", DEFINED, "-1.0 is no cost"),
    "cost is true": ("planned_cost", "return True", DEFINED, "True is no cost"),
    "cost is too long": ("planned_cost", "return 10**400", DEFINED, "OverflowError"),
    "its end is text": ("last_week", "return 'soon'", 4, "TypeError: '>=' not supported"),
}  # fmt: skip
BROKE = "own, week = 0: the strategy broke at own.py, line 11"


def loaded(folder: Path, method: str, answer: str) -> Any:
    """A scenario with a strategy that answers so."""
    path = folder / "own.py"
    path.write_text(f"{OWN}    def {method}(self, *about):\n        {answer}\n", "utf-8")
    return load_scenario(lively(arm("Plan", {"kind": "own"}, budget=5.0)), strategy_files=[path])


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_no_answer_is_the_fault_of_its_author(name: str, tmp_path: Path) -> None:
    method, answer, line, says = ANSWERS[name]
    with pytest.raises(Mistake) as caught:
        doubts(loaded(tmp_path, method, answer))
    said = str(caught.value)
    assert "own.py, line" in said
    assert f"line {line}" in said, said
    assert says in said
    assert said.endswith("Mend it there.")
    assert "week" not in said.split("Allowed")[0]
    assert "own.py" in caught.value.sentences("ja")[0]


def test_what_is_an_answer_is_none(tmp_path: Path) -> None:
    """The twin of the test above: the same methods with answers that can be told."""
    for method, answer in (
        ("mistakes", "return []"), ("doubts", "return ()"), ("planned_cost", "return None"),
        ("planned_cost", "return 5"), ("last_week", "return 3"),
    ):  # fmt: skip
        folder = tmp_path / f"{method}{len(answer)}"
        folder.mkdir()
        assert doubts(loaded(folder, method, answer)) == []


@pytest.mark.parametrize(
    ("values", "place"), [("field='much', ", "own.much"), ("", "own"), ("place=3, file=4, ", "own")]
)
def test_a_strategy_says_in_its_own_words_what_cannot_work(
    values: str, place: str, tmp_path: Path
) -> None:
    with pytest.raises(Mistakes) as caught:
        loaded(tmp_path, "mistakes", f"return [Mistake(OWN_MISTAKE, {values}what='Not so much.')]")
    assert str(caught.value) == f"scenario: arms.Plan.strategies.{place}: Not so much."


def test_faults_hide_no_other_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(f"{OWN}    def mistakes(self, *about): 1 / 0\n", "utf-8")
    rows = lively(arm("Plan", {"kind": "own"}, {"kind": "seeding", "seeds": 5, "start_week": 99}))
    with pytest.raises(Mistakes) as caught:
        load_scenario(rows, strategy_files=[path])
    fault, other = caught.value.sentences()
    assert fault.startswith("scenario: arms.Plan.strategies.own: own: the strategy broke at own.py, line 10")
    assert other.startswith("scenario: arms.Plan.strategies.seeding: start_week = 99 lies after")


@pytest.mark.parametrize(
    ("raised", "says"),
    [
        ("Mistake('No money.')", f"{BROKE}: Mistake: No money. Mend it there."),
        ("Mistake(OWN_MISTAKE, what='No.')", f"{BROKE}: Mistake: No. Mend it there."),
        ("Mistake('shares_sum', file='a', place='b', total=3)", "a: b: the shares sum to 3."),
    ],
)
def test_a_mistake_raised_at_work_is_told(raised: str, says: str, tmp_path: Path) -> None:
    place = make_world(loaded(tmp_path, "act", f"raise {raised}"), 1)
    with pytest.raises(Mistake) as caught:
        stepped(place, 1)
    assert str(caught.value).startswith(says)
