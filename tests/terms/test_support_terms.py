"""What support means for a week: capacity, answers, knowledge, onlooking (equation 7)."""

import math

import numpy as np
import pytest
from support import table, world
from week_by_hand import FOLLOWER, OFFLINE, SMALL, SOCIAL, close, model_of, place, terms_of

from simulator.agents.brand import Brand
from simulator.agents.rules import agent_answers
from simulator.agents.stages import ON_SOCIAL_MEDIA, Channel
from simulator.world import World

# --- capacity in people, carried over as an integer -----------------------------------------------

# carry, capacity, waiting, people per consumer -> answered, carry
WEEKS = [
    (0, 5, 9, 1, 5, 0),
    (0, 25, 9, 10, 2, 5),  # two cases of ten people each, half of a third is begun
    (5, 25, 9, 10, 3, 0),
    (5, 4, 9, 10, 0, 9),
    (0, 95, 9, 10, 9, 5),
    (0, 1000, 9, 10, 9, 9),  # the line is empty: less than one consumer's worth is kept
    (9, 25, 0, 10, 0, 9),
    (0, 7, 3, 1, 3, 0),  # nobody saves up time for which there is no case
    (0, 0, 3, 1, 0, 0),
]


@pytest.mark.parametrize(("carry", "capacity", "waiting", "people", "answered", "left"), WEEKS)
def test_agents_answer_what_their_hours_allow_and_carry_the_rest(
    carry: int, capacity: int, waiting: int, people: int, answered: int, left: int
) -> None:
    assert agent_answers(carry, capacity, waiting, people) == (answered, left)
    brand = Brand(price=1, reference_price=1.0, agent_carry=carry)
    assert brand.agent_answers(capacity, waiting, people) == answered
    assert brand.agent_carry == left


def test_what_was_carried_over_is_there_next_week() -> None:
    assert terms_of(place(), agent_carry=7).brand[0].carry == 7


@pytest.mark.parametrize("kind", ["closed_support", "open_support"])
@pytest.mark.parametrize("people", [1, 50])
def test_agents_times_cases_is_the_capacity_in_people(kind: str, people: int) -> None:
    """.55 agents x 10 contacts are 5.5 a week: 5 and 6 by turns; 4 were there before."""
    model = model_of(
        {"kind": kind, "agents": 0.55, "cases_per_agent": 10.0, "start_week": 1},
        market={"people_per_consumer": people}, agents=4,
    )  # fmt: skip
    capacity = []
    for _ in range(5):
        model.plan()
        capacity.append(int(model.terms.brand[0].agents))
        close(model)
    assert capacity == [4, 4 + 5, 4 + 6, 4 + 5, 4 + 6]
    assert [line.amount for line in model.ledger.lines if line.kind == "staff"] == [33_000] * 4


# --- solved with prob rho, strategies on its log-odds; what a solved case restores ----------------


@pytest.mark.parametrize("ability", [0.2, 0.6])
@pytest.mark.parametrize("gains", [(0.0,), (0.4, 0.5), (-1.0,)])
def test_ability_is_raised_on_its_log_odds(ability: float, gains: tuple[float, ...]) -> None:
    odds = ability / (1 - ability) * math.exp(sum(gains))
    terms = terms_of(place(ability=ability), lambda lv: [lv.ability(g) for g in gains])
    assert terms.brand[0].solve == pytest.approx(odds / (1 + odds))


@pytest.mark.parametrize("ability", [0.0, 1.0])
def test_nothing_moves_what_is_impossible_or_certain(ability: float) -> None:
    assert terms_of(place(ability=ability), lambda lv: lv.ability(2.0)).brand[0].solve == ability


def test_a_solved_case_restores_at_most_a_share_of_quality() -> None:
    """Ceiling rho* Q, in hundredths: .9 x .45 = .405 -> 41 (half up); levers' quality counts."""
    there = place(recovery=0.9, quality=0.45)
    assert terms_of(there).brand[0].ceiling == 41
    assert terms_of(there, lambda lv: lv.quality(0.25)).brand[0].ceiling == 63


# --- knowledge: K <- delta_K K + k_K x solved public cases, in people -----------------------------

KNOWING = {"knowledge_gain": 2.0, "knowledge_persistence": 0.9, "knowledge_scale": 0.5}


@pytest.mark.parametrize("people", [1, 50])
def test_solved_public_cases_become_knowledge_counted_in_people(people: int) -> None:
    """1 - exp(-K / (K0 x people)), K0 a share of the market's people."""
    model = model_of(market={"consumers": 20, "people_per_consumer": people}, **KNOWING)
    close(model, solved_public=3, unsolved_public=7)
    assert model.brands[0].knowledge == pytest.approx(2.0 * 3 * people)
    close(model, solved_public=1)
    assert model.brands[0].knowledge == pytest.approx((0.9 * 6 + 2) * people)
    model.plan()
    deflected = model.terms.brand[0].deflection
    assert deflected == pytest.approx(1 - math.exp(-7.4 / (0.5 * 20)))  # whatever a consumer is


