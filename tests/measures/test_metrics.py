"""Every metric, counted again from the recorded weeks with plain loops; and by hand where it compares."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from support import arm, lively

from simulator import Results, compare, load_scenario
from simulator.agents.ledger import KINDS
from simulator.metrics import METRICS, measure

SEEDING = {"kind": "seeding", "seeds": 6, "cost_per_seed": 400.0}
MEDIA = {"kind": "paid_media", "spend_per_week": 900.0, "weeks": 3}
DONATION = {"kind": "donation", "amount": 5000.0, "start_week": 1}
OWN_DONATION = {**DONATION, "amount": 700.0, "payer": "owner"}
LEVERS = Path(__file__).parents[1] / "equivalence" / "every_lever.py"
RUNGS = ("prospect", "new", "repeat", "loyal", "lapsed")
ONCE = (
    "k_factor", "weeks_to_buy", "cascade_mean", "cascade_direct", "cascade_largest", "cascade_depth",
    "cascade_deepest", "cascade_virality", "cascade_virality_largest",
)
MAYBE_BELOW = ("roi", "marginal_roi", "nps", "nps_lowest")
UNUSED = ("cost_prize", "cost_tool")  # nothing here pays for them; see test_costs
PEOPLE = 3  # that each consumer stands for


@pytest.fixture(scope="module", name="found")
def comparison() -> Results:
    """Arms that spend, one that saves nothing, one of everything, and a control with costs."""
    market = {"consumers": 60, "weeks": 30, "people_per_consumer": PEOPLE, "price": 900.0, "unit_cost": 200.0,
              "initial": {"potential": 0.7, "prospect": 0.1, "new": 0.1, "repeat": 0.05, "loyal": 0.05}}
    rivals = [{"name": "Rival", "price": 2500.0}]
    rows = lively(market=market, behaviour={"agents": 1}, rivals=rivals)
    arms = [arm("Control", MEDIA), arm("Both", SEEDING, MEDIA), arm("Seeding", SEEDING), arm("Nothing"),
            arm("All", {"kind": "every_lever", "strength": 0.2}, DONATION, OWN_DONATION)]
    return compare(load_scenario({**rows, "arms": arms}, strategy_files=[LEVERS]), 4, 5)


def recounted(data: Any, a: int, r: int) -> dict[str, float]:
    """All metrics of one run, and of the control's run with the same draws, in plain Python."""

    def weeks(name: str, arm: int = a) -> list[int]:
        return [int(x) for x in data[name].values[arm, r]]

    def by_cause(cause: str) -> int:
        place = list(data.coords["cause"].values).index(cause)
        return int(sum(data["discovered_by_cause"].values[a, r, place]))

    def share(above: float, below: float) -> float:
        return above / below if below > 0 else math.nan

    last = {name: weeks(name)[-1] for name in data.data_vars if str(name).startswith("n_")}
    flow = {str(name): sum(weeks(str(name))) for name in data.data_vars if data[name].dims[-1] == "week"
            and data[name].ndim == 3}  # fmt: skip
    heard = flow["heard_positive"] + flow["heard_neutral"] + flow["heard_negative"]
    score = [last[f"n_{name}"] for name in ("promoters", "passives", "detractors")]
    asked = [(p - d) / (p + m + d) * 100 for p, m, d in scores_of(data, a, r) if p + m + d > 0]
    arrived = sum(flow[f"messages_{name}"] for name in ("paid", "owned", "earned"))
    answered = flow["solved"] + flow["unsolved"] + flow["expired"]
    buyers = [last["n_new"], last["n_repeat"], last["n_loyal"]]
    contribution = flow["revenue"] - 200 * flow["units"]
    control = sum(weeks("revenue", 0)) - 200 * sum(weeks("units", 0))
    cost, own = sum(weeks("cost", 0)), flow["cost"]
    more_buyers = flow["new_customers"] - sum(weeks("new_customers", 0))
    gained, weeks_behind = 0, 0
    for week, (mine, theirs) in enumerate(zip(profits_of(data, a, r), profits_of(data, 0, r), strict=True)):
        gained += mine - theirs
        if gained < 0:
            weeks_behind = week + 1
    spent = weeks("cost") != weeks("cost", 0)
    discount = [(1 + data.attrs["discount_rate"]) ** -t for t in range(30)]
    return {
        "reach": last["n_reached"],
        "awareness": last["n_aware"],
        "discoveries": sum(by_cause(str(cause)) for cause in data.coords["cause"].values),
        "discoveries_by_talk": by_cause("word_of_mouth"),
        "customers": last["n_customers"],
        "new_customers": flow["new_customers"],
        "units": flow["units"],
        "repeat_units": flow["units"] - flow["new_customers"],
        "reached_share": last["n_reached"] / (60 * PEOPLE),
        "penetration": last["n_customers"] / (60 * PEOPLE),
        "market_share": share(flow["units"], flow["units"] + flow["rival_units"])
        if flow["rival_units"] else math.nan,
        "bought_share": share(last["n_customers"], last["n_reached"]),
        "returned_share": share(buyers[1] + buyers[2], sum(buyers)),
        "potentials": last["n_potential"],
        "prospects": last["n_prospect"],
        "bought_once": buyers[0],
        "bought_again": buyers[1],
        "loyal": buyers[2],
        "lapsed": last["n_lapsed"],
        "lapses": flow["lapses"],
        "nps": share(100 * (score[0] - score[2]), sum(score)),
        "nps_mean": sum(asked) / len(asked) if asked else math.nan,
        "nps_lowest": min(asked, default=math.nan),
        **{f"{rung}_weeks": share(flow[f"n_{rung}"], last["n_reached"]) for rung in RUNGS},
        **{f"{name}_reach": last[f"n_reached_{name}"] for name in ("paid", "owned", "earned")},
        **{f"messages_{name}": flow[f"messages_{name}"] for name in ("paid", "owned", "earned")},
        "frequency": share(arrived, last["n_reached_media"]),
        "promoters": score[0],
        "passives": score[1],
        "detractors": score[2],
        **{name: last[f"n_{name}"] for name in ("returning_positive", "returning_negative",
                                                "first_positive", "first_negative")},
        **{name: float(data[name].values[a, r]) for name in ONCE},
        "talk_positive": flow["heard_positive"],
        "talk_negative": flow["heard_negative"],
        "talk_visible": flow["heard_visible"],
        "talk_true": heard,
        "reviews": flow["posts"],
        "contacts": flow["contacts"],
        "deflected_share": share(flow["deflected"], flow["contacts"]),
        "solved_share": share(flow["deflected"] + flow["solved"], flow["deflected"] + answered),
        "wait": share(flow["weeks_waited"], answered),
        "open_cases": last["n_open_cases"],
        "revenue": flow["revenue"],
        "contribution": contribution,
        "cost": own,
        **{f"cost_{kind}": booked(data, a, r, kind) for kind in KINDS},
        "owner_cost": flow["owner_cost"],
        "profit": contribution - own,
        "npv": sum(x * d for x, d in zip(profits_of(data, a, r), discount, strict=True)),
        "roi": share(contribution - own - control + cost, own - cost) if a else math.nan,
        "marginal_roi": marginal(data, a, r),
        "cac": share(own - cost, more_buyers) if a else math.nan,
        "break_even": contribution - control,
        "payback": weeks_behind if spent and gained >= 0 else math.nan,
    }  # fmt: skip


