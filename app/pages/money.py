"""Money: the books of each arm, how profit comes about, and what every measure of it says."""

import panel as pn

from app.charts.lines import Line, lines_chart
from app.following import Chart, following
from app.plans import PlanChoice
from app.standing import standing
from app.store import Store
from app.words import heading, legend, sentence
from app.words import text as words
from simulator.html.look import arm_style
from simulator.outcome import Outcome
from simulator.sections.books import earning, economics, ledger, spending
from simulator.sections.steps import steps

ORDER, ICON = 6, "payments"


def view(store: Store) -> pn.viewable.Viewable:
    """Courses of all arms, the books of the one that is chosen, and the differences."""
    text = store.text
    choice = PlanChoice(text.say("table.arm"))
    arm = choice.view
    names, books, measures = words(), words(), words()
    charts = {
        name: Chart(
            text.say(f"app.money.{name}"), text.say("app.money.so_far"),
            lambda shown, theme: lines_chart(shown[0], text, theme, shown[1]),
        )
        for name in ("spending", "earning")
    }  # fmt: skip

    def chosen(*_: object) -> None:
        outcome = store.outcome
        if outcome is None or arm.value not in outcome.content.arms:
            return
        k = outcome.content.arms.index(arm.value)
        parts = list(ledger(outcome, k, text))
        if k:
            parts += [heading(text.say("app.compare.waterfall"), 2)]
            parts += steps(outcome, arm.value, text, store.theme)
        books.object = "".join(parts)

    def told(outcome: Outcome) -> None:
        arms, currency = outcome.content.arms, outcome.content.answer["currency"]
        choice.offer(arms, outcome)
        styles = [arm_style(k, store.theme) for k in range(len(arms))]
        names.object = legend(list(zip(arms, styles, strict=True)))
        for name, found in (("spending", spending(outcome)), ("earning", earning(outcome))):
            rows = zip(arms, styles, found, strict=False)
            lines = [Line(one, weekly, style) for one, style, weekly in rows]
            charts[name].show((lines, currency), store.theme, len(arms))
        chosen()
        measures.object = "".join(economics(outcome, text, store.theme))

    arm.param.watch(chosen, "value")
    courses = pn.FlexBox(*(one.view for one in charts.values()), gap="16px", sizing_mode="stretch_width")
    shown = pn.Column(names, courses, arm, books, measures, sizing_mode="stretch_width")
    following(store, "money", told, list(charts.values()))
    return pn.Column(
        words(heading(text.say("app.page.money")), sentence(text.say("app.money.what"))),
        standing(store, shown), sizing_mode="stretch_width",
    )  # fmt: skip
