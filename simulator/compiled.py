"""How the simulator compiles its scalar rules and its loops.

One decorator, so that every rule and kernel is compiled alike: without the interpreter lock, cached
on disk, with the arithmetic of NumPy (division by zero gives inf or nan) and never re-associating
floating point operations. With ``NUMBA_DISABLE_JIT=1`` it leaves plain Python, which gives the same
bits.
"""

from collections.abc import Callable
from typing import Any, cast

import numba


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a rule or a kernel: no interpreter lock, cached, NumPy's error model."""
    decorate = numba.njit(nogil=True, cache=True, error_model="numpy", fastmath=False)
    return cast(Callable[..., Any], decorate(function))
