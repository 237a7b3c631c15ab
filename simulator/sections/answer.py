"""The answer of a comparison in sentences, as the command line gives it too."""

from typing import Any

from simulator.explanation import claims, explained
from simulator.outcome import Outcome
from simulator.sentences import (
    budget_sentence,
    goal_sentences,
    interval_label,
    paired_sentence,
    verdict,
)
from simulator.texts import Catalogue

RANKED_BY = "profit"
OPEN = ("paired_open", "paired_endless")


def answer_lines(outcome: Outcome, text: Catalogue, asked: str = "page") -> list[str]:
    """What was found, how sure it is, and what cannot be told yet.

    Parameters
    ----------
    asked : where it is read (`simulator.explanation.explained`).
    """
    answer = outcome.content.answer
    lines = explained(answer, text, asked)
    open_ones = [
        paired_sentence(row, answer, text)
        for row in answer["paired"]
        if row["metric"] == RANKED_BY and row["low"] is not None and verdict(row) in OPEN
    ]
    return [*lines, *open_ones, *goal_sentences(answer, text)]


def short_of_money(outcome: Outcome, text: Catalogue) -> list[str]:
    """Every arm whose budget did not pay for all of its plan: what it earns is that of a smaller plan."""
    answer = outcome.content.answer
    return [budget_sentence(arm, answer, text) for arm in answer["arms"] if arm["budget_short"]]


def small_print(outcome: Outcome, text: Catalogue) -> list[str]:
    """What stands below every answer: contested claims, what intervals leave out, that it is no forecast."""
    answer: dict[str, Any] = outcome.content.answer
    last = (interval_label(answer), "table.not_a_forecast")
    return [*claims(answer, text), *(text.say(key) for key in last)]
