"""How the simulator compiles its scalar rules and its loops.

Kernels, which Python calls, are kept on disk; the rules and loops within them are parts of them.
All run without the interpreter lock and never re-associate floating point operations. Called from
Python, and everywhere with ``NUMBA_DISABLE_JIT=1``, a rule is plain Python, which gives the same
bits; but where compiled code goes on with inf or nan, Python raises, so that a rule must be defined
for all that it is given.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import numba
import numpy as np
from numba.core import event
from numba.core.registry import CPUDispatcher

from simulator.parts import LessSweeping, PartCompiler

event.register("numba:compile", LessSweeping())

_UNCOMPILED = bool(vars(numba.config).get("DISABLE_JIT"))
OPTIONS: dict[str, Any] = {
    "nogil": True, "error_model": "numpy", "fastmath": False, "no_cfunc_wrapper": True
}  # fmt: skip


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what Python calls: no interpreter lock, kept on disk, NumPy's error model."""
    if _UNCOMPILED:
        return function
    dispatcher = numba.njit(**OPTIONS | {"cache": True})(function)
    _kept(dispatcher)._source_stamp = stamp()
    return cast(Callable[..., Any], dispatcher)


def inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what compiled code calls, as a part of it; called from Python it is plain Python.

    A part has no door for Python, no machine code and no file of its own, so that a first run does
    not wait for them: it is translated, and then optimised within the kernels that call it. It
    cannot print, nor raise anything with a value (`Part`).
    """
    if _UNCOMPILED:
        return function
    parts = {"no_cpython_wrapper": True, "cache": False, "pipeline_class": PartCompiler}
    dispatcher = numba.njit(**OPTIONS | parts)(function)
    cast(Any, dispatcher).__class__ = Inner
    return cast(Callable[..., Any], dispatcher)


class Inner(CPUDispatcher):
    """A compiled function without a door for Python."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Run it as Python."""
        return vars(self)["py_func"](*arguments, **named)


def everywhere(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what both compiled code and Python call: a part there, a kernel here."""
    if _UNCOMPILED:
        return function
    part = inner(function)
    cast(Any, part).__class__ = Everywhere
    vars(part)["kernel"] = compiled(function)
    return part


class Everywhere(Inner):
    """A part with a door for Python of its own."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Run the kernel."""
        return vars(self)["kernel"](*arguments, **named)

    def __reduce__(self) -> str:  # type: ignore[override]
        """Travel to other processes by name."""
        return str(vars(self)["__name__"])


def _kept(dispatcher: Any) -> Any:
    """The file in which Numba keeps a function's compiled code."""
    return dispatcher._cache._cache_file


@cache
def stamp() -> str:
    """Digest of every file that compiled code is made of.

    Numba notices that a function's own file changed, but not that a rule or a constant it uses from
    another file did; so all of it is kept for one state of all the files.
    """
    package = Path(__file__).parent
    single = [package / f"{name}.py" for name in ("compiled", "parts", "draws", "cascades")]
    folders = ("agents", "graph", "kernels")
    sources = [*single, *(file for name in folders for file in (package / name).rglob("*.py"))]
    return sha256(b"".join(source.read_bytes() for source in sorted(sources))).hexdigest()


def compiled_before(function: Callable[..., Any]) -> bool:
    """Whether compiled code of a function lies on disk, for the sources as they are."""
    return _UNCOMPILED or bool(_kept(function)._load_index())


def ready(function: Callable[..., Any], *arguments: Any) -> Callable[..., Any]:
    """Return a kernel's code for arguments of just these types, to be called again and again.

    At every call of the kernel itself Numba finds out what it is given, which for bundles of arrays
    takes longer than a small market's week. The code checks nothing: other types break it.
    """
    if _UNCOMPILED:
        return function
    key = function, kind(arguments)
    if key not in _READY:
        types = tuple(numba.typeof(argument) for argument in arguments)
        _READY[key] = cast(Any, function).compile(types)
    return _READY[key]


_READY: dict[Any, Callable[..., Any]] = {}


def kind(argument: Any) -> Any:
    """What Numba's type of an argument depends on; whole numbers are taken to fit into 64 bits."""
    if isinstance(argument, tuple):
        return type(argument), *map(kind, argument)
    if isinstance(argument, np.ndarray):
        return type(argument), argument.dtype, argument.ndim, argument.flags.num
    return type(argument)


def handed(bundle: Any) -> Any:
    """Return a bundle of arrays as compiled code takes it fastest: records as plain arrays.

    The same memory; Numba needs far longer to recognise a record array. Uncompiled code needs one.
    """
    if _UNCOMPILED:
        return bundle
    plain = {
        name: value.view(np.ndarray)
        for name, value in bundle._asdict().items()
        if isinstance(value, np.recarray)
    }
    return bundle._replace(**plain)
