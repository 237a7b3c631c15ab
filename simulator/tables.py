"""A comparison as tables in plain words, on a terminal or in a file."""

from typing import Any

from babel import Locale
from babel.numbers import format_compact_currency, format_currency, format_decimal
from rich.console import Console
from rich.table import Table

from simulator.scenarios.schema import Scenario
from simulator.texts import Catalogue

SHOWN = ("reach", "customers", "revenue", "cost", "profit", "nps", "k_factor")
RUNS_FOR_AN_INTERVAL = 2
NOTABLE_FACTOR = 0.95  # a made graph of about 16 ties may come out a hair above
PAIRED = ("reach", "revenue", "profit")


class _Console(Console):
    """A console that leaves it to its caller what to do when the reader has gone."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def comparison_table(answer: dict[str, Any], scenario: Scenario, text: Catalogue) -> None:
    """Print what a comparison found: each arm, then each arm against the control."""
    console = _Console(highlight=False, markup=False, emoji=False)
    say = text.say
    console.print(scenario.question or scenario.name, style="bold", soft_wrap=True)
    console.print(
        say(
            "table.setting", people=format_decimal(
                answer["consumers"] * answer["people_per_consumer"], locale=text.language
            ),
            weeks=scenario.market.weeks, runs=answer["replicates"], seed=answer["seed"],
        )
    )
    network = network_line(answer["graph"]["ties"], answer["graph"]["notes"], text)
    if network:
        console.print(network, soft_wrap=True)
    arms = Table(say("table.arm"))
    for name in SHOWN:
        arms.add_column(say(f"metric.{name}"), justify="right")
    for arm in answer["arms"]:
        cells = [_value(arm["metrics"][name], answer, text, "mean") for name in SHOWN]
        arms.add_row(arm["name"], *cells)
    console.print(arms)
    console.print(say("table.legend"), style="dim", soft_wrap=True)
    for arm in answer["arms"]:
        if arm["budget"] is not None:
            console.print(_budget(arm, answer, text), soft_wrap=True)
    if answer["replicates"] < RUNS_FOR_AN_INTERVAL:
        console.print(say("table.one_run"), soft_wrap=True)
    for row in answer["paired"]:
        if row["metric"] in PAIRED and answer["replicates"] >= RUNS_FOR_AN_INTERVAL:
            console.print(_sentence(row, answer, text), soft_wrap=True)
    if scenario.look_at:
        console.print(say("table.look_at", what=scenario.look_at), soft_wrap=True)
    if answer["graph"]["hearing_factor"] < NOTABLE_FACTOR:
        factor = format_decimal(round(answer["graph"]["hearing_factor"], 3), locale=text.language)
        console.print(say("table.rescaled", factor=factor), soft_wrap=True)
    console.print(say("table.chance_only"), style="dim", soft_wrap=True)
    console.print(say("table.not_a_forecast"), style="dim", soft_wrap=True)


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
    """What an arm had to spend and what is left of it, on average over runs."""
    currency = answer["currency"]
    money = {
        name: _value({"unit": currency, "mean": arm[name]}, answer, text, "mean")
        for name in ("budget", "budget_left")
    }
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
    more = "?" if row["more_runs_needed"] is None else row["more_runs_needed"]
    same = row["mean"] == row["low"] == row["high"] == 0
    key = "table.same" if same else "table.paired" if row["enough"] else "table.paired_open"
    runs = answer["replicates"]
    return text.say(key, metric=metric, more=more, runs=runs, **names, **values)


def _value(
    row: dict[str, Any], answer: dict[str, Any], text: Catalogue, name: str, sign: bool = False
) -> str:
    x = row[name]
    if x is None:
        return "-"
    plus = "+" if sign and x > 0 else ""
    if row["unit"] == answer["currency"]:
        if abs(x) >= 1e6:
            money = format_compact_currency(
                x, answer["currency"], locale=text.language, fraction_digits=2
            )
        else:
            whole = Locale.parse(text.language).currency_formats["standard"].pattern.split(".")[0]
            money = format_currency(
                round(x), answer["currency"], whole, locale=text.language, currency_digits=False
            )
        return plus + str(money)
    digits = 2 if abs(x) < 10 else 0
    return plus + str(format_decimal(round(x, digits), locale=text.language))
