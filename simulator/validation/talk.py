"""Who says what, who hears it, and how far it goes: regularities of word of mouth."""

import math
from typing import Any

import numpy as np

from simulator.agents import rules
from simulator.scenarios.behaviour import Behaviour
from simulator.theory import structural_virality
from simulator.validation.check import Measured, above, at_least, check, near
from simulator.validation.worlds import KINDS_OF_MARKET, market, mean, of, runs

TEST = "tests/science/test_validation.py"
PLAIN = Behaviour()
LOUD = {"talk_scale": 2.0, "hearing_strong": 1.0, "hearing_weak": 1.0}
AMPLE = {"kind": "closed_support", "agents": 100.0}
NODES = 20
STAR, CHAIN = [-1] + [0] * (NODES - 1), list(range(-1, NODES - 1))  # who told each


@check("R1a", "macro_face", "Bakshy2011", TEST)
def most_cascades_are_nothing(full: bool, twin: bool) -> Measured:
    """Median size of message cascades, the largest of all runs of a launch and of a running brand.

    In the twin whoever hears of it tells all friends at once; it ends before everybody knows.
    """
    told_on: dict[str, Any] = {"behaviour": {**LOUD, "talk_aware": 10.0}, "weeks": 4} if twin else {}
    found = [runs(market(kind, **told_on), 20 if full else 6) for kind in KINDS_OF_MARKET]
    return near(max(float(one.data["cascade_median"].max()) for one in found), 0.0, 1.0, 0.0)


@check("R1b", "macro_face", "Goel2012", TEST)
def most_is_told_at_first_hand(full: bool, twin: bool) -> Measured:
    """Share of discoveries by talk within one step of their cascade's start; where it is less of the two."""
    found = [
        of(runs(market(kind, behaviour=LOUD if twin else None), 20 if full else 6), "cascade_direct")[0]
        for kind in KINDS_OF_MARKET
    ]
    return at_least(*min(mean(one) for one in found), least=0.9)


@check("R2a", "testing", "Goel2016", "tests/science/test_theory.py", 2 - 2 / NODES)
def virality_of_a_star(full: bool, twin: bool) -> Measured:
    """Structural virality where one tells nineteen; the twin is a chain."""
    return near(structural_virality(CHAIN if twin else STAR), 0.0, 2 - 2 / NODES, 1e-12)


@check("R2b", "testing", "Goel2016", "tests/science/test_theory.py", (NODES + 1) / 3)
def virality_of_a_chain(full: bool, twin: bool) -> Measured:
    """The same where each of twenty tells the next; the twin is a star."""
    return near(structural_virality(STAR if twin else CHAIN), 0.0, (NODES + 1) / 3, 1e-12)


@check("R2c", "macro_face", "Goel2016", TEST)
def cascades_are_shallow(full: bool, twin: bool) -> Measured:
    """Structural virality of the largest cascade, mean over runs; where it is more of the two.

    In the twin whoever hears of it tells those next to him, on a ring.
    """
    ring: dict[str, Any] = {"graph": {"kind": "ring", "neighbours": 4}, "weeks": 12} if twin else {}
    told_on = {**LOUD, "talk_aware": 10.0} if twin else None
    found = [
        of(runs(market(kind, behaviour=told_on, **ring), 20 if full else 6), "cascade_virality_largest")[0]
        for kind in KINDS_OF_MARKET
    ]
    return Measured(*max(mean(one) for one in found), 0.0, 3.0)


def _good_to_bad(kind: str, support: bool, full: bool, twin: bool) -> Measured:
    """Positive messages heard for each negative one; the twin is a poor product."""
    plans = {"Control": [AMPLE] if support else []}
    found = runs(market(kind, plans, {"quality": -0.1} if twin else None, weeks=104), 20 if full else 6)
    return Measured(*mean(of(found, "talk_positive")[0] / of(found, "talk_negative")[0]), 2.0, 5.0)


@check("R3a", "macro_face", "East2007", TEST)
def good_to_bad_in_a_launch(full: bool, twin: bool) -> Measured:
    """In a launch, without support."""
    return _good_to_bad("launch", False, full, twin)


@check("R3b", "macro_face", "East2007", TEST)
def good_to_bad_in_a_launch_with_support(full: bool, twin: bool) -> Measured:
    """In a launch, with ample support."""
    return _good_to_bad("launch", True, full, twin)


