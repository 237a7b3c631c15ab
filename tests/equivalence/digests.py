"""Print the digests of a handful of runs of the fast engine, one a line."""

import sys

from agreement import run_digest
from engines import lively, world_of

from simulator.model import WordOfMouthModel
from simulator.reference import ReferenceModel

CASCADE = {
    "talk": "once", "choice": "sure", "opportunity": "sure", "forgetting": False, "belief": False,
    "reviews": False, "support": False, "churn": False, "trouble": False,
}
SCENARIOS = {
    "random": lively(),
    "complete": lively(graph={"kind": "complete"}),
    "friends": lively(graph={"kind": "friends"}, rivals=[], segments=[]),
    "cascade": lively(rivals=[], switches=CASCADE),
    "threshold": lively(rivals=[], switches=CASCADE | {"choice": "threshold"}),
}


def digests(engine: type[WordOfMouthModel] | type[ReferenceModel]) -> list[str]:
    """Digest of each scenario's second arm."""
    worlds = {name: world_of(table, seed=11) for name, table in SCENARIOS.items()}
    return [f"{name} {run_digest(engine(world, 1))}" for name, world in worlds.items()]


if __name__ == "__main__":
    sys.stdout.write("\n".join(digests(WordOfMouthModel)))
