"""Market: who is there and at which prices; a few knobs open, the rest behind "more"."""

from collections.abc import Iterator

import panel as pn
import panel_material_ui as pmui

from app.fields import field
from app.store import Store
from app.words import heading, sentence
from app.words import text as words
from simulator.graph.generators import GENERATORS
from simulator.parameters import Declaration, declarations
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.scenarios.draft import Place
from simulator.scenarios.schema import MarketTable

ORDER, ICON = 1, "groups"

OPEN = ("consumers", "weeks", "price", "category_price", "unit_cost")
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
    first = [one for one in OPEN if one not in OF_A_FILE or store.get(("graph", "file")) is None]
    rest = [one for one in table.values() if one.name not in (*OPEN, "initial")]
    sections = [(text.say("app.market.more_market"), _grid(store, ("market",), rest))]
    kind = str(store.get(("graph", "kind"), "friends"))
    if store.get(("graph", "file")) is None and kind in GENERATORS:
        made = [one for one in declarations(GENERATORS[kind]) if one.name != "kind"]
        sections.append((text.say("app.market.network"), _grid(store, ("graph",), made)))
    for name, fields in _behaviour():
        sections.append((text.say(f"app.market.{name}"), _grid(store, ("behaviour",), fields)))
    sections.append((text.say("app.market.switches"), _grid(store, ("switches",), declarations(Switches))))
    return pn.Column(
        words(heading(text.say("app.page.market")), sentence(text.say("app.market.what"))),
        _grid(store, ("market",), [table[one] for one in first]),
        words(heading(text.say("app.market.more"), 2)),
        pmui.Accordion(*sections, title_variant="h6", sizing_mode="stretch_width", margin=(4, 10)),
        sizing_mode="stretch_width",
    )  # fmt: skip


def _behaviour() -> Iterator[tuple[str, list[Declaration]]]:
    """The fields of the behaviour, by what they are about."""
    left = {one.name: one for one in declarations(Behaviour)}
    for name, beginnings in GROUPS.items():
        yield name, [left.pop(one) for one in list(left) if one.startswith(beginnings)]
    yield "support", list(left.values())


def _grid(store: Store, place: Place, fields: list[Declaration]) -> pn.FlexBox:
    widgets = [field(store, place, one) for one in fields]
    return pn.FlexBox(*widgets, gap="8px 16px", sizing_mode="stretch_width", margin=(4, 0))
