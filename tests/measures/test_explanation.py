"""What is told of a comparison in sentences is what its runs say, recounted from the records."""

import json
import math
import re
from typing import Any

import numpy as np
import pytest
from chance import recounted
from support import arm, lively, scenario

from simulator import compare, load_scenario, summary
from simulator.explanation import claims, contested, explained, stages
from simulator.metrics import measure
from simulator.outcome import outcome_of
from simulator.results import Results
from simulator.sections.reasons import worlds
from simulator.strategies.registry import strategies
from simulator.texts import LANGUAGES, catalogue

SEEDING = {"kind": "seeding", "seeds": 10, "cost_per_seed": 10}
MEDIA = {"kind": "paid_media", "spend_per_week": 2000, "weeks": 4, "medium": "tv", "effect_per_contact": 0.1}
LAUNCH = {"consumers": 150, "weeks": 12, "initial": "launch"}
EN = catalogue("en")


def compared(*rows: dict[str, Any], replicates: int = 8, **more: Any) -> Results:
    return compare(scenario(lively(*rows, market={**LAUNCH, **more.pop("market", {})}, **more)), replicates)


def said(results: Results, language: str = "en") -> str:
    return "\n".join(explained(summary(results), catalogue(language)))


def is_said(key: str, text: str, language: str = "en") -> bool:
    """True if a sentence of the catalogue stands in the text, whatever fills it."""
    pattern = re.escape(catalogue(language).sentences[key])
    return re.search(re.sub(r"\\\{\w+\\\}", ".+?", pattern), text) is not None


def profit(results: Results) -> np.ndarray:
    data = results.data
    flows = data["revenue"] - data["units"] * data.attrs["unit_cost_minor"] - data["cost"]
    return flows.sum("week").values / data.attrs["minor_per_major"]


# --- which, and how sure --------------------------------------------------------------------------


def test_the_plan_that_earns_most_is_named_with_its_interval() -> None:
    results = compared(arm("Gift", SEEDING), arm("Dear", {**SEEDING, "cost_per_seed": 1e5}))
    text, change = said(results), profit(results)[1] - profit(results)[0]
    assert profit(results).mean(axis=1).argmax() == 1
    low, high = recounted(change)
    assert low > 0
    assert is_said("explain.best", text)
    assert text.startswith("Gift earns most")
    numbers = [float(x.replace(",", "")) for x in re.findall(r"\+¥([\d,]+)", text.splitlines()[0])]
    assert np.allclose(numbers[:3], [change.mean(), low, high], atol=0.5)


def test_where_no_plan_pays_the_control_is_named_and_the_nearest() -> None:
    rows = [arm(name, {**SEEDING, "cost_per_seed": cost}) for name, cost in (("Dear", 1e5), ("Dearer", 2e5))]
    text = said(compared(*rows))
    assert text.startswith("No plan earns more than Control.\nLess: \"Dear\", \"Dearer\".\nThe best of the")
    assert is_said("explain.nearest_less", text)
    assert "plans is Dear: " in text


def test_a_plan_that_so_many_runs_cannot_tell_from_the_control() -> None:
    """A gift that costs what it brings, a little less or more."""
    gain = measure(compared(arm("Gift", SEEDING)).data)["contribution"]
    per_seed = round(float((gain[1] - gain[0]).mean()) / 10)
    found = {
        key
        for cost in (per_seed - 1, per_seed + 1)
        for key in ("explain.none_known", "explain.nearest_open")
        if is_said(key, said(compared(arm("Gift", {**SEEDING, "cost_per_seed": cost}))))
    }
    assert found == {"explain.none_known", "explain.nearest_open"}


def test_where_no_plan_is_known_to_pay_it_is_said_how_each_stands() -> None:
    """The nearest is the same as the control; what is asked is whether any plan pays."""
    rows = [arm("Again"), arm("Dear", {**SEEDING, "cost_per_seed": 1e5}), arm("Dearer", MEDIA)]
    answer = summary(compared(*rows))
    for row in answer["paired"]:
        if row["arm"] == "Dearer" and row["metric"] == "profit":
            row["low"], row["high"] = -2.0, 1.0
    assert explained(answer, EN)[:4] == [
        "No plan is known to earn more than Control.",
        'Less: "Dear".',
        '8 runs are not enough to tell: "Dearer".',
        'Exactly as much, in every run: "Again".',
    ]


