"""Truths of paired differences that are known in closed form."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Sample = Callable[[Any, tuple[int, ...]], np.ndarray]


def luck(seed: int) -> Any:
    return np.random.default_rng(seed)  # noqa: TID251 - for truths, no decisions of the model


class Family(NamedTuple):
    """Differences of one kind: what they are called, how they are drawn, and their mean."""

    name: str
    draw: Sample
    mean: float


def gamma(shape: float) -> Family:
    return Family(f"gamma, shape {shape}", lambda rng, size: rng.gamma(shape, size=size), shape)


def lognormal(sigma: float) -> Family:
    mean = math.exp(sigma**2 / 2)
    return Family(f"lognormal, sigma {sigma}", lambda rng, size: rng.lognormal(0, sigma, size), mean)


def takes_hold(share: float, gain: float) -> Family:
    """Word takes hold in a share of runs, and brings as much more."""
    return Family(
        f"{gain} deviations more in {share:.0%} of runs",
        lambda rng, size: rng.standard_normal(size) + gain * (rng.random(size) < share), share * gain,
    )  # fmt: skip


def sales(purchases: float) -> Family:
    """Revenue of a Poisson number of purchases of exponential worth."""
    return Family(
        f"{purchases} purchases of exponential worth",
        lambda rng, size: rng.gamma(np.maximum(rng.poisson(purchases, size), 1e-9)), purchases,
    )  # fmt: skip


def poisson(mean: float) -> Family:
    return Family(f"Poisson, mean {mean}", lambda rng, size: rng.poisson(mean, size), mean)


def happens(share: float) -> Family:
    return Family(f"happens in {share:.0%} of runs", lambda rng, size: rng.binomial(1, share, size), share)


SYMMETRIC = (
    Family("normal", lambda rng, size: rng.standard_normal(size), 0.0),
    Family("logistic", lambda rng, size: rng.logistic(size=size), 0.0),
    Family("Laplace", lambda rng, size: rng.laplace(size=size), 0.0),
    Family("Student's t, 5", lambda rng, size: rng.standard_t(5, size), 0.0),
    Family("difference of Poissons", lambda rng, size: rng.poisson(5, size) - rng.poisson(5, size), 0.0),
    Family("binomial of 60", lambda rng, size: rng.binomial(60, 0.5, size), 30.0),
)
SKEWED = (
    gamma(4), gamma(2), gamma(1), lognormal(0.3), lognormal(0.5), sales(2), sales(5), takes_hold(0.15, 3),
    poisson(3),
)  # fmt: skip
BEYOND = (
    Family("uniform", lambda rng, size: rng.uniform(-1, 1, size), 0.0),
    Family("Student's t, 3", lambda rng, size: rng.standard_t(3, size), 0.0), gamma(0.5), lognormal(1),
    happens(0.2), happens(0.05),
)  # fmt: skip
GROUPS = {"symmetric": SYMMETRIC, "skewed": SKEWED}
EXPONENTIAL = {"exponential": (gamma(1),)}


class Truth(NamedTuple):
    """Paired runs of an arm and the control, and the true mean of their difference."""

    arm: np.ndarray
    control: np.ndarray
    mean: float


def truths(group: str, runs: int, count: int, mean: float | None = None) -> list[Truth]:
    """Draw truths: a family, which side its tail is on, a size, and a luck that both arms share."""
    rng, families, made = luck(runs), {**GROUPS, **EXPONENTIAL}[group], []
    for k in range(count):
        family, sign = families[k % len(families)], rng.choice((-1, 1))
        shift, scale = rng.normal(0, 3), sign * rng.lognormal()
        if mean is not None:
            shift = mean - scale * family.mean
        control = rng.normal(50, 20 * abs(scale), runs)
        change = shift + scale * family.draw(rng, (runs,))
        made.append(Truth(control + change, control, shift + scale * family.mean))
    return made
