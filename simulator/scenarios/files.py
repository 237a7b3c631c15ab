"""From a scenario file to a `Scenario`: read, extend, set, check; all mistakes at once."""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from simulator.errors import Mistake, Mistakes
from simulator.graph.files import read_graph
from simulator.graph.generators import GENERATORS
from simulator.graph.digest import graph_digest
from simulator.graph.social_graph import SocialGraph
from simulator.scenarios.messages import sentences
from simulator.scenarios.schema import (
    FileGraph,
    LadderShares,
    Rival,
    Scenario,
    Segment,
)
from simulator.scenarios.sums import cross_checks
from simulator.strategies.base import Strategy
from simulator.strategies.registry import strategies as find_strategies

MAX_BYTES = 1_000_000
MAX_EXTENDS = 20


def shipped() -> dict[str, Path]:
    """The scenarios that come with the product: name -> file."""
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
    where, folder = "scenario", Path()
    if isinstance(scenario, Mapping):
        data = _copied(scenario)
        data = _extended(data, where, folder, ())
    else:
        path = _find(scenario)
        where, folder = str(path if Path(str(scenario)).exists() else scenario), path.parent
        data = _extended(_read(path), where, folder, (path,))
    if graph is not None and consumers is not None:
        raise Mistake("consumers_with_graph", consumers=consumers)
    for path_, value in (set or {}).items():
        _put(data, path_, value)
    for name, number in (("consumers", consumers), ("weeks", weeks)):
        if number is not None:
            _put(data, f"market.{name}", number)
    if isinstance(graph, str | Path):
        data["graph"] = {"file": str(Path(graph).absolute())}
    return _validated(data, where, folder, graph, find_strategies(strategy_files))


