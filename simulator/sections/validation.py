"""Published results beside what this engine measured: what all checks found when they were last made."""

from collections.abc import Iterator

from simulator.html.words import table
from simulator.texts import Catalogue
from simulator.validation import STAGES, words
from simulator.validation.recorded import recorded

COLUMNS = ("id", "what", "published", "measured", "verdict", "source")


def findings(text: Catalogue) -> Iterator[str]:
    """A table for each stage of RandRust2011 that runs can show."""
    head = [text.say(f"validation.column.{name}") for name in COLUMNS]
    found = recorded()
    for stage in STAGES:
        rows = [
            [
                one.check.id, words.what(one, text), words.published(one, text), words.measured(one, text),
                words.verdict(one, text).strip(), text.source(one.check.source),
            ]
            for one in found if one.check.stage == stage
        ]  # fmt: skip
        if rows:
            yield table(head, rows, text.say(f"validation.stage.{stage}"), numbers=False)
