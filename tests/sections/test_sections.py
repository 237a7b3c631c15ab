"""What is written of an outcome are its numbers, in any order, and nothing in a name is carried out."""

import copy
import re
from html import escape
from typing import Any

import numpy as np
import pytest
from sessions import compared, session
from support import arm, lively

from simulator import load_scenario
from simulator.assumed import references
from simulator.drivers import Driver
from simulator.figures import amount, currency_name, figures, percent
from simulator.html.bars import Bar, bar_table
from simulator.html.look import arm_style
from simulator.html.marks import SHAPES
from simulator.html.words import unbroken
from simulator.journey import journey
from simulator.outcome import Outcome
from simulator.scenarios.variation import uncertain
from simulator.sections.books import earning, economics, ledger, spending
from simulator.sections.calendar import calendar
from simulator.sections.differences import chances, difference_bars, differences
from simulator.sections.means import SHOWN, means, ordered
from simulator.sections.people import moods
from simulator.sections.reasons import assumptions, tornado
from simulator.sections.steps import steps
from simulator.sections.telling import of_person
from simulator.texts import LANGUAGES, Catalogue, catalogue
from simulator.watching import Watched

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
    body = re.findall(r"<tbody>(.*?)</tbody>", re.sub("</?span[^>]*>", "", html), re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for one in body for row in one.split("<tr>")[1:]]


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
    profit = SHOWN.index("profit")
    _, *shown = rows(means(outcome, text))[profit]
    expected = [one["metrics"]["profit"]["mean"] for one in answer["arms"]]
    assert shown == figures(expected, language, currency="JPY")
    _, *against = rows(means(outcome, text, against=True))[profit]
    pairs = [row["mean"] for row in answer["paired"] if row["metric"] == "profit"]
    assert against[1:] == figures(pairs, language, currency="JPY", sign=True)


def test_the_longer_side_of_the_means_goes_down(outcome: Outcome) -> None:
    """Eleven measures in a row would be cut off; so would more arms than measures."""
    text, arms = catalogue("en"), outcome.content.arms
    assert [row[0] for row in rows(means(outcome, text, shown=SHOWN[:3]))] == [
        text.say(f"metric.{name}") for name in SHOWN[:3]
    ]
    down, across = (rows(means(outcome, text, shown=SHOWN[:few])) for few in (2, 3))
    assert [row[0] for row in down] == [escape(arm) for arm in arms]
    assert [row[1] for row in down] == across[0][1:]


def test_each_plan_has_its_mark_in_every_table_of_differences(outcome: Outcome) -> None:
    text = catalogue("en")
    for html in ("".join(differences(outcome, text, "default")), "".join(economics(outcome, text, "dark"))):
        for table in re.findall(r'<table class="bars">.*?</table>', html, re.DOTALL):
            drawn = re.findall(r'<svg class="mark".*?<path d="([^"]*)"', table)
            assert drawn == [SHAPES[arm_style(k, "default").marker] for k in (1, 2)]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("its profit is +¥5.91M (+¥5.69M to -¥1,234)", ["+¥5.91M", "+¥5.69M", "-¥1,234"]),
        ("9 % through seeding, 5.33 pp more in 40 runs.", ["9 %", "5.33 pp"]),
        ("費用は+￥362.7万、差は -¥154.0万円", ["+￥362.7万", "-¥154.0万"]),
        ("+5.33 ポイント、US$12.50", ["+5.33 ポイント", "US$12.50"]),
        ("Plan 2, week 12: 1,234 people of A-12", []),
        ("-20.7 & 'x' <b>", ["-20.7"]),
    ],
)
def test_amounts_stay_with_their_signs_and_units(said: str, kept: list[str]) -> None:
    html = unbroken(said)
    assert re.findall(r'<span class="amount">(.*?)</span>', html) == kept
    assert re.sub("</?span[^>]*>", "", html) == escape(said)


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


@languages
def test_strategies_and_weeks_of_the_books_are_called_as_people_do(language: str) -> None:
    rows_ = lively(arm("Twice", SEEDS, SEEDS), market={"consumers": 60, "weeks": 8})
    with session(language, table=rows_) as store:
        outcome = compared(store)
    text = catalogue(language)
    named = [text.title("seeding"), f"{text.title('seeding')} 2"]
    dated = rows("".join(calendar(outcome, 1, text, "red")))
    assert [row[0] for row in dated] == named
    assert {row[2] for row in dated} == {text.say("app.calendar.week", first=1)}
    assert [row[0] for row in rows("".join(ledger(outcome, 1, text)))][:2] == named


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


