"""The glossary has one word for each thing, and a Japanese one."""

import re

import pytest
from page_reading import page, rows

from simulator.agents.stages import Ladder
from simulator.week import WEEK

GLOSSARY = page("docs/glossary.md")
ENTRIES = [
    row
    for part in re.split(r"^## ", GLOSSARY, flags=re.MULTILINE)[1:]
    for row in rows(part, "word", "Japanese", "meaning")
]
WORDS = {word.strip() for row in ENTRIES for word in row[0].split(",")}


def test_no_word_stands_twice() -> None:
    names = [row[0] for row in ENTRIES]
    assert sorted(names) == sorted(set(names))


def test_every_word_has_a_japanese_one_and_a_meaning() -> None:
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    assert [row for row in ENTRIES if not japanese.search(row[1]) or not row[2]] == []


def test_no_japanese_word_means_two_things() -> None:
    names = [row[1] for row in ENTRIES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", [rung.name.lower() for rung in Ladder])
def test_rungs_of_the_ladder_are_explained(name: str) -> None:
    assert name in WORDS


@pytest.mark.parametrize("name", [phase.name for phase in WEEK])
def test_phases_are_explained(name: str) -> None:
    assert {name, f"{name} (phase)"} & WORDS
