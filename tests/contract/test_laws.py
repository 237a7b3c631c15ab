"""No strategy breaks a law of the contract; next to each law stand the wrong twins that do."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import laws
import pytest
from laws import KNOWN, WEEKS

from simulator.parameters import declarations
from simulator.strategies.base import Doubt, Foreseen
from simulator.strategies.registry import strategies
from simulator.texts import LANGUAGES, catalogue

FOUND = sorted(strategies())
TWINS = sorted(set(KNOWN) - set(FOUND))
ODD = 0.1 + 0.2  # a price that is no whole number of coins, nor of anything

LAWS: dict[str, tuple[Callable[[str], object], list[str]]] = {
    "zero intensity is the control": (laws.zero_intensity_is_the_control, ["is_never_idle"]),
    "runs side by side are as alone": (
        laws.runs_side_by_side_are_as_alone,
        [
            "counts_on_the_class", "counts_in_the_module", "keeps_it_on_the_graph", "reads_the_clock",
            "writes_into_the_graph",
        ],
    ),
    "both engines agree": (laws.both_engines_agree, ["keeps_what_it_saw"]),
    "the order of rows is no matter": (
        laws.the_order_of_rows_is_no_matter, ["takes_rows_for_uids"],
    ),
    "nothing outside is asked": (laws.nothing_outside_is_asked, ["reads_the_clock"]),
    "nothing is touched but levers and books": (
        laws.nothing_is_touched_but_levers_and_books,
        [
            "writes_in_plan", "writes_in_act", "writes_into_the_graph", "books_in_a_past_week",
            "books_in_another_name",
        ],
    ),
    "a coin buys next to nothing": (laws.a_coin_buys_next_to_nothing, ["takes_all_for_a_coin"]),
    "what is refused does not happen": (laws.what_is_refused_does_not_happen, ["goes_on_unpaid"]),
    "bills are booked to the coin, in yen": (
        partial(laws.bills_are_booked_to_the_coin, price=ODD, currency="JPY"), ["pays_in_crumbs"],
    ),
    "bills are booked to the coin, in dollars": (
        partial(laws.bills_are_booked_to_the_coin, price=ODD, currency="USD"), [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FOUND)
@pytest.mark.parametrize("law", LAWS)
def test_every_strategy_keeps_the_law(law: str, kind: str) -> None:
    LAWS[law][0](kind)


HERE = Path(__file__).parent
BREACHES = [(law, twin) for law, (_, twins) in LAWS.items() for twin in twins]


@pytest.mark.parametrize(("law", "twin"), BREACHES)
def test_who_breaks_it_is_seen(law: str, twin: str) -> None:
    with pytest.raises(AssertionError):
        LAWS[law][0](twin)


@pytest.mark.parametrize("law", sorted(set(LAWS) - {"nothing outside is asked"}))
def test_the_right_twin_breaks_none(law: str) -> None:
    """What the wrong twins share is no reason to fail, but for the clock that their file imports."""
    LAWS[law][0]("breaks_nothing")


@pytest.mark.parametrize("line", [
    "import time", "import os.path", "from datetime import date", "from random import random",
    "from numpy import random", "from numpy import random as chance", "import numpy.random as chance",
    "from numpy.random import default_rng", "chance = np.random.default_rng()",
])  # fmt: skip
def test_whatever_brings_a_clock_or_chance_in_is_seen(line: str) -> None:
    assert laws.asked_outside(f"import numpy as np\n{line}\n")


def test_what_every_strategy_may_import_is_nothing_from_outside() -> None:
    source = "import math\nimport numpy as np\nfrom simulator.draws import Draws\nnp.argsort([])\n"
    assert laws.asked_outside(source) == set()


def test_every_twin_breaks_some_law() -> None:
    elsewhere = {"breaks_nothing", "hides_its_table", "hashes_text", "says_no_cost", "says_another_cost"}
    assert {twin for _, twin in BREACHES} | elsewhere == set(TWINS)


# --- strategies together --------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "other"), list(zip(FOUND, FOUND[1:] + FOUND[:1], strict=True)))
@pytest.mark.parametrize("budget", [None, 60_000.0])
def test_any_order_of_strategies_gives_the_same_bits(
    kind: str, other: str, budget: float | None
) -> None:
    laws.any_order_in_the_arm_gives_the_same_bits(kind, other, budget)


def test_an_order_that_matters_is_seen() -> None:
    laws.any_order_in_the_arm_gives_the_same_bits("breaks_nothing", "seeding", 60_000.0)
    with pytest.raises(AssertionError):
        laws.any_order_in_the_arm_gives_the_same_bits("hides_its_table", "seeding", 60_000.0)


# --- from process to process ----------------------------------------------------------------------


def printed(hash_seed: int) -> dict[str, str]:
    """Fingerprints of all strategies, and of a twin, in a process in which Python hashes like that."""
    root = str(HERE.parents[1])
    environment = os.environ | {"PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": root}
    command = [sys.executable, str(HERE / "print_fingerprints.py"), *FOUND, "hashes_text"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(line.split() for line in done.stdout.splitlines())


def test_every_process_gives_the_same_bits() -> None:
    one, other = printed(1), printed(2)
    assert {kind for kind in one if one[kind] != other[kind]} == {"hashes_text"}
    assert len(set(one.values())) == len(FOUND) + 1
    for kind in FOUND:
        assert laws.fingerprint(kind) == one[kind]


# --- costs known beforehand -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", FOUND)
@pytest.mark.parametrize("start", [0, 5, WEEKS - 1])
@pytest.mark.parametrize("people", [1, 10])
def test_what_it_plans_to_spend_is_what_it_spends(kind: str, start: int, people: int) -> None:
    """Ours all say it; others may not know it beforehand."""
    ours = KNOWN[kind].__module__.startswith("simulator.")
    if not laws.what_it_plans_to_spend_is_what_it_spends(kind, start, people, must_say=ours):
        pytest.skip(f"{kind} does not say beforehand what it costs")


@pytest.mark.parametrize("twin", ["says_no_cost", "says_another_cost"])
def test_who_of_us_says_nothing_or_something_else_is_seen(twin: str) -> None:
    with pytest.raises(AssertionError):
        laws.what_it_plans_to_spend_is_what_it_spends(twin, 5, 1, must_say=True)


def test_who_is_not_of_us_may_say_nothing() -> None:
    assert not laws.what_it_plans_to_spend_is_what_it_spends("says_no_cost", 5, 1, must_say=False)


# --- what is probably not meant -------------------------------------------------------------------

NARROW = Foreseen(1, 1, dict.fromkeys(("everyone", "social_media", "followers"), "a field"), False)


def in_doubt(kind: str) -> list[Doubt]:
    """What is in doubt in a market in which hardly anything can be meant, at defaults and at great length."""
    one = KNOWN[kind]
    ends = {field.name: field.maximum for field in declarations(one) if field.optional and field.maximum}
    return [doubt for more in ({}, ends) for doubt in one(start_week=0, **more).doubts(NARROW)]


@pytest.mark.parametrize("kind", FOUND)
def test_doubts_are_sentences(kind: str) -> None:
    """Ours all have some there; others may never be in doubt."""
    found = in_doubt(kind)
    assert found or not KNOWN[kind].__module__.startswith("simulator.")
    for doubt in found:
        assert doubt.field in ("", *KNOWN[kind].model_fields)
        for language in LANGUAGES:
            assert catalogue(language).say(f"doubt.{doubt.key}", **{**doubt.values, "name": kind})
