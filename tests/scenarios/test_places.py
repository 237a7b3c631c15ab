"""Places are written in one form, which `set` takes; and who typed a mistake is blamed for it."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import arm, lively, scenario

from simulator.errors import Mistake, Mistakes
from simulator.graph.generators import GENERATORS
from simulator.scenarios import network
from simulator.scenarios.checks import unusual
from simulator.scenarios.draft import Draft, Origin, dotted, steps_of
from simulator.scenarios.files import _drafted, load_scenario, load_typed, parse_setting
from simulator.scenarios.network import check_network
from simulator.world import make_world

INVALID = sorted((Path(__file__).parent / "invalid").glob("*.toml"))
EVERYTHING_ODD = lively(
    arm("Announced, paid late", {"kind": "seeding", "seeds": 1000}, {"kind": "donation", "scepticism": 0.9}),
    arm("a=b", {"kind": "price_cut", "audience": "young. "}, {"kind": "seeding", "seeds": 1}, budget=0.0),
    arm("v1.5", {"kind": "seeding", "weeks": 99, "seeds": 3}, {"kind": "seeding", "weeks": 99, "seeds": 2}),
    arm("it's", {"kind": "open_support", "agents": 0.0}),
    arm("7", {"kind": "paid_media"}, budget=1.0),
    arm("x" * 60, {"kind": "paid_media", "weeks": 99}),
    arm("'\"", {"kind": "paid_media", "weeks": 99}),
    market={"currency": "USD", "followers": 0},
    behaviour={"agents": 0, "failure": 0.9},
    segments=[{"name": "young. ", "share": 0.5, "opportunity_rate": 5.0}, {"name": "1", "share": 0.5}],
    rivals=[{"name": "the 'other'", "price": 900.0, "failure": 0.9}],
)


def told(*arguments: Any, **options: Any) -> list[Mistake]:
    """What is wrong with a scenario."""
    with pytest.raises(Mistakes) as caught:
        load_scenario(*arguments, **options)
    return list(caught.value.mistakes)


def can_be_set(place: str, source: Any) -> None:
    """A written place is taken by `set`, and there is the place that was meant."""
    path, value = parse_setting(f"{place}=1")
    assert (path, value) == (place, 1)
    draft: Draft = _drafted(source)
    draft.put(path, value, Origin("set", is_option=True))
    ((whole, _),) = draft._put
    assert _drafted(source).named(whole) == place


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_places_of_mistakes_can_be_set(path: Path) -> None:
    with pytest.raises(Mistake) as caught:
        load_scenario(path)
    for mistake in getattr(caught.value, "mistakes", ()):
        if not mistake.key.startswith("scenario.extends"):  # which is of no place
            can_be_set(mistake.values["place"], path)


def test_places_of_what_is_unusual_can_be_set() -> None:
    found = unusual(scenario(EVERYTHING_ODD))
    names = [values["name"] for _, values in found]
    assert {key for key, _ in found} == {
        f"doubt.{one}"
        for one in ("unsourced", "default_in_yen", "beyond_people", "beyond_horizon", "no_budget",
                    "beyond_budget", "nobody_answers")
    }  # fmt: skip
    for name in names:
        can_be_set(name, EVERYTHING_ODD)
    for name in (
        "arms.'Announced, paid late'.strategies.seeding.seeds", "arms.'a=b'.budget", "arms.7.budget",
        "arms.'v1.5'.strategies.0", "arms.'v1.5'.strategies.1", "arms.6.strategies.paid_media",
        "arms.7.strategies.paid_media", 'arms."it\'s".strategies.open_support',
        "segments.'young. '.opportunity_rate",
        "rivals.\"the 'other'\".failure", "behaviour.failure",
    ):  # fmt: skip
        assert name in names


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("market.price", ["market", "price"]),
        ("arms.'v1.5'.budget", ["arms", "v1.5", "budget"]),
        ('arms."it\'s"', ["arms", "it's"]),
        ("arms.it's.budget", ["arms", "it's", "budget"]),
        ("arms.'open.budget", ["arms", "'open", "budget"]),
        ("arms.'a'b.budget", ["arms", "'a'b", "budget"]),
        ("a..b.", ["a", "", "b", ""]),
        ("", [""]),
    ],
)
def test_steps_of_a_path(path: str, steps: list[str]) -> None:
    assert steps_of(path) == steps


@pytest.mark.parametrize("step", ["plain", "two words", "a.b", "it's", 'say "so"', "価格", "a=b", "", "-", 0])
def test_what_is_written_is_read(step: str | int) -> None:
    assert steps_of(dotted(("arms", step, "budget"))) == ["arms", str(step), "budget"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("markt.price=3", "set: markt: there is no such key"),
        ("arms.Seeding.strategies.0.start_week=60",
         "set: arms.Seeding.strategies.seeding: start_week = 60 lies after"),
        ("arms.Seeding.seeding.seeds=10", "set: arms.Seeding.seeding: there is no such key"),
        ("market.initial.new=0.5", "set: market.initial: the shares sum to 0.5"),
        ("market.initial={potential=1.0, prospect=0.5, new=0.0, repeat=0.0, loyal=0.0, lapsed=0.0}",
         "set: market.initial: the shares sum to 1.5"),
        ("market.currency=USD", None),
        ("switches.choice=sure", None),
        ("behaviour.evidence_prior=1000", "set: behaviour.evidence_cap"),
        ("graph.strong_ties=100", None),
        ("graph={kind='communities', communities=400}", "set: graph: A graph of kind"),
        ("arms=[{name='A'},{name='A'}]", "set: arms: these names stand there twice"),
    ],
)  # fmt: skip
def test_set_is_blamed_for_what_it_brought(typed: str, says: str | None) -> None:
    path, value = parse_setting(typed)
    if says is None:
        load_scenario("first_look", set={path: value}, consumers=500)
        return
    mistakes = told("first_look", set={path: value}, consumers=500)
    sentences = [line for one in mistakes for line in one.sentences()]
    assert any(line.startswith(says) for line in sentences), sentences
    assert all(line.startswith("set") for line in sentences)


def test_a_file_is_blamed_for_what_no_option_brought(tmp_path: Path) -> None:
    path = tmp_path / "late.toml"
    path.write_text(
        'name = "x"\n[market]\nprice = 3\ncategory_price = 3\nweeks = 20\n[[arms]]\nname = "A"\n'
        '[[arms.strategies]]\nkind = "seeding"\nstart_week = 30\n', "utf-8",
    )  # fmt: skip
    late = "A.strategies.seeding: start_week = 30 lies after"
    for options, who in (
        ({}, str(path)),
        ({"set": {"arms.A.strategies.seeding.seeds": 3}}, str(path)),  # has no part in it
        ({"weeks": 25}, "weeks"),
        ({"set": {"market.weeks": 25}}, "set"),
    ):
        [mistake] = told(path, **options)
        assert str(mistake).startswith(f"{who}: arms.{late}")


LONE = 'name = "x"\n[market]\nprice = 3\ncategory_price = 3\n'
PLAN = '[[arms]]\nname = "A"\n[[arms.strategies]]\n'
COMPLETE = '[graph]\nkind = "complete"\ncontacts = 20\n[switches]\npassing = "arcs"\n'
NO_AUDIENCE = f'{LONE}{PLAN}kind = "price_cut"\naudience = "young"\n'
LATE = f'{LONE}{PLAN}kind = "seeding"\nstart_week = 60\nseeds = 10\n'
LATE_GIFT = f'{LONE}{PLAN}kind = "donation"\npayment_week = 60\n'
FEW = f'{LONE}people_per_consumer = 5\n{PLAN}kind = "seeding"\nseeds = 4\n'
EACH = "market.people_per_consumer"


@pytest.mark.parametrize(
    ("text", "options", "who"),
    [
        (NO_AUDIENCE, {"weeks": 10}, ""),
        (NO_AUDIENCE, {"set": {EACH: 2}}, ""),
        (NO_AUDIENCE, {"set": {"arms.A.strategies.price_cut.depth": 0.1}}, ""),
        (NO_AUDIENCE, {"set": {"arms.A.strategies.price_cut.audience": "old"}}, "set"),
        (LATE, {"weeks": 55}, "weeks"),
        (LATE, {"set": {EACH: 2}}, ""),
        (LATE_GIFT, {"weeks": 55}, "weeks"),
        (FEW, {"weeks": 10}, ""),
        (FEW, {"set": {EACH: 6}}, "set"),
        (f"{LONE}consumers = 11\n{COMPLETE}", {"weeks": 10}, ""),
        (f"{LONE}consumers = 500\n{COMPLETE}", {"consumers": 11}, "consumers"),
    ],
)
def test_options_are_blamed_for_what_they_have_a_part_in(
    text: str, options: dict[str, Any], who: str, tmp_path: Path
) -> None:
    path = tmp_path / "one.toml"
    path.write_text(text, "utf-8")
    [mistake] = told(path, **options)
    assert str(mistake).startswith(f"{who or path}: ")


@pytest.mark.parametrize(
    ("market", "segment", "says"),
    [
        ({"evidence_cap": 10.0}, {"evidence_prior": 15.0},
         "behaviour.evidence_cap = 10 is below segments.a.evidence_prior = 15"),
        ({"evidence_prior": 15.0}, {"evidence_cap": 10.0},
         "segments.a.evidence_cap = 10 is below behaviour.evidence_prior = 15"),
        ({}, {"evidence_cap": 10.0, "evidence_prior": 15.0},
         "segments.a.evidence_cap = 10 is below segments.a.evidence_prior = 15"),
        ({"evidence_cap": 10.0, "evidence_prior": 15.0}, {},
         "behaviour.evidence_cap = 10 is below behaviour.evidence_prior = 15"),
    ],
)  # fmt: skip
def test_both_places_of_evidence_are_named_where_they_stand(
    market: dict[str, float], segment: dict[str, float], says: str
) -> None:
    rows = lively(behaviour=market, segments=[{"name": "a", "share": 1.0, **segment}])
    [mistake] = told(rows)
    assert str(mistake).startswith(f"scenario: {says}. Raise the one")


def test_options_are_called_what_they_are_where_they_stand() -> None:
    """From Python by the names of its arguments, on the command line as they are typed there."""
    for options in ({"consumers": -1}, {"weeks": 0}, {"graph": "no.csv"}, {"set": {"market.price": "x"}},
                    {"set": {"arms.Sowing.budget": 1}}, {"set": {"market.price.x": 1}},
                    {"set": {"rivals": [], "rivals.a.price": 1}}):  # fmt: skip
        (name,) = options
        [mistake] = told("first_look", **options)
        with pytest.raises(Mistakes) as caught:
            load_typed("first_look", **options | {"set": options.get("set", {}).items()})
        for language in ("en", "ja"):
            [sentence], [typed] = mistake.sentences(language), caught.value.sentences(language)
            assert sentence.startswith((f"{name}: ", f"{name} "))
            assert "--" not in sentence
            assert typed.replace("--", "") == sentence
            assert typed.startswith(f"--{name}")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"weeks": 3, "set": {"market.weeks": 2}}, "set market.weeks: weeks gives market.weeks already."),
        ({"weeks": 3, "set": {"market.weeks": None}}, "weeks gives market.weeks already"),
        ({"consumers": 30, "set": {"market": {}}}, "set market would take the place of market.consumers,"),
        ({"set": {"arms.2.budget": 1, "arms.Seeding.budget": 2}}, "set gives arms.Seeding.budget already"),
        ({"set": {"graph": {"kind": "ring"}, "graph.kind": "random"}}, "set gives graph.kind already"),
    ],
)
def test_no_place_is_given_twice(options: dict[str, Any], says: str) -> None:
    assert any(says in str(one) for one in told("first_look", **options))


def test_what_lies_within_a_value_may_be_given_after_it() -> None:
    arms = [{"name": "A"}, {"name": "B"}]
    one = load_scenario("first_look", set={"arms": arms, "arms.B.budget": 7, "arms.A.budget": 8})
    assert [arm.budget for arm in one.arms] == [8, 7]


def test_a_list_that_had_members_is_told_how_to_name_them() -> None:
    [mistake] = told("first_look", set={"arms": 3})
    assert str(mistake).endswith("arms = [...], or a field of one of its members: arms.NAME.FIELD = VALUE.")
    [mistake] = told("first_look", set={"rivals": 3})
    assert str(mistake).endswith("in square brackets: rivals = [...].")


def test_none_takes_a_value_away() -> None:
    assert load_scenario("first_look").arms[2].budget is not None
    taken = load_scenario("first_look", set={"arms.Seeding.budget": None})
    assert taken.arms[2].budget is None
    assert "budget" not in taken.arms[2].model_fields_set
    places = ("market.weeks", "market.initial", "market.currency", "graph.kind", "graph", "behaviour",
              "switches", "arms.Seeding.strategies", "arms.Seeding.strategies.seeding.seeds", "question")
    for place in places:  # each of which has a default
        load_scenario("first_look", set={place: None})
    assert load_scenario("first_look", set={"market.weeks": None}).market.weeks == 52
    assert load_scenario("first_look", set={"arms.Seeding.strategies": None}).arms[2].strategies == ()
    assert load_scenario("first_look", weeks=9, set={"market.consumers": None}).market.consumers == 10_000
    assert load_scenario(lively(arm("A", budget=None), rivals=None)).rivals == ()


def test_a_network_is_taken_away_from_its_file() -> None:
    assert load_scenario("own_network", set={"graph.file": None, "graph.kind": "ring"}).graph.kind == "ring"
    assert load_scenario("own_network", set={"graph": None}).graph.kind == "friends"
    one = load_scenario("own_network", set={"market.consumers": None})
    assert one.digest == load_scenario("own_network").digest
    assert one._consumers_typed is None


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("market.price", "market.price is missing"), ("market", "market is missing"),
        ("name", "name is missing"), ("arms.Seeding.name", "is missing"),
        ("arms.Seeding.strategies.seeding.kind", "is missing"),
        ("market.prcie", "market.prcie: there is no such key"), ("markt", "markt: there is no such key"),
        ("market.price.x", "is not a place"), ("arms.Sowing.budget", 'there is no "Sowing"'),
        ("arms.Seeding", "= None is not a table"), ("extends", "extends: there is no such key"),
        ("behaviour.nothing", "there is no such key"),
    ],
)  # fmt: skip
def test_what_must_be_given_cannot_be_taken_away_nor_what_is_not_there(place: str, says: str) -> None:
    mistakes = told("first_look", set={place: None})
    assert any(says in str(one) for one in mistakes), [str(one) for one in mistakes]
    assert all(str(one).startswith("set") for one in mistakes)


def test_what_a_file_extends_is_known_in_files(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text(f'extend = "base.toml"\n{LONE}', "utf-8")
    [mistake] = told(path)
    assert 'Did you mean "extends"?' in str(mistake)


def test_blanks_are_no_riddle() -> None:
    """With 100,000 of them, a path that was matched in several ways took hours."""
    for text in (" " * 100_000, f"a{' ' * 100_000}", f"'a'{' ' * 100_000}"):
        with pytest.raises(Mistake, match="Write path=value"):
            parse_setting(text)
    for text in (" market.price = 3", "market.price=3", "market.price =3"):
        assert parse_setting(text) == ("market.price", 3)
    assert parse_setting(" arms.'a=b' =3") == ("arms.'a=b'", 3)


@pytest.mark.parametrize("market", [3, {"price": 3000.0, "category_price": 3000.0}, [], "x", None])
def test_a_market_given_whole_beside_a_network_is_read_or_explained(market: Any, tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    ties.write_text("a,b\nb,c\n", "utf-8")
    options = {"graph": ties, "set": {"market": market}}
    if isinstance(market, dict):
        assert load_scenario("first_look", **options).market.consumers == 3
    else:
        assert all("market" in str(one) for one in told("first_look", **options))


def test_what_is_one_for_the_whole_market_is_sent_to_its_table() -> None:
    young = {"name": "young", "share": 1.0}
    [mistake] = told("first_look", set={"segments": [{**young, "quality": 0.2}]})
    assert "this cannot differ here" in str(mistake)
    assert "behaviour.quality. What may differ here is" in str(mistake)
    [mistake] = told("first_look", set={"segments": [{**young, "qualty": 0.2}]})
    assert "there is no such key" in str(mistake)
    rival = {"name": "Old", "price": 3000.0, "opportunity_rate": 0.2}
    [mistake] = told("first_look", set={"rivals": [rival]})
    assert "behaviour.opportunity_rate" in str(mistake)


def test_the_least_number_of_consumers_is_enough() -> None:
    """Not only for the first of several things that need some."""
    [mistake] = told("first_look", consumers=2)
    least = int(re.search(r"at least (\d+) consumers", str(mistake))[1])  # type: ignore[index]
    assert load_scenario("first_look", consumers=least, set={"arms": [{"name": "A"}]})


def test_followers_of_a_market_made_small_are_explained() -> None:
    [mistake] = told("donation_100m_yen", consumers=700)
    assert str(mistake).startswith("consumers: market.followers = 1180000 is more than the market has")
    assert "people (700000: market.consumers = 700, each standing for 1000)" in str(mistake)
    assert str(mistake).endswith("each stand for more: market.people_per_consumer = 1686.")
    more = {"market.people_per_consumer": 1686}
    assert load_scenario("donation_100m_yen", consumers=700, set=more).market.people > 1180000
    assert told("donation_100m_yen", consumers=700, set={"market.people_per_consumer": 1685})


def segments(homophily: float, share: float) -> dict[str, Any]:
    """A market of two segments whose members know each other."""
    graph = {"kind": "communities", "mean_degree": 30.0, "homophily": homophily}
    shares = [{"name": "few", "share": share}, {"name": "many", "share": 1 - share}]
    return lively(graph=graph, segments=shares)


@pytest.mark.parametrize(("homophily", "share", "fits"), [(0.9, 0.2, False), (0.9, 0.5, True)])
def test_segments_too_small_for_their_ties_are_told_with_file_and_place(
    homophily: float, share: float, fits: bool
) -> None:
    one = scenario(segments(homophily, share))
    for call in (check_network, make_world):
        if fits:
            call(one, 1)
            continue
        with pytest.raises(Mistake, match=r"^scenario: graph: Group 1 has \d+ people, too few"):
            call(one, 1)


def test_segments_are_drawn_only_where_they_decide_about_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    draw = network.segment_of
    monkeypatch.setattr(network, "segment_of", lambda *one: drawn.append(one) or draw(*one))
    heeded, one = segments(0.5, 0.5), [{"name": "all", "share": 1.0}]
    alone = {**heeded, "segments": one, "graph": {"kind": "communities", "communities": 2}}
    for rows, times in ((heeded, 1), (alone, 0), (lively(segments=heeded["segments"]), 0)):
        for call in (check_network, make_world):
            drawn.clear()
            call(scenario(rows), 1)
            assert len(drawn) == times


def test_segments_decide_about_ties_where_a_kind_of_graph_says_so() -> None:
    """And nowhere else: what is not drawn then cannot be missed."""
    of_two = np.array([0, 1], np.int8)
    known = (None, of_two.repeat(200), np.tile(of_two, 200))
    for kind, table in GENERATORS.items():
        made = table()
        first, second, third = (made.build(400, 1, segments).targets.tolist() for segments in known)
        assert (first == second == third) is not made.heeds_segments, kind
