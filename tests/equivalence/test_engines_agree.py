"""The fast engine and the reference agree bit for bit, after every week, in any world."""

import ast
import inspect
from pathlib import Path
from typing import Any

import every_lever
import pytest
from agreement import run_both
from engines import lively, world_of
from hypothesis import HealthCheck, given, settings
from worlds import worlds

from simulator.agents.counts import Count
from simulator.agents.levers import Levers
from simulator.model import WordOfMouthModel
from simulator.strategies.registry import strategies
from simulator.world import World

QUICK = settings(
    deadline=None, derandomize=True, database=None, max_examples=120,
    suppress_health_check=list(HealthCheck),
)
THOROUGH = settings(QUICK, max_examples=1500)


@QUICK
@given(worlds())
def test_engines_agree_in_random_worlds(drawn: tuple[World, int, int]) -> None:
    assert run_both(*drawn) == []


@pytest.mark.slow
@THOROUGH
@given(worlds())
def test_engines_agree_in_many_random_worlds(drawn: tuple[World, int, int]) -> None:
    assert run_both(*drawn) == []


@pytest.mark.parametrize("kind", ["friends", "random", "complete", "communities"])
@pytest.mark.parametrize("arm", [0, 1])
def test_engines_agree_in_a_lively_world(kind: str, arm: int) -> None:
    graph = {"kind": kind, "mean_degree": 6.0} if kind == "communities" else {"kind": kind}
    assert run_both(world_of(lively(graph=graph), seed=7), arm) == []


@pytest.mark.parametrize("talk", ["rate", "always", "once"])
@pytest.mark.parametrize("choice", ["logit", "sure", "threshold"])
@pytest.mark.parametrize("kind", ["random", "complete"])
def test_engines_agree_whatever_the_modes(talk: str, choice: str, kind: str) -> None:
    graph = {"kind": kind}
    table = lively(graph=graph, rivals=[], switches={"talk": talk, "choice": choice})
    assert run_both(world_of(table, seed=3), arm=1) == []


@pytest.mark.parametrize("kind", sorted(strategies()))
@pytest.mark.parametrize("rivals", [[], lively()["rivals"]], ids=["alone", "with a rival"])
def test_engines_agree_with_each_strategy(kind: str, rivals: list[dict[str, Any]]) -> None:
    arms = [{"name": "Control"}, {"name": "Plan", "strategies": [{"kind": kind}]}]
    market = {"weeks": 12, "people_per_consumer": 1}
    assert run_both(world_of(lively(arms=arms, market=market, rivals=rivals), seed=4), arm=1) == []


@pytest.mark.parametrize("kind", ["random", "complete"])
def test_messages_of_all_media_reach_people_in_a_lively_world(kind: str) -> None:
    """Ours of every one; a rival's, who has no levers, of those that need none."""
    model = WordOfMouthModel(world_of(lively(graph={"kind": kind}), seed=7), 1)
    model.run_model()
    told = model.datacollector.model_vars
    for medium in ("paid", "owned", "earned"):
        assert sum(told[f"messages_{medium}"]) > told[f"n_reached_{medium}"][-1] > 0
    reached = [Count.N_REACHED_PAID, Count.N_REACHED_OWNED, Count.N_REACHED_EARNED]
    assert [number > 0 for number in model.buffers.counts[1, reached]] == [False, True, True]


def test_every_lever_is_pulled() -> None:
    text = Path(every_lever.__file__).read_text(encoding="utf-8")
    pulled = {
        node.func.attr
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "levers"
    }
    levers = {name for name, _ in inspect.getmembers(Levers, inspect.isfunction)}
    assert pulled == {name for name in levers if not name.startswith("_")}
