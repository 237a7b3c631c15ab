"""One session's state: nothing typed is lost, every change can be taken back, mistakes know their place."""

import copy
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sessions import LONG, SMALL, compared, session, until
from support import PROPERTY

from app.jobs import FAILED, RUNNING
from app.store import NOTHING
from app.tasks import exploring
from simulator import load_scenario
from simulator.sections.answer import answer_lines

PLACES: list[tuple[Any, ...]] = [
    ("market", "price"), ("market", "followers"), ("arms", 1, "budget"), ("behaviour", "quality"),
    ("arms", 1, "strategies", 0, "seeds"), ("name",),
]  # fmt: skip
VALUES = st.one_of(st.just(NOTHING), st.integers(-5, 10**9), st.floats(-1, 1), st.text(max_size=5))


@PROPERTY
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), max_size=12))
def test_every_change_can_be_taken_back_and_made_again(changes: list[Any]) -> None:
    with session() as store:
        drafts = [copy.deepcopy(store.draft)]
        for place, value in changes:
            store.put(place, value)
            assert store.get(place, NOTHING) == value or value is NOTHING
            if store.draft != drafts[-1]:
                drafts.append(copy.deepcopy(store.draft))
        for expected in drafts[-2::-1]:
            store.undo()
            assert store.draft == expected
        for expected in drafts[1:]:
            store.redo()
            assert store.draft == expected
        assert not store.can_redo


def test_what_is_typed_is_the_scenario() -> None:
    with session() as store:
        store.put(("market", "price"), 1234.0)
        store.put(("arms", 1, "strategies", 0, "seeds"), 7)
        assert store.scenario is not None
        assert (store.scenario.market.price, store.scenario.arms[1].strategies[0].seeds) == (1234, 7)  # type: ignore[attr-defined]
        assert store.scenario.digest == load_scenario(store.draft).digest
        assert SMALL["market"]["price"] == 1000, "what was opened is nobody's to change"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_nonsense_stays_and_is_told_where_it_stands(language: str) -> None:
    with session(language) as store:
        store.put(("market", "price"), "cheap")
        store.put(("arms", 1, "strategies", 0, "seeds"), -4)
        assert store.get(("market", "price")) == "cheap"
        assert store.scenario is None
        assert store.mistake_at(("market", "price"))
        assert store.mistake_at(("arms", 1, "strategies", 0, "seeds"))
        assert store.mistake_at(("market", "weeks")) == ""
        store.run()
        assert store.status is None, "what cannot be used is not run"
        store.undo()
        store.undo()
        assert store.mistakes == []


def test_reset_goes_back_to_what_was_opened_and_can_be_undone() -> None:
    with session() as store:
        store.put(("market", "price"), 5.0)
        store.reset()
        assert store.draft == SMALL
        store.undo()
        assert store.get(("market", "price")) == 5.0


def test_an_outcome_knows_whether_it_is_that_of_what_is_typed() -> None:
    with session() as store:
        outcome = compared(store)
        assert outcome.results.replicates == 40
        assert store.is_current
        store.put(("market", "price"), 999.0)
        assert not store.is_current
        store.undo()
        assert store.is_current


def test_a_second_comparison_stops_the_first() -> None:
    with session() as store:
        store.run()
        first = store._job
        store.put(("market", "weeks"), 7)
        outcome = compared(store)
        assert outcome.results.data.sizes["week"] == 7
        assert first is not None
        assert not first.look()[0].is_open


def test_what_is_opened_can_be_taken_back_with_its_seed_and_its_beginning() -> None:
    other = {**SMALL, "name": "other"}
    with session() as store:
        store.put(("market", "price"), 5.0)
        first, typed = store.opened, store.draft
        store.open(other, 999)
        assert (store.seed, store.draft) == (999, other)
        store.undo()
        assert (store.seed, store.opened, store.draft) == (1, first, typed)
        store.redo()
        assert (store.seed, store.opened) == (999, other)
        told: list[Any] = []
        store.param.watch(told.append, "draft")
        store.open(other, 7)  # another seed is something else, too
        assert told
        assert store.seed == 7


def test_why_nothing_is_compared_stays_to_be_read() -> None:
    with session(table=LONG) as store:
        store.run()
        until(lambda: store.look() or store.status.state == RUNNING)
        store.put(("market", "weeks"), 2600)
        store.put(("market", "consumers"), 10**8)
        store.run()
        for _ in range(20):
            store.look()
            assert store.status.state == FAILED
            time.sleep(0.01)


def test_once_other_worlds_were_explored_the_answer_gives_both() -> None:
    with session() as store:
        before = compared(store)
        assert before.content.answer["assumptions"] is None
        assert store.scenario is not None
        store.errand("worlds").begin(exploring(store.scenario, 10, store.seed))
        until(lambda: store.look() or store.errand("worlds").found)
        both = store.outcome
        assert both.content.answer["assumptions"]["worlds"]
        assert both.content.answer["paired"] == before.content.answer["paired"]
        lines = answer_lines(both, store.text)
        assert store.text.say("explain.explore_page") not in lines
        assert any(line.startswith("With other assumptions") for line in lines)
        assert compared(store) is both, "it is the same comparison"
        store.put(("market", "price"), 1500.0)
        assert compared(store) is not both
