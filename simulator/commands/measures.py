"""``kuchikomi measures``: what a comparison answers with."""

import argparse

from simulator.commands.ending import OK
from simulator.commands.output import print_json
from simulator.interruption import Interruption
from simulator.metrics import METRICS
from simulator.texts import Catalogue


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """List the metrics: title, formula, unit, window."""
    rows = [
        {
            "name": one.name,
            "title": text.say(f"metric.{one.name}"),
            "unit": text.unit(one.unit),
            "window": text.say(f"window.{one.window}"),
            "formula": text.say(f"formula.{one.name}"),
            "good": text.say("cli.more" if one.higher_is_better else "cli.less"),
        }
        for one in METRICS
    ]
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            unit = row.pop("unit")
            print(text.say("cli.measure", counted_in=unit, **row))
    return OK
