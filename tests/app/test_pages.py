"""Pages are found by themselves, stand in both languages, and say what to do where there is nothing."""

from pathlib import Path
from typing import Any

import pytest
from sessions import SEEDS, SMALL, compared, plain, session, until
from support import POSTER, arm, lively

from app import pages as package
from app.pages import pages
from app.store import Store
from app.tasks import Task
from simulator import load_scenario
from simulator.strategies import registry
from simulator.texts import LANGUAGES, catalogue

languages = pytest.mark.parametrize("language", LANGUAGES)


def words(view: Any) -> str:
    """All that is written on a page."""
    parts: list[str] = []
    for one in view.select():
        for name in ("object", "label", "helper_text", "description", "title"):
            value = getattr(one, name, None)
            if isinstance(value, str):
                parts.append(value)
    return plain("\n".join(parts))


def test_every_file_is_a_page() -> None:
    folder = Path(package.__file__).parent
    assert {page.name for page in pages()} == {path.stem for path in folder.glob("[!_]*.py")}
    assert [page.order for page in pages()] == sorted({page.order for page in pages()})


@languages
@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_is_useful_before_anything_was_compared(page: Any, language: str) -> None:
    with session(language) as store:
        said = words(page.view(store))
        assert catalogue(language).say(f"app.page.{page.name}") in said or page.name == "start"
        assert len(said) > 60


@languages
def test_compare_says_what_to_do_then_what_was_found_then_that_it_is_outdated(language: str) -> None:
    compare, text = next(page for page in pages() if page.name == "compare"), catalogue(language)
    with session(language) as store:
        store.page = "compare"
        view = compare.view(store)
        assert text.say("app.compare.empty") in words(view)
        arms_ = text.sentences["part.comma"].join(("Control", "Gift", "Again"))
        assert text.say("app.compare.to_compare", arms=arms_) in words(view)
        outcome = compared(store)
        said = words(view)
        assert text.say("app.compare.empty") not in said
        assert text.say("table.not_a_forecast") in said
        assert text.say("table.chance_only") in said
        for arm in outcome.content.arms:
            assert arm in said
        store.put(("market", "price"), 999.0)
        assert text.say("app.compare.outdated") in words(view)
        store.put(("market", "price"), "cheap")
        assert text.say("label.price") in words(view)


@languages
def test_start_shows_the_finished_example_and_opens_problems(language: str) -> None:
    from app.pages.start import PROBLEMS

    start, text = next(page for page in pages() if page.name == "start"), catalogue(language)
    with session(language) as store:
        view = start.view(store)
        assert text.say("app.start.example_coming") in words(view)
        store.example = compared(store)
        assert text.say("app.start.example_coming") not in words(view)
        for problem, (scenario, _) in PROBLEMS.items():
            buttons(view, text.say(f"app.problem.{problem}"))[0].clicks += 1
            assert store.draft["name"] == load_scenario(scenario).name
            assert store.page == "strategies"
            assert store.scenario is not None


def test_every_page_opens_on_the_plan_that_earned_most_until_another_is_chosen() -> None:
    waste = {"kind": "seeding", "seeds": 1, "cost_per_seed": 9_000}
    table = lively(arm("Waste", waste), arm("Good", SEEDS), arm("Last", waste), market=SMALL["market"])
    names = ("compare", "journey", "network", "money", "why")
    with session(table=table) as store:
        views = {page.name: page.view(store) for page in pages() if page.name in names}

        choices = {name: (buttons(view, "Arm") + buttons(view, "Plan"))[0] for name, view in views.items()}

        def shown() -> dict[str, Any]:
            for name in names:
                store.page = name
            return {name: one.value for name, one in choices.items()}

        outcome = compared(store)
        assert outcome.content.arms[outcome.best_plan] == "Good"
        assert shown() == dict.fromkeys(names, "Good")
        for one in choices.values():
            one.value = "Waste"
        store.show(outcome._replace())
        assert shown() == dict.fromkeys(names, "Waste")


def buttons(view: Any, label: str) -> list[Any]:
    """All widgets on a page that are called so."""
    return [one for one in view.select() if getattr(one, "label", None) == label]


def arms(store: Store) -> list[Any]:
    return [(arm["name"], [one["kind"] for one in arm.get("strategies", [])]) for arm in store.draft["arms"]]


def test_arms_and_strategies_are_added_duplicated_and_removed() -> None:
    strategies_page, text = next(page for page in pages() if page.name == "strategies"), catalogue("en")
    with session() as store:
        view = strategies_page.view(store)
        buttons(view, text.say("app.strategies.add_arm"))[0].clicks += 1
        assert arms(store)[-1] == ("New plan", [])
        buttons(view, text.say("app.strategies.add"))[-1].value = "donation"
        assert arms(store)[-1] == ("New plan", ["donation"])
        buttons(view, text.say("app.strategies.duplicate"))[1].clicks += 1
        assert arms(store)[2] == ("Gift 2", ["seeding"])
        assert store.scenario is not None
        buttons(view, text.say("app.strategies.remove", name="Donation"))[0].clicks += 1
        buttons(view, text.say("app.strategies.remove_arm"))[0].clicks += 1
        assert [name for name, _ in arms(store)] == ["Control", "Gift 2", "Again", "New plan"]
        for _ in range(5):
            store.undo()
        assert store.draft == SMALL