@languages
def test_what_it_rests_on_is_called_as_in_the_forms_with_its_name_in_files(language: str) -> None:
    text, read = catalogue(language), load_scenario(TABLE)
    said = "".join(assumptions(read, text, only_changed=False))
    found = {row[-1]: row for row in rows(said)}
    assert found["utility_base"][0] == text.label("utility_base")
    assert found["unit_cost"][3] == currency_name("JPY", language)
    assert text.say("assumed.behaviour") in said
    assert text.say("app.what_if.field", of="Again", label=text.title("seeding")) in said
    one = uncertain(read)[0]
    drawn = "".join(tornado([Driver(one, None, None)], "Again", "JPY", text, "default"))
    assert f"{text.called(one.name)}<br><small>{one.name}</small>" in drawn


def test_differences_that_stand_together_share_their_form_and_what_never_differs_has_no_interval() -> None:
    with session() as store:
        answer = compared(store).content.answer
    row = {"metric": "cost", "low": 499_200.0, "mean": 499_200.0, "high": 499_200.0, "p_better": 0.0}
    row |= {"arm": "A", "enough": True}
    wide = {**row, "arm": "B", "low": 2.0e6, "mean": 2.94e6, "high": 4e6}
    bars = difference_bars([None, row, wide], answer, catalogue("en"), "default")
    assert [bar.figure for bar in bars] == ["+¥0.50M (in every run)", "+¥2.94M (+¥2.00M to +¥4.00M)"]
    assert [bar.more for bar in bars] == ["", "0 %"]


def test_a_payback_that_comes_in_some_runs_only_is_a_share_of_runs(outcome: Outcome) -> None:
    text, content = catalogue("en"), outcome.content
    arms = copy.deepcopy(content.answer["arms"])
    for arm_, back in zip(arms, (0, 1, content.answer["replicates"]), strict=True):
        arm_["measured"] |= {"payback": back, "marginal_roi": 0}
        arm_["metrics"]["payback"]["mean"] = 51.0 if back else None
    changed = outcome._replace(content=content._replace(answer={**content.answer, "arms": arms}))
    said = means(changed, text, shown=("payback", "marginal_roi"))
    share = text.say("table.payback_in", percent=percent(1 / content.answer["replicates"], "en"))
    assert [row[1] for row in rows(said)] == ["-", share, "51"]
    assert text.say("table.legend_marginal") in said
    assert text.say("table.legend_partly", mark="*") not in said


def test_people_who_stand_together_are_told_with_as_many_decimals(outcome: Outcome) -> None:
    """55.7 beside 103, or +4.85 beside +8, would look as if one were known better."""
    text, course = catalogue("en"), journey(outcome.results.data)
    moods_ = {name: np.array([[0, 55.7], [0, 103.0], [0, 9.25]]) for name in course.moods}
    moods_["first_negative"] = np.array([[0, 1.5], [0, 1234.5], [0, 9.25]])
    said = rows("".join(moods(outcome, course._replace(moods=moods_), 1, text)))
    assert said[0][1:] == ["103 (+47)", "103 (+47)"]
    assert said[1][1:] == ["103 (+47)", "1,235 (+1,233)"]


def test_sources_stand_in_the_order_of_their_authors() -> None:
    keys = [*references(load_scenario(lively(arm("Gift", SEEDS))))]
    assert len(keys) > 5
    assert keys == sorted(keys, key=str.casefold)


@languages
def test_who_heard_from_a_person_is_named_and_who_is_not_on_the_map_is_counted(language: str) -> None:
    """Person 2 heard from 1 and told 3 to 16; of all of them only 1, 2 and 3 are drawn."""
    text, none = catalogue(language), np.full(17, -1)
    teller = np.array([-1, -1, 1, *[2] * 14])
    watched = Watched("Plan", np.zeros((2, 17), np.int8), none * 0 + 10, none, teller, none, none[:0], None)
    said = "".join(of_person(2, watched, text, {1, 2, 3}))
    names = text.sentences["part.comma"].join([*map(str, range(3, 15)), "…"])
    assert text.say("app.network.told", person="2", told="14", people=names) in said
    assert text.say("app.network.absent", number="13") in said
    alone = "".join(of_person(1, watched, text, range(17)))
    assert text.say("app.network.told", person="1", told="1", people="2") in alone
    assert text.say("app.network.absent", number="0") not in alone
