"""Segments, rivals and where people stand at the start: all that a file can say of them, by clicking."""

from typing import Any

import pytest
from sessions import session, unfolded
from support import lively
from test_pages import buttons, words

from app.at_start import at_start
from app.fields import about
from app.members import rivals_card, segments_card
from app.store import NOTHING, Store
from simulator.parameters import declarations
from simulator.scenarios.schema import Rival, Segment
from simulator.texts import LANGUAGES, catalogue

TWO = [{"name": "Young", "share": 0.3, "organic_discovery": 0.01}, {"name": "Old", "share": 0.7}]
LAUNCH = lively(market={"initial": "launch", "followers": 0})
languages = pytest.mark.parametrize("language", LANGUAGES)


def press(view: Any, label: str) -> None:
    buttons(view, label)[0].clicks += 1


@languages
def test_segments_are_added_two_at_first_and_can_be_run_at_every_step(language: str) -> None:
    text = catalogue(language)
    with session(language, LAUNCH) as store:
        view = unfolded(segments_card(store))
        for members in (2, 3):
            press(view, text.say("app.segments.add"))
            assert store.scenario is not None, store.mistakes
            assert len(store.scenario.segments) == members
        press(view, text.say("app.segments.remove", number=3))
        assert [one["share"] for one in store.get(("segments",))] == [0.5, 0.5]
        press(view, text.say("app.segments.remove", number=1))
        assert store.scenario is None  # half of the people are nobody's
        assert "0.5" in words(view)
        press(view, text.say("app.segments.remove", number=1))
        assert store.draft == LAUNCH
        for _ in range(5):
            store.undo()
        assert store.draft == LAUNCH


def test_what_is_typed_of_a_segment_is_its_own() -> None:
    with session(table=lively(segments=TWO)) as store:
        view = unfolded(segments_card(store))
        organic = buttons(view, "Organic discovery")
        assert [one.value for one in organic] == ["0.01", ""]
        organic[1].value = "0.02"
        assert store.get(("segments", 1, "organic_discovery")) == 0.02
        organic[0].value = ""
        assert store.get(("segments", 0)) == {"name": "Young", "share": 0.3}
        organic[0].value = "good"
        assert organic[0].error_state
        assert store.get(("segments", 0, "organic_discovery")) == "good"


def test_every_field_that_a_file_can_set_is_there() -> None:
    with session(table=lively(segments=TWO, rivals=[{"name": "Other", "price": 9.0}])) as store:
        for card, kind, members in ((segments_card, Segment, 2), (rivals_card, Rival, 1)):
            said = [str(getattr(one, "helper_text", "")) for one in unfolded(card(store)).select()]
            for one in declarations(kind):
                if one.name != "initial" and not one.type.startswith("bool"):
                    told = [line for line in said if line.endswith(about(store, one))]
                    assert len(told) == members, one.name


@languages
def test_rivals_begin_with_what_can_be_run(language: str) -> None:
    text = catalogue(language)
    with session(language, LAUNCH) as store:
        view = unfolded(rivals_card(store))
        for members in (1, 2):
            press(view, text.say("app.rivals.add"))
            assert store.scenario is not None, store.mistakes
            assert len(store.scenario.rivals) == members
            assert store.scenario.rivals[-1].price == store.scenario.market.category_price
        (first, _) = buttons(view, text.say("app.start_of.what"))
        first.value = "running"
        assert store.get(("rivals", 0, "initial")) == {"potential": 1.0}
        assert store.scenario is not None
        first.value = "ours"
        assert store.get(("rivals", 0, "initial"), NOTHING) is NOTHING
        first.value = "launch"
        assert store.get(("rivals", 0, "initial")) == "launch"


def shares(store: Store) -> object:
    return store.get(("market", "initial"), NOTHING)


def test_where_people_stand_is_chosen_and_buttons() -> None:
    text = catalogue("en")
    with session(table=LAUNCH) as store:
        view = at_start(store, ("market",))
        (choose,) = buttons(view, text.say("app.start_of.what"))
        assert choose.value == "launch"
        choose.value = "running"
        (prospect,) = buttons(view, "Know it, never bought")
        prospect.value = "25 %"
        assert shares(store) == {"potential": 1.0, "prospect": 0.25}
        assert store.scenario is None
        assert "1.25" in words(view)
        (potential,) = buttons(view, "Do not know the brand")
        potential.value = "75 %"
        assert store.scenario is not None
        assert store.scenario.market.initial.prospect == 0.25
        store.undo()
        assert (choose.value, potential.value) == ("running", "1")
        choose.value = "launch"
        assert shares(store) is NOTHING
        store.undo()
        assert prospect.value == "0.25"


def test_a_scenario_that_is_opened_later_shows_its_members() -> None:
    with session(table=LAUNCH) as store:
        views = [segments_card(store), rivals_card(store), at_start(store, ("market",))]
        store.open(lively(segments=TWO, rivals=[{"name": "Other", "price": 9.0}]))
        assert [one.value for one in buttons(views[0], "Name")] == ["Young", "Old"]
        assert [one.value for one in buttons(views[1], "Name")] == ["Other"]
        assert [one.value for one in buttons(views[2], "At the start")] == ["running"]
        store.open({**LAUNCH, "segments": "many", "rivals": [3]})  # as somebody may type it
        assert buttons(views[0], "Name") == []
