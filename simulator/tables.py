"""A comparison as tables in plain words, on a terminal or in a file."""

import os
from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from simulator.explanation import claims, explained
from simulator.figures import figures, percent, three_digits, whole, writable
from simulator.metrics import HEADLINE
from simulator.sentences import (
    PARTLY,
    best_sentences,
    budget_sentence,
    counted,
    currency_of,
    goal_sentences,
    interval_label,
    is_partial,
    legend_lines,
    network_line,
    paired_sentence,
    people_of,
    robust_sentences,
    setting_line,
    title_line,
    until_sentence,
    verdict,
)
from simulator.texts import Catalogue

SHOWN = ("reach", "customers", "revenue", "cost", "profit", "nps", "k_factor")
NOTABLE_FACTOR = 0.95  # a made graph of about 16 ties may come out a hair above
WORTH_SAYING = 0.01  # of a budget that is left
ROWS = 12  # of weeks, besides the first
BORDER = 3  # cells around a column
PIPED = 200  # cells of a line that goes to no terminal
ENOUGH_ARMS = 3  # of fewer, the paired differences say which is best
NOT_AT_THE_START = "、。，．）」』】ー"  # of a line  # noqa: RUF001


class _Console(Console):
    """A console that leaves it to its caller what to do when the reader has gone.

    Where it is no terminal, and nothing says how wide it is, it is wide.
    """

    def __init__(self) -> None:
        super().__init__(highlight=False, markup=False, emoji=False)
        if not self.is_terminal and "COLUMNS" not in os.environ:
            self.width = PIPED

    def say(self, sentence: str, style: str | None = None) -> None:
        """Print a sentence: on a terminal broken between words, elsewhere in one line."""
        self.print(sentence, style=style, soft_wrap=not self.is_terminal)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def comparison_table(answer: dict[str, Any], scenario: dict[str, Any], text: Catalogue) -> None:
    """Print what a comparison found: each arm, then each arm against the control.

    Parameters
    ----------
    answer : of `simulator.comparison.summary`. scenario : resolved.
    """
    console = _Console()
    answer = {**answer, "currency": writable(answer["currency"], text.language, console.encoding)}
    say = text.say
    console.say(title_line(scenario, text), "bold")
    console.say(setting_line(answer, scenario, text))
    if answer["start"] is not None:
        console.say(say("table.start", date=answer["start"]))
    graph = answer["graph"]
    network = network_line(graph["ties"], graph["directed"], graph["notes"], text)
    if network:
        console.say(network)
    _print_arms(console, answer, text)
    for sentence in legend_lines(answer, SHOWN, text):
        console.say(sentence, "dim")
    for arm in answer["arms"]:
        if arm["budget_short"] or (
            arm["budget"] and arm["budget_left"] >= WORTH_SAYING * arm["budget"]
        ):
            console.say(budget_sentence(arm, answer, text))
    for sentence in explained(answer, text):
        console.say(sentence)
    for sentence in goal_sentences(answer, text):
        console.say(sentence)
    if len(answer["arms"]) == 1:
        console.say(say("table.one_arm"))
    elif answer["replicates"] == 1:
        console.say(say("table.one_run"))
    if answer["until"] is not None:
        console.say(until_sentence(answer["until"], answer, text))
    _print_pairs(console, answer, text)
    if len(answer["arms"]) >= ENOUGH_ARMS and answer["replicates"] > 1:
        for sentence in best_sentences(answer, text):
            console.say(sentence)
    if answer["assumptions"] is not None:
        for sentence in robust_sentences(answer["assumptions"], answer, text):
            console.say(sentence)
    if scenario["look_at"]:
        console.say(say("table.look_at", what=text.own(scenario["look_at"])))
    for sentence in claims(answer, text):
        console.say(sentence, "dim")
    if answer["graph"]["hearing_factor"] < NOTABLE_FACTOR:
        factor = three_digits(answer["graph"]["hearing_factor"], text.language)
        console.say(say("table.rescaled", factor=factor))
    if answer["people_per_consumer"] > 1:
        consumers, people = people_of(answer, text)
        console.say(say("table.chance_of_consumers", consumers=consumers, people=people))
    console.say(say(interval_label(answer)), "dim")
    console.say(say("table.not_a_forecast"), "dim")


def weekly_table(answer: dict[str, Any], scenario: dict[str, Any], text: Catalogue) -> None:
    """Print how one run went, in a dozen of its weeks; the last one is among them."""
    console, language = _Console(), text.language
    currency = writable(answer["currency"], language, console.encoding)
    weeks = answer["weeks"]
    shown = sorted({round(k * (len(weeks) - 1) / ROWS) for k in range(ROWS + 1)})
    console.say(title_line(scenario, text), "bold")
    values = {name: answer[name] for name in ("arm", "replicate", "seed")}
    console.say(text.say("table.run", weeks=whole(len(weeks), language), **values))
    names = [text.say("table.week"), *(whole(weeks[k] + 1, language) for k in shown)]
    columns = []
    for name, path in answer["weekly"].items():
        title = text.say("table.revenue_so_far" if name == "revenue" else f"metric.{name}")
        money = currency if name == "revenue" else None
        columns.append([title, *figures([path[k] for k in shown], language, currency=money)])
    console.print(_table(names, columns, lefts=0))
    console.say(text.say("table.one_course"), "dim")
    console.say(text.say("table.not_a_forecast"), "dim")