def test_cards_stay_until_something_else_is_done_in_their_arm() -> None:
    """A browser draws each field of a card that is made anew; what is typed moves up when an arm goes."""
    strategies_page, text = next(page for page in pages() if page.name == "strategies"), catalogue("en")
    with session() as store:
        view = strategies_page.view(store)

        def names() -> list[Any]:
            return buttons(view, text.say("label.name"))

        before = names()
        buttons(view, text.say("app.strategies.add_arm"))[0].clicks += 1
        assert names()[:-1] == before
        buttons(view, text.say("app.strategies.add"))[1].value = "donation"
        assert [one in before for one in names()] == [True, False, True, False]
        store.undo()
        buttons(view, text.say("app.strategies.remove_arm"))[0].clicks += 1
        assert [one.value for one in names()] == ["Control", "Again", "New plan"]


def test_a_new_strategy_appears_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "poster.py").write_text(POSTER, "utf-8")
    known = registry.strategies([tmp_path / "poster.py"])
    monkeypatch.setattr("app.pages.strategies.strategies", lambda: known)
    with session() as store:
        view = next(page for page in pages() if page.name == "strategies").view(store)
        choose = buttons(view, "Add a strategy")[0]
        assert choose.options["Poster"] == "poster"
        choose.value = "poster"
        assert "How many posters" in words(view)


@languages
def test_a_class_guesses_first_and_is_told(language: str) -> None:
    start, text = next(page for page in pages() if page.name == "start"), catalogue(language)
    compare = next(page for page in pages() if page.name == "compare")
    with session(language) as store:
        view = start.view(store)
        run, guess = buttons(view, text.say("app.start.run")), buttons(view, text.say("app.start.guess"))
        assert [one.disabled for one in run] == [True] * 3
        guess[1].value = list(guess[1].options.values())[1]
        assert [one.disabled for one in run] == [True, False, True]
        run[1].clicks += 1
        assert store.page == "compare"
        assert store.status is not None
        store.stop()
        store.open(SMALL)
        shown = compare.view(store)
        outcome = compared(store)
        arms = outcome.content.answer["arms"]
        best = max(arms, key=lambda arm: arm["metrics"]["profit"]["mean"])["name"]
        for arm in outcome.content.arms:
            store.guess = arm
            store.show(outcome._replace())
            key = "app.compare.guessed_right" if arm == best else "app.compare.guessed_wrong"
            assert text.say(key, guessed=arm, best=best) in words(shown)


def test_what_was_replaced_watches_no_more() -> None:
    """Cards made anew again and again are no more work for each change than those of the first time."""
    page = next(page for page in pages() if page.name == "strategies")
    with session() as store:
        page.view(store)
        before = len(watching(store))
        for _ in range(8):
            store.put(("arms",), [*store.arms, {"name": "One more", "strategies": [{"kind": "donation"}]}])
            store.undo()
        assert len(watching(store)) == before


def watching(store: Store) -> list[Any]:
    return [one for kinds in store.param.watchers.values() for watchers in kinds.values() for one in watchers]


def test_another_strategy_joins_what_is_typed_by_now() -> None:
    strategies_page, text = next(page for page in pages() if page.name == "strategies"), catalogue("en")
    with session() as store:
        view = strategies_page.view(store)
        store.put(("arms", 1, "strategies", 0, "seeds"), 7)
        buttons(view, text.say("app.strategies.add"))[1].value = "donation"
        assert store.get(("arms", 1, "strategies", 0, "seeds")) == 7
        assert arms(store)[1] == ("Gift", ["seeding", "donation"])


def test_a_calendar_stands_only_under_the_arm_that_it_is_of() -> None:
    strategies_page = next(page for page in pages() if page.name == "strategies")
    with session() as store:
        store.page = "strategies"
        view = strategies_page.view(store)
        until(lambda: store.look() or store.errand("rehearsal").found)
        dated = len([one for one in view.select() if "<svg" in words_of(one) or "calendar" in words_of(one)])
        assert dated
        fewer = [store.arms[0], *store.arms[2:]]
        store.put_all({("arms",): fewer, ("market", "price"): "cheap"})  # so that no new one is run
        assert not [one for one in view.select() if "<svg" in words_of(one) or "calendar" in words_of(one)]


def words_of(one: Any) -> str:
    return str(getattr(one, "object", ""))


def test_what_was_asked_for_something_else_is_told_to_be_of_that() -> None:
    why, text = next(page for page in pages() if page.name == "why"), catalogue("en")
    with session() as store:
        store.page = "why"
        view = why.view(store)
        buttons(view, text.say("app.why.find"))[0].clicks += 1
        until(lambda: store.look() or store.errand("drivers").found)
        outdated = text.say("app.errand.outdated", name="tiny")
        assert outdated not in words(view)
        store.put(("market", "price"), 999.0)
        assert outdated in words(view)
        store.put(("market", "price"), "cheap")
        store.errand("drivers").stop()
        buttons(view, text.say("app.why.find"))[0].clicks += 1
        assert text.say("app.data.mend_first") in words(view)


def test_the_map_of_another_arm_is_not_left_standing() -> None:
    network, text = next(page for page in pages() if page.name == "network"), catalogue("en")
    with session() as store:
        store.page = "network"
        view = network.view(store)
        until(lambda: store.look() or store.errand("network").found)
        people = text.say("app.network.play")
        assert buttons(view, people)
        errand, store.service = store.errand("network"), None  # type: ignore[assignment]
        errand.begin(Task(10**12, lambda *_: iter(())))  # more than is done for anybody
        assert buttons(view, people) == []
        assert errand.is_broken_off
        store.page = "start"
        store.page = "network"  # and it is asked for again
        until(lambda: store.look() or errand.found)
        assert buttons(view, people)
