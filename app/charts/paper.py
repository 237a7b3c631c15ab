"""What all charts share: plain paper, faint lines, the ink of the theme, round numbers on the axis."""

from typing import Any

import holoviews as hv
import numpy as np
from numpy.typing import NDArray

from simulator.html.look import FAINT, INK, SOFT

HEIGHT = 320
MARKS_EACH = 6  # on a line
WORDS, FIGURES = "1em", "0.925em"  # beside an axis: what the frame makes of them later, from the beginning
UNCUT = "annotation"  # a level of Bokeh: what stands there is drawn beyond the edges of the frame too
BEYOND = 1.02  # of the weeks: room for the last mark


def week_axis(weeks: int) -> dict[str, Any]:
    """Options of an axis of weeks."""
    return {"xlim": (0, BEYOND * weeks), "xticks": sorted({0, weeks // 2, weeks})}


def marks(
    weeks: NDArray[Any], values: NDArray[Any], name: str, colour: str, mark: str
) -> hv.Scatter:
    """Some marks on a line, by which it is told from others without colours."""
    at = np.unique(np.linspace(0, len(weeks) - 1, MARKS_EACH).round().astype(int))
    points = hv.Scatter((weeks[at], values[at]), "week", name, label=name)
    return points.opts(color=colour, marker=mark, size=8, framewise=True)


def plain_paper(theme: str) -> Any:
    """No frame, faint lines, the ink of the theme, and whole marks: a hook of HoloViews."""

    def hook(plot: Any, _: Any) -> None:
        figure = plot.state
        figure.background_fill_color = figure.border_fill_color = None
        figure.outline_line_color = None
        figure.output_backend = "canvas"  # WebGL would cut marks at the edges of the frame
        figure.xgrid.grid_line_color = None
        figure.ygrid.grid_line_color = FAINT[theme]
        for axis in (*figure.xaxis, *figure.yaxis):
            axis.axis_line_color = FAINT[theme]
            axis.major_tick_line_color = axis.minor_tick_line_color = None
            axis.major_label_text_color = SOFT[theme]
            axis.axis_label_text_color = INK[theme]
            axis.axis_label_text_font_style = "normal"
            axis.axis_label_text_font_size, axis.major_label_text_font_size = WORDS, FIGURES
        for one in figure.renderers:
            if hasattr(one.glyph, "marker"):
                one.level = UNCUT

    return hook
