"""Finds strategies: in this package, in the entry points of installed packages, in named files.

Nothing is listed anywhere, and a file that merely lies somewhere is never run.
"""

import importlib
import importlib.util
import math
import pkgutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from inspect import isabstract
from os import PathLike
from pathlib import Path
from types import MappingProxyType, ModuleType

from simulator.errors import Mistake, Mistakes, shortened
from simulator.parameters import Declaration, declarations, unknown_source
from simulator.strategies.base import FILE_MODULE, Strategy

ENTRY_POINTS = "kuchikomi.strategies"
NOT_STRATEGIES = ("base", "registry")


def strategies(files: Iterable[str | Path] = ()) -> Mapping[str, type[Strategy]]:
    """Return every strategy that can be found, by kind, in alphabetical order.

    Parameters
    ----------
    files : Python files that the user named, each defining at least one strategy.

    Raises
    ------
    Mistake : `files` is no list of paths; a file or an entry point that is missing, breaks, defines
        none, takes a kind that exists, or defines one that fails to say what it is.
    """
    paths = _paths(files)
    found: dict[str, type[Strategy]] = {}
    package = importlib.import_module("simulator.strategies")
    for module in pkgutil.iter_modules(package.__path__):
        if module.name not in NOT_STRATEGIES:
            full = f"simulator.strategies.{module.name}"
            _add(found, _defined_in(importlib.import_module(full)), full)
    for entry in entry_points(group=ENTRY_POINTS):
        try:
            _add(found, _from_entry(entry), entry.value)
        except Mistake as mistake:
            whose = entry.dist.name if entry.dist else entry.name
            raise Mistake("strategy.of_package", package=whose, what=mistake) from mistake
    for path in paths:
        _add(found, from_file(path), str(path))
    return MappingProxyType(dict(sorted(found.items())))


def _paths(files: object) -> list[Path]:
    """The files that were named; a `Mistake` if they are no list of paths."""
    one = isinstance(files, str | bytes | PathLike)
    if one or not isinstance(files, Iterable):
        raise Mistake("not_strategy_files", what=type(files).__name__)
    paths = list(files)
    for path in paths:
        if not isinstance(path, str | PathLike):
            raise Mistake("not_strategy_files", what=shortened(repr([path])))
    return [Path(path) for path in paths]


def _defined_in(module: ModuleType) -> list[type[Strategy]]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Strategy)
        and value.__module__ == module.__name__
        and value.kind
        and not isabstract(value)
    ]


def _add(found: dict[str, type[Strategy]], classes: list[type[Strategy]], where: str) -> None:
    for one in classes:
        if found.get(one.kind, one) is not one:
            raise Mistake("strategy.kind_taken", where=where, kind=one.kind)
        found[one.kind] = one
    faults = [fault for one in classes for fault in faults_of(one, where)]
    if faults:
        raise faults[0] if len(faults) == 1 else Mistakes(faults)


def faults_of(one: type[Strategy], where: str) -> Iterator[Mistake]:
    """Find what a strategy fails to say of itself, so that it could not be used or explained."""
    name = f"{where}: {one.__name__}"
    if not one.summary():
        yield Mistake("strategy.no_summary", where=name)
    fields = [field.name for field in declarations(one)]
    if not one.intensity:
        yield Mistake("strategy.no_intensity", where=name, known=", ".join(fields))
    for wrong in (field for field in one.intensity if field not in fields):
        guess = next(iter(get_close_matches(str(wrong), fields, 1)), "")
        yield Mistake(
            "strategy.unknown_intensity", where=name, field=wrong, guess=guess,
            known=", ".join(fields),
        )
    for field in declarations(one):
        if not (field.unit and field.description and field.source):
            yield Mistake("strategy.undeclared", where=name, field=field.name)
            continue
        if field.has_limits and not field.has_order:
            yield Mistake(
                "strategy.limits_of_no_number", where=name, field=field.name, type=field.type
            )
            continue
        yield from _faults_of_default(field, name)
        unknown = unknown_source(field.source)
        if unknown is not None:
            source, guess = unknown
            yield Mistake(
                "strategy.unknown_source", where=name, field=field.name, source=source, guess=guess
            )


def _faults_of_default(field: Declaration, where: str) -> Iterator[Mistake]:
    """Find a default that nobody could give; defaults are not checked when a table is read."""
    values = field.default if isinstance(field.default, tuple | list) else [field.default]
    numbers = [one for one in values if isinstance(one, int | float)]
    told = {"where": where, "field": field.name, "value": field.default}
    if not all(map(math.isfinite, numbers)):
        yield Mistake("strategy.default_not_finite", **told)
    elif not all(map(field.allows, numbers)):
        allowed = {"least": field.minimum, "most": field.maximum}
        yield Mistake("strategy.default_out_of_range", **told, allowed=allowed)


def _from_entry(entry: EntryPoint) -> list[type[Strategy]]:
    try:
        loaded = entry.load()
    except (Exception, SystemExit) as broken:
        raise Mistake("strategy.broken", file=entry.value, why=_why(broken)) from broken
    if isinstance(loaded, ModuleType):
        classes = _defined_in(loaded)
    else:
        classes = [loaded] if isinstance(loaded, type) and issubclass(loaded, Strategy) else []
    if not classes:
        raise Mistake("strategy.none_in_file", file=entry.value)
    return classes


def _why(broken: BaseException) -> str:
    return f"{type(broken).__name__}: {broken}"


def from_file(path: Path) -> list[type[Strategy]]:
    """Read the strategies that a named file defines, once per process."""
    if not path.is_file():
        raise Mistake("strategy.no_file", file=str(path))
    name = f"{FILE_MODULE}{path.resolve().as_posix().encode().hex()}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise Mistake("strategy.not_python", file=str(path))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except BaseException as broken:
            del sys.modules[name]  # half a module, also where somebody stopped it
            if not isinstance(broken, Exception | SystemExit):
                raise
            raise Mistake("strategy.broken", file=str(path), why=_why(broken)) from broken
    classes = _defined_in(sys.modules[name])
    if not classes:
        raise Mistake("strategy.none_in_file", file=str(path))
    return classes
