"""Ctrl-C: what is complete is kept; where there is nothing to keep, the command ends at once."""

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from simulator.texts import Catalogue, catalogue

if TYPE_CHECKING:  # taking a comparison's parts in takes time, and Ctrl-C is heard before
    from simulator.jobs import Progress

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
        self._perhaps_worth_keeping = False
        self._showing = False
        self._let_pass = False

    def is_set(self) -> bool:
        """True once a comparison should stop and keep what is complete."""
        return self._asked

    def watching(self, arms: int, tell: "Progress | None") -> "Progress":
        """Follow the progress of a comparison, and pass it on."""

        def progress(done: int, total: int, left: float | None) -> None:
            self._begun = True
            self._perhaps_worth_keeping = done >= arms  # of one replicate, or with workers of several
            if tell is not None:
                tell(done, total, left)

        return progress

    def showing(self) -> None:
        """From here on the answer is written, which takes no time unless somebody reads slowly."""
        self._showing = True

    def hear(self, *_: object) -> None:
        """Keep what is complete, the first time; a second time, or with nothing to keep, end.

        Whether anything is complete in all arms shows only once the runs have stopped.
        """
        if self._showing:
            if self._let_pass:
                self._end("cli.cut_off")
            self._let_pass = True
        elif self._asked:
            self._end("cli.dropped")
        elif self._perhaps_worth_keeping:
            self._asked = True
            self._write(self.text.say("cli.finishing"))
        else:
            self._end("mistake.interrupted_early" if self._begun else "cli.interrupted")

    def _end(self, key: str) -> None:
        """Say why, and end the process where it stands.

        To exit the usual way is to raise in the middle of somebody's import or compiler, and then to
        wait for threads that are deep in a run. Here no thread is waited for, no handler called, and
        what print has not passed on yet is never written.
        """
        self._write(self.text.say(key), SHOW_CURSOR)
        os._exit(INTERRUPTED)

    def _write(self, sentence: str, then: str = "") -> None:
        """Write past the stream, which may be in the middle of a line of its own.

        Parameters
        ----------
        then : what a terminal that shows a bar is told besides, once the bar is wiped off.
        """
        if sys.stderr is None:
            return
        bar = self._begun and sys.stderr.isatty() and os.environ.get("TERM") not in NO_CURSOR_TO_SHOW
        before = CLEAR_LINE + then if bar else ""
        encoded = f"{before}{sentence}\n".encode(sys.stderr.encoding or "utf-8", "replace")
        with suppress(OSError):  # whoever read it has gone
            os.write(sys.stderr.fileno(), encoded)


def end_at_once(code: int) -> None:
    """End the process, all of whose work is done, without taking the house down wall by wall.

    Taking compiled code apart takes longer than finishing the runs did.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, full, or not there
            stream.flush()
    os._exit(code)
