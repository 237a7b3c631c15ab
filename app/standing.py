"""How a comparison stands: what is going on, what went wrong, what to do; on every page that shows one."""

from collections.abc import Iterator

import panel as pn
import panel_material_ui as pmui

from app.jobs import DONE, FAILED, RUNNING, STOPPED, WAITING, Status
from app.labels import page_of
from app.mistakes import places_of
from app.store import Store
from app.words import progress, sentence
from app.words import text as words
from simulator.sentences import counted


def standing(
    store: Store, found: pn.viewable.Viewable, *between: pn.viewable.Viewable
) -> pn.viewable.Viewable:
    """Buttons, a line, progress, and below what was found, as soon as there is something.

    Parameters
    ----------
    between : what stands above what was found, and is of no use without it either.
    """
    text = store.text
    run = pmui.Button(label=text.say("app.compare.run"), icon="play_arrow", variant="contained")
    stop = pmui.Button(label=text.say("app.compare.stop"), icon="stop", variant="outlined")
    run.on_click(lambda _: store.run())
    stop.on_click(lambda _: store.stop())
    line, bar, mend = words(), words(), pn.FlexBox(gap="8px", margin=(0, 10))
    below = pn.Column(*between, found, sizing_mode="stretch_width")

    def told(*_: object) -> None:
        is_open = store.status is not None and store.status.is_open
        run.disabled, stop.disabled = store.scenario is None, not is_open
        bar.object = progress_of(store, store.status)
        line.object = "".join(sentence(one) for one in _lines(store))
        mend[:] = [_way(store, page) for page in _at_fault(store)]
        below.visible = store.outcome is not None

    store.param.watch(told, ["status", "draft", "mistakes", "outcome"])
    told()
    return pn.Column(pn.Row(run, stop, margin=(4, 0)), line, mend, bar, below, sizing_mode="stretch_width")


def progress_of(store: Store, status: Status | None) -> str:
    """How far something is, as a bar; nothing where it is over."""
    if status is None or not status.is_open:
        return ""
    return progress(status.done, status.total, store.text.say("app.errand.progress"))


def errand_lines(store: Store, status: Status | None) -> list[str]:
    """How something else stands that a page had done."""
    text = store.text
    if status is None or status.state in (DONE, STOPPED):
        return []
    if status.state == WAITING:
        return [text.say("app.compare.waiting", place=status.place)]
    if status.state == RUNNING:
        return [text.say("app.errand.running", done=status.done, total=status.total)]
    return [] if status.mistake is None else list(status.mistake.sentences(text.language))


def _at_fault(store: Store) -> list[str]:
    """The pages on which something stands that cannot be used."""
    return list(dict.fromkeys(page_of(places_of(one)[0]) for one in store.mistakes))


def _way(store: Store, page: str) -> pn.viewable.Viewable:
    """A button that leads to a page on which something is to be mended."""
    text = store.text
    label = text.say("app.compare.go", page=text.say(f"app.page.{page}"))
    go = pmui.Button(label=label, icon="arrow_forward", variant="outlined")
    go.on_click(lambda _: store.param.update(page=page))
    return go


def _lines(store: Store) -> Iterator[str]:
    """What is going on, what went wrong, and what to do."""
    text, status, outcome = store.text, store.status, store.outcome
    if store.mistakes:
        yield text.say("app.compare.mend")
        yield from store.wrong
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
            arms = text.sentences["part.comma"].join(str(arm.get("name", "")) for arm in store.arms)
            yield text.say("app.compare.to_compare", arms=arms)
    elif not store.is_current:
        is_open = status is not None and status.is_open
        key = "before" if store.mistakes else "outdated"
        yield text.say("app.compare.coming" if is_open else f"app.compare.{key}")
    elif status is not None and status.state == DONE:
        yield text.say("app.compare.done", runs=counted("runs", outcome.content.runs, text))
