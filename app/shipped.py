"""The scenarios that come with the product, in the language of a session."""

from functools import cache
from typing import Any

from simulator.scenarios.files import scenario_table, shipped
from simulator.texts import Catalogue, catalogue

ASKED = ("question", "look_at")  # what is said of a scenario's plans as they are


def shipped_table(name: str, text: Catalogue) -> dict[str, Any]:
    """A shipped scenario as a table to go on from: its question and its plans have words of the language."""
    table = scenario_table(name)
    for one in ASKED:
        table[one] = text.own(table[one])
    for arm in table["arms"]:
        arm["name"] = text.own(arm["name"])
    return table


def without_outdated(table: dict[str, Any], opened: dict[str, Any], language: str) -> dict[str, Any]:
    """What is typed, less the question of the shipped scenario that was opened, if its plans are others now.

    A question of the planner's own stays: only he knows what it asks.
    """
    if _plans(table) == _plans(opened):
        return table
    said = _said(language)
    outdated = [one for one in ASKED if table.get(one) == opened.get(one) and table.get(one) in said]
    return {name: value for name, value in table.items() if name not in outdated}


def _plans(table: dict[str, Any]) -> list[Any]:
    """What is done in the arms, whatever they are called."""
    arms = table.get("arms", [])
    return [{**arm, "name": ""} if isinstance(arm, dict) else arm for arm in arms]


@cache
def _said(language: str) -> frozenset[str]:
    """All that shipped scenarios ask, in English and in a language."""
    tables = [shipped_table(name, text) for text in (catalogue(), catalogue(language)) for name in shipped()]
    return frozenset(table[one] for table in tables for one in ASKED)
