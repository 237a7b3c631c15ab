"""How agents get their unique ids without keeping their model alive."""

from itertools import count
from typing import Any


class Numbering:
    """Stands in for Mesa's table of the next id by model.

    Mesa's own table, one for the whole process, holds on to every model that ever made an agent. Here
    each model carries its counter itself, so that models are let go like any other object.
    """

    def __getitem__(self, model: Any) -> "count[int]":
        """Counter of a model's agents, from 1."""
        counter: count[int] = vars(model).setdefault("_next_agent", count(1))
        return counter
