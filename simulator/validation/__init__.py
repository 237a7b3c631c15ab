"""Published results, run on this engine: what theory and data say beside what is measured here.

Each check is a function in one of the modules of this package, which are looked through: a new check is one
more function. Every check can be made with a wrong twin, a setting that it must find out.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from simulator.arguments import Flag, asking
from simulator.errors import Mistake
from simulator.validation.check import STAGES, Check, Finding, found_by

__all__ = ["STAGES", "Check", "Finding", "checks", "validate"]


def checks() -> list[Check]:
    """All checks, by stage, then by name."""
    known: dict[str, Check] = {}
    for module in iter_modules(__path__, f"{__name__}."):
        for one in vars(import_module(module.name)).values():
            if isinstance(one, Check):
                known[one.id] = one
    return sorted(known.values(), key=lambda one: (STAGES.index(one.stage), one.order))


def validate(
    full: bool = False,
    progress: Callable[[int, int, float | None], None] | None = None,
    cancel: Flag | Callable[[], bool] | None = None,
) -> Iterator[Finding]:
    """Make one check after the other; each is told when it is made.

    Parameters
    ----------
    full : whether also those that take long, and all of them with more runs.

    Raises
    ------
    Mistake : stopped before all were made.
    """
    wanted, cancelled = [one for one in checks() if full or not one.is_long], asking(cancel)
    for done, one in enumerate(wanted):
        if progress is not None:
            progress(done, len(wanted), None)
        if cancelled():
            raise Mistake("interrupted_early")
        yield found_by(one, full)
    if progress is not None:
        progress(len(wanted), len(wanted), None)
