"""What cannot be used is said where it stands, in the words of the form, and on the page that can mend it."""

import re
from pathlib import Path
from typing import Any

import pytest
from mistyped import LATE, MISTYPED
from sessions import SMALL, compared, session
from support import POSTER, arm
from test_pages import buttons, words

from app.mistakes import places_of
from app.pages import pages
from app.store import Store
from simulator.figures import currency_name
from simulator.strategies import registry
from simulator.texts import LANGUAGES, catalogue

languages = pytest.mark.parametrize("language", LANGUAGES)
OF_FILES = re.compile(r"scenario:|[a-z]\.[a-z]|[a-z]_[a-z]|quotes|引用符")
LONG = re.compile(r"\d{4,}")


def view_of(name: str, store: Store) -> Any:
    store.page = name
    return next(page for page in pages() if page.name == name).view(store)


@languages
@pytest.mark.parametrize("key", MISTYPED)
def test_a_form_says_what_is_wrong_without_paths_and_files(key: str, language: str) -> None:
    with session(language) as store:
        store.put_all(MISTYPED[key])
        assert store.scenario is None
        said = [store.mistake_at(place) for one in store.mistakes for place in places_of(one)]
        sentence = store.text.sentences[f"app.wrong.{key}"].split("{")[0]
        assert any(sentence in one for one in said), said
        for line in (*said, *store.wrong):
            assert not OF_FILES.search(line.replace("social_media", "")), line
            assert not LONG.search(line), "digits stand in groups"


@languages
@pytest.mark.parametrize("typed", ["abc", -1.0])
def test_money_is_called_by_its_currency_in_a_mistake_too(typed: object, language: str) -> None:
    with session(language) as store:
        store.put_all({("market", "price"): typed, ("market", "currency"): "EUR"})
        said = store.mistake_at(("market", "price"))
        assert currency_name("EUR", language) in said
        assert store.text.sentences["unit.money"] not in said


@languages
def test_a_mistake_of_an_arm_stands_at_its_field(language: str) -> None:
    arms = [arm(name, {"kind": "seeding", "seeds": 4}) for name in ("Control", "Gift", "Again")]
    with session(language, {**SMALL, "arms": arms}) as store:
        view = view_of("strategies", store)
        store.put(("arms", 2, "name"), "Control")
        named = [one for one in buttons(view, store.text.say("label.name")) if one.error_state]
        assert [one.value for one in named] == ["Control", "Control"]
        store.undo()
        store.put(LATE, 100)
        wrong = [one for one in view.select() if getattr(one, "error_state", False)]
        assert [(one.label, one.value) for one in wrong] == [(store.text.say("label.start_week"), "100")]
        assert "100" in wrong[0].helper_text
        assert 'role="alert"' not in words(view), "it stands where it is"
        store.put(("arms",), [])
        assert 'role="alert"' in words(view), "there is no field for what is not there"


def test_a_mistake_of_a_whole_strategy_stands_on_its_card(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = POSTER + """
    def mistakes(self, weeks, people_per_consumer, audiences):
        from simulator.strategies.base import OWN_MISTAKE
        from simulator.errors import Mistake
        return [Mistake(OWN_MISTAKE, what="There is no wall.")] if self.posters == 7 else []
"""
    (tmp_path / "poster.py").write_text(own, "utf-8")
    known = registry.strategies([tmp_path / "poster.py"])
    monkeypatch.setattr("app.pages.strategies.strategies", lambda: known)
    monkeypatch.setattr("simulator.scenarios.files.find_strategies", lambda *_: known)
    with session() as store:
        view = view_of("strategies", store)
        store.put(("arms", 1, "strategies"), [{"kind": "poster", "posters": 7}])
        assert words(view).count("There is no wall.") == 1
        assert store.wrong == ["Strategies, Gift, Poster: There is no wall."]
        store.put(("arms", 1, "strategies", 0, "posters"), 6)
        assert "There is no wall." not in words(view)


def test_what_is_folded_away_on_the_market_is_told_on_top() -> None:
    with session() as store:
        view = view_of("market", store)
        store.put(("market", "price"), "cheap")
        assert 'role="alert"' not in words(view), "it stands at its field, which is open"
        store.put(("behaviour", "quality"), -9)
        assert "Market, Quality: Outside of what is allowed" in words(view)
        store.put(LATE, 100)
        assert words(view).count('role="alert"') == 1
        assert "First week" not in words(view), "that is mended on another page"


@languages
def test_compare_says_what_is_wrong_and_leads_there(language: str) -> None:
    text = catalogue(language)
    with session(language) as store:
        view = view_of("compare", store)
        compared(store)
        store.put_all({("market", "price"): "cheap", LATE: 100})
        said = words(view)
        assert text.say("app.compare.mend") in said
        assert text.say("app.compare.before") in said
        assert text.say("app.compare.outdated") not in said, "it cannot be pressed"
        for one in store.wrong:
            assert one in said
        for page in ("market", "strategies"):
            store.page = "compare"
            (way,) = buttons(view, text.say("app.compare.go", page=text.say(f"app.page.{page}")))
            way.clicks += 1
            assert store.page == page
        store.undo()
        assert store.draft == SMALL
        assert text.say("app.compare.mend") not in words(view)


def test_places_are_called_as_they_are_on_the_screen() -> None:
    with session() as store:
        table = {**SMALL, "segments": [{"name": "young", "share": 2.0}, {"share": 0.5}], "rivals": [{}]}
        store.open({**table, "arms": [{"name": ""}, {"name": " ", "strategies": [{"kind": "seeding"}]}]})
        said = "\n".join(store.wrong)
        for place in (
            "Market, young, Share of people: ", "Market, Segment 2, Name: ", "Market, Rival 1, Name: ",
            "Strategies, Control, Name: ", "Strategies, Plan 1, Name: ",
        ):  # fmt: skip
            assert place in said, said
