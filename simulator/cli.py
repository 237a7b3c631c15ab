"""The door of the command line: Ctrl-C is heard from the first moment on.

What takes time to load lies behind it, so that there is somebody to hear it meanwhile.
"""

import signal
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 for a fault of ours, 2 for a user's mistake, 130 if interrupted."""
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if arguments is not None or not ours:  # called by a program that has its own way with Ctrl-C
        from simulator.commands import carry_out

        return carry_out(arguments)
    early: list[bool] = []
    signal.signal(signal.SIGINT, lambda *_: early.append(True))
    from simulator.commands import carry_out
    from simulator.interruption import INTERRUPTED, Interruption, end_at_once

    interruption = Interruption()
    signal.signal(signal.SIGINT, interruption.hear)
    if early:
        interruption.hear()
    code = carry_out(None, interruption)
    # All is said. At its end Python would give Ctrl-C back to the system, which kills.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if interruption.is_set():
        end_at_once(INTERRUPTED)
    return code


if __name__ == "__main__":
    sys.exit(main())
