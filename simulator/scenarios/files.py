"""From a scenario file to a `Scenario`: read, extend, set, check; all mistakes at once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any

from simulator.errors import Mistake, Mistakes, shortened
from simulator.graph.social_graph import SocialGraph
from simulator.scenarios.draft import Draft, Origin, plain
from simulator.scenarios.messages import shown
from simulator.scenarios.reading import read_scenario, weights_are_chances
from simulator.scenarios.schema import Scenario
from simulator.scenarios.toml_text import read_table
from simulator.strategies.registry import strategies as find_strategies
from simulator.typed import MOST_DIGITS, decimal_number, digits_in

BARE_FRACTION = re.compile(r"[+-]?(\.\d+|\d+\.)")  # .5 and 5. are numbers to people, not to TOML
STEP = r"""(?:'[^']*'|"[^"]*"|[^.='"][^.=]*|)"""
SETTING = re.compile(rf"({STEP}(?:\.{STEP})*)(?:(?<=['\"])\s+)?=(.*)", re.DOTALL)
"""A path and a value; an equals sign may stand in the path, in quotes. Blanks are matched in one way."""
IN_MEMORY = "in memory"  # stands for the file of a network that was handed over
MAX_EXTENDS = 20
NO_PLACE = ("set_path", "set_member", "set_no_member")  # what is said of a place that is not there


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
    graph: Any = None,
    strategy_files: Iterable[str | Path] = (),
) -> Scenario:
    """Read a scenario and resolve it.

    Parameters
    ----------
    scenario : path of a TOML file, name of a shipped scenario, or the same as a table.
    set : values to put over the file's, by dotted path ("market.price", "arms.Seeding.budget");
        None takes the file's away, so that the default counts. No place may be given twice.
    consumers, weeks : over the file's.
    graph : a file with a network, a `SocialGraph`, a NetworkX graph or a SciPy sparse matrix, in
        place of the scenario's.
        What the scenario's `[graph]` says of any network (`rescale`, `online_ties`) still counts,
        and how to read its file, if it is a file.
    strategy_files : Python files with more strategies.

    Raises
    ------
    Mistake : whatever is wrong, all of it at once where the file can be read at all.
    """
    _check_given(scenario, set)
    return _loaded(
        scenario, "", set=(set or {}).items(), consumers=consumers, weeks=weeks, graph=graph,
        strategy_files=strategy_files,
    )  # fmt: skip


def scenario_table(scenario: str | Path) -> dict[str, Any]:
    """What a scenario's file says, with those that it extends, as one table to go on from.

    The file of a network is named with its folder.

    Raises
    ------
    Mistake : there is no such file, or it cannot be read.
    """
    draft = _drafted(scenario)
    if draft.found:
        raise Mistakes(draft.found)
    graph = draft.table.get("graph")
    if isinstance(graph, dict) and isinstance(graph.get("file"), str):
        folder = draft.origin(("graph", "file")).folder
        draft.table["graph"] = {**graph, "file": str((folder / graph["file"]).resolve())}
    return draft.table


def load_typed(scenario: str, *, set: Iterable[tuple[str, Any]] = (), **options: Any) -> Scenario:
    """Read a scenario with the options of `load_scenario`, which mistakes name as typed: --set.

    Parameters
    ----------
    set : paths and values, as often as they were typed.

    Raises
    ------
    Mistake : as there.
    """
    return _loaded(scenario, "--", set=set, **options)


def _loaded(
    scenario: str | Path | Mapping[str, Any], dashes: str, *, set: Iterable[tuple[str, Any]],
    consumers: int | None = None, weeks: int | None = None, graph: Any = None,
    strategy_files: Iterable[str | Path] = (),
) -> Scenario:  # fmt: skip
    """Read a scenario; `dashes` stand before the names of options where these were typed."""
    known = find_strategies(strategy_files)
    draft = _drafted(scenario)
    if graph is not None:
        file = str(graph) if isinstance(graph, str | PathLike) else IN_MEMORY
        draft.replace_network(file, _option(dashes, "graph"))
    for name, number in (("consumers", consumers), ("weeks", weeks)):
        if number is not None:
            _put(draft, f"market.{name}", number, _option(dashes, name))
    for path, value in set:
        _put(draft, path, value, _option(dashes, "set"))
    if graph is not None and not isinstance(graph, str | PathLike | SocialGraph):
        graph = SocialGraph.of(graph, weights_are_chances(draft))
    social = graph if isinstance(graph, SocialGraph) else None
    result = read_scenario(draft, social, known)
    if draft.found:
        raise Mistakes(draft.found)
    return result