def test_a_lesser_plan_that_is_known_to_pay_is_named_beside_one_that_is_not() -> None:
    answer = summary(compared(arm("Sure", SEEDING), arm("Vague", SEEDING)))
    for row in answer["paired"]:
        if row["metric"] == "profit":
            row["low"] = -1.0 if row["arm"] == "Vague" else 1.0
    answer["arms"][2]["metrics"]["profit"]["mean"] += 1e6
    first, second, third = explained(answer, EN)[:3]
    assert first == 'More than Control: "Sure".'
    assert second == '8 runs are not enough to tell: "Vague".'
    assert third.startswith("The best of the plans on average is Vague")


# --- what the interval leaves out -----------------------------------------------------------------


@pytest.mark.parametrize("asked", ["command", "page", "report"])
def test_an_interval_is_said_to_be_of_chance_alone_and_who_explores_the_rest(asked: str) -> None:
    lines = explained(summary(compared(arm("Gift", SEEDING))), EN, asked)
    assert lines[1:3] == [EN.say("explain.chance"), EN.say(f"explain.explore_{asked}")]


def test_where_other_assumptions_were_explored_both_are_given() -> None:
    read = scenario(lively(arm("Gift", SEEDING), market=LAUNCH))
    results = compare(read, 4, assumptions=10)
    text, found = said(results), summary(results)["assumptions"]
    assert is_said("explain.worlds", text)
    (row,) = (one for one in found["spreads"] if one["metric"] == "profit")
    assert f"better in {100 * row['better']:.0f} % of them" in text
    assert EN.say("explain.explore_command") not in text
    shown = "".join(worlds(outcome_of(read, results), EN, "default"))
    assert EN.say("app.why.nine_of_ten") in shown
    assert EN.say("table.interval") not in shown, "it is none of a mean"


def test_the_next_best_plan_is_named_where_it_is_one() -> None:
    pays, less = arm("Ten", SEEDING), arm("Two", {**SEEDING, "seeds": 2})
    text = said(compared(pays, less, replicates=20))
    assert is_said("explain.second", text)
    same = said(compared(arm("One", SEEDING), arm("Other", {**SEEDING, "cost_per_seed": 11})))
    assert is_said("explain.second", same)  # dearer by a hundred in every run
    alike = said(compared(arm("One", SEEDING), arm("Other", {**SEEDING, "rule": "early_adopters"})))
    assert is_said("explain.second", alike) != is_said("explain.second_open", alike)
    lone = said(compared(arm("Gift", SEEDING)))
    assert not is_said("explain.second", lone)
    assert not is_said("explain.second_open", lone)


def test_two_plans_that_cannot_be_told_apart_are_said_to_be() -> None:
    found: set[bool] = set()
    for rule in ("degree", "fringe", "early_adopters", "revenue_leaders"):
        rows = [arm(one, {**SEEDING, "rule": one}) for one in ("random", rule)]
        results = compared(*rows, replicates=12)
        (row,) = (one for one in summary(results)["between"] if one["metric"] == "profit")
        is_open = row["low"] <= 0 <= row["high"]
        assert is_open == is_said("explain.second_open", said(results))
        assert is_open != is_said("explain.second", said(results))
        found.add(is_open)
    assert found == {False, True}


def test_arms_that_are_the_same_are_said_to_be_and_no_more() -> None:
    same = compared(arm("Again"))
    assert said(same) == EN.say("explain.same", arm="Again", control="Control")
    assert claims(summary(same), EN) == []


@pytest.mark.parametrize("rows", [(), (arm("Gift", SEEDING),)])
def test_without_a_choice_or_with_one_run_nothing_is_explained(rows: Any) -> None:
    assert said(compared(*rows, replicates=1)) == ""
    assert (said(compared(*rows)) == "") == (not rows)


