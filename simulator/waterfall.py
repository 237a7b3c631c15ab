"""From the control's profit to a plan's, step by step: what sells more, what units cost, what is spent."""

from typing import Any, NamedTuple

from simulator.texts import Catalogue

START, REVENUE, UNIT_COSTS, SPENT, END = "start", "revenue", "unit_costs", "spent", "end"
COST = "cost_"  # what the metrics of costs by kind begin with


class Step(NamedTuple):
    """One step: what it is, of which cause, kind or arm, and by how much profit changes (major units).

    The first and the last are no changes: they are the profit of the control and of the plan.
    """

    what: str
    of: str
    amount: float


def waterfall(answer: dict[str, Any], arm: str) -> list[Step]:
    """Take the mean profit of a plan apart: the first step and all changes add up to the last.

    Steps of nothing are left out. Revenue is credited to what made its customers discover the brand.

    Parameters
    ----------
    answer : of `simulator.comparison.summary`.
    arm : name of a plan.
    """
    control = answer["arms"][0]
    plan = next(one for one in answer["arms"] if one["name"] == arm)

    def change(metric: str) -> float:
        return float(plan["metrics"][metric]["mean"] - control["metrics"][metric]["mean"])

    revenue = [
        Step(REVENUE, cause, amount - control["revenue_by_cause"][cause])
        for cause, amount in plan["revenue_by_cause"].items()
    ]
    spent = [
        Step(SPENT, metric.removeprefix(COST), -change(metric))
        for metric in plan["metrics"]
        if metric.startswith(COST)
    ]
    changes = [*revenue, Step(UNIT_COSTS, "", change("contribution") - change("revenue")), *spent]
    return [
        Step(START, control["name"], control["metrics"]["profit"]["mean"]),
        *(step for step in changes if step.amount),
        Step(END, arm, plan["metrics"]["profit"]["mean"]),
    ]


def step_title(step: Step, text: Catalogue) -> str:
    """What a step is called."""
    if step.what == SPENT:
        return text.say(f"metric.{COST}{step.of}")
    named = text.say(f"cause.{step.of}") if step.what == REVENUE else step.of
    return text.say(f"waterfall.{step.what}", of=named)
