"""What was typed and left behind: told apart by what was changed, and offered to who typed it."""

from html import escape
from typing import Any

import pytest
from sessions import SMALL, press, session
from support import arm
from test_pages import buttons, words

from app.left_behind import MOST_CHANGES, OFFERED_FOR, unfinished, what_is_in_it
from app.library.changes import changes
from app.library.drafts import Draft
from app.pages import library, start
from app.store import Store
from simulator.texts import LANGUAGES, catalogue

languages = pytest.mark.parametrize("language", LANGUAGES)
ME, OTHER = "0" * 32, "1" * 32
CHEAP = {**SMALL, "market": {**SMALL["market"], "price": 2500}}
SEEDS = {"kind": "seeding", "seeds": 4, "cost_per_seed": 10}


def arms(*after: Any) -> dict[str, Any]:
    return {**SMALL, "arms": [SMALL["arms"][0], *after]}


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (SMALL, []),
        (CHEAP, [("market", "price")]),
        ({**SMALL, "goal": {"target": 5}}, [("goal", "target")]),
        ({**SMALL, "rivals": [{"name": "Old"}]}, [("rivals", "Old")]),
        (arms(arm("Gift", SEEDS)), [("arms", "Again")]),
        (arms(arm("Gift", SEEDS), arm("Again", SEEDS), arm("Third")), [("arms", "Third")]),
        (arms(arm("Present", SEEDS), arm("Again", SEEDS)), [("arms", "Present", "name")]),
        (
            arms(arm("Gift", SEEDS, {**SEEDS, "seeds": 9}), arm("Again", SEEDS, budget=7)),
            [("arms", "Gift", "strategies", "seeding 2"), ("arms", "Again", "budget")],
        ),
        ({**SMALL, "market": "nonsense", "arms": 5}, [("market",), ("arms",)]),
    ],
)
def test_changes_are_found_where_they_are(after: Any, found: list[Any]) -> None:
    assert list(changes(SMALL, after)) == found


def leave(store: Store, key: str, table: dict[str, Any], visitor: str = ME) -> None:
    assert store.shelf is not None
    store.shelf.drafts.note(key, Draft("", "en", table, 7, is_open=False, opened=SMALL, visitor=visitor))
    store.shelf.drafts.flush()


def beat(store: Store) -> None:
    store.beat += 1


@languages
def test_drafts_of_one_scenario_are_told_apart(language: str) -> None:
    text = catalogue(language)
    with session(language, keeps=True) as store:
        assert store.shelf is not None
        many = {("market", name): 9 for name in ("price", "weeks", "unit_cost", "followers")}
        leave(store, "cheap", CHEAP)
        leave(store, "arm", arms(arm("Gift", SEEDS, budget=5), arm("Again", SEEDS)))
        store.put_all({**many, ("arms", 0, "name"): "Nothing"})
        leave(store, "many", store.draft)
        left = {one.key: one for one in store.shelf.drafts.left("")}
        price, weeks, budget = (text.say(f"label.{name}") for name in ("price", "weeks", "budget"))
        comma = text.sentences["part.comma"]
        plans = comma.join(["Control", "Gift", "Again"])
        budget = text.say("app.what_if.field", of="Gift", label=budget)
        assert what_is_in_it(store, left["cheap"]) == text.say(
            "app.library.draft_changes", number=1, changes=price, plans=plans
        )
        assert what_is_in_it(store, left["arm"]) == text.say(
            "app.library.draft_changes", number=1, changes=budget, plans=plans
        )
        said = what_is_in_it(store, left["many"])
        assert all(one in said for one in (price, weeks, "5", "Nothing"))
        assert text.say("app.library.draft_more", number=5 - MOST_CHANGES) in said
        seen = library.view(store)
        assert all(escape(what_is_in_it(store, one)) in words(seen) for one in left.values())


def test_the_list_is_looked_at_again_while_it_is_open() -> None:
    with session(keeps=True) as store:
        store.page = "library"
        view, title = library.view(store), store.text.say("app.library.drafts")
        leave(store, "a", CHEAP)
        assert title not in words(view)
        beat(store)
        assert title in words(view)
        store.page = "market"
        assert store.shelf is not None
        store.shelf.drafts.delete("", "a")
        beat(store)
        assert title in words(view), "nobody looks at it"


@languages
def test_start_offers_at_once_what_was_left_in_the_same_browser(language: str) -> None:
    text = catalogue(language)
    offer, go_on = text.say("app.start.unfinished", name="tiny"), text.say("app.start.go_on")
    with session(language, keeps=True) as store:
        store.visitor = ME
        view = start.view(store)
        leave(store, "theirs", CHEAP, OTHER)
        beat(store)
        assert offer not in words(view), "another's browser"
        leave(store, "mine", CHEAP)
        beat(store)
        assert offer in words(view)
        press(buttons(view, go_on)[0])
        assert (store.draft, store.seed, store.page) == (CHEAP, 7, "strategies")
        store.page = "start"
        assert offer not in words(view)
        store.reset()
        assert store.draft == SMALL, "what the draft began with"


def test_a_page_that_was_reloaded_offers_it_too_and_goes_on_there() -> None:
    with session(keeps=True) as store:
        store.visitor, store.page = ME, "market"
        leave(store, "mine", CHEAP)
        view, text = unfinished(store, "market"), store.text
        assert text.say("app.start.unfinished", name="tiny") in words(view)
        store.page = "why"
        assert not view.visible
        store.page = "market"
        press(buttons(view, text.say("app.start.go_on"))[0])
        assert (store.draft, store.page) == (CHEAP, "market")
        assert len(view) == 0


def test_an_offer_can_be_left_and_ends_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = catalogue().say("app.start.unfinished", name="tiny")
    with session(keeps=True) as store:
        assert store.shelf is not None
        leave(store, "mine", CHEAP)
        assert offer not in words(start.view(store)), "of whom nothing is known, nothing is offered"
        store.visitor = ME
        view = start.view(store)
        assert offer in words(view)
        press(buttons(view, catalogue().say("app.link.dismiss"))[0])
        assert offer not in words(view)
        beat(store)
        assert offer not in words(view)
        assert len(store.shelf.drafts.left("")) == 1, "it stays in the library"
        monkeypatch.setattr("app.left_behind.time.time", lambda: 1e12)
        assert offer not in words(start.view(store))
    assert OFFERED_FOR < 1e6
