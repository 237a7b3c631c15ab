"""A scenario in which every phase has something to do, and worlds that may use every lever."""

from pathlib import Path
from typing import Any

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
