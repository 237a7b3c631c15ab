"""How less is waited for the compiler: parts, less sweeping, and asking about arrays first.

Numba optimises every function, makes it machine code and then does both again for whatever calls
it. What only compiled code calls needs that once, in the end. And to find the type of `array[index]`
it asks first whether the array is a text, a list, a dictionary and so on, 14 times over: a tenth
of all its time. It goes by
Numba's own ways of adding a compiler (`CompilerBase`), listening to one (`Listener`) and adding
types (`infer_global`), and by the steps of `JITCodeLibrary`, which are the same in all versions that
pyproject.toml allows.
"""

import gc
import operator
from typing import Any, cast

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.event import Event, Listener
from numba.core.typing.arraydecl import GetItemBuffer, SetItemBuffer
from numba.core.typing.builtins import Bool
from numba.core.typing.templates import infer_global


class Part(JITCodeLibrary):
    """Translated code that is optimised, and made machine code, only where it is linked in.

    Its environment, in which Numba keeps what printing and raising with values needs, is never set:
    it would stand in machine code. A test sees to it that no part does either.
    """

    class Unset:
        """In place of the code generator, to set no environment."""

        def set_env(self, name: str, env: object) -> None:
            """Set nothing."""

    @property
    def codegen(self) -> Unset:
        """What Numba asks to set the environment."""
        return self.Unset()

    def _optimize_functions(self, ll_module: Any) -> None:
        ll_module.data_layout = self._codegen._data_layout

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        cast(Any, self)._finalize_dynamic_globals()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """No machine code."""
        cast(Any, self)._ensure_finalized()
        return 0


class PartCompiler(CompilerBase):
    """Numba's own passes, with their result kept as a `Part`."""

    def define_pipelines(self) -> list[Any]:
        """Numba's passes."""
        state = self.state
        state.library = cast(Any, Part)(state.targetctx.codegen(), state.func_id.func_qualname)
        return [DefaultPassBuilder.define_nopython_pipeline(state)]


class LessSweeping(Listener):
    """Has Python look for garbage less often while something is compiled.

    The compiler makes very many objects that stay until it is done; looking through them again and
    again takes a fifth of its time.
    """

    SELDOM = (50_000, 20, 100)  # new objects, and sweeps of the younger between those of the older

    def __init__(self) -> None:
        self.depth = 0  # compiling one function compiles those it calls
        self.before = gc.get_threshold()

    def on_start(self, event: Event) -> None:
        """Sweep seldom."""
        if self.depth == 0:
            self.before = gc.get_threshold()
            if self.before[0] > 0:  # 0 is never
                gc.set_threshold(*map(max, self.before, self.SELDOM))
        self.depth += 1

    def on_end(self, event: Event) -> None:
        """Sweep as before."""
        self.depth -= 1
        if self.depth == 0:
            gc.set_threshold(*self.before)


SOONER = {"target": "cpu"}  # before what is the same for all processors


@infer_global(operator.getitem)
class GetItemSooner(GetItemBuffer):
    """Numba's own rule for the type of array[index], asked first; it leaves all else to others."""

    metadata = SOONER


@infer_global(operator.setitem)
class SetItemSooner(SetItemBuffer):
    """The same for array[index] = value."""

    metadata = SOONER


@infer_global(bool)
class BoolSooner(Bool):
    """The same for the truth of a number; what is none, Numba's rule for all else sorts out."""

    metadata = SOONER
