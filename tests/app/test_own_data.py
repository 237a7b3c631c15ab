"""Own data in the app: nothing in a file is carried out, nothing bad changes what was there, undo works."""

import time
from typing import Any

import holoviews as hv
import numpy as np
import pytest
from sessions import SMALL, compared, plain, session, unfolded, until
from uploads import FRIENDS, TV, button, hand_over, labels, select

from app.bounded_file import BoundedFile
from app.charts.sales import CONTROL, FITTED, SOLD, Drawn, sales_chart
from app.own_data.network import UPLOADED, network_card
from app.own_data.sales import SalesCard
from app.own_data.upload import shown_name
from app.pages import market, pages
from app.store import Store
from simulator.html.look import INK, arm_style
from simulator.sales.series import Series
from simulator.sales.sheets import MOST_BYTES
from simulator.texts import LANGUAGES, catalogue

SALES = ("年,販売数\n" + "".join(f'{1963 + k}年,"{units:,}"\n' for k, units in enumerate(TV))).encode("cp932")
languages = pytest.mark.parametrize("language", LANGUAGES)


def words(view: Any) -> str:
    """All that is written on it."""
    found = (one.object for one in view.select() if isinstance(getattr(one, "object", None), str))
    return plain("\n".join(found))


@languages
def test_a_network_is_used_shown_and_taken_away_again(language: str) -> None:
    text = catalogue(language)
    with session(language) as store:
        view = network_card(store)
        assert text.say("app.data.no_network") in words(view)
        store.put(("market", "followers"), 2)
        hand_over(view, FRIENDS, "friends.csv")
        assert text.say("app.data.network_is", people="4", ties="3") in words(view)
        assert "often" in words(view)
        assert store.scenario is not None
        assert store.scenario.market.consumers == 4
        assert str(store.get(("graph", "file"))).startswith(UPLOADED)
        assert "friends" not in str(store.draft), "no name of a file goes into a scenario"
        weight = select(view, text.say("app.data.weight"))
        plain = store.scenario.digest
        weight.value = "3"
        assert store.scenario.digest != plain
        assert compared(store).scenario.market.consumers == 4
        store.undo()
        assert store.scenario.digest == plain
        button(view, text.say("app.data.take_away")).clicks += 1
        assert store.scenario.market.consumers == 40
        store.undo()
        assert store.scenario.market.consumers == 4
        store.undo()
        store.undo()
        assert store.draft == SMALL
        hand_over(view, FRIENDS, "friends.csv")
        assert text.say("label.followers") in words(view), "what does not go with it is told beside it"


BAD_NETWORKS = {
    "doctype.graphml": b'<!DOCTYPE a [<!ENTITY b "c">]><graphml/>', "one.csv": b"a\n", "a.exe": b"MZ",
    "no.csv": b"\0\1",
    "<img src=x onerror=alert(1)>.csv": b"a,b\nc,\n", "../../etc/passwd": b"a,b\n",
}  # fmt: skip


@languages
@pytest.mark.parametrize("name", BAD_NETWORKS)
def test_a_bad_network_gets_a_sentence_and_changes_nothing(name: str, language: str) -> None:
    with session(language) as store:
        view = network_card(store)
        hand_over(view, FRIENDS, "friends.csv")
        before = store.draft
        hand_over(view, BAD_NETWORKS[name], name)
        assert store.draft == before
        assert 'role="alert"' in words(view)
        assert "<img" not in words(view)
        assert ".." not in words(view)


def test_a_column_that_cannot_be_used_is_told_and_changes_nothing() -> None:
    with session() as store:
        view = network_card(store)
        hand_over(view, b"from,to,often\na,b,x\nb,c,2\n", "friends.csv")
        before = store.draft
        select(view, "How much a tie weighs").value = "3"
        assert "not a positive number" in words(view)
        assert store.draft == before


DOUBTFUL = {
    "doubt_dates": "年月,売上個数\n2026-01,120\n2026-02,130\n2026-03,140\n".encode(),
    "doubt_apart": b"a,x,b\nb,y,c\nc,z,a\n",
}


