"""What a check found, in words: for the command line, the app and the docs alike."""

import math

from simulator.figures import NONE, significant
from simulator.texts import Catalogue
from simulator.validation.check import Finding

DIGITS = 5


def what(found: Finding, text: Catalogue) -> str:
    """What was measured."""
    return text.say(f"validation.what.{found.check.id}")


def published(found: Finding, text: Catalogue) -> str:
    """What was published: a number, a band, or an end that it lies beyond."""
    least, most = found.published
    low, high = (_number(one, text) for one in (least, most))
    if least == most:
        return low
    if math.isinf(most):
        return text.say("validation.more" if found.measured.is_sign else "validation.least", least=low)
    if math.isinf(least):
        return text.say("validation.less" if found.measured.is_sign else "validation.most", most=high)
    return text.say("validation.band", least=low, most=high)


def measured(found: Finding, text: Catalogue) -> str:
    """What was measured, with its interval where it is not exact."""
    value = _number(found.measured.value, text)
    if found.interval is None:
        return value
    low, high = (_number(one, text) for one in found.interval)
    return text.say("validation.interval", measured=value, low=low, high=high)


def verdict(found: Finding, text: Catalogue) -> str:
    """Whether they agree."""
    return text.say("validation.passed" if found.passes else "validation.missed")


def _number(number: float, text: Catalogue) -> str:
    if not math.isfinite(number):
        return NONE
    return significant(number, DIGITS, text.language) if number else "0"
