"""Win, keep, sell, share: what a plan does against the control, in four numbers, and the gap to the goal."""

from typing import NamedTuple

from simulator.figures import percent, whole
from simulator.outcome import Outcome
from simulator.sentences import in_unit, verdict
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
    """Four paired differences to the control, none of the control itself; and the gap to the goal, if any."""
    answer, name = outcome.content.answer, outcome.content.arms[arm]
    if arm == 0:
        return _goal(outcome, arm, text)
    rows = {row["metric"]: row for row in answer["paired"] if row["arm"] == name}
    found = []
    for title, metrics in METRICS.items():
        metric = next(one for one in metrics if rows[one]["mean"] is not None)
        row, unit = rows[metric], answer["arms"][0]["metrics"][metric]["unit"]
        ends = [row["mean"], row["low"], row["high"]]
        mean, low, high = in_unit(ends, unit, answer, text, sign=True)
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
    return [*found, *_goal(outcome, arm, text)]


def _goal(outcome: Outcome, arm: int, text: Catalogue) -> list[Number]:
    """How far it is to what is to be reached; nothing where there is no goal, or nothing to measure."""
    answer = outcome.content.answer
    row = answer["goal"] and answer["goal"]["arms"][arm]
    if not row or not row["runs"]:
        return []
    metric = answer["goal"]["metric"]
    unit = answer["arms"][0]["metrics"][metric]["unit"]
    (target,) = in_unit([answer["goal"]["target"]], unit, answer, text)
    gap, low, high = in_unit([row[end] for end in ("mean", "low", "high")], unit, answer, text, sign=True)
    counts = {one: whole(row[one], text.language) for one in ("reached", "runs")}
    key = "report.goal_one_run" if row["low"] is None else "report.goal_interval"
    measured = text.say("report.goal_of", metric=text.say(f"metric.{metric}"), target=target)
    return [Number(text.say("report.goal"), gap, measured, text.say(key, low=low, high=high, **counts))]

