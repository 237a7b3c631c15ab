"""Win, keep, sell, share: what a plan does against the control, in four numbers."""

from typing import NamedTuple

from simulator.figures import figures, percent
from simulator.outcome import Outcome
from simulator.sentences import currency_of, verdict
from simulator.texts import Catalogue

METRICS = {"win": ("new_customers",), "keep": ("repeat_units",), "sell": ("revenue",),
           "share": ("market_share", "penetration")}  # fmt: skip
"""What each is measured by; where there are no rivals, the share of the market is that of its people."""


class Number(NamedTuple):
    """One number, all of it in words: what it is, how much, what it is measured by, how sure it is."""

    title: str
    figure: str
    metric: str
    sure: str


def headline(outcome: Outcome, arm: int, text: Catalogue) -> list[Number]:
    """Four paired differences to the control, with their intervals; nothing where there is no plan."""
    answer, name = outcome.content.answer, outcome.content.arms[arm]
    if arm == 0:
        return []
    rows = {row["metric"]: row for row in answer["paired"] if row["arm"] == name}
    found = []
    for title, metrics in METRICS.items():
        metric = next(one for one in metrics if rows[one]["mean"] is not None)
        row, unit = rows[metric], answer["arms"][0]["metrics"][metric]["unit"]
        ends = [row["mean"], row["low"], row["high"]]
        if unit == "share":
            mean, low, high = (_points(end, text) for end in ends)
        else:
            mean, low, high = figures(ends, text.language, currency=currency_of(unit, answer), sign=True)
        if row["low"] is None:
            sure = text.say("picture.one_run")
        elif verdict(row) == "paired":
            better = percent(row["p_better"], text.language)
            sure = text.say("report.interval", low=low, high=high, percent=better)
        else:
            open_ = text.say(f"picture.{verdict(row)}", low=low, high=high)
            sure = text.say("report.open", why=open_, low=low, high=high)
        named = text.say(f"metric.{metric}")
        found.append(Number(text.say(f"report.{title}"), mean, named, sure))
    return found


def _points(share: float | None, text: Catalogue) -> str:
    """A difference of shares, in percentage points."""
    (written,) = figures([None if share is None else 100 * share], text.language, sign=True)
    return text.say("report.points", number=written)