@languages
@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_what_is_probably_no_network_is_asked_about_before_it_is_used(doubt: str, language: str) -> None:
    text = catalogue(language)
    with session(language) as store:
        store.put(("market", "followers"), 2)
        view = network_card(store)
        before = store.draft
        hand_over(view, DOUBTFUL[doubt], "a.csv")
        asked = text.sentences[f"app.data.{doubt}"][:16]
        use = button(view, text.say("app.data.use_network"))
        assert asked in words(view)
        assert (store.draft, use.visible) == (before, True)
        use.clicks += 1
        assert text.say("app.data.no_network") not in words(view)
        assert (asked in words(view), use.visible) == (False, False)
        assert store.network() is not None
        store.undo()
        assert store.draft == before
        hand_over(view, DOUBTFUL[doubt], "a.csv")
        hand_over(view, FRIENDS, "friends.csv")
        assert not use.visible
        assert asked not in words(view)
        assert store.network() is not None


def test_of_a_network_in_doubt_the_columns_can_be_said() -> None:
    with session() as store:
        store.put(("market", "followers"), 2)
        view = network_card(store)
        hand_over(view, DOUBTFUL["doubt_apart"], "a.csv")
        target = select(view, "Who hears")
        assert target.visible
        select(view, "Who talks").value = "1"
        target.value = "3"
        assert store.network() is not None
        assert store.network().n == 3
        assert not button(view, "Use it all the same").visible


def test_people_who_are_numbers_are_no_dates() -> None:
    with session() as store:
        view = network_card(store)
        hand_over(view, b"from,to\n2001,2002\n2002,2003\n", "a.csv")
        assert store.network() is not None


def test_a_network_that_the_session_has_not_is_asked_for_again() -> None:
    with session(table={**SMALL, "graph": {"file": UPLOADED + "0123456789abcdef"}}) as store:
        assert store.text.say("app.data.network_gone") in words(network_card(store))
        assert store.scenario is None


def shown(card: SalesCard) -> Any:
    view = card.view()
    hand_over(view, SALES, "売上.csv")
    until(lambda: card.fit is not None or card.store.text.say("app.data.no_fit") in words(view), 10)
    return view


@languages
def test_sales_are_read_fitted_and_used_as_a_starting_point(language: str) -> None:
    text = catalogue(language)
    with session(language) as store:
        card = SalesCard(store)
        view = shown(card)
        assert store.sales.units == tuple(TV)
        said = words(view)
        assert text.say("app.data.not_compared") in said
        assert "0.0185" in said
        assert "39,659" in said
        button(view, text.say("app.data.use")).clicks += 1
        until(lambda: text.say("app.data.changed") in words(view), 10)
        assert store.get(("behaviour", "organic_discovery")) == pytest.approx(card.fit.p / 52, rel=1e-3)  # type: ignore[union-attr]
        market_set = store.draft["market"]
        assert market_set["consumers"] * market_set["people_per_consumer"] == pytest.approx(39_659, rel=0.001)
        assert store.scenario is not None
        store.undo()
        assert store.draft == SMALL, "one step back takes all of it back"
        button(view, text.say("app.data.remove_sales")).clicks += 1
        assert store.sales is None


def test_the_control_is_drawn_over_the_sales_with_its_error() -> None:
    with session() as store:
        card = SalesCard(store)
        view = card.view()
        hand_over(view, b"week,units\n1,5\n2,6\n3,7\n", "a.csv")
        assert store.sales is None, "nothing says how long a period is"
        assert "Choose whether a line is a week" in words(view)
        select(view, "A line is a ...").value = "week"
        assert store.sales.units == (5, 6, 7)
        outcome = compared(store)
        units = outcome.results.data["units"].values[0].mean(axis=0)
        off = np.abs(units[:3] - [5, 6, 7]).sum() / 18
        assert f"off by {round(100 * off)} %" in words(view)
        assert store.text.say("app.data.outdated") not in words(view)
        store.put(("market", "price"), 5.0)
        assert store.text.say("app.data.outdated") in words(view)
        select(view, "A line is a ...").value = "year"
        assert store.text.say("app.data.too_short", step="year") in words(view)


