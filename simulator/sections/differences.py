"""How plans differ from the control, run by run with the same luck; and how often each is the best."""

from collections.abc import Iterator, Sequence
from typing import Any

from simulator.figures import figures, percent
from simulator.html.bars import Bar, bar_table
from simulator.html.look import arm_style
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
        bars = difference_bars(rows, content.answer, text, theme)
        yield bar_table(head, bars, f"{text.say(f'metric.{metric}')}: {runs}")


def difference_bars(
    rows: Sequence[dict[str, Any] | None], answer: dict[str, Any], text: Catalogue, theme: str
) -> list[Bar]:
    """Paired differences of one measure, all in one form, an arm each: mean, interval, how often better.

    Parameters
    ----------
    rows : in the order of the arms; None where there is none, as of the control.
    """
    known = [(k, row) for k, row in enumerate(rows) if row is not None]
    unit = answer["arms"][0]["metrics"][known[0][1]["metric"]]["unit"]
    ends = [row[end] for _, row in known for end in ("mean", "low", "high")]
    written = iter(figures(ends, text.language, currency=currency_of(unit, answer), sign=True))
    bars = []
    for (k, row), mean, low, high in zip(known, written, written, written, strict=True):
        always = row["low"] is not None and row["low"] == row["high"]
        span = text.say("app.compare.every_run" if always else "table.ends", low=low, high=high)
        better = "" if always or row["p_better"] is None else f"{percent(row['p_better'], text.language)} %"
        sure = row["low"] is not None and verdict(row) in ("paired", "same")
        style, ends_ = arm_style(k, theme), (row["low"], row["high"])
        figure = f"{mean} ({span})"
        bars.append(Bar(row["arm"], figure, *ends_, style.colour, row["mean"], better, sure, style.marker))
    return bars


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
