"""A comparison as tables in plain words, on a terminal or in a file."""

import os
from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from simulator.figures import figures, percent, three_digits, whole, writable
from simulator.texts import Catalogue

SHOWN = ("reach", "customers", "revenue", "cost", "profit", "nps", "k_factor")
NOTABLE_FACTOR = 0.95  # a made graph of about 16 ties may come out a hair above
PARTLY = "*"  # marks a mean that is not over all runs
PAIRED = ("reach", "revenue", "profit")
WORTH_SAYING = 0.01  # of a budget that is left
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
    console.say(scenario["question"] or scenario["name"], "bold")
    console.say(setting_line(answer, scenario, text))
    if answer["start"] is not None:
        console.say(say("table.start", date=answer["start"]))
    graph = answer["graph"]
    network = network_line(graph["ties"], graph["directed"], graph["notes"], text)
    if network:
        console.say(network)
    _print_arms(console, answer, text)
    for sentence in _legend(answer, text):
        console.say(sentence, "dim")
    for arm in answer["arms"]:
        if arm["budget_short"] or (
            arm["budget"] and arm["budget_left"] >= WORTH_SAYING * arm["budget"]
        ):
            console.say(_budget(arm, answer, text))
    if len(answer["arms"]) == 1:
        console.say(say("table.one_arm"))
    elif answer["replicates"] == 1:
        console.say(say("table.one_run"))
    for row in answer["paired"]:
        if row["metric"] in PAIRED and row["low"] is not None:
            console.say(paired_sentence(row, answer, text))
    if len(answer["arms"]) >= ENOUGH_ARMS and answer["replicates"] > 1:
        for sentence in _best(answer, text):
            console.say(sentence)
    if scenario["look_at"]:
        console.say(say("table.look_at", what=scenario["look_at"]))
    if answer["graph"]["hearing_factor"] < NOTABLE_FACTOR:
        factor = three_digits(answer["graph"]["hearing_factor"], text.language)
        console.say(say("table.rescaled", factor=factor))
    if answer["people_per_consumer"] > 1:
        consumers, people = _people(answer, text)
        console.say(say("table.chance_of_consumers", consumers=consumers, people=people))
    console.say(say("table.chance_only"), "dim")
    console.say(say("table.not_a_forecast"), "dim")


def setting_line(answer: dict[str, Any], scenario: dict[str, Any], text: Catalogue) -> str:
    """Who, how long, how often: the line above the table."""
    consumers, people = _people(answer, text)
    each = answer["people_per_consumer"]
    several = "runs" if len(answer["arms"]) > 1 else "lone_runs"
    return text.say(
        "table.setting",
        people=_counted("people", each, text, consumers=consumers, people=people),
        weeks=_counted("weeks", scenario["market"]["weeks"], text),
        runs=_counted(several, answer["replicates"], text),
        seed=answer["seed"],
    )


def _people(answer: dict[str, Any], text: Catalogue) -> tuple[str, str]:
    """How many consumers there are, and how many people they stand for."""
    consumers = answer["consumers"]
    people = consumers * answer["people_per_consumer"]
    return whole(consumers, text.language), whole(people, text.language)


def _counted(what: str, number: int, text: Catalogue, **values: Any) -> str:
    """Say how many there are, in the form that the number asks for."""
    form = "one" if number == 1 else "many"
    return text.say(f"table.{what}_{form}", number=whole(number, text.language), **values)


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


def _columns(answer: dict[str, Any], text: Catalogue, compact: bool) -> list[list[str]]:
    """Each metric that is shown: its title, and its mean in each arm."""
    found = []
    for name in SHOWN:
        rows = [arm["metrics"][name] for arm in answer["arms"]]
        values = figures(
            [row["mean"] for row in rows], text.language,
            currency=_currency(rows[0]["unit"], answer), compact=compact,
        )  # fmt: skip
        marks = [PARTLY if _partly(arm, name, answer) else "" for arm in answer["arms"]]
        found.append([text.say(f"metric.{name}"), *map("".join, zip(values, marks, strict=True))])
    return found


def _partly(arm: dict[str, Any], metric: str, answer: dict[str, Any]) -> bool:
    """True if a metric has a value in some runs of an arm, and none in the others."""
    return bool(0 < arm["measured"][metric] < answer["replicates"])


