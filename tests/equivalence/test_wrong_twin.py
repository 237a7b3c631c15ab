"""A twin that errs is found out: every draw and every rule of the reference matters."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from agreement import run_both
from engines import lively, world_of

import simulator.agents.consumer as consumer_module
import simulator.agents.mind as mind_module
import simulator.agents.person as person_module
import simulator.reference as reference_module
from simulator.agents import rules
from simulator.agents.stages import N_MEDIA, Channel
from simulator.draws import Stream
from simulator.graph.social_graph import SocialGraph
from simulator.reference import Dice, ReferenceModel
from simulator.week import WEEK

BEFORE_THE_WEEK = {
    "REPLICATE", "SEGMENT", "ROLE", "OPPORTUNITY_RATE", "TASTE", "ONLINE", "FOLLOWER", "START",
    "START_LAST_EXPERIENCE", "THRESHOLD", "SEEDING", "GRAPH", "TIE", "TIE_ONLINE", "SAMPLE",
    "FRIEND", "FIRST_ADOPTER", "REVERSE_ROOT", "REVERSE", "SOURCE",
}
ON_THE_COMPLETE_GRAPH = {"TALKER", "ONLINE_TALK"}
STREAMS = [one for one in Stream if one.name not in BEFORE_THE_WEEK]
RULES = [
    (module, name)
    for module in (person_module, consumer_module, mind_module, reference_module)
    for name, value in vars(module).items()
    if getattr(rules, name, None) is value and callable(value) and not inspect.isclass(value)
    and name != "weight_parts"  # of thresholds only
]


def differs(kind: str = "random") -> bool:
    """Whether the twin, as it is now, is found out in a lively world."""
    return bool(run_both(world_of(lively(graph={"kind": kind}), seed=5), arm=1))


def test_the_twin_as_it_is_agrees() -> None:
    assert not differs("random")
    assert not differs("complete")


@pytest.mark.parametrize("stream", STREAMS, ids=lambda one: one.name)
def test_another_draw_is_noticed(stream: Stream, monkeypatch: pytest.MonkeyPatch) -> None:
    roll, tie = Dice.roll, Dice.tie

    def other_roll(self: Dice, asked: Stream, brand: int, uid: int, when: int) -> float:
        used = Stream.FAILURE if asked == stream == Stream.NOISE_ANGLE else asked
        return roll(self, used, brand + 99 * (asked == stream), uid, when)

    def other_tie(self: Dice, brand: int, talker: int, listener: int, when: int) -> float:
        return tie(self, brand + 99 * (stream == Stream.HEAR), talker, listener, when)

    monkeypatch.setattr(Dice, "roll", other_roll)
    monkeypatch.setattr(Dice, "tie", other_tie)
    assert differs("complete" if stream.name in ON_THE_COMPLETE_GRAPH else "random")


@pytest.mark.parametrize(("module", "name"), RULES, ids=lambda one: getattr(one, "__name__", one))
def test_another_rule_is_noticed(
    module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule: Callable[..., Any] = getattr(module, name)

    def other(*arguments: Any) -> Any:
        result = rule(*arguments)
        if isinstance(result, bool):
            return not result
        if isinstance(result, int):
            return min(result + 1, 10) if name == "recommendation_score" else result - 1
        if isinstance(result, tuple):
            return tuple(x * 1.001 for x in result)
        return 0.4 - result

    if name == "occurs":
        other = lambda u, rate: rule(2.0 * u, rate)  # noqa: E731 - none without a rate
    if name == "ladder":
        other = lambda *arguments: 5 - rule(*arguments)  # noqa: E731
    monkeypatch.setattr(module, name, other)
    assert differs()


def test_other_weights_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where thresholds weigh ties, it matters that one friend counts for more than another."""
    step = np.arange(30)
    ends = np.tile(step, 3), np.concatenate([(step + k) % 30 for k in (1, 2, 3)])
    graph = SocialGraph.from_edges(*ends, 0.1 + np.arange(90) % 7)
    rows = lively(rivals=[], switches={"choice": "threshold"})
    assert not run_both(world_of(rows, graph=graph), arm=1)
    monkeypatch.setattr(consumer_module, "weight_parts", lambda _: 1)
    assert run_both(world_of(rows, graph=graph), arm=1)


@pytest.mark.parametrize("channel", [one for one in Channel if person_module.MEDIA_OF[one] >= 0])
def test_another_medium_is_noticed(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    media = list(person_module.MEDIA_OF)
    media[channel] = (media[channel] + 1) % N_MEDIA
    monkeypatch.setattr(person_module, "MEDIA_OF", media)
    assert differs()


@pytest.mark.parametrize("phase", [one.name for one in WEEK if one.name not in ("plan", "count")])
def test_a_phase_left_out_is_noticed(phase: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(self: ReferenceModel) -> None:
        return

    monkeypatch.setattr(ReferenceModel, phase, nothing)
    assert differs()
