"""What a check is, and when what it measured is what was published."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

STAGES = ("testing", "micro_face", "macro_face", "empirical_input", "empirical_output")
"""Stages of RandRust2011 that a run can show; the documentation is the first of them."""
FAR = 4.0  # standard errors that chance may add: a false alarm in some 15,000
SURE = 3.1  # standard errors that must not be chance: a sign that is none once in 1,000
LEVEL = 1.645  # standard errors on each side of an interval of 90 %


class Measured(NamedTuple):
    """A number that was measured, its standard error, and the band in which it is published."""

    value: float
    error: float  # 0 where it is exact
    least: float
    most: float
    is_sign: bool = False  # what must be seen, not only not be contradicted

    @property
    def passes(self) -> bool:
        """Whether it lies in the band, but for chance; of a sign, whether chance alone does not show it."""
        if self.is_sign:
            return self.least + SURE * self.error < self.value < self.most - SURE * self.error
        return self.least - FAR * self.error <= self.value <= self.most + FAR * self.error


@dataclass(frozen=True)
class Check:
    """A published result, and how it is measured here.

    Parameters
    ----------
    id : as in the project's list of results (V3, R6).
    stage : one of `STAGES`. source : a key of the bibliography, or "assumption". test : where its test is.
    measure : takes whether to make more runs, and whether to be the wrong twin.
    published : what the source says, where a band alone does not tell; None: the band, or its middle.
    is_long : made only where all checks are.
    """

    id: str
    stage: str
    source: str
    test: str
    measure: Callable[[bool, bool], Measured]
    published: float | None = None
    is_long: bool = False

    @property
    def order(self) -> tuple[str, int, str]:
        """Where it stands among the others: V2 before V10."""
        letter, number, rest = re.fullmatch(r"([A-Z]+)(\d+)(.*)", self.id).groups()  # type: ignore[union-attr]
        return letter, int(number), rest


class Finding(NamedTuple):
    """What a check found."""

    check: Check
    measured: Measured

    @property
    def passes(self) -> bool:
        """Whether what was measured is what was published."""
        return self.measured.passes

    @property
    def interval(self) -> tuple[float, float] | None:
        """90 % interval of what was measured; None where it is exact.

        Of a share or a distance, whose band begins at 0 because none is below, no interval does either.
        """
        value, error, least, _, is_sign = self.measured
        if not error:
            return None
        low, high = value - LEVEL * error, value + LEVEL * error
        return (max(low, 0.0) if least == 0.0 and not is_sign else low), high

    @property
    def published(self) -> tuple[float, float]:
        """What was published: a number twice, or a band, an end of which may be infinite."""
        if self.check.published is not None:
            return self.check.published, self.check.published
        return self.measured.least, self.measured.most


def found_by(check: Check, full: bool = False, *, twin: bool = False) -> Finding:
    """Make a check.

    Parameters
    ----------
    twin : make it with the setting that it must find out.
    """
    return Finding(check, check.measure(full, twin))


def check(
    id: str, stage: str, source: str, test: str, published: float | None = None, *, is_long: bool = False
) -> Callable[[Callable[[bool, bool], Measured]], Check]:
    """Make a check of the function below."""
    if stage not in STAGES:
        raise ValueError(f"{stage} is no stage")
    return lambda measure: Check(id, stage, source, test, measure, published, is_long)


def near(value: float, error: float, known: float, tolerance: float) -> Measured:
    """A number that should be the known one, give or take the tolerance (absolute)."""
    return Measured(value, error, known - tolerance, known + tolerance)


def at_least(value: float, error: float, least: float) -> Measured:
    """A number that should be so much or more."""
    return Measured(value, error, least, math.inf)


def above(value: float, error: float) -> Measured:
    """A difference that should be above 0, more than chance makes it."""
    return Measured(value, error, 0.0, math.inf, is_sign=True)


def below(value: float, error: float) -> Measured:
    """A difference that should be below 0, more than chance makes it."""
    return Measured(value, error, -math.inf, 0.0, is_sign=True)