def test_another_file_takes_the_place_of_the_one_before() -> None:
    """Whatever was drawn or asked of the file before, in a browser that has it on the screen."""
    with session() as store:
        card = SalesCard(store)
        view = card.view()
        view.get_root()
        compared(store)
        hand_over(view, "年,販売数\n1963,5\n1964,6\n1965,7\n".encode(), "a.csv")
        assert in_browser(select(view, "When")) == "年"
        assert in_browser(select(view, "Units sold")) == "販売数"
        assert len(card.chart) == 1
        hand_over(view, b"week,units\n1,5\n2,6\n3,7\n", "b.csv")
        assert in_browser(select(view, "When")) == "week"
        assert in_browser(select(view, "Units sold")) == "units"
        assert "Choose whether a line is a week" in words(view)
        assert len(card.chart) == 0, "nothing of the file before is left"
        assert "The control is off" not in words(view)
        select(view, "A line is a ...").value = "week"
        assert len(card.chart) == 1
        assert "The control is off" in words(view)


def in_browser(choice: Any) -> str:
    """What a browser shows as chosen."""
    ((model, _),) = choice._models.values()
    return str(model.data.value)


def test_the_order_of_dates_is_asked_and_only_where_it_has_to_be() -> None:
    with session() as store:
        card = SalesCard(store)
        view = card.view()
        hand_over(view, b"date,units\n01/02/2026,5\n01/03/2026,6\n", "a.csv")
        order = select(view, "Dates begin with the ...")
        assert order.visible
        assert store.sales is None
        order.value = "day_first"
        assert (store.sales.step, store.sales.units) == ("month", (5, 6))
        order.value = "month_first"
        assert (store.sales.step, store.sales.units) == ("week", (11,)), "the second and the third of January"
        hand_over(view, b"date,units\n01/02/2026,5\n13/02/2026,6\n", "a.csv")
        assert not order.visible
        assert store.sales is not None


@languages
@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b""), ("a.csv", b"1" * (MOST_BYTES + 1)), ("a.xlsx", b"PK\x03\x04no"), ("a.pdf", b"%PDF"),
     ("<b>.csv", b"a,b\nc,d\n")],
)  # fmt: skip
def test_bad_sales_get_a_sentence_and_what_was_there_stays(name: str, content: bytes, language: str) -> None:
    with session(language) as store:
        card = SalesCard(store)
        view = shown(card)
        before = store.sales
        hand_over(view, content or b" ", name)
        assert store.sales is before
        assert 'role="alert"' in words(view)
        assert "<b>" not in words(view)


def test_what_stands_in_cells_is_shown_and_nothing_else() -> None:
    with session() as store:
        card = SalesCard(store)
        view = card.view()
        hand_over(view, b'<script>alert(1)</script>,units\n2026/1/1,=1+1\n2026/1/8,5\n', "a.csv")
        assert "<script>" not in words(view)
        assert "&lt;script&gt;" in words(view)
        assert "Formulas are not computed" in words(view)
        assert store.sales is None


def test_of_a_file_in_pieces_no_more_is_kept_than_may_be() -> None:
    refused: list[Any] = []
    button = BoundedFile(chunk_size=2**20, most=MOST_BYTES)
    button.param.watch(lambda event: refused.append(event.new), "refused", onlychanged=False)
    piece = {"name": "a.csv", "mime_type": "text/csv", "data": b"0" * 2**20}
    button._process_chunk({**piece, "chunk": 1, "total_chunks": 52})
    assert refused == [("a.csv", 52 * 2**20)]
    assert button._file_buffer == {}
    for k in range(30):  # who numbers what he sends wrongly, so that it is never complete
        button._process_chunk({**piece, "name": f"{k}.csv", "chunk": 1, "total_chunks": 20})
        held = sum(len(one) for file in button._file_buffer.values() for one in file["chunks"].values())
        assert held <= MOST_BYTES + 2**20


def test_reading_a_large_file_holds_nobody_up() -> None:
    """What reads stands in a thread of its own: the session's goes on meanwhile."""
    import asyncio

    from app.own_data.upload import in_thread

    async def both() -> float:
        reading = asyncio.ensure_future(in_thread(time.sleep, 0.3))
        began = time.monotonic()
        await asyncio.sleep(0.01)
        waited = time.monotonic() - began
        await reading
        return waited

    assert asyncio.run(both()) < 0.2


