"""What a gift is measured against: also where nobody buys, everything is free, or buying is sure."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
import pytest
from support import RUNNING, arm, stepped, table, world

from simulator.agents.rules import saturating

DONATION = arm("Gift", {"kind": "donation", "amount": 1000.0})
NOBODY_BUYS = {"opportunity_rate": 0.0}
EDGES = [(0.0, 0.0, 0.0), (0.0, 5.0, 0.0), (1.0, 0.0, 1.0), (-1.0, 5.0, 0.0), (1e300, 1e-300, 1.0)]


@pytest.mark.parametrize(("amount", "scale", "worth"), EDGES)
def test_nothing_for_nothing_and_all_for_much(amount: float, scale: float, worth: float) -> None:
    assert saturating(amount, scale) == worth
    assert numba.njit(lambda x, y: saturating(x, y))(amount, scale) == worth


@pytest.mark.parametrize("behaviour", [NOBODY_BUYS, {}])
def test_a_gift_can_be_given_where_there_is_no_revenue(behaviour: Any) -> None:
    place = world(table(DONATION, behaviour=behaviour))
    assert (place.yearly_revenue == 0) == bool(behaviour)
    goodwill = stepped(place, 1).brands[0].goodwill
    assert 0 < goodwill <= 1


def test_so_it_can_without_the_compiler() -> None:
    here = Path(__file__)
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(here.parents[2])}
    chosen = f"{here}::test_a_gift_can_be_given_where_there_is_no_revenue"
    edges = f"{here}::test_nothing_for_nothing_and_all_for_much"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", chosen, edges],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("initial", ["launch", RUNNING])
def test_a_sure_opportunity_comes_once_a_week(initial: Any) -> None:
    def yearly(rate: float, opportunity: str) -> float:
        rows = table(
            market={"initial": initial},
            behaviour={"opportunity_rate": rate},
            switches={"opportunity": opportunity},
        )
        return world(rows).yearly_revenue

    assert yearly(0.1, "sure") == yearly(0.9, "sure") == yearly(1.0, "rate")
    assert yearly(0.1, "rate") < yearly(0.1, "sure")