def profits_of(data: Any, a: int, r: int) -> list[int]:
    """Profit of each week, yen."""
    rows = zip(*(data[name].values[a, r].tolist() for name in ("revenue", "units", "cost")), strict=True)
    return [revenue - 200 * units - cost for revenue, units, cost in rows]


def scores_of(data: Any, a: int, r: int) -> list[tuple[int, ...]]:
    """Promoters, passives and detractors of each week."""
    names = ("n_promoters", "n_passives", "n_detractors")
    return list(zip(*(data[name].values[a, r].tolist() for name in names), strict=True))


def booked(data: Any, a: int, r: int, kind: str) -> int:
    """What the company paid for one kind of thing, yen, from the lines of the ledger."""
    return sum(
        sum(data["booked"].values[a, r, k].tolist())
        for k, line in enumerate(data.coords["line"].values.tolist())
        if line.endswith(f" / {kind} / company")
    )


def marginal(data: Any, a: int, r: int) -> float:
    """Profit gained per extra yen against the arm that costs next less over all replicates."""
    costs = [int(data["cost"].values[arm].sum()) for arm in range(data.sizes["arm"])]
    cheaper = sorted(cost for cost in costs if cost < costs[a])
    if not cheaper:
        return math.nan
    for one in (costs[a], cheaper[-1]):
        if sum(abs(cost - one) <= 0.01 * max(cost, one) for cost in costs) > 1:
            return math.nan
    other = costs.index(cheaper[-1])
    more = data["cost"].values[a].sum(axis=-1) - data["cost"].values[other].sum(axis=-1)
    half = stats.t.ppf(0.95, len(more) - 1) * stats.sem(more) if more.std() else 0.0
    if half >= more.mean():
        return math.nan
    extra = int(data["cost"].values[a, r].sum()) - int(data["cost"].values[other, r].sum())
    gained = sum(profits_of(data, a, r)) - sum(profits_of(data, other, r))
    return gained / extra if extra > 0 else math.nan


def test_all_metrics_are_recounted(found: Results) -> None:
    values = measure(found.data)
    assert list(values) == [metric.name for metric in METRICS]
    for a in range(5):
        for r in range(4):
            again = recounted(found.data, a, r)
            assert again.keys() == values.keys()
            for name, value in again.items():
                assert values[name][a, r] == pytest.approx(value, rel=1e-12, nan_ok=True), (name, a, r)


def test_there_is_something_to_measure_of_each(found: Results) -> None:
    """Else the recount would agree on nothing."""
    for name, values in measure(found.data).items():
        assert np.isfinite(values).any(), name
        assert np.nanmax(values) > 0 or name in (*MAYBE_BELOW, *UNUSED), name
        assert np.nanmax(values) > np.nanmin(values) or name in UNUSED, name
