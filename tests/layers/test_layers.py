"""Who may know whom: the imports of the library are read and held against one table.

Data flows one way; nothing downstream is known upstream. A module belongs to the layer of the
longest name below that it begins with.
"""

import ast
from pathlib import Path

import pytest
from reading_imports import LIBRARY, imports, within

FOUNDATIONS = {"compiled", "draws", "errors", "parameters", "sources", "texts", "typed"}

MAY_IMPORT: dict[str, set[str]] = {
    # know nobody
    "parts": set(),
    "sources": set(),
    "texts": set(),
    "typed": set(),
    "week": set(),
    "intervals": set(),
    "figures": set(),
    "agents.stages": set(),
    # know next to nobody
    "compiled": {"parts"},
    "draws": {"compiled"},
    "errors": {"texts"},
    "parameters": {"errors", "sources", "typed"},
    "agents.counts": {"agents.stages"},
    "agents.rules": {"agents.stages", "compiled"},
    "cascades": {"agents.stages", "compiled"},
    # who is there, and who may tell whom
    "graph": {"graph", *FOUNDATIONS},
    "graph.social_graph": {"errors", "graph"},
    "graph.influence": {"draws", "graph", "kernels"},
    "agents": {"agents", "graph", "draws", "compiled", "errors"},
    "agents.ledger": {"agents.misuse", "errors"},
    "agents.misuse": {"errors"},
    # arrays in, arrays out
    "kernels": {
        "agents.counts", "agents.rules", "agents.stages", "compiled", "draws", "graph.social_graph",
        "kernels",
    },
    # what planners write
    "strategies": {"agents", "graph", "draws", "parameters", "errors", "strategies"},
    "scenarios": {"agents", "graph", "strategies", "scenarios", *FOUNDATIONS},
    # what is known without any run
    "theory": {"errors", "graph", "theory"},
    # what planners hand over
    "sales": {"agents.rules", "errors", "graph", "parameters", "sales", "scenarios", "theory", "typed"},
    # the engines
    "world": {"agents", "arguments", "errors", "graph", "scenarios", "draws"},
    "engine": {"agents", "arguments", "draws", "errors", "world"},
    "model": {"agents", "compiled", "engine", "kernels"},
    "reference": {"agents", "draws", "engine", "kernels", "week"},
    # runs and what is made of them
    "runs": {"agents", "cascades", "engine", "model", "world"},
    "results": {"agents", "runs", "scenarios", "world"},
    "arguments": {"agents.misuse", "errors", "scenarios"},
    "memory": {"agents", "errors", "kernels", "scenarios"},
    "workers": {"scenarios"},
    "jobs": {"errors", "runs", "workers"},
    "precision": {"errors", "intervals", "typed"},
    "assumptions": {"draws", "errors", "metrics", "results", "runs", "scenarios", "world"},
    "runner": {
        "arguments", "assumptions", "errors", "jobs", "memory", "metrics", "precision", "results", "runs",
        "scenarios", "workers", "world",
    },
    "histories": {"agents", "arguments", "cascades", "memory", "runs", "scenarios", "world"},
    "watching": {
        "agents", "arguments", "errors", "graph", "histories", "kernels", "memory", "model", "runs",
        "scenarios", "world",
    },
    "drivers": {
        "arguments", "assumptions", "errors", "intervals", "jobs", "metrics", "parameters", "precision",
        "results", "runs", "scenarios", "workers", "world",
    },
    "journey": {"agents.stages"},
    "metrics": {"agents.ledger", "intervals", "metrics"},
    "new_files": {"errors"},
    "saved": {"agents.counts", "errors", "new_files", "results"},
    "robustness": {"metrics", "precision", "results"},
    "comparison": {"arguments", "errors", "intervals", "metrics", "precision", "results", "robustness"},
    # for people
    "progress": {"compiled", "jobs", "kernels", "texts"},
    "doubts": {"figures", "scenarios", "texts"},
    "explanation": {"figures", "texts"},
    "sentences": {"figures", "metrics", "scenarios", "texts"},
    "waterfall": {"texts"},
    "assumed": {"figures", "parameters", "scenarios", "sources", "texts"},
    "in_words": {
        "agents", "figures", "graph", "metrics", "parameters", "scenarios", "sentences", "strategies",
        "texts",
    },
    "tables": {"explanation", "figures", "metrics", "sentences", "texts"},
    "csv_tables": {"new_files", "sentences", "texts"},
    "pictures": {
        "comparison", "errors", "figures", "metrics", "new_files", "pictures", "results", "sentences",
        "tables", "texts",
    },
    "outcome": {"pictures", "results", "scenarios"},
    "html": {"figures", "html", "pictures"},
    "sections": {
        "agents.stages", "assumed", "drivers", "explanation", "figures", "html", "journey", "metrics",
        "outcome", "scenarios", "sections", "sentences", "texts", "validation", "waterfall", "watching",
    },
    "reproduced": {"outcome"},
    "report": {
        "errors", "explanation", "figures", "html", "journey", "new_files", "outcome", "pictures", "report",
        "reproduced", "sections", "sentences", "texts",
    },
    "workbooks": {
        "assumed", "figures", "metrics", "new_files", "outcome", "reproduced", "sections", "sentences",
        "texts",
    },
    "classic": {
        "agents.misuse", "arguments", "draws", "errors", "graph", "jobs", "kernels", "model", "scenarios",
        "workers", "world",
    },
    "validation": {
        "agents.rules", "agents.stages", "arguments", "classic", "errors", "figures", "graph", "histories",
        "metrics", "model", "results", "runner", "scenarios", "strategies", "texts", "theory", "validation",
        "world",
    },
    "interruption": {"jobs", "texts"},
    "options": {"errors", "texts", "typed"},
    "commands": {
        "commands",
        "arguments", "classic", "comparison", "csv_tables", "doubts", "errors", "figures", "graph",
        "in_words", "interruption",
        "memory", "metrics", "new_files", "options", "parameters", "pictures", "precision", "progress",
        "outcome", "report", "results", "runner", "saved", "scenarios", "sentences", "strategies", "tables",
        "texts", "typed", "validation", "workbooks", "workers",
    },
    "cli": {"commands", "interruption"},
}  # fmt: skip

