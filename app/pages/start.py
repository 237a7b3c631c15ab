"""Start: a problem, not a model; and a finished example before anything is clicked."""

from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.example import NAME
from app.left_behind import unfinished
from app.shipped import shipped_table
from app.store import Store
from app.words import heading, sentence
from app.words import text as words
from simulator import Mistake
from simulator.sections.answer import answer_lines

ORDER, ICON = 0, "home"

PROBLEMS = {
    "unknown": ("first_look", "campaign"),
    "service": ("open_vs_closed_support", "support_agent"),
    "bad_news": ("negative_launch", "thumb_down"),
    "mended": ("product_first", "build"),
    "donation": ("donation_100m_yen", "volunteer_activism"),
    "whom": ("seeding_one_percent", "spa"),
    "price": ("cdnow_market", "sell"),
}
"""What planners come with: the scenario that it opens, and its icon."""

KINDS = {
    "launch": "rocket_launch", "running_brand": "storefront", "service": "room_service",
    "between_companies": "business", "entertainment": "theaters", "poor_product": "sentiment_dissatisfied",
}  # fmt: skip
"""Kinds of market, each a scenario of that name, and their icons."""

LESSONS = ("open_vs_closed_support", "seeding_one_percent", "negative_launch")
"""Scenarios for a class: first a guess, then the run."""


def view(store: Store) -> pn.viewable.Viewable:
    """The problems, and the answer of a finished example."""
    text = store.text
    problems = [
        _card(store, f"app.problem.{name}", scenario, icon, "strategies")
        for name, (scenario, icon) in PROBLEMS.items()
    ]
    kinds = [_card(store, f"app.market_kind.{name}", name, icon, "market") for name, icon in KINDS.items()]
    example = words(sentence(text.say("app.start.example_coming")))
    see = pmui.Button(
        label=text.say("app.start.see"), icon="bar_chart", variant="outlined", visible=False, margin=10
    )
    see.on_click(lambda _: _open(store, NAME, "compare"))

    def told(*_: object) -> None:
        outcome = store.example
        if outcome is not None:
            lines = (sentence(line) for line in answer_lines(outcome, text))
            example.object = heading(outcome.scenario.question, 3) + "".join(lines)
            see.visible = True

    store.param.watch(told, "example")
    told()
    return pn.Column(
        words(heading(text.say("app.start.title")), sentence(text.say("app.start.what"))),
        unfinished(store), words(heading(text.say("app.start.problem"), 2)),
        pn.FlexBox(*problems, gap="12px", sizing_mode="stretch_width", margin=(4, 10)),
        words(heading(text.say("app.start.example"), 2)), example, see,
        words(heading(text.say("app.start.kind"), 2), sentence(text.say("app.start.kind_what"))),
        pn.FlexBox(*kinds, gap="12px", sizing_mode="stretch_width", margin=(4, 10)),
        words(heading(text.say("app.start.teach"), 2), sentence(text.say("app.start.teach_what"))),
        pn.FlexBox(*(_lesson(store, name) for name in LESSONS), gap="12px", margin=(4, 10)),
        sizing_mode="stretch_width",
    )  # fmt: skip


def _lesson(store: Store, name: str) -> pn.viewable.Viewable:
    """A question, a guess, and only then the answer."""
    text, table = store.text, shipped_table(name, store.text)
    arms = [arm["name"] for arm in table["arms"]]
    options = {text.say("app.strategies.choose"): "", **dict(zip(arms, arms, strict=True))}
    guess = pmui.Select(
        label=text.say("app.start.guess"), options=options,
        value="", sizing_mode="stretch_width",
    )  # fmt: skip
    run = pmui.Button(label=text.say("app.start.run"), icon="school", variant="contained", disabled=True)

    def guessed(event: Any) -> None:
        run.disabled = not event.new

    def clicked(_: object) -> None:
        if _open(store, name, "compare"):
            store.guess = guess.value
            store.run()

    guess.param.watch(guessed, "value")
    run.on_click(clicked)
    return pmui.Paper(
        words(sentence(table["question"])), guess, run, variant="outlined", width=300, margin=0
    )


def _card(store: Store, label: str, scenario: str, icon: str, page: str) -> pn.viewable.Viewable:
    """A scenario that opens on a page."""
    button = pmui.Button(
        label=store.text.say(label), icon=icon, variant="outlined", width=260, height=64,
        sx={"justifyContent": "flex-start", "textAlign": "left", "lineHeight": 1.25},
    )  # fmt: skip
    button.on_click(lambda _: _open(store, scenario, page))
    return button


def _open(store: Store, scenario: str, page: str) -> bool:
    """Open a shipped scenario, and go on with it; whether it could be opened."""
    try:
        store.open(shipped_table(scenario, store.text))
    except Mistake as mistake:
        store.tell(mistake)
        return False
    outcome = store.example
    if outcome is not None and store.scenario is not None and (
        outcome.scenario.digest == store.scenario.digest
    ):  # fmt: skip
        store.show(outcome)
    store.page = page
    return True
