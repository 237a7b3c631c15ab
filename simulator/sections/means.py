"""All arms side by side: means, or what they have more than the control, in any order."""

from collections.abc import Sequence
from typing import Any

from simulator.figures import figures, percent, whole
from simulator.html.words import sentence, table
from simulator.metrics import METRICS
from simulator.outcome import Outcome
from simulator.sentences import PARTLY, currency_of, is_partial
from simulator.texts import Catalogue

SHOWN = (
    "reach", "awareness", "customers", "nps", "revenue", "cost", "profit", "roi", "cac", "payback", "k_factor"
)  # fmt: skip
AS_PLANNED = ""  # the order of the scenario
PAYBACK = "payback"
HIGHER_IS_BETTER = {metric.name: metric.higher_is_better for metric in METRICS}


def means(
    outcome: Outcome, text: Catalogue, order: str = AS_PLANNED, against: bool = False,
    shown: Sequence[str] = SHOWN,
) -> str:  # fmt: skip
    """A table of all arms: its longer side goes down, so that it is no wider than needed.

    Parameters
    ----------
    order : the metric by which arms are put in order, the best first.
    against : whether plans show what they have more than the control; the control itself as it is.
    shown : metrics.
    """
    answer = outcome.content.answer
    arms = ordered(answer["arms"], order)
    columns = [_column(answer, arms, name, text, against) for name in shown]
    names, measures = [arm["name"] for arm in arms], [text.say(f"metric.{name}") for name in shown]
    if len(arms) > len(shown):
        head = [text.say("table.arm"), *measures]
        rows = [list(row) for row in zip(names, *columns, strict=True)]
    else:
        head = [text.say("table.metric"), *names]
        rows = [[measure, *cells] for measure, cells in zip(measures, columns, strict=True)]
    people, weeks = whole(outcome.content.people, text.language), outcome.content.weeks
    whole_table = table(head, rows, text.say("app.compare.of_people", people=people, weeks=weeks))
    if any(is_partial(arm, name, answer) for arm in arms for name in shown if name != PAYBACK):
        whole_table += sentence(text.say("table.legend_partly", mark=PARTLY), small=True)
    if "marginal_roi" in shown and sum(not arm["measured"]["marginal_roi"] for arm in arms) > 1:
        whole_table += sentence(text.say("table.legend_marginal"), small=True)
    return whole_table


def ordered(arms: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    """Arms by a metric, the best first; those without a value last."""
    if order == AS_PLANNED:
        return arms
    sign = -1 if HIGHER_IS_BETTER[order] else 1

    def place(arm: dict[str, Any]) -> tuple[bool, float]:
        mean = arm["metrics"][order]["mean"]
        return mean is None, 0.0 if mean is None else sign * mean

    return sorted(arms, key=place)


def _payback(arm: dict[str, Any], weeks: str, answer: dict[str, Any], text: Catalogue) -> str:
    """The weeks; where it does not come back in every run, only in how many: their mean would mislead."""
    if not is_partial(arm, PAYBACK, answer):
        return weeks
    share = arm["measured"][PAYBACK] / answer["replicates"]
    return text.say("table.payback_in", percent=percent(share, text.language))


def _column(
    answer: dict[str, Any], arms: list[dict[str, Any]], name: str, text: Catalogue, against: bool
) -> list[str]:
    control, language = answer["arms"][0], text.language
    currency = currency_of(control["metrics"][name]["unit"], answer)
    if not against:
        written = figures([arm["metrics"][name]["mean"] for arm in arms], language, currency=currency)
        if name == PAYBACK:
            return [_payback(arm, weeks, answer, text) for arm, weeks in zip(arms, written, strict=True)]
        marks = [PARTLY if is_partial(arm, name, answer) else "" for arm in arms]
        return list(map("".join, zip(written, marks, strict=True)))
    pairs = {row["arm"]: row["mean"] for row in answer["paired"] if row["metric"] == name}
    plans = [arm["name"] for arm in arms if arm is not control]
    written = figures([pairs[one] for one in plans], language, currency=currency, sign=True)
    found = dict(zip(plans, written, strict=True))
    found[control["name"]] = figures([control["metrics"][name]["mean"]], language, currency=currency)[0]
    return [found[arm["name"]] for arm in arms]
