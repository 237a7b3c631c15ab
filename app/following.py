"""What follows the newest outcome: texts and charts that are written anew while their page is shown."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import holoviews as hv
import panel as pn
from holoviews.streams import Pipe

from app.store import Store
from app.words import heading, sentence
from app.words import text as words
from simulator.outcome import Outcome

Drawing = Callable[[Any, str], hv.Element | hv.Overlay]


def following(
    store: Store, page: str, told: Callable[[Outcome], None], charts: Sequence["Chart"] = ()
) -> None:
    """Call with the outcome now, whenever there is a new one, when the theme changes or the page is shown.

    A page that is not shown waits until it is.

    Parameters
    ----------
    charts : those of the page. Shown again, HoloViews would draw the numbers that it was made with: they
        are made anew.
    """

    def look(*_: object) -> None:
        if store.outcome is not None and store.page == page:
            told(store.outcome)

    def shown(*_: object) -> None:
        for chart in charts:
            chart.forget()
        look()

    store.param.watch(look, ["outcome", "theme"])
    store.param.watch(shown, "page")
    look()


class Chart:
    """A chart under its heading; new numbers are drawn into it in place.

    Parameters
    ----------
    draw : makes the chart of numbers and a theme. It is made anew only where the `shape` of the
        numbers differs (how many lines there are), or the theme.
    """

    def __init__(self, title: str, note: str, draw: Drawing) -> None:
        self._title, self._note, self._draw = title, note, draw
        self._shape: Hashable = None
        self._pipe = Pipe(data=None)
        self.view = pn.Column(sizing_mode="stretch_width", min_width=280, styles={"flex": "1 1 420px"})

    def forget(self) -> None:
        """Make it anew with the next numbers."""
        self._shape = None

    def show(self, numbers: Any, theme: str, shape: Hashable = None) -> None:
        """Draw numbers."""
        if (shape, theme) == self._shape:
            self._pipe.send(numbers)
            return
        self._shape, self._pipe = (shape, theme), Pipe(data=numbers)
        drawn = hv.DynamicMap(lambda data: self._draw(data, theme), streams=[self._pipe])
        pane = pn.pane.HoloViews(drawn, sizing_mode="stretch_width", min_width=280, linked_axes=False)
        above = heading(self._title, 3) + (sentence(self._note, small=True) if self._note else "")
        self.view[:] = [words(above), pane]
