"""What commands write: one JSON object, piece by piece, and nothing that strategies of others print."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any


def print_json(answer: Any) -> None:
    """Print an answer piece by piece.

    Of much that is written in one go Python loses the rest if a signal comes while the reader is slow.
    """
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    print()


@contextmanager
def others_print_aside() -> Iterator[None]:
    """Let what strategies of others print go to standard error: standard output is for the answer.

    Some programs read it, and print is the commonest way to look into a strategy of one's own.
    """
    with redirect_stdout(sys.stderr):
        yield
