"""What is written of an outcome are its numbers, in any order, and nothing in a name is carried out."""

import re
from typing import Any

import pytest
from sessions import compared, session
from support import arm, lively

from simulator import load_scenario
from simulator.figures import amount, figures
from simulator.html.bars import Bar, bar_table
from simulator.outcome import Outcome
from simulator.sections.books import earning, ledger, spending
from simulator.sections.calendar import calendar
from simulator.sections.differences import chances, differences
from simulator.sections.means import SHOWN, means, ordered
from simulator.sections.reasons import assumptions
from simulator.sections.steps import steps
from simulator.texts import LANGUAGES, Catalogue, catalogue

BAD = "<img src=x onerror=alert(1)>&"
MEDIA = {"kind": "paid_media", "medium": "tv", "spend_per_week": 30, "cost_per_contact": 1}
SEEDS = {"kind": "seeding", "seeds": 4, "cost_per_seed": 10}
TABLE = lively(arm(BAD, SEEDS, MEDIA, budget=150), arm("Again", SEEDS), market={"consumers": 60, "weeks": 8})
KINDS, PLACES = ("seeding", "donation"), ("market", "graph", "behaviour", "switches")
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module", name="outcome")
def found() -> Outcome:
    with session(table=TABLE) as store:
        return compared(store)


def rows(html: str) -> list[list[str]]:
    """Cells of all rows of a body."""
    body = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    return [
        re.findall(r"<t[hd][^>]*>(?!<i)([^<]*)</t[hd]>", row) for one in body for row in one.split("<tr>")[1:]
    ]


def everything(outcome: Outcome, text: Catalogue) -> str:
    parts = [*differences(outcome, text, "default"), *chances(outcome, text, "dark"), means(outcome, text)]
    for k, name in enumerate(outcome.content.arms):
        parts += ledger(outcome, k, text)
        parts += steps(outcome, name, text, "default") if k else []
    return "".join(parts)


@languages
def test_assumptions_are_in_the_language_of_who_reads_them(language: str) -> None:
    gift = {"kind": "donation", "amount": 5, "payer": "owner", "frame": "mixed"}
    scenario = load_scenario(lively(arm("Gift", gift, {**SEEDS, "rule": "early_adopters"})))
    text = catalogue(language)
    said = "".join(assumptions(scenario, text, only_changed=False))
    of_arms = [text.say("app.what_if.field", of="Gift", label=text.say(f"strategy.{kind}")) for kind in KINDS]
    for one in (*(text.say(f"assumed.{place}") for place in PLACES), *of_arms):
        assert f">{one}<" in said
    cells = {cell.removesuffix(" *") for row in rows(said) for cell in row}
    for field, value in (("payer", "owner"), ("frame", "mixed"), ("rule", "early_adopters")):
        assert text.choice(field, value) in cells
        assert value not in cells
    if language == "ja":
        assert "contested" not in said


@languages
def test_a_name_is_never_carried_out(outcome: Outcome, language: str) -> None:
    said = everything(outcome, catalogue(language))
    assert "<img" not in said
    assert "&lt;img src=x onerror=alert(1)&gt;&amp;" in said


@pytest.mark.parametrize("metric", SHOWN)
def test_arms_stand_in_the_order_of_any_measure(outcome: Outcome, metric: str) -> None:
    arms = outcome.content.answer["arms"]
    found = [one["metrics"][metric]["mean"] for one in ordered(arms, metric)]
    known = [x for x in found if x is not None]
    assert known == sorted(known, reverse=metric not in ("cost", "cac", "payback"))
    assert found[: len(known)] == known, "those without a value come last"
    assert ordered(arms, "") == arms


@languages
def test_means_and_differences_are_those_of_the_answer(outcome: Outcome, language: str) -> None:
    text, answer = catalogue(language), outcome.content.answer
    column = 1 + SHOWN.index("profit")
    shown = [row[column] for row in rows(means(outcome, text))]
    expected = [one["metrics"]["profit"]["mean"] for one in answer["arms"]]
    assert shown == figures(expected, language, currency="JPY")
    against = [row[column] for row in rows(means(outcome, text, against=True))]
    pairs = [row["mean"] for row in answer["paired"] if row["metric"] == "profit"]
    assert against[1:] == figures(pairs, language, currency="JPY", sign=True)


def test_the_books_add_up_to_what_an_arm_costs(outcome: Outcome) -> None:
    text, answer = catalogue("en"), outcome.content.answer
    for k, one in enumerate(answer["arms"]):
        cost = one["metrics"]["cost"]["mean"]
        found = rows("".join(ledger(outcome, k, text)))
        if not cost:
            assert found == []
            continue
        assert found[-1][0] == "Sum"
        assert found[-1][-1] == amount(cost, "en", "JPY")
        assert spending(outcome)[k, -1] == pytest.approx(cost)
        assert earning(outcome)[k, -1] == pytest.approx(one["metrics"]["profit"]["mean"])


def test_the_waterfall_goes_from_the_control_to_the_plan(outcome: Outcome) -> None:
    found = rows("".join(steps(outcome, "Again", catalogue("en"), "default")))
    assert [found[0][0], found[-1][0]] == ["profit of Control", "profit of Again"]
    assert "cost of products given" in [row[0] for row in found]


def test_the_calendar_is_what_the_first_run_books(outcome: Outcome) -> None:
    assert "".join(calendar(outcome, 0, catalogue("en"), "red")) == "", "the control spends nothing"
    html = "".join(calendar(outcome, 1, catalogue("en"), "red"))
    strips = [re.findall(r"<i[^>]*>", strip) for strip in re.findall(r"<div>(.*?)</div>", html)]
    assert [len(one) for one in strips] == [8, 8]
    media = next(row for row in rows(html) if row[0] == "Paid media")
    booked = outcome.results.data["booked"].isel(arm=1, replicate=0)
    line = [str(one).split(" / ")[0] for one in booked.coords["line"].values].index("paid_media")
    spent = booked.isel(line=line).values
    assert media[-1] == amount(float(spent.sum()), "en", "JPY")
    shown = [one != "<i>" for one in strips[[row[0] for row in rows(html)].index("Paid media")]]
    assert shown == (spent > 0).tolist()


def places(html: str) -> list[tuple[float, float]]:
    """Where bars begin, and how wide they are."""
    found = re.findall(r'class="bar[^"]*" style="left:([\d.-]+)%;width:([\d.-]+)%', html)
    return [(float(left), float(width)) for left, width in found]


def test_bars_are_drawn_to_one_scale() -> None:
    ends = ((0.0, 10.0), (-10.0, 0.0), (5.0, 10.0))
    bars = [Bar("n", "f", low, high, "red") for low, high in ends]
    html = bar_table(["n", "f"], bars, "c")
    (a, wide), (b, as_wide), (c, half) = places(html)
    zeros: Any = {*re.findall(r'class="zero" style="left:([\d.]+)%', html)}
    assert zeros == {f"{a:.2f}"}
    assert wide == pytest.approx(as_wide, abs=0.02)
    assert half == pytest.approx(wide / 2, abs=0.02)
    assert b + as_wide == pytest.approx(a, abs=0.02)
    assert c == pytest.approx(a + wide / 2, abs=0.02)
    assert all(left >= 0 and left + width <= 100 for left, width in places(html))
