"""What is declared in English is said in every language: fields, strategies, networks, shipped questions."""

import re
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import BaseModel

from simulator import load_scenario
from simulator.graph.generators import GENERATORS
from simulator.parameters import declarations
from simulator.scenarios import schema
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.scenarios.files import shipped
from simulator.strategies.registry import strategies
from simulator.texts import DEFAULT_LANGUAGE, LANGUAGES, catalogue

sys.path.append(str(Path(__file__).parents[1] / "cli"))
from command import TINY, said

OTHERS = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
TABLES: list[type[BaseModel]] = [
    schema.MarketTable, schema.LadderShares, schema.Goal, schema.FileGraph, *GENERATORS.values(),
    Behaviour, Switches,
    schema.Segment, schema.Rival, schema.Arm, schema.Scenario, *strategies().values(),
]  # fmt: skip


def declared() -> set[str]:
    """Every English text that stands where it is declared."""
    texts = {field.description for table in TABLES for field in declarations(table)}
    texts |= {one.summary() for one in strategies().values()}
    texts |= {(one.__doc__ or "").strip().splitlines()[0] for one in GENERATORS.values()}
    for name in shipped():
        scenario = load_scenario(name)
        texts |= {scenario.question, scenario.look_at}
    return texts - {""}


def plans() -> set[str]:
    """What the plans of shipped scenarios are called: so in their files, and in the app in its language."""
    return {arm.name for name in shipped() for arm in load_scenario(name).arms}


def sources() -> set[str]:
    """What is said where numbers come from, besides the keys of the bibliography and what is often said."""
    parts = {part for table in TABLES for field in declarations(table) for part in field.source.split("; ")}
    said = catalogue(DEFAULT_LANGUAGE).sentences.values()
    return {part for part in parts if " " in part} - {"ISO 4217", *said}


def own(language: str) -> dict[str, str]:
    table = tomllib.loads(files("simulator.texts").joinpath(f"{language}.toml").read_text("utf-8"))
    return dict(table.get("own", {}))


def test_english_is_where_it_is_declared() -> None:
    assert own(DEFAULT_LANGUAGE) == {}
    assert catalogue(DEFAULT_LANGUAGE).own("Horizon") == "Horizon"


@pytest.mark.parametrize("language", OTHERS)
def test_every_declared_text_is_said_and_nothing_else(language: str) -> None:
    assert own(language).keys() == declared() | plans() | sources()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_words(language: str) -> None:
    for table in TABLES:
        for field in declarations(table):
            if field.choices is None or field.name == "kind":
                continue
            known, text = catalogue(language).sentences, catalogue(language)
            said = [text.choice(field.name, str(one)) for one in field.choices]
            assert set(said) <= set(known.values()), field.name
            assert len(set(said)) == len(said), field.name
    assert catalogue(language).choice("colour", "dark_red") == "dark_red", "a field of somebody's own"


def test_sources_in_japanese() -> None:
    assert catalogue("ja").source("Hinz2011; hubs as best seeds are contested") == (
        "Hinz2011、ハブが最良の配布先だという説には異論がある"
    )
    for part in sources():
        assert catalogue("ja").source(part) != part


def test_japanese_is_japanese() -> None:
    for text in own("ja").values():
        assert re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text)


@pytest.mark.parametrize("command", ["strategies", "scenarios", "explain", "compare"])
def test_nothing_of_it_is_printed_in_english(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    runs = {"explain": [[name] for name in shipped()], "compare": [["first_look", *TINY]]}
    for more in runs.get(command, [[]]):
        out = said(capsys, command, *more, "--lang", "ja").out
        long = [text for text in declared() if len(text) > 25]
        assert [text for text in long if text in out] == []
        assert any(text in out for text in own("ja").values())


def test_a_planners_own_words_stay_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["--set", "question=Does it pay?", "--set", "look_at=The profit"]
    out = said(capsys, "compare", "first_look", *TINY, *typed, "--lang", "ja").out
    assert out.startswith("Does it pay?\n")
    assert "The profit" in out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_has_a_label(language: str) -> None:
    text = catalogue(language)
    for table in (schema.MarketTable, schema.FileGraph, *GENERATORS.values(), Behaviour, Switches,
                  *strategies().values()):  # fmt: skip
        for field in declarations(table):
            if field.name not in ("initial", "kind", "digest"):  # no number of these is typed
                assert f"label.{field.name}" in text.sentences, field.name


def test_a_path_is_called_by_its_label_and_of_whom_it_is() -> None:
    text = catalogue(DEFAULT_LANGUAGE)
    assert text.called("behaviour.quality") == "Quality"
    assert text.called("seeding.cost_per_seed") == "Seeding: Cost per seed"
    assert text.called("arms.Gift.strategies.seeding.cost_per_seed") == "Gift: Cost per seed"
    assert text.called("graph.target") != text.called("goal.target")
    assert text.called("own.talk_gain") == "Talk gain"


def test_money_is_told_in_its_currency_where_it_is_known() -> None:
    assert catalogue("en").unit("money per week", "US Dollar") == "US Dollar per week"
    assert catalogue("ja").unit("money", "日本円") == "日本円"
    assert catalogue("en").unit("money") == "money"
