"""A comparison as tables in plain words, on a terminal or in a file."""

from typing import Any

from babel import Locale
from babel.numbers import format_compact_currency, format_currency, format_decimal
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table

from simulator.scenarios.schema import Scenario
from simulator.texts import Catalogue

SHOWN = ("reach", "customers", "revenue", "cost", "profit", "nps", "k_factor")
NOTABLE_FACTOR = 0.95  # a made graph of about 16 ties may come out a hair above
PAIRED = ("reach", "revenue", "profit")
WORTH_SAYING = 0.01  # of a budget that is left
LARGE = 1e6  # from here on money is written in compact units
SHORTEST_NAME = 10  # cells; a table with shorter names of arms is hard to read
BORDER = 3  # cells around a column
DIGITS = 3  # of a number in compact units


class _Console(Console):
    """A console that leaves it to its caller what to do when the reader has gone."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def comparison_table(answer: dict[str, Any], scenario: Scenario, text: Catalogue) -> None:
    """Print what a comparison found: each arm, then each arm against the control."""
    console = _Console(highlight=False, markup=False, emoji=False)
    say = text.say
    console.print(scenario.question or scenario.name, style="bold", soft_wrap=True)
    console.print(_setting(answer, scenario, text), soft_wrap=True)
    if answer["start"] is not None:
        console.print(say("table.start", date=answer["start"]), soft_wrap=True)
    network = network_line(answer["graph"]["ties"], answer["graph"]["notes"], text)
    if network:
        console.print(network, soft_wrap=True)
    _print_arms(console, answer, text)
    console.print(say("table.legend"), style="dim", soft_wrap=True)
    for arm in answer["arms"]:
        if arm["budget_short"] or (
            arm["budget"] and arm["budget_left"] >= WORTH_SAYING * arm["budget"]
        ):
            console.print(_budget(arm, answer, text), soft_wrap=True)
    if len(answer["arms"]) == 1:
        console.print(say("table.one_arm"), soft_wrap=True)
    elif answer["replicates"] == 1:
        console.print(say("table.one_run"), soft_wrap=True)
    for row in answer["paired"]:
        if row["metric"] in PAIRED and row["low"] is not None:
            console.print(_sentence(row, answer, text), soft_wrap=True)
    if scenario.look_at:
        console.print(say("table.look_at", what=scenario.look_at), soft_wrap=True)
    if answer["graph"]["hearing_factor"] < NOTABLE_FACTOR:
        factor = format_decimal(round(answer["graph"]["hearing_factor"], 3), locale=text.language)
        console.print(say("table.rescaled", factor=factor), soft_wrap=True)
    if answer["people_per_consumer"] > 1:
        consumers, people = _people(answer, text)
        console.print(
            say("table.chance_of_consumers", consumers=consumers, people=people), soft_wrap=True
        )
    console.print(say("table.chance_only"), style="dim", soft_wrap=True)
    console.print(say("table.not_a_forecast"), style="dim", soft_wrap=True)


def _setting(answer: dict[str, Any], scenario: Scenario, text: Catalogue) -> str:
    """Who, how long, how often: the line above the table."""

    def counted(what: str, number: int, **values: Any) -> str:
        form = "one" if number == 1 else "many"
        return text.say(f"table.{what}_{form}", number=number, **values)

    consumers, people = _people(answer, text)
    each = format_decimal(answer["people_per_consumer"], locale=text.language)
    return text.say(
        "table.setting",
        people=counted(
            "people", answer["people_per_consumer"], consumers=consumers, each=each, people=people
        ),
        weeks=counted("weeks", scenario.market.weeks),
        runs=counted("runs" if len(answer["arms"]) > 1 else "lone_runs", answer["replicates"]),
        seed=answer["seed"],
    )


def _people(answer: dict[str, Any], text: Catalogue) -> tuple[str, str]:
    """How many consumers there are, and how many people they stand for."""
    consumers = answer["consumers"]
    people = consumers * answer["people_per_consumer"]
    return format_decimal(consumers, locale=text.language), format_decimal(
        people, locale=text.language
    )


def _print_arms(console: Console, answer: dict[str, Any], text: Catalogue) -> None:
    """Print what each arm came to: as the widest table that fits, or else line by line.

    No number is ever cut short: a narrow terminal gets compact units, then shorter names of arms.
    """
    names = [arm["name"] for arm in answer["arms"]]
    for compact in (False, True):
        table, needed = _table(names, answer, text, compact)
        if needed <= console.width:
            console.print(table)
            return
    room = max(cell_len(name) for name in names) - (needed - console.width)
    short = [_shortened(name, room) for name in names]
    if room >= SHORTEST_NAME and len(set(short)) == len(names):
        console.print(_table(short, answer, text, compact=True)[0])
        return
    for arm in answer["arms"]:
        console.print(arm["name"], style="bold")
        for name in SHOWN:
            value = _value(arm["metrics"][name], answer, text, "mean")
            console.print(f"  {text.say(f'metric.{name}')}: {value}", soft_wrap=True)


def _table(
    names: list[str], answer: dict[str, Any], text: Catalogue, compact: bool
) -> tuple[Table, int]:
    """All arms as a table, and how many cells wide it has to be for nothing to be cut."""
    titles = [text.say("table.arm"), *(text.say(f"metric.{name}") for name in SHOWN)]
    rows = [
        [short, *(_value(arm["metrics"][m], answer, text, "mean", compact=compact) for m in SHOWN)]
        for short, arm in zip(names, answer["arms"], strict=True)
    ]
    table, needed = Table(), 1
    for k, title in enumerate(titles):
        table.add_column(title, justify="right" if k else "left", no_wrap=True)
        needed += max(cell_len(cell) for cell in (title, *(row[k] for row in rows))) + BORDER
    for row in rows:
        table.add_row(*row)
    return table, needed


def _shortened(name: str, width: int) -> str:
    """A name of at most so many cells."""
    return name if cell_len(name) <= width else set_cell_size(name, width - 1).rstrip() + "…"


def network_line(ties: int, notes: dict[str, Any], text: Catalogue) -> str:
    """What was read from a network file, and what was guessed; nothing for another graph.

    Parameters
    ----------
    ties : how many there are.
    notes : of the import.
    """
    if "file" not in notes:
        return ""
    key = "table.network" if "ends" in notes else "table.network_plain"
    if "first_line" in notes:
        key = "table.network_headless"
    parts = [text.say(key, ties=ties, **notes)]
    if "mirrored" in notes:
        parts.append(text.say("table.network_mirrored"))
    for role in ("weight", "strong", "online"):
        key = f"table.network_{role}" + ("" if role in notes else "_guessed")
        parts.append(text.say(key, column=notes.get(role, "")))
    if "ignored" in notes:
        parts.append(text.say("table.network_ignored", columns=notes["ignored"]))
    return " ".join(parts)


def _budget(arm: dict[str, Any], answer: dict[str, Any], text: Catalogue) -> str:
    """What an arm had to spend, and what is left of it on average, or since when it was short."""
    currency = answer["currency"]
    money = {
        name: _value({"unit": currency, "mean": arm[name]}, answer, text, "mean")
        for name in ("budget", "budget_left")
    }
    if arm["budget_short"]:
        percent = format_decimal(round(100 * arm["budget_short"]), locale=text.language)
        week = arm["budget_short_week"]
        return text.say("table.budget_short", arm=arm["name"], week=week, percent=percent, **money)
    return text.say("table.budget", arm=arm["name"], **money)


def _sentence(row: dict[str, Any], answer: dict[str, Any], text: Catalogue) -> str:
    unit = answer["arms"][0]["metrics"][row["metric"]]["unit"]
    values = {
        name: _value({**row, "unit": unit}, answer, text, name, sign=True)
        for name in ("mean", "low", "high")
    }
    values["p_better"] = "-" if row["p_better"] is None else f"{100 * row['p_better']:.0f}"
    names = {"arm": row["arm"], "control": row["control"]}
    metric = text.say(f"metric.{row['metric']}")
    more = row["more_runs_needed"]
    return text.say(
        f"table.{_verdict(row)}", metric=metric, more=more, pairs=row["pairs"], **names, **values
    )


def _verdict(row: dict[str, Any]) -> str:
    """Which sentence a paired difference deserves: precise enough is not yet a difference."""
    if row["mean"] == row["low"] == row["high"] == 0:
        return "same"
    if row["low"] > 0 or row["high"] < 0:
        return "paired"
    if row["enough"]:
        return "paired_small"
    return "paired_endless" if row["more_runs_needed"] is None else "paired_open"


def _value(
    row: dict[str, Any], answer: dict[str, Any], text: Catalogue, name: str, sign: bool = False,
    compact: bool = False,
) -> str:
    """Write a number as people read it, money with its currency; "-" where there is none."""
    x = row[name]
    if x is None:
        return "-"
    plus = "+" if sign and x > 0 else ""
    if row["unit"] == answer["currency"]:
        if abs(x) >= LARGE or compact:
            money = _compact(x, answer["currency"], text.language, 2 if abs(x) >= LARGE else None)
        else:
            whole = Locale.parse(text.language).currency_formats["standard"].pattern.split(".")[0]
            money = format_currency(
                round(x), answer["currency"], whole, locale=text.language, currency_digits=False
            )
        return plus + str(money)
    digits = 2 if abs(x) < 10 else 0
    return plus + str(format_decimal(round(x, digits), locale=text.language))


def _compact(x: float, currency: str, language: str, digits: int | None) -> str:
    """Money in thousands, millions, ...; as many decimals as make up three digits, if none are said."""
    if digits is None:
        whole = format_compact_currency(abs(x), currency, locale=language)
        digits = max(0, DIGITS - sum(one.isdigit() for one in whole))
    return str(format_compact_currency(x, currency, locale=language, fraction_digits=digits))
