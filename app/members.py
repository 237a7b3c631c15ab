"""Lists of a scenario on a page: the segments of the market, the rival brands; each member a card."""

import copy
from collections.abc import Callable
from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.at_start import at_start
from app.fields import field
from app.folded import folded
from app.store import NOTHING, Store
from app.words import sentence
from app.words import text as words
from simulator.parameters import Table, declarations
from simulator.scenarios.draft import Place
from simulator.scenarios.schema import Rival, Segment

Rows = list[dict[str, Any]]


def segments_card(store: Store) -> pn.viewable.Viewable:
    """Parts of the market that differ; the first one that is asked for brings a second, for the rest."""

    def more(rows: Rows) -> Rows:
        if not rows:
            return [{"name": _name(store, "segments", rows, 1), "share": 0.5},
                    {"name": _name(store, "segments", rows, 2), "share": 0.5}]  # fmt: skip
        return [*rows, {"name": _name(store, "segments", rows, len(rows) + 1), "share": 0.0}]

    return _members(store, "segments", Segment, ("name", "share"), more)


def rivals_card(store: Store) -> pn.viewable.Viewable:
    """Other brands; a new one costs what the category does."""

    def more(rows: Rows) -> Rows:
        price = store.get(("market", "category_price"), store.get(("market", "price"), 0))
        return [*rows, {"name": _name(store, "rivals", rows, len(rows) + 1), "price": price}]

    return _members(store, "rivals", Rival, ("name", "price"), more)


def _members(
    store: Store, name: str, kind: type[Table], first: tuple[str, ...], more: Callable[[Rows], Rows]
) -> pn.viewable.Viewable:
    """A card for each member, and a button for another.

    Parameters
    ----------
    kind : of its members. first : fields that stand open. more : the list with another member.
    """
    text = store.text
    cards, said = pn.Column(sizing_mode="stretch_width"), words()
    add = pmui.Button(label=text.say(f"app.{name}.add"), icon="add", variant="outlined", margin=10)
    watchers: list[Any] = []
    shape: int | None = None

    def told(*_: object) -> None:
        nonlocal shape
        mistake = store.mistake_at((name,))
        said.object = sentence(mistake) if mistake else ""
        if shape == (shape := len(_rows(store, name))):
            return
        with store.in_place_of(watchers):
            cards[:] = [_member(store, (name, k), kind, first, watchers) for k in range(shape)]

    add.on_click(lambda _: store.put((name,), more(copy.deepcopy(_rows(store, name)))))
    store.param.watch(told, ["draft", "mistakes"])
    told()
    return pn.Column(
        words(sentence(text.say(f"app.{name}.what"))), cards, said, add, sizing_mode="stretch_width"
    )


def _member(
    store: Store, place: Place, kind: type[Table], first: tuple[str, ...], watchers: list[Any]
) -> pn.viewable.Viewable:
    """One member: what it is, and behind "differs" whatever it may have for itself."""
    text, known = store.text, declarations(kind)
    name, k = str(place[0]), int(place[1])
    remove = pmui.Button(label=text.say(f"app.{name}.remove", number=k + 1), icon="delete", variant="text")
    remove.on_click(lambda _: store.put((name,), _without(_rows(store, name), k) or NOTHING))

    def own() -> pn.FlexBox:
        with store.along_with(watchers):
            return _grid([field(store, place, one) for one in known if one.name not in (*first, "initial")])

    start = [at_start(store, place, is_rival=True)] if any(one.name == "initial" for one in known) else []
    differs = folded((text.say(f"app.{name}.differs"), own))
    return pmui.Card(
        _grid([field(store, place, one) for one in known if one.name in first]), *start, differs, remove,
        title=text.say(f"app.{name}.number", number=k + 1), collapsible=False, sizing_mode="stretch_width",
        margin=10,
    )  # fmt: skip


def _rows(store: Store, name: str) -> Rows:
    """What was typed of them."""
    rows = store.get((name,), [])
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def _without(rows: Rows, k: int) -> Rows:
    return [one for n, one in enumerate(rows) if n != k]


def _name(store: Store, name: str, rows: Rows, number: int) -> str:
    """A name that no member has."""
    taken = {one.get("name") for one in rows}
    names = (store.text.say(f"app.{name}.number", number=n) for n in range(number, number + len(rows) + 1))
    return next(one for one in names if one not in taken)


def _grid(widgets: list[Any]) -> pn.FlexBox:
    return pn.FlexBox(*widgets, gap="8px 16px", sizing_mode="stretch_width", margin=(4, 0))