# --- through what ---------------------------------------------------------------------------------


def test_the_stages_multiply_to_the_whole() -> None:
    results = compared(arm("Gift", SEEDING), arm("Ads", MEDIA))
    answer, found = summary(results), measure(results.data)
    for k in (1, 2):
        factors = stages(answer, answer["arms"][k])
        means = {name: found[name].mean(axis=1) for name in ("reach", "customers", "revenue")}
        assert math.prod(factors.values()) == pytest.approx(means["revenue"][k] / means["revenue"][0])
        assert factors["reach"] == pytest.approx(means["reach"][k] / means["reach"][0])
        assert factors["reach"] * factors["bought"] == pytest.approx(
            means["customers"][k] / means["customers"][0]
        )


def test_the_stage_that_does_most_is_named() -> None:
    """A price cut makes buyers of those who know it; television makes more know it."""
    cut = {"kind": "price_cut", "depth": 0.2, "weeks": 12}
    initial = {"initial": {"potential": 0.0, "prospect": 1.0}}
    few = compared(arm("Cut", cut), market={**initial, "unit_cost": 0}, behaviour={"utility_base": -3.0})
    assert EN.say("explain.why_bought_more") in said(few)
    deep = compared(arm("Cut", {**cut, "depth": 0.6}), market=initial)
    assert EN.say("explain.why_value_less") in said(deep)
    assert EN.say("explain.why_reach_more") in said(compared(arm("Ads", {**MEDIA, "spend_per_week": 9000})))


def test_every_reason_has_its_sentence_in_both_languages() -> None:
    for stage in ("reach", "bought", "value"):
        for way in ("more", "less"):
            assert all(catalogue(one).sentences[f"explain.why_{stage}_{way}"] for one in LANGUAGES)


