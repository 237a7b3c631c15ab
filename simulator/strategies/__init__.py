"""Strategies, one a file. Calling this package, ``strategies()``, finds them all: kind -> class."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any


class _Package(ModuleType):
    """This package, made callable, because its name is also the public name of the finder."""

    def __call__(self, files: Iterable[str | Path] = ()) -> Mapping[str, Any]:
        from simulator.strategies.registry import strategies

        return strategies(files)


sys.modules[__name__].__class__ = _Package
