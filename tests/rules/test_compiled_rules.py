"""A rule gives the same bits compiled and in Python: the engines run it one way each."""

import inspect
import math
from collections.abc import Callable
from typing import Any

import numba
import numpy as np
import pytest

from simulator.agents import rules
from simulator.agents.stages import Role
from simulator.compiled import inner

N = 20_000
RNG = np.random.default_rng(20270405)  # noqa: TID251 - arguments, no decisions of the model

Draw = Callable[[], Any]
SHARE: Draw = lambda: RNG.random(N)  # noqa: E731
SIGNED: Draw = lambda: RNG.uniform(-1, 1, N)  # noqa: E731
WIDE: Draw = lambda: np.exp(RNG.uniform(-12, 8, N))  # noqa: E731
ODDS: Draw = lambda: RNG.normal(0, 4, N)  # noqa: E731
HUNDREDTHS: Draw = lambda: RNG.integers(-100, 101, N)  # noqa: E731
COUNT: Draw = lambda: RNG.integers(0, 300, N)  # noqa: E731
AT_LEAST_ONE: Draw = lambda: RNG.integers(1, 300, N)  # noqa: E731
YES: Draw = lambda: RNG.random(N) < 0.5  # noqa: E731
MONEY: Draw = lambda: RNG.integers(0, 10**7, N)  # noqa: E731

DRAWN: dict[str, Draw] = {
    **dict.fromkeys(
        ("u", "u_radius", "u_angle", "decay", "floor", "memory", "share", "other", "owner_share",
         "lurker", "commenter", "creator", "contact", "listening", "ability", "severity", "gain"),
        SHARE,
    ),
    **dict.fromkeys(("belief", "valence", "quality", "perf", "x", "low"), SIGNED),
    **dict.fromkeys(
        ("rate", "time", "best_time", "scale", "negative", "ongoing", "evidence", "weight", "cap",
         "reviews", "sensitivity", "weight_belief", "weight_neighbours", "noise", "loss", "factor",
         "slope", "amount", "weight_own_satisfaction", "reference_price", "half_life"),
        WIDE,
    ),
    **dict.fromkeys(("base", "taste", "utility_", "deviate", "log_odds", "valence_sum"), ODDS),
    **dict.fromkeys(("satisfaction", "before", "ceiling"), HUNDREDTHS),
    **dict.fromkeys(
        ("cause", "best_cause", "age", "owners", "heard", "carry", "capacity", "waiting", "purchases"),
        COUNT,
    ),
    "people_per_consumer": AT_LEAST_ONE,
    **dict.fromkeys(("failed", "aware", "lapsed"), YES),
    **dict.fromkeys(("price", "category_price"), MONEY),
    "high": lambda: RNG.uniform(1, 2, N),
    "role": lambda: RNG.integers(0, len(Role), N),
}  # fmt: skip

UNCOMPILED = bool(vars(numba.config).get("DISABLE_JIT"))


RULES = {
    name: rule
    for name, rule in vars(rules).items()
    if getattr(getattr(rule, "py_func", rule), "__module__", "") == rules.__name__
    and callable(rule)
}


def columns(rule: Any) -> list[Any]:
    """Draws for every argument of a rule."""
    names = inspect.signature(getattr(rule, "py_func", rule)).parameters
    return [DRAWN[name]() for name in names]


def looped(rule: Any, given: list[Any]) -> Any:
    """The rule of every row, compiled."""
    row = ", ".join(f"c{k}[i]" for k in range(len(given)))
    heads = ", ".join(f"c{k}" for k in range(len(given)))
    place: dict[str, Any] = {"rule": rule}
    exec(f"def loop({heads}):\n    return [rule({row}) for i in range(len(c0))]", place)  # noqa: S102
    return numba.njit(error_model="numpy")(place["loop"])(*given)


def bits(values: list[Any]) -> list[tuple[Any, ...]]:
    """Numbers with the sign of zero told, so that equal means equal in every bit."""
    rows = [value if isinstance(value, tuple) else (value,) for value in values]
    return [tuple((float(x), math.copysign(1, x)) for x in row) for row in rows]


def differing(rule: Any) -> int:
    """In how many of the draws compiled code and Python give different bits."""
    given = columns(rule)
    here = [rule(*row) for row in zip(*(column.tolist() for column in given), strict=True)]
    there = looped(rule, given)
    return sum(a != b for a, b in zip(bits(here), bits(there), strict=True))


@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_the_same_bits_compiled_and_in_python(name: str) -> None:
    assert differing(RULES[name]) == 0


@inner
def power_of_two(age, half_life):  # type: ignore[no-untyped-def]
    """A twin that errs: compiled, this is another function of the mathematics library."""
    return math.pow(2.0, -age / half_life)


@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
def test_a_rule_that_differs_is_found() -> None:
    assert differing(power_of_two) > 0
