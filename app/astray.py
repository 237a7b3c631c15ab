"""What is wrong and belongs to no field that stands open, on top of the page that can mend it."""

from collections.abc import Callable

import panel as pn

from app.labels import page_of
from app.mistakes import places_of
from app.store import Store
from app.words import sentence
from app.words import text as words
from simulator.scenarios.draft import Place


def astray(store: Store, page: str, is_open: Callable[[Place], bool]) -> pn.pane.HTML:
    """The sentences, each with its place; nothing where there are none.

    Parameters
    ----------
    is_open : whether a place has a field or a part of the page that says itself what is wrong with it.
    """
    said = words()

    def told(*_: object) -> None:
        lines = [
            store.told_of(one)
            for one in store.mistakes
            if page_of(places_of(one)[0]) == page and not any(map(is_open, places_of(one)))
        ]
        said.object = f'<div role="alert">{"".join(map(sentence, lines))}</div>' if lines else ""

    store.param.watch(told, ["draft", "mistakes"])
    told()
    return said
