"""Strategies: the plans to compare, each a card with what is done in it."""

import copy
from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.astray import astray
from app.fields import WIDTH, field, title
from app.store import NOTHING, Store
from app.tasks import comparison
from app.words import heading, sentence
from app.words import text as words
from simulator.html.look import arm_style
from simulator.parameters import declarations
from simulator.scenarios.draft import Place
from simulator.scenarios.schema import Arm, Goal, Scenario
from simulator.sections.calendar import calendar
from simulator.strategies.registry import strategies

ORDER, ICON = 2, "campaign"

REHEARSAL = "rehearsal"  # one run of what is typed


def view(store: Store) -> pn.viewable.Viewable:
    """A card for each arm; the first is the control."""
    text = store.text
    cards = pn.Column(sizing_mode="stretch_width")
    made: list[_Card] = []

    def told(*_: object) -> None:
        shape = _shape(store)
        if [one.kinds for one in made] == shape:
            return
        while len(made) > len(shape):
            made.pop().end()
        made.extend(_Card(store, k) for k in range(len(made), len(shape)))
        cards[:] = [one.doing(kinds) for one, kinds in zip(made, shape, strict=True)]
        dated()

    def dated(*_: object) -> None:
        outcome = store.errand(REHEARSAL).found
        if store.page != "strategies":
            return
        is_of_these = outcome is not None and store.is_typed(outcome.scenario)
        arms = len(outcome.content.arms) if is_of_these else 0
        for k, one in enumerate(made):
            seen = calendar(outcome, k, text, arm_style(k, store.theme).colour) if k < arms else ()
            one.calendar.object = "".join(seen)

    add = pmui.Button(label=text.say("app.strategies.add_arm"), icon="add", variant="outlined", margin=10)
    add.on_click(lambda _: _add_arm(store))
    store.param.watch(told, "draft")
    store.param.watch(dated, ["theme", "page", "draft"])
    store.errand(REHEARSAL).param.watch(dated, "found")
    told()
    _rehearsed(store)
    return pn.Column(
        words(heading(text.say("app.page.strategies")), sentence(text.say("app.strategies.what"))),
        astray(store, "strategies", lambda place: len(place) > 1),
        _titles(store), cards, add, _goal(store),
        sizing_mode="stretch_width",
    )  # fmt: skip


def _titles(store: Store) -> pn.viewable.Viewable:
    """What the scenario is called, and what it asks."""
    known = {one.name: one for one in declarations(Scenario)}
    name, question = (field(store, (), known[one]) for one in ("name", "question"))
    name.label = store.text.say("app.strategies.name")
    question.max_width = 2 * WIDTH
    return pn.FlexBox(name, question, gap="8px 16px", sizing_mode="stretch_width", margin=(4, 10))


def _goal(store: Store) -> pn.viewable.Viewable:
    """What is to be reached, if anything is."""
    text, fields = store.text, [field(store, ("goal",), one) for one in declarations(Goal)]
    return pn.Column(
        words(heading(text.say("app.strategies.goal"), 2), sentence(text.say("app.strategies.goal_what"))),
        pn.FlexBox(*fields, gap="8px 16px", sizing_mode="stretch_width", margin=(4, 10)),
        sizing_mode="stretch_width",
    )


def _rehearsed(store: Store) -> None:
    """Run what is typed once, as soon as somebody looks, to see what is spent when."""
    errand, seen = store.errand(REHEARSAL), ("", 0)

    def look(*_: object) -> None:
        nonlocal seen
        scenario = store.scenario
        if scenario is None or store.page != "strategies":
            return
        now = scenario.digest, store.seed
        if now != seen or errand.is_broken_off:
            seen = now
            errand.begin(comparison(scenario, (1,), store.seed))

    store.param.watch(look, ["draft", "page"])
    look()


def _shape(store: Store) -> list[list[str]]:
    """What decides which cards there are: kinds of strategies, arm by arm."""
    return [[str(one.get("kind")) for one in arm.get("strategies", ())] for arm in store.get(("arms",), ())]


