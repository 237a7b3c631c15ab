"""Network: the same people on their graph, week by week; who told whom; how large cascades grew."""

from typing import Any

import numpy as np
import panel as pn
import panel_material_ui as pmui

from app.charts.people import SIDE, people_map
from app.plans import PlanChoice
from app.standing import errand_lines, progress_of
from app.store import Store
from app.tasks import Seen, watching
from app.words import heading, legend, sentence
from app.words import text as words
from simulator.figures import whole
from simulator.html.look import stage_styles
from simulator.sections.people import TITLES
from simulator.sections.telling import cascades, lineage, of_person
from simulator.watching import Sample, Watched

ORDER, ICON = 5, "hub"

EACH_WEEK = 100  # milliseconds
PLAY = """
const weeks = slider.data;
if (weeks.timer) { clearInterval(weeks.timer); weeks.timer = null; }
else {
  if (weeks.value >= weeks.end) weeks.value = weeks.start;
  weeks.timer = setInterval(() => {
    if (weeks.value < weeks.end) weeks.value += 1;
    else { clearInterval(weeks.timer); weeks.timer = null; }
  }, each);
}
"""
"""Weeks go on in the browser itself."""


def view(store: Store) -> pn.viewable.Viewable:
    """An arm to watch, the map with its weeks, what is told of a person, and cascades."""
    text, errand = store.text, store.errand("network")
    choice = PlanChoice(text.say("table.arm"))
    arm = choice.view
    line, person, below = words(), words(), words()
    drawing = pn.Column(sizing_mode="stretch_width")
    asked: tuple[str, str, int] | None = None  # digest, arm and seed of what is watched

    def offered(*_: object) -> None:
        """Watch what is typed, as soon as it can be run and somebody looks."""
        nonlocal asked
        if store.scenario is None or store.page != "network":
            return
        choice.offer([one.name for one in store.scenario.arms], store.outcome)
        now = store.scenario.digest, str(arm.value), store.seed
        if now != asked or errand.is_broken_off:
            asked = now
            errand.begin(watching(store.scenario, now[1], store.seed, mapped=True))

    def told(*_: object) -> None:
        lines = [*store.wrong, *errand_lines(store, errand.status)]
        line.object = "".join(map(sentence, lines)) + progress_of(store, errand.status)

    def found(*_: object) -> None:
        seen: Seen | None = errand.found
        if seen is None or seen.sample is None:  # nothing yet, of what is watched now
            drawing[:], person.object, below.object = [], "", ""
            return
        person.object = sentence(text.say("app.network.click"), small=True)
        drawing[:] = drawn(store, seen.watched, seen.sample, person)
        below.object = "".join(cascades(seen.watched, text, store.theme))

    arm.param.watch(offered, "value")
    store.param.watch(offered, ["page", "draft"])
    store.param.watch(told, "mistakes")
    store.param.watch(found, "theme")
    errand.param.watch(told, "status")
    errand.param.watch(found, "found")
    offered()
    told()
    return pn.Column(
        words(heading(text.say("app.page.network")), sentence(text.say("app.network.what"))),
        arm, line, drawing, person, below, sizing_mode="stretch_width",
    )  # fmt: skip


def drawn(
    store: Store, watched: Watched, sample: Sample, person: pn.pane.HTML
) -> list[pn.viewable.Viewable]:
    """The map, its weeks, and what the colours mean."""
    text = store.text
    last = len(watched.rung) - 1
    shown = people_map(sample, watched, last, store.theme)
    week = pmui.IntSlider(
        label=text.say("app.network.week"), start=0, end=last, value=last, sizing_mode="stretch_width",
        max_width=420, margin=(4, 16),
    )  # fmt: skip
    week.jscallback(value=shown.recolour.code, args=shown.recolour.args)
    play = pmui.Button(label=text.say("app.network.play"), icon="play_arrow", variant="outlined", margin=10)
    play.js_on_click(args={"slider": week, "each": EACH_WEEK}, code=PLAY)
    place = {int(uid): k for k, uid in enumerate(sample.uids)}
    asked = pmui.TextInput(label=text.say("app.network.person"), width=200, margin=10)

    def tell(uid: int | None) -> None:
        pairs = [] if uid is None else lineage(uid, watched).tolist()
        inside = [(place[a], place[b]) for a, b in pairs if a in place and b in place]
        a, b = np.array(inside, int).reshape(-1, 2).T
        shown.told.data = {"x0": sample.x[a], "y0": sample.y[a], "x1": sample.x[b], "y1": sample.y[b]}
        if uid is None:
            person.object = sentence(text.say("app.network.click"), small=True)
        else:
            person.object = "".join(of_person(uid, watched, text, place))

    def clicked(_: str, __: Any, chosen: list[int]) -> None:
        tell(int(sample.uids[chosen[0]]) if chosen else None)

    def typed(event: Any) -> None:
        name = event.new.strip()
        uid = watched.uid(name)
        if name and uid is None:
            person.object = sentence(text.say("app.network.unknown", person=name))
        else:
            tell(uid if name else None)

    shown.people.selected.on_change("indices", clicked)
    asked.param.watch(typed, "value")
    people = {"shown": whole(len(sample.uids), text.language), "people": whole(watched.people, text.language)}
    key = "app.network.sample" if len(sample.uids) < watched.people else "app.network.all"
    titles = (text.say(f"metric.{name}") for name in TITLES.values())
    named = list(zip(titles, stage_styles(store.theme).values(), strict=True))
    return [
        words(sentence(text.say(key, **people), small=True), legend(named)),
        pn.FlexBox(play, week, gap="8px", align_items="center", sizing_mode="stretch_width"),
        pn.pane.Bokeh(shown.figure, sizing_mode="scale_width", aspect_ratio=1, max_width=SIDE), asked,
    ]  # fmt: skip
