"""Finds strategies: in this package, in the entry points of installed packages, in named files.

Nothing is listed anywhere, and a file that merely lies somewhere is never run.
"""

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from inspect import isabstract
from pathlib import Path
from types import MappingProxyType, ModuleType

from simulator.errors import Mistake
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
    Mistake : a file or an entry point that is missing, breaks, defines none, or takes a kind that
        exists.
    """
    found: dict[str, type[Strategy]] = {}
    package = importlib.import_module("simulator.strategies")
    for module in pkgutil.iter_modules(package.__path__):
        if module.name not in NOT_STRATEGIES:
            full = f"simulator.strategies.{module.name}"
            _add(found, _defined_in(importlib.import_module(full)), full)
    for entry in entry_points(group=ENTRY_POINTS):
        _add(found, _from_entry(entry), entry.value)
    for file in files:
        _add(found, from_file(Path(file)), str(file))
    return MappingProxyType(dict(sorted(found.items())))


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
        except (Exception, SystemExit) as broken:
            del sys.modules[name]
            raise Mistake("strategy.broken", file=str(path), why=_why(broken)) from broken
    classes = _defined_in(sys.modules[name])
    if not classes:
        raise Mistake("strategy.none_in_file", file=str(path))
    return classes
