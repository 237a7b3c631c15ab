"""Links on a page: one to what is typed, and what is asked before one that arrived is opened."""

from collections.abc import Callable, Iterator
from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.links import Link, is_link, link_of, scenario_of
from app.store import Store
from app.words import heading, sentence
from app.words import text as words
from simulator import Mistake, __version__
from simulator.errors import shortened
from simulator.scenarios.schema import FileGraph

COPY = "navigator.clipboard && navigator.clipboard.writeText(field.value)"


def share_button(store: Store) -> pn.viewable.Viewable:
    """A button that makes a link to what is typed, and shows it with one to copy it."""
    text = store.text
    share = pmui.Button(label=text.say("app.link.share"), icon="share", variant="outlined")
    field = pmui.TextInput(label=text.say("app.link.field"), sizing_mode="stretch_width", max_width=600)
    copy = pmui.Button(label=text.say("app.link.copy"), icon="content_copy", variant="text")
    copy.js_on_click(args={"field": field}, code=COPY)
    said = words()
    shown = pn.Column(said, pn.Row(field, copy, align="center"), visible=False, sizing_mode="stretch_width")

    def made(_: object) -> None:
        try:
            field.value = _address() + "#" + _link(store)
        except Mistake as mistake:
            store.tell(mistake)
            shown.visible = False
            return
        said.object = "".join(sentence(line, small=True) for line in _about(store))
        shown.visible = True

    def outdated(*_: object) -> None:
        shown.visible = False

    share.on_click(made)
    store.param.watch(outdated, "draft")
    return pn.Column(share, shown, sizing_mode="stretch_width")


def link_card(store: Store) -> tuple[pn.viewable.Viewable, Callable[[], None]]:
    """What stands above every page when a link brought a scenario; nothing happens before a click.

    Returns
    -------
    the place for it, and what looks now and then whether a link has arrived.
    """
    text, found = store.text, words()
    place = pn.Column(sizing_mode="stretch_width", max_width=1200)  # empty as long as none has arrived
    arrived: Link | None = None
    asked = ""  # digest of the network that the opened scenario waits for
    open_it = pmui.Button(label=text.say("app.link.open"), icon="play_arrow", variant="contained")
    leave = pmui.Button(label=text.say("app.link.dismiss"), variant="text")
    card = pmui.Paper(
        found, pn.Row(open_it, leave), variant="outlined", sizing_mode="stretch_width", margin=10
    )

    def read() -> None:
        nonlocal arrived, asked
        location = pn.state.location
        if location is None or not is_link(location.hash) or not pn.state.loaded:
            return
        fragment, location.hash = location.hash, ""
        try:
            arrived = scenario_of(fragment)
        except Mistake as mistake:
            store.tell(mistake)
            return
        asked, found.object = "", "".join(_offer(store, arrived))
        place[:] = [card]

    def opened(_: object) -> None:
        nonlocal asked
        place.clear()
        if arrived is None:
            return
        store.open(arrived.table, arrived.seed)
        if not arrived.network:
            compared()
            return
        asked, store.page = arrived.network, "market"
        found.object = sentence(text.say("app.link.asks_for_file", digest=asked))
        place[:] = [pmui.Paper(found, leave, variant="outlined", sizing_mode="stretch_width", margin=10)]

    def compared() -> None:
        store.page = "compare"
        store.run()

    def given(*_: object) -> None:
        """Look whether the file that is asked for was given."""
        nonlocal asked
        digest = _network(store)
        if asked and digest == asked:
            asked = ""
            place.clear()
            compared()
        elif asked and digest:
            found.object = sentence(text.say("app.link.other_network", digest=digest, asked=asked))

    def left(_: object) -> None:
        nonlocal asked
        asked = ""
        place.clear()

    open_it.on_click(opened)
    leave.on_click(left)
    store.param.watch(given, "draft")
    return place, read


def _offer(store: Store, link: Link) -> Iterator[str]:
    """What the link brought, and what opening it does."""
    text, table = store.text, link.table
    yield heading(text.say("app.link.arrived", name=shortened(str(table.get("name", "")))), 2)
    if question := str(table.get("question", "")):
        yield sentence(text.say("app.link.question", question=shortened(text.own(question), 300)))
    if link.version != __version__:
        yield sentence(text.say("app.link.other_version", version=link.version, known=__version__))
    if link.network:
        yield sentence(text.say("app.link.asks_for_file", digest=link.network))
    yield sentence(text.say("app.link.before"), small=True)


def _link(store: Store) -> str:
    return link_of(store.draft, store.seed, __version__, _network(store))


def _about(store: Store) -> Iterator[str]:
    yield store.text.say("app.link.what")
    if digest := scenario_of(_link(store)).network:
        yield store.text.say("app.link.no_network", digest=digest)


def _network(store: Store) -> str:
    """The digest of a network from a file; nothing where none was read."""
    graph: Any = None if store.scenario is None else store.scenario.graph
    return graph.digest if isinstance(graph, FileGraph) else ""


def _address() -> str:
    """Where the app is, without what a visitor asked of it."""
    at = pn.state.location
    if at is None or not at.hostname:
        return ""
    port = f":{at.port}" if at.port else ""
    return f"{at.protocol}//{at.hostname}{port}{at.pathname}"
