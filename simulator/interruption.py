"""Ctrl-C: what is complete is kept; where there is nothing to keep, the command ends at once."""

import os
import sys
from collections.abc import Callable

from simulator.texts import Catalogue, catalogue

INTERRUPTED = 130  # exit code; what a shell says of an interrupted command
NO_CURSOR_TO_SHOW = ("dumb", "unknown")
CLEAR_LINE, SHOW_CURSOR = "\r\x1b[2K", "\x1b[?25h"


class Interruption:
    """What Ctrl-C does while a command is a process of its own.

    It raises nothing, so that it cannot come between the lines of somebody's import or compiler.
    """

    def __init__(self) -> None:
        self.text: Catalogue = catalogue()
        self._asked = False
        self._begun = False
        self._worth_keeping = False

    def is_set(self) -> bool:
        """True once a comparison should stop and keep what is complete."""
        return self._asked

    def watching(
        self, arms: int, tell: Callable[[int, int, float | None], None] | None
    ) -> Callable[[int, int, float | None], None]:
        """Follow the progress of a comparison, and pass it on."""

        def progress(done: int, total: int, left: float | None) -> None:
            self._begun = True
            self._worth_keeping = arms <= done < total
            if tell is not None:
                tell(done, total, left)

        return progress

    def hear(self, *_: object) -> None:
        """Stop a comparison that has something to show; anything else, or a second time, ends."""
        if self._worth_keeping and not self._asked:
            self._asked = True
            return
        key = "mistake.interrupted_early" if self._begun and not self._asked else "cli.interrupted"
        self._write(self.text.say(key))
        # To exit the usual way is to raise in the middle of somebody's import or compiler, and then
        # to wait for threads that are deep in a run. This ends the process where it stands: no thread
        # is waited for, no handler called, and what print has not passed on yet is never written.
        os._exit(INTERRUPTED)

    def _write(self, sentence: str) -> None:
        """Write past the stream, which may be in the middle of a line of its own."""
        if sys.stderr is None:
            return
        bar = sys.stderr.isatty() and os.environ.get("TERM") not in NO_CURSOR_TO_SHOW
        before = CLEAR_LINE + SHOW_CURSOR if bar and self._begun else ""
        encoded = f"{before}{sentence}\n".encode(sys.stderr.encoding or "utf-8", "replace")
        os.write(sys.stderr.fileno(), encoded)
