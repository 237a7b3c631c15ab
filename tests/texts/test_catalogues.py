"""The catalogues of all languages say the same, all that the code asks for, and nothing else."""

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

import app
import simulator
from simulator.errors import Mistake
from simulator.graph.generators import GENERATORS
from simulator.metrics import METRICS
from simulator.parameters import declarations
from simulator.scenarios import schema
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.strategies.registry import strategies
from simulator.texts import DEFAULT_LANGUAGE, LANGUAGES, catalogue

FOLDERS = (Path(simulator.__file__).parent, Path(app.__file__).parent)
CODE = [path for folder in FOLDERS for path in folder.rglob("*.py")]
SENTENCES = {language: catalogue(language).sentences for language in LANGUAGES}
KEYS = sorted(SENTENCES[DEFAULT_LANGUAGE])
COUNTS_SEVERAL = re.compile(r"\{(count|number|merged)\} (\w+ )?\w+s\b")
FRAMES = {"mistake.at", "mistake.graph.in_file", "mistake.strategy.own_mistake", "mistake.theory.history"}
"""Around a sentence that says it all."""
CALLS = {"Mistake": "mistake.", "note": "mistake.", "Doubt": "doubt.", "say": ""}


def placeholders(sentence: str) -> set[str]:
    """Names between the braces of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@cache
def asked_for() -> dict[str, set[str]]:
    """What the code asks of the catalogue, as patterns of keys, each with the files that ask."""
    found: dict[str, set[str]] = {}
    for path in CODE:
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for prefix in {*CALLS.values(), "part."}:
                    if prefix + node.value in SENTENCES[DEFAULT_LANGUAGE]:
                        found.setdefault(re.escape(prefix + node.value), set()).add(path.name)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [
                    re.escape(str(one.value)) if isinstance(one, ast.Constant) else r"\w+"
                    for one in node.values
                ]
                found.setdefault("".join(parts), set()).add(path.name)
    return found


def called_with() -> set[str]:
    """Every key that stands as the first argument of a call that says something."""
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                key = node.args[0]
                if name in CALLS and isinstance(key, ast.Constant) and isinstance(key.value, str):
                    found.add(CALLS[name] + key.value)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_keys(language: str) -> None:
    assert SENTENCES[language].keys() == SENTENCES[DEFAULT_LANGUAGE].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_name_the_same_values(language: str) -> None:
    for key in KEYS:
        sentence = SENTENCES[language][key]
        assert sentence.strip(), key
        assert placeholders(sentence) == placeholders(SENTENCES[DEFAULT_LANGUAGE][key]), key


def test_what_the_code_says_is_in_the_catalogue() -> None:
    assert called_with() - set(KEYS) == set()


def test_catalogue_holds_nothing_that_nobody_says() -> None:
    asked = [re.compile(pattern) for pattern in asked_for()]
    assert [key for key in KEYS if not any(one.fullmatch(key) for one in asked)] == []


def test_japanese_is_japanese() -> None:
    no_words = {"metric.nps", "metric.k_factor", "part.name", "part.comma", "cli.field", *FRAMES}
    no_words |= {"picture.paired", "picture.share", "part.semicolon", "app.what_if.field", "app.why.moves"}
    no_words |= {"app.journey.mood", "app.network.sizes", "app.field.about", "explain.of_cause"}
    no_words |= {"table.percent", "app.field.wrong_at", "app.field.choice", "cli.choice"}
    for key, japanese in SENTENCES["ja"].items():
        assert key in no_words or re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", japanese), japanese
        assert "。。" not in japanese, japanese


def test_japanese_has_one_word_for_one_thing() -> None:
    said = SENTENCES["ja"]
    assert said["strategy.seeding"] == said["cause.seed"]
    assert said["label.moderation_cost"] == said["metric.cost_moderation"]
    assert catalogue("ja").own("Seeding") == said["strategy.seeding"]
    assert not any("種まき" in sentence for sentence in said.values())


def test_no_blank_stands_between_a_name_and_what_follows_it_in_japanese() -> None:
    apart = re.compile(r"\{(arm|control|best|guessed)\} [\u3040-\u30ff\u4e00-\u9fff]")
    assert [key for key, sentence in SENTENCES["ja"].items() if apart.search(sentence)] == []


def test_brackets_do_not_stand_in_brackets_in_japanese() -> None:
    runs = catalogue("ja").say("table.runs_many", number=40)
    assert runs.endswith("\uff09")
    in_brackets = re.compile("\uff08[^\uff09]*{runs}")
    within = [key for key, sentence in SENTENCES["ja"].items() if in_brackets.search(sentence)]
    assert within == ["table.until_reached"], "where it is a number"


def test_sentences_end() -> None:
    for key in KEYS:
        if key.startswith("mistake.") and key not in FRAMES:
            assert SENTENCES["en"][key].endswith((".", "?")), key
            assert SENTENCES["ja"][key].endswith(("。", "か。")), key


def test_every_unit_that_is_declared_is_said_in_every_language() -> None:
    tables: list[type[BaseModel]] = [
        schema.Scenario, schema.MarketTable, schema.LadderShares, schema.FileGraph, Behaviour,
        Switches, schema.Segment, schema.Rival, schema.Arm, *GENERATORS.values(),
        *strategies().values(),
    ]  # fmt: skip
    declared = {field.unit for table in tables for field in declarations(table)} - {"", "-"}
    declared |= {metric.unit for metric in METRICS}
    assert {catalogue("en").unit(one) for one in declared} == declared
    assert [one for one in declared if catalogue("ja").unit(one) == one] == []
    known = {catalogue("en").sentences[key] for key in KEYS if key.startswith("unit.")}
    assert known == declared
    assert catalogue("ja").unit("parsecs per fortnight") == "parsecs per fortnight"


def test_units_of_mistakes_are_in_the_language_of_the_sentence() -> None:
    allowed = {"allowed": {"least": 0, "most": 9}, "unit": "money"}
    mistake = Mistake("out_of_range", file="a.toml", place="market.price", value=-1, **allowed)
    assert "(money)" in mistake.sentences("en")[0]
    assert "単位: 金額" in mistake.sentences("ja")[0]
    assert "money" not in mistake.sentences("ja")[0]


def test_no_sentence_counts_one_of_several() -> None:
    """A number that may be 1 stands behind what it counts, or its sentence has two forms."""
    never_one = {"mistake.too_few", "mistake.too_many"}
    counting = [key for key in KEYS if COUNTS_SEVERAL.search(SENTENCES["en"][key])]
    assert [key for key in counting if not key.endswith("_many") and key not in never_one] == []


def test_a_sentence_that_counts_one_of_several_would_be_noticed() -> None:
    assert COUNTS_SEVERAL.search("{count} edges lack an id")
    assert COUNTS_SEVERAL.search("in {number} lines of it")
    assert not COUNTS_SEVERAL.search("Edges without an id: {count}, at positions 1")


def test_mistake_within_a_mistake_is_said_in_the_same_language() -> None:
    inner = Mistake("graph.no_edges")
    outer = Mistake("at", file="a.toml", place="graph", what=inner)
    for language in LANGUAGES:
        assert outer.sentences(language) == [f"a.toml: graph: {inner.sentences(language)[0]}"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("\x1b[31m", r"\x1b[31m"), ("a\rb", r"a\rb"), ("a\0b\x9b", r"a\x00b\x9b"), ("a\u2028b", r"a\u2028b"),
        ("二\n行\r\n\t字", None), ("山田\u3000太郎 é \U0001f468\u200d\U0001f469", None), (r"C:\new", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_holds_a_command_to_a_terminal(language: str, typed: str, written: str | None) -> None:
    """Whatever a file says; texts of several lines, and all signs of all languages, stay as they are."""
    what = Mistake("graph.no_columns", file=typed, names=Path(typed))
    inner = what.sentences(language)[0]
    assert inner.count(written or typed) == 2
    assert Mistake("graph.in_file", file="a", what=what).sentences(language) == [f'"a": {inner}']


def test_whole_numbers_are_written_without_a_point() -> None:
    def sentence(least: float | None, most: float | None) -> str:
        allowed = {"least": least, "most": most}
        return Mistake("number_option", option="x", value=1.0, allowed=allowed).sentences()[0]

    assert sentence(0.0, 1e15) == "x 1 is not allowed: from 0 to 1000000000000000."
    assert sentence(0.0, 1e100) == "x 1 is not allowed: from 0 to 1e+100."
    assert sentence(0.5, None) == "x 1 is not allowed: 0.5 or more."
    assert sentence(None, 2) == "x 1 is not allowed: at most 2."
    assert sentence(None, None) == "x 1 is not allowed: any."
