"""People on a map of their ties: drawn once, coloured anew each week in the browser itself."""

from typing import NamedTuple

import numpy as np
from bokeh.models import ColumnDataSource, CustomJS, Range1d
from bokeh.plotting import figure

from simulator.html.look import FAINT, INK, TOLD, stage_styles
from simulator.watching import Sample, Watched

SIDE = 640  # at most
SIZES = (5, 9)  # of those who never knew it, and of all others: pixels
LARGE = 400  # people from which on marks are small
IN_LARGE = (3, 6)
RECOLOUR = """
const week = cb_obj.value, n = people.data.x.length, rung = weeks.data.rung;
const colour = people.data.colour, size = people.data.size, mark = people.data.mark;
for (let i = 0; i < n; i++) {
  const r = rung[week * n + i];
  colour[i] = palette[r];
  mark[i] = marks[r];
  size[i] = r == 0 ? sizes[0] : sizes[1];
}
people.change.emit();
"""
"""Done in the browser: a trip to the server and back for each week would be too slow to play."""


class Map(NamedTuple):
    """A map: what is drawn, who is on it, the rungs of all weeks, who told whom, and how it is coloured."""

    figure: figure
    people: ColumnDataSource
    told: ColumnDataSource
    recolour: CustomJS


def people_map(sample: Sample, watched: Watched, week: int, theme: str) -> Map:
    """Draw some people and their ties, as they stand at the end of a week.

    Parameters
    ----------
    week : 0 is before the first.
    """
    rung = np.ascontiguousarray(watched.rung[:, sample.uids]).astype(np.uint8)
    palette, shapes = zip(*stage_styles(theme).values(), strict=True)
    sizes = IN_LARGE if len(sample.uids) > LARGE else SIZES
    people = ColumnDataSource({
        "x": sample.x, "y": sample.y, "colour": [palette[r] for r in rung[week]],
        "mark": [shapes[r] for r in rung[week]], "size": np.where(rung[week] == 0, *map(float, sizes)),
    })  # fmt: skip
    weeks = ColumnDataSource({"rung": rung.ravel()})
    told = ColumnDataSource({"x0": [], "y0": [], "x1": [], "y1": []})
    frame = Range1d(-1.05, 1.05), Range1d(-1.05, 1.05)
    drawn = figure(
        sizing_mode="scale_width", aspect_ratio=1, max_width=SIDE, x_range=frame[0], y_range=frame[1],
        toolbar_location=None, tools="tap,wheel_zoom,pan", background_fill_color=None, border_fill_color=None,
        outline_line_color=None,
    )  # fmt: skip
    drawn.axis.visible = drawn.grid.visible = False
    ends = [sample.x[sample.ties], sample.y[sample.ties]]
    drawn.segment(
        ends[0][:, 0], ends[1][:, 0], ends[0][:, 1], ends[1][:, 1], line_color=FAINT[theme], line_width=0.5,
        line_alpha=0.6 if len(sample.uids) <= LARGE else 0.35,
    )  # fmt: skip
    drawn.segment("x0", "y0", "x1", "y1", source=told, line_color=TOLD[theme], line_width=2.5)
    drawn.scatter(
        "x", "y", source=people, size="size", marker="mark", fill_color="colour", line_color=INK[theme],
        line_width=0.3, nonselection_fill_alpha=1, nonselection_line_alpha=1, selection_line_width=3,
        selection_line_color=INK[theme],
    )  # fmt: skip
    recolour = CustomJS(
        args={"people": people, "weeks": weeks, "palette": palette, "marks": shapes, "sizes": list(sizes)},
        code=RECOLOUR,
    )
    return Map(drawn, people, told, recolour)
