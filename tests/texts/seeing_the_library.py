"""The page Library, and links: what is kept, left behind, deleted and brought by others."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import panel as pn
import pytest
from sessions import press

from app.library.drafts import Draft
from app.links import link_of
from app.links_view import link_card, share_button
from app.pages import library, start
from app.store import Store
from simulator import load_scenario
from simulator.scenarios.files import scenario_table

TESTS = Path(__file__).parents[1]


def see_the_library(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved, left behind and deleted; and links, one to a network of one's own."""
    text, shelf = store.text, store.shelf
    assert shelf is not None
    store.shelf = None
    library.view(store)
    store.shelf, store.owner = shelf, "anna"
    typed = {"name": "a", "arms": [{"name": "Control"}]}
    shelf.drafts.note("a", Draft("anna", "en", typed, 1, is_open=False))
    shelf.drafts.note("b", Draft("anna", "en", {}, 1, is_open=False))
    changed = [{"name": "Control", "budget": 5}]
    market = dict.fromkeys(("price", "weeks", "unit_cost"), 9)
    much = {**typed, "arms": changed, "market": market}
    draft = Draft("anna", "en", much, 1, is_open=False, opened=typed, visitor="her")
    shelf.drafts.note("c", draft)
    shelf.drafts.flush()
    store.visitor, store.page = "her", "start"
    start.view(store)
    view = library.view(store)

    def push(key: str, place: Any = view) -> None:
        label = text.say(key)
        press(next(one for one in place.select() if getattr(one, "label", None) == label))

    for key in ("save_scenario", "save_scenario", "save_run", "rename", "open", "delete"):
        push(f"app.library.{key}")
    push("app.library.bring_back")
    with shelf._database.writing() as connection:
        connection.exec_driver_sql("UPDATE kept SET version = '0', kind = 'scenario', name = key")
        connection.exec_driver_sql("UPDATE drafts SET closed = NULL, server = '', deleted = NULL")
    monkeypatch.setattr(library, "SHOWN", 1)
    view = library.view(store)
    push("app.library.more", view)
    for _ in range(3):
        push("app.library.delete", view)  # the drafts; then what is saved comes first
    push("app.library.open", view)
    at = SimpleNamespace(hash="", hostname="")
    monkeypatch.setattr(type(pn.state), "location", at)
    store.open(scenario_table("own_network"))
    digest = load_scenario("own_network").graph.digest  # type: ignore[union-attr]
    own = {**store.draft, "graph": {"file": "ties.csv"}}
    at.hash = "#" + link_of(own, 1, "0", digest)
    links, look = link_card(store)
    look()
    push("app.link.open", links)
    store.put(("graph",), {"file": str(TESTS / "scenarios" / "valid" / "network.csv")})
    push("app.link.share", share_button(store))
