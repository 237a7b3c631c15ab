"""The journey is what was recorded: everybody stands somewhere, and flows are those of the metrics."""

import numpy as np
import pytest
from support import arm, lively, scenario

from simulator import compare
from simulator.journey import FLOWS, STAGES, journey
from simulator.metrics import measure


@pytest.mark.parametrize("seed", range(3))
def test_everybody_stands_somewhere_and_flows_add_up(seed: int) -> None:
    gift = arm("Gift", {"kind": "seeding", "seeds": 6, "cost_per_seed": 4})
    market = {"consumers": 50, "weeks": 9, "people_per_consumer": 2}
    results = compare(scenario(lively(gift, market=market)), 3, seed)
    found, values = journey(results.data), measure(results.data)
    assert np.allclose(sum(found.stages.values()), 100)
    assert tuple(found.stages) == STAGES
    assert tuple(found.flows) == FLOWS
    for name in ("discoveries", "new_customers", "repeat_units", "lapses"):
        assert np.allclose(found.flows[name].sum(axis=1), values[name].mean(axis=1))
    for name, metric in (("loyal", "loyal"), ("new", "bought_once"), ("lapsed", "lapsed")):
        assert np.allclose(found.stages[name][:, -1], values[metric].mean(axis=1))
    for name, people in found.moods.items():
        assert np.allclose(people[:, -1], values[name].mean(axis=1))