ONLY_IN: dict[str, set[str]] = {
    "networkx": {"graph.bridge"},
    "igraph": {"graph.places"},
    "numba": {"compiled", "parts", "draws", "kernels.prefetch"},
    "mesa": {"agents.campaign", "agents.person", "engine", "model", "reference"},
    "xarray": {"assumptions", "histories", "journey", "metrics", "results", "robustness", "saved"},
    "pydantic": {"in_words", "parameters", "scenarios", "graph.generators"},
    "rich": {"progress", "tables"},
    "babel": {"figures", "scenarios"},
    "matplotlib": {"pictures"},
    "openpyxl": {"sales.sheets", "workbooks"},
    "psutil": {"memory", "saved", "workers"},
}
"""Packages that one part of the house keeps to itself."""

NOWHERE = {
    "app", "matplotlib_fontja", "panel", "holoviews", "bokeh", "param", "random", "secrets", "yaml", "pickle",
}  # fmt: skip

UFUNCS = {
    "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "power", "float_power", "sqrt", "cbrt",
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "arctan2", "sinh", "cosh", "tanh",
    "logaddexp", "logaddexp2", "hypot",
}  # fmt: skip
"""Their vectorised last bits differ from the scalar ones, so no NumPy ufunc computes them."""

SCALAR_MATH = {"exp", "expm1", "log", "log1p", "pow", "cos", "sin", "tanh"}
NO_RUN = {"theory"}
"""What no run depends on."""

SCALAR_MATH_IN = {"agents.rules", "graph", "sales", "theory", "validation"}
"""Where a transcendental function is called: the behaviour, written once; making graphs; and what no run
depends on: theory, checks of results, and where a scenario may begin from."""


def name_of(path: Path) -> str:
    parts = path.relative_to(LIBRARY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): ast.parse(path.read_text("utf-8")) for path in LIBRARY.rglob("*.py")}


def layer_of(module: str) -> str | None:
    fits = [name for name in MAY_IMPORT if f"{module}.".startswith(f"{name}.")]
    return max(fits, key=len, default=None)


def own(full: str) -> str | None:
    """The module of the library that a full name leads to."""
    if full.split(".")[0] != "simulator":
        return None
    name = full.removeprefix("simulator").removeprefix(".")
    while name not in MODULES:
        name = name.rpartition(".")[0]
    return name


inside = pytest.mark.parametrize("module", sorted(set(MODULES) - {""}))


def test_the_table_names_only_what_exists() -> None:
    packages = {name.rpartition(".")[0] for name in MODULES}
    assert set(MAY_IMPORT) <= set(MODULES) | packages
    assert set().union(*MAY_IMPORT.values()) <= set(MAY_IMPORT)


