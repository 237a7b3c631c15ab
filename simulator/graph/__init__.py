"""Who may tell whom: the social graph, how it is read and made, and whom to begin with."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from simulator.graph.seeds import choose_seeds

__all__ = ["choose_seeds"]


def __getattr__(name: str) -> object:
    if name != "choose_seeds":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from simulator.graph.seeds import choose_seeds

    return choose_seeds
