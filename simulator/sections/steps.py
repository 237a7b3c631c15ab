"""The waterfall: from the control's profit to a plan's."""

from collections.abc import Iterator

from simulator.figures import figures
from simulator.html.bars import Bar, bar_table
from simulator.html.look import LESS, MORE, SOFT
from simulator.html.words import sentence
from simulator.outcome import Outcome
from simulator.texts import Catalogue
from simulator.waterfall import END, START, step_title, waterfall


def steps(outcome: Outcome, arm: str, text: Catalogue, theme: str) -> Iterator[str]:
    """The steps of a plan, each a bar from where the one before ended."""
    answer = outcome.content.answer
    found = waterfall(answer, arm)
    written = figures([step.amount for step in found], text.language, currency=answer["currency"], sign=True)
    bars, reached = [], 0.0
    for step, figure in zip(found, written, strict=True):
        if step.what in (START, END):
            begin, reached, colour = 0.0, step.amount, SOFT[theme]
        else:
            begin, reached = reached, reached + step.amount
            colour = (MORE if step.amount > 0 else LESS)[theme]
        low, high = sorted((begin, reached))
        bars.append(Bar(step_title(step, text), figure, low, high, colour))
    if len(found) == 2:
        yield sentence(text.say("app.compare.no_steps", arm=arm, control=answer["arms"][0]["name"]))
    head = [text.say("app.compare.step"), text.say("app.compare.amount")]
    yield bar_table(head, bars, text.say("app.compare.steps_of", arm=arm))
