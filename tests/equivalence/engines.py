"""What both engines must agree on, and how a test says where they do not."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from simulator.engine import REPORTED, MarketModel
from simulator.model import WordOfMouthModel
from simulator.reference import ReferenceModel
from simulator.scenarios.files import load_scenario
from simulator.world import World, make_world


def lively(**changes: Any) -> dict[str, Any]:
    """Write a scenario in which every phase of a week has something to do, for a few people."""
    scenario: dict[str, Any] = {
        "name": "lively",
        "market": {
            "consumers": 30, "weeks": 8, "price": 110.0, "category_price": 100.0,
            "people_per_consumer": 2, "followers": 20,
            "initial": {
                "potential": 0.4, "prospect": 0.2, "new": 0.1, "repeat": 0.1, "loyal": 0.1,
                "lapsed": 0.1,
            },
        },
        "graph": {"kind": "random", "mean_degree": 8.0},
        "behaviour": {
            "organic_discovery": 0.2, "hearing_strong": 0.9, "hearing_weak": 0.6,
            "awareness_half_life": 3.0, "talk_scale": 1.5, "talk_aware": 0.3,
            "post_creator": 1.0, "post_commenter": 0.8, "post_lurker": 0.4,
            "review_reading": 0.7, "utility_base": 0.0, "opportunity_rate": 1.0, "quality": 0.3,
            "failure": 0.4, "contact": 0.6, "listening": 0.3, "onlooking": 40.0,
            "open_share": 0.5, "peer_help": 0.4, "agents": 3, "max_wait": 3,
            "knowledge_scale": 0.1, "churn_base": -1.0, "ability": 0.5,
        },
        "rivals": [{"name": "Rival", "price": 90.0, "quality": -0.2, "failure": 0.6}],
        "segments": [
            {"name": "keen", "share": 0.4, "opportunity_rate": 2.0, "wait_loss": 0.4},
            {"name": "others", "share": 0.6, "price_sensitivity": 2.0},
        ],
        "arms": [
            {"name": "Control"},
            {
                "name": "All",
                "strategies": [{"kind": "every_lever"}, {"kind": "seeding", "seeds": 8}],
            },
        ],
    }
    for table, values in changes.items():
        both = isinstance(values, dict) and table != "graph"
        scenario[table] = scenario.get(table, {}) | values if both else values
    return scenario


def world_of(scenario: dict[str, Any], seed: int = 0, **more: Any) -> World:
    """Make a world of a scenario that may use the strategy of this folder."""
    levers = Path(__file__).with_name("every_lever.py")
    return make_world(load_scenario(scenario, strategy_files=[levers], **more), seed)


def both(world: World, arm: int = 0, replicate: int = 0) -> tuple[WordOfMouthModel, ReferenceModel]:
    """Put both engines at the start of the same run."""
    return WordOfMouthModel(world, arm, replicate), ReferenceModel(world, arm, replicate)


def differences(fast: WordOfMouthModel, plain: ReferenceModel) -> list[str]:
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
    found = differences(fast, plain)
    while not found and fast.running:
        fast.step()
        plain.step()
        found = [f"week {plain.week - 1}: {text}" for text in differences(fast, plain)]
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
    """Step a model to the horizon; hash all columns and brands of all weeks."""
    weeks: list[Any] = []
    while model.running:
        model.step()
        weeks.append([digest_of(list(model.columns().columns().values())), repr(model.brands)])
    return digest_of(weeks)
