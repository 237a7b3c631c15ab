"""Whose fault it is when a strategy breaks: its own, at a line of its file."""

import inspect
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulator.agents.misuse import Misuse
from simulator.errors import Mistake


@contextmanager
def blamed(strategy: Any, label: str, asked: str, week: int | None = None) -> Iterator[None]:
    """Turn whatever breaks in a strategy's own code into a `Mistake` that names its place.

    A mistake that has a sentence of the catalogue is passed on; one without is a fault of its own.

    Parameters
    ----------
    label : what the strategy is called. asked : name of the method that is called.
    week : in which it was at work; None before any run.
    """
    try:
        yield
    except (Exception, SystemExit) as error:  # whatever a strategy's author did wrong
        has_sentence = isinstance(error, Mistake) and error.has_sentence
        if has_sentence and not isinstance(error, Misuse):
            raise
        file, line = place(strategy, error, asked)
        named = {"strategy": label, "week": week, "file": file, "line": line}
        if has_sentence:
            key = "strategy.misused_beforehand" if week is None else "strategy.misused"
            raise Mistake(key, what=error, **named) from error
        key = "strategy.fails_beforehand" if week is None else "strategy.fails"
        raise Mistake(key, why=_why(error), **named) from error


def place(strategy: Any, error: BaseException, asked: str) -> tuple[str, int]:
    """Find the innermost line in the strategy's own file, or else in those it is made of.

    What all strategies share is none of these. Where no line of these is at work (it was called in a
    wrong way, or answered what is no answer), it is where its class says what was asked, or where the
    class begins.
    """
    frames = traceback.extract_tb(error.__traceback__)
    kind = type(strategy)
    for one in [base for base in kind.__mro__ if hasattr(base, "act")][:-1]:  # the last is shared by all
        home = getattr(sys.modules.get(one.__module__), "__file__", None)
        own = [frame for frame in frames if home is not None and frame.filename == home]
        if own:
            return Path(own[-1].filename).name, own[-1].lineno or 0
    said = vars(kind).get(asked)
    for definition in (getattr(said, "fget", said), kind):  # a property has its code within
        try:
            return Path(inspect.getfile(definition)).name, inspect.findsource(definition)[1] + 1
        except (OSError, TypeError):  # no code of its own, or nothing to read it from
            continue
    return kind.__module__, 1


def _why(error: BaseException) -> str:
    """Say what broke; of a mistake without a sentence, the words that were meant for one."""
    said = error.values.get("what", error.key) if isinstance(error, Mistake) else error
    return f"{type(error).__name__}: {said}".rstrip(".")
