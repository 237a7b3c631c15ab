"""A page to draw on: places and sizes in points from its upper left corner."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from simulator.pictures.lettering import drawable, fitted
from simulator.pictures.look import BODY, DPI, FAINT, HEIGHT, INK, PAPER, SOFT, WIDTH, Style
from simulator.texts import Catalogue

CJK = "\u2e80"  # from here on letters come from the Japanese font
POINTS = 72.0  # to the inch
BOLDER = 0.05  # outline of letters that are to be bold, by their size


class Page:
    """A slide: its figure, and the language that it speaks."""

    def __init__(self, text: Catalogue) -> None:
        self.text = text
        self.figure = Figure(figsize=(WIDTH / POINTS, HEIGHT / POINTS), dpi=DPI, facecolor=PAPER)
        self._renderer = FigureCanvasAgg(self.figure).get_renderer()
        self._widths: dict[tuple[str, float, str], float] = {}

    def width(self, words: str, size: float = BODY, weight: str = "normal") -> float:
        """How wide words are, in points."""
        if (words, size, weight) not in self._widths:
            font = FontProperties(size=size, weight=weight)
            width, _, _ = self._renderer.get_text_width_height_descent(words, font, False)
            self._widths[words, size, weight] = float(width) * POINTS / DPI
        return self._widths[words, size, weight]

    def fitted(
        self, words: str, room: float, size: float, most: int = 1, weight: str = "normal"
    ) -> list[str]:
        """Words in lines that fit."""
        return fitted(drawable(words), room, most, lambda line: self.width(line, size, weight))

    def write(self, x: float, y: float, words: str, size: float = BODY, **look: Any) -> Text:
        """Write words in one line; `y` is its middle, unless `va` says otherwise."""
        look = {"ha": "left", "va": "center_baseline", "color": INK} | look
        if look.get("weight") == "bold" and (self.text.language == "ja" or max(words) >= CJK):  # one weight
            look["path_effects"] = [withStroke(linewidth=size * BOLDER, foreground=look["color"])]
        return self.figure.text(x / WIDTH, 1 - y / HEIGHT, drawable(words), size=size, **look)

    def mark(self, x: float, y: float, style: Style, size: float = 6.0) -> None:
        """Draw the mark of an arm."""
        self.line([x], [y], color=style.colour, marker=style.mark, ms=size, mec=PAPER, mew=0.5)

    def line(self, x: Sequence[float], y: Sequence[float], **look: Any) -> None:
        """Draw a line."""
        across, up = [one / WIDTH for one in x], [1 - one / HEIGHT for one in y]
        all_of_it: dict[str, Any] = {"lw": 0.6, "color": FAINT} | look
        self.figure.add_artist(Line2D(across, up, transform=self.figure.transFigure, **all_of_it))

    def axes(self, name: str, left: float, top: float, width: float, height: float) -> Axes:
        """A bare plot, which can be found by its name."""
        place = (left / WIDTH, 1 - (top + height) / HEIGHT, width / WIDTH, height / HEIGHT)
        axes = self.figure.add_axes(place, label=name, facecolor="none")
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.tick_params(length=0, pad=4, labelsize=BODY - 1, labelcolor=SOFT)
        axes.set_xticks([])
        axes.set_yticks([])
        return axes
