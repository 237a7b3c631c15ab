"""The ways to make a social graph, one a file; whatever file is put here is found.

`GENERATORS` maps a kind to its class.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from simulator.graph.generators.base import Generator


def _found(base: type[Any]) -> dict[str, type[Generator]]:
    rows = {}
    for child in base.__subclasses__():
        if not child.model_fields["kind"].is_required():
            rows[str(child.model_fields["kind"].default)] = child
        rows |= _found(child)
    return dict(sorted(rows.items()))


for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

GENERATORS = _found(Generator)

__all__ = ["GENERATORS", "Generator"]
