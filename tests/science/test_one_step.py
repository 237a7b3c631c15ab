"""One step, exactly: given who talks, who hears is a matter of rates that add (Goldenberg 2001)."""

import math

import numpy as np
import pytest
from classical import ALARM, BASS, copies, play
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support import PROPERTY, by_uid, lively, run, table, weekly, world

from simulator import SocialGraph
from simulator.agents.stages import NEVER, PEOPLE, Channel
from simulator.draws import Draws, Stream, key, replicate_seed, uniform_pair
from simulator.graph.social_graph import ONLINE, STRONG
from simulator.kernels.discover import CAUSE_NUMBERS
from simulator.model import WordOfMouthModel

A, B_WEAK, B_STRONG = 0.02, 0.05, 0.12  # the coefficients of advertising, weak and strong ties
STARS = 20_000


@pytest.mark.parametrize(("weak", "strong"), [(0, 0), (1, 0), (0, 1), (3, 0), (2, 2), (5, 4)])
def test_the_chance_to_be_told_is_goldenbergs(weak: int, strong: int) -> None:
    """P = 1 - (1 - a)(1 - b_w)^j (1 - b_s)^m for a listener of j weak and m strong talkers."""
    arms = weak + strong
    n = arms + 1
    arcs = [(k + 1, 0) for k in range(arms)] or [(0, 1)]
    a, b = copies(max(n, 2), arcs, STARS)
    kinds = np.tile([0] * weak + [STRONG] * strong or [0], STARS)
    graph = SocialGraph.from_arcs(max(n, 2) * STARS, a, b, kinds, directed=True)
    talkers = {"name": "Given", "strategies": [
        {"kind": "chosen_people", "how_many": 10**9, "every": max(n, 2), "first": k + 1}
        for k in range(arms)
    ]}  # fmt: skip
    rows = table(
        talkers, market={"weeks": 2}, switches=BASS,
        behaviour={
            "organic_discovery": -math.log1p(-A), "hearing_weak": -math.log1p(-B_WEAK),
            "hearing_strong": -math.log1p(-B_STRONG),
        },
    )  # fmt: skip
    people = by_uid(play(rows, graph).people)
    listener = people["discovered"][0][:: max(n, 2)]
    at_risk = listener != 0  # not found in week 0, before anybody talks
    told = int((listener[at_risk] == 1).sum())
    chance = 1 - (1 - A) * (1 - B_WEAK) ** weak * (1 - B_STRONG) ** strong
    assert stats.binomtest(told, int(at_risk.sum()), chance).pvalue > ALARM
    assert stats.binomtest(told, int(at_risk.sum()), chance * 0.7).pvalue < ALARM
    first = stats.binomtest(int((~at_risk).sum()), STARS, A)
    assert first.pvalue > ALARM


# --- many steps: signs of effects -----------------------------------------------------------------

PEOPLE_THERE = 400
USUAL: dict[str, float] = {"strong": 2, "weak": 3, "a": 0.01, "b_weak": 0.02, "b_strong": 0.05}


def known_since(strong: float, weak: float, a: float, b_weak: float, b_strong: float) -> np.ndarray:
    """In which week each comes to know, where each talks to so many strong and weak ties."""
    n = PEOPLE_THERE
    steps = [(k + 1, STRONG) for k in range(int(strong))] + [(20 + 37 * k, 0) for k in range(int(weak))]
    first = np.tile(np.arange(n), len(steps))
    step, kinds = (np.repeat(column, n) for column in zip(*steps, strict=True))
    graph = SocialGraph.from_arcs(n, first, (first + step) % n, kinds, directed=True)
    rates = {"organic_discovery": a, "hearing_weak": b_weak, "hearing_strong": b_strong}
    rows = table(market={"weeks": 60}, switches=BASS,
                 behaviour={name: -math.log1p(-chance) for name, chance in rates.items()})  # fmt: skip
    known = by_uid(run(rows, graph=graph).people)["discovered"][0].astype(float)
    return np.where(known == NEVER, np.inf, known)


