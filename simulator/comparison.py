"""The answer of a comparison as plain data: metrics per arm, paired differences to the control."""

import json
import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from simulator.arguments import LIMITS
from simulator.errors import Mistake
from simulator.intervals import (
    LEVEL,
    Difference,
    difference,
    no_difference,
    probability_best,
    spread,
)
from simulator.metrics import HEADLINE, METRICS, Metric, measure
from simulator.precision import METRIC, known_within, runs_until
from simulator.results import Results
from simulator.robustness import robustness

ROUNDING = 1e-9  # of a half-width that was aimed at exactly


def summary(results: Results) -> dict[str, Any]:
    """Return what ``kuchikomi compare --json`` prints; undefined numbers are None.

    Raises
    ------
    Mistake : what is given are no results.
    """
    if not isinstance(results, Results):
        raise Mistake("not_results", what=type(results).__name__)
    data, attrs = results.data, results.data.attrs
    values = measure(data)
    weeks = int(data.sizes["week"])
    plans = range(1, len(results.arms))
    headline = [metric for metric in METRICS if metric.name in HEADLINE]
    return {
        "scenario": {"name": attrs["scenario"], "digest": attrs["digest"]},
        "seed": int(attrs["seed"]),
        "replicates": results.replicates,
        "requested": int(attrs["requested"]),
        "engine": {"version": attrs["version"]},
        "start": results.scenario["start"],
        "currency": attrs["currency"],
        "consumers": int(attrs["consumers"]),
        "people_per_consumer": int(attrs["people_per_consumer"]),
        "graph": {
            "ties": int(attrs["ties"]),
            "directed": bool(attrs["directed"]),
            "hearing_factor": float(attrs["hearing_factor"]),
            "notes": json.loads(attrs["graph_notes"]),
        },
        "arms": [_arm(results, values, a) for a in range(len(results.arms))],
        "paired": [row for a in plans for row in _pairs(results, values, a, 0, METRICS)],
        "between": [
            row for a, b in combinations(plans, 2) for row in _pairs(results, values, a, b, headline)
        ],
        "goal": _goal(results, values),
        "until": _until(results, values),
        "assumptions": robustness(results, values),
        "timing": {
            "seconds": float(attrs["seconds"]),
            "consumer_weeks": int(attrs["consumers"]) * weeks * results.replicates
            * len(results.arms),
        },
    }  # fmt: skip


def identical(results: Results, arm: int, other: int = 0) -> bool:
    """True if an arm recorded exactly what another did (the control), in every run and week."""
    columns = (
        column.transpose("arm", ...).values
        for name, column in results.data.data_vars.items()
        if name not in ("budget_left", "budget_short")  # budgets may differ; what was done may not
    )
    return all(np.array_equal(column[arm], column[other], equal_nan=True) for column in columns)


def _arm(results: Results, values: dict[str, Any], a: int) -> dict[str, Any]:
    data, currency = results.data, results.data.attrs["currency"]
    minor = float(data.attrs["minor_per_major"])
    arm = next(one for one in results.scenario["arms"] if one["name"] == results.arms[a])
    metrics, measured, pilot = {}, {}, results.pilot
    for metric in METRICS:
        measured[metric.name] = int(np.isfinite(values[metric.name][a]).sum())
        found = spread(values[metric.name][a], pilot)
        best = probability_best(values[metric.name], metric.higher_is_better)[a]
        unit = currency if metric.unit == "money" else metric.unit
        metrics[metric.name] = {
            **{name: number(x) for name, x in found._asdict().items()},
            "p_best": number(best),
            "unit": unit,
        }
    revenue, discovered = (
        data[name].isel(arm=a).sum("week").mean("replicate")
        for name in ("revenue_by_cause", "discovered_by_cause")
    )
    left = data["budget_left"].isel(arm=a).values
    short = data["budget_short"].isel(arm=a).values
    return {
        "name": results.arms[a],
        "strategies": [one["kind"] for one in arm["strategies"]],
        "contested": json.loads(data.attrs["contested"])[results.arms[a]],
        "budget": arm["budget"],
        "budget_left": None if arm["budget"] is None else float(left.mean()) / minor,
        "budget_short": None if arm["budget"] is None else float((short >= 0).mean()),
        "budget_short_week": int(short[short >= 0].min()) if (short >= 0).any() else None,
        "metrics": metrics,
        "measured": measured,
        "revenue_by_cause": {
            str(cause): float(revenue.sel(cause=cause)) / minor
            for cause in data.coords["cause"].values
        },
        "discovered_by_cause": {
            str(cause): float(discovered.sel(cause=cause)) for cause in data.coords["cause"].values
        },
    }


def _pairs(
    results: Results, values: dict[str, Any], a: int, b: int, metrics: Sequence[Metric]
) -> Iterator[dict[str, Any]]:
    """Metric by metric, an arm against another."""
    same, pilot, named = identical(results, a, b), results.pilot, results.arms
    for metric in metrics:
        arm, other = values[metric.name][a], values[metric.name][b]
        if same and (runs := int(np.isfinite(arm).sum())):
            found = no_difference(runs)
        else:
            found = difference(arm, other, metric.higher_is_better, pilot)
        yield _row(named[a], named[b], metric.name, found)


def _row(arm: str, control: str, metric: str, found: Difference) -> dict[str, Any]:
    return {
        "arm": arm,
        "control": control,
        "metric": metric,
        "pairs": found.pairs,
        "mean": number(found.mean),
        "low": number(found.low),
        "high": number(found.high),
        "level": LEVEL,
        "p_better": number(found.p_better),
        "enough": found.enough,
        "more_runs_needed": found.more_runs_needed,
    }


def _goal(results: Results, values: dict[str, Any]) -> dict[str, Any] | None:
    """How far each arm is from what is to be reached; None where nothing is."""
    goal = results.scenario.get("goal")
    if goal is None:
        return None
    metric, target, arms = goal["metric"], goal["target"], []
    for a, name in enumerate(results.arms):
        known = values[metric][a][np.isfinite(values[metric][a])]
        gap = spread(values[metric][a] - target, results.pilot)
        ends = {end: number(getattr(gap, end)) for end in ("mean", "low", "high")}
        reached = int((known >= target).sum())
        arms.append({"arm": name, **ends, "level": LEVEL, "reached": reached, "runs": len(known)})
    return {"metric": metric, "target": target, "arms": arms}


def _until(results: Results, values: dict[str, Any]) -> dict[str, Any] | None:
    """What precision was asked for, and what came of it; None where replicates were simply counted."""
    attrs, pilot = results.data.attrs, results.pilot
    if pilot is None or len(results.arms) == 1:
        return None
    profit, within = values[METRIC], float(attrs["within"])
    known, needed = known_within(profit, pilot), runs_until(profit, within, pilot)
    _, most_allowed = LIMITS["replicates"]
    return {
        "asked": attrs["until"],
        "metric": METRIC,
        "within": within,
        "known_within": number(known),
        "reached": known <= within * (1 + ROUNDING),
        "runs_needed": needed if needed is not None and needed <= most_allowed else None,
        "pilot": int(attrs["pilot"]),
        "most": int(attrs["most"]),
    }


def number(x: float) -> float | None:
    """A number for JSON: None for nan and infinities."""
    return float(x) if math.isfinite(x) else None
