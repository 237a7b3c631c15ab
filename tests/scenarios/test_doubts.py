"""Plans that are probably not meant are named beforehand, each beside one that can be carried out."""

from pathlib import Path
from typing import Any

import pytest
from support import Row, arm, differences, lively, scenario, stepped, world

from simulator import load_scenario
from simulator.cli import main
from simulator.errors import Mistake
from simulator.graph.social_graph import SocialGraph
from simulator.parameters import declarations, with_values
from simulator.scenarios.checks import doubts, unusual
from simulator.strategies.registry import strategies
from simulator.texts import LANGUAGES, catalogue

SEEDS = {"kind": "seeding", "cost_per_seed": 3000.0}
MEDIA = {"kind": "paid_media", "spend_per_week": 1000.0}
CUT = {"kind": "price_cut", "audience": "followers"}
GIFT = {"kind": "donation", "amount": 5000.0}
AGENTS = {"kind": "closed_support", "agents": 0.5}
IN_PUBLIC = {"kind": "open_support", "agents": 0.5}
NO_AGENTS = {"behaviour": {"agents": 0}}
NO_FOLLOWERS = {"market": {"followers": 0}}
TENS = {"market": {"people_per_consumer": 10}}
NOBODY_IN_ONE = [{"name": "few", "share": 0.0}, {"name": "many", "share": 1.0}]