def _find(scenario: str | Path) -> Path:
    path = Path(scenario)
    if path.is_file():
        return path
    known = shipped()
    if str(scenario) in known:
        return known[str(scenario)]
    if path.is_dir():
        raise Mistake("scenario.folder", file=str(path))
    close = get_close_matches(path.stem, known, 1)
    raise Mistake(
        "scenario.unknown", name=str(scenario), guess=close[0] if close else "", known=", ".join(known)
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Mistake("scenario.unreadable", file=str(path), why=error.strerror or "") from error
    if len(raw) > MAX_BYTES:
        raise Mistake("scenario.too_large", file=str(path), most=MAX_BYTES)
    if not raw.strip():
        raise Mistake("scenario.empty", file=str(path))
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Mistake("scenario.binary", file=str(path), byte=error.start) from error
    except tomllib.TOMLDecodeError as error:
        raise Mistake("scenario.not_toml", file=str(path), why=str(error)) from error
    except RecursionError as error:
        raise Mistake("scenario.not_toml", file=str(path), why="nesting") from error


def _extended(
    data: dict[str, Any], where: str, folder: Path, seen: tuple[Path, ...]
) -> dict[str, Any]:
    """Put a scenario over the one it extends, table by table; lists are replaced whole."""
    base = data.pop("extends", None)
    if base is None:
        return data
    if not isinstance(base, str) or len(seen) > MAX_EXTENDS:
        raise Mistake("scenario.extends", file=where, value=repr(base))
    path = folder / base
    if not path.is_file():
        path = shipped().get(base.removesuffix(".toml"), path)
    if not path.is_file():
        raise Mistake("scenario.extends_missing", file=where, base=base)
    if path.resolve() in (one.resolve() for one in seen):
        raise Mistake("scenario.extends_circle", file=where, base=base)
    below = _extended(_read(path), str(path), path.parent, (*seen, path))
    return _merged(below, data)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    out = dict(below)
    for name, value in above.items():
        held = out.get(name)
        whole = name == "graph" and isinstance(value, dict) and ("kind" in value or "file" in value)
        if isinstance(held, dict) and isinstance(value, dict) and not whole:
            out[name] = _merged(held, value)
        else:
            out[name] = value
    return out


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _copied(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(one) for one in value]
    return value


def parse_value(text: str) -> Any:
    """Read the right-hand side of ``--set path=value`` as TOML, or as plain text."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        return text


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a dotted path; members of lists go by number or by name."""
    *way, last = path.split(".")
    here: Any = data
    for k, step in enumerate(way):
        if isinstance(here, list):
            here = _member(here, step, path, ".".join(way[:k]))
        elif isinstance(here, dict):
            here = here.setdefault(step, {})
        if not isinstance(here, dict | list):
            raise Mistake("set_path", path=path, step=step)
    if isinstance(here, list):
        here[here.index(_member(here, last, path, ".".join(way)))] = value
    elif not last:
        raise Mistake("set_path", path=path, step=last)
    else:
        here[last] = value


def _member(rows: list[Any], step: str, path: str, place: str) -> Any:
    if step.isdecimal() and int(step) < len(rows):
        return rows[int(step)]
    for name in ("name", "kind"):
        for row in rows:
            if isinstance(row, dict) and row.get(name) == step:
                return row
    known = [str(row.get("name", row.get("kind", ""))) for row in rows if isinstance(row, dict)]
    raise Mistake("set_member", path=path, step=step, place=place, known=", ".join(known))


def _validated(
    data: dict[str, Any],
    where: str,
    folder: Path,
    graph: str | Path | SocialGraph | None,
    known: Mapping[str, type[Strategy]],
) -> Scenario:
    found: list[Mistake] = []
    data = dict(data)
    social = graph if isinstance(graph, SocialGraph) else None
    if social is not None:
        data["graph"] = {"file": "in memory"}
    table, social = _graph_table(data.get("graph", {"kind": "friends"}), where, folder, social, found)
    if table is not None:
        data["graph"] = table
    if social is not None and isinstance(data.get("market"), dict):
        data["market"] = {**data["market"], "consumers": social.n}
    market = data.get("market")
    if isinstance(market, dict) and market.get("initial") == "launch":
        data["market"] = {name: v for name, v in market.items() if name != "initial"}
    for name, kind in (("segments", Segment), ("rivals", Rival)):
        if isinstance(data.get(name), list):
            rows = [
                _table(kind, row, where, (name, k), found) for k, row in enumerate(data[name])
            ]
            data[name] = tuple(row for row in rows if row is not None)
    if isinstance(data.get("arms"), list):
        data["arms"] = tuple(
            _arm(row, where, ("arms", k), known, found) for k, row in enumerate(data["arms"])
        )
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        found += sentences(error, Scenario, data, where)
        raise Mistakes(found) from error
    found += cross_checks(scenario, where)
    if found:
        raise Mistakes(found)
    scenario._social_graph = social
    return scenario


def _graph_table(
    row: Any, where: str, folder: Path, social: SocialGraph | None, found: list[Mistake]
) -> tuple[BaseModel | None, SocialGraph | None]:
    if isinstance(row, BaseModel):
        return row, social
    if not isinstance(row, dict):
        found.append(Mistake("not_a_table", file=where, place="graph", value=repr(row)))
        return None, social
    if "file" not in row:
        kind = row.get("kind", "friends")
        if not isinstance(kind, str) or kind not in GENERATORS:
            found.append(_unknown_kind(kind, GENERATORS, where, "graph.kind"))
            return None, social
        return _table(GENERATORS[kind], {**row, "kind": kind}, where, ("graph",), found), social
    table = _table(FileGraph, row, where, ("graph",), found)
    if table is None:
        return None, social
    try:
        if social is None:
            path = folder / table.file
            social = read_graph(path, directed=table.directed, weight=table.weight)
    except Mistake as mistake:
        found.append(mistake)
        return None, None
    return table.model_copy(update={"digest": graph_digest(social)}), social


def _arm(
    row: Any, where: str, place: tuple[str, int], known: Mapping[str, type[Strategy]],
    found: list[Mistake],
) -> Any:
    if not isinstance(row, dict) or not isinstance(row.get("strategies", []), list):
        return row
    rows = []
    for k, one in enumerate(row.get("strategies", [])):
        here = (*place, "strategies", k)
        if not isinstance(one, dict):
            name = ".".join(map(str, here))
            found.append(Mistake("not_a_table", file=where, place=name, value=repr(one)))
            continue
        kind = one.get("kind")
        if not isinstance(kind, str) or kind not in known:
            name = ".".join(map(str, (*here, "kind")))
            found.append(_unknown_kind(kind, known, where, name))
            continue
        rest = {name: value for name, value in one.items() if name != "kind"}
        rows.append(_table(known[kind], rest, where, here, found))
    return {**row, "strategies": tuple(one for one in rows if one is not None)}


def _table(
    kind: Any, row: Any, where: str, place: tuple[str | int, ...], found: list[Mistake]
) -> Any:
    """Validate one table that is chosen by its kind; note its mistakes under its place."""
    if isinstance(row, dict) and isinstance(row.get("initial"), dict):
        row = {**row, "initial": _table(LadderShares, row["initial"], where, (*place, "initial"), found)}
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        found += sentences(error, kind, row, where, place)
        return None


def _unknown_kind(kind: Any, known: Iterable[str], where: str, place: str) -> Mistake:
    close = get_close_matches(str(kind), list(known), 1)
    return Mistake(
        "unknown_kind", file=where, place=place, value=repr(kind), known=", ".join(known),
        guess=close[0] if close else "",
    )
