"""Sessions of the app without a browser."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from support import arm, lively

from app.jobs import Service, Status
from app.store import Store
from simulator.outcome import Outcome
from simulator.texts import catalogue

SEEDS = {"kind": "seeding", "seeds": 4, "cost_per_seed": 10}
SMALL = lively(arm("Gift", SEEDS), arm("Again", SEEDS), market={"consumers": 40, "weeks": 6})
LONG = lively(arm("Gift", SEEDS), market={"consumers": 3000, "weeks": 2000})


@contextmanager
def service(**settings: Any) -> Iterator[Service]:
    one = Service(1, **settings)
    try:
        yield one
    finally:
        one.close()


@contextmanager
def session(language: str = "en", table: dict[str, Any] | None = None) -> Iterator[Store]:
    """A session with a scenario open."""
    with service() as serving:
        yield Store(serving, catalogue(language), SMALL if table is None else table)


def until(condition: Any, seconds: float = 60) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.01)


def compared(store: Store) -> Outcome:
    """Compare what is typed to the end."""
    store.run()

    def looked() -> bool:
        store.look()
        return isinstance(store.status, Status) and not store.status.is_open

    until(looked)
    outcome = store.outcome
    assert isinstance(outcome, Outcome), store.status
    return outcome
