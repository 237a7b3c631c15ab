"""Functions that only compiled code calls are parts of it, and plain Python for everybody else."""

import ast
import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numba
import numpy as np
import pytest

import simulator
from simulator import draws
from simulator.compiled import Everywhere, Inner, everywhere, inner
from simulator.parts import LessSweeping

PACKAGE = Path(simulator.__file__).parent
UNCOMPILED = bool(vars(numba.config).get("DISABLE_JIT"))
KEEP = """
from simulator import WordOfMouthModel, load_scenario, make_world
market = {"consumers": 60, "weeks": 1, "price": 1, "category_price": 1}
WordOfMouthModel(make_world(load_scenario({"name": "x", "market": market}))).run_model()
"""


@inner
def halved(values, k):  # type: ignore[no-untyped-def]
    """A part that writes, and calls nothing."""
    values[k] = values[k] / 2
    return values[k]


@inner
def halved_twice(values, k):  # type: ignore[no-untyped-def]
    """A part of parts."""
    return halved(values, k) + halved(values, k)


@everywhere
def third(values, k):  # type: ignore[no-untyped-def]
    """A part that Python calls too."""
    return values[k] / 3


def thirds(values):  # type: ignore[no-untyped-def]
    """A kernel that calls it."""
    total = 0.0
    for k in range(values.shape[0]):
        total += third(values, k)
    return total


def looped(values):  # type: ignore[no-untyped-def]
    """A kernel made of them."""
    total = 0.0
    for k in range(values.shape[0]):
        total += halved_twice(values, k)
    return total


def test_parts_do_the_same_in_compiled_code_and_in_python() -> None:
    kernel = numba.njit(looped)
    here, there = np.array([8.0, 4.0]), np.array([8.0, 4.0])
    assert looped(here) == kernel(there) == 9.0
    assert (here == there).all()
    assert here.tolist() == [2.0, 1.0]


@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
def test_a_part_has_no_machine_code_of_its_own() -> None:
    kernel = numba.njit(looped)
    kernel(np.ones(1))
    assert isinstance(halved, Inner)
    (part,) = (one for one in vars(halved)["overloads"].values())
    (whole,) = kernel.overloads.values()
    name = part.fndesc.mangled_name
    assert part.library.get_pointer_to_function(name) == 0
    assert whole.library.get_pointer_to_function(whole.fndesc.mangled_name) != 0


@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
def test_what_is_called_everywhere_is_a_part_there_and_a_kernel_here() -> None:
    values, kernel = np.array([8.0, 4.0]), numba.njit(thirds)
    assert kernel(values) == thirds(values) == 8.0 / 3 + 4.0 / 3
    assert isinstance(third, Everywhere)
    (part,) = vars(third)["overloads"].values()
    assert part.library.get_pointer_to_function(part.fndesc.mangled_name) == 0
    (door,) = vars(third)["kernel"].overloads.values()
    assert door.library.get_pointer_to_function(door.fndesc.mangled_name) != 0


@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
def test_what_is_called_everywhere_travels_by_name() -> None:
    assert pickle.loads(pickle.dumps(draws.key)) is draws.key  # noqa: S301


@pytest.mark.slow
@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
def test_only_what_python_calls_is_kept_on_disk(tmp_path: Path) -> None:
    environment = os.environ | {
        "NUMBA_CACHE_DIR": str(tmp_path),
        "PYTHONPATH": str(PACKAGE.parent),
        "NUMBA_DISABLE_JIT": "0",
    }
    subprocess.run([sys.executable, "-c", KEEP], env=environment, check=True, timeout=300)
    kept = {file.name.split("-")[0] for file in tmp_path.rglob("*.nbi")}
    assert "live.live" in kept
    assert {node.name for _, node in parts("inner")} & {name.split(".")[1] for name in kept} == set()


def parts(*kinds: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Every part of the package that is marked so, with its file."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(one, ast.Name) and one.id in kinds for one in node.decorator_list
            ):
                yield file, node


def forbidden(node: ast.AST) -> list[int]:
    """Lines on which something prints, or raises with a value that is not known beforehand."""
    return [
        one.lineno
        for one in ast.walk(node)
        if (isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "print")
        or (isinstance(one, ast.Raise) and isinstance(one.exc, ast.Call))
        or (isinstance(one, ast.Assert) and not isinstance(one.msg, ast.Constant | None))
    ]


def test_no_part_prints_or_raises_with_a_value() -> None:
    """Numba keeps what that needs in an environment, which a part has not: it would hang."""
    found = list(parts("inner", "everywhere"))
    assert len(found) > 50
    assert [(file.name, line) for file, node in found for line in forbidden(node)] == []


def test_a_part_that_would_hang_is_found() -> None:
    lines = ("@inner", "def f(x):", "    print(x)", "    raise ValueError('x', x)", "    assert x",
             "    assert x, 'x'", "    assert x, f'{x}'")  # fmt: skip
    assert sorted(forbidden(ast.parse("\n".join(lines)))) == [3, 4, 7]


@pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")
@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize(
    ("usual", "meanwhile"),
    [
        ((701, 11, 12), LessSweeping.SELDOM),
        ((0, 11, 12), (0, 11, 12)),  # never at all
        ((701, 50, 12), (50_000, 50, 100)),
        ((90_000, 50, 200), (90_000, 50, 200)),
    ],
)
def test_python_sweeps_less_while_something_is_compiled_and_then_as_before(
    fails: bool, usual: tuple[int, ...], meanwhile: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    start = LessSweeping.on_start

    def watched(self: LessSweeping, event: object) -> None:
        start(self, event)  # type: ignore[arg-type]
        seen.append(gc.get_threshold())

    monkeypatch.setattr(LessSweeping, "on_start", watched)
    before = gc.get_threshold()
    gc.set_threshold(*usual)
    try:
        if fails:
            with pytest.raises(numba.errors.TypingError):
                numba.njit(looped)("no array")
        else:
            numba.njit(looped)(np.ones(1))
        assert gc.get_threshold() == usual
    finally:
        gc.set_threshold(*before)
    assert set(seen) == {meanwhile}
