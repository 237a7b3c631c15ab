"""Paid, owned and earned: every message and everybody reached, counted again from the draws."""

import math
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from support import arm, lively, run, table, ties, weekly

from simulator import load_scenario, make_world
from simulator.agents.stages import Channel
from simulator.draws import Draws, Stream, key, replicate_seed, uniform_pair
from simulator.metrics.media import MESSAGES
from simulator.model import WordOfMouthModel

SEED, PEOPLE, N = 4, 3, 60
LEVERS = Path(__file__).parents[1] / "equivalence" / "every_lever.py"
CLASS = {
    "TV": "paid", "SEARCH": "paid", "BANNER": "paid", "NEWS": "earned", "OWN_POST": "owned",
    "ONLOOKING_SOLVED": "owned", "ONLOOKING_UNSOLVED": "owned",
}  # fmt: skip
RING = [(i, (i + step) % N) for i in range(N) for step in (1, 2)]


def market() -> WordOfMouthModel:
    """Every channel at work on people of whom many know the brand; half of them hear each other."""
    rows = lively(
        arm("All", {"kind": "every_lever", "strength": 0.1}, {"kind": "seeding", "seeds": 5}),
        market={"consumers": N, "weeks": 14, "people_per_consumer": PEOPLE},
        behaviour={"weight_tv": 0.0, "weight_friend": 0.0, "hearing_weak": 0.3, "talk_scale": 0.2},
    )
    graph = ties(N, [pair for pair in RING if pair[0] % 2])
    scenario = load_scenario(rows, graph=graph, strategy_files=[LEVERS])
    return WordOfMouthModel(make_world(scenario, SEED), 1)


def test_every_message_and_everybody_reached_are_those_of_the_draws() -> None:
    """What weighs nothing arrives too, and so does what is told to those who know."""
    model = market()
    draws, uids = Draws(replicate_seed(SEED, 0)), np.arange(N, dtype=np.int32)
    hearing = key(np.uint64(replicate_seed(SEED, 0)), int(Stream.HEAR), 0)
    reached = defaultdict[str, set[int]](set)
    arrived = defaultdict[str, int](int)
    while model.running:
        week, group = model.week, model.people.group.copy()
        model.step()
        now = defaultdict[str, int](int)
        for channel, kind in CLASS.items():
            rate = model.terms.message["rate"][0, Channel[channel]][group]
            u = draws.uniform(Stream.CHANNEL, uids, week, int(Channel[channel]))
            for uid in uids.tolist():
                if u[uid] < -math.expm1(-rate[uid]):
                    reached[kind].add(uid)
                    now[kind] += 1
                    arrived[channel] += 1
        for talker in model.talk_acts[-1][1].tolist():
            for listener in model.world.graph.neighbours(talker).tolist():
                if uniform_pair(hearing, talker, listener, week) < -math.expm1(-0.3):
                    reached["earned"].add(listener)
                    now["earned"] += 1
        for kind in ("paid", "owned", "earned"):
            assert getattr(model, f"messages_{kind}") == PEOPLE * now[kind]
            assert getattr(model, f"n_reached_{kind}") == PEOPLE * len(reached[kind])
        assert model.n_reached_media == PEOPLE * len(set().union(*reached.values()))
    assert all(arrived[channel] > 0 for channel in CLASS)
    assert all(0 < len(people) < N for people in reached.values())
    assert sum(weekly(model)["heard_positive"]) > 0


def test_who_knew_it_before_or_found_it_alone_or_was_given_it_was_reached_by_none() -> None:
    rows = table(
        arm("Gifts", {"kind": "seeding", "seeds": 30}),
        market={"initial": {"potential": 0.5, "prospect": 0.5}, "consumers": N},
        behaviour={"organic_discovery": 0.1},
    )
    found = weekly(run(rows, 1, graph=ties(N, [])))
    assert min(sum(found[f"discovered_{cause}"]) for cause in ("organic", "seed")) > 0
    names = (*MESSAGES, "n_reached_paid", "n_reached_owned", "n_reached_earned", "n_reached_media")
    assert [sum(found[name]) for name in names] == [0] * 7


@pytest.mark.parametrize("kind", ["random", "complete"])
def test_without_news_what_is_earned_is_what_was_heard(kind: str) -> None:
    found = weekly(run(lively(graph={"kind": kind})))
    heard = zip(*(found[f"heard_{name}"] for name in ("positive", "neutral", "negative")), strict=True)
    assert found["messages_earned"] == [sum(week) for week in heard]
    assert found["n_reached_earned"][-1] > 0
