"""Links on a page: what comes with an address is told, and opened only by a click."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import panel as pn
import pytest
from sessions import SMALL, session
from test_pages import buttons, words

from app.links import link_of, scenario_of
from app.links_view import link_card, share_button
from app.store import Store
from simulator import __version__, load_scenario
from simulator.texts import LANGUAGES, catalogue

languages = pytest.mark.parametrize("language", LANGUAGES)
SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What the browser says of its address."""
    at = SimpleNamespace(hash="", protocol="http:", hostname="there", port="5006", pathname="/")
    monkeypatch.setattr(type(pn.state), "location", at)
    return at


def test_a_link_carries_what_is_typed_and_the_seed(address: SimpleNamespace) -> None:
    with session(keeps=True) as store:
        store.open(SMALL, 9)
        store.put(("market", "price"), "cheap")
        view = share_button(store)
        buttons(view, "Share by link")[0].clicks += 1
        beginning, _, fragment = buttons(view, "Link to what is typed")[0].value.partition("#")
        assert beginning == "http://there:5006/"
        assert scenario_of(fragment)[:3] == (store.draft, 9, __version__)


@languages
def test_a_link_does_nothing_before_the_click(address: SimpleNamespace, language: str) -> None:
    text = catalogue(language)
    with session(language, keeps=True) as store:
        view, look = link_card(store)
        look()
        assert words(view) == ""
        table = {**SMALL, "name": SCRIPT, "question": "Which?"}
        address.hash = "#" + link_of(table, 3, "9.9")
        look()
        assert address.hash == ""
        said = words(view)
        for key, values in (
            ("other_version", {"version": "9.9", "known": __version__}), ("question", {"question": "Which?"}),
        ):  # fmt: skip
            assert text.say(f"app.link.{key}", **values) in said
        assert SCRIPT not in said
        assert (store.draft, store.status) == (SMALL, None)
        buttons(view, text.say("app.link.open"))[0].clicks += 1
        assert (store.draft, store.seed, store.page) == (table, 3, "compare")
        assert store.status is not None
        store.stop()
        assert words(view) == ""
        store.undo()
        assert store.draft == SMALL


def test_a_link_asks_for_a_network_until_it_is_given(address: SimpleNamespace, tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.csv", tmp_path / "wrong.csv"
    right.write_text("source,target\n" + "".join(f"{k},{k + 1}\n" for k in range(30)), "utf-8")
    wrong.write_text("source,target\na,b\n", "utf-8")
    digests = {one: load_scenario(own(one)).graph.digest for one in (right, wrong)}  # type: ignore[union-attr]
    with session(keeps=True) as sender, session(keeps=True) as store:
        sender.open(own(right))
        share = share_button(sender)
        buttons(share, "Share by link")[0].clicks += 1
        assert digests[right] in words(share)
        address.hash = "#" + buttons(share, "Link to what is typed")[0].value.partition("#")[2]
        view, look = link_card(store)
        look()
        assert digests[right] in words(view)
        for file in (wrong, right):  # before the click, a network is nobody's but the visitor's
            store.put(("graph",), {"file": str(file)})
            assert buttons(view, "Open and compare")
            assert (store.page, store.status) == ("start", None)
        buttons(view, "Open and compare")[0].clicks += 1
        assert (store.page, store.status, store.scenario) == ("market", None, None)
        assert digests[right] in words(view)
        store.put(("graph",), {"file": str(wrong)})
        assert digests[wrong] in words(view)
        assert (store.page, store.status) == ("market", None)
        store.put(("graph",), {"file": str(right)})
        assert words(view) == ""
        assert store.page == "compare"
        assert store.status is not None
        assert store.scenario is not None
        assert store.scenario.digest == load_scenario(own(right)).digest
        store.stop()


def own(file: Path) -> dict[str, Any]:
    """A scenario with a network from a file."""
    brought = ("consumers", "followers")
    market = {name: value for name, value in SMALL["market"].items() if name not in brought}
    return {**SMALL, "market": market, "graph": {"file": str(file)}}


def test_a_link_can_be_left(address: SimpleNamespace) -> None:
    with session(keeps=True) as store:
        view, look = link_card(store)
        address.hash = "#" + link_of({**SMALL, "name": "x"}, 3, __version__)
        look()
        buttons(view, "Leave it")[0].clicks += 1
        assert words(view) == ""
        assert (store.draft, store.status) == (SMALL, None)


def test_a_wrong_link_is_told_and_changes_nothing(
    address: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    with session(keeps=True) as store:
        monkeypatch.setattr(Store, "tell", lambda self, mistake: told.extend(mistake.sentences()))
        view, look = link_card(store)
        store.put(("market", "price"), 5.0)
        address.hash = "#s=../../etc/passwd<script>"
        look()
        assert "cut or damaged" in told[0]
        address.hash = "#somewhere"
        look()
        assert (len(told), address.hash, words(view)) == (1, "#somewhere", "")
        assert store.get(("market", "price")) == 5.0
