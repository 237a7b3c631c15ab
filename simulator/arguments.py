"""What the functions for everybody are handed: whether it can be used, or a sentence that says why not."""

from collections.abc import Callable
from numbers import Integral
from typing import Protocol

from simulator.errors import Mistake
from simulator.scenarios.messages import shown
from simulator.scenarios.schema import Scenario

DEFAULT_REPLICATES = 40
DEFAULT_SEED = 1
LIMITS = {
    "replicates": (1, 100_000),
    "replicate": (0, 99_999),
    "seed": (0, 2**63 - 1),
    "workers": (1, 1024),
}
MAY_BE_NONE = ("workers",)


class Flag(Protocol):
    """Anything that can be asked whether to stop, like `threading.Event`."""

    def is_set(self) -> bool:
        """True once the work should stop."""
        ...


def check_scenario(scenario: object) -> None:
    """Raise a `Mistake` if it is no scenario."""
    if not isinstance(scenario, Scenario):
        raise Mistake("not_a_scenario", what=type(scenario).__name__)


def check_numbers(**options: object) -> None:
    """Raise a `Mistake` if one of the `LIMITS` is not kept."""
    for option, value in options.items():
        if value is None and option in MAY_BE_NONE:
            continue
        least, most = LIMITS[option]
        allowed = {"least": least, "most": most}
        if not isinstance(value, Integral) or isinstance(value, bool):
            held = repr(value) if isinstance(value, bool) else shown(value)
            raise Mistake("whole_option", option=option, value=held, allowed=allowed)
        if not least <= int(value) <= most:
            raise Mistake("number_option", option=option, value=shown(int(value)), allowed=allowed)


def check_helpers(workers: object, executor: object, progress: object) -> None:
    """Raise a `Mistake` if who does the work, or who hears of it, cannot."""
    if workers is not None and executor is not None:
        raise Mistake("workers_and_executor")
    if executor is not None and not hasattr(executor, "submit"):
        raise Mistake("not_an_executor", what=type(executor).__name__)
    if progress is not None and not callable(progress):
        raise Mistake("not_progress", what=type(progress).__name__)


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
    return ask
