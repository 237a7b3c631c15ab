"""Journey: where people stand, how they move on, how far they come, and how they feel."""

from collections.abc import Iterator
from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.charts.lines import Line, lines_chart
from app.charts.stages import stages_chart
from app.following import Chart, following
from app.plans import PlanChoice
from app.standing import errand_lines, standing
from app.store import Store
from app.tasks import Seen, watching
from app.words import heading, legend, sentence
from app.words import text as words
from simulator.html.look import arm_style, stage_styles
from simulator.journey import FLOWS, Journey, journey
from simulator.outcome import Outcome
from simulator.sections.people import TITLES, funnel, ladder, migrated, moods

ORDER, ICON = 4, "route"

UNREACHED = "potential"


def view(store: Store) -> pn.viewable.Viewable:
    """The way of the customers of one arm, and of all arms side by side."""
    text = store.text
    choice = PlanChoice(text.say("table.arm"))
    arm = choice.view
    stock = Chart(
        text.say("app.journey.stages"), text.say("app.journey.stages_note"),
        lambda shown, theme: stages_chart(shown[0], shown[1], text, theme),
    )  # fmt: skip
    flow = Chart(
        text.say("app.journey.flows"), text.say("app.journey.flows_note"),
        lambda lines, theme: lines_chart(lines, text, theme),
    )  # fmt: skip
    stage_names, flow_names, below = words(), words(), words()
    found: Journey | None = None

    def chosen(*_: object) -> None:
        outcome = store.outcome
        if found is None or outcome is None or arm.value not in outcome.content.arms:
            return
        k = outcome.content.arms.index(arm.value)
        named = {name: text.say(f"metric.{metric}") for name, metric in TITLES.items()}
        stages = {named[name]: people[k] for name, people in found.stages.items()}
        del stages[named[UNREACHED]]  # most of a market: the others would be a thin line below them
        of_stages = stage_styles(store.theme)
        styles = {named[name]: of_stages[name] for name in found.stages if name != UNREACHED}
        stage_names.object = legend(list(styles.items()))
        lines = [
            Line(_flow(store, name), found.flows[name][k], arm_style(n, store.theme))
            for n, name in enumerate(FLOWS)
        ]
        flow_names.object = legend([(line.name, line.style) for line in lines])
        stock.show((stages, styles), store.theme)
        flow.show(lines, store.theme)
        below.object = "".join(_below(store, outcome, found, k))

    def told(outcome: Outcome) -> None:
        nonlocal found
        found = journey(outcome.results.data)
        choice.offer(outcome.content.arms, outcome)
        chosen()

    arm.param.watch(chosen, "value")
    charts = pn.FlexBox(
        pn.Column(stock.view, stage_names, sizing_mode="stretch_width", styles={"flex": "1 1 420px"}),
        pn.Column(flow.view, flow_names, sizing_mode="stretch_width", styles={"flex": "1 1 420px"}),
        gap="16px", sizing_mode="stretch_width",
    )  # fmt: skip
    shown = pn.Column(arm, charts, below, _migration(store, arm), sizing_mode="stretch_width")
    following(store, "journey", told, [stock, flow])
    return pn.Column(
        words(heading(text.say("app.page.journey")), sentence(text.say("app.journey.what"))),
        standing(store, shown), sizing_mode="stretch_width",
    )  # fmt: skip


def _flow(store: Store, name: str) -> str:
    own = f"app.journey.{name}"
    return store.text.say(own if own in store.text.sentences else f"metric.{name}")


def _below(store: Store, outcome: Outcome, found: Journey, arm: int) -> Iterator[str]:
    text = store.text
    yield from funnel(outcome, text)
    yield from ladder(outcome, found, arm, {k: text.say(f"metric.{v}") for k, v in TITLES.items()}, text)
    yield from moods(outcome, found, arm, text)


def _migration(store: Store, arm: Any) -> pn.viewable.Viewable:
    """One run watched on demand: who began where, and who ended where."""
    text, pane, errand = store.text, words(), store.errand("migration")
    follow = pmui.Button(
        label=text.say("app.journey.follow"), icon="directions_walk", variant="outlined", margin=10
    )
    titles = [text.say(f"metric.{metric}") for metric in TITLES.values()]

    def clicked(_: object) -> None:
        outcome = store.outcome
        if outcome is not None and arm.value is not None:
            seed = int(outcome.content.answer["seed"])
            errand.begin(watching(outcome.scenario, arm.value, seed))

    def told(*_: object) -> None:
        follow.disabled = errand.status is not None and errand.status.is_open
        lines = [sentence(line) for line in errand_lines(store, errand.status)]
        seen: Seen | None = errand.found
        if seen is not None and store.outcome is not None:
            same = seen.scenario.digest == store.outcome.scenario.digest and seen.watched.arm == arm.value
            if not same:
                told_of = {"name": seen.scenario.name, "arm": seen.watched.arm}
                lines.append(sentence(text.say("app.journey.other", **told_of), small=True))
            lines += migrated(seen.watched, titles, text)
        pane.object = "".join(lines)

    follow.on_click(clicked)
    errand.param.watch(told, ["status", "found"])
    arm.param.watch(told, "value")
    store.param.watch(told, "outcome")
    told()
    above = words(
        heading(text.say("app.journey.migration"), 2),
        sentence(text.say("app.journey.migration_what"), small=True),
    )
    return pn.Column(above, follow, pane, sizing_mode="stretch_width")
