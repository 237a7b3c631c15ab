"""A comparison as a workbook: a sheet for each table, the parameters it rests on, and their sources."""

import os
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from simulator.assumed import assumed, place_in_words, range_in_words, references, value_in_words
from simulator.figures import currency_name
from simulator.metrics.paths import PATHS
from simulator.new_files import completed
from simulator.outcome import Outcome
from simulator.reproduced import FILE, command_of, own_strategies, scenario_text
from simulator.sections.answer import answer_lines, small_print
from simulator.sentences import robust_sentences, setting_line, title_line
from simulator.texts import Catalogue

SUFFIX = ".xlsx"
EXACT = 2**53  # above, a spreadsheet has no exact whole numbers
WIDE, NARROW = 60, 16  # columns, in characters
SHEETS = ("answer", "means", "differences", "weeks", "assumptions", "sources", "scenario")
OF_ARMS = ("mean", "low", "high", "p10", "p90", "p_best")
OF_PAIRS = ("mean", "low", "high", "p_better", "enough", "more_runs_needed")
Row = Sequence[Any]


def save_workbook(outcome: Outcome, path: str | os.PathLike[str], text: Catalogue) -> Path:
    """Write a comparison to a new workbook.

    Raises
    ------
    Mistake : it exists already, ends otherwise than in .xlsx, or cannot be made.
    """
    with completed(path, SUFFIX) as place:
        place.write_bytes(workbook(outcome, text))
    return Path(path)


def workbook(outcome: Outcome, text: Catalogue) -> bytes:
    """Write a comparison as a workbook: texts as texts, whatever they begin with, and numbers as numbers."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book, bold = Workbook(), Font(bold=True)
    book.remove(book.active)
    tables = (_answer, _means, _differences, _weeks, _assumptions, _sources, _scenario)
    for name, rows in zip(SHEETS, tables, strict=True):
        sheet = book.create_sheet(text.say(f"workbook.{name}"))
        for number, row in enumerate(rows(outcome, text), start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column)
                _write(cell, value)
                if number == 1 and name != "answer":
                    cell.font = bold
        if name != "answer":
            sheet.freeze_panes = "A2"
        for column in sheet.columns:
            longest = max((len(str(cell.value)) for cell in column if cell.value is not None), default=0)
            sheet.column_dimensions[column[0].column_letter].width = min(WIDE, max(NARROW, longest))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell: Any, value: Any) -> None:
    """Write one cell; a text that begins like a formula stays the text that it is."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t", "\r"))
    elif value is not None:
        cell.value = int(value) if isinstance(value, bool) else value


def _answer(outcome: Outcome, text: Catalogue) -> Iterator[Row]:
    yield [title_line(outcome.results.scenario, text)]
    yield [setting_line(outcome.content.answer, outcome.results.scenario, text)]
    answer = outcome.content.answer
    yield from ([line] for line in answer_lines(outcome, text, "report"))
    if answer["assumptions"] is not None:
        yield from ([line] for line in robust_sentences(answer["assumptions"], answer, text))
    yield from ([line] for line in small_print(outcome, text))


def _means(outcome: Outcome, text: Catalogue) -> Iterator[Row]:
    head = ("arm", "metric", "title", "unit", *OF_ARMS, "measured")
    yield [text.say(f"column.{name}") for name in head]
    for arm in outcome.content.answer["arms"]:
        for name, metric in arm["metrics"].items():
            named = arm["name"], name, text.say(f"metric.{name}"), text.unit(metric["unit"])
            yield [*named, *(metric[one] for one in OF_ARMS), arm["measured"][name]]


def _differences(outcome: Outcome, text: Catalogue) -> Iterator[Row]:
    head = ("arm", "control", "metric", "title", *(f"difference_{one}" for one in OF_PAIRS))
    yield [text.say(f"column.{name}") for name in head]
    for row in outcome.content.answer["paired"]:
        named = row["arm"], row["control"], row["metric"], text.say(f"metric.{row['metric']}")
        yield [*named, *(row[one] for one in OF_PAIRS)]


def _weeks(outcome: Outcome, text: Catalogue) -> Iterator[Row]:
    """Means of the runs at the end of each week."""
    yield [text.say("column.arm"), text.say("workbook.week"), *(text.say(f"metric.{name}") for name in PATHS)]
    data = outcome.results.data
    means = [_mean(path.of(data)) for path in PATHS.values()]
    for a, arm in enumerate(outcome.results.arms):
        for week in range(data.sizes["week"]):
            yield [arm, week + 1, *(values[a][week] for values in means)]


def _mean(values: Any) -> list[list[float | None]]:
    """Means over the runs in which there is something to measure: of arms and weeks."""
    return [
        [
            sum(known) / len(known) if (known := [x for x in runs if x == x]) else None
            for runs in zip(*weeks, strict=True)
        ]
        for weeks in values.tolist()
    ]


def _assumptions(outcome: Outcome, text: Catalogue) -> Iterable[Row]:
    names = ("place", "parameter", "value", "default", "range", "unit", "source", "meaning")
    yield [text.say(f"workbook.{name}") for name in names]
    currency = currency_name(outcome.scenario.market.currency, text.language)
    for one in assumed(outcome.scenario):
        declared = one.declared
        values = (
            value_in_words(declared, value, text) if isinstance(value, str) else value  # a number stays one
            for value in (one.value, declared.default)
        )
        yield [
            place_in_words(one, text), declared.name, *values, range_in_words(declared, text),
            text.unit(declared.unit, currency), text.source(declared.source), text.own(declared.description),
        ]  # fmt: skip


def _sources(outcome: Outcome, text: Catalogue) -> Iterable[Row]:
    yield [text.say(f"workbook.{name}") for name in ("source", "authors", "year", "title", "where")]
    for key, cited in references(outcome.scenario).items():
        yield [key, *cited]


def _scenario(outcome: Outcome, text: Catalogue) -> Iterable[Row]:
    answer = outcome.content.answer
    yield [text.say("report.reproduce")]
    facts = {"digest": answer["scenario"]["digest"], "seed": answer["seed"], "runs": answer["replicates"],
             "version": answer["engine"]["version"]}  # fmt: skip
    if answer["seed"] > EXACT:
        facts["seed"] = str(answer["seed"])
    yield from ([text.say(f"workbook.{name}"), value] for name, value in facts.items())
    yield [text.say("report.how", version=answer["engine"]["version"], file=FILE)]
    yield [command_of(outcome)]
    if kinds := own_strategies(outcome):
        yield [text.say("report.own_strategies", kinds=", ".join(kinds))]
    yield from ([line] for line in scenario_text(outcome).splitlines())
