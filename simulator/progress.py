"""Progress on a terminal: how far, and how much longer; nothing where no terminal looks on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from simulator.jobs import Progress
from simulator.texts import Catalogue

COMPILE_SECONDS = 20  # roughly, on two cores; measured in benchmarks/bench_week.py


@contextmanager
def progress_bar(text: Catalogue) -> Iterator[Progress | None]:
    """Show a bar on standard error for as long as the block lasts; None if it is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    from simulator.compiled import compiled_before
    from simulator.kernels.live import live

    if not compiled_before(live):
        print(text.say("cli.compiling", seconds=COMPILE_SECONDS), file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[left]}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text.say("cli.preparing"), total=None, left="")

        def update(done: int, total: int, left: float | None) -> None:
            seconds = "" if left is None else text.say("cli.left", seconds=round(left))
            words = text.say("cli.running", done=done, total=total)
            bar.update(task, completed=done, total=total, description=words, left=seconds)

        yield update
