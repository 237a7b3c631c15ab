"""``kuchikomi app``: the app in the browser, which the library knows by this door only."""

import argparse
from importlib import import_module

from simulator.arguments import whole_number
from simulator.commands.ending import OK
from simulator.errors import Mistake
from simulator.interruption import Interruption
from simulator.texts import Catalogue

DEFAULT_PORT = 5006


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """Serve until Ctrl-C; a port that is taken is passed over, and that is said."""
    asked = DEFAULT_PORT if options.port is None else whole_number("--port", options.port)
    serving = import_module("app.serving")
    port = serving.free_port(asked)
    if port is None:
        raise Mistake("command.no_port", port=asked)
    if port != asked:
        print(text.say("cli.port_taken", port=asked, other=port))
    print(text.say("cli.serving", address=f"http://{serving.ADDRESS}:{port}/"), flush=True)
    serving.serve(port, not options.no_open)
    return OK
