"""Every page of the app, before and after there is an answer, with every strategy."""

from typing import Any

import numpy as np
import panel_material_ui as pmui
import pytest
from mistyped import MISTYPED
from seeing_the_library import see_the_library
from sessions import SMALL, compared, session, unfolded, until
from support import arm, lively

from app.charts.courses import course_chart
from app.fields import about
from app.handover import Handover
from app.jobs import RUNNING, STOPPED, WAITING, Status
from app.page import being_drawn, history_buttons, languages
from app.pages import network, pages
from app.store import Store
from app.window import Window
from simulator import load_scenario
from simulator.agents.stages import NEVER
from simulator.graph.generators import GENERATORS
from simulator.parameters import declarations
from simulator.scenarios.schema import FileGraph
from simulator.sections.means import means
from simulator.sections.reasons import assumptions, limits
from simulator.sections.telling import cascades, of_person
from simulator.sentences import title_line
from simulator.strategies.registry import strategies
from simulator.texts import catalogue
from simulator.watching import Sample, Watched

EVERYTHING = lively(
    arm("All", *({"kind": kind} for kind in strategies()), budget=1e6),
    arm("Owner", {"kind": "donation", "payer": "owner"}),
    arm("Idle"),
    market={"consumers": 40, "weeks": 6},
)
PLAIN = {"name": "plain", "market": {"price": 100, "category_price": 100}, "arms": [{"name": "Control"}]}
WATCHED = Watched(
    "Plan", np.zeros((2, 5), np.int8), np.array([0, NEVER, 10, 2, 10]), np.array([-1, NEVER, 0, 0, 1]),
    np.array([-1, -1, 3, -1, 2]), np.array([-1, NEVER, 0, NEVER, NEVER]), np.array([1, 2, 3, 70]), None,
)  # fmt: skip


def see_the_app(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read all of it."""
    text = catalogue(language)
    with session(language, EVERYTHING, keeps=True) as store:
        views = {page.name: unfolded(page.view(store)) for page in pages()}
        for status in (Status(WAITING, place=2), Status(RUNNING), Status(STOPPED)):
            store.status = status
        outcome = store.example = compared(store)
        course_chart(outcome.content, outcome.content.courses[0], text, "default")
        for guess in ("", "All", "Idle", "Control", "Owner"):
            store.guess, store.page = guess, "compare"
            store.show(outcome._replace())
        for name in views:
            store.page = name
        history_buttons(store)
        being_drawn(store)
        languages(store, Window(), Handover())
        store.page = "strategies"
        until(lambda: store.look() or store.errand("rehearsal").found)
        ask(store, views["journey"], text.say("app.journey.follow"), "migration")
        choose(views, text.say("table.arm"), "Control")
        choose(views, text.say("table.arm"), "Owner")
        choose(views, text.say("table.arm"), "All")
        choose(views, text.say("app.compare.plan"), "Idle")
        choose(views, text.say("app.why.number"), 20)
        ask(store, views["why"], text.say("app.why.find"), "drivers")
        ask(store, views["why"], text.say("app.why.explore"), "worlds")
        (add,) = [one for one in views["strategies"].select() if getattr(one, "icon", None) == "add"]
        add.clicks += 1
        for name in ("segments", "rivals"):
            press(views["market"], text.say(f"app.{name}.add"))
        with monkeypatch.context() as patched:
            see_the_library(store, patched)
        store.errand("drivers").status = Status(RUNNING, done=1, total=2)
        store.status = Status(RUNNING)
        store.put(("market", "price"), 5.0)
        with monkeypatch.context() as patched:
            patched.setattr("app.pages.why.uncertain", lambda scenario: [])
            press(views["why"], text.say("app.why.find"))
        store.put(("arms",), store.arms[:1])
        press(views["why"], text.say("app.why.find"))
        store.open({})
        for one in (declarations(strategies()["seeding"])[1], declarations(FileGraph)[1]):
            about(store, one)
        watched(store)
    mistyped(language)
    outcome.content.answer["arms"][1]["measured"]["payback"] = 1
    means(outcome, text, shown=("payback",))
    list(assumptions(load_scenario(PLAIN), text, only_changed=True))
    for kind in GENERATORS:
        made = {**PLAIN, "graph": {"kind": kind}, "switches": {"reviews": False}}
        list(assumptions(load_scenario(made), text, only_changed=False))
    monkeypatch.setattr("simulator.sections.reasons.claims", lambda answer, text: ["contested"])
    list(limits(outcome, text))
    title_line({"name": "first_look", "question": "", "arms": EVERYTHING["arms"]}, text)
    assert text.sentences["app.page.start"]


def mistyped(language: str) -> None:
    """All that is said of what cannot be used, and where it leads."""
    with session(language, SMALL) as store:
        views = [page.view(store) for page in pages()]
        compared(store)
        for values in MISTYPED.values():
            store.put_all(values)
            store.undo()
        assert views


def watched(store: Store) -> None:
    """All that can be told of a person, and of cascades."""
    text, few = store.text, Sample(np.arange(2), np.zeros(2), np.zeros(2), np.empty((0, 2), np.int64))
    for uid in range(WATCHED.people):
        list(of_person(uid, WATCHED, text, {0}))
    for one in (WATCHED, WATCHED._replace(sizes=np.empty(0, np.int64))):
        list(cascades(one, text, "default"))
    for name in ("nobody", "2", ""):
        drawn = network.drawn(store, WATCHED, few, network.words())
        drawn[-1].value = name


def choose(views: dict[str, Any], label: str, value: Any) -> None:
    """Choose something wherever it is offered."""
    for view in views.values():
        for one in view.select():
            options = getattr(one, "options", None) or ()
            values = options.values() if isinstance(options, dict) else options
            if getattr(one, "label", None) == label and value in values:
                one.value = value


def press(view: Any, label: str) -> None:
    """Press a button."""
    (button,) = [one for one in view.select() if isinstance(one, pmui.Button) and one.label == label]
    button.clicks += 1


def ask(store: Store, view: Any, label: str, name: str) -> None:
    """Press a button, and wait for what it has done."""
    press(view, label)

    def done() -> bool:
        store.look()
        status = store.errand(name).status
        return status is not None and not status.is_open

    until(done)