def as_wide_as(said: str, others: Iterable[str]) -> str:
    """What is said, filled up to the columns that the widest of the others takes."""
    return said + " " * (max(map(cell_len, others)) - cell_len(said))


def _print_arms(console: _Console, answer: dict[str, Any], text: Catalogue) -> None:
    """Print what each arm came to: as the first table that fits, or else line by line.

    No number and no name is ever cut short: a narrow terminal gets compact units, then names of arms
    in two lines, then both.
    """
    names, title = [arm["name"] for arm in answer["arms"]], text.say("table.arm")
    full, short = (_columns(answer, text, compact) for compact in (False, True))
    for lines, columns in ((1, full), (1, short), (2, full), (2, short)):
        needed = 1 + sum(BORDER + max(cell_len(cell) for cell in column) for column in columns)
        room = console.width - needed - BORDER
        wrapped = [_in_lines(name, room, lines) for name in names]
        if room >= cell_len(title) and None not in wrapped:
            console.print(_table([title, *map(str, wrapped)], columns))
            return
    titles, *rows = zip(*full, strict=True)
    for name, row in zip(names, rows, strict=True):
        console.say(name, "bold")
        for title, value in zip(titles, row, strict=True):
            console.say(f"  {title}: {value}")


def _print_pairs(console: _Console, answer: dict[str, Any], text: Catalogue) -> None:
    """Print each plan against the control: as a table where it fits, or else sentence by sentence."""
    pairs = [row for name in HEADLINE for row in answer["paired"] if row["metric"] == name]
    pairs = [row for row in pairs if row["low"] is not None]
    if not pairs:
        return
    columns = _pair_columns(pairs, answer, text)
    needed = 1 + sum(BORDER + max(cell_len(cell) for cell in column) for column in columns)
    if needed > console.width:
        for row in sorted(pairs, key=lambda row: answer["paired"].index(row)):
            console.say(paired_sentence(row, answer, text))
        return
    runs = counted("runs", answer["replicates"], text)
    console.say(text.say("table.against", control=pairs[0]["control"], runs=runs))
    console.print(_table(columns[0], columns[1:], lefts=2))


def _pair_columns(
    pairs: Sequence[dict[str, Any]], answer: dict[str, Any], text: Catalogue
) -> list[list[str]]:
    """Metric, plan, difference, its interval, how often it is better; and what cannot be told, if any."""
    titles = ("metric", "arm", "difference", "interval", "better", "verdict")
    columns = [[text.say(f"table.{title}")] for title in titles]
    for name in HEADLINE:
        rows = [row for row in pairs if row["metric"] == name]
        ends = [row[end] for row in rows for end in ("mean", "low", "high")]
        currency = currency_of(answer["arms"][0]["metrics"][name]["unit"], answer)
        written = figures(ends, text.language, currency=currency, sign=True)
        for k, row in enumerate(rows):
            mean, low, high = written[3 * k : 3 * k + 3]
            kind = verdict(row)
            more = "" if row["more_runs_needed"] is None else whole(row["more_runs_needed"], text.language)
            cells = (
                "" if k else text.say(f"metric.{name}"), row["arm"], mean,
                text.say("table.ends", low=low, high=high), f"{percent(row['p_better'], text.language)} %",
                text.say(f"table.verdict_{kind}", more=more) if kind != "paired" else "",
            )  # fmt: skip
            for column, cell in zip(columns, cells, strict=True):
                column.append(cell)
    return columns if any(columns[-1][1:]) else columns[:-1]


def _columns(answer: dict[str, Any], text: Catalogue, compact: bool) -> list[list[str]]:
    """Each metric that is shown: its title, and its mean in each arm."""
    found = []
    for name in SHOWN:
        rows = [arm["metrics"][name] for arm in answer["arms"]]
        values = figures(
            [row["mean"] for row in rows], text.language,
            currency=currency_of(rows[0]["unit"], answer), compact=compact,
        )  # fmt: skip
        marks = [PARTLY if is_partial(arm, name, answer) else "" for arm in answer["arms"]]
        found.append([text.say(f"metric.{name}"), *map("".join, zip(values, marks, strict=True))])
    return found


def _table(names: list[str], columns: list[list[str]], lefts: int = 1) -> Table:
    """Columns as a table; the first of each is its title. The first ones are aligned to the left."""
    table = Table()
    for k, (title, *_) in enumerate([names, *columns]):
        table.add_column(title, justify="left" if k < lefts else "right", no_wrap=True)
    for row in list(zip(names, *columns, strict=True))[1:]:
        table.add_row(*row)
    return table


def _in_lines(name: str, room: int, lines: int) -> str | None:
    """A name in one line, or two, of at most so many cells, parted where a line may end; else None."""
    if cell_len(name) <= room:
        return name
    if lines == 1:
        return None
    parts = [
        (name[:k].rstrip(), name[k:].lstrip())
        for k in range(1, len(name))
        if name[k - 1].isspace()
        or (cell_len(name[k - 1]) == cell_len(name[k]) == 2 and name[k] not in NOT_AT_THE_START)
    ]
    fitting = [part for part in parts if all(cell_len(line) <= room for line in part)]
    return "\n".join(fitting[-1]) if fitting else None