@check("R3c", "macro_face", "East2007", TEST)
def good_to_bad_of_a_running_brand(full: bool, twin: bool) -> Measured:
    """Of a running brand, without support."""
    return _good_to_bad("running_brand", False, full, twin)


@check("R3d", "macro_face", "East2007", TEST)
def good_to_bad_of_a_running_brand_with_support(full: bool, twin: bool) -> Measured:
    """Of a running brand, with ample support."""
    return _good_to_bad("running_brand", True, full, twin)


@check("R4", "micro_face", "East2008", TEST)
def good_news_moves_more(full: bool, twin: bool) -> Measured:
    """How much more a friend's praise moves the chance to buy than a friend's warning, below one half.

    The twin is a brand that most would buy.
    """
    base = 4.0 if twin else PLAIN.utility_base
    before, praised, warned = (_chance(base, said) for said in (0.0, 1.0, -1.0))
    return above((praised - before) - (before - warned), 0.0)


def _chance(base: float, said: float) -> float:
    """Chance to buy at an occasion after one message of a friend of that valence; 0: none."""
    belief, weight = PLAIN.belief_prior, PLAIN.weight_friend
    if said:
        belief, _ = rules.updated_belief(
            belief, PLAIN.evidence_prior, weight, weight * said, PLAIN.evidence_cap
        )
    return float(rules.logistic(rules.utility(base, 0.0, belief, PLAIN.weight_belief, 0.0, 0.0, 0, 0.0)))


@check("R5", "micro_face", "Anderson1998", TEST)
def the_annoyed_talk_more(full: bool, twin: bool) -> Measured:
    """Talk of the most annoyed against the most pleased, where it is least between them.

    The twin doubles how much more annoyance makes people talk.
    """
    negative = PLAIN.talk_negative * (2 if twin else 1)
    talk = [
        float(rules.talk_rate(one, 1.0, PLAIN.talk_scale, PLAIN.talk_floor, negative, PLAIN.talk_ongoing))
        for one in range(-100, 101)
    ]
    is_least_between = int(np.argmin(talk)) == 100
    return Measured(talk[0] / talk[-1] if is_least_between else float("nan"), 0.0, 1.1, 1.5)


@check("R15", "macro_face", "Nielsen2006", TEST)
def few_write_most(full: bool, twin: bool) -> Measured:
    """Share of all reviews that the hundredth of people who create wrote, where nobody reads them.

    The same draws without the others' reviews: so many are the creators'. In the twin, those who only
    comment write as often as creators do.
    """
    others = {"post_commenter": PLAIN.post_creator} if twin else {}
    unread = {"review_reading": 0.0}
    silent = {"post_commenter": 0.0, "post_lurker": 0.0}
    number = 20 if full else 6
    every, theirs = (
        of(runs(market("running_brand", behaviour={**unread, **one}), number), "reviews")[0]
        for one in (others, silent)
    )
    return at_least(*mean(theirs / every), least=0.4)


@check("R17", "testing", "assumption", TEST)
def recovery_mends_no_more_than_broke(full: bool, twin: bool) -> Measured:
    """How far a solved case lifts satisfaction above what it was before the trouble, at most.

    Over all satisfactions that are below 0 after the trouble. In the twin what was before does not count.
    """
    ceiling = round(100 * PLAIN.recovery * PLAIN.quality)
    beyond = [
        int(rules.recovered(now, 100 if twin else before, ceiling)) - max(now, before)
        for now in range(-100, 0)
        for before in range(-100, 101)
    ]
    return Measured(float(max(beyond)), 0.0, -math.inf, 0.0)


@check("R23", "macro_face", "BergerSchwartz2011", TEST)
def most_talk_is_not_seen(full: bool, twin: bool) -> Measured:
    """Share of what is heard that can be seen online; where it is more of the two. Twin: half of all ties."""
    graph = {"kind": "friends", "online_ties": 0.5 if twin else 0.2}
    found = [runs(market(kind, graph=graph), 20 if full else 6) for kind in KINDS_OF_MARKET]
    shares = [of(one, "talk_visible")[0] / of(one, "talk_true")[0] for one in found]
    return Measured(*max(mean(one) for one in shares), 0.0, 0.25)
