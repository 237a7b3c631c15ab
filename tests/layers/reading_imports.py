"""What modules import, as it is written in them."""

import ast
from pathlib import Path

LIBRARY = Path(__file__).parents[2] / "simulator"


def imports(tree: ast.AST) -> set[str]:
    """Everything that is imported anywhere in a module, for types too, as full names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def within(module: str, places: set[str]) -> bool:
    return any(f"{module}.".startswith(f"{place}.") for place in places)
