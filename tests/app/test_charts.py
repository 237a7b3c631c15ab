"""Charts show the numbers of the outcome, each arm in its colour, and nothing is cut off."""

from typing import Any

import holoviews as hv
import numpy as np
import pytest
from bokeh.core.enums import MarkerType
from sessions import compared, session

from app.charts.courses import course_chart
from app.charts.lines import Line, lines_chart
from app.charts.paper import FIGURES, WORDS
from app.charts.sales import Drawn, sales_chart
from app.charts.stages import stages_chart
from simulator.html.look import MARKS, STAGE_MARKS, arm_style, stage_styles
from simulator.html.marks import SHAPES
from simulator.pictures.look import STYLES
from simulator.sales.series import Series
from simulator.texts import catalogue

hv.extension("bokeh")


@pytest.fixture(scope="module")
def content() -> Any:
    with session() as store:
        return compared(store).content


@pytest.mark.parametrize("theme", ["default", "dark"])
@pytest.mark.parametrize("number", [0, 1])
def test_every_arm_has_its_own_numbers_and_its_own_colour(content: Any, number: int, theme: str) -> None:
    course = content.courses[number]
    chart = course_chart(content, course, catalogue("en"), theme)
    figure = hv.render(chart)
    lines = [one for one in figure.renderers if type(one.glyph).__name__ == "Line"]
    bands = [one for one in figure.renderers if type(one.glyph).__name__ in ("Patch", "VArea")]
    assert len(lines) == len(content.arms)
    for k, line in enumerate(lines):
        data = line.data_source.data
        assert np.array_equal(data["week"], np.arange(1, content.weeks + 1))
        assert np.allclose(data[course.name], course.mean[k])
        assert line.glyph.line_color == arm_style(k, theme).colour
    assert len(bands) == len(content.arms)
    assert [band.glyph.fill_color for band in bands] == [line.glyph.line_color for line in lines]


@pytest.mark.parametrize("number", [0, 1])
def test_the_axes_hold_all_that_is_drawn(content: Any, number: int) -> None:
    course = content.courses[number]
    figure = hv.render(course_chart(content, course, catalogue("en"), "default"))
    assert figure.y_range.end >= course.high.max()
    assert figure.y_range.start <= min(0.0, course.low.min())
    assert figure.x_range.end >= content.weeks


def drawn(content: Any) -> list[Any]:
    """A figure of each kind of chart that has marks and weeks."""
    text, ones = catalogue("en"), np.ones(8)
    stages = dict.fromkeys(stage_styles("default"), ones)
    return [
        hv.render(course_chart(content, content.courses[0], text, "default")),
        hv.render(lines_chart([Line("a", ones, arm_style(0, "default"))], text, "default")),
        hv.render(stages_chart(stages, stage_styles("default"), text, "default")),
        hv.render(sales_chart(Drawn(Series("f", "n", "week", None, (1.0, 2.0))), text, "default")),
    ]


def test_marks_at_the_edge_are_whole(content: Any) -> None:
    for figure in drawn(content):
        levels = {one.level for one in figure.renderers if hasattr(one.glyph, "marker")}
        assert levels == {"annotation"}, "Bokeh cuts what is below at the edge of the frame"
        assert figure.output_backend == "canvas", "WebGL cuts everything"


def test_words_and_figures_are_as_large_whatever_theme_is_used(content: Any) -> None:
    """The frame gives axes sizes of its own when a page is shown again: the same (tests/browser)."""
    renderer = hv.renderer("bokeh")
    before, sizes = renderer.theme, set()
    try:
        for renderer.theme in (None, "dark_minimal", "caliber"):
            axes = [axis for figure in drawn(content) for axis in (*figure.xaxis, *figure.yaxis)]
            sizes |= {(one.axis_label_text_font_size, one.major_label_text_font_size) for one in axes}
    finally:
        renderer.theme = before
    assert sizes == {(WORDS, FIGURES)}


def test_colours_and_marks_tell_arms_apart() -> None:
    for theme in ("default", "dark"):
        styles = [arm_style(k, theme) for k in range(8)]
        assert len({one.colour for one in styles}) == len({one.marker for one in styles}) == 8
        stages = stage_styles(theme).values()
        assert len({one.colour for one in stages}) == len({one.marker for one in stages}) == 6


def test_marks_are_drawn_alike_on_charts_in_tables_and_in_pictures() -> None:
    """Each name is one that Bokeh has, one of our drawings, and the mark of the picture."""
    assert [MARKS[style.mark] for style in STYLES] == [arm_style(k, "default").marker for k in range(8)]
    assert {*SHAPES} == {*MARKS.values()} >= {*STAGE_MARKS.values()}
    assert {*SHAPES} <= {*MarkerType}


def test_stages_carry_their_marks() -> None:
    styles = stage_styles("default")
    people = {name: np.full(8, 3.0) for name in styles}
    figure = hv.render(stages_chart(people, styles, catalogue("en"), "default"))
    glyphs = [one.glyph for one in figure.renderers if hasattr(one.glyph, "marker")]
    assert [(one.fill_color, one.marker) for one in glyphs] == list(reversed(styles.values()))


@pytest.mark.parametrize(("theme", "paper"), [("default", "#ffffff"), ("dark", "#121212")])
def test_lines_stand_out_from_their_paper(theme: str, paper: str) -> None:
    """At least 3:1, what WCAG 2.1 asks of graphics."""
    weak = [arm_style(k, theme).colour for k in range(8) if contrast(arm_style(k, theme).colour, paper) < 3]
    assert weak == []


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.1 reckons it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))
