"""What is worked out once about a graph and kept for all who ask again."""

from collections.abc import Callable
from threading import RLock
from typing import Any

from numpy.typing import NDArray


class Once:
    """Arrays worked out about one graph, by name; shared by the graph and its guarded twin.

    Runs on several threads ask for the same one at the same moment: one works it out, the others
    wait. A copy in another process begins with nothing.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._arrays: dict[str, NDArray[Any]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Once, ()

    def array(self, name: str, work: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """Return the array of that name, which refuses writing; `work` makes it the first time."""
        with self._lock:
            if name not in self._arrays:
                made = work()
                made.flags.writeable = False
                self._arrays[name] = made
            return self._arrays[name]