class _Card:
    """The card of an arm; it stays as it is until something else is done there."""

    def __init__(self, store: Store, k: int) -> None:
        self._store, self._k = store, k
        self._watchers: list[Any] = []
        self._view: pn.viewable.Viewable | None = None
        self.kinds: list[str] = []
        self.calendar = words()

    def doing(self, kinds: list[str]) -> pn.viewable.Viewable:
        """The card of strategies of these kinds."""
        if self._view is None or kinds != self.kinds:
            self.kinds, self.calendar = kinds, words()
            with self._store.in_place_of(self._watchers):
                self._view = _arm(self._store, self._k, self.calendar)
        return self._view

    def end(self) -> None:
        """Let go of it."""
        self._store.unwatch(self._watchers)


def _arm(store: Store, k: int, dates: pn.pane.HTML) -> pn.viewable.Viewable:
    """An arm: its name and budget, what is done, and what else can be."""
    text, place = store.text, ("arms", k)
    known = {one.name: one for one in declarations(Arm)}
    named = [field(store, place, known[name]) for name in ("name", "budget")]
    kinds_done = [str(one.get("kind")) for one in store.get((*place, "strategies"), ())]
    done = [_strategy(store, (*place, "strategies", n), kind) for n, kind in enumerate(kinds_done)]
    kinds = strategies()
    choose = pmui.Select(
        label=text.say("app.strategies.add"), width=300,
        options={text.say("app.strategies.choose"): "", **{title(store, kind): kind for kind in kinds}},
        value="",
    )  # fmt: skip

    def chosen(event: Any) -> None:
        if event.new:
            rows = copy.deepcopy(store.get((*place, "strategies"), []))  # as they are by now
            store.put((*place, "strategies"), [*rows, {"kind": event.new}])
            choose.value = ""

    choose.param.watch(chosen, "value")
    duplicate = pmui.Button(label=text.say("app.strategies.duplicate"), icon="content_copy", variant="text")
    duplicate.on_click(lambda _: _duplicate(store, k))
    remove = pmui.Button(label=text.say("app.strategies.remove_arm"), icon="delete", variant="text")
    remove.on_click(lambda _: store.put(place, NOTHING))
    buttons = [duplicate] if k == 0 else [duplicate, remove]
    role = text.say("app.strategies.control") if k == 0 else text.say("app.strategies.arm", number=k)
    return pmui.Card(
        pn.FlexBox(*named, gap="8px 16px", sizing_mode="stretch_width"), *done,
        pn.FlexBox(choose, *buttons, gap="8px 16px", align_items="center", sizing_mode="stretch_width"),
        dates,
        title=role, collapsible=False, sizing_mode="stretch_width", margin=10,
    )  # fmt: skip


def _strategy(store: Store, place: Place, kind: str) -> pn.viewable.Viewable:
    """What is done in an arm: a strategy and its fields."""
    text, known = store.text, strategies().get(kind)
    remove = pmui.Button(
        label=text.say("app.strategies.remove", name=title(store, kind)), icon="close", variant="text"
    )
    remove.on_click(lambda _: store.put(place, NOTHING))
    if known is None:
        return pn.Row(words(sentence(store.mistake_at((*place, "kind")) or kind)), remove)
    fields = [field(store, place, one) for one in declarations(known) if one.name != "kind"]
    said = words()  # of the strategy as a whole

    def told(*_: object) -> None:
        what = store.mistake_at(place) or store.doubt_at(place)
        said.object = sentence(what) if what else ""

    store.watch(told, ["draft", "mistakes"])
    told()
    return pmui.Paper(
        words(heading(title(store, kind), 3), sentence(text.own(known.summary()), small=True)),
        pn.FlexBox(*fields, gap="8px 16px", sizing_mode="stretch_width"), said, remove,
        variant="outlined", sizing_mode="stretch_width", margin=8,
    )  # fmt: skip


def _add_arm(store: Store) -> None:
    arms = copy.deepcopy(store.get(("arms",), []))
    name = _new_name(store, store.text.say("app.strategies.new"))
    store.put(("arms",), [*arms, {"name": name, "strategies": []}])


def _duplicate(store: Store, k: int) -> None:
    arms = copy.deepcopy(store.get(("arms",), []))
    twin = copy.deepcopy(arms[k])
    twin["name"] = _new_name(store, str(twin.get("name", "")))
    store.put(("arms",), [*arms[: k + 1], twin, *arms[k + 1 :]])


def _new_name(store: Store, like: str) -> str:
    """A name that no arm has."""
    taken = {arm.get("name") for arm in store.get(("arms",), ())}
    names = (like if n == 1 else f"{like} {n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
