"""Both engines are Mesa models as a Mesa user expects them, and leave nothing behind."""

import gc
import weakref

import mesa
import pandas as pd
import pytest
from engines import lively, world_of
from mesa.discrete_space import Network

from simulator.agents.campaign import Campaign
from simulator.agents.consumer import Consumer
from simulator.engine import REPORTED, MarketModel
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
    model.release()


def test_both_collect_the_same_frame(world: World) -> None:
    frames = []
    for engine in ENGINES:
        model = engine(world, 1, replicate=3)
        model.run_model()
        frames.append(model.datacollector.get_model_vars_dataframe())
        model.release()
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
    model.release()


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
    assert model.week == world.weeks
    assert model.ledger.lines == lines
    assert len(model.datacollector.get_model_vars_dataframe()) == world.weeks
    assert not model.running
    model.release()


@pytest.mark.parametrize("engine", ENGINES)
def test_another_replicate_is_another_run(engine: type[MarketModel], world: World) -> None:
    first, again, other = engine(world, 1, 0), engine(world, 1, 0), engine(world, 1, 1)
    for model in (first, again, other):
        model.run_model()
    frames = [model.datacollector.get_model_vars_dataframe() for model in (first, again, other)]
    assert frames[0].equals(frames[1])
    assert not frames[0].equals(frames[2])
    for model in (first, again, other):
        model.release()


def test_agents_of_the_fast_engine_are_its_campaigns(world: World) -> None:
    model = WordOfMouthModel(world, 1)
    assert list(model.agents) == model.campaigns
    assert list(WordOfMouthModel(world).agents) == []
    model.release()


def test_agents_of_the_reference_are_people_and_campaigns(world: World) -> None:
    model = ReferenceModel(world, 1)
    assert set(model.agents_by_type) == {Consumer, Campaign}
    assert len(model.consumers) == world.consumers
    assert len(model.agents) == world.consumers + 2
    assert len({agent.unique_id for agent in model.agents}) == len(model.agents)
    model.release()


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
    model.release()


@pytest.mark.parametrize("engine", ENGINES)
def test_released_models_are_let_go(engine: type[MarketModel], world: World) -> None:
    def one_run() -> "weakref.ref[MarketModel]":
        model = engine(world, 1)
        model.run_model()
        model.release()
        return weakref.ref(model)

    one_run()
    gc.collect()
    kept = getattr(mesa.Agent, "_ids", {})  # Mesa 3.3 remembers every model that had agents
    before, kept_before = len(gc.get_objects()), len(kept)
    gone = [one_run() for _ in range(4)]
    gc.collect()
    assert [reference() for reference in gone] == [None] * 4
    assert len(gc.get_objects()) - before < 500
    assert len(kept) == kept_before


@pytest.mark.parametrize("engine", ENGINES)
def test_a_model_released_halfway_is_let_go(engine: type[MarketModel], world: World) -> None:
    model = engine(world, 1)
    model.step()
    model.release()
    reference = weakref.ref(model)
    del model
    gc.collect()
    assert reference() is None
