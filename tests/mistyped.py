"""What can be typed into the app and cannot be used, by the sentence that says so."""

from typing import Any

from simulator.scenarios.draft import Place

LATE = ("arms", 1, "strategies", 0, "start_week")
GIVEN = {"kind": "donation", "amount": 9.0}

MISTYPED: dict[str, dict[Place, Any]] = {
    "blank": {("arms", 1, "name"): " "},
    "control_characters": {("arms", 1, "name"): "a\nb"},
    "missing": {("market",): {"consumers": 40, "weeks": 6, "category_price": 5.0}},
    "out_of_range": {("market", "consumers"): 10**9},
    "not_whole": {("market", "consumers"): 52.5},
    "two_numbers": {("market", "price"): "3.000"},
    "not_a_number": {("market", "price"): "cheap"},
    "too_few": {("arms",): []},
    "too_many": {("rivals",): [{"name": str(k), "price": 9.0} for k in range(8)]},
    "shares_sum": {("market", "initial"): {"potential": 0.5}},
    "currency": {("market", "currency"): "ABC"},
    "money_digits": {("market", "price"): 1000.5},
    "names_twice": {("arms", 2, "name"): "Control"},
    "cap_below_prior": {("behaviour", "evidence_cap"): 2.0, ("behaviour", "evidence_prior"): 90.0},
    "rivals_need_logit": {
        ("rivals",): [{"name": "Old", "price": 5.0}], ("switches", "choice"): "threshold",
    },
    "threshold_weighs": {("switches", "choice"): "threshold", ("switches", "passing"): "probability"},
    "followers_above_people": {("market", "followers"): 9999},
    "too_many_people": {("market", "people_per_consumer"): 10**9, ("market", "followers"): 0},
    "too_much_money": {("market", "price"): 1e12, ("market", "people_per_consumer"): 10**6},
    "strategy_after_horizon": {LATE: 100},
    "strategy_payment_after_horizon": {
        ("arms", 1, "strategies"): [{**GIVEN, "start_week": 2, "payment_week": 99}],
    },
    "strategy_payment_before_announcement": {
        ("arms", 1, "strategies"): [{**GIVEN, "start_week": 4, "payment_week": 1}],
    },
    "strategy_unknown_audience": {
        ("arms", 1, "strategies"): [{"kind": "price_cut", "depth": 0.1, "weeks": 2, "audience": "nobody"}],
    },
    "strategy_below_one_consumer": {("market", "people_per_consumer"): 50},
}  # fmt: skip