@inside
def test_every_module_has_a_layer(module: str) -> None:
    assert layer_of(module) is not None or module == "", "write it into MAY_IMPORT"


@inside
def test_a_module_imports_only_what_its_layer_may(module: str) -> None:
    allowed = MAY_IMPORT[str(layer_of(module))]
    known = {name for full in imports(MODULES[module]) if (name := own(full)) is not None}
    assert {name for name in known if not within(name, allowed) and name != module} == set()


@inside
def test_a_module_imports_no_package_that_another_keeps(module: str) -> None:
    roots = {full.split(".")[0] for full in imports(MODULES[module])}
    assert roots & NOWHERE == set()
    for package, places in ONLY_IN.items():
        assert package not in roots or within(module, places)


def test_the_reference_takes_only_constants_from_the_kernels() -> None:
    names = [full for full in imports(MODULES["reference"]) if "simulator.kernels" in full]
    assert [name for name in names if not name.rpartition(".")[2].isupper()] == []


@inside
def test_no_generator_of_random_numbers_is_used(module: str) -> None:
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Attribute) and node.attr == "random":
            assert not (isinstance(node.value, ast.Name) and node.value.id in ("np", "numpy"))
    assert not any(full.startswith("numpy.random") for full in imports(MODULES[module]))


@inside
def test_no_ufunc_computes_a_probability_a_utility_or_a_time(module: str) -> None:
    used = {
        node.attr
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("np", "numpy")
    }
    assert used & UFUNCS == set() or within(module, NO_RUN)


@inside
def test_transcendental_functions_stand_in_the_rules(module: str) -> None:
    used = {
        node.attr
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "math"
    }
    assert not used & SCALAR_MATH or within(module, SCALAR_MATH_IN)


def at_import(tree: ast.Module) -> set[str]:
    """What is imported when a module is: not what functions import late, nor what types need."""
    found = set()
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= imports(node)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [one for one in ast.iter_child_nodes(node) if isinstance(one, ast.stmt)]
    return found


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """A way from a module back to itself, or nothing."""
    done: set[str] = set()

    def walk(module: str, way: list[str]) -> list[str]:
        if module in way:
            return [*way[way.index(module) :], module]
        if module in done:
            return []
        for other in sorted(arrows.get(module, ())):
            if found := walk(other, [*way, module]):
                return found
        done.add(module)
        return []

    for module in sorted(arrows):
        if found := walk(module, []):
            return found
    return []


def test_the_table_of_the_house_names_every_module_of_the_top() -> None:
    page = (LIBRARY.parent / "CONTRIBUTING.md").read_text("utf-8")
    places = {f"`simulator/{path.name}`" for path in LIBRARY.glob("*.py")}
    places |= {f"`simulator/{path.parent.name}/`" for path in LIBRARY.glob("*/__init__.py")}
    assert {one for one in places - {"`simulator/__init__.py`"} if one not in page} == set()


def test_no_public_name_is_that_of_a_module() -> None:
    """Importing a module puts it into the package under its name, over a function of that name."""
    import simulator

    allowed = {"strategies"}  # a package that can be called
    assert {*simulator.__all__} & ({name.split(".")[0] for name in MODULES} - allowed) == set()


def test_no_circle_of_imports() -> None:
    arrows = {
        module: {name for full in at_import(tree) if (name := own(full)) not in (None, module)}
        for module, tree in MODULES.items()
    }
    assert circle(arrows) == []
    assert circle({**arrows, "draws": {"model"}}) != [], "a circle would have been seen"


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("kernels.talk", "from simulator.strategies.base import Strategy"),
        ("strategies.seeding", "from simulator import kernels"),
        ("draws", "import simulator.errors"),
        ("metrics", "from simulator.cli import main"),
    ],
)
def test_a_wrong_import_would_be_seen(module: str, line: str) -> None:
    wrong = [own(full) for full in imports(ast.parse(line))]
    assert not any(within(str(name), MAY_IMPORT[str(layer_of(module))]) for name in wrong)


def test_the_library_knows_the_app_by_one_door() -> None:
    """Written in a text, which is read only when somebody asks for the app."""
    texts = {name: ast.unparse(tree) for name, tree in MODULES.items()}
    assert [name for name, text in texts.items() if "import_module('app" in text] == ["commands.app"]
