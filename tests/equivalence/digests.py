"""Print the digests of a handful of runs, of the fast engine and of the classical models, one a line."""

import sys

from agreement import digest_of, run_digest
from engines import lively, world_of

from simulator import SocialGraph
from simulator.classic import independent_cascade, linear_threshold, watts
from simulator.compiled import compiled
from simulator.graph import choose_seeds
from simulator.model import WordOfMouthModel
from simulator.reference import ReferenceModel

CASCADE = {
    "talk": "once", "choice": "sure", "opportunity": "sure", "forgetting": False, "belief": False,
    "reviews": False, "support": False, "churn": False, "trouble": False,
}
PLANNED = [
    {"kind": "seeding", "seeds": 4, "rule": "bridges"}, {"kind": "open_support", "agents": 0.1},
    {"kind": "donation", "amount": 9000.0}, {"kind": "paid_media"}, {"kind": "price_cut"},
]  # fmt: skip
SCENARIOS = {
    "random": lively(),
    "complete": lively(graph={"kind": "complete"}),
    "friends": lively(graph={"kind": "friends"}, rivals=[], segments=[]),
    "planned": lively(arms=[{"name": "Control"}, {"name": "Plan", "strategies": PLANNED}]),
    "cascade": lively(rivals=[], switches=CASCADE),
    "threshold": lively(rivals=[], switches=CASCADE | {"choice": "threshold"}),
}


def digests(engine: type[WordOfMouthModel] | type[ReferenceModel]) -> list[str]:
    """Digest of each scenario's second arm."""
    worlds = {name: world_of(table, seed=11) for name, table in SCENARIOS.items()}
    return [f"{name} {run_digest(engine(world, 1))}" for name, world in worlds.items()]


def classical_digests() -> list[str]:
    """Digest of each classical model, its sizes and who told whom, and of whom the best to begin with are."""
    ends = [(k, (k + step) % 40) for k in range(40) for step in (1, 3, 11)]
    graph = SocialGraph.from_edges(*zip(*ends, strict=True), [0.1 + k % 9 / 10 for k in range(120)])
    out = []
    for cascades in (False, True):
        found = {
            "ic": independent_cascade(graph, [0, 7], "arcs", 20, cascades=cascades),
            "lt": linear_threshold(graph, [0, 7], 20, cascades=cascades),
            "watts": watts(graph, 0.3, 20, cascades=cascades),
        }
        out += [f"{name} {digest_of([one.sizes, one.cascades])}" for name, one in found.items()]
    return [*out, f"ris {digest_of(choose_seeds(graph, 5, 'ris', 'weighted'))}"]


def is_compiled() -> bool:
    """Whether functions are compiled here."""
    return compiled(is_compiled) is not is_compiled


if __name__ == "__main__":
    sys.stdout.write("\n".join([str(is_compiled()), *digests(WordOfMouthModel), *classical_digests()]))
