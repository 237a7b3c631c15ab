"""Asking for memory before it is needed.

The few people whom something happens to lie far apart in memory. Their rows are known from a screen,
so that what the next ones need can be on its way while this one is worked through. It changes no
value; without the compiler it does nothing.
"""

from typing import Any

import numba
from numba.core import cgutils
from numba.extending import intrinsic

# mypy: disable-error-code="no-untyped-def"

AHEAD = 12  # people: long enough for main memory, short enough for the nearest cache


@intrinsic
def _prefetch(typing_context: Any, array: Any, index: Any) -> Any:
    """Emit the processor's hint that `array[index]` will be read; `index` as many as `array` has."""
    whole = numba.types.UniTuple(numba.types.intp, array.ndim)

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        from llvmlite import ir

        held = context.make_array(signature.args[0])(context, builder, values[0])
        given, kind = values[1], signature.args[1]
        if array.ndim == 1:
            given, kind = context.make_tuple(builder, numba.types.UniTuple(kind, 1), [given]), (
                numba.types.UniTuple(kind, 1)
            )
        places = cgutils.unpack_tuple(builder, context.cast(builder, given, kind, whole))
        pointer = cgutils.get_item_pointer(
            context, builder, signature.args[0], held, places, wraparound=False
        )
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        hint_type = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        hint = builder.module.declare_intrinsic("llvm.prefetch", [byte], hint_type)
        read, keep, data = number(0), number(3), number(1)
        builder.call(hint, [builder.bitcast(pointer, byte), read, keep, data])
        return context.get_dummy_value()

    return numba.types.void(array, index), generate


def _nothing(array: Any, index: Any) -> None:
    """Do nothing: plain Python has no use for the hint."""


prefetch = _nothing if vars(numba.config).get("DISABLE_JIT") else _prefetch
