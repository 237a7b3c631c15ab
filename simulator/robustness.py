"""What of a comparison's answer holds in other worlds: both spreads, the ranking, and what flips it."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.metrics import HEADLINE
from simulator.precision import METRIC
from simulator.results import Results

if TYPE_CHECKING:
    import xarray

OUTER = (0.05, 0.95)  # between these quantiles lie 90 % of runs, or of worlds
MOST_FLIPS = 3
FALSE_ALARM = 0.05  # chance that any parameter without an effect is called clear
Values = NDArray[np.float64]


def robustness(results: Results, values: dict[str, Values]) -> dict[str, Any] | None:
    """Hold the comparison against its other worlds; None where there are none.

    Parameters
    ----------
    values : metrics of the comparison itself: name -> (arms, replicates).
    """
    worlds = results.worlds
    if worlds is None:
        return None
    answer: dict[str, Any] = {
        "worlds": int(worlds.sizes["world"]),
        "asked": int(worlds.attrs["asked"]),
        "left_out": int(worlds.attrs["left_out"]),
        "replicates": int(worlds.sizes["trial"]),
        "parameters": _parameters(worlds),
        "spreads": [],
        "ranking": None,
        "flips": [],
    }
    if answer["worlds"]:
        answer["spreads"] = [
            _spread(results, worlds, values, a, name)
            for a in range(1, len(results.arms))
            for name in HEADLINE
        ]
        order = np.argsort(-values[METRIC].mean(axis=1), kind="stable")
        profit = worlds[METRIC].mean("trial").values  # (worlds, arms)
        answer["ranking"] = _ranking(results.arms, order, profit)
        answer["flips"] = _flips(worlds, profit, int(order[0]))
    return answer


def _parameters(worlds: "xarray.Dataset") -> list[dict[str, Any]]:
    names = ("low", "assumed", "high")
    return [
        {
            "name": str(name),
            "unit": str(worlds.coords["unit"].values[k]),
            **{one: float(worlds[one].values[k]) for one in names},
        }
        for k, name in enumerate(worlds.coords["parameter"].values)
    ]


def _spread(
    results: Results, worlds: "xarray.Dataset", values: dict[str, Values], a: int, name: str
) -> dict[str, Any]:
    """How far one difference to the control varies by chance, and how far by what is assumed."""
    chance = values[name][a] - values[name][0]
    each = worlds[name].values[:, a] - worlds[name].values[:, 0]  # (worlds, trials)
    means = each.mean(axis=1)
    low, high = np.quantile(chance, OUTER)
    lowest, highest = np.quantile(means, OUTER)
    return {
        "arm": results.arms[a],
        "control": results.arms[0],
        "metric": name,
        "chance_low": float(low),
        "chance_high": float(high),
        "assumptions_low": float(lowest),
        "assumptions_high": float(highest),
        "assumptions_median": float(np.median(means)),
        "assumptions_share": _share(each),
        "better": float((means > 0).mean() + 0.5 * (means == 0).mean()),
    }


def _share(each: Values) -> float | None:
    """Share of the variance of single runs that lies between worlds; None where nothing varies.

    One-way analysis of variance: what worlds' means vary more than chance within worlds explains.
    """
    within = float(each.var(axis=1, ddof=1).mean())
    between = float(each.mean(axis=1).var(ddof=1)) - within / each.shape[1] if len(each) > 1 else 0.0
    between = max(0.0, between)
    return between / (between + within) if between + within > 0 else None


def _ranking(arms: list[str], order: NDArray[np.int64], profit: Values) -> dict[str, Any]:
    """In how many worlds the arms come in the same order, and the same one first."""
    ranked = profit[:, order]
    same = (np.diff(ranked, axis=1) <= 0).all(axis=1)
    return {
        "metric": METRIC,
        "order": [arms[a] for a in order],
        "holds": float(same.mean()),
        "best_holds": float((_margin(profit, int(order[0])) >= 0).mean()),
    }


def _margin(profit: Values, best: int) -> Values:
    """What the best arm has more than the best of the others, world by world."""
    others = np.delete(profit, best, axis=1)
    return np.asarray(profit[:, best] - others.max(axis=1))


def _flips(worlds: "xarray.Dataset", profit: Values, best: int) -> list[dict[str, Any]]:
    """The parameters that most decide whether the best arm stays the best, the strongest first.

    Ordered by Spearman's rank correlation of a parameter with the margin of the best arm. `clear` is
    one whose correlation is beyond chance, over all parameters together (Bonferroni). None where the
    best arm is always the best, or never.
    """
    from scipy.stats import spearmanr

    margin, values = _margin(profit, best), worlds["value"].values
    lost = margin < 0
    if not lost.any() or lost.all():
        return []
    found: list[dict[str, Any]] = []
    for k, name in enumerate(worlds.coords["parameter"].values):
        column = values[:, k]
        if column.min() == column.max():
            continue
        correlation, p_value = spearmanr(column, margin)
        low, high = np.quantile(column, (1 / 3, 2 / 3))
        found.append(
            {
                "name": str(name),
                "unit": str(worlds.coords["unit"].values[k]),
                "assumed": float(worlds["assumed"].values[k]),
                "correlation": float(correlation),
                "clear": bool(p_value * values.shape[1] <= FALSE_ALARM),
                "low_third": float(low),
                "high_third": float(high),
                "lost_low": float(lost[column <= low].mean()),
                "lost_high": float(lost[column >= high].mean()),
            }
        )
    found.sort(key=lambda one: (-abs(one["correlation"]), one["name"]))
    return found[:MOST_FLIPS]