def quickens(usual: dict[str, float], more: dict[str, float]) -> bool:
    """Whether nobody knows later, and 16 % and 95 % of all know sooner (Goldenberg2001)."""
    late, early = (known_since(**{**usual, **values}) for values in ({}, more))
    shares = [int(0.16 * PEOPLE_THERE), int(0.95 * PEOPLE_THERE)]
    return bool((early <= late).all() and (np.sort(early)[shares] < np.sort(late)[shares]).all())


@pytest.mark.parametrize("factor", USUAL)
def test_each_tie_and_each_chance_quickens_the_spread(factor: str) -> None:
    """Each by itself. Which of weak and strong ties does more is contested, and not asserted."""
    assert quickens(USUAL, {factor: 2 * USUAL[factor]})
    assert not quickens(USUAL, {factor: USUAL[factor] / 2})


@pytest.mark.parametrize(("kind", "chance"), [("strong", "b_strong"), ("weak", "b_weak")])
def test_a_chance_of_ties_that_nobody_has_quickens_nothing(kind: str, chance: str) -> None:
    """The twin."""
    assert not quickens({**USUAL, kind: 0}, {chance: 0.9})


# --- draw by draw ---------------------------------------------------------------------------------


def told_by(model: WordOfMouthModel, week: int, before: dict[str, np.ndarray]) -> dict[int, int]:
    """Who discovers in `week` and through whom, by plain code from the draws and who talked."""
    place, seed = model.world, replicate_seed(model.world.seed, model.replicate)
    graph, behaviour = place.graph, place.behaviour[0, 0]
    factor = min(1.0, 16 / (len(graph.targets) / graph.n))
    hear = np.uint64(key(np.uint64(seed), int(Stream.HEAR), 0))
    organic = Draws(seed).uniform(
        Stream.CHANNEL, np.arange(graph.n, dtype=np.int32), week, 0 * CAUSE_NUMBERS + 2
    )
    talked = {uid for when, uids in model.talk_acts for uid in uids.tolist() if when == week}
    causes: dict[int, list[tuple[float, int]]] = {}

    def may_occur(uid: int, u: float, r: float, code: int) -> None:
        if u < -math.expm1(-r) and not before["flags"][0][uid] & 1:
            causes.setdefault(uid, []).append((-math.log1p(-u) / r, code))

    for row in range(graph.n):
        talker = int(graph.uids[row])
        if talker in talked:
            for place_of, target in enumerate(graph.neighbours(row), int(graph.offsets[row])):
                strong = graph.kinds[place_of] & STRONG
                r = factor * (behaviour.hearing_strong if strong else behaviour.hearing_weak)
                uid = int(graph.uids[target])
                may_occur(uid, uniform_pair(hear, talker, uid, week), r, PEOPLE + talker)
    for uid in range(graph.n):
        may_occur(uid, float(organic[uid]), behaviour.organic_discovery, int(Channel.ORGANIC))
    return {uid: min(found)[1] for uid, found in causes.items()}


@PROPERTY
@given(seed=st.integers(0, 10**6), degree=st.sampled_from([2.0, 8.0, 30.0]))
def test_the_first_to_arrive_gets_the_credit(seed: int, degree: float) -> None:
    rows = lively(
        graph={"kind": "random", "mean_degree": degree}, behaviour={"open_share": 0.0}
    )
    model = WordOfMouthModel(world(rows, seed))
    for week in range(6):
        before = {name: column.copy() for name, column in by_uid(model.people).items()}
        known = len(model.discoveries)
        model.step()
        found = {
            uid: cause
            for _, _, uids, causes in model.discoveries[known:]
            for uid, cause in zip(uids.tolist(), causes.tolist(), strict=True)
        }
        assert found == told_by(model, week, before)
    assert model.people.discovered.max() > NEVER


def test_messages_seen_by_listening_tools_are_those_over_online_ties() -> None:
    """Visible messages are a binomial share of all; without online ties there are none."""
    for online in (0.0, 0.2, 1.0):
        graph = {"kind": "random", "mean_degree": 8.0, "online_ties": online}
        counts = weekly(run(lively(graph=graph, market={"consumers": 2000})))
        heard = sum(sum(counts[f"heard_{kind}"]) for kind in ("positive", "neutral", "negative"))
        seen = sum(counts["heard_visible"])
        if online in (0.0, 1.0):
            assert seen == online * heard
        else:
            assert abs(seen / heard - online) < 0.05
    assert ONLINE != STRONG
