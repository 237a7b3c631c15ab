"""A strategy chooses once, before its first week at work, of the market as it then is."""

from typing import Any

import numpy as np
import pytest
from support import arm, lively, world

from simulator import ReferenceModel, WordOfMouthModel
from simulator.agents.campaign import Campaign

BEGINS = 6


def market(**fields: Any) -> Any:
    """A market of which nobody has bought anything yet, in which some are given the product late."""
    gift = {"kind": "seeding", "seeds": 4, "start_week": BEGINS, "cost_per_seed": 0.0, **fields}
    rows = lively(market={"consumers": 60, "weeks": 12, "initial": "launch"})
    return world({**rows, "arms": [arm("Control"), arm("Gifts", gift)]})


@pytest.mark.parametrize("engine", [WordOfMouthModel, ReferenceModel])
def test_the_best_customers_are_those_of_the_week_in_which_it_begins(engine: Any) -> None:
    there = market(rule="revenue_leaders")
    model, without = engine(there, 1), engine(there, 0)
    for _ in range(BEGINS):
        assert model.campaigns[0].plan is None
        model.step()
        without.step()
    people = without.columns()
    bought, rates = people.purchases[0].copy(), people.opportunity_rate.copy()
    assert np.count_nonzero(bought) > 4
    model.step()
    chosen = model.campaigns[0].plan
    best = people.uid[np.lexsort((people.uid, -bought.astype(int)))][:4]
    assert chosen.tolist() == best.tolist()
    early = people.uid[np.lexsort((people.uid, -rates))][:4]  # the wrong twin, at a launch
    assert chosen.tolist() != early.tolist()


def test_it_chooses_once(monkeypatch: pytest.MonkeyPatch) -> None:
    weeks: list[int] = []
    prepare = Campaign.prepare
    monkeypatch.setattr(
        Campaign, "prepare", lambda own, *more: (weeks.append(own.model.week), prepare(own, *more))
    )
    for fields in ({"weeks": 3}, {"weeks": 3, "seeds": 0}, {"start_week": 0, "rule": "random"}):
        WordOfMouthModel(market(**fields), 1).run_model()
    assert weeks == [BEGINS, 0]
