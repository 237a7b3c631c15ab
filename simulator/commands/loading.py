"""The scenario that was typed, with its options."""

import argparse

from simulator.errors import Mistake
from simulator.scenarios.files import load_typed, parse_setting, shipped
from simulator.scenarios.schema import Scenario


def load(options: argparse.Namespace) -> Scenario:
    """Read the scenario that was typed; a `Mistake` if none was."""
    if options.scenario is None:
        known = ", ".join(shipped())
        raise Mistake("command.no_scenario", command=options.name, known=known)
    return load_typed(
        options.scenario,
        set=[parse_setting(item) for item in options.set],
        consumers=options.consumers,
        weeks=options.weeks,
        graph=options.graph,
        strategy_files=options.strategies,
    )


def encoding_of(stream: object) -> str | None:
    """The encoding of an output; None if there is none."""
    return getattr(stream, "encoding", None)
