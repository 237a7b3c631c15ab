"""From a scenario file to a `Scenario`: read, extend, set, check; all mistakes at once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from simulator.errors import Mistake, Mistakes
from simulator.graph.social_graph import SocialGraph
from simulator.scenarios.draft import Draft, Origin, plain
from simulator.scenarios.messages import shown
from simulator.scenarios.reading import read_scenario
from simulator.scenarios.schema import Scenario
from simulator.strategies.registry import strategies as find_strategies

BARE_FRACTION = re.compile(r"[+-]?(\.\d+|\d+\.)")  # .5 and 5. are numbers to people, not to TOML
MAX_BYTES = 1_000_000
MAX_EXTENDS = 20
MAX_DOTS = 500  # in a line; the parser needs their square to read a.a.a.a
WHERE_NOT_TOML = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)$")


def shipped() -> dict[str, Path]:
    """Find the scenarios that come with the product: name -> file."""
    inside = Path(str(files("simulator.scenarios").joinpath("shipped")))
    checkout = Path(__file__).resolve().parents[2] / "scenarios"
    folder = inside if inside.is_dir() else checkout
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def load_scenario(
    scenario: str | Path | Mapping[str, Any],
    *,
    set: Mapping[str, Any] | None = None,
    consumers: int | None = None,
    weeks: int | None = None,
    graph: str | Path | SocialGraph | None = None,
    strategy_files: Iterable[str | Path] = (),
) -> Scenario:
    """Read a scenario and resolve it.

    Parameters
    ----------
    scenario : path of a TOML file, name of a shipped scenario, or the same as a table.
    set : values to put over the file's, by dotted path ("market.price", "arms.Seeding.budget").
    consumers, weeks : over the file's.
    graph : a file with a network, or a `SocialGraph`, in place of the file's.
    strategy_files : Python files with more strategies.

    Raises
    ------
    Mistake : whatever is wrong, all of it at once where the file can be read at all.
    """
    known = find_strategies(strategy_files)
    draft = _drafted(scenario)
    if graph is not None:
        file = "in memory" if isinstance(graph, SocialGraph) else str(graph)
        draft.lay({"graph": {"file": file}}, Origin("--graph"))
    values = {
        "market.consumers": (consumers, "--consumers"), "market.weeks": (weeks, "--weeks")
    }
    values |= {path: (value, "--set") for path, value in (set or {}).items()}
    for path, (value, option) in values.items():
        if value is not None:
            _put(draft, path, value, option)
    social = graph if isinstance(graph, SocialGraph) else None
    result = read_scenario(draft, social, known)
    if draft.found:
        raise Mistakes(draft.found)
    return result


def parse_value(text: str) -> Any:
    """Read the right-hand side of ``--set path=value`` as TOML, or as plain text."""
    try:
        parsed = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return float(text) if BARE_FRACTION.fullmatch(text.strip()) else text
    return parsed["value"] if len(parsed) == 1 else text


def _put(draft: Draft, path: str, value: Any, option: str) -> None:
    """Put a value; note the mistake if there is no such place."""
    try:
        value = plain(value, lambda: Mistake("set_deep", path=path))
        draft.put(path, value, Origin(option))
    except Mistake as mistake:
        draft.found.append(mistake)


def _drafted(scenario: str | Path | Mapping[str, Any]) -> Draft:
    """Lay a scenario over the one it extends, and that over its own, and so on."""
    if isinstance(scenario, Mapping):
        origin, path = Origin("scenario"), None
        table = plain(scenario, lambda: Mistake("scenario.deep", file="scenario"))
    else:
        path = _find(str(scenario))
        origin = Origin(str(path if _is_file(scenario) else scenario), path.parent)
        table = _read(path)
    layers = [(table, origin)]
    seen = [] if path is None else [path.resolve()]
    while (base := table.pop("extends", None)) is not None:
        path = _base(base, origin, seen)
        table, origin = _read(path), Origin(str(path), path.parent)
        layers.append((table, origin))
        seen.append(path.resolve())
    draft = Draft(origin)
    for table, origin in reversed(layers):
        draft.lay(table, origin)
    return draft


def _base(base: Any, origin: Origin, seen: list[Path]) -> Path:
    """Find the file that a scenario extends: beside it, or shipped."""
    if not isinstance(base, str) or len(seen) > MAX_EXTENDS:
        raise Mistake("scenario.extends", file=origin.name, value=shown(base), most=MAX_EXTENDS)
    path = origin.folder / base
    if not _is_file(path):
        path = shipped().get(base.removesuffix(".toml"), path)
    if not _is_file(path):
        raise Mistake(
            "scenario.extends_missing", file=origin.name, base=base, known=", ".join(shipped())
        )
    if path.resolve() in seen:
        raise Mistake("scenario.extends_circle", file=origin.name, base=base)
    return path


def _find(scenario: str) -> Path:
    if _is_file(scenario):
        return Path(scenario)
    known = shipped()
    if scenario in known:
        return known[scenario]
    if scenario and _is_file(scenario, Path.is_dir):
        raise Mistake("scenario.folder", file=scenario)
    close = get_close_matches(Path(scenario).stem, known, 1)
    raise Mistake(
        "scenario.unknown", name=scenario, guess=close[0] if close else "", known=", ".join(known)
    )


def _is_file(path: str | Path, test: Any = Path.is_file) -> bool:
    """Say whether there is such a file; a name that no file can have is no file."""
    try:
        return bool(test(Path(path)))
    except (OSError, ValueError):
        return False


def _read(path: Path) -> dict[str, Any]:
    """Read the table in a file; whatever keeps it from being a table is a `Mistake`."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise Mistake("scenario.unreadable", file=file, why=error.strerror or "") from error
    if len(raw) > MAX_BYTES:
        raise Mistake("scenario.too_large", file=file, most=MAX_BYTES)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Mistake("scenario.binary", file=file, byte=error.start) from error
    if "\0" in text:
        raise Mistake("scenario.binary", file=file, byte=raw.index(b"\0"))
    if not text.strip():
        raise Mistake("scenario.empty", file=file)
    deep = Mistake("scenario.deep", file=file)
    if any(line.count(".") > MAX_DOTS for line in text.splitlines()):
        raise deep
    try:
        return dict(plain(tomllib.loads(text), lambda: deep))
    except ValueError as error:  # also of numbers with thousands of digits
        raise _not_toml(file, text, str(error)) from error
    except RecursionError as error:
        raise deep from error


def _not_toml(file: str, text: str, error: str) -> Mistake:
    """Name the line that is not TOML, as far as the parser says which it is."""
    found = WHERE_NOT_TOML.search(error)
    if found is None:
        return Mistake("scenario.not_toml", file=file, why=error)
    line = int(found[1] or len(text.splitlines()))
    why = error[: found.start()]
    return Mistake("scenario.not_toml_line", file=file, line=line, why=why)
