"""Why: what drives the result, chance and assumptions apart, what it rests on, what it cannot tell."""

from collections.abc import Callable
from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.errand import Errand
from app.plans import PlanChoice
from app.standing import errand_lines, progress_of
from app.store import Store
from app.tasks import Task, driving, exploring
from app.words import heading, sentence
from app.words import text as words
from simulator.figures import whole
from simulator.scenarios.variation import uncertain
from simulator.sections.reasons import assumptions, limits, tornado, worlds
from simulator.sections.validation import findings

ORDER, ICON = 7, "help_outline"

WORLDS = (20, 64, 200)


def view(store: Store) -> pn.viewable.Viewable:
    """Five parts, of which the first two are asked for, and the others are always there."""
    text = store.text
    rests, last = words(), words()
    changed = pmui.Switch(label=text.say("app.why.only_changed"), value=True, margin=10)

    def told(*_: object) -> None:
        if store.page != "why":
            return
        if store.scenario is None:
            rests.object = "".join(map(sentence, store.wrong))
        else:
            rests.object = "".join(assumptions(store.scenario, text, changed.value))
        last.object = "".join(limits(store.outcome, text))

    changed.param.watch(told, "value")
    store.param.watch(told, ["draft", "outcome", "page"])
    told()
    return pn.Column(
        words(heading(text.say("app.page.why")), sentence(text.say("app.why.what"))),
        _drivers(store), _worlds(store), words(heading(text.say("app.why.assumed"), 2)), changed, rests, last,
        words(heading(text.say("app.why.trusted"), 2), sentence(text.say("app.why.trusted_what"))),
        words(*findings(text)),
        sizing_mode="stretch_width",
    )  # fmt: skip


def _drivers(store: Store) -> pn.viewable.Viewable:
    """The tornado of a plan."""
    text, errand = store.text, store.errand("drivers")
    choice = PlanChoice(text.say("app.compare.plan"))
    plan = choice.view

    def offered(*_: object) -> None:
        plans = [] if store.scenario is None else store.scenario.arms[1:]
        choice.offer([arm.name for arm in plans], store.outcome)

    def task() -> Task | None:
        if store.scenario is None or plan.value is None or not uncertain(store.scenario):
            return None
        return driving(store.scenario, plan.value, store.seed)

    def found(driven: Any) -> list[str]:
        return list(tornado(driven.found, driven.arm, driven.scenario.market.currency, text, store.theme))

    store.param.watch(offered, ["draft", "outcome"])
    offered()
    return _asked(store, errand, "drivers", text.say("app.why.find"), task, found, plan)


def _worlds(store: Store) -> pn.viewable.Viewable:
    """How much is chance and how much rests on assumptions."""
    text, errand = store.text, store.errand("worlds")
    options = {whole(number, text.language): number for number in WORLDS}
    number = pmui.Select(
        label=text.say("app.why.number"), options=options, value=WORLDS[1], width=300, margin=10
    )

    def task() -> Task | None:
        if store.scenario is None or len(store.scenario.arms) == 1 or not uncertain(store.scenario):
            return None
        return exploring(store.scenario, int(number.value), store.seed)

    def found(outcome: Any) -> list[str]:
        return list(worlds(outcome, text, store.theme))

    return _asked(store, errand, "worlds", text.say("app.why.explore"), task, found, number)


def _asked(
    store: Store, errand: Errand, name: str, label: str, task: Callable[[], Task | None],
    told: Callable[[Any], list[str]], choice: pn.viewable.Viewable,
) -> pn.viewable.Viewable:  # fmt: skip
    """Something that is done when it is asked for, with its progress and an end."""
    text, pane, bar = store.text, words(), words()
    begin = pmui.Button(label=label, icon="play_arrow", variant="outlined", margin=(14, 10))
    stop = pmui.Button(label=text.say("app.why.stop"), icon="stop", variant="outlined", margin=(14, 0))

    def clicked(_: object) -> None:
        wanted = task()
        if wanted is not None:
            errand.begin(wanted)
            return
        if store.scenario is None:
            why = "app.data.mend_first"
        else:
            why = "app.why.needs_a_plan" if len(store.scenario.arms) == 1 else "app.why.no_drivers"
        pane.object = sentence(text.say(why))

    def shown(*_: object) -> None:
        status = errand.status
        is_open = status is not None and status.is_open
        begin.disabled, stop.disabled = is_open, not is_open
        bar.object = progress_of(store, status)
        lines = [sentence(line) for line in errand_lines(store, status)]
        if errand.found is not None:
            if not store.is_typed(errand.found.scenario):
                lines.append(sentence(text.say("app.errand.outdated", name=errand.found.scenario.name)))
            lines += told(errand.found)
        pane.object = "".join(lines)

    begin.on_click(clicked)
    stop.on_click(lambda _: errand.stop())
    errand.param.watch(shown, ["status", "found"])
    store.param.watch(shown, ["theme", "draft"])
    shown()
    what = sentence(text.say(f"app.why.{name}_what"), small=True)
    above = words(heading(text.say(f"app.why.{name}"), 2), what)
    return pn.Column(above, pn.FlexBox(choice, begin, stop), bar, pane, sizing_mode="stretch_width")
