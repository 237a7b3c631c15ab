"""A comparison as tables in plain words, on a terminal or in a file."""

from typing import Any

from babel import Locale
from babel.numbers import format_compact_currency, format_currency, format_decimal
from rich.console import Console
from rich.table import Table

from simulator.scenarios.schema import Scenario
from simulator.texts import Catalogue

SHOWN = ("reach", "customers", "revenue", "cost", "profit", "nps", "k_factor")
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
    console.print(scenario.question or scenario.name, style="bold")
    console.print(
        say(
            "table.setting", people=format_decimal(
                answer["consumers"] * answer["people_per_consumer"], locale=text.language
            ),
            weeks=scenario.market.weeks, runs=answer["replicates"], seed=answer["seed"],
        )
    )
    arms = Table(say("table.arm"))
    for name in SHOWN:
        arms.add_column(say(f"metric.{name}"), justify="right")
    for arm in answer["arms"]:
        cells = [_value(arm["metrics"][name], answer, text, "mean") for name in SHOWN]
        arms.add_row(arm["name"], *cells)
    console.print(arms)
    for row in answer["paired"]:
        if row["metric"] in PAIRED:
            console.print(_sentence(row, answer, text))
    if answer["graph"]["hearing_factor"] < NOTABLE_FACTOR:
        factor = format_decimal(round(answer["graph"]["hearing_factor"], 3), locale=text.language)
        console.print(say("table.rescaled", factor=factor))
    console.print(say("table.chance_only"), style="dim")
    console.print(say("table.not_a_forecast"), style="dim")


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
    return text.say(key, metric=metric, more=more, **names, **values)


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
