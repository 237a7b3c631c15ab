"""The client's report: one HTML file that needs nothing else, reads on a screen and prints well.

Its parts are those of the app's pages (`simulator.sections`), by day. A policy in its head forbids it to
load or to carry out anything: only its own style and pictures within it are allowed.
"""

import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.explanation import claims
from simulator.html.bars import STYLE as BARS
from simulator.html.look import arm_style
from simulator.html.words import STYLE, heading, legend, sentence, unbroken
from simulator.journey import journey
from simulator.new_files import completed
from simulator.outcome import Outcome
from simulator.pictures.content import COURSES
from simulator.report.curves import curves
from simulator.report.headline import headline
from simulator.report.logo import picture_in_text
from simulator.reproduced import FILE, command_of, own_strategies, scenario_text
from simulator.sections.answer import answer_lines, small_print
from simulator.sections.books import economics, ledger
from simulator.sections.differences import chances, differences
from simulator.sections.means import means
from simulator.sections.people import TITLES, funnel, ladder, moods
from simulator.sections.reasons import assumptions, limits, worlds
from simulator.sections.steps import steps
from simulator.sentences import setting_line, title_line
from simulator.texts import Catalogue

if TYPE_CHECKING:
    from jinja2 import Template

SUFFIX = ".html"
DAY = "default"  # paper is white


def report_html(
    outcome: Outcome, text: Catalogue, *, client: str = "", logo: bytes | None = None, on: date | None = None
) -> str:
    """Write a comparison for a client.

    Parameters
    ----------
    client : name on the first page. logo : a PNG or JPEG. on : the day that is written on it.

    Raises
    ------
    Mistake : the logo is no such picture, or too large.
    """
    content, client = outcome.content, client.encode("utf-8", "replace").decode()  # as a terminal may give it
    told = outcome.best_plan
    return _template().render(
        language=text.language, style=STYLE + BARS, client=client, logo=picture_in_text(logo),
        question=title_line(outcome.results.scenario, text),
        setting=setting_line(content.answer, outcome.results.scenario, text),
        day="" if on is None else on.isoformat(),
        answer="".join(map(sentence, answer_lines(outcome, text, "report"))),
        headline=headline(outcome, told, text),
        numbers=told and text.say("report.numbers", arm=content.arms[told], control=content.arms[0]),
        first="".join(_first(outcome, text)),
        pages=["".join(page) for page in (
            _comparison(outcome, text), _money(outcome, told, text), _journey(outcome, told, text),
            _basis(outcome, text), _reproduce(outcome, text),
        )],
    )  # fmt: skip


def save_report(
    outcome: Outcome, path: str | os.PathLike[str], text: Catalogue, *, client: str = "",
    logo: bytes | None = None, on: date | None = None,
) -> Path:  # fmt: skip
    """Write the report to a new file.

    Raises
    ------
    Mistake : it exists already, ends otherwise than in .html, or cannot be made; see `report_html`.
    """
    written = report_html(outcome, text, client=client, logo=logo, on=on)
    with completed(path, SUFFIX) as place:
        place.write_text(written, "utf-8")
    return Path(path)


def _first(outcome: Outcome, text: Catalogue) -> Iterator[str]:
    """Below the numbers of the first page: how it comes about, and what it is not."""
    arms = outcome.content.arms
    yield legend([(arm, arm_style(k, DAY)) for k, arm in enumerate(arms)])
    yield '<div class="side">'
    for k in range(len(COURSES)):
        yield curves(outcome.content, outcome.content.courses[k], text)
    yield "</div>"
    yield from (sentence(line, small=True) for line in small_print(outcome, text)[-2:])


def _comparison(outcome: Outcome, text: Catalogue) -> Iterator[str]:
    yield heading(text.say("app.compare.means"), 2)
    yield means(outcome, text)
    yield from differences(outcome, text, DAY)
    yield from chances(outcome, text, DAY)


def _money(outcome: Outcome, arm: int, text: Catalogue) -> Iterator[str]:
    if arm:
        yield heading(text.say("app.compare.waterfall"), 2)
        yield from steps(outcome, outcome.content.arms[arm], text, DAY)
    yield from ledger(outcome, arm, text)
    yield from economics(outcome, text, DAY)


def _journey(outcome: Outcome, arm: int, text: Catalogue) -> Iterator[str]:
    found = journey(outcome.results.data)
    titles = {name: text.say(f"metric.{metric}") for name, metric in TITLES.items()}
    yield from funnel(outcome, text)
    yield from ladder(outcome, found, arm, titles, text)
    yield from moods(outcome, found, arm, text)


def _basis(outcome: Outcome, text: Catalogue) -> Iterator[str]:
    if claims(outcome.content.answer, text):
        yield from limits(outcome, text)
    else:
        yield from limits(None, text)
    if outcome.content.answer["assumptions"] is not None:
        yield heading(text.say("app.why.worlds"), 2)
        yield from worlds(outcome, text, DAY)
    yield heading(text.say("app.why.assumed"), 2)
    yield from assumptions(outcome.scenario, text, only_changed=False)


def _reproduce(outcome: Outcome, text: Catalogue) -> Iterator[str]:
    """The command, the seed, the version and the digest, and the scenario itself."""
    answer = outcome.content.answer
    yield heading(text.say("report.reproduce"), 2)
    yield sentence(text.say("report.how", version=version("kuchikomi"), file=FILE))
    yield f"<pre>{escape(command_of(outcome))}</pre>"
    if kinds := own_strategies(outcome):
        yield sentence(text.say("report.own_strategies", kinds=", ".join(kinds)))
    yield sentence(text.say("report.digest", digest=answer["scenario"]["digest"]))
    yield f"<pre>{escape(scenario_text(outcome))}</pre>"


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("simulator.report", ".")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.filters["unbroken"] = unbroken  # which escapes too
    return environment.get_template("page.html")
