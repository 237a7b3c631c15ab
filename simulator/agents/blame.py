"""Whose fault it is when a strategy breaks: its own, at a line of its file."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulator.agents.misuse import Misuse
from simulator.errors import Mistake


@contextmanager
def blamed(strategy: Any, label: str, week: int | None = None) -> Iterator[None]:
    """Turn whatever breaks in a strategy's own code into a `Mistake` that names its place.

    Parameters
    ----------
    label : what the strategy is called. week : in which it was at work; None before any run.
    """
    try:
        yield
    except Misuse as misuse:
        file, line = place(strategy, misuse)
        raise Mistake(
            "strategy.misused", strategy=label, week=week, file=file, line=line, what=misuse
        ) from misuse
    except Mistake:
        raise
    except (Exception, SystemExit) as error:  # whatever a strategy's author did wrong
        file, line = place(strategy, error)
        key = "strategy.fails_beforehand" if week is None else "strategy.fails"
        raise Mistake(
            key, strategy=label, week=week, file=file, line=line, why=f"{type(error).__name__}: {error}"
        ) from error


def place(strategy: Any, error: BaseException) -> tuple[str, int]:
    """Find the innermost line in the strategy's own file, or else in those it is made of."""
    frames = traceback.extract_tb(error.__traceback__)
    for kind in type(strategy).__mro__:
        home = getattr(sys.modules.get(kind.__module__), "__file__", None)
        own = [frame for frame in frames if home is not None and frame.filename == home]
        if own:
            return Path(own[-1].filename).name, own[-1].lineno or 0
    return Path(frames[-1].filename).name, frames[-1].lineno or 0
