"""Round numbers for an axis."""

import math

from simulator.figures import figures

TICKS = 5


def ticks(low: float, top: float, language: str, currency: str | None = None) -> list[tuple[float, str]]:
    """Round numbers from the lowest up to the top, written as people read them."""
    rough = (top - low) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= rough)
    first, last = math.ceil(low / step), int(top // step)
    at = [float(k * step) for k in range(first, last + 1)]
    return list(zip(at, figures(at, language, currency=currency, compact=True), strict=True))
