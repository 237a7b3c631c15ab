"""Sliders: they stand where the plan stands, whatever was typed or taken back, and letting go compares."""

from typing import Any

import param
import pytest
from sessions import SMALL, compared, session
from test_pages import buttons, words

from app.pages import pages
from app.store import Store
from app.whatif import MARKET, _knob, _knobs, what_if
from simulator.parameters import declarations
from simulator.scenarios.files import scenario_table, shipped
from simulator.scenarios.schema import Arm
from simulator.texts import catalogue


def slid(slider: Any, value: float) -> None:
    """Somebody lets a slider go."""
    with param.edit_constant(slider):
        slider.param.update(value=value, value_throttled=value)


def price(view: Any) -> Any:
    (slider,) = buttons(view, "Our price")
    return slider


def of_the_market(store: Store) -> Any:
    view = what_if(store)
    (choose,) = buttons(view, catalogue("en").say("app.what_if.of"))
    choose.value = -1
    return view


def test_the_same_place_twice_is_heard_twice() -> None:
    with session() as store:
        view = of_the_market(store)
        for _ in range(2):
            slid(price(view), 500.0)
            assert store.get(("market", "price")) == 500.0
            store.undo()
            assert price(view).value == SMALL["market"]["price"]


def test_the_arm_that_is_chosen_is_called_as_it_is_in_what_was_opened() -> None:
    with session() as store:
        view = what_if(store)
        view.get_root()
        (choose,) = buttons(view, catalogue("en").say("app.what_if.of"))
        ((model, _),) = choose._models.values()
        assert model.data.value == "Again"
        arms = [{**arm, "name": f"Other {k}"} for k, arm in enumerate(SMALL["arms"])]
        store.open({**SMALL, "arms": arms})
        assert model.data.value == "Other 2"


def test_a_plan_that_its_budget_does_not_pay_for_is_told_of_where_it_is_slid() -> None:
    compare = next(page for page in pages() if page.name == "compare")
    arms = [SMALL["arms"][0], {**SMALL["arms"][1], "budget": 20}, {**SMALL["arms"][2], "budget": 900}]
    with session(table={**SMALL, "arms": arms}) as store:
        store.page = "compare"
        view = compare.view(store)
        compared(store)
        said = words(view)
        assert said.count("Gift: its budget of ¥20 did not pay for all of its plan") == 2
        assert "Again: its budget" not in said
        store.put(("arms", 1, "budget"), 500)
        compared(store)
        assert "did not pay" not in words(view)


def test_what_a_slider_can_be_slid_to_are_whole_steps() -> None:
    """From an end that is no whole step, a slider counts 5, 25, 45."""
    for name in sorted(shipped()):
        rows = scenario_table(name)
        with session(table=rows) as store:
            for arm in range(MARKET, len(rows["arms"])):
                for knob in _knobs(store, arm):
                    assert knob.low <= knob.value <= knob.high
                    steps = round(knob.low / knob.step, 6)
                    assert steps == round(steps) or knob.low == knob.value, knob


@pytest.mark.parametrize("value", [0.0, 5.0, 480_010.0, 12_345.0])
def test_a_number_that_is_no_whole_step_stands_within_its_slider(value: float) -> None:
    budget = next(one for one in declarations(Arm) if one.name == "budget")
    knob = _knob(("arms", 1, "budget"), "Budget", value, budget)
    assert knob.low <= value <= knob.high
    assert (knob.low / knob.step, knob.high / knob.step) == (0, round(knob.high / knob.step))


def test_a_slider_shows_what_is_typed_elsewhere() -> None:
    with session() as store:
        view = of_the_market(store)
        for typed in (50_000.0, 3.0, 1000.0):
            store.put(("market", "price"), typed)
            assert price(view).value == typed
            assert price(view).start <= typed <= price(view).end
        before = price(view)
        slid(before, 900.0)
        assert price(view) is before, "who slides keeps the slider under the hand"
        store.put(("market", "price"), "cheap")
        assert buttons(view, "Our price") == []
        store.undo()
        assert price(view).value == 900.0
