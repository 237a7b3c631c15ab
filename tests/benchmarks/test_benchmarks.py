"""The benchmark measures what it says: its plain twin behaves like the engine; its tools run."""

import sys
from pathlib import Path

import numpy as np
import pytest
from support import table, weekly, world

from simulator import model
from simulator.model import WordOfMouthModel

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import every_kernel
from bench_week import Row
from measures import BUSY, against_mesa, market, measured_bytes, measured_week
from plain_mesa import PlainMarket

from simulator.world import make_world

RUNS, WEEKS, PEOPLE = 12, 20, 400
MOST_Z = 4.5  # two-sided chance of 7e-6 for each number, if the twins are the same
SUMMED = ("units", "talks_positive", "talks_negative", "lapses")


def engine_totals(place, replicate):
    ours = WordOfMouthModel(place, 0, replicate)
    ours.run_model()
    counts = weekly(ours)
    stocks = [counts[name][-1] for name in ("n_aware", "n_reached", "n_customers")]
    return stocks + [sum(counts[name]) for name in SUMMED]


def plain_totals(graph, initial, behaviour, seed):
    plain = PlainMarket(graph, initial, behaviour=behaviour, seed=seed)
    for _ in range(WEEKS):
        plain.step()
    counts = plain.datacollector.model_vars
    stocks = [counts[name][-1] for name in ("aware", "reach", "customers")]
    return stocks + [sum(counts[name]) for name in SUMMED]


@pytest.mark.parametrize("initial", [BUSY, {"potential": 1.0}])
def test_plain_mesa_model_is_the_same_market(initial):
    rows = table(
        market={"consumers": PEOPLE, "weeks": WEEKS, "initial": initial},
        graph={"kind": "friends"},
        behaviour={"organic_discovery": 0.02, "talk_scale": 0.5},
    )
    place = world(rows)
    graph = place.graph.to_networkx()
    behaviour = place.scenario.behaviour
    ours = np.array([engine_totals(place, run) for run in range(RUNS)], float)
    theirs = np.array([plain_totals(graph, initial, behaviour, run) for run in range(RUNS)], float)
    spread = np.sqrt((ours.var(axis=0, ddof=1) + theirs.var(axis=0, ddof=1)) / RUNS)
    assert np.all(np.abs(ours.mean(axis=0) - theirs.mean(axis=0)) <= MOST_Z * spread)
    assert np.all(ours.mean(axis=0) > 0)


def test_tools_measure_tiny_markets():
    week = measured_week(make_world(market(200, 8)), repeats=1)
    assert week.week > 0
    assert week.sweep > 0
    assert against_mesa(200, 100, weeks=1) > 0
    size = measured_bytes(200)
    assert size.state <= 64
    assert size.graph <= 8


def test_row_is_a_line_of_markdown():
    row = Row("Busy week", 1.234, "sweeps", "<= 1.5", "what it means")
    assert row.markdown() == "| Busy week | 1.2 sweeps | <= 1.5 | what it means |"


def test_compile_measure_calls_every_kernel_of_the_model():
    every_kernel.run_all()
    kernels = {name: one for name, one in vars(model).items() if hasattr(one, "signatures")}
    missed = [name for name, one in kernels.items() if not one.signatures]
    assert missed == []
