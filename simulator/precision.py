"""How well a difference is to be known before the runs stop: a share of the control's profit, or money."""

import math
import re
from numbers import Real
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake, shortened
from simulator.intervals import half_width, runs_for
from simulator.typed import TwoNumbers, at_half_width, decimal_number

PILOT = 40  # runs of each arm whose deviation decides how many there will be
METRIC = "profit"
PERCENT = re.compile(r"(.*?)\s*([%\uff05])", re.DOTALL)
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")


class Precision(NamedTuple):
    """A half-width of the 90 % interval of every arm's profit against the control's."""

    number: float
    is_share: bool  # of the control's profit; else an amount in major units

    def __str__(self) -> str:
        return f"{self.number * 100:g}%" if self.is_share else f"{self.number!r}"

    def width(self, profit: NDArray[np.float64]) -> float:
        """The half-width in major units; 0 where the control earns nothing of which it could be a share.

        Parameters
        ----------
        profit : (arms, runs) of the pilot.
        """
        return self.number * (abs(float(profit[0].mean())) if self.is_share else 1.0)


def read_precision(until: object, option: str = "until") -> Precision:
    """Read what was asked for: "5%", or an amount as a number or its digits.

    Raises
    ------
    Mistake : it is neither, or not above nothing.
    """
    if isinstance(until, Precision):
        return until
    if isinstance(until, Real) and not isinstance(until, bool):
        number, is_share = float(until), False
    elif isinstance(until, str):
        number, is_share = _typed(until, option)
    else:
        raise Mistake("until.form", option=option, value=shortened(repr(until)))
    if not 0 < number < math.inf:
        raise Mistake("until.nothing", option=option, value=shortened(str(until)))
    return Precision(number, is_share)


def _typed(text: str, option: str) -> tuple[float, bool]:
    percent = PERCENT.fullmatch(text.strip())
    digits = (percent[1] if percent else text).strip()
    plain = at_half_width(digits) or digits
    if plain != digits or (percent and percent[2] != "%"):
        meant = f"{plain}%" if percent else plain
        raise Mistake("option_full_width", option=option, value=shortened(text), plain=meant)
    if not PLAIN.fullmatch(digits.removeprefix("-")):
        raise Mistake("until.form", option=option, value=shortened(text))
    number = decimal_number(digits)
    if isinstance(number, TwoNumbers):
        less, more = number.readings
        raise Mistake("until.two_numbers", option=option, value=shortened(text), less=less, more=more)
    return (number / 100, True) if percent else (number, False)


def runs_until(
    profit: NDArray[np.float64], width: float, pilot: NDArray[np.bool_]
) -> int | None:
    """How many runs of each arm the pilot shows to be needed; None where no number would do.

    Parameters
    ----------
    profit : (arms, runs); the first arm is the control. width : in major units.
    pilot : (runs,), which of them decide.
    """
    needed = [runs_for((arm - profit[0])[pilot], width, pilot[pilot]) for arm in profit[1:]]
    return None if None in needed else max(one for one in needed if one is not None)


def known_within(profit: NDArray[np.float64], pilot: NDArray[np.bool_]) -> float:
    """The widest half-width of the arms' profit against the control's; nan where it cannot be told."""
    widths = [half_width(arm - profit[0], pilot) for arm in profit[1:]]
    return max(widths, default=math.nan)
