"""Write docs/parameters.md, docs/strategies.md and docs/validation.md from what the code declares.

``python docs/generate.py`` writes them; with ``--check`` it writes nothing, names the pages that
are not up to date and returns 1 if there are any.
"""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from simulator.agents.counts import MEANING
from simulator.agents.stages import CAUSES
from simulator.graph.generators import GENERATORS
from simulator.graph.generators.base import Generator
from simulator.metrics import METRICS
from simulator.parameters import Declaration, cited, declarations
from simulator.results import OF_RUNS, OF_WEEKS
from simulator.scenarios import schema
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.sources import SOURCES
from simulator.strategies.base import Strategy
from simulator.strategies.registry import strategies
from simulator.texts import catalogue
from simulator.validation import STAGES, Finding, words
from simulator.validation.recorded import recorded

ENGLISH = catalogue("en")
DOCS = Path(__file__).resolve().parent
WRITTEN = "<!-- Written by docs/generate.py; change the declarations, not this page. -->"
HEADER = ("name", "meaning", "unit", "default", "allowed", "sourced range", "source", "may differ")


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, or check them; return 1 if a checked page is not up to date."""
    parser = argparse.ArgumentParser(description="Write the generated pages of docs/.")
    parser.add_argument("--check", action="store_true", help="write nothing, name stale pages")
    check = parser.parse_args(arguments).check
    stale = [name for name, text in pages().items() if _held(DOCS / name) != text]
    for name in stale:
        if check:
            print(f"docs/{name} is not up to date: run python docs/generate.py", file=sys.stderr)
        else:
            (DOCS / name).write_text(pages()[name], encoding="utf-8")
            print(f"docs/{name} written")
    return 1 if check and stale else 0


def pages() -> dict[str, str]:
    """Return every generated page: name -> text."""
    written = (parameters_page, strategies_page, validation_page)
    return {f"{page.__name__.removesuffix('_page')}.md": page() for page in written}


def own_strategies() -> dict[str, type[Strategy]]:
    """Return the strategies of the package, leaving out those that others installed."""
    home = "simulator.strategies."
    return {kind: one for kind, one in strategies().items() if one.__module__.startswith(home)}


def parameters_page() -> str:
    """Return the page of everything a scenario file can say, what is recorded, and the sources."""
    parts = [
        "# Parameters",
        WRITTEN,
        "Everything that a scenario file can say, table by table. `--set` takes the same paths:\n"
        "`--set market.price=2500`, `--set behaviour.quality=.6`. A value that is not allowed is\n"
        "a mistake; one outside its sourced range is allowed, and `check` and `compare` name it.",
        "How sure a number is stands in its source. A key such as Oliver1980 names an entry of\n"
        "the [bibliography](#bibliography): published. *From memory*: not checked against the\n"
        "text. *Computed*: worked out from a published number or data set. *Assumption*: our\n"
        "judgement. *Model page*: defined in [model.md](model.md).",
        "*May differ*: `segment`: a `[[segments]]` table may set it for its people; `brand`: a\n"
        "`[[rivals]]` table may set it for that brand.",
        *_section("The scenario", "Top level of the file.", _plain(schema.Scenario)),
        *_section("`[market]`", "", declarations(schema.MarketTable)),
        *_section(
            "`[market.initial]`",
            'Where people stand before the first week; `initial = "launch"` is `potential = 1`.',
            declarations(schema.LadderShares),
        ),
        *_graph_sections(),
        *_section("`[behaviour]`", _doc(Behaviour), declarations(Behaviour)),
        *_section("`[switches]`", _doc(Switches), declarations(Switches)),
        *_section(
            "`[[segments]]`",
            "And any behaviour that may differ by segment. Without segments all people are one.",
            _first(schema.Segment, ("name", "share")),
        ),
        *_section(
            "`[[rivals]]`",
            "At most 7. And any behaviour that may differ by brand.",
            _first(schema.Rival, ("name", "price", "initial")),
        ),
        *_section(
            "`[[arms]]`",
            "The first is the control. The tables of `[[arms.strategies]]` are in\n"
            "[strategies.md](strategies.md).",
            declarations(schema.Arm),
        ),
        *_section("`[goal]`", _doc(schema.Goal), declarations(schema.Goal)),
        *_metrics(),
        *_counts(),
        *_bibliography(),
    ]
    return "\n\n".join(parts) + "\n"


def validation_page() -> str:
    """Return the page of published results, with its tables of what was measured written anew."""
    found, page = recorded(), _held(DOCS / "validation.md")
    for stage in STAGES:
        rows = [one for one in found if one.check.stage == stage]
        if not rows:
            continue
        table = _findings(rows)
        block = re.compile(rf"(<!-- found: {stage} -->\n).*?(<!-- end -->)", re.DOTALL)
        page, places = block.subn(lambda held, table=table: f"{held[1]}{table}\n{held[2]}", page)
        if places != 1:
            raise ValueError(f"docs/validation.md has {places} places for {stage}, not one")
    return page


def _findings(rows: Iterable[Finding]) -> str:
    head = ("check", "what", "published", "measured", "agrees", "source", "test")
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for one in rows:
        parts = (words.what, words.published, words.measured, words.verdict)
        said = [part(one, ENGLISH).strip() for part in parts]
        lines.append(f"| {' | '.join([one.check.id, *said, one.check.source, f'`{one.check.test}`'])} |")
    return "\n".join(lines)


def strategies_page() -> str:
    """Return the page of all strategies."""
    parts = [
        "# Strategies",
        WRITTEN,
        "What an arm can do. Each is one file in `simulator/strategies/`, and one table\n"
        "`[[arms.strategies]]` with its `kind` in a scenario. Several may be at work in one arm;\n"
        "the order in which they are listed is no matter. With all its *intensity* fields at\n"
        "zero a strategy does nothing. Amounts of money are in the scenario's currency, and their\n"
        "defaults are meant for yen: set them in any other. A price cut costs margin, not budget: it\n"
        "books nothing. How to write another strategy is told in\n"
        "[CONTRIBUTING.md](../CONTRIBUTING.md).",
    ]
    for kind, one in own_strategies().items():
        intensity = ", ".join(f"`{name}`" for name in one.intensity)
        home = one.__module__.replace(".", "/") + ".py"
        about = f"{_doc(one)}\n\nIntensity: {intensity}. Code: `{home}`."
        parts += _section(f"`{kind}`", about, declarations(one), scope=False)
        parts += [told for field in declarations(one) if (told := _choices(field))]
    parts.append("Sources are listed in the [bibliography](parameters.md#bibliography).")
    return "\n\n".join(parts) + "\n"


def sources_named() -> set[str]:
    """Return the keys of the bibliography that declarations or the model page name."""
    keys = {key for one in everything_declared() for key in cited(one.source)}
    named = re.findall(r"\w+", (DOCS / "model.md").read_text("utf-8"))
    return keys | (set(SOURCES) & set(named))


def everything_declared() -> list[Declaration]:
    """Return the declaration of every field a planner can set."""
    tables: list[type[BaseModel]] = [
        schema.MarketTable, schema.LadderShares, schema.FileGraph, *GENERATORS.values(),
        Behaviour, Switches, schema.Segment, schema.Rival, schema.Arm,
        *own_strategies().values(),
    ]  # fmt: skip
    return [field for table in tables for field in declarations(table) if field.name != "kind"]


def _held(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _doc(table: type[BaseModel]) -> str:
    """Return the docstring of a table as paragraphs."""
    lines = [line.strip() for line in (table.__doc__ or "").strip().splitlines()]
    return "\n".join(lines)


def _plain(table: type[BaseModel]) -> list[Declaration]:
    """Return the fields that are values of their own, not tables."""
    return [one for one in declarations(table) if one.unit]


def _first(table: type[BaseModel], names: tuple[str, ...]) -> list[Declaration]:
    return [one for one in declarations(table) if one.name in names]


def _graph_sections() -> list[str]:
    common = [one for one in declarations(Generator) if one.name != "kind"]
    shared = {one.name for one in common}
    parts = _section(
        "`[graph]`",
        "A network is made (`kind`) or read (`file`). Every kind takes these.",
        common,
        scope=False,
    )
    for kind, table in GENERATORS.items():
        own = [one for one in declarations(table) if one.name not in {"kind", *shared}]
        parts += _section(f'`[graph]` `kind = "{kind}"`', _doc(table), own, scope=False, level=3)
    about = "Edge lists (CSV and the like) and GraphML."
    read = declarations(schema.FileGraph)
    return parts + _section("`[graph]` `file = ...`", about, read, scope=False, level=3)


def _section(
    title: str, about: str, rows: list[Declaration], scope: bool = True, level: int = 2
) -> list[str]:
    width = len(HEADER) if scope else len(HEADER) - 1
    cells = [_row(one)[:width] for one in rows]
    heading = f"{'#' * level} {title}"
    table = [_table(HEADER[:width], cells)] if cells else ["It takes nothing else."]
    return [heading, *([about] if about else []), *table]


def _row(one: Declaration) -> tuple[str, ...]:
    return (
        f"`{one.name}`",
        one.description,
        "" if one.unit == "-" else one.unit,
        _default(one),
        _allowed(one),
        "" if one.sourced is None else f"{_number(one.sourced[0])} to {_number(one.sourced[1])}",
        one.source,
        one.scope.replace(" ", ", "),
    )


def _choices(one: Declaration) -> str:
    """Return what the choices of a field stand for, where they need telling apart."""
    means = {str(choice): ENGLISH.choice_means(one.name, str(choice)) for choice in one.choices or ()}
    rows = [f"- `{choice}`: {what}." for choice, what in means.items() if what]
    return "\n".join([f"What `{one.name}` may be:", "", *rows]) if rows else ""


def _default(one: Declaration) -> str:
    if one.default is None:
        return "left out" if "None" in one.type else "must be given"
    if isinstance(one.default, bool):
        return str(one.default).lower()
    if isinstance(one.default, int | float):
        return _number(one.default)
    if isinstance(one.default, str):
        return f'`"{one.default}"`'
    return '`"launch"`' if isinstance(one.default, schema.LadderShares) else "none"


def _allowed(one: Declaration) -> str:
    if "Literal" in one.type:
        other = {meant: f" (or `{word}`)" for word, meant in one.also.items()}
        choices = re.findall(r"'([^']*)'", one.type)
        return ", ".join(f"`{word}`{other.get(word, '')}" for word in choices)
    if "bool" in one.type:
        return "true, false"
    if one.type.startswith(("tuple", "list")):
        return "tables"
    if one.type.startswith("str"):
        return "text"
    if "date" in one.type:
        return "a date"
    kind = "whole, " if one.type.startswith("int") else ""
    if one.minimum is None:
        return "a table"
    return f"{kind}{_number(one.minimum)} to {_number(one.maximum)}"


def _number(x: float) -> str:
    """Write a number the short way: 60000, .05 as 0.05, 1e+12."""
    return f"{x:g}"


def _metrics() -> list[str]:
    rows = [
        (
            f"`{one.name}`",
            ENGLISH.say(f"metric.{one.name}"),
            catalogue("ja").say(f"metric.{one.name}"),
            ENGLISH.say(f"formula.{one.name}"),
            "currency" if one.unit == "money" else one.unit,
            ENGLISH.say(f"window.{one.window}"),
            "more" if one.higher_is_better else "less",
        )
        for one in METRICS
    ]
    about = (
        "What a comparison answers with, one number per run; `kuchikomi measures` prints them too.\n"
        "*Window*: the weeks that it is about. *Good*: the direction that counts as better."
    )
    head = ("name", "title", "Japanese", "what it is", "unit", "window", "good")
    return ["## Metrics", about, _table(head, rows)]


def _counts() -> list[str]:
    rows = [
        (f"`{name.lower()}`", meaning)
        for name, meaning in MEANING.items()
        if not name.startswith(("DISCOVERED_", "REVENUE_"))
    ]
    rows += [(f"`{name}`", meaning) for name, meaning in OF_WEEKS.items()]
    causes = ", ".join(f"`{cause}`" for cause in CAUSES)
    about = (
        "What is recorded each week, along `arm`, `replicate` and `week`, for our brand, in people\n"
        "(messages, units, cases of people); money in minor units. Those that begin with `n_` are\n"
        "stocks at the week's end, the others flows within it. What goes by cause has the dimension\n"
        f"`cause`: {causes}.\n"
        "`booked` has the dimension `line`: strategy / kind / payer."
    )
    once = [(f"`{name}`", meaning, unit) for name, (unit, meaning) in OF_RUNS.items()]
    return [
        "## Weekly counts", about, _table(("name", "people who, or number of"), rows),
        "### Once a run", "Along `arm` and `replicate`; nan where there is nothing to measure.",
        _table(("name", "what it is", "unit"), once),
    ]  # fmt: skip


def _bibliography() -> list[str]:
    rows = [
        f'- <a id="{key}"></a>**{key}**: {one.authors} ({one.year}). '
        f"{one.title}{'' if one.title.endswith('?') else '.'} {one.where}."
        for key, one in sorted(SOURCES.items(), key=lambda item: item[0].casefold())
    ]
    return ["## Bibliography", "\n".join(rows)]


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(header), *(list(row) for row in rows)]
    text = ["| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines]
    rule = "|" + "---|" * len(lines[0])
    return "\n".join([text[0], rule, *text[1:]])


def _cell(value: Any) -> str:
    return " ".join(str(value).split()).replace("|", "or")


if __name__ == "__main__":
    sys.exit(main())
