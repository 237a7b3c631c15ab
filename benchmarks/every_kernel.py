"""Step tiny markets that between them call every kernel of the fast engine; compiles them all."""

from typing import Any

import numpy as np

from simulator import SocialGraph, WordOfMouthModel, load_scenario, make_world

PLAIN = {
    "forgetting": False, "belief": False, "reviews": False, "support": False, "churn": False,
    "trouble": False,
}  # fmt: skip
THRESHOLD = PLAIN | {"choice": "threshold", "opportunity": "sure"}
MARKET = {"consumers": 60, "weeks": 3, "price": 3000, "category_price": 3000}
RING = np.arange(60)
WEIGHTED = SocialGraph.from_edges(RING, np.roll(RING, 1), np.full(60, 0.5))
MARKETS: tuple[tuple[dict[str, Any], SocialGraph | None], ...] = (
    ({}, None),
    ({"switches": THRESHOLD}, WEIGHTED),
)


def run_all() -> None:
    """Run every market to its end."""
    for tables, graph in MARKETS:
        scenario = load_scenario({"name": "every kernel", "market": MARKET} | tables, graph=graph)
        model = WordOfMouthModel(make_world(scenario))
        model.run_model()


if __name__ == "__main__":
    run_all()
