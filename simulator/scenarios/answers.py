"""What strategies answer when they are asked about their plan; what is no answer is their own fault."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from numbers import Real
from typing import Any, TypeVar

from simulator.agents.blame import blamed
from simulator.agents.misuse import LARGEST_AMOUNT, Misuse, choice, shown
from simulator.errors import Mistake, Mistakes
from simulator.parameters import Table
from simulator.strategies.base import OWN_MISTAKE, Doubt, Foreseen, Strategy
from simulator.texts import DEFAULT_LANGUAGE, catalogue

T = TypeVar("T")

FORM_OF_MISTAKE = 'Mistake(OWN_MISTAKE, field="...", what="...")'
FORM_OF_DOUBT = 'Doubt(OWN_SENTENCE, "...", what="...")'


def mistakes_of(
    strategy: Strategy, weeks: int, people_per_consumer: int, audiences: Sequence[str]
) -> list[Mistake]:
    """Ask what cannot work in such a market; the mistakes lack file and place.

    Raises
    ------
    Mistake : what it answers is none; so it is for what else it is asked.
    """

    def asked() -> Iterator[Mistake]:
        yield from strategy.mistakes(weeks, people_per_consumer, audiences)

    with blamed(strategy, strategy.kind, "mistakes"):
        found = list(where_known(asked()))
        for one in found:
            _check_mistake(one, strategy)
    return found


def doubts_of(strategy: Strategy, foreseen: Foreseen) -> list[Doubt]:
    """Ask what is probably not meant; a strategy that does nothing is in no doubt."""
    with blamed(strategy, strategy.kind, "doubts"):
        found = [] if strategy.idle else list(strategy.doubts(foreseen))
        for one in found:
            _check_doubt(one, strategy)
    return found


def cost_of(strategy: Strategy, weeks: int, people: int, people_per_consumer: int) -> float | None:
    """Ask what it would spend, in major units; None where that is not known."""
    with blamed(strategy, strategy.kind, "planned_cost"):
        cost: Any = 0.0 if strategy.idle else strategy.planned_cost(weeks, people, people_per_consumer)
        if cost is None:
            return None
        real = isinstance(cost, Real) and not isinstance(cost, bool)
        if not real or not 0 <= float(cost) <= LARGEST_AMOUNT:  # nan is not within
            allowed = {"least": 0, "most": f"{LARGEST_AMOUNT:g}"}
            raise Misuse("strategy.misuse_cost", value=shown(cost), allowed=allowed)
        return float(cost)


def answers_customers(strategy: Strategy) -> bool:
    """Ask whether it brings agents who answer customers."""
    with blamed(strategy, strategy.kind, "answers"):
        return bool(strategy.answers)


def where_known(found: Iterable[T]) -> Iterator[T]:
    """Yield what a check finds until it needs a value that its table lacks."""
    try:
        yield from found
    except AttributeError as error:
        if not isinstance(error.obj, Table) or lacks_nothing(error.obj):
            raise


def lacks_nothing(table: Table) -> bool:
    """Say whether no field of a table is missing; one may be where it was mistaken."""
    return table.__dict__.keys() >= type(table).model_fields.keys()


def _check_mistake(one: Any, strategy: Strategy) -> None:
    """Raise a `Misuse` if this is no mistake that can be told."""
    single = isinstance(one, Mistake) and not isinstance(one, Mistakes)
    if not single or not Mistake(one.key, **{**one.values, "file": "", "place": ""}).has_sentence:
        what = one.key if isinstance(one, Mistake) else one
        raise Misuse("strategy.misuse_answer", call="mistakes", value=shown(what), form=FORM_OF_MISTAKE)
    if one.key == OWN_MISTAKE and one.values.get("field"):
        choice("mistakes", "field", one.values["field"], type(strategy).model_fields)


def _check_doubt(one: Any, strategy: Strategy) -> None:
    """Raise a `Misuse` if this is no doubt that can be told."""
    if not isinstance(one, Doubt) or not _can_be_said(one):
        what = one.key if isinstance(one, Doubt) else one
        raise Misuse("strategy.misuse_answer", call="doubts", value=shown(what), form=FORM_OF_DOUBT)
    if one.field:
        choice("doubts", "field", one.field, type(strategy).model_fields)


def _can_be_said(doubt: Doubt) -> bool:
    """True if the catalogue has its sentence, and it all values that this names."""
    with suppress(Exception):  # values of strangers may break in any way when they are written
        return bool(catalogue(DEFAULT_LANGUAGE).say(f"doubt.{doubt.key}", **{**doubt.values, "name": ""}))
    return False
