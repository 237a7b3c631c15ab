"""Market: who is there and at which prices; a few knobs open, the rest behind "more"."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.astray import astray
from app.at_start import at_start
from app.fields import WIDTH, field
from app.folded import folded
from app.members import rivals_card, segments_card
from app.own_data.network import network_card
from app.own_data.sales import sales_card
from app.store import NOTHING, Store
from app.words import heading, sentence
from app.words import text as words
from simulator.graph.generators import GENERATORS
from simulator.parameters import Declaration, declarations
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.scenarios.draft import Place
from simulator.scenarios.reading import DEFAULT_GRAPH
from simulator.scenarios.schema import FileGraph, MarketTable

ORDER, ICON = 1, "groups"

OPEN = ("consumers", "weeks", "price", "category_price", "unit_cost")
FROM_FILE = ""  # chosen: the network is not made but comes from a file
STAYS = ("rescale",)  # what is said of any network
OF_A_FILE = ("consumers",)  # what a network of one's own brings along
GROUPS = {
    "discover": ("organic", "hearing", "awareness", "talk", "post"),
    "believe": ("review", "weight", "belief", "evidence", "promise"),
    "buy": ("utility", "price", "taste", "opportunity", "churn", "discount", "goodwill"),
    "experience": ("quality", "failure", "delight", "disappointment"),
}
"""Fields of the behaviour by how they begin; all others are about support."""


def view(store: Store) -> pn.viewable.Viewable:
    """The market's fields, and behind "more" those of behaviour, network and model."""
    text = store.text
    table = {one.name: one for one in declarations(MarketTable)}
    rest = [one for one in table.values() if one.name not in (*OPEN, "initial")]
    more: dict[str, Callable[[], pn.viewable.Viewable]] = {
        "more_market": lambda: _grid(store, ("market",), rest),
        "start": lambda: at_start(store, ("market",)),
        "segments": lambda: segments_card(store),
        "rivals": lambda: rivals_card(store),
        "network": lambda: _network(store),
        **{name: partial(_grid, store, ("behaviour",), fields) for name, fields in _behaviour()},
        "switches": lambda: _grid(store, ("switches",), declarations(Switches)),
    }
    return pn.Column(
        words(heading(text.say("app.page.market")), sentence(text.say("app.market.what"))),
        astray(store, "market", lambda place: place[:1] == ("market",) and place[-1] in OPEN),
        _first(store, [table[one] for one in OPEN]),
        words(heading(text.say("app.market.own_data"), 2)),
        folded(
            (text.say("app.market.own_network"), lambda: network_card(store)),
            (text.say("app.market.own_sales"), lambda: sales_card(store)),
        ),
        words(heading(text.say("app.market.more"), 2)),
        folded(*((text.say(f"app.market.{name}"), part) for name, part in more.items())),
        sizing_mode="stretch_width",
    )  # fmt: skip


def _first(store: Store, fields: list[Declaration]) -> pn.FlexBox:
    """The open fields; what a network from a file brings along is not asked for."""
    grid = _grid(store, ("market",), fields)

    def told(*_: object) -> None:
        has_file = store.get(("graph", "file")) is not None
        for widget, one in zip(grid, fields, strict=True):
            widget.visible = not (has_file and one.name in OF_A_FILE)

    store.param.watch(told, "draft")
    told()
    return grid


def _network(store: Store) -> pn.Column:
    """How the network is made, and the fields of that; made anew when another kind is chosen or opened."""
    text = store.text
    place = pn.Column(sizing_mode="stretch_width")
    choose = pmui.Select(label=text.say("app.market.kind"), width=WIDTH, margin=(10, 10))
    before: str | None = None
    watchers: list[Any] = []
    writing = False

    def chosen(event: Any) -> None:
        if not writing and event.new != FROM_FILE:
            held = {one: store.get(("graph", one), NOTHING) for one in STAYS}
            stays = {one: value for one, value in held.items() if value is not NOTHING}
            store.put(("graph",), {"kind": event.new, **stays})

    def told(*_: object) -> None:
        nonlocal before, writing
        kind = str(store.get(("graph", "kind"), DEFAULT_GRAPH))
        kind = FROM_FILE if store.get(("graph", "file")) is not None else kind
        if kind == before:
            return
        before, writing = kind, True
        kinds = {_kind_in_words(store, one): one for one in GENERATORS}
        if kind == FROM_FILE:
            kinds = {text.say("app.market.from_file"): FROM_FILE, **kinds}
        choose.param.update(options=kinds, value=kind if kind in kinds.values() else DEFAULT_GRAPH)
        writing = False
        if kind == FROM_FILE:
            shown = [one for one in declarations(FileGraph) if one.name in STAYS]
        else:
            made = declarations(GENERATORS.get(kind, GENERATORS[DEFAULT_GRAPH]))
            shown = [one for one in made if one.name != "kind"]
        with store.in_place_of(watchers):
            place[:] = [_grid(store, ("graph",), shown)]

    choose.param.watch(chosen, "value")
    store.param.watch(told, "draft")
    told()
    return pn.Column(choose, place, sizing_mode="stretch_width")


def _kind_in_words(store: Store, kind: str) -> str:
    """What a way of making networks is called."""
    return store.text.sentences.get(f"app.kind.{kind}") or kind


def _behaviour() -> Iterator[tuple[str, list[Declaration]]]:
    """The fields of the behaviour, by what they are about."""
    left = {one.name: one for one in declarations(Behaviour)}
    for name, beginnings in GROUPS.items():
        yield name, [left.pop(one) for one in list(left) if one.startswith(beginnings)]
    yield "support", list(left.values())


def _grid(store: Store, place: Place, fields: list[Declaration]) -> pn.FlexBox:
    widgets = [field(store, place, one) for one in fields]
    return pn.FlexBox(*widgets, gap="8px 16px", sizing_mode="stretch_width", margin=(4, 0))
