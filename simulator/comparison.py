"""The answer of a comparison as plain data: metrics per arm, paired differences to the control."""

import json
import math
from typing import Any

import numpy as np

from simulator.errors import Mistake
from simulator.intervals import LEVEL, difference, no_difference, probability_best, spread
from simulator.metrics import METRICS, measure
from simulator.results import Results


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
        "paired": _paired(results, values),
        "timing": {
            "seconds": float(attrs["seconds"]),
            "consumer_weeks": int(attrs["consumers"]) * weeks * results.replicates
            * len(results.arms),
        },
    }  # fmt: skip


def identical(results: Results, arm: int) -> bool:
    """True if an arm recorded exactly what the control did, in every run and week."""
    one, control = results.data.isel(arm=arm), results.data.isel(arm=0)
    return all(
        np.array_equal(one[name].values, control[name].values, equal_nan=True)
        for name in results.data.data_vars
        if name not in ("budget_left", "budget_short")  # budgets may differ; what was done may not
    )


def _arm(results: Results, values: dict[str, Any], a: int) -> dict[str, Any]:
    data, currency = results.data, results.data.attrs["currency"]
    minor = float(data.attrs["minor_per_major"])
    arm = next(one for one in results.scenario["arms"] if one["name"] == results.arms[a])
    metrics, measured = {}, {}
    for metric in METRICS:
        measured[metric.name] = int(np.isfinite(values[metric.name][a]).sum())
        found = spread(values[metric.name][a])
        best = probability_best(values[metric.name], metric.higher_is_better)[a]
        unit = currency if metric.unit == "money" else metric.unit
        metrics[metric.name] = {
            **{name: number(x) for name, x in found._asdict().items()},
            "p_best": number(best),
            "unit": unit,
        }
    revenue = data["revenue_by_cause"].isel(arm=a).sum("week").mean("replicate")
    left = data["budget_left"].isel(arm=a).values
    short = data["budget_short"].isel(arm=a).values
    return {
        "name": results.arms[a],
        "strategies": [one["kind"] for one in arm["strategies"]],
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
    }


def _paired(results: Results, values: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for a in range(1, len(results.arms)):
        same = identical(results, a)
        for metric in METRICS:
            arm, control = values[metric.name][a], values[metric.name][0]
            found = (
                no_difference(int(np.isfinite(arm).sum()))
                if same
                else difference(arm, control, metric.higher_is_better)
            )
            rows.append(
                {
                    "arm": results.arms[a],
                    "control": results.arms[0],
                    "metric": metric.name,
                    "pairs": found.pairs,
                    "mean": number(found.mean),
                    "low": number(found.low),
                    "high": number(found.high),
                    "level": LEVEL,
                    "p_better": number(found.p_better),
                    "enough": found.enough,
                    "more_runs_needed": found.more_runs_needed,
                }
            )
    return rows


def number(x: float) -> float | None:
    """A number for JSON: None for nan and infinities."""
    return float(x) if math.isfinite(x) else None
