"""The commands, one a file: each asks the library and prints what it answers.

No rule of the model and no arithmetic lives here. What does live here is how a command ends: its exit
code, and what is said of a mistake or an error.
"""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

from simulator.commands.ending import INTERRUPTED, MISTAKE, OK
from simulator.errors import Mistake
from simulator.interruption import Interruption
from simulator.options import environment_language, language_typed, parsers
from simulator.texts import Catalogue, catalogue

FAILED = 1  # exit code: our fault
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def carry_out(
    arguments: Sequence[str] | None = None, interruption: Interruption | None = None
) -> int:
    """Run a command and return its exit code: 0, 1 (our fault), 2 (a user's mistake) or 130.

    Parameters
    ----------
    arguments : what was typed; None for that of the process.
    interruption : what hears Ctrl-C; None where it raises KeyboardInterrupt.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    typed = sys.argv[1:] if arguments is None else list(arguments)
    text = catalogue(environment_language())
    if interruption is not None:
        interruption.text = text
    try:
        language, rest = language_typed(typed)
        text = _writable(catalogue(language or text.language))
        if interruption is not None:
            interruption.text = text
        if sys.stdout is None:  # it was closed: whatever is found would be lost
            raise Mistake("command.output", why=os.strerror(errno.EBADF))
        code = _carried_out(rest, text, interruption)
        sys.stdout.flush()
    except Mistake as mistake:
        for sentence in mistake.sentences(text.language):
            print(sentence, file=sys.stderr)
        return INTERRUPTED if mistake.key == "interrupted_early" else MISTAKE
    except KeyboardInterrupt:
        print(text.say("cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, which is its right
        _write_no_more()
        return OK
    except (Exception, SystemExit) as error:  # a planner never sees a traceback
        if os.environ.get("KUCHIKOMI_TRACEBACK"):
            raise
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            _write_no_more()
            print(text.say("mistake.command.output", why=error.strerror), file=sys.stderr)
            return MISTAKE
        what = f"{type(error).__name__}: {error}"
        print(text.say("cli.internal", what=what), file=sys.stderr)
        return FAILED
    return code


def _carried_out(typed: list[str], text: Catalogue, interruption: Interruption | None) -> int:
    """Find out which command was typed, and run it."""
    parser, commands = parsers(text)
    if not typed:
        print(text.say("cli.begin"))
        return OK
    name = typed[0]
    if not name.startswith("-") and name not in commands:
        guess = _nearest(name, commands)
        raise Mistake("command.unknown", name=name, guess=guess, known=", ".join(commands))
    try:
        options, extra = parser.parse_known_args(typed)
    except argparse.ArgumentError as error:
        raise Mistake("command.form", option=error.argument_name, command=name) from error
    except SystemExit:  # after --help
        return OK
    if extra:
        guess = _nearest(extra[0], commands[name].options) if name in commands else ""
        raise Mistake("command.extra", text=extra[0], guess=guess, command=name)
    if options.version:
        from importlib.metadata import version

        print(f"kuchikomi {version('kuchikomi')}")
        return OK
    code: int = import_module(f"simulator.commands.{options.name}").command(options, text, interruption)
    return code


def _writable(text: Catalogue) -> Catalogue:
    """The catalogue, or the English one where an output cannot write its letters; that is said."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.say("cli.about").encode(encoding)
    except (UnicodeEncodeError, LookupError):
        plain = catalogue()
        told = {"language": text.language, "encoding": encoding}
        print(plain.say("cli.unwritable", **told), file=sys.stderr)
        return plain
    return text


def _write_no_more() -> None:
    """Let what is still to be written go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nearest(word: str, known: Sequence[str] | dict[str, Any]) -> str:
    close = get_close_matches(word, list(known), 1)
    return close[0] if close else ""
