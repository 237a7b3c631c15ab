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
    (
        {
            "graph": {"kind": "complete"},
            "switches": PLAIN | {"talk": "always", "choice": "sure", "opportunity": "sure"},
        },
        None,
    ),
    ({"switches": THRESHOLD}, None),
    ({"switches": THRESHOLD}, WEIGHTED),
)


class EveryLever(WordOfMouthModel):
    """A market in which levers are pulled that call kernels of their own."""

    def plan(self) -> None:
        """Win back, make follow, and let a member help."""
        super().plan()
        self.levers.win_back(0.1)
        self.levers.follow(0.1)
        self.levers.help_out(np.zeros(1, np.int32))


def run_all() -> None:
    """Run every market to its end."""
    for tables, graph in MARKETS:
        scenario = load_scenario({"name": "every kernel", "market": MARKET} | tables, graph=graph)
        model = EveryLever(make_world(scenario))
        model.run_model()
        model.release()


if __name__ == "__main__":
    run_all()
