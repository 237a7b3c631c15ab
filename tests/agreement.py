"""What two runs of a world must agree on: both engines, or one run in two processes."""

import hashlib
from typing import Any

import numpy as np

from simulator.engine import REPORTED, MarketModel
from simulator.model import WordOfMouthModel
from simulator.reference import ReferenceModel
from simulator.world import World


def both(world: World, arm: int = 0, replicate: int = 0) -> tuple[WordOfMouthModel, ReferenceModel]:
    """Put both engines at the start of the same run."""
    return WordOfMouthModel(world, arm, replicate), ReferenceModel(world, arm, replicate)


def disagreements(fast: WordOfMouthModel, plain: ReferenceModel) -> list[str]:
    """Name everything in which the two engines differ now, bit for bit."""
    found = []
    again = plain.columns().columns()
    for name, left in fast.columns().columns().items():
        right = again[name]
        if left.dtype != right.dtype or left.tobytes() != right.tobytes():
            where = np.argwhere(left != right)[:3].tolist()
            found.append(f"column {name} at {where}")
    found += [
        f"reported {name}: {getattr(fast, name)} and {getattr(plain, name)}"
        for name in REPORTED
        if getattr(fast, name) != getattr(plain, name)
    ]
    for b, counts in enumerate(fast.buffers.counts):
        counted = [plain.counted[b][what] for what in range(len(counts))]
        if counts.tolist() != counted and plain.week > 0:
            found.append(f"counts of brand {b}")
    if repr(fast.brands) != repr(plain.brands):
        found.append(f"brands: {fast.brands} and {plain.brands}")
    if fast.ledger.lines != plain.ledger.lines:
        found.append("ledger")
    for name in ("discoveries", "talk_acts"):
        if digest_of(getattr(fast, name)) != digest_of(getattr(plain, name)):
            found.append(name)
    return found


def run_both(world: World, arm: int = 0, replicate: int = 0) -> list[str]:
    """Step both engines to the horizon; return the first week's differences, or none."""
    fast, plain = both(world, arm, replicate)
    found = disagreements(fast, plain)
    while not found and fast.running:
        fast.step()
        plain.step()
        found = [f"week {plain.week - 1}: {text}" for text in disagreements(fast, plain)]
    return found


def digest_of(value: Any) -> str:
    """Hash numbers, arrays and nested sequences of them, with their types."""
    hasher = hashlib.sha256()

    def take(part: Any) -> None:
        if isinstance(part, np.ndarray):
            hasher.update(f"{part.dtype}{part.shape}".encode() + part.tobytes())
        elif isinstance(part, list | tuple):
            hasher.update(f"{len(part)}(".encode())
            for one in part:
                take(one)
        else:
            hasher.update(repr(part).encode())

    take(value)
    return hasher.hexdigest()


def run_digest(model: MarketModel) -> str:
    """Step a model to the horizon; hash columns, brands and reports of all weeks, and what was kept."""
    weeks: list[Any] = []
    while model.running:
        model.step()
        columns = digest_of(list(model.columns().columns().values()))
        weeks.append([columns, repr(model.brands), [getattr(model, name) for name in REPORTED]])
    return digest_of([weeks, model.ledger.lines, model.discoveries, model.talk_acts])