def test_without_knowledge_nobody_is_deflected() -> None:
    assert terms_of(place()).brand[0].deflection == 0


# --- onlooking: rate v x public cases closed last week / consumers on social media ----------------


def onlooking(model_terms: object, group: int) -> list[float]:
    message = model_terms.message[0]  # type: ignore[attr-defined]
    return [
        float(message[channel]["rate"][group])
        for channel in (Channel.ONLOOKING_SOLVED, Channel.ONLOOKING_UNSOLVED)
    ]


@pytest.mark.parametrize("group", [SOCIAL, FOLLOWER])
def test_those_on_social_media_look_on_at_last_weeks_public_cases(group: int) -> None:
    """2.5 x 4 / 40 and 2.5 x 8 / 40, though the market has 20 consumers or 1,000 people."""
    there = place({"people_per_consumer": 50}, onlooking=2.5)
    terms = terms_of(there, social=40, solved_public=4, unsolved_public=8)
    assert onlooking(terms, group) == pytest.approx([0.25, 0.5])
    assert onlooking(terms, OFFLINE) == [0, 0]


@pytest.mark.parametrize(("solved", "unsolved", "seen"), [(4, 0, [0.25, 0]), (0, 4, [0, 0.25])])
def test_each_outcome_is_seen_as_what_it_is(solved: int, unsolved: int, seen: list[float]) -> None:
    there = place(onlooking=2.5)
    terms = terms_of(there, social=40, solved_public=solved, unsolved_public=unsolved)
    assert onlooking(terms, SOCIAL) == pytest.approx(seen)


def test_a_solved_case_speaks_for_us_and_an_unsolved_one_against() -> None:
    message = terms_of(place(weight_expert=0.8), social=40, solved_public=1).message[0]
    assert message[Channel.ONLOOKING_SOLVED]["valence"].tolist() == [80] * 4
    assert message[Channel.ONLOOKING_UNSOLVED]["valence"].tolist() == [-80] * 4


def test_where_nobody_is_on_social_media_nobody_looks_on() -> None:
    terms = terms_of(place(onlooking=2.5), social=0, solved_public=4, unsolved_public=4)
    assert onlooking(terms, SOCIAL) == [0, 0]


def test_a_rivals_cases_are_seen_as_the_rivals() -> None:
    there: World = world(table(market=SMALL, rivals=[{"name": "Rival", "price": 900.0}]))
    terms = terms_of(there, social=40, solved_public=4)
    assert onlooking(terms, SOCIAL)[0] > 0
    assert terms.message[1, Channel.ONLOOKING_SOLVED].rate.tolist() == [0] * 4


def test_cases_are_looked_on_at_in_the_week_after_they_close_and_only_then() -> None:
    market = {"consumers": 60, "people_per_consumer": 50, "social_media": 0.5}
    model = model_of(market=market, onlooking=2.5)
    online = int(np.count_nonzero(model.columns().group & ON_SOCIAL_MEDIA))
    assert 0 < online < 60
    model.plan()
    assert onlooking(model.terms, SOCIAL) == [0, 0]
    close(model, solved_public=3, unsolved_public=2, solved=9, unsolved=9)
    model.plan()
    assert onlooking(model.terms, SOCIAL) == pytest.approx([2.5 * 3 / online, 2.5 * 2 / online])
    close(model)
    model.plan()
    assert onlooking(model.terms, SOCIAL) == [0, 0]


# --- open and closed support ----------------------------------------------------------------------


def test_open_support_opens_its_share_and_listens() -> None:
    """Nothing is exclusive: 1 - (1 - .2)(1 - .25) in public, 1 - (1 - .1)(1 - .4) heard."""
    row = {"kind": "open_support", "open_share": 0.25, "listening": 0.4}
    model = model_of(row, {"kind": "closed_support"}, open_share=0.2, listening=0.1)
    model.plan()
    assert model.terms.brand[0].open_share == pytest.approx(0.4)
    assert model.terms.group[0].listening.tolist() == pytest.approx([0.46] * 4)


def test_closed_support_knows_its_customers_and_opens_nothing() -> None:
    model = model_of({"kind": "closed_support", "history_gain": 0.7}, ability=0.6, open_share=0.2)
    model.plan()
    odds = 1.5 * math.exp(0.7)
    assert model.terms.brand[0].solve == pytest.approx(odds / (1 + odds))
    assert model.terms.brand[0].open_share == 0.2
