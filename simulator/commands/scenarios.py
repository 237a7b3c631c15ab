"""``kuchikomi scenarios``: those that come with the product."""

import argparse

from simulator.commands.ending import OK
from simulator.commands.output import print_json
from simulator.interruption import Interruption
from simulator.scenarios.files import load_scenario, shipped
from simulator.texts import Catalogue


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """List their names and questions."""
    rows = []
    for name, path in shipped().items():
        one = load_scenario(path)
        rows.append(
            {
                "name": name,
                "question": one.question,
                "source": one.source,
                "look_at": one.look_at,
                "arms": [arm.name for arm in one.arms],
            }
        )
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            print(f"{row['name']}\n    {text.own(str(row['question']))}")
    return OK
