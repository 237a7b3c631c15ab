"""How less is waited for the compiler: most functions are only parts of others; less is swept up.

Numba optimises every function, makes it machine code and then does both again for whatever calls
it. What only compiled code calls needs that once, in the end. It goes by Numba's own ways of adding
a compiler (`CompilerBase`) and listening to one (`Listener`), and by the steps of `JITCodeLibrary`,
which are the same in all versions that pyproject.toml allows.
"""

import gc
from typing import Any, cast

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.event import Event, Listener


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
