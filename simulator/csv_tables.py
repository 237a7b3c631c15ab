"""A comparison as one table for spreadsheets: a line for each arm and metric, in the user's language."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.new_files import completed
from simulator.sentences import interval_label
from simulator.texts import Catalogue

SUFFIX = ".csv"
OF_ARMS = ("mean", "low", "high", "p10", "p90", "p_best")
OF_PAIRS = ("mean", "low", "high", "p_better", "enough", "more_runs_needed")
COLUMNS = (
    "arm", "metric", "title", "unit", *OF_ARMS, "measured", "control",
    *(f"difference_{one}" for one in OF_PAIRS),
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes a text for that begins so


def save_csv(answer: dict[str, Any], path: str | Path, text: Catalogue) -> Path:
    """Write a comparison to a new file that spreadsheets open: UTF-8 with a mark, parted by commas.

    Parameters
    ----------
    answer : of `simulator.comparison.summary`.

    Raises
    ------
    Mistake : it exists already, ends otherwise than in .csv, or cannot be made.
    """
    with completed(path, SUFFIX) as place, place.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([text.say(f"column.{name}") for name in COLUMNS])
        writer.writerows([_cell(one) for one in row] for row in _rows(answer, text))
        writer.writerows([text.say(note)] for note in (interval_label(answer), "table.not_a_forecast"))
    return Path(path)


def _rows(answer: dict[str, Any], text: Catalogue) -> Iterator[list[Any]]:
    pairs = {(row["arm"], row["metric"]): row for row in answer["paired"]}
    for arm in answer["arms"]:
        for name, metric in arm["metrics"].items():
            pair = pairs.get((arm["name"], name), {})
            yield [
                arm["name"], name, text.say(f"metric.{name}"), text.unit(metric["unit"]),
                *(metric[one] for one in OF_ARMS), arm["measured"][name],
                pair.get("control"), *(pair.get(one) for one in OF_PAIRS),
            ]  # fmt: skip


def _cell(value: Any) -> Any:
    """Nothing where there is nothing; a text that a spreadsheet would reckon with gets an apostrophe."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
