"""``kuchikomi show``: a comparison that was saved, once more."""

import argparse

from simulator.commands.answering import give_answer
from simulator.commands.ending import OK
from simulator.comparison import summary
from simulator.errors import Mistake
from simulator.interruption import Interruption
from simulator.saved import load_results
from simulator.texts import Catalogue


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """Show it as it was shown when it was run."""
    if options.file is None:
        raise Mistake("command.no_file", command=options.name)
    results = load_results(options.file)
    give_answer(summary(results), results, options, text, {})
    return OK
