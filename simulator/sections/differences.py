"""How plans differ from the control, run by run with the same luck; and how often each is the best."""

from collections.abc import Iterator
from typing import Any

from simulator.figures import figures, percent
from simulator.html.bars import Bar, bar_table
from simulator.html.look import ArmStyle, arm_style
from simulator.html.words import heading, sentence
from simulator.outcome import Outcome
from simulator.sentences import counted, currency_of, verdict
from simulator.texts import Catalogue

RANKED_BY = "profit"


def differences(outcome: Outcome, text: Catalogue, theme: str) -> Iterator[str]:
    """Paired differences to the control with their intervals, a table for each measure."""
    content = outcome.content
    if len(content.arms) == 1:
        return
    yield heading(text.say("picture.against", control=content.arms[0]), 2)
    yield sentence(text.say("picture.interval"), small=True)
    runs = counted("runs", content.runs, text)
    head = [text.say(f"table.{name}") for name in ("arm", "difference", "better")]
    for metric, rows in content.differences.items():
        bars = [
            difference_bar(row, content.answer, text, arm_style(k, theme))
            for k, row in enumerate(rows)
            if row is not None
        ]
        yield bar_table(head, bars, f"{text.say(f'metric.{metric}')}: {runs}")


def difference_bar(row: dict[str, Any], answer: dict[str, Any], text: Catalogue, style: ArmStyle) -> Bar:
    """One paired difference: its mean, its interval, and how often the plan is better."""
    unit = answer["arms"][0]["metrics"][row["metric"]]["unit"]
    mean, low, high = figures(
        [row["mean"], row["low"], row["high"]], text.language, currency=currency_of(unit, answer), sign=True
    )
    figure = f"{mean} ({text.say('table.ends', low=low, high=high)})"
    better = "" if row["p_better"] is None else f"{percent(row['p_better'], text.language)} %"
    sure = row["low"] is not None and verdict(row) in ("paired", "same")
    return Bar(
        row["arm"], figure, row["low"], row["high"], style.colour, row["mean"], better, sure, style.marker
    )  # fmt: skip


def chances(outcome: Outcome, text: Catalogue, theme: str) -> Iterator[str]:
    """How often each arm is the best of all, by profit."""
    arms = outcome.content.answer["arms"][: len(outcome.content.arms)]
    if len(arms) == 1:
        return
    bars = []
    for k, arm in enumerate(arms):
        share = arm["metrics"][RANKED_BY]["p_best"]
        written = f"{percent(share, text.language)} %"
        bars.append(Bar(arm["name"], written, 0.0, share, arm_style(k, theme).colour))
    yield heading(text.say("app.compare.best"), 2)
    head = [text.say("table.arm"), text.say("app.compare.best_share")]
    yield bar_table(head, bars, text.say("app.compare.best_of", metric=text.say(f"metric.{RANKED_BY}")))
