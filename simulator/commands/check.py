"""``kuchikomi check``: what is wrong or unusual in a scenario, without running it."""

import argparse
import sys

from simulator.arguments import DEFAULT_REPLICATES, DEFAULT_SEED
from simulator.commands.ending import OK
from simulator.commands.loading import encoding_of, load
from simulator.commands.output import others_print_aside
from simulator.doubts import unusual_sentences
from simulator.interruption import Interruption
from simulator.memory import check_memory
from simulator.scenarios.network import check_network, network_read
from simulator.sentences import network_line
from simulator.texts import Catalogue
from simulator.workers import runs_at_once


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """Read a scenario, and say what is wrong or unusual in it."""
    encoding = encoding_of(sys.stdout)
    with others_print_aside():
        scenario = load(options)
        runs = DEFAULT_REPLICATES * len(scenario.arms)
        check_memory(scenario, runs, runs_at_once(scenario, runs))
        check_network(scenario, DEFAULT_SEED)
        unusual, digest = unusual_sentences(scenario, text, encoding), scenario.digest
    network = network_line(*network_read(scenario), text)
    if network:
        print(network)
    for sentence in unusual:
        print(sentence)
    arms = text.listed([one.name for one in scenario.arms])
    print(text.say("cli.sound", name=scenario.name, arms=arms, digest=digest[:12]))
    return OK
