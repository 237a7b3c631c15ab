"""One slide of a comparison: what is asked, courses, differences, the way to loyalty, and its limits."""

from typing import Any

from matplotlib.figure import Figure

from simulator.figures import whole
from simulator.pictures.content import MOST_ARMS, Content
from simulator.pictures.courses import draw_course
from simulator.pictures.lettering import SHORTENED, drawable
from simulator.pictures.look import BODY, EDGE, HEIGHT, SMALL, SOFT, TITLES, WIDTH
from simulator.pictures.page import Page
from simulator.pictures.rows import FOOT, HEAD, Rows
from simulator.sentences import setting_line, title_line
from simulator.texts import Catalogue

TOP, BOTTOM = 22.0, 16.0
ROW, ROWS = 33.0, 176.0  # height of a row, and of all at most
GUTTER = 28.0
NOTE = 11.0  # from note to note


def slide(shown: Content, scenario: dict[str, Any], text: Catalogue) -> Figure:
    """Draw a comparison; call it in `house_style`.

    Parameters
    ----------
    scenario : resolved.
    """
    page = Page(text)
    below = _head(page, shown, scenario)
    above = _notes(page, shown)
    row = min(ROW, ROWS / len(shown.arms))
    top = above - 12 - FOOT - row * len(shown.arms) - HEAD
    width = (WIDTH - 2 * EDGE - GUTTER) / len(shown.courses)
    for k, course in enumerate(shown.courses):
        draw_course(page, shown, course, EDGE + k * (width + GUTTER), below, width, top - 14 - below)
    Rows(page, shown, top, row).draw()
    return page.figure


def _head(page: Page, shown: Content, scenario: dict[str, Any]) -> float:
    """Write the question and what was run; return where that ends."""
    question = title_line(scenario, page.text)
    y, room = TOP, WIDTH - 2 * EDGE
    size = next((x for x in TITLES if len(page.fitted(question, room, x, 2, "bold")) == 1), TITLES[-1])
    for line in _title(page, question, room, size):
        page.write(EDGE, y + size * 0.6, line, size, weight="bold")
        y += size * 1.25
    setting = setting_line(shown.answer, scenario, page.text)
    y += 9
    page.write(EDGE, y, setting, BODY + 1, color=SOFT)
    return y + 22


def _title(page: Page, question: str, room: float, size: float) -> list[str]:
    """The question in one line or two: parted at a Japanese comma, else in about equal lines."""
    words = drawable(question)
    widest = page.fitted(words, room, size, 2, "bold")
    if len(widest) == 1 or SHORTENED in widest[-1]:
        return widest
    commas = (k for k, sign in enumerate(words, 1) if sign == "、")
    for k in sorted(commas, key=lambda k: abs(2 * k - len(words))):
        parts = [words[:k], words[k:].lstrip()]
        if max(page.width(part, size, "bold") for part in parts) <= room:
            return parts
    narrower = [page.fitted(words, room * x / 20, size, 2, "bold") for x in range(20, 10, -1)]
    return [lines for lines in narrower if SHORTENED not in lines[-1]][-1]


def _notes(page: Page, shown: Content) -> float:
    """Write what the picture does not tell; return where that begins."""
    answer, say = shown.answer, page.text.say
    notes = []
    if len(answer["arms"]) > MOST_ARMS:
        notes.append(say("picture.more_arms", shown=MOST_ARMS, arms=len(answer["arms"])))
    if shown.runs < answer["requested"]:
        notes.append(say("cli.kept", done=shown.runs, asked=answer["requested"]))
    if answer["people_per_consumer"] > 1:
        consumers, people = (whole(x, page.text.language) for x in (answer["consumers"], shown.people))
        notes.append(say("table.chance_of_consumers", consumers=consumers, people=people))
    notes += [say("table.chance_only"), say("table.not_a_forecast")]
    lines = [line for note in notes for line in page.fitted(note, WIDTH - 2 * EDGE, SMALL + 0.5, 2)]
    first = HEIGHT - BOTTOM - NOTE * (len(lines) - 1)
    for k, line in enumerate(lines):
        page.write(EDGE, first + k * NOTE, line, SMALL + 0.5, color=SOFT)
    return first - 6