def test_where_nobody_buys_no_stage_is_named() -> None:
    nobody = compared(arm("Gift", SEEDING), behaviour={"utility_base": -50.0, "weight_own_satisfaction": 0.0})
    assert measure(nobody.data)["revenue"].sum() == 0
    assert not is_said("explain.stages", said(nobody))
    answer = summary(nobody)
    assert stages(answer, answer["arms"][1]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_reach_is_told_as_the_table_has_it_and_discoveries_by_cause_add_up(language: str) -> None:
    results = compared(arm("Gift", SEEDING))
    counts = results.data["discovered_by_cause"].sum("week").mean("replicate")
    more = (counts.isel(arm=1) - counts.isel(arm=0)).to_series()
    text, own = said(results, language), catalogue(language)
    reach = measure(results.data)["reach"]
    assert own.say("explain.reach", reach=f"+{(reach[1] - reach[0]).mean():.1f}", control="Control") in text
    for cause in more[more.abs() > 1].index:
        assert f"{own.sentences[f'cause.{cause}']} {more[cause]:+.1f}" in text
    assert f" {more.sum():+.1f}" in text


def test_what_falls_is_told_with_its_sign() -> None:
    answer = summary(compared(arm("Gift", SEEDING)))
    control, gift = (one["discovered_by_cause"] for one in answer["arms"])
    gift.update(dict.fromkeys(gift, 0.0) | {"word_of_mouth": 90.0 + control["word_of_mouth"]})
    control.update(dict.fromkeys(control, 0.0) | {"word_of_mouth": control["word_of_mouth"], "organic": 40.0})
    told = EN.say("explain.discoveries", discoveries="+50", causes="word of mouth +90, organic discovery -40")
    assert told in explained(answer, EN)


def test_what_chance_may_explain_is_not_explained() -> None:
    """No stage, no reach, no contribution whose interval holds nothing; a cost is known."""
    answer = summary(compared(arm("Gift", SEEDING)))
    for row in answer["paired"]:
        if row["metric"] != "cost":
            row["low"], row["high"] = -1.0, 1.0
    text = "\n".join(explained(answer, EN))
    for key in ("stages", "reach", "discoveries", "payback"):
        assert not is_said(f"explain.{key}", text)
    assert is_said("explain.cost_alone", text)
    assert not is_said("explain.cost", text)


# --- at what cost ---------------------------------------------------------------------------------


def test_cost_and_contribution_are_told_and_when_it_has_come_back() -> None:
    results = compared(arm("Gift", {**SEEDING, "cost_per_seed": 100}))
    found, text = measure(results.data), said(results)
    gained = found["contribution"][1] - found["contribution"][0]
    assert f"Its cost is +¥1,000, its contribution +¥{gained.mean():,.0f}" in text
    assert np.isfinite(found["payback"][1]).all()
    assert is_said("explain.payback", text)
    assert not is_said("explain.payback", said(compared(arm("Dear", {**SEEDING, "cost_per_seed": 1e5}))))


def test_what_saves_money_has_nothing_to_pay_back() -> None:
    rows = scenario({**lively(market=LAUNCH), "arms": [arm("Gift", SEEDING), arm("Nothing")]})
    assert not is_said("explain.payback", said(compare(rows, 4)))


# --- contested claims -----------------------------------------------------------------------------


def test_claims_of_the_plan_are_told_those_of_others_not() -> None:
    hubs = {**SEEDING, "rule": "degree"}
    answer = summary(compared(arm("Hubs", hubs), arm("Dear ads", {**MEDIA, "spend_per_week": 1e6})))
    assert EN.say("claim.hubs") in claims(answer, EN)
    assert EN.say("claim.advertising") not in claims(answer, EN)
    assert "hubs" in contested(answer, answer["arms"][1])
    assert "advertising" not in contested(answer, answer["arms"][1])
    assert "advertising" in contested(answer, answer["arms"][2])
    anybody = summary(compared(arm("Anybody", {**SEEDING, "rule": "random"})))
    assert "hubs" not in contested(anybody, anybody["arms"][1])


def test_what_the_control_does_too_is_no_matter() -> None:
    rows = scenario({**lively(market=LAUNCH), "arms": [arm("A", MEDIA), arm("B", MEDIA, SEEDING), arm("C")]})
    answer = summary(compare(rows, 3))
    assert "advertising" not in contested(answer, answer["arms"][1])
    assert "advertising" in contested(answer, answer["arms"][2])


def test_word_of_mouth_brings_its_own_claims() -> None:
    talk = summary(compare(load_scenario("first_look", consumers=2000), 4))
    seeding = talk["arms"][2]
    assert {"weak_ties", "like_me"} <= set(contested(talk, seeding))
    deaf = {"hearing_strong": 0.0, "hearing_weak": 0.0}
    silent = summary(compared(arm("Ads", {**MEDIA, "spend_per_week": 9000}), behaviour=deaf))
    assert not {"weak_ties", "like_me"} & set(contested(silent, silent["arms"][1]))


def test_much_complaint_brings_its_own_claim() -> None:
    results = compared(arm("Ads", {**MEDIA, "spend_per_week": 9000}), behaviour={"quality": -0.5})
    answer = summary(results)
    assert "negative_talk" in contested(answer, answer["arms"][1])
    good = summary(compared(arm("Ads", {**MEDIA, "spend_per_week": 9000}),
                            behaviour={"quality": 0.9, "failure": 0.0}))  # fmt: skip
    assert "negative_talk" not in contested(good, good["arms"][1])


def test_every_claim_that_a_strategy_names_stands_in_the_catalogue() -> None:
    rows = {"seeding": {"seeds": 3, "rule": "degree"}}
    for kind, one in strategies().items():
        made = one.model_validate(rows.get(kind, dict.fromkeys(one.intensity, 1)))
        for key in made.contested:
            assert f"claim.{key}" in EN.sentences
    results = compared(arm("Hubs", {**SEEDING, "rule": "degree"}))
    assert json.loads(results.data.attrs["contested"]) == {"Control": [], "Hubs": ["hubs"]}
