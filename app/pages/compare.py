"""Compare: the answer in a sentence, how it came about, and how sure it is."""

from collections.abc import Iterator

import holoviews as hv
import panel as pn
import panel_material_ui as pmui
from holoviews.streams import Pipe

from app.answering import answer_lines, small_print
from app.charts.courses import course_chart
from app.jobs import DONE, FAILED, RUNNING, STOPPED, WAITING
from app.store import Store
from app.tasks import Outcome
from app.theme import arm_style
from app.words import heading, legend, sentence, table
from app.words import text as words
from simulator.figures import figures, percent, whole
from simulator.pictures.content import COURSES, Content
from simulator.sentences import counted, currency_of

ORDER, ICON = 3, "bar_chart"

SHOWN = ("reach", "customers", "revenue", "cost", "profit", "nps", "k_factor")


def view(store: Store) -> pn.viewable.Viewable:
    """Buttons, how far it is, and what was found."""
    text = store.text
    run = pmui.Button(label=text.say("app.compare.run"), icon="play_arrow", variant="contained")
    stop = pmui.Button(label=text.say("app.compare.stop"), icon="stop", variant="outlined")
    run.on_click(lambda _: store.run())
    stop.on_click(lambda _: store.stop())
    line, answer, numbers = words(), words(), words()
    bar = pmui.LinearProgress(value=0, max=100, variant="determinate", sizing_mode="stretch_width", margin=10)
    charts = pn.FlexBox(gap="16px", sizing_mode="stretch_width")
    drawn: tuple[int, Pipe] | None = None  # how many arms there are, and what takes the next numbers

    def far(*_: object) -> None:
        is_open = store.status is not None and store.status.is_open
        run.disabled, stop.disabled = store.scenario is None, not is_open
        bar.visible = is_open
        if is_open and store.status.total:
            bar.value = round(100 * store.status.done / store.status.total)
        line.object = "".join(sentence(one) for one in _how_far(store))

    def shown(*_: object) -> None:
        nonlocal drawn
        outcome = store.outcome
        if outcome is None:
            return
        answer.object = "".join(_answer(store, outcome))
        arms = len(outcome.content.arms)
        if drawn is None or drawn[0] != arms:
            drawn = arms, Pipe(data=outcome.content)
            charts[:] = [_chart(store, name, drawn[1]) for name in COURSES]
        else:
            drawn[1].send(outcome.content)
        numbers.object = "".join(_numbers(store, outcome))

    def redrawn(*_: object) -> None:
        nonlocal drawn
        drawn = None
        shown()

    store.param.watch(far, ["status", "draft", "mistakes", "outcome"])
    store.param.watch(shown, "outcome")
    store.param.watch(redrawn, "theme")
    far()
    shown()
    return pn.Column(
        words(heading(text.say("app.page.compare"))), pn.Row(run, stop, margin=(4, 0)), line, bar,
        answer, charts, numbers, sizing_mode="stretch_width",
    )  # fmt: skip


def _how_far(store: Store) -> Iterator[str]:
    """What is going on, what went wrong, and what to do."""
    text, status, outcome = store.text, store.status, store.outcome
    for mistake in store.mistakes:
        yield from mistake.sentences(text.language)
    if status is not None and status.state == WAITING:
        yield text.say("app.compare.waiting", place=status.place)
    elif status is not None and status.state == RUNNING and outcome is not None and store.is_current:
        runs = counted("runs", outcome.content.runs, text)
        yield text.say("app.compare.refining", runs=runs, done=status.done, total=status.total)
    elif status is not None and status.state == RUNNING:
        yield text.say("cli.running", done=status.done, total=status.total)
    elif status is not None and status.state == STOPPED:
        yield text.say("app.compare.stopped")
    elif status is not None and status.state == FAILED and status.mistake is not None:
        yield from status.mistake.sentences(text.language)
    if outcome is None:
        if status is None and not store.mistakes:
            yield text.say("app.compare.empty")
    elif not store.is_current:
        yield text.say("app.compare.outdated")
    elif status is not None and status.state == DONE:
        yield text.say("app.compare.done", runs=counted("runs", outcome.content.runs, text))


def _answer(store: Store, outcome: Outcome) -> Iterator[str]:
    """The question, the answer in sentences, and which colour is whose."""
    text, content = store.text, outcome.content
    yield heading(text.own(outcome.scenario.question) or outcome.scenario.name, 2)
    yield from (sentence(line) for line in answer_lines(outcome, text))
    yield legend([(arm, arm_style(k, store.theme)) for k, arm in enumerate(content.arms)])


def _chart(store: Store, name: str, numbers: Pipe) -> pn.viewable.Viewable:
    """One course of all arms, redrawn in place whenever there are new numbers."""
    text, theme = store.text, store.theme

    def draw(data: Content) -> hv.Overlay:
        return course_chart(data, data.courses[COURSES.index(name)], text, theme)

    pane = pn.pane.HoloViews(
        hv.DynamicMap(draw, streams=[numbers]), sizing_mode="stretch_width", min_width=280, linked_axes=False
    )
    above = heading(text.say(f"picture.{name}"), 3) + sentence(text.say("picture.band"), small=True)
    return pn.Column(words(above), pane, sizing_mode="stretch_width", min_width=280)


def _numbers(store: Store, outcome: Outcome) -> Iterator[str]:
    """Differences, means, and what stands below every answer."""
    text = store.text
    yield heading(text.say("picture.against", control=outcome.content.arms[0]), 2)
    yield _differences(store, outcome)
    yield heading(text.say("app.compare.means"), 2)
    yield _means(store, outcome)
    yield from (sentence(line, small=True) for line in small_print(outcome, text))


def _differences(store: Store, outcome: Outcome) -> str:
    """Paired differences to the control, with intervals."""
    text, answer = store.text, outcome.content.answer
    rows = []
    for metric, pairs in outcome.content.differences.items():
        for row in pairs:
            if row is None:
                continue
            unit = answer["arms"][0]["metrics"][metric]["unit"]
            mean, low, high = figures(
                [row["mean"], row["low"], row["high"]], text.language,
                currency=currency_of(unit, answer), sign=True,
            )  # fmt: skip
            better = "" if row["p_better"] is None else f"{percent(row['p_better'], text.language)} %"
            rows.append([
                f"{text.say(f'metric.{metric}')}: {row['arm']}", mean,
                text.say("table.ends", low=low, high=high), better,
            ])  # fmt: skip
    head = [text.say(f"table.{name}") for name in ("metric", "difference", "interval", "better")]
    runs = counted("runs" if len(answer["arms"]) > 1 else "lone_runs", answer["replicates"], text)
    return table(head, rows, text.say("table.against", control=answer["arms"][0]["name"], runs=runs))


def _means(store: Store, outcome: Outcome) -> str:
    """Means of all arms."""
    text, answer = store.text, outcome.content.answer
    columns = []
    for name in SHOWN:
        unit = answer["arms"][0]["metrics"][name]["unit"]
        means = [arm["metrics"][name]["mean"] for arm in answer["arms"]]
        columns.append(figures(means, text.language, currency=currency_of(unit, answer)))
    rows = [[arm["name"], *cells] for arm, *cells in zip(answer["arms"], *columns, strict=True)]
    head = [text.say("table.arm"), *(text.say(f"metric.{name}") for name in SHOWN)]
    people = whole(outcome.content.people, text.language)
    return table(head, rows, text.say("app.compare.of_people", people=people, weeks=outcome.content.weeks))
