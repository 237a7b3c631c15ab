"""From the declaration of a field to what a planner fills in: its widget, unit, range and source."""

import re
from typing import Any

import panel as pn
import panel_material_ui as pmui
import param

from app.labels import unit_called
from app.numbers import read_number
from app.store import NOTHING, Store
from simulator.figures import plain
from simulator.parameters import Declaration, cited
from simulator.scenarios.draft import Place
from simulator.texts import Catalogue

HUGE = 1e9  # limits beyond are there for the machine; nobody needs to be told
WIDTH = 300
BEFORE_YEAR = re.compile(r"(?<=\D)(?=\d{4})")  # in a key of the bibliography


def field(store: Store, place: Place, declared: Declaration) -> pn.viewable.Viewable:
    """A widget for a field at a place: what is typed goes to the store, and mistakes stand beside it.

    Left empty, a field has its default, which stands in its place.
    """
    widget = _widget(store, place, declared)
    writing = False  # into the widget: not typed by anybody

    def typed(event: param.parameterized.Event) -> None:
        if writing:
            return
        store.put((*place, declared.name), _as_declared(event.new, declared))
        if widget.value != event.new:  # Panel sends nothing back while it hears what was typed
            pn.state.execute(send_again, schedule=True)

    def send_again() -> None:
        nonlocal writing
        writing = True
        try:
            widget.param.trigger("value")
        finally:
            writing = False

    def told(*_: Any) -> None:
        nonlocal writing
        writing = True
        try:
            shown, said = _shown(store, place, declared), _said(store, place, declared)
            if said.get("error_state") and _stands(store, place, declared, widget.value):
                shown = widget.value  # as it was typed, for as long as it cannot be used
            widget.param.update(value=shown, **said)
        finally:
            writing = False

    widget.param.watch(typed, "value")
    store.watch(told, ["draft", "mistakes"])
    told()
    return widget


def label(store: Store, declared: Declaration, place: Place = ()) -> str:
    """What a field at a place is called on the screen."""
    return store.text.label(declared.name, str(place[0]) if place else "")


def title(store: Store, kind: str) -> str:
    """What a kind of strategy is called on the screen."""
    return store.text.title(kind)


def about(store: Store, declared: Declaration) -> str:
    """What a field is, its unit, range and source, in one line."""
    text = store.text
    parts = [] if declared.unit in ("", "-") else [unit_called(declared.unit, store.get, text)]
    ends = declared.sourced or (declared.minimum, declared.maximum)
    if declared.choices is None and None not in ends and max(map(abs, ends)) < HUGE:
        least, most = (plain(end, text.language) for end in ends)
        parts.append(text.say("cli.allowed_range", least=least, most=most))
    parts.append(text.say("app.field.source", source=_source(declared, text)))
    told = text.sentences["part.comma"].join(parts)
    what = text.own(declared.description)
    return text.say("app.field.about", what=what, told=told) if what else told


def _source(declared: Declaration, text: Catalogue) -> str:
    """Who says so, in short; what exactly is taken from where stands on the page Why."""
    named = [BEFORE_YEAR.sub(" ", key) for key in cited(declared.source)]
    if not named:
        return text.source(declared.source)
    if "assumption" in declared.source:
        named.append(text.source("assumption"))
    return text.sentences["part.comma"].join(named)


def _widget(store: Store, place: Place, declared: Declaration) -> Any:
    settings: dict[str, Any] = {
        "label": label(store, declared, place), "sizing_mode": "stretch_width", "max_width": WIDTH,
    }  # fmt: skip
    if declared.choices is not None:
        options = {store.text.choice(declared.name, str(one)): one for one in declared.choices}
        return pmui.Select(options=options, **settings)
    if declared.type.startswith("bool"):
        return pmui.Switch(**settings)
    empty = "" if declared.default is None else _written(declared.default, store)
    return pmui.TextInput(placeholder=empty, **settings)


def _is_number(declared: Declaration) -> bool:
    return declared.type.split(" ")[0] in ("int", "float") and declared.choices is None


def _written(value: Any, store: Store) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return plain(value, store.text.language) if is_number else str(value)


def _shown(store: Store, place: Place, declared: Declaration) -> Any:
    """The value of the widget: what was typed; where nothing was, the default."""
    value = store.get((*place, declared.name), NOTHING)
    if value is NOTHING or not isinstance(value, str | int | float | bool):
        value = declared.default
    if declared.type.startswith("bool"):
        return bool(value)
    if declared.choices is not None:
        value = declared.also.get(str(value), value)
        return value if value in declared.choices else declared.default
    return "" if value is None else _written(value, store)


def _stands(store: Store, place: Place, declared: Declaration, typed: Any) -> bool:
    """Whether what stands in a widget was typed there, and is what the scenario has."""
    is_text = isinstance(typed, str) and declared.choices is None
    return is_text and bool(_as_declared(typed, declared) == store.get((*place, declared.name), NOTHING))


def _said(store: Store, place: Place, declared: Declaration) -> dict[str, Any]:
    """What stands below the widget: what is wrong, else what is unusual, and unit, range and source."""
    mistake = store.mistake_at((*place, declared.name))
    if declared.type.startswith("bool"):
        return {}
    doubt = store.doubt_at((*place, declared.name))
    told = " ".join(filter(None, (doubt, _meant(store, place, declared), about(store, declared))))
    return {"error_state": bool(mistake), "helper_text": mistake or told}


def _meant(store: Store, place: Place, declared: Declaration) -> str:
    """What the choice that is shown stands for, of choices that need telling apart."""
    choice = str(_shown(store, place, declared)) if declared.choices is not None else ""
    what = store.text.choice_means(declared.name, choice)
    called = store.text.choice(declared.name, choice)
    return store.text.say("app.field.choice", choice=called, what=what) if what else ""


def _as_declared(value: Any, declared: Declaration) -> Any:
    """What goes into a scenario: numbers as numbers; `NOTHING` of an empty field."""
    if _is_number(declared):
        value = read_number(value, whole=declared.type.startswith("int"))
    return NOTHING if value is None or value == "" else value
