"""What a browser is given: the frame with its menu, and the page that is chosen."""

import time
from typing import Any

import panel as pn
import panel_material_ui as pmui
from panel.io import PeriodicCallback

from app.example import NAME, Example
from app.jobs import Service
from app.library.autosave import autosave
from app.library.shelf import Shelf
from app.links_view import link_card
from app.pages import Page, pages
from app.shipped import shipped_table
from app.store import Store
from app.theme import theme_config
from app.visitors import visitor
from simulator.texts import DEFAULT_LANGUAGE, LANGUAGES, catalogue

LOOK_EVERY = 150  # milliseconds between two looks at the comparison
TALL = {"min-height": "max-content"}  # or the parts of a long page would lie over each other
BEAT = 2.0  # seconds after which what others may change is looked at again
LEFT_FOR = 500  # milliseconds without a connection after which a tab is taken to be closed


def session_language(asked: str, accepted: str) -> str:
    """The language of a session: the one that the address asks for, else the browser's first known."""
    wanted = [asked, *(one.split(";")[0].split("-")[0].strip().lower() for one in accepted.split(","))]
    return next((one for one in wanted if one in LANGUAGES), DEFAULT_LANGUAGE)


def page(service: Service, example: Example, shelf: Shelf) -> pmui.Page:
    """One session."""
    asked = (pn.state.session_args or {}).get("lang", [b""])[0].decode("ascii", "replace")
    headers = pn.state.headers or {}
    text = catalogue(session_language(asked, str(headers.get("Accept-Language", ""))))
    store = Store(service, text, shipped_table(NAME, text), shelf, pn.state.user or "", visitor())
    looked_at = autosave(store, shelf.drafts)
    known = {one.name: one for one in pages()}
    built: dict[str, pn.viewable.Viewable] = {}
    arrived, read_link = link_card(store)
    main = pn.Column(arrived, sizing_mode="stretch_width", max_width=1200, margin=(0, 8), styles=TALL)

    def shown(*_: object) -> None:
        """Show a page; those that were seen before stay in the browser, ready to be shown again."""
        for name, view in built.items():
            view.visible = name == store.page
        if store.page not in built:
            view = built[store.page] = known[store.page].view(store)
            view.styles = {**view.styles, **TALL}
            main.append(built[store.page])

    document = pn.state.curdoc

    def look() -> None:
        left = is_left(document)
        looked_at(not left)
        if left:
            store.end()
        elif pn.state.loaded:  # before, a browser that has the page half could not take what is new
            store.beat = int(time.monotonic() / BEAT)
        store.look()
        read_link()
        store.theme = pn.config.theme
        if store.example is None:
            store.example = example.look(text)

    def ended(_: object) -> None:
        looking.stop()
        store.end()
        looked_at(False)
        forget(document)

    store.param.watch(shown, "page")
    shown()
    pn.state.on_session_destroyed(ended)
    # In the background: otherwise each look of each session tells all pages that the server is busy.
    looking = PeriodicCallback(callback=look, period=LOOK_EVERY, background=True)
    looking.start()
    is_phone = "Mobi" in str(headers.get("User-Agent", ""))
    frame = pmui.Page(
        title="Kuchikomi", main=[main],
        sidebar=[_menu(store, list(known.values())), *history_buttons(store)],
        sidebar_width=240, sidebar_open=not is_phone, theme_config=theme_config(),
        sidebar_resizable=False,  # its handle has no name that can be read out
        busy_indicator=None,  # it would tell of other people's work
    )  # fmt: skip
    let_alone(frame)
    if is_phone:  # where the menu lies over the page
        store.param.watch(lambda _: frame.param.update(sidebar_open=False), "page")
    return frame


def forget(document: Any) -> None:
    """Let go of what Panel keeps of a session that is over: notifications stay among its views for ever."""
    for name, view in list(pn.state._views.items()):
        if view[2] is document:
            del pn.state._views[name]


def let_alone(frame: pmui.Page) -> None:
    """Let a frame not follow how busy the server is, which would hold it, and all in it, for ever."""
    for _, watcher in frame._param__private.ref_watchers:
        if watcher.inst is pn.state:
            pn.state.param.unwatch(watcher)


def is_left(document: Any) -> bool:
    """Whether nobody looks at a session any more, for its tab was closed; it may still be come back to."""
    session = getattr(getattr(document, "session_context", None), "session", None)
    if session is None or session.connection_count:
        return False
    return bool(session.milliseconds_since_last_unsubscribe > LEFT_FOR)


def _menu(store: Store, known: list[Page]) -> pn.viewable.Viewable:
    """The pages."""
    say = store.text.say
    items = [{"label": say(f"app.page.{one.name}"), "icon": one.icon, "name": one.name} for one in known]
    menu = pmui.MenuList(items=items, active=(0,), sizing_mode="stretch_width")

    def chosen(item: dict[str, str]) -> None:
        store.page = item["name"]

    def told(*_: object) -> None:
        menu.active = (next(k for k, one in enumerate(known) if one.name == store.page),)

    menu.on_click(chosen)
    store.param.watch(told, "page")
    return menu


def history_buttons(store: Store) -> list[pn.viewable.Viewable]:
    """Back, forward, and back to what was opened."""
    buttons = {
        name: pmui.Button(
            label=store.text.say(f"app.{name}"), icon=icon, variant="text", sizing_mode="stretch_width",
            sx={"justifyContent": "flex-start"},
        )
        for name, icon in (("undo", "undo"), ("redo", "redo"), ("reset", "restart_alt"))
    }  # fmt: skip
    buttons["undo"].on_click(lambda _: store.undo())
    buttons["redo"].on_click(lambda _: store.redo())
    buttons["reset"].on_click(lambda _: store.reset())

    def told(*_: object) -> None:
        buttons["undo"].disabled, buttons["redo"].disabled = not store.can_undo, not store.can_redo
        buttons["reset"].disabled = store.draft == store.opened

    store.param.watch(told, "draft")
    told()
    return list(buttons.values())
