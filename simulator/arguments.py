"""What the functions for everybody are handed: whether it can be used, or a sentence that says why not."""

from collections.abc import Callable
from concurrent.futures import Executor
from inspect import signature
from typing import Protocol, cast

from simulator.agents.misuse import is_whole
from simulator.errors import Mistake, shortened
from simulator.scenarios.messages import shown
from simulator.scenarios.schema import MAX_CONSUMERS, MAX_WEEKS, Scenario

DEFAULT_REPLICATES = 40
DEFAULT_MOST = 400  # replicates, where a precision decides how many
DEFAULT_SEED = 1
LIMITS = {
    "replicates": (1, 100_000),
    "replicate": (0, 99_999),
    "seed": (0, 2**63 - 1),
    "workers": (1, 1024),
    "assumptions": (10, 10_000),
    "port": (1, 65_535),
    "runs": (1, 100_000),
    "k": (1, MAX_CONSUMERS),
    "consumers": (2, MAX_CONSUMERS),
    "steps": (1, MAX_WEEKS),
}


class Flag(Protocol):
    """Anything that can be asked whether to stop, like `threading.Event`."""

    def is_set(self) -> bool:
        """True once the work should stop."""
        ...


def check_scenario(scenario: object) -> None:
    """Raise a `Mistake` if it is no scenario."""
    if not isinstance(scenario, Scenario):
        raise Mistake("not_a_scenario", what=type(scenario).__name__)


def whole_number(option: str, value: object) -> int:
    """Return one of the numbers that have `LIMITS`, whatever kind of whole number it was.

    Parameters
    ----------
    option : its name, as it was written: "seed" from Python, "--seed" on the command line.

    Raises
    ------
    Mistake : it is no whole number, or beyond its limits.
    """
    least, most = LIMITS[option.removeprefix("--")]
    allowed = {"least": least, "most": most}
    if not is_whole(value):
        raise Mistake("whole_option", option=option, value=as_python(value), allowed=allowed)
    number = int(cast(int, value))  # a NumPy number of one byte cannot be reckoned with
    if not least <= number <= most:
        raise Mistake("number_option", option=option, value=shown(number), allowed=allowed)
    return number


def as_python(value: object) -> str:
    """What was handed over, in short, as it is written in Python."""
    return repr(value) if isinstance(value, bool) else shown(value)


def check_helpers(workers: object, executor: object, progress: object) -> None:
    """Raise a `Mistake` if who does the work, or who hears of it, cannot."""
    if workers is not None and executor is not None:
        raise Mistake("workers_and_executor")
    submit = getattr(type(executor), "submit", None)  # of what is no class of executors itself
    if executor is not None and (not callable(submit) or submit is Executor.submit):
        raise Mistake("not_an_executor", what=type(executor).__name__)
    if progress is not None and not callable(progress):
        raise Mistake("not_progress", what=type(progress).__name__)
    if progress is not None and not _takes(progress, 0, 1, None):
        raise Mistake("not_progress", what=_written(progress))


def asking(cancel: Flag | Callable[[], bool] | None) -> Callable[[], bool]:
    """The question whether to stop, of an event or a function.

    Raises
    ------
    Mistake : it is neither.
    """
    if cancel is None:
        return lambda: False
    ask = getattr(cancel, "is_set", cancel)
    if not callable(ask) or isinstance(cancel, type):
        raise Mistake("not_cancel", what=type(cancel).__name__)
    if not _takes(ask):
        raise Mistake("not_cancel", what=_written(ask))
    return ask


def _takes(function: Callable[..., object], *arguments: object) -> bool:
    """Say whether a function can be called with such arguments; what does not say can, perhaps."""
    try:
        taken = signature(function)
    except (TypeError, ValueError):  # as functions that are not written in Python
        return True
    try:
        taken.bind(*arguments)
    except TypeError:
        return False
    return True


def _written(function: Callable[..., object]) -> str:
    """A function's name and what it takes."""
    name = getattr(function, "__name__", type(function).__name__)
    return shortened(f"{name}{signature(function)}")
