"""What if: the numbers of a plan as sliders; letting go of one compares anew."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import panel as pn
import panel_material_ui as pmui

from app.choices import offer
from app.fields import label, title
from app.store import NOTHING, Store
from app.words import sentence
from app.words import text as words
from simulator.parameters import Declaration, declarations
from simulator.scenarios.draft import Place
from simulator.scenarios.schema import Arm, MarketTable
from simulator.sections.answer import short_of_money
from simulator.strategies.registry import strategies

MARKET = -1  # stands for it among the numbers of arms
OF_THE_MARKET = ("price", "category_price", "unit_cost")
STEPS = 50  # of a slider, about
WIDE = 2.0  # of a value without a range that is sourced: from nothing to so many times as much
WHAT_IT_IS_NOT = ("start_week", "end_week", "payment_week")  # moved in the calendar


class Knob(NamedTuple):
    """A number that can be slid: where it stands, what it is called, and its ends."""

    place: Place
    title: str
    value: float
    low: float
    high: float
    step: float
    number: type[int] | type[float]


def what_if(store: Store) -> pn.viewable.Viewable:
    """A choice of what to change, and its sliders."""
    text = store.text
    choose = pmui.Select(label=text.say("app.what_if.of"), width=300, margin=10)
    short = words()
    sliders = pn.FlexBox(gap="8px 24px", sizing_mode="stretch_width", margin=(4, 10))
    shown: list[tuple[Knob, Any]] = []
    shape: Any = None

    def chosen(*_: object) -> None:
        knobs = [] if choose.value is None else _knobs(store, choose.value)
        shown[:] = [(knob, _slider(store, knob)) for knob in knobs]
        sliders[:] = [slider for _, slider in shown]

    def told(*_: object) -> None:
        """Something was typed or undone, here or elsewhere."""
        nonlocal shape
        if shape != (shape := _shape(store)):
            options = {text.say("app.page.market"): MARKET}
            options |= {str(arm.get("name", "")): k for k, arm in enumerate(store.arms) if _knobs(store, k)}
            value = choose.value if choose.value in options.values() else max(options.values())
            offer(choose, options, value)
        knobs = [] if choose.value is None else _knobs(store, choose.value)
        stand = [(knob.place, knob.value) for knob in knobs]
        if stand != [(knob.place, slider.value) for knob, slider in shown]:
            chosen()  # a slider that is only set would not say so when it is moved back there

    def found(*_: object) -> None:
        lines = [] if store.outcome is None else short_of_money(store.outcome, text)
        short.object = "".join(map(sentence, lines))

    choose.param.watch(chosen, "value")
    store.param.watch(found, "outcome")
    store.param.watch(told, "draft")
    told()
    found()
    return pn.Column(
        words(sentence(text.say("app.what_if.what"), small=True)), choose, sliders, short,
        sizing_mode="stretch_width",
    )  # fmt: skip


def _shape(store: Store) -> Any:
    """What decides which sliders there are, and between which ends."""
    arms = [(arm.get("name"), [one.get("kind") for one in arm.get("strategies", ())]) for arm in store.arms]
    return id(store.opened), arms


def _knobs(store: Store, arm: int) -> list[Knob]:
    """The numbers of the market, or of an arm."""
    if arm == MARKET:
        table = {one.name: one for one in declarations(MarketTable)}
        return _all_of(store, ("market",), [table[name] for name in OF_THE_MARKET], "")
    place: Place = ("arms", arm)
    budget = [one for one in declarations(Arm) if one.name == "budget"]
    found = _all_of(store, place, budget, "")
    for n, one in enumerate(store.get((*place, "strategies"), ())):
        known = strategies().get(str(one.get("kind")))
        if known is not None:
            kind = title(store, str(one["kind"]))
            found += _all_of(store, (*place, "strategies", n), declarations(known), kind)
    return found


def _all_of(store: Store, place: Place, fields: list[Declaration], of: str) -> list[Knob]:
    knobs = []
    for one in fields:
        value = store.get((*place, one.name), one.default)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and one.choices is None and one.name not in WHAT_IT_IS_NOT:
            called = label(store, one)
            called = store.text.say("app.what_if.field", of=of, label=called) if of else called
            knobs.append(_knob((*place, one.name), called, float(value), one))
    return knobs


def _knob(place: Place, called: str, value: float, declared: Declaration) -> Knob:
    """The ends of a slider: the sourced range, else from nothing to twice as much; within the limits.

    They are whole steps, for a slider counts its steps from its lower end.
    """
    low, high = declared.sourced or (0.0, WIDE * value)
    least = -math.inf if declared.minimum is None else declared.minimum
    most = math.inf if declared.maximum is None else declared.maximum
    low, high = max(least, min(low, value)), min(most, max(high, value))
    if low >= high:
        high = min(most, low + 1.0)
    whole = declared.type.startswith("int")
    rough = (high - low) / STEPS
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough)
    if whole or (declared.unit == "money" and high - low >= STEPS):
        step = max(1.0, float(round(step)))
    low, high = _steps(low, step, math.floor), min(most, _steps(high, step, math.ceil))
    if low < least:
        low = max(least, min(value, _steps(least, step, math.ceil)))
    return Knob(place, called, value, low, high, step, int if whole else float)


def _steps(x: float, step: float, towards: Callable[[float], int]) -> float:
    """A number of whole steps, without the dust of binary fractions."""
    return round(towards(round(x / step, 6)) * step, 9)


def _slider(store: Store, knob: Knob) -> Any:
    kind = pmui.IntSlider if knob.number is int else pmui.FloatSlider
    start, end, value, step = map(knob.number, (knob.low, knob.high, knob.value, knob.step))
    form = "0,0" if float(step).is_integer() else "0,0.[000]"
    slider = kind(label=knob.title, start=start, end=end, value=value, step=step, format=form, width=300)

    def let_go(event: Any) -> None:
        if event.new != store.get(knob.place, NOTHING):
            store.put(knob.place, knob.number(event.new))
            store.run()

    slider.param.watch(let_go, "value_throttled")
    return slider
