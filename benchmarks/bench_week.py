"""How fast a market runs and what it takes: ``python benchmarks/bench_week.py [--quick] [--json]``.

Prints a Markdown table. Times are CPU time, of weeks the median, of starts the least of three; what
is quoted are ratios between things measured in the same minutes, because a machine's own speed comes
and goes.
"""

import argparse
import json
from collections.abc import Iterator
from typing import NamedTuple

from measures import (
    Week,
    against_mesa,
    market,
    measured_bytes,
    measured_starts,
    measured_week,
    two_workers,
)

from simulator import make_world


class Row(NamedTuple):
    """One line of the table."""

    what: str
    value: float
    unit: str
    target: str
    meaning: str

    def markdown(self) -> str:
        """Write the line as Markdown."""
        return f"| {self.what} | {shown(self.value)} {self.unit} | {self.target} | {self.meaning} |"


def shown(value: float) -> str:
    """Write a number with as many digits as it deserves."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}" if value < 1 else f"{value:.1f}"


def busy_and_quiet(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Weeks of the fast engine, whole, Python and data collection included."""
    for consumers in sizes:
        name = f"{consumers:,} consumers"
        busy = measured_week(make_world(market(consumers)))
        yield Row(
            f"Busy week, {name}", busy.sweeps, "sweeps", "<= 1.5",
            f"{busy.nanoseconds:.0f} ns a consumer-week; a sweep reads every arc's target and a "
            f"byte of its state ({busy.sweep / consumers * 1e9:.0f} ns a consumer)",
        )  # fmt: skip
        quiet = measured_week(make_world(market(consumers, quiet=True)))
        yield Row(
            f"Quiet week, {name}", quiet.sweeps, "sweeps", "near a pass over consumers",
            f"{quiet.nanoseconds:.1f} ns a consumer-week, "
            f"{shown(quiet.week / quiet.one_column)} times reading one column once",
        )  # fmt: skip


def overhead() -> Row:
    """Measure what a week costs however few consumers there are."""
    week: Week = measured_week(make_world(market(20)))
    return Row(
        "Fixed cost of a week", week.week * 1e6, "µs", "-",
        "Python around the kernels: plan, calls, data collection; measured at 20 consumers",
    )  # fmt: skip


def mesa_rows(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Race the fast engine against the same rules as plain Mesa agents."""
    for consumers in sizes:
        yield Row(
            f"Against plain Mesa, {consumers:,} consumers", against_mesa(consumers, consumers),
            "times faster", ">= 200" if consumers >= 100_000 else "-",
            "CPU time of a busy consumer-week in benchmarks/plain_mesa.py over that in the engine",
        )  # fmt: skip


def memory(consumers: int) -> Iterator[Row]:
    """Bytes as allocated, one brand."""
    found = measured_bytes(consumers)
    yield Row(
        "State of a consumer", found.state, "bytes", "<= 64", "All columns of a run, one brand"
    )
    yield Row(
        "Weekly buffers of a consumer", found.buffers, "bytes", "-",
        "Messages and lists of one week, used again every week",
    )  # fmt: skip
    yield Row(
        "Arc of the graph", found.graph, "bytes", "<= 8",
        "Targets, kinds, offsets and degrees together; shared by all runs",
    )  # fmt: skip


def workers(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Two threads against one, over one shared graph."""
    for consumers in sizes:
        ratio = two_workers(consumers, weeks=52, replicates=4 if consumers >= 100_000 else 16)
        yield Row(
            f"Two workers, {consumers:,} consumers", ratio, "times faster",
            ">= 1.7" if consumers >= 100_000 else "-",
            "Wall time of `compare` with one worker over that with two; 52 weeks",
        )  # fmt: skip


def starts(repeats: int) -> Iterator[Row]:
    """Compiling and starting."""
    found = measured_starts(repeats)
    yield Row(
        "Compiling the engine", found.compile_all, "s CPU", "<= 10",
        "Every kernel of the week, once on a fresh machine; kept on disk; the least of three",
    )  # fmt: skip
    yield Row(
        "Compiling for a first comparison", found.compile_first, "s CPU", "-",
        "What `kuchikomi compare a_against_a` needs of it, graph and strategy included",
    )  # fmt: skip
    yield Row(
        "Cached start", found.cached.wall, "s", "-",
        f"`kuchikomi compare a_against_a --replicates 1 --weeks 1`, start to end "
        f"({found.cached.cpu:.1f} s CPU)",
    )  # fmt: skip
    yield Row("`kuchikomi --help`", found.help.wall, "s", "-", "Importing the command line")


def rows(*, quick: bool) -> Iterator[Row]:
    """All lines, as they are measured."""
    yield from busy_and_quiet((10_000, 100_000) if quick else (10_000, 100_000, 1_000_000))
    yield overhead()
    yield from mesa_rows((10_000,) if quick else (10_000, 100_000))
    yield from memory(10_000)
    yield from workers((10_000,) if quick else (10_000, 100_000))
    yield from starts(1 if quick else 3)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the speed and memory of the simulator.")
    parser.add_argument("--quick", action="store_true", help="small sizes, under a minute")
    parser.add_argument("--json", action="store_true", help="one object a line instead of a table")
    options = parser.parse_args()
    if not options.json:
        print("| What | Measured | Target | Meaning |\n|---|---|---|---|")
    for row in rows(quick=options.quick):
        print(json.dumps(row._asdict()) if options.json else row.markdown(), flush=True)


if __name__ == "__main__":
    main()
