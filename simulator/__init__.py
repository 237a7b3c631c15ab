"""Kuchikomi: word of mouth in a simulated market, and what marketing strategies do to it.

The public names below are imported when they are first used, so that ``kuchikomi --help`` is quick.
"""

TYPE_CHECKING = False  # as in `typing`, which would take its time to load
if TYPE_CHECKING:
    from simulator import strategies
    from simulator.comparison import summary
    from simulator.errors import Mistake
    from simulator.graph.files import read_graph
    from simulator.graph.social_graph import SocialGraph
    from simulator.histories import history
    from simulator.model import WordOfMouthModel
    from simulator.pictures import save_picture
    from simulator.reference import ReferenceModel
    from simulator.results import Results
    from simulator.runner import compare, refine, simulate
    from simulator.saved import load_results, save_results
    from simulator.scenarios.files import load_scenario
    from simulator.scenarios.schema import Scenario
    from simulator.world import make_world

    __version__: str

_HOME = {
    "Mistake": "simulator.errors",
    "ReferenceModel": "simulator.reference",
    "Results": "simulator.results",
    "Scenario": "simulator.scenarios.schema",
    "SocialGraph": "simulator.graph.social_graph",
    "WordOfMouthModel": "simulator.model",
    "compare": "simulator.runner",
    "history": "simulator.histories",
    "load_results": "simulator.saved",
    "load_scenario": "simulator.scenarios.files",
    "make_world": "simulator.world",
    "read_graph": "simulator.graph.files",
    "refine": "simulator.runner",
    "save_picture": "simulator.pictures",
    "save_results": "simulator.saved",
    "simulate": "simulator.runner",
    "summary": "simulator.comparison",
}

__all__ = [
    "Mistake",
    "ReferenceModel",
    "Results",
    "Scenario",
    "SocialGraph",
    "WordOfMouthModel",
    "__version__",
    "compare",
    "history",
    "load_results",
    "load_scenario",
    "make_world",
    "read_graph",
    "refine",
    "save_picture",
    "save_results",
    "simulate",
    "strategies",
    "summary",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "strategies":  # a package that can be called
        return import_module("simulator.strategies")
    if name == "__version__":
        from importlib.metadata import version

        return version("kuchikomi")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
