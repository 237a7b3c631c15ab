"""Whatever two runs differ in is named, and shows in their digests."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from agreement import both, disagreements, run_both, run_digest
from engines import lively, world_of

from simulator.engine import MarketModel
from simulator.model import WordOfMouthModel


def another_taste(model: MarketModel) -> None:
    model.columns().taste[0] += 1


def one_more_aware(model: MarketModel) -> None:
    model.n_aware += 1


def another_price(model: MarketModel) -> None:
    model.brands[0] = replace(model.brands[0], price=model.brands[0].price + 1)


def a_dearer_booking(model: MarketModel) -> None:
    first = model.ledger.lines[0]
    model.ledger.lines[0] = first._replace(amount=first.amount + 1)


def a_discovery_forgotten(model: MarketModel) -> None:
    model.discoveries.pop()


def talk_forgotten(model: MarketModel) -> None:
    model.talk_acts.pop()


@pytest.mark.parametrize(
    "change",
    [
        another_taste, one_more_aware, another_price, a_dearer_booking, a_discovery_forgotten,
        talk_forgotten,
    ],
)  # fmt: skip
def test_a_difference_is_named_and_shows_in_the_digest(change: Callable[[MarketModel], None]) -> None:
    world = world_of(lively(), seed=6)
    fast, plain = both(world, arm=1)
    for model in (fast, plain):
        for _ in range(3):
            model.step()
    assert disagreements(fast, plain) == []
    change(fast)
    assert len(disagreements(fast, plain)) == 1
    if change is not one_more_aware:  # which is counted anew each week
        assert run_digest(fast) != run_digest(plain)


def test_what_has_gone_by_the_horizon_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    world, step = world_of(lively(), seed=6), WordOfMouthModel.step
    assert run_both(world, 1) == []

    def wrong_for_a_moment(model: WordOfMouthModel) -> None:
        """One taste is turned around after the third week, until the fourth begins."""
        model.people.taste[0] *= -1 if model.week == 3 else 1
        step(model)
        model.people.taste[0] *= -1 if model.week == 3 else 1

    digest = run_digest(WordOfMouthModel(world, 1))
    monkeypatch.setattr(WordOfMouthModel, "step", wrong_for_a_moment)
    (found,) = run_both(world, 1)
    assert found.startswith("week 2: column taste")
    fast, plain = both(world, 1)
    for model in (fast, plain):
        model.run_model()
    assert disagreements(fast, plain) == []
    assert run_digest(WordOfMouthModel(world, 1)) != digest
