"""A model that is copied, or sent to another process, goes on as the one it was copied from."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from agreement import digest_of
from engines import lively, world_of

from simulator.engine import MarketModel
from simulator.model import WordOfMouthModel
from simulator.reference import ReferenceModel

COPIES = {"deepcopy": copy.deepcopy, "pickle": lambda model: pickle.loads(pickle.dumps(model))}  # noqa: S301
BEFORE = 4


def everything(model: MarketModel) -> str:
    """Digest of all that a run is read for."""
    counts = model.datacollector.get_model_vars_dataframe().to_numpy()
    lists = (model.discoveries, model.talk_acts)  # type: ignore[attr-defined]
    return digest_of([counts, *model.columns().columns().values(), *lists, repr(model.ledger.lines)])


FEW = {"opportunity_rate": 0.02, "talk_scale": 0.02, "talk_aware": 0.01, "organic_discovery": 0.01}
MARKETS: dict[str, dict[str, Any]] = {
    "alone": {"rivals": []},
    "with a rival": {"rivals": [{"name": "Rival", "price": 900.0}]},
    "where little happens": {"market": {"weeks": 10, "consumers": 400}, "behaviour": FEW},  # few are marked
}


@pytest.mark.parametrize("make", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("engine", [WordOfMouthModel, ReferenceModel])
@pytest.mark.parametrize("changes", MARKETS.values(), ids=MARKETS)
def test_a_copy_goes_on_as_the_model_does(
    engine: type[MarketModel], make: Callable[[Any], Any], changes: dict[str, Any]
) -> None:
    model = engine(world_of(lively(**{"market": {"weeks": 10}, **changes}), seed=3), 1)
    for _ in range(BEFORE):
        model.step()
    other = make(model)
    assert everything(other) == everything(model)
    before = everything(model)
    other.run_model()
    assert everything(model) == before, "a copy has its own people"
    model.run_model()
    assert everything(other) == everything(model) != before