def _legend(answer: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """What the table's short words and marks mean; of the rare ones those that it has."""
    yield text.say("table.legend")
    arms = answer["arms"]
    if any(arm["measured"]["k_factor"] < answer["replicates"] for arm in arms):
        yield text.say("table.legend_k")
    if any(_partly(arm, name, answer) for arm in arms for name in SHOWN):
        yield text.say("table.legend_partly", mark=PARTLY)


def _table(names: list[str], columns: list[list[str]]) -> Table:
    """All arms as a table; the first name, like the first of each column, is a title."""
    table = Table()
    for k, (title, *_) in enumerate([names, *columns]):
        table.add_column(title, justify="right" if k else "left", no_wrap=True)
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


def network_line(ties: int, directed: bool, notes: dict[str, Any], text: Catalogue) -> str:
    """What was read from a network file, and what was guessed; nothing for another graph.

    Parameters
    ----------
    ties : how many there are.
    directed : whether they go one way.
    notes : of the import.
    """
    if "file" not in notes:
        return ""
    key = "table.network" if "ends" in notes else "table.network_plain"
    if "first_line" in notes:
        key = "table.network_headless"
    counts = {
        "ties": _counted("ties", ties, text),
        "merged": _counted("merged", notes["merged"], text),
        "dropped": _counted("dropped", notes["self_loops_dropped"], text),
    }
    parts = [text.say(key, **(notes | counts))]
    if "mirrored" in notes:
        parts.append(text.say("table.network_mirrored"))
    parts.append(text.say("table.network_one_way" if directed else "table.network_both_ways"))
    if "direction" in notes:
        parts.append(text.say("table.network_direction", column=notes["direction"]))
    for role in ("weight", "strong", "online"):
        key = f"table.network_{role}" + ("" if role in notes else "_guessed")
        parts.append(text.say(key, column=notes.get(role, "")))
    if "ignored" in notes:
        parts.append(text.say("table.network_ignored", columns=notes["ignored"]))
    if "comments" in notes:
        values = {"count": notes["comments"], "lines": notes["comment_lines"]}
        parts.append(text.say("table.network_comments", **values))
    if "encoding" in notes:
        parts.append(text.say("table.network_encoding", encoding=notes["encoding"]))
    return " ".join(parts)


def _budget(arm: dict[str, Any], answer: dict[str, Any], text: Catalogue) -> str:
    """What an arm had to spend, and what is left of it on average, or since when it was short."""
    names = ("budget", "budget_left")
    amounts = figures([arm[name] for name in names], text.language, currency=answer["currency"])
    money = dict(zip(names, amounts, strict=True))
    if arm["budget_short"]:
        if arm["budget_left"] == arm["budget"]:
            return text.say("table.budget_for_nothing", arm=arm["name"], **money)
        share, week = percent(arm["budget_short"], text.language), arm["budget_short_week"]
        return text.say("table.budget_short", arm=arm["name"], week=week, percent=share, **money)
    return text.say("table.budget", arm=arm["name"], **money)


def paired_sentence(row: dict[str, Any], answer: dict[str, Any], text: Catalogue) -> str:
    """What one paired difference says."""
    unit = answer["arms"][0]["metrics"][row["metric"]]["unit"]
    mean, low, high = figures(
        [row["mean"], row["low"], row["high"]], text.language,
        currency=_currency(unit, answer), sign=True,
    )  # fmt: skip
    more = row["more_runs_needed"]
    return text.say(
        f"table.{verdict(row)}", metric=text.say(f"metric.{row['metric']}"),
        arm=row["arm"], control=row["control"], mean=mean, low=low, high=high,
        p_better=percent(row["p_better"], text.language),
        more="" if more is None else whole(more, text.language), pairs=row["pairs"],
    )  # fmt: skip


def verdict(row: dict[str, Any]) -> str:
    """Which sentence a paired difference deserves: precise enough is not yet a difference."""
    if row["mean"] == row["low"] == row["high"] == 0:
        return "same"
    if row["low"] > 0 or row["high"] < 0:
        return "paired"
    if row["enough"]:
        return "paired_small"
    return "paired_endless" if row["more_runs_needed"] is None else "paired_open"


def _best(answer: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """Which arm, of all, was most often the best, metric by metric."""
    for name in PAIRED:
        chances = {arm["name"]: arm["metrics"][name]["p_best"] for arm in answer["arms"]}
        top = max(chances.values())
        arms = [arm for arm, chance in chances.items() if chance == top]
        key, named = "table.best", arms[0]
        if len(arms) > 1:
            key, named = "table.best_together", text.listed(arms)
        values = {"metric": text.say(f"metric.{name}"), "percent": percent(top, text.language)}
        yield text.say(key, arms=named, **values)
    shares = [arm["metrics"][name]["p_best"] for arm in answer["arms"] for name in PAIRED]
    if any(_shared(share, answer["replicates"]) for share in shares):
        yield text.say("table.best_shared")


def _shared(share: float, runs: int) -> bool:
    """True if so large a share of the runs is no whole number of them: an arm had equals in one."""
    return not round(share * runs, 6).is_integer()


def _currency(unit: str, answer: dict[str, Any]) -> str | None:
    """The currency of what is measured in money; None for anything else."""
    currency: str = answer["currency"]
    return currency if unit == currency else None
