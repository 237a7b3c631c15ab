"""Sessions of the app without a browser."""

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import panel_material_ui as pmui
from support import arm, lively

from app.jobs import Service, Status
from app.library.database import Database
from app.library.shelf import Shelf
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
def session(
    language: str = "en", table: dict[str, Any] | None = None, *, keeps: bool = False
) -> Iterator[Store]:
    """A session with a scenario open.

    Parameters
    ----------
    keeps : whether it has a shelf of its own, where things can be saved.
    """
    with service() as serving, ExitStack() as ending:
        kept = ending.enter_context(shelf()) if keeps else None
        yield Store(serving, catalogue(language), SMALL if table is None else table, kept)


@contextmanager
def shelf(folder: Path | None = None) -> Iterator[Shelf]:
    """A shelf in a folder, or in one of its own."""
    with tempfile.TemporaryDirectory() as own:
        one = Shelf(Database(folder or Path(own)))
        try:
            yield one
        finally:
            one.close()


def press(button: Any) -> None:
    """Press a button and wait for what it does."""
    button.clicks += 1


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


def plain(html: str) -> str:
    """A text without what keeps its amounts in one line."""
    return re.sub(r'<span class="amount">(.*?)</span>', r"\1", html)


def unfolded(view: Any) -> Any:
    """A page with all that is folded away on it."""
    for one in view.select(pmui.Accordion):
        if list(one.active) != list(range(len(one))):
            one.active = list(range(len(one)))
            return unfolded(view)
    return view
