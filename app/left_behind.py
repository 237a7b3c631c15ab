"""Drafts that were left behind: what is told of them, and how a session goes on with one."""

import asyncio
import time
from contextlib import suppress

import panel as pn
import panel_material_ui as pmui

from app.library.changes import Way
from app.library.drafts import Drafts, Left
from app.moments import moment
from app.store import Store
from app.words import heading, sentence
from app.words import text as words
from simulator import Mistake
from simulator.errors import shortened

MOST_CHANGES = 3  # that are named; the rest are counted
LISTS = ("arms", "segments", "rivals")
LONGEST_NAME = 40
START = "start"  # the page that a session begins on, as a rule
OFFERED_FOR = 24 * 3600.0  # seconds; older drafts stand in the library only


def name_of(store: Store, one: Left) -> str:
    """The name of a draft's scenario."""
    return shortened(one.name) or store.text.say("app.library.nameless")


def last_changed(store: Store, one: Left) -> str:
    """When it was typed, and why it was not saved."""
    key = f"app.library.draft_{'crashed' if one.crashed else 'closed'}"
    return store.text.say(key, time=moment(one.changed, store.text.language))


def what_is_in_it(store: Store, one: Left) -> str:
    """What was changed in it, and its plans: by this, drafts of one scenario are told apart.

    Nothing of a draft that cannot be read.
    """
    text, comma = store.text, store.text.sentences["part.comma"]
    plans = comma.join(shortened(name, LONGEST_NAME) for name in one.plans)
    if not one.changes:  # nobody knows what it was before
        return text.say("app.library.draft_plans", plans=plans) if plans else ""
    named = [_change(store, way) for way in one.changes[:MOST_CHANGES]]
    left = len(one.changes) - len(named)
    more = [text.say("app.library.draft_more", number=left)] if left else []
    return text.say(
        "app.library.draft_changes", number=len(one.changes), changes=comma.join(named + more), plans=plans
    )


async def go_on(store: Store, drafts: Drafts, one: Left) -> None:
    """Go on with a draft; it is taken off the list once it is written down as this session's own."""
    found = drafts.open(store.owner, one.key)
    store.go_on(found.table, found.seed, found.opened)
    await asyncio.to_thread(drafts.flush)
    drafts.delete(store.owner, one.key)


def unfinished(store: Store, page: str = START) -> pn.viewable.Viewable:
    """The newest draft that was left behind in the same browser, with a button to go on with it.

    Parameters
    ----------
    page : the only one on which it is offered, and goes on; from the first, it goes on with the plans.
    """
    text, place = store.text, pn.Column(sizing_mode="stretch_width")
    offered: Left | None = None
    declined: set[str] = set()
    said = words()
    resume = pmui.Button(label=text.say("app.start.go_on"), icon="edit", variant="contained")
    leave = pmui.Button(label=text.say("app.link.dismiss"), variant="text")
    card = pmui.Paper(
        said, pn.FlexBox(resume, leave, gap="8px", margin=(4, 10)), variant="outlined",
        sizing_mode="stretch_width", margin=(4, 10),
    )  # fmt: skip

    def look(*_: object) -> None:
        nonlocal offered
        place.visible = store.page == page
        if not place.visible:
            return
        before, offered = offered, next((one for one in _mine(store) if one.key not in declined), None)
        if offered == before:
            return
        if offered is not None:
            title = heading(text.say("app.start.unfinished", name=name_of(store, offered)), 2)
            lines = last_changed(store, offered), what_is_in_it(store, offered), text.say("app.start.kept")
            said.object = title + "".join(sentence(line, small=True) for line in lines if line)
        place[:] = [] if offered is None else [card]

    async def resumed(_: object) -> None:
        if offered is None or store.shelf is None:
            return
        try:
            await go_on(store, store.shelf.drafts, offered)
        except Mistake as mistake:
            store.tell(mistake)
            return
        if page == START:
            store.page = "strategies"
        look()

    def left(_: object) -> None:
        if offered is not None:
            declined.add(offered.key)
        look()

    resume.on_click(resumed)
    leave.on_click(left)
    store.param.watch(look, ["page", "beat"])
    look()
    return place


def _mine(store: Store) -> list[Left]:
    """What was typed in the same browser not long ago; nothing where the file cannot be read."""
    if store.shelf is None or not store.visitor:
        return []
    with suppress(Mistake):
        left = store.shelf.drafts.left(store.owner)
        newest = time.time() - OFFERED_FOR
        return [one for one in left if one.visitor == store.visitor and one.changed > newest]
    return []


def _change(store: Store, way: Way) -> str:
    """A field as its page calls it, with the plan or segment it is of."""
    if way[0] not in LISTS or len(way) == 1:
        return store.text.label(way[-1])
    of = shortened(way[1], LONGEST_NAME)
    if len(way) == 2:
        return of
    return store.text.say("app.what_if.field", of=of, label=store.text.label(way[-1]))
