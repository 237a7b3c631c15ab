"""Step tiny markets that between them call every kernel of the fast engine; compiles them all."""

from typing import Any

from simulator import WordOfMouthModel, load_scenario, make_world

PLAIN = {
    "forgetting": False, "belief": False, "reviews": False, "support": False, "churn": False,
    "trouble": False,
}  # fmt: skip
MARKET = {"consumers": 60, "weeks": 3, "price": 3000, "category_price": 3000}
MARKETS: tuple[dict[str, Any], ...] = (
    {"market": MARKET},
    {
        "market": MARKET, "graph": {"kind": "complete"},
        "switches": PLAIN | {"talk": "always", "choice": "sure", "opportunity": "sure"},
    },
    {
        "market": MARKET, "graph": {"kind": "random", "mean_degree": 4.0},
        "switches": PLAIN | {"choice": "threshold", "opportunity": "sure"},
    },
)  # fmt: skip

for tables in MARKETS:
    model = WordOfMouthModel(make_world(load_scenario({"name": "every kernel"} | tables)))
    model.run_model()
    model.release()
