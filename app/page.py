"""What a browser is given: the frame with its menu, and the page that is chosen."""

import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import panel as pn
import panel_material_ui as pmui
from panel.io import PeriodicCallback

from app.example import NAME, Example
from app.handover import Handover
from app.jobs import Service
from app.left_behind import unfinished
from app.library.autosave import autosave
from app.library.shelf import Shelf
from app.links_view import link_card
from app.pages import Page, pages
from app.shipped import shipped_table
from app.store import Store
from app.theme import theme_config
from app.visitors import visitor
from app.window import HANDED, Window, chosen_theme
from app.words import sentence
from app.words import text as words
from simulator.texts import DEFAULT_LANGUAGE, LANGUAGES, catalogue

NAMED = "Kuchikomi"
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
    headers = pn.state.headers or {}
    pn.config.theme = chosen_theme()  # before anything is made that has colours
    text = catalogue(session_language(asked("lang"), str(headers.get("Accept-Language", ""))))
    store = Store(service, text, shipped_table(NAME, text), shelf, pn.state.user or "", visitor())
    store.theme = pn.config.theme
    looked_at = autosave(store, shelf.drafts)
    handover = pn.state.as_cached("handover", Handover)
    if (standing := handover.take(asked(HANDED))) is not None:
        store.stand(standing)
    known = {one.name: one for one in pages()}
    is_phone = "Mobi" in str(headers.get("User-Agent", ""))  # a first guess
    window = Window(
        language=text.language, first=store.page, is_narrow=is_phone, theme=store.theme
    )  # fmt: skip
    if (wanted := asked("page")) in known:
        store.page = wanted
    built: dict[str, pn.viewable.Viewable] = {}
    arrived, read_link = link_card(store)
    coming = being_drawn(store)
    offer = [] if store.page == window.first else [unfinished(store, store.page)]  # after a reload
    above = window, arrived, *offer, coming
    main = pn.Column(*above, sizing_mode="stretch_width", max_width=1200, margin=(0, 8), styles=TALL)
    document = pn.state.curdoc

    def shown(*_: object) -> None:
        """Show a page; those that were seen before stay in the browser, ready to be shown again."""
        for name, view in built.items():
            view.visible = name == store.page
        coming.visible = store.page not in built
        if coming.visible:
            document.add_next_tick_callback(made)  # once the browser has been told that it is coming

    def made() -> None:
        """Make a page that is seen for the first time."""
        if store.page not in built:
            view = built[store.page] = known[store.page].view(store)
            view.styles = {**view.styles, **TALL}
            main.append(view)
        coming.visible = False

    def look() -> None:
        left = is_left(document)
        looked_at(not left)
        if left:
            store.end()
        elif pn.state.loaded:  # before, a browser that has the page half could not take what is new
            store.beat = int(time.monotonic() / BEAT)
            if store.example is None:
                store.example = example.look(text)
        store.look()
        read_link()
        window.theme = store.theme = pn.config.theme

    def ended(_: object) -> None:
        looking.stop()
        store.end()
        looked_at(False)
        forget(document)

    made()
    store.param.watch(shown, "page")
    pn.state.on_session_destroyed(ended)
    # In the background: otherwise each look of each session tells all pages that the server is busy.
    looking = PeriodicCallback(callback=look, period=LOOK_EVERY, background=True)
    looking.start()
    switch = languages(store, window, handover)
    frame = pmui.Page(
        title=NAMED, main=[main],
        sidebar=[_menu(store, list(known.values())), *history_buttons(store), switch],
        sidebar_width=240, sidebar_open=not window.is_narrow, theme_config=theme_config(),
        sidebar_resizable=False,  # its handle has no name that can be read out
        busy_indicator=None,  # it would tell of other people's work
    )  # fmt: skip
    let_alone(frame)
    follow(window, store, frame, [*known])
    return frame


def asked(name: str) -> str:
    """What the address of a session asks for; nothing where it does not."""
    return (pn.state.session_args or {}).get(name, [b""])[0].decode("ascii", "replace")


def being_drawn(store: Store) -> pn.viewable.Viewable:
    """What is shown in place of a page that is not there yet."""
    return words(sentence(store.text.say("app.coming")))


def follow(window: Window, store: Store, frame: pmui.Page, known: Sequence[str]) -> None:
    """Keep the page and the address of a window together, and its menu out of the way where it is narrow."""

    def turned(*_: object) -> None:
        window.page, window.title = store.page, titled()
        if window.is_narrow:  # where the menu lies over the page
            frame.sidebar_open = False

    def titled() -> str:
        return f"{store.text.say(f'app.page.{store.page}')} - {NAMED}"

    def went(*_: object) -> None:
        if window.page in known:
            store.page = window.page

    def arrange() -> None:
        frame.sidebar_open = not window.is_narrow

    def measured(*_: object) -> None:
        if pn.state.loaded:  # before, the frame could not take it
            arrange()

    window.page, window.title = store.page, titled()
    store.param.watch(turned, "page")
    window.param.watch(went, "page")
    window.param.watch(measured, "is_narrow")
    pn.state.onload(arrange)


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
    menu = pmui.MenuList(items=items, sizing_mode="stretch_width")

    def chosen(item: dict[str, str]) -> None:
        if store.page == item["name"]:
            store.param.trigger("page")  # so that the menu goes where it lies over the page
        store.page = item["name"]

    def told(*_: object) -> None:
        menu.active = (next(k for k, one in enumerate(known) if one.name == store.page),)

    menu.on_click(chosen)
    store.param.watch(told, "page")
    told()
    return menu


def languages(store: Store, window: Window, handover: Handover) -> pn.viewable.Viewable:
    """The languages there are; another one opens the same page, with all that was typed and found."""

    def button(language: str) -> pmui.Button:
        is_own = language == store.text.language
        one = pmui.Button(label=catalogue(language).say("app.language"), variant="text", disabled=is_own)
        one.on_click(lambda _: go_on_in(language))
        return one

    def go_on_in(language: str) -> None:
        ticket = handover.leave(store.standing)
        store.saved()  # by the session that follows, which has it now
        window.leads_to = "?" + urlencode({"lang": language, "page": store.page, HANDED: ticket})

    return pn.Row(*map(button, LANGUAGES))


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
