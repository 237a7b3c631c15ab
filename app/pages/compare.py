"""Compare: the answer in a sentence, how it came about, and how sure it is."""

from collections.abc import Iterator
from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.charts.courses import course_chart
from app.downloads import downloads
from app.following import Chart, following
from app.links_view import share_button
from app.plans import PlanChoice
from app.standing import standing
from app.store import Store
from app.whatif import what_if
from app.words import heading, legend, sentence
from app.words import text as words
from simulator.html.look import arm_style
from simulator.outcome import Outcome
from simulator.pictures.content import COURSES
from simulator.sections.answer import answer_lines, short_of_money, small_print
from simulator.sections.differences import chances, differences
from simulator.sections.means import AS_PLANNED, SHOWN, means
from simulator.sections.steps import steps
from simulator.sentences import title_line

ORDER, ICON = 3, "bar_chart"


def view(store: Store) -> pn.viewable.Viewable:
    """How far it is, and what was found."""
    text = store.text
    answer, uncertain, last = words(), words(), words()
    charts = [_course(store, k) for k in range(len(COURSES))]
    table, table_told = _table(store)
    falls, falls_told = _waterfall(store)

    def told(outcome: Outcome) -> None:
        answer.object = "".join(_answer(store, outcome))
        for chart in charts:
            chart.show(outcome.content, store.theme, len(outcome.content.arms))
        found = (*differences(outcome, text, store.theme), *chances(outcome, text, store.theme))
        uncertain.object = "".join(found)
        table_told()
        falls_told()
        last.object = "".join(sentence(line, small=True) for line in small_print(outcome, text))

    found = pn.Column(
        answer, pn.FlexBox(*(one.view for one in charts), gap="16px", sizing_mode="stretch_width"),
        uncertain, falls, table, last, downloads(store), share_button(store), sizing_mode="stretch_width",
    )  # fmt: skip
    following(store, "compare", told, charts)
    sliders = pmui.Accordion(
        (text.say("app.what_if.title"), what_if(store)), title_variant="h6", sizing_mode="stretch_width",
        margin=(4, 10),
    )  # fmt: skip
    return pn.Column(
        words(heading(text.say("app.page.compare"))), _doubts(store), standing(store, found, sliders),
        sizing_mode="stretch_width",
    )  # fmt: skip


def _doubts(store: Store) -> pn.viewable.Viewable:
    """What is typed and probably not meant."""
    said = words()

    def told(*_: object) -> None:
        lines = dict.fromkeys(doubt for _, doubt in store.doubts)
        said.object = "".join(map(sentence, lines))

    store.param.watch(told, "draft")
    told()
    return said


def _answer(store: Store, outcome: Outcome) -> Iterator[str]:
    """The question, the answer in sentences, and which colour is whose."""
    text, content = store.text, outcome.content
    yield heading(title_line(outcome.results.scenario, text), 2)
    if store.guess in content.arms:
        arms = content.answer["arms"]
        best = max(arms, key=_profit)["name"]
        key = "app.compare.guessed_right" if best == store.guess else "app.compare.guessed_wrong"
        yield sentence(text.say(key, guessed=store.guess, best=best))
    yield from (sentence(line) for line in (*answer_lines(outcome, text), *short_of_money(outcome, text)))
    yield legend([(arm, arm_style(k, store.theme)) for k, arm in enumerate(content.arms)])


def _course(store: Store, number: int) -> Chart:
    text = store.text
    return Chart(
        text.say(f"picture.{COURSES[number]}"), text.say("picture.band"),
        lambda content, theme: course_chart(content, content.courses[number], text, theme),
    )  # fmt: skip


def _table(store: Store) -> tuple[pn.viewable.Viewable, Any]:
    """All arms, in the order and the form that is chosen; and what writes it anew."""
    text, pane = store.text, words()
    order = pmui.Select(
        label=text.say("app.compare.order"), width=260, margin=(4, 10), value=AS_PLANNED,
        options={text.say("app.compare.as_planned"): AS_PLANNED,
                 **{text.say(f"metric.{name}"): name for name in SHOWN}},
    )  # fmt: skip
    against = pmui.Switch(label=text.say("app.compare.as_differences"), margin=(14, 10))

    def told(*_: object) -> None:
        if store.outcome is not None:
            pane.object = means(store.outcome, text, order.value, against.value)

    order.param.watch(told, "value")
    against.param.watch(told, "value")
    view = pn.Column(
        words(heading(text.say("app.compare.means"), 2)), pn.FlexBox(order, against), pane,
        sizing_mode="stretch_width",
    )  # fmt: skip
    return view, told


def _waterfall(store: Store) -> tuple[pn.viewable.Viewable, Any]:
    """From the control's profit to that of the plan that is chosen; and what writes it anew."""
    text, pane = store.text, words()
    choice = PlanChoice(text.say("app.compare.plan"))
    plan = choice.view

    def told(*_: object) -> None:
        if store.outcome is None:
            return
        plans = store.outcome.content.arms[1:]
        choice.offer(plans, store.outcome)
        whole.visible = bool(plans)
        if plan.value in plans:
            pane.object = "".join(steps(store.outcome, plan.value, text, store.theme))

    plan.param.watch(told, "value")
    whole = pn.Column(
        words(heading(text.say("app.compare.waterfall"), 2)), plan, pane, sizing_mode="stretch_width"
    )
    return whole, told


def _profit(arm: dict[str, Any]) -> float:
    return float(arm["metrics"]["profit"]["mean"])
