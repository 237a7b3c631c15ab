"""How the simulator compiles its scalar rules and its loops.

One decorator, so that every rule and kernel is compiled alike: without the interpreter lock, cached
on disk, with the arithmetic of NumPy (division by zero gives inf or nan) and never re-associating
floating point operations. With ``NUMBA_DISABLE_JIT=1`` it leaves plain Python, which gives the same
bits.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import numba
import numpy as np

_UNCOMPILED = bool(vars(numba.config).get("DISABLE_JIT"))
OPTIONS: dict[str, Any] = {
    "nogil": True, "cache": True, "error_model": "numpy", "fastmath": False, "no_cfunc_wrapper": True
}  # fmt: skip


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what Python calls: no interpreter lock, cached, NumPy's error model."""
    return _compiled(function, OPTIONS)


def inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what only compiled code may call: the same, without the door for Python.

    That door takes every array of a bundle apart and costs more to compile than a small loop.
    Python that goes through it all the same crashes; tests call the `py_func` of such a function.
    """
    return _compiled(function, OPTIONS | {"no_cpython_wrapper": True})


def _compiled(function: Callable[..., Any], options: dict[str, Any]) -> Callable[..., Any]:
    decorate: Any = numba.njit
    return cast(Callable[..., Any], decorate(**options)(function))


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


def _sources() -> list[Path]:
    """The files that compiled code is made of."""
    package = Path(__file__).parent
    single = [Path(__file__), package / "draws.py", package / "cascades.py"]
    folders = ("agents", "graph", "kernels")
    return sorted([*single, *(file for name in folders for file in (package / name).rglob("*.py"))])


def keep_cache_fresh() -> None:
    """Forget compiled code that is older than any source it may be made of.

    Numba notices that a function's own file changed, but not that a rule or a constant it uses from
    another file did. Beside the sources, what is older than the newest of them is removed; in a
    folder that the user named (``NUMBA_CACHE_DIR``) each state of the sources has its own.
    """
    sources = _sources()
    config: Any = numba.config
    if config.CACHE_DIR:
        digest = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
        config.CACHE_DIR = str(Path(config.CACHE_DIR) / f"kuchikomi-{digest}")
        return
    newest = max(source.stat().st_mtime for source in sources)
    for index in Path(__file__).parent.rglob("__pycache__/*.nbi"):
        with suppress(OSError):  # another process may have been quicker
            if index.stat().st_mtime < newest:
                index.unlink()


keep_cache_fresh()
