"""``kuchikomi run``: one arm, once, week by week; what a comparison is made of."""

import argparse
from typing import Any

from simulator.arguments import DEFAULT_SEED, whole_number
from simulator.commands.ending import OK
from simulator.commands.loading import load
from simulator.commands.output import others_print_aside, print_json
from simulator.interruption import Interruption
from simulator.metrics.paths import PATHS
from simulator.results import Results
from simulator.runner import simulate
from simulator.tables import weekly_table
from simulator.texts import Catalogue


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """Run it and show how its measures went."""
    typed = {"replicate": options.replicate or 0, "seed": options.seed or DEFAULT_SEED}
    numbers = {name: whole_number(f"--{name}", value) for name, value in typed.items()}
    with others_print_aside():
        scenario = load(options)
        names = [one.name for one in scenario.arms]
        arm: int | str = 0 if options.arm is None else options.arm
        if isinstance(arm, str) and arm not in names and arm.isdecimal():
            arm = int(arm)
        results = simulate(scenario, arm, **numbers)
    answer = _answer(results, **numbers)
    if options.json:
        print_json(answer)
    else:
        weekly_table(answer, results.scenario, text)
    return OK


def _answer(results: Results, replicate: int, seed: int) -> dict[str, Any]:
    """One arm's paths as plain data; None where there is nothing to measure."""
    data = results.data
    weekly = {
        name: [None if x != x else float(x) for x in path.of(data)[0, 0]] for name, path in PATHS.items()
    }
    return {
        "scenario": {"name": data.attrs["scenario"], "digest": data.attrs["digest"]},
        "arm": results.arms[0], "seed": seed, "replicate": replicate, "currency": data.attrs["currency"],
        "people": int(data.attrs["consumers"]) * int(data.attrs["people_per_consumer"]),
        "weeks": [int(week) for week in data.coords["week"].values], "weekly": weekly,
    }  # fmt: skip
