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


@pytest.mark.parametrize("make", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("engine", [WordOfMouthModel, ReferenceModel])
@pytest.mark.parametrize("rivals", [[], [{"name": "Rival", "price": 900.0}]])
def test_a_copy_goes_on_as_the_model_does(
    engine: type[MarketModel], make: Callable[[Any], Any], rivals: list[Any]
) -> None:
    model = engine(world_of(lively(market={"weeks": 10}, rivals=rivals), seed=3), 1)
    for _ in range(BEFORE):
        model.step()
    other = make(model)
    assert everything(other) == everything(model)
    before = everything(model)
    other.run_model()
    assert everything(model) == before, "a copy has its own people"
    model.run_model()
    assert everything(other) == everything(model) != before
