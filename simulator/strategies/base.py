"""What a strategy is: one frozen, validated table, and what it does to the market each week."""

import hashlib
import json
import sys
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from simulator.agents.ledger import Account, Ledger
from simulator.agents.levers import Levers
from simulator.agents.market import Market
from simulator.draws import Draws
from simulator.errors import Mistake
from simulator.parameters import Table, parameter

FILE_MODULE = "kuchikomi_strategy_"  # begins the names of modules made from named files
OWN_SENTENCE = "own_sentence"  # key of a doubt that is said in the words of the strategy's author
OWN_MISTAKE = "strategy.own_mistake"  # key of a mistake that is said so
WEEKS_TO_WORK = 4  # of the horizon that a campaign needs; in so many the wish to talk halves
Plan = Any  # whatever `plan` returns is handed to `act` every week


class Foreseen(NamedTuple):
    """What is known of an arm and its market before the first week."""

    weeks: int  # horizon
    people: int
    empty: Mapping[str, str]  # audiences to which nobody belongs, each with the field that says so
    answered: bool  # whether anybody, of this arm or of the market, answers customers
    people_per_consumer: int = 1
    budget: float | None = None  # of the arm, in major units; None for no limit
    minor_per_major: int = 1
    price: float | None = None  # list price, in major units
    complete: bool = False  # whether everybody is tied to everybody alike

    def pays_for(self, cost: float) -> bool:
        """True if the arm's whole budget is enough for one thing that costs so much."""
        books = Ledger(self.minor_per_major)
        return self.budget is None or books.minor(cost) <= books.minor(self.budget)


class Doubt:
    """Something that is allowed and probably not meant.

    Parameters
    ----------
    key : name of the sentence in the catalogue, under ``doubt``; `OWN_SENTENCE` says `what`.
    field : the field in doubt; "" for the strategy as a whole.
    values : what the sentence names besides the place.
    """

    def __init__(self, key: str, field: str = "", **values: Any) -> None:
        self.key, self.field, self.values = key, field, values


class Strategy(Table):
    """A strategy of a campaign; subclass it in a file of its own and it is found.

    A subclass names its `kind` and its `intensity` fields (with all of them zero it must do
    nothing), declares every field with `parameter`, and defines `act`, and `plan` where something
    must be chosen once. The first line of its docstring is its summary.
    """

    kind: ClassVar[str] = ""
    intensity: ClassVar[tuple[str, ...]] = ()

    start_week: int = parameter(
        0, unit="weeks", minimum=0, maximum=10_000,
        description="Weeks that pass before it begins; 0: it begins in week 1, the first", source="your plan",
    )

    def plan(self, market: Market, draws: Draws) -> Plan:
        """Decide once, before the first week at work, what will be done; default: nothing to decide."""
        return None

    @abstractmethod
    def act(self, plan: Plan, week: int, market: Market, levers: Levers, ledger: Account) -> None:
        """Pull levers and spend money in `week`; called only in weeks in which it is at work."""

    @classmethod
    def summary(cls) -> str:
        """One sentence that says what the strategy is."""
        return next(iter((cls.__doc__ or "").strip().splitlines()), "")

    @property
    def idle(self) -> bool:
        """True if every intensity field is zero: then it does nothing at all."""
        return all(getattr(self, name) == 0 for name in self.intensity)

    @property
    def unused(self) -> tuple[str, ...]:
        """Fields that play no part as long as the others are as they are; default: none."""
        return ()

    def last_week(self, weeks: int) -> int:
        """Last week in which it can act, within a horizon of `weeks`."""
        return weeks - 1

    def weeks_at_work(self, weeks: int) -> int:
        """In how many weeks of the horizon it is at work."""
        return max(0, min(self.last_week(weeks), weeks - 1) - self.start_week + 1)

    def mistakes(self, weeks: int, people_per_consumer: int, audiences: Sequence[str]) -> list[Mistake]:
        """What in this table cannot work in a market like that; default: a start after the end.

        A sentence of the catalogue without its file and place, which are added, or one's own:
        ``Mistake(OWN_MISTAKE, field="start_week", what="...")``; without `field` it is of the whole.
        """
        if self.start_week < weeks:
            return []
        return [Mistake("strategy.after_horizon", start_week=self.start_week, last=weeks - 1)]

    def doubts(self, foreseen: Foreseen) -> Iterator[Doubt]:
        """What is probably not meant in such a market; default: an end after all weeks, a late start."""
        last, left = self.last_week(foreseen.weeks), foreseen.weeks - self.start_week
        if last >= foreseen.weeks:
            yield Doubt("beyond_horizon", until=last + 1, last=foreseen.weeks)
        elif left < WEEKS_TO_WORK <= self.start_week:
            yield Doubt("too_late", field="start_week", value=self.start_week, last=foreseen.weeks)

    @property
    def contested(self) -> tuple[str, ...]:
        """Claims on which its effect rests and about which research disagrees: keys of the catalogue's
        ``claim``; default: none.
        """
        return ()

    @property
    def answers(self) -> bool:
        """True if it brings agents who answer customers."""
        return False

    def planned_cost(self, weeks: int, people: int, people_per_consumer: int) -> float | None:
        """What it would spend within the horizon if there were money for all; None if unknown.

        In major units, of the company's money. For strategies whose costs depend on what happens, unknown.
        """
        return None

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Travel to other processes; one from a named file by that file, which is read there too."""
        module = type(self).__module__
        if not module.startswith(FILE_MODULE):
            return super().__reduce_ex__(protocol)
        return _rebuild, (sys.modules[module].__file__, self.kind, self.model_dump())

    def table(self) -> dict[str, Any]:
        """The strategy as it stands in a scenario file, every field that has a value."""
        return {"kind": self.kind, **self.model_dump(mode="json", exclude_none=True)}

    def digest(self) -> str:
        """Hash of the table: the order among strategies of one kind."""
        text = json.dumps(self.table(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _rebuild(file: str, kind: str, values: dict[str, Any]) -> Strategy:
    """Make a strategy again in another process from the file that defines it."""
    from simulator.strategies.registry import from_file

    return next(one for one in from_file(Path(file)) if one.kind == kind).model_validate(values)