# strategies, budget, more, what is said
PLANS: dict[str, tuple[list[Row], float | None, Row, list[str]]] = {
    "seeds for all": ([{**SEEDS, "seeds": 100}], None, {}, []),
    "seeds for more": (
        [{**SEEDS, "seeds": 101}], None, {}, ["seeding.seeds = 101 is more than the market has people (100)"],
    ),
    "people, not consumers": ([{**SEEDS, "seeds": 1000}], None, TENS, []),
    "more people, not consumers": ([{**SEEDS, "seeds": 1010}], None, TENS, ["(1000)"]),
    "staggered within": ([{**SEEDS, "start_week": 10, "weeks": 6}], None, {}, []),
    "staggered beyond": (
        [{**SEEDS, "start_week": 10, "weeks": 7}], None, {},
        ["seeding goes on to week 17; the last week is 16"],
    ),
    "media beyond": ([{**MEDIA, "weeks": 17}], None, {}, ["paid_media goes on to week 17"]),
    "cut beyond": ([{**CUT, "weeks": 30}], None, {}, ["price_cut goes on to week 30"]),
    "support beyond": ([{**AGENTS, "weeks": 17}], None, {}, ["closed_support goes on to week 17"]),
    "support to the end": ([AGENTS], None, {}, []),
    "for followers": ([CUT], None, {}, []),
    "for no followers": (
        [CUT], None, NO_FOLLOWERS,
        ["price_cut.audience: nobody belongs to that audience at the start (market.followers = 0)"],
    ),
    "for nobody online": (
        [{**CUT, "audience": "social_media"}], None, {"market": {"social_media": 0.0, "followers": 0}},
        ["(market.social_media = 0)"],
    ),
    "for an empty segment": (
        [{**CUT, "audience": "few"}], None, {"segments": NOBODY_IN_ONE},
        ["price_cut.audience: nobody belongs to that audience at the start (segments.few.share = 0)"],
    ),
    "for the other segment": ([{**CUT, "audience": "many"}], None, {"segments": NOBODY_IN_ONE}, []),
    "complaints that nobody answers": (
        [{**IN_PUBLIC, "agents": 0.0}], None, NO_AGENTS, ["open_support has no agents: complaints stand"],
    ),
    "complaints that the market's agents answer": ([{**IN_PUBLIC, "agents": 0.0}], None, {}, []),
    "complaints that its agents answer": ([IN_PUBLIC], None, NO_AGENTS, []),
    "complaints that others' agents answer": ([{**IN_PUBLIC, "agents": 0.0}, AGENTS], None, NO_AGENTS, []),
    "no place for complaints": ([{**IN_PUBLIC, "open_share": 0.0}], None, NO_AGENTS, []),
    "no budget": ([{**SEEDS, "seeds": 150 - 60}], 0.0, {}, ["arms.Plan.budget = 0: whatever costs"]),
    "no budget and no cost": ([CUT], 0.0, {}, []),
    "less than one seed": (
        [{**SEEDS, "seeds": 50}], 2999.0, {},
        ["strategies.seeding: nothing of it can be bought",
         "arms.Plan.budget = 2999 does not pay for all that is planned there (150000)"],
    ),
    "one seed": ([{**SEEDS, "seeds": 50}], 3000.0, {}, ["arms.Plan.budget = 3000 does not pay for all"]),
    "one seed to the coin": (
        [{**SEEDS, "seeds": 50, "cost_per_seed": 3000.4}], 3000.0, {}, ["arms.Plan.budget = 3000 does not"],
    ),
    "less than one consumer": (
        [{**SEEDS, "seeds": 50}], 29_999.0, TENS,
        ["29999; it is bought for whole consumers, and one (people it stands for: 10) costs 30000.",
         "does not pay for all"],
    ),
    "one consumer": ([{**SEEDS, "seeds": 50}], 30_000.0, TENS, ["does not pay for all"]),
    "less than one seed, of an arm that can buy other things": (
        [{**SEEDS, "seeds": 1}, {**MEDIA, "weeks": 1}], 2999.0, {},
        ["strategies.seeding: nothing of it can be bought", "does not pay for all"],
    ),
    "seeds in tens": ([{**SEEDS, "seeds": 50}], 150_000.0, TENS, []),
    "seeds in parts of tens": (
        [{**SEEDS, "seeds": 55}], 150_000.0, TENS,
        ["seeding.seeds = 55: it is given to whole consumers, each standing for 10 people, so 50 get it."],
    ),
    "all seeds": ([{**SEEDS, "seeds": 50}], 150_000.0, {}, []),
    "all but one coin": ([{**SEEDS, "seeds": 50}], 149_999.0, {}, ["(150000)"]),
    "only what comes within the horizon": (
        [{**SEEDS, "seeds": 40, "start_week": 14, "weeks": 4}], 60_000.0, {}, ["goes on to week 18"],
    ),
    "media runs out": ([{**MEDIA, "weeks": 6}], 5999.0, {}, ["(6000)"]),
    "media is paid": ([{**MEDIA, "weeks": 6}], 6000.0, {}, []),
    "together": ([{**MEDIA, "weeks": 6}, GIFT], 10_000.0, {}, ["(11000)"]),
    "wages": ([AGENTS], 480_000.0, {}, []),
    "wages run out": ([AGENTS], 479_999.0, {}, ["(480000)"]),
    "a gift": ([GIFT], 4999.0, {}, ["(5000)"]),
    "an owner's gift": ([{**GIFT, "payer": "owner"}], 4999.0, {}, []),
    "no budget and an owner's gift": ([{**GIFT, "payer": "owner"}], 0.0, {}, []),
    "no money for a place of complaints": (
        [{**IN_PUBLIC, "agents": 0.0}], 0.0, NO_AGENTS, ["arms.Plan.budget = 0"],
    ),
    "a place of complaints that costs nothing": (
        [{**IN_PUBLIC, "agents": 0.0, "moderation_cost": 0.0}], 0.0, NO_AGENTS,
        ["open_support has no agents"],
    ),
    "for followers, who would be online": (
        [CUT], None, {"market": {"social_media": 0.0, "followers": 0}}, ["(market.social_media = 0)"],
    ),
    "a cut that rounding takes away": (
        [{**CUT, "depth": 0.1}], None, {"market": {"price": 4}},
        ["price_cut.depth = 0.1: the price of 4 becomes 4,"],
    ),
    "a cut that rounding makes larger": (
        [{**CUT, "depth": 0.15}], None, {"market": {"price": 4}}, ["becomes 3"],
    ),
    "a cut in coins": ([{**CUT, "depth": 0.15}], None, {"market": {"price": 4, "currency": "USD"}}, []),
    "a cut to nothing": ([{**CUT, "depth": 1.0}], None, {"market": {"price": 1}}, []),
    "no cut": ([{**CUT, "depth": 0.0}], None, {"market": {"price": 4}}, []),
    "idle": ([{**SEEDS, "seeds": 0, "weeks": 99}, {**MEDIA, "spend_per_week": 0.0}], 0.0, {}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_what_cannot_be_carried_out_is_said(name: str) -> None:
    strategies, budget, more, expected = PLANS[name]
    found = doubts(scenario(lively(arm("Plan", *strategies, budget=budget), **more)))
    elsewhere = ("doubt.many_seeds", "doubt.idle_budget")  # the market has a hundred people
    found = [one for one in found if one[0] not in elsewhere]
    said = [catalogue("en").say(key, **values) for key, values in found]
    assert len(said) == len(expected)
    for sentence, part in zip(said, expected, strict=True):
        assert sentence.startswith("Unusual: arms.Plan")
        assert part in sentence
    for language in LANGUAGES:
        assert all(catalogue(language).say(key, **values) for key, values in found)


OWN = """
from simulator.parameters import parameter
from simulator.strategies.base import OWN_SENTENCE, Doubt, Strategy
class Own(Strategy):
    'Cost whatever it takes.'
    kind = 'own'
    intensity = ('much',)
    much: int = parameter(1, unit='-', description='How much', source='assumption')
    answers = property(lambda self: self.much == 2)
    def act(self, plan, week, market, levers, ledger): pass
    def doubts(self, foreseen):
        yield from super().doubts(foreseen)
        if self.much > foreseen.weeks: yield Doubt(OWN_SENTENCE, 'much', what='More than once a week.')
"""


def own(folder: Path, *more: Row, budget: float | None = None, **fields: Any) -> list[tuple[str, Row]]:
    """What is in doubt of an arm with a strategy that is not ours."""
    path = folder / "own.py"
    path.write_text(OWN, "utf-8")
    rows = lively(arm("Plan", {"kind": "own", **fields}, *more, budget=budget), behaviour={"agents": 0})
    return doubts(load_scenario(rows, strategy_files=[path]))


def test_unknown_costs_are_left_out_but_not_where_there_is_no_money(tmp_path: Path) -> None:
    def said(budget: float) -> list[str]:
        return [key for key, _ in own(tmp_path, MEDIA, budget=budget)]

    assert said(0.0) == ["doubt.no_budget"]
    assert said(3999.0) == ["doubt.beyond_budget"]
    assert said(4000.0) == []


def test_a_strategy_that_is_not_ours_says_what_is_in_doubt_in_its_own_words(tmp_path: Path) -> None:
    assert own(tmp_path, much=16) == []
    [(key, values)] = own(tmp_path, much=17)
    place = "arms.Plan.strategies.own.much"
    assert catalogue("en").say(key, **values) == f"Unusual: {place}: More than once a week."
    assert f"{place}: More" in catalogue("ja").say(key, **values)


def test_a_strategy_that_is_not_ours_may_be_the_one_that_answers(tmp_path: Path) -> None:
    in_public = {"kind": "open_support", "agents": 0.0}
    assert [key for key, _ in own(tmp_path, in_public)] == ["doubt.nobody_answers"]
    assert own(tmp_path, in_public, much=2) == []


def said_of(**more: Any) -> list[str]:
    """What is unusual in a market, apart from values that no source supports."""
    found = unusual(scenario(lively(arm("Plan"), **more)))
    return [catalogue("en").say(key, **values) for key, values in found if key != "doubt.unsourced"]


def test_more_followers_than_people_on_social_media_are_told() -> None:
    """Who follows is on social media, so that the rest of them would not exist."""
    assert said_of(market={"social_media": 0.5, "followers": 50}) == []
    [sentence] = said_of(market={"social_media": 0.5, "followers": 51})
    assert "market.followers = 51" in sentence
    assert "about 50 people" in sentence
    assert len(said_of(market={"social_media": 0.0, "followers": 1})) == 1


def test_a_rival_of_whom_nothing_is_said_is_told_where_ours_is_new() -> None:
    """Most rivals are on the market already; left out, nobody knows this one."""
    rival, launch = {"name": "Old", "price": 1000.0}, {"initial": "launch", "followers": 0}
    [sentence] = said_of(market=launch, rivals=[rival])
    assert sentence.startswith("Unusual: rivals.Old.initial is left out")
    known = {"potential": 0.5, "prospect": 0.5}
    assert said_of(market=launch, rivals=[{**rival, "initial": known}]) == []
    assert said_of(market={"initial": known}, rivals=[rival]) == []  # as ours, which is known
    assert said_of(market=launch) == []


NOT_YEN = {"market": {"currency": "USD"}}


def in_yen(*strategies: Row, **more: Row) -> list[tuple[str, float]]:
    """Amounts that were left at their defaults, where the currency is not that of the defaults."""
    found = [values for key, values in unusual(scenario(lively(arm("Plan", *strategies), **more)))
             if key == "doubt.default_in_yen"]  # fmt: skip
    return [(values["name"].removeprefix("arms.Plan.strategies."), values["value"]) for values in found]


def test_defaults_meant_for_yen_are_told_in_other_currencies() -> None:
    bare = {"kind": "seeding", "seeds": 5}
    assert in_yen(bare) == []
    assert in_yen(bare, **NOT_YEN) == [("seeding.cost_per_seed", 3000)]
    assert in_yen({**bare, "cost_per_seed": 3000.0}, **NOT_YEN) == []  # whoever gives it means it
    assert in_yen({**bare, "seeds": 0}, **NOT_YEN) == []
    assert in_yen({"kind": "donation"}, **NOT_YEN) == [("donation.amount", 500_000)]
    per_time = in_yen({"kind": "paid_media"}, AGENTS, **NOT_YEN)
    assert [name for name, _ in per_time] == [
        "paid_media.spend_per_week", "paid_media.cost_per_contact", "closed_support.wage",
    ]  # fmt: skip


def test_amounts_that_play_no_part_are_not_told() -> None:
    lone = {**IN_PUBLIC, "agents": 0.0}
    assert in_yen(lone, **NOT_YEN) == [("open_support.moderation_cost", 1000)]
    assert in_yen({**IN_PUBLIC, "open_share": 0.0}, **NOT_YEN) == [("open_support.wage", 60_000)]
    both = ["open_support.wage", "open_support.moderation_cost"]
    assert [name for name, _ in in_yen(IN_PUBLIC, **NOT_YEN)] == both


@pytest.mark.parametrize("kind", sorted(strategies()))
def test_fields_that_play_no_part_play_none(kind: str) -> None:
    """With any one of its amounts at nothing, the fields that it calls unused change nothing."""
    declared = declarations(strategies()[kind])
    for zero in [field.name for field in declared if field.minimum == 0]:
        one = strategies()[kind](**{zero: type(getattr(strategies()[kind](), zero) or 0)(0)})
        for name in one.unused:
            less, more = ({**one.table(), name: amount} for amount in (0.0, 12_345.0))
            place = world(lively(arm("Less", less), arm("More", more)))
            assert differences(stepped(place, 1), stepped(place, 2)) == []
            costs = [with_values(one, **{name: amount}).planned_cost(16, 100, 1) for amount in (0.0, 9.0)]
            assert costs[0] == costs[1]


def test_what_defaults_of_others_are_meant_for_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(OWN.replace("unit='-'", "unit='money'"), "utf-8")
    rows = lively(arm("Plan", {"kind": "own"}), market={"currency": "USD"})
    found = unusual(load_scenario(rows, strategy_files=[path]))
    assert "doubt.default_in_yen" not in [key for key, _ in found]


@pytest.mark.parametrize("breaks", ["doubts", "planned_cost"])
@pytest.mark.parametrize("how", ["1 / 0", "raise SystemExit(3)"])
def test_a_strategy_that_breaks_when_asked_is_told_the_line(breaks: str, how: str, tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    broken = OWN.replace("def doubts", "def before") + f"    def {breaks}(self, *about): {how}\n"
    path.write_text(broken, "utf-8")
    one = load_scenario(lively(arm("Plan", {"kind": "own"}, budget=5.0)), strategy_files=[path])
    with pytest.raises(Mistake, match=r"^own: the strategy broke at own.py, line 14, when it was asked"):
        doubts(one)


@pytest.mark.parametrize(
    ("market", "rival", "expected"),
    [
        ({"price": 400}, 1000, []),  # costs 400
        ({"price": 399}, 1000, ["market.unit_cost = 400 is above market.price = 399: every unit"]),
        ({"price": 100, "unit_cost": 0}, 1000, []),
        ({"price": 99, "unit_cost": 0}, 1000, ["market.price = 99 and market.category_price = 1000"]),
        ({"price": 10_000}, 1000, []),
        ({"price": 10_001}, 1000, ["market.price = 10001 and market.category_price = 1000 are more than 10"]),
        ({}, 10_000, []),
        ({}, 10_001, ["rivals.'An other'.price = 10001 and market.category_price = 1000"]),
        ({}, 0, ["rivals.'An other'.price = 0 and"]),
        ({"price": 3}, 1000, ["market.unit_cost = 400 is above market.price = 3:", "market.price = 3 and"]),
    ],
)
def test_prices_that_do_not_go_together_are_named(market: Row, rival: float, expected: list[str]) -> None:
    found = unusual(scenario(lively(market=market, rivals=[{"name": "An other", "price": rival}])))
    asked = [one for one in found if one[0] in ("doubt.cost_above_price", "doubt.prices_apart")]
    said = [catalogue("en").say(key, **values) for key, values in asked]
    assert len(said) == len(expected)
    for sentence, part in zip(said, expected, strict=True):
        assert sentence.startswith(f"Unusual: {part}")
    for key, values in asked:
        assert values["name"] in catalogue("ja").say(key, **values)


@pytest.mark.parametrize("command", ["check", "compare"])
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("market.currency=USD", "wage is left at its default, ¥60,000, which is meant for yen;"),
        ("market.currency=USD", "budget = 500000 does not pay for all that is planned there ($9,000,000.00)"),
        ("market.consumers=2500", "seeds = 3000 is more than the market has people (2,500)"),
        ("market.people_per_consumer=1000", "bought with a budget of ¥500,000; it is bought for whole"),
        ("market.people_per_consumer=1000", "one (people it stands for: 1,000) costs ¥3,000,000."),
    ],
)
def test_what_nobody_typed_is_written_to_be_read(
    command: str, typed: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers have marks, and money its currency; what was typed is repeated as it was."""
    seeding = "arms.Seeding.strategies.seeding"
    options = [f"{seeding}.seeds=3000", f"{seeding}.cost_per_seed=3000", "market.weeks=2", typed]
    more = ["--replicates", "1"] if command == "compare" else []
    main([command, "first_look", *more, "--lang", "en", *(x for one in options for x in ("--set", one))])
    said = capsys.readouterr()
    assert expected in (said.err if command == "compare" else said.out)


def test_check_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "first_look", "--set", "arms.Seeding.budget=60", "--lang", "en"])
    out = capsys.readouterr().out
    assert "Unusual: arms.Seeding.budget = 60 does not pay for all that is planned" in out


MARKET = {"consumers": 1000, "weeks": 20, "initial": "launch", "followers": 0}
SEED = {"kind": "seeding", "seeds": 100, "cost_per_seed": 100}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"arms": [arm("C"), arm("P", SEED)]}, None),
        ({"arms": [arm("C"), arm("P", {**SEED, "seeds": 101})]}, "seeds = 101 is more than a tenth"),
        ({"arms": [arm("C"), arm("P", {**SEED, "start_week": 16})]}, None),
        ({"arms": [arm("C"), arm("P", {**SEED, "start_week": 17})]}, "start_week = 17: the last week is 20"),
        ({"arms": [arm("C"), arm("P", SEED, budget=200_000)]}, None),
        ({"arms": [arm("C"), arm("P", SEED, budget=200_001)]}, "= 200001: the plan spends 10000"),
        ({"arms": [arm("C"), arm("P", budget=1)]}, "budget = 1: nothing in the plan spends it"),
        ({"arms": [arm("C"), arm("P", budget=0)]}, None),
        ({"market": {"followers": 1}}, "at the start only 0 people do"),
        ({"market": {"initial": {"potential": 0.9, "prospect": 0.1}, "followers": 100}}, None),
        ({"market": {"initial": {"potential": 0.9, "prospect": 0.1}, "followers": 101}}, "only 100"),
        ({"graph": {"kind": "random", "mean_degree": 64}}, None),
        ({"graph": {"kind": "random", "mean_degree": 70}}, "people have"),
        ({"graph": {"kind": "complete"}}, None),
    ],
)  # fmt: skip
def test_what_is_done_for_nothing_too_late_or_by_too_many_is_said(rows: Row, said: str | None) -> None:
    """On either side of the line; in both languages."""
    keys = {"many_seeds", "too_late", "unspent_budget", "idle_budget", "followers_unknowing", "too_dense"}
    read = scenario(lively(**{**rows, "market": {**MARKET, **rows.get("market", {})}}))
    found = [one for one in unusual(read) if one[0].removeprefix("doubt.") in keys]
    sentences = [catalogue("en").say(key, **values) for key, values in found]
    assert len(sentences) == (said is not None)
    assert said is None or said in sentences[0]
    assert all(catalogue("ja").say(key, **values) for key, values in found)


def test_a_dense_list_of_acquaintances_is_said() -> None:
    ends = [(a, b) for a in range(80) for b in range(a)]
    dense = SocialGraph.from_edges([str(a) for a, _ in ends], [str(b) for _, b in ends])
    read = load_scenario("first_look", graph=dense)
    assert "doubt.too_dense" in [key for key, _ in unusual(read)]
