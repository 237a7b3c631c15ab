"""The ways to make a social graph, one a file; whatever file is put here is found.

`GENERATORS` maps a kind to its class; `GeneratorTable` is the type of a scenario's graph table.
"""

from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import Field

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

if TYPE_CHECKING:
    GeneratorTable: TypeAlias = Generator
else:
    GeneratorTable = Annotated[reduce(or_, GENERATORS.values()), Field(discriminator="kind")]

__all__ = ["GENERATORS", "Generator", "GeneratorTable"]
