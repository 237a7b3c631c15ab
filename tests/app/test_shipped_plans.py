"""Shipped scenarios in the app: what they ask is asked only as long as their plans are as they were."""

import re
from typing import Any

import pytest
from sessions import service, session, until
from test_pages import buttons

from app.example import Example
from app.pages import strategies
from app.shipped import shipped_table
from app.store import NOTHING, Store
from simulator import load_scenario
from simulator.scenarios.files import scenario_table, shipped
from simulator.sections.answer import answer_lines
from simulator.texts import LANGUAGES, catalogue

languages = pytest.mark.parametrize("language", LANGUAGES)
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
AMOUNT = ("arms", 1, "budget")


def opened(store: Store) -> Any:
    """What is asked, once a shipped scenario was opened."""
    store.open(shipped_table("first_look", store.text))
    return store.get(("question",))


@languages
@pytest.mark.parametrize(
    ("place", "value"), [(("arms", 3), NOTHING), (AMOUNT, 7.0), (("arms", 1, "strategies"), [])]
)
def test_other_plans_are_not_asked_about_in_its_words(language: str, place: Any, value: Any) -> None:
    with session(language) as store:
        asked = opened(store)
        assert asked
        store.put(place, value)
        assert store.get(("question",)) is store.get(("look_at",)) is None
        store.undo()
        assert store.get(("question",)) == asked, "one step back is enough"
        store.redo()
        store.reset()
        assert store.get(("question",)) == asked


def test_a_market_or_a_name_changes_nothing_of_what_is_asked() -> None:
    with session() as store:
        asked = opened(store)
        store.put_all({("market", "price"): 5.0, ("arms", 1, "name"): "Our support", ("name",): "spring"})
        assert store.get(("question",)) == asked


@languages
def test_a_question_of_the_planners_own_stays(language: str) -> None:
    with session(language) as store:
        opened(store)
        store.put(("question",), "What does spring bring?")
        store.put(AMOUNT, 7.0)
        store.saved()
        store.put(("arms", 3), NOTHING)
        assert store.get(("question",)) == "What does spring bring?"


def test_name_and_question_are_fields() -> None:
    with session() as store:
        opened(store)
        view = strategies.view(store)
        name, question = buttons(view, "Name of the scenario")[0], buttons(view, "Question")[0]
        assert (name.value, question.value) == ("first_look", store.get(("question",)))
        name.value, question.value = "spring", "Does it pay?"
        assert store.scenario is not None
        assert (store.scenario.name, store.scenario.question) == ("spring", "Does it pay?")
        question.value = ""
        assert store.scenario.question == ""
        name.value = ""
        assert name.error_state


@pytest.mark.parametrize("name", shipped())
def test_in_japanese_its_plans_and_questions_are_japanese(name: str) -> None:
    table = shipped_table(name, catalogue("ja"))
    for text in (table["question"], table["look_at"], *(arm["name"] for arm in table["arms"])):
        assert JAPANESE.search(text), text
    scenario = load_scenario(table)
    assert scenario.digest == load_scenario(scenario_table(name), set=words_of(table)).digest
    assert scenario.digest != load_scenario(name).digest, "a scenario by other words is another one"


def words_of(table: dict[str, Any]) -> dict[str, Any]:
    """What of a scenario has words of a language."""
    names = {f"arms.{k}.name": arm["name"] for k, arm in enumerate(table["arms"])}
    return {"question": table["question"], "look_at": table["look_at"], **names}


def test_the_example_is_told_in_the_language_of_who_reads_it() -> None:
    with service() as serving:
        example = Example(serving)
        found = {}
        for language in LANGUAGES:
            until(lambda: example.look(catalogue(language)))  # noqa: B023 - called at once
            found[language] = example.look(catalogue(language))
        english, japanese = found["en"], found["ja"]
        assert english is not None
        assert japanese is not None
        assert english.content.arms == ["Control", "Open support", "Seeding", "Donation"]
        assert japanese.content.arms == ["対照", "公開サポート", "シーディング", "寄付"]
        assert (english.results.data["units"] == japanese.results.data["units"].to_numpy()).all()
        lines = [*answer_lines(japanese, catalogue("ja")), japanese.scenario.question]
        assert not re.search("Control|Seeding|Donation|Open support", "".join(lines))


@languages
@pytest.mark.parametrize("name", shipped())
def test_in_every_language_it_is_the_same_scenario_by_other_words(name: str, language: str) -> None:
    table, file = shipped_table(name, catalogue(language)), scenario_table(name)
    for one in (table, file):
        for arm in one["arms"]:
            del arm["name"]
        del one["question"], one["look_at"]
    assert table == file
