"""How the simulator compiles its scalar rules and its loops.

One decorator, so that every rule and kernel is compiled alike: without the interpreter lock, cached
on disk, with the arithmetic of NumPy (division by zero gives inf or nan) and never re-associating
floating point operations. With ``NUMBA_DISABLE_JIT=1`` it leaves plain Python, which gives the same
bits.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import numba


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a rule or a kernel: no interpreter lock, cached, NumPy's error model."""
    decorate = numba.njit(nogil=True, cache=True, error_model="numpy", fastmath=False)
    return cast(Callable[..., Any], decorate(function))


def drop_stale_cache() -> None:
    """Forget compiled code that is older than any source it may be made of.

    Numba notices that a function's own file changed, but not that a rule or a constant it uses from
    another file did.
    """
    package = Path(__file__).parent
    sources = [Path(__file__), package / "draws.py", package / "cascades.py"]
    for folder in ("agents", "graph", "kernels"):
        sources += (package / folder).rglob("*.py")
    newest = max(source.stat().st_mtime for source in sources)
    for index in package.rglob("__pycache__/*.nbi"):
        with suppress(OSError):  # another process may have been quicker
            if index.stat().st_mtime < newest:
                index.unlink()


drop_stale_cache()
