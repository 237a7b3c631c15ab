"""From the declaration of a field to what a planner fills in: its widget, unit, range and source."""

from typing import Any

import panel as pn
import panel_material_ui as pmui
import param

from app.store import NOTHING, Store
from simulator.figures import plain
from simulator.parameters import Declaration
from simulator.scenarios.draft import Place

HUGE = 1e9  # limits beyond are there for the machine; nobody needs to be told
WIDTH = 300


def field(store: Store, place: Place, declared: Declaration) -> pn.viewable.Viewable:
    """A widget for a field at a place: what is typed goes to the store, and mistakes stand beside it.

    Left empty, a field has its default, which stands in its place.
    """
    widget = _widget(store, place, declared)
    writing = False  # into the widget: not typed by anybody

    def typed(event: param.parameterized.Event) -> None:
        if not writing:
            emptied = event.new is None or event.new == ""
            store.put((*place, declared.name), NOTHING if emptied else _as_declared(event.new, declared))

    def told(*_: Any) -> None:
        nonlocal writing
        writing = True
        try:
            widget.param.update(value=_shown(store, place, declared), **_said(store, place, declared))
        finally:
            writing = False

    widget.param.watch(typed, "value")
    store.param.watch(told, ["draft", "mistakes"])
    told()
    return widget


def label(store: Store, declared: Declaration) -> str:
    """What a field is called on the screen."""
    known = store.text.sentences.get(f"label.{declared.name}")
    return known or declared.name.replace("_", " ").capitalize()


def about(store: Store, declared: Declaration) -> str:
    """Unit, range and source of a field, in one line."""
    text = store.text
    parts = [] if declared.unit in ("", "-") else [text.unit(declared.unit)]
    ends = declared.sourced or (declared.minimum, declared.maximum)
    if declared.choices is None and None not in ends and max(map(abs, ends)) < HUGE:
        least, most = (plain(end, text.language) for end in ends)
        parts.append(text.say("cli.allowed_range", least=least, most=most))
    parts.append(text.say("app.field.source", source=declared.source))
    return text.sentences["app.field.gap"].join(parts)


def _widget(store: Store, place: Place, declared: Declaration) -> Any:
    settings: dict[str, Any] = {
        "label": label(store, declared), "description": store.text.own(declared.description),
        "sizing_mode": "stretch_width", "max_width": WIDTH,
    }  # fmt: skip
    if declared.choices is not None:
        return pmui.Select(options=list(declared.choices), **settings)
    if declared.type.startswith("bool"):
        return pmui.Switch(**settings)
    number = {"int": pmui.IntInput, "float": pmui.FloatInput}.get(declared.type.split(" ")[0])
    if number is not None:
        default = declared.default
        empty = "" if default is None else plain(default, store.text.language)
        return number(placeholder=empty, step=_step(declared), **settings)
    return pmui.TextInput(**settings)


def _step(declared: Declaration) -> float:
    """By how much an arrow key changes a number: a hundredth of the range, rounded to a 1."""
    if declared.type.startswith("int"):
        return 1
    low, high = declared.sourced or (declared.minimum, declared.maximum)
    if low is None or high is None or high - low > HUGE:
        return 100 if declared.unit.startswith("money") else 1
    size = (high - low) / 100
    return float(f"{size:.0e}") or 1


def _shown(store: Store, place: Place, declared: Declaration) -> Any:
    """The value of the widget: what was typed, or the default."""
    value = store.get((*place, declared.name), NOTHING)
    if value is NOTHING or not isinstance(value, str | int | float | bool):
        value = declared.default
    if declared.type.startswith("bool"):
        return bool(value)
    is_number = declared.type.split(" ")[0] in ("int", "float")
    if is_number and (isinstance(value, str) or value is None):
        return None
    if declared.type.startswith("str"):
        return "" if value is None else str(value)
    return value


def _said(store: Store, place: Place, declared: Declaration) -> dict[str, Any]:
    """What stands below the widget: what is wrong, else unit, range and source."""
    mistake = store.mistake_at((*place, declared.name))
    if declared.type.startswith("bool"):
        return {}
    return {"error_state": bool(mistake), "helper_text": mistake or about(store, declared)}


def _as_declared(value: Any, declared: Declaration) -> Any:
    """A whole number for a field of fractions is one."""
    return float(value) if declared.type.startswith("float") and isinstance(value, int) else value
