"""A comparison's answer, on the screen and in the files that were asked for."""

import argparse
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from simulator.commands.output import print_json
from simulator.csv_tables import save_csv
from simulator.errors import Mistake, Mistakes
from simulator.pictures import save_picture
from simulator.results import Results
from simulator.tables import comparison_table
from simulator.texts import Catalogue


def give_answer(
    answer: dict[str, Any], results: Results, options: argparse.Namespace, text: Catalogue,
    files: Mapping[str | None, Callable[[str], Path]],
) -> None:
    """Write the files that were asked for, and print a comparison in words or as one JSON object.

    Files come first, for what is printed may be cut off; one that fails takes nothing else away.

    Parameters
    ----------
    files : besides the table for spreadsheets and the picture; by path, None for one that was not asked for.
    """
    failed = []
    table: Callable[[str], Path] = partial(save_csv, answer, text=text)
    picture: Callable[[str], Path] = partial(save_picture, results, text=text)
    for path, write in (*files.items(), (options.csv, table), (options.plot, picture)):
        try:
            if path is not None:
                print(text.say("cli.saved", file=write(path)), file=sys.stderr)
        except Mistake as mistake:
            failed.append(mistake)
    if options.json:
        print_json(answer)
    else:
        comparison_table(answer, results.scenario, text)
    if failed:
        raise Mistakes(failed)
