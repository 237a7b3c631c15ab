"""``kuchikomi explain``: a scenario in words, as it is resolved."""

import argparse
import sys

from simulator.commands.ending import OK
from simulator.commands.loading import encoding_of, load
from simulator.commands.output import others_print_aside
from simulator.doubts import unusual_sentences
from simulator.figures import writable
from simulator.in_words import in_words
from simulator.interruption import Interruption
from simulator.texts import Catalogue


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """Tell the scenario, then what is unusual in it."""
    encoding = encoding_of(sys.stdout)
    with others_print_aside():
        scenario = load(options)
        currency = writable(scenario.market.currency, text.language, encoding)
        lines = in_words(scenario, text, currency) + unusual_sentences(scenario, text, encoding)
    for line in lines:
        print(line)
    print(text.say("table.not_a_forecast"))
    return OK
