"""Both engines are Mesa models as a Mesa user expects them, and leave nothing behind."""

import gc
import weakref
from typing import Any

import mesa
import pandas as pd
import pytest
from engines import lively, world_of
from mesa.discrete_space import Network

from simulator.agents.campaign import Campaign
from simulator.agents.consumer import Consumer
from simulator.engine import REPORTED, MarketModel
from simulator.errors import Mistake
from simulator.model import WordOfMouthModel
from simulator.reference import ReferenceModel
from simulator.world import World

ENGINES = [WordOfMouthModel, ReferenceModel]


@pytest.fixture(name="world", scope="module")
def make_world() -> World:
    return world_of(lively(market={"weeks": 5}), seed=2)


@pytest.mark.parametrize("engine", ENGINES)
def test_weekly_counts_are_a_frame(engine: type[MarketModel], world: World) -> None:
    model = engine(world, 1)
    model.run_model()
    frame = model.datacollector.get_model_vars_dataframe()
    assert isinstance(frame, pd.DataFrame)
    assert frame.shape == (5, len(REPORTED))
    assert list(frame.columns) == list(REPORTED)
    assert frame.iloc[-1]["n_aware"] == model.n_aware > 0
    assert (frame["units"] >= 0).all()
    assert frame["units"].sum() > 0
    ladder = ["n_potential", "n_prospect", "n_new", "n_repeat", "n_loyal", "n_lapsed"]
    assert (frame[ladder].sum(axis=1) == world.people).all()


def test_both_collect_the_same_frame(world: World) -> None:
    frames = []
    for engine in ENGINES:
        model = engine(world, 1, replicate=3)
        model.run_model()
        frames.append(model.datacollector.get_model_vars_dataframe())
    pd.testing.assert_frame_equal(*frames)


@pytest.mark.parametrize("engine", ENGINES)
def test_steps_and_running(engine: type[MarketModel], world: World) -> None:
    model = engine(world)
    assert isinstance(model, mesa.Model)
    assert model.running
    assert model.steps == model.week == 0
    for week in range(world.weeks):
        assert model.running
        model.step()
        assert model.steps == model.week == week + 1
    assert not model.running
    model.run_model()
    assert model.week == world.weeks


@pytest.mark.parametrize("engine", ENGINES)
def test_stepping_beyond_the_horizon_changes_nothing(
    engine: type[MarketModel], world: World
) -> None:
    model = engine(world, 1)
    model.run_model()
    before = [column.tobytes() for column in model.columns().columns().values()]
    lines = list(model.ledger.lines)
    model.step()
    assert [column.tobytes() for column in model.columns().columns().values()] == before
    assert model.week == model.steps == world.weeks
    assert model.ledger.lines == lines
    assert len(model.datacollector.get_model_vars_dataframe()) == world.weeks
    assert not model.running


@pytest.mark.parametrize("engine", ENGINES)
def test_another_replicate_is_another_run(engine: type[MarketModel], world: World) -> None:
    first, again, other = engine(world, 1, 0), engine(world, 1, 0), engine(world, 1, 1)
    for model in (first, again, other):
        model.run_model()
    frames = [model.datacollector.get_model_vars_dataframe() for model in (first, again, other)]
    assert frames[0].equals(frames[1])
    assert not frames[0].equals(frames[2])


def test_agents_of_the_fast_engine_are_its_campaigns(world: World) -> None:
    model = WordOfMouthModel(world, 1)
    assert list(model.agents) == model.campaigns
    assert list(WordOfMouthModel(world).agents) == []


def test_agents_of_the_reference_are_people_and_campaigns(world: World) -> None:
    model = ReferenceModel(world, 1)
    assert set(model.agents_by_type) == {Consumer, Campaign}
    assert len(model.consumers) == world.consumers
    assert len(model.agents) == world.consumers + 2
    assert len({agent.unique_id for agent in model.agents}) == len(model.agents)


def test_people_live_on_a_mesa_network(world: World) -> None:
    model = ReferenceModel(world)
    assert isinstance(model.network, Network)
    graph = world.graph
    for row, person in enumerate(model.rows):
        assert person.cell.agents == [person]
        assert person.cell.coordinate == person.uid == graph.uids[row]
        heard_by = sorted(listener.uid for listener in person.listeners)
        assert heard_by == sorted(graph.uids[graph.neighbours(row)].tolist())
        assert len(person.friends) == graph.in_degree[row]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("weeks", [0, 1, 5])
def test_models_are_let_go_like_any_other_object(
    engine: type[MarketModel], world: World, weeks: int
) -> None:
    def some_weeks() -> "weakref.ref[MarketModel]":
        model = engine(world, 1)
        for _ in range(weeks):
            model.step()
        return weakref.ref(model)

    some_weeks()
    gc.collect()
    kept = getattr(mesa.Agent, "_ids", {})  # in which Mesa 3.3 keeps every model that had agents
    before, kept_before = len(gc.get_objects()), len(kept)
    gone = [some_weeks() for _ in range(4)]
    gc.collect()
    assert [reference() for reference in gone] == [None] * 4
    assert len(gc.get_objects()) - before < 500
    assert len(kept) == kept_before


def test_an_agent_that_mesa_numbers_keeps_its_model() -> None:
    """The twin: why campaigns and consumers are numbered by their model."""
    model = mesa.Model()
    mesa.Agent(model)
    reference = weakref.ref(model)
    del model
    gc.collect()
    kept = getattr(mesa.Agent, "_ids", None)
    assert kept is None or reference() is not None


@pytest.mark.parametrize("replicate", [-1, "a", 1.5, True, 10**6])
def test_a_replicate_that_is_none_gets_a_sentence(world: World, replicate: Any) -> None:
    with pytest.raises(Mistake, match="replicate"):
        WordOfMouthModel(world, 1, replicate)


@pytest.mark.parametrize("engine", ENGINES)
def test_reporters_of_others_are_collected_too(engine: type[MarketModel], world: World) -> None:
    """As Mesa users add them: for the model, for agents, for agents of a type."""
    model = engine(world, 1)
    collector = model.datacollector
    collector._new_model_reporter("twice", lambda one: 2 * one.n_aware)
    collector._new_agent_reporter("number", "unique_id")
    collector._new_agenttype_reporter(Campaign, "label", "label")
    model.run_model()
    frame = collector.get_model_vars_dataframe()
    assert frame["twice"].tolist() == (2 * frame["n_aware"]).tolist()
    assert frame["n_aware"].iloc[-1] > 0
    assert len(collector.get_agent_vars_dataframe()) == 5 * len(model.agents) > 0
    assert set(collector.get_agenttype_vars_dataframe(Campaign)["label"]) == {
        one.label for one in model.campaigns
    }
