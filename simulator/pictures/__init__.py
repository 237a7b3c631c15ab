"""Pictures: a comparison on one slide, as PNG or SVG, in the user's language."""

import os
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from simulator.errors import Mistake
from simulator.new_files import completed
from simulator.pictures.content import Content, content
from simulator.pictures.lettering import drawable
from simulator.pictures.look import house_style
from simulator.results import Results
from simulator.sentences import paired_sentence, setting_line, title_line
from simulator.texts import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, catalogue

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".png", ".svg")


def save_picture(
    results: Results, path: str | os.PathLike[str], text: Catalogue | str = DEFAULT_LANGUAGE
) -> Path:
    """Draw a comparison and write it to a new file: PNG, or SVG with outlines for letters.

    Parameters
    ----------
    text : of the language to write in, or its code.

    Raises
    ------
    Mistake : it exists already, ends otherwise, or cannot be made; what is given are no results;
        there is no such language.
    """
    if not isinstance(text, Catalogue):
        if text not in LANGUAGES:
            raise Mistake("command.language", value=str(text), known=", ".join(LANGUAGES))
        text = catalogue(text)
    shown = content(results)
    with completed(path, *SUFFIXES) as place, house_style(text.language):
        from simulator.pictures.slide import slide

        title = drawable(title_line(results.scenario, text))
        _write(slide(shown, results.scenario, text), place, title, _about(shown, results.scenario, text))
    return Path(path)


def _write(figure: "Figure", place: Path, title: str, about: str) -> None:
    """Write what was drawn; without a date and a version, so that the same gives the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    if place.suffix == ".png":
        FigureCanvasAgg(figure).print_png(
            place, metadata={"Title": title, "Description": about, "Software": None}
        )
        return
    canvas, drawn = FigureCanvasSVG(figure), StringIO()
    canvas.print_svg(drawn, metadata={"Title": title, "Date": None, "Creator": None})
    described = f"</title>\n <desc>{escape(about)}</desc>"
    place.write_text(drawn.getvalue().replace("</title>", described, 1), "utf-8")


def _about(shown: Content, scenario: dict[str, Any], text: Catalogue) -> str:
    """What is to be seen, in words, for those who cannot: setting and differences."""
    answer = shown.answer
    told = [row for rows in shown.differences.values() for row in rows if row and row["low"] is not None]
    parts = [setting_line(answer, scenario, text), *(paired_sentence(row, answer, text) for row in told)]
    return drawable(" ".join([*parts, text.say("table.chance_only"), text.say("table.not_a_forecast")]))