def parse_setting(text: str) -> tuple[str, Any]:
    """Take what stands behind ``--set`` apart: the path, and the value as `parse_value` reads it.

    Raises
    ------
    Mistake : there is no value, no path, or a number of thousands of digits.
    """
    found = SETTING.fullmatch(text.lstrip())
    path, equals, value = (found[1], "=", found[2]) if found else text.partition("=")
    if not equals or not path.strip():
        raise Mistake("set_no_path" if equals else "set_form", text=shortened(text))
    digits = digits_in(value)
    if digits > MOST_DIGITS:
        raise Mistake("set_long_number", path=shortened(path.strip()), digits=digits)
    return path.strip(), parse_value(value)


def parse_value(text: str) -> Any:
    """Read the right-hand side of ``--set path=value`` as TOML, or as plain text."""
    try:
        parsed = tomllib.loads(f"value = {text}", parse_float=decimal_number)
    except (ValueError, RecursionError):
        return float(text) if BARE_FRACTION.fullmatch(text.strip()) else text
    return parsed["value"] if len(parsed) == 1 else text


def _check_given(scenario: object, values: object) -> None:
    """Raise a `Mistake` if what is handed in is not even of the kind that can be read."""
    if not isinstance(scenario, str | PathLike | Mapping):
        raise Mistake("scenario.not_a_name", what=type(scenario).__name__)
    if values is not None and not isinstance(values, Mapping):
        raise Mistake("not_set", what=type(values).__name__)
    for path in values or ():
        if not isinstance(path, str):
            raise Mistake("not_a_place", what=shown(path))


def _option(dashes: str, name: str) -> Origin:
    return Origin(f"{dashes}{name}", is_option=True)


def _put(draft: Draft, path: str, value: Any, option: Origin) -> None:
    """Put a value; note the mistake if there is no such place."""
    try:
        value = plain(value, lambda: Mistake("set_deep", option=option.name, path=path))
        draft.put(path, value, option)
    except Mistake as mistake:
        if draft.is_whole or mistake.key not in NO_PLACE:
            draft.found.append(mistake)


def _drafted(scenario: str | Path | Mapping[str, Any]) -> Draft:
    """Lay a scenario over the one it extends, and that over its own, and so on."""
    if isinstance(scenario, Mapping):
        origin, path = Origin("scenario"), None
        table = plain(scenario, lambda: Mistake("scenario.deep", file="scenario"))
    else:
        path = _find(str(scenario))
        origin = Origin(str(scenario), path.parent)
        table = read_table(path)
    layers = [(table, origin)]
    seen = [] if path is None else [path.resolve()]
    found: list[Mistake] = []
    while (base := table.pop("extends", None)) is not None:
        try:
            path = _base(base, origin, seen)
            table, origin = read_table(path), Origin(str(path), path.parent)
        except Mistake as mistake:  # what stands above it can be looked at all the same
            found.append(mistake)
            break
        layers.append((table, origin))
        seen.append(path.resolve())
    draft = Draft(origin)
    for table, origin in reversed(layers):
        draft.lay(table, origin)
    draft.found, draft.is_whole = found, not found
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
    known = shipped()
    if scenario in known:  # whatever lies in the current folder: a file called so is ./first_look
        return known[scenario]
    if _is_file(scenario):
        return Path(scenario)
    if scenario and _is_file(scenario, Path.is_dir):
        raise Mistake("scenario.folder", file=scenario)
    if scenario and _is_file(scenario, Path.exists):  # reading a pipe may never end
        raise Mistake("scenario.not_regular", file=scenario)
    close = get_close_matches(Path(scenario).stem, known, 1)
    raise Mistake(
        "scenario.unknown", name=shortened(scenario), guess=close[0] if close else "", known=", ".join(known)
    )


def _is_file(path: str | Path, test: Any = Path.is_file) -> bool:
    """Say whether there is such a file; a name that no file can have is no file."""
    try:
        return bool(test(Path(path)))
    except (OSError, ValueError):
        return False
