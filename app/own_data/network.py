"""A network of one's own: handed over as a file, looked at, and taken for the scenario's."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import panel as pn
import panel_material_ui as pmui

from app.own_data.preview import LINES, preview
from app.own_data.upload import in_thread, upload
from app.store import NOTHING, Store
from app.words import sentence
from app.words import text as words
from simulator.errors import Mistake
from simulator.figures import whole
from simulator.graph.files import EDGE_LISTS, SUFFIXES, graph_from_bytes
from simulator.graph.social_graph import SocialGraph
from simulator.sales.cells import is_day
from simulator.sales.sheets import Sheet, read_text
from simulator.scenarios.reading import DEFAULT_GRAPH
from simulator.texts import Catalogue

UPLOADED = "upload-"  # how the names begin that uploads have in a scenario; digests follow, no names of files
ROLES = ("source", "target", "weight")
GUESS = ""
WIDTH = 200
MANY_DATES = 1 / 3  # of the names of people: a column of two holds dates, as in a table of sales


class Read(NamedTuple):
    """A network and the lines it was read from; GraphML has none."""

    graph: SocialGraph
    sheet: Sheet | None


def read_network(content: bytes, file: str, columns: dict[str, str] | None = None) -> Read:
    """Read a network that was handed over.

    Raises
    ------
    Mistake : as `read_graph`.
    """
    graph = graph_from_bytes(content, file, **(columns or {}))  # type: ignore[arg-type]
    return Read(graph, read_text(content, file, LINES) if file.lower().endswith(EDGE_LISTS) else None)


def network_card(store: Store) -> pn.viewable.Viewable:
    """Hand a network over, see what it is, say which columns are what, and take it away again."""
    text = store.text
    told, shown, said = words(), words(), words()
    choices = {
        name: pmui.Select(label=text.say(f"app.data.{name}"), width=WIDTH, visible=False) for name in ROLES
    }
    use = pmui.Button(
        label=text.say("app.data.use_network"), icon="check", variant="outlined", visible=False, margin=10
    )
    take = pmui.Button(label=text.say("app.data.take_away"), icon="delete", variant="text", visible=False)
    content, file, writing = b"", "", False
    mine = ""  # what the scenario's network is called if it is the one that was handed over here
    asking: tuple[SocialGraph, str] | None = None  # a network in doubt, and what it would be called
    asked = 0  # how often it was read; only the newest counts

    async def took(read: Read, given: bytes, name: str) -> None:
        nonlocal content, file, writing, asked
        content, file, writing, asked = given, name, True, asked + 1
        head = _columns(read)
        for choice in choices.values():
            choice.param.update(options={text.say("app.data.guessed"): GUESS, **head}, value=GUESS)
        writing = False
        shown.object = "" if read.sheet is None else preview(
            [], read.sheet.rows, text.say("app.data.preview", file=name)
        )  # fmt: skip
        settle(read.graph, _named(content + name.encode()))

    def settle(graph: SocialGraph, name: str) -> None:
        """Take a network for the scenario's; of one that is in doubt, ask first."""
        nonlocal asking
        doubt = _doubt(graph, text)
        said.object = f'<div role="alert">{sentence(doubt)}</div>' if doubt else ""
        asking = (graph, name)
        if doubt:
            tell()
        else:
            put()

    def put(*_: object) -> None:
        nonlocal asking, mine
        if asking is not None:
            (graph, mine), asking = asking, None
            said.object = ""
            _put(store, graph, mine)
            tell()

    def chosen(_: object) -> None:
        if not writing and content:
            pn.state.execute(read_again)

    async def read_again() -> None:
        nonlocal asked
        asked += 1
        this, before = asked, store.get(("graph", "file"))
        columns = {name: choice.value for name, choice in choices.items() if choice.value}
        try:
            read = await in_thread(read_network, content, file, columns)
        except Mistake as mistake:
            if this == asked:
                said.object = "".join(sentence(one) for one in mistake.sentences(text.language))
            return
        if this != asked or store.get(("graph", "file")) != before:  # or it was taken away meanwhile
            return
        settle(read.graph, _named(content + repr(sorted(columns.items())).encode()))

    def tell(*_: object) -> None:
        told.object = "".join(map(sentence, _told(store)))
        file_now = store.get(("graph", "file"))
        is_mine = asking is not None or (file_now is not None and file_now == mine)
        use.visible, take.visible, shown.visible = asking is not None, file_now is not None, is_mine
        for choice in choices.values():
            choice.visible = is_mine and len(choice.options) > 1

    for choice in choices.values():
        choice.param.watch(chosen, "value")
    use.on_click(put)
    take.on_click(lambda _: store.put(("graph",), {"kind": DEFAULT_GRAPH}))
    store.param.watch(tell, ["draft", "mistakes"])
    tell()
    label = text.say("app.data.choose_network")
    return pn.Column(
        words(sentence(text.say("app.data.network_what"))),
        upload(store, label, SUFFIXES, read_network, took),
        told, said, pn.FlexBox(*choices.values(), gap="8px 16px", sizing_mode="stretch_width"), use, take,
        shown,
        sizing_mode="stretch_width",
    )  # fmt: skip


def _doubt(graph: SocialGraph, text: Catalogue) -> str:
    """Why a table is probably no network; nothing of one that may be."""
    dates = [name for name in graph.labels or () if not name.isdecimal() and is_day(name)]
    if len(dates) > MANY_DATES * graph.n:
        return text.say("app.data.doubt_dates", name=dates[0])
    apart = graph.notes.get("apart")
    return text.say("app.data.doubt_apart", columns=apart) if apart else ""


def _columns(read: Read) -> dict[str, str]:
    """Columns by what the first line calls them, each with its number from 1."""
    if read.sheet is None:
        return {}
    first = read.sheet.rows[0][1]
    return {f"{number}: {cell}": str(number) for number, cell in enumerate(first, 1)}


def _named(what: bytes) -> str:
    """What a network is called that was read from this."""
    return UPLOADED + hashlib.sha256(what).hexdigest()[:16]


def _put(store: Store, graph: SocialGraph, name: str) -> None:
    """Take a network for the scenario's; what is said of any network stays."""
    store.keep_network(name, graph)
    rescale = store.get(("graph", "rescale"), NOTHING)
    store.put(("graph",), {"file": name, **({} if rescale is NOTHING else {"rescale": rescale})})


def _told(store: Store) -> Iterator[str]:
    """Which network the scenario has, if it is one from a file."""
    text, file, graph = store.text, store.get(("graph", "file")), store.network()
    if graph is None and store.scenario is not None:
        graph = store.scenario._social_graph
    if file is None:
        yield text.say("app.data.no_network")
    elif graph is not None:
        people, ties = whole(graph.n, text.language), whole(graph.ties, text.language)
        yield text.say("app.data.network_is", people=people, ties=ties)
        yield from store.wrong  # such as more followers than it has people
    elif str(file).startswith(UPLOADED):
        yield text.say("app.data.network_gone")
