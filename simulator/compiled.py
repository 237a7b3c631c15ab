"""How the simulator compiles its scalar rules and its loops.

Every rule and kernel is compiled alike: without the interpreter lock, kept on disk, with the
arithmetic of NumPy (division by zero gives inf or nan) and never re-associating floating point
operations. With ``NUMBA_DISABLE_JIT=1`` it leaves plain Python, which gives the same bits.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import numba
import numpy as np
from numba.core.registry import CPUDispatcher

_UNCOMPILED = bool(vars(numba.config).get("DISABLE_JIT"))
OPTIONS: dict[str, Any] = {
    "nogil": True, "cache": True, "error_model": "numpy", "fastmath": False, "no_cfunc_wrapper": True
}  # fmt: skip


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what Python calls: no interpreter lock, kept on disk, NumPy's error model."""
    return _compiled(function, OPTIONS)


def inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what only compiled code calls: the same, without the door for Python.

    That door takes every array of a bundle apart and costs more to compile than a small loop. Tests
    call the `py_func` of such a function.
    """
    dispatcher = _compiled(function, OPTIONS | {"no_cpython_wrapper": True})
    if not _UNCOMPILED:
        cast(Any, dispatcher).__class__ = Inner
    return dispatcher


class Inner(CPUDispatcher):
    """A compiled function that Python cannot enter."""

    def __call__(self, *_: Any, **__: Any) -> Any:
        """Refuse; without a door the call would end the process."""
        name = vars(self)["py_func"].__name__
        raise TypeError(f"only compiled code calls {name}; Python calls its py_func")


def _compiled(function: Callable[..., Any], options: dict[str, Any]) -> Callable[..., Any]:
    decorate: Any = numba.njit
    dispatcher = decorate(**options)(function)
    if not _UNCOMPILED:
        _kept(dispatcher)._source_stamp = stamp()
    return cast(Callable[..., Any], dispatcher)


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
    single = [Path(__file__), package / "draws.py", package / "cascades.py"]
    folders = ("agents", "graph", "kernels")
    sources = [*single, *(file for name in folders for file in (package / name).rglob("*.py"))]
    return sha256(b"".join(source.read_bytes() for source in sorted(sources))).hexdigest()


def compiled_before(function: Callable[..., Any]) -> bool:
    """Whether compiled code of a function lies on disk, for the sources as they are."""
    return _UNCOMPILED or bool(_kept(function)._load_index())


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
