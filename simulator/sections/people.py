"""People on their way: how far they come, where they stand, who moved, how owners feel."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.figures import NONE, figures, percent, whole
from simulator.html.words import heading, sentence, table
from simulator.journey import Journey
from simulator.outcome import Outcome
from simulator.texts import Catalogue
from simulator.watching import Watched, migration

TITLES = {
    "potential": "potentials", "prospect": "prospects", "new": "bought_once", "repeat": "bought_again",
    "loyal": "loyal", "lapsed": "lapsed",
}  # fmt: skip
"""The metric that a stage is at the end."""


WHO = ("returning", "first")  # of owners


def funnel(outcome: Outcome, text: Catalogue) -> Iterator[str]:
    """How many people of each arm came so far, and the share of those who came to the stage before."""
    content = outcome.content
    columns = []
    for stage in content.stages:
        people = figures(stage.people[: len(content.arms)], text.language)
        parts = ["" if one is None else f" ({percent(one, text.language)} %)" for one in stage.shares]
        columns.append([number + part for number, part in zip(people, parts, strict=False)])
    rows = [[arm, *cells] for arm, *cells in zip(content.arms, *columns, strict=True)]
    head = [text.say("table.arm"), *(text.say(f"picture.{stage.name}") for stage in content.stages)]
    yield heading(text.say("picture.stages", people=whole(content.people, text.language)), 2)
    yield table(head, rows, text.say("picture.stages_about"))


def ladder(
    outcome: Outcome, found: Journey, arm: int, titles: Mapping[str, str], text: Catalogue
) -> Iterator[str]:
    """Where people stand after the first week and at the end, and against the control."""
    names = outcome.content.arms
    weekly = found.stages.values()
    columns = [figures([people[arm][week] for people in weekly], text.language) for week in (0, -1)]
    if arm:
        more = [people[arm][-1] - people[0][-1] for people in weekly]
        columns.append(figures(more, text.language, sign=True))
    rows = [[titles[name], *cells] for name, *cells in zip(found.stages, *columns, strict=True)]
    head = [text.say(f"app.journey.{name}") for name in ("stage", "first_week", "last_week")]
    head += [] if arm == 0 else [text.say("picture.against", control=names[0])]
    yield heading(text.say("app.journey.ladder"), 2)
    yield table(head, rows, text.say("app.journey.ladder_of", arm=names[arm]))


def migrated(watched: Watched, titles: Sequence[str], text: Catalogue) -> list[str]:
    """Who began on which rung, and who ended on which, in one run."""
    counts = migration(watched)
    rows = [
        [titles[k], *(whole(int(n), text.language) if n else NONE for n in row)]
        for k, row in enumerate(counts)
        if row.any()
    ]
    caption = text.say("app.journey.migration_of", arm=watched.arm)
    return [table([text.say("app.journey.from_to"), *titles], rows, caption)]


def moods(outcome: Outcome, found: Journey, arm: int, text: Catalogue) -> Iterator[str]:
    """Owners by how they feel and whether they came back, at the end."""
    names = outcome.content.arms
    moods: Any = [found.moods[f"{who}_{mood}"] for who in WHO for mood in ("positive", "negative")]
    cells = figures([people[arm][-1] for people in moods], text.language)
    if arm:
        more = figures([people[arm][-1] - people[0][-1] for people in moods], text.language, sign=True)
        cells = [
            text.say("app.journey.mood", people=now, more=one) for now, one in zip(cells, more, strict=True)
        ]
    pairs = zip(WHO, cells[::2], cells[1::2], strict=True)
    rows = [[text.say(f"app.journey.{who}"), pleased, annoyed] for who, pleased, annoyed in pairs]
    head = [text.say(f"app.journey.{name}") for name in ("owners", "pleased", "annoyed")]
    yield heading(text.say("app.journey.moods"), 2)
    key = "app.journey.moods_of_control" if arm == 0 else "app.journey.moods_of"
    yield sentence(text.say("app.journey.moods_what"), small=True)
    yield table(head, rows, text.say(key, arm=names[arm], control=names[0]))