def test_names_of_files_are_short_and_no_paths() -> None:
    assert shown_name("C:\\Users\\me\\売上.csv") == "売上.csv"
    assert shown_name("/etc/passwd") == "passwd"
    assert len(shown_name("x" * 500 + ".csv")) < 80
    assert shown_name("x" * 500 + ".csv").endswith(".csv")


@pytest.mark.parametrize("theme", ["default", "dark"])
def test_the_chart_shows_what_was_sold_and_what_the_control_says(theme: str) -> None:
    hv.extension("bokeh")
    series = Series("a", "b", "week", None, (1.0, 4.0, 9.0))
    drawn = Drawn(series, [2.0, 3.0, 40.0, 1.0], [1.0, 5.0, 8.0])
    figure = hv.render(sales_chart(drawn, catalogue("en"), theme))
    lines = {one.glyph.y: one for one in figure.renderers if type(one.glyph).__name__ == "Line"}
    assert {name: list(line.data_source.data[name]) for name, line in lines.items()} == {
        SOLD: [1, 4, 9], CONTROL: [2, 3, 40, 1], FITTED: [1, 5, 8]
    }  # fmt: skip
    assert lines[CONTROL].glyph.line_color == arm_style(0, theme).colour
    assert lines[SOLD].glyph.line_color == INK[theme]
    assert figure.y_range.end >= 40
    assert figure.x_range.end >= 4
    bare = hv.render(sales_chart(Drawn(series), catalogue("en"), theme))
    lengths = [len(one.data_source.data["period"]) for one in bare.renderers]
    assert sorted(lengths) == [0, 0, 3, 3], "nothing is drawn where there is nothing"


def test_the_market_page_follows_what_is_opened_and_which_network_is_made() -> None:
    page = next(page for page in pages() if page.name == "market")
    with session() as store:
        view = unfolded(page.view(store))
        kind = select(view, store.text.say("app.market.kind"))
        consumers = [one for one in view.select() if getattr(one, "label", None) == "Consumers"]
        kind.value = "complete"
        assert store.get(("graph",)) == {"kind": "complete"}
        assert labels(view, "Contacts")
        store.undo()
        assert kind.value == str(store.get(("graph", "kind"), "friends"))
        assert not labels(view, "Contacts")
        assert consumers[0].visible
        hand_over(network_card(store), FRIENDS, "a.csv")
        assert kind.value == market.FROM_FILE
        assert not consumers[0].visible
        kind.value = "ring"
        assert consumers[0].visible
        assert store.scenario is not None


def test_of_many_networks_the_oldest_are_forgotten() -> None:
    with session() as store:
        view = network_card(store)
        for k in range(8):
            hand_over(view, FRIENDS + f"d,e{k}\n".encode() * (k + 1), "friends.csv")
        assert len(store._networks) == 5
        assert isinstance(store, Store)
        assert store.network() is not None


@languages
def test_of_an_empty_file_it_is_said_that_it_is_empty(language: str) -> None:
    """A browser sends no piece of it."""
    with session(language) as store:
        view = network_card(store)
        hand_over(view, FRIENDS, "friends.csv")
        (chosen,) = view.select(BoundedFile)
        before = store.draft
        for status in ("initializing", "finished"):
            chosen._handle_msg({"status": status})
        assert store.text.say("mistake.data.nothing") in words(view)
        assert store.draft is before
        hand_over(view, FRIENDS, "friends.csv")
        assert store.text.say("mistake.data.nothing") not in words(view)


def test_of_files_that_never_come_to_their_end_nothing_is_kept() -> None:
    button = BoundedFile(chunk_size=2**20, most=2 * 2**20)
    piece = {"name": "a.csv", "mime_type": "text/csv", "data": b"0" * 2**20, "total_chunks": 1, "chunk": 1}
    for k in range(20):  # each is whole, and none is ever said to be the last
        button._process_chunk({**piece, "name": f"{k}.csv"})
        assert sum(len(file["value"]) for file in button._buffer) <= 3 * 2**20
    button._process_chunk({**piece, "total_chunks": 2})
    button._handle_msg({"status": "initializing"})
    assert (button._buffer, button._file_buffer) == ([], {})
