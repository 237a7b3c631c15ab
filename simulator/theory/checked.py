"""Numbers that the functions of theory are handed: whether they can be used, or a sentence why not."""

import math
import sys
from numbers import Integral, Real
from typing import Any

import numpy as np

from simulator.errors import Mistake, shortened


def number(name: str, value: Any, least: float = -math.inf, most: float = math.inf) -> float:
    """Return a finite number within limits; true and false are none, and neither is text.

    Parameters
    ----------
    name : what the argument is called. least, most : both allowed themselves.

    Raises
    ------
    Mistake : no number, not finite, outside of the limits.
    """
    if not is_number(value) or not least <= value <= most or not abs(value) <= sys.float_info.max:
        allowed = {"least": _limit(least), "most": _limit(most)}
        raise Mistake("theory.number", name=name, value=shown(value), allowed=allowed)
    return float(value)


def whole(name: str, value: Any, least: int, most: int) -> int:
    """Return a whole number within limits, of any kind.

    Raises
    ------
    Mistake : as `number`, or it has decimals.
    """
    if is_number(value) and not isinstance(value, Integral):
        allowed = {"least": least, "most": most}
        raise Mistake("whole_option", option=name, value=shown(value), allowed=allowed)
    return int(number(name, value, least, most))


def is_number(value: object) -> bool:
    """True for a number of any kind; true and false are none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def as_number(value: Any) -> float:
    """One entry of a column: nan for what is no number, and infinite for what a computer cannot hold."""
    if isinstance(value, bool | np.bool_ | str | bytes):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf
    except (TypeError, ValueError):
        return math.nan


def shown(value: object) -> str:
    """Write a value as it is written in Python, in short: text in quotation marks."""
    return repr(float(value)) if isinstance(value, float) else shortened(repr(value))


def _limit(limit: float) -> float | None:
    return limit if math.isfinite(limit) else None
