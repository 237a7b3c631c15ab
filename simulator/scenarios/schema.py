"""What a scenario says: market, graph, behaviour, segments, rivals, arms, as frozen tables."""

import hashlib
import json
from datetime import date
from typing import Any, ClassVar, Literal

from babel.numbers import get_currency_precision
from pydantic import Field, PrivateAttr, SerializeAsAny, create_model

from simulator.agents.groups import MAX_SEGMENTS, Groups
from simulator.agents.stages import Ladder
from simulator.graph.generators import Generator
from simulator.graph.social_graph import SocialGraph
from simulator.parameters import NAME, NOT_BLANK, TEXT, Table, declarations, parameter
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.scenarios.draft import Place, named_in
from simulator.strategies.base import Strategy

MAX_WEEKS = 2_600  # fifty years; columns of weeks are 16 bits wide
MAX_CONSUMERS = 100_000_000


def _ladder_share(meaning: str, default: float = 0.0) -> Any:
    return parameter(
        default, unit="share", minimum=0, maximum=1, description=meaning, source="your data"
    )


def _name(meaning: str, source: str) -> Any:
    return parameter(unit="-", pattern=NAME, description=meaning, source=source)


def _text(meaning: str) -> Any:
    return parameter("", unit="-", pattern=TEXT, description=meaning, source="your plan")


class LadderShares(Table):
    """Where people stand before the first week; the shares sum to 1."""

    potential: float = _ladder_share("do not know the brand")
    prospect: float = _ladder_share("know it and never bought")
    new: float = _ladder_share("bought once")
    repeat: float = _ladder_share("bought twice")
    loyal: float = _ladder_share("bought three times and are promoters")
    lapsed: float = _ladder_share("bought and lapsed")

    @property
    def shares(self) -> list[float]:
        """The shares in the order of `Ladder`."""
        return [getattr(self, rung.name.lower()) for rung in Ladder]


LAUNCH = LadderShares(potential=1.0)


class MarketTable(Table):
    """The market: how many people, how long, at which prices."""

    consumers: int = parameter(
        10_000, unit="consumers", minimum=2, maximum=MAX_CONSUMERS,
        description="Simulated consumers; a network from a file brings its own number",
        source="your plan",
    )
    people_per_consumer: int = parameter(
        1, unit="people", minimum=1, maximum=1_000_000_000,
        description="People that one simulated consumer stands for", source="your plan",
    )
    weeks: int = parameter(
        52, unit="weeks", minimum=1, maximum=MAX_WEEKS, description="Horizon", source="your plan",
    )
    price: float = parameter(
        unit="money", minimum=0, maximum=1e12, description="List price of our brand",
        source="your price list",
    )
    category_price: float = parameter(
        unit="money", minimum=1e-6, maximum=1e12, source="your market data",
        description="What the category costs; one number for all brands, never derived from a price",
    )
    unit_cost: float = parameter(
        0.0, unit="money", minimum=0, maximum=1e12,
        description="Cost of goods of one unit", source="your accounts",
    )
    currency: str = parameter(
        "JPY", unit="-", description="ISO 4217 code of the currency", source="ISO 4217"
    )
    initial: LadderShares = parameter(
        LAUNCH, unit="shares", source="your data",
        description='"launch" (nobody knows the brand) or a table of ladder shares',
    )
    social_media: float = parameter(
        0.7, unit="share", minimum=0, maximum=1,
        description="Share of people on social media", source="assumption",
    )
    followers: int = parameter(
        0, unit="people", minimum=0, maximum=10**12,
        description="People who follow our brand at the start", source="your accounts",
    )

    @property
    def minor_per_major(self) -> int:
        """Minor units in one major unit of the currency."""
        return int(10 ** get_currency_precision(self.currency))

    @property
    def people(self) -> int:
        """How many people the market has."""
        return self.consumers * self.people_per_consumer


def _column(meaning: str) -> Any:
    return parameter(
        None, unit="-", source="your data", pattern=NOT_BLANK,
        description=f"Column {meaning}: its name, or its number from 1 in quotes",
    )


class FileGraph(Table):
    """A social graph read from a file."""

    READING: ClassVar[tuple[str, ...]] = (
        "file", "directed", "source", "target", "weight", "strong", "online", "header",
    )  # fmt: skip
    """How the file is read: all of it is in `digest` by its effect."""

    file: str = parameter(
        unit="-", pattern=NOT_BLANK, description="Edge list (CSV) or GraphML, relative to the scenario file",
        source="your data",
    )
    directed: bool | None = parameter(
        None, unit="-", source="your data",
        description="Whether a line lets only its first person talk to its second; left out, what the file "
        "says, else no",
    )
    source: str | None = _column("of the first person of a tie, who talks")
    target: str | None = _column("of the second person of a tie, who hears")
    weight: str | None = _column("with tie weights")
    strong: str | None = _column("that says whether a tie is strong")
    online: str | None = _column("that says whether a tie is kept up online")
    header: bool | None = parameter(
        None, unit="-", source="your data",
        description="Whether the first line of an edge list names the columns; left out, it is guessed",
    )
    online_ties: float = parameter(
        0.2, unit="share", minimum=0, maximum=1, sourced=(0.05, 0.25),
        description="Share of ties kept up online, where no column says so",
        source="BergerSchwartz2011: over 75 % of word of mouth is face to face; level: assumption",
    )
    rescale: bool = parameter(
        True, unit="-", source="model page, the social graph",
        description="Scale hearing rates by min(1, 16 / mean degree)",
    )
    digest: str = parameter(
        "", unit="-", description="Hash of what was read; filled in", source="computed"
    )


def _overrides(scope: str) -> dict[str, Any]:
    """Behaviour fields that this scope may set for itself, each optional."""
    return {
        one.name: (
            Behaviour.model_fields[one.name].annotation | None,  # type: ignore[operator]
            parameter(
                None, unit=one.unit, description=one.description, source=one.source,
                minimum=one.minimum, maximum=one.maximum, sourced=one.sourced, scope=one.scope,
            ),
        )
        for one in declarations(Behaviour)
        if scope in one.scope.split()
    }


class _Segment(Table):
    name: str = _name("Name of the segment", "your data")
    share: float = parameter(
        unit="share", minimum=0, maximum=1, description="Share of people", source="your data"
    )


class _Rival(Table):
    name: str = _name("Name of the rival brand", "your data")
    price: float = parameter(
        unit="money", minimum=0, maximum=1e12, description="Its list price", source="your data"
    )
    initial: LadderShares | None = parameter(
        None, unit="shares", source="your data",
        description="Where people stand with it; left out, as with our brand",
    )


Segment = create_model(
    "Segment", __base__=_Segment, __doc__="A part of the market that differs.",
    **_overrides("segment"),
)
Rival = create_model(
    "Rival", __base__=_Rival, __doc__="Another brand of the category.", **_overrides("brand")
)


class Arm(Table):
    """A named bundle of strategies; the first arm of a scenario is the control."""

    name: str = _name("Name of the arm", "your plan")
    budget: float | None = parameter(
        None, unit="money", minimum=0, maximum=1e15, source="your plan",
        description="The most that this plan may spend of the company's money; what is left is reported",
    )
    strategies: tuple[SerializeAsAny[Strategy], ...] = parameter(
        (), unit="-", description="What is done", source="your plan"
    )

    def ordered(self) -> list[Strategy]:
        """The strategies in the order in which they act: by kind, then by digest."""
        return sorted(self.strategies, key=lambda one: (one.kind, one.digest()))

    def labels(self) -> list[str]:
        """Names of the ordered strategies in the ledger, unique within the arm."""
        names: list[str] = []
        for strategy in self.ordered():
            same = sum(name.split(" ")[0] == strategy.kind for name in names)
            names.append(strategy.kind if same == 0 else f"{strategy.kind} {same + 1}")
        return names


class Goal(Table):
    """What is to be reached by the last week; without a target there is no goal."""

    metric: Literal[
        "reach", "awareness", "new_customers", "customers", "units", "repeat_units", "penetration", "nps",
        "revenue", "profit",
    ] = parameter(
        "profit", unit="-", description="By which metric it is measured", source="your plan"
    )  # fmt: skip
    target: float | None = parameter(
        None, unit="-", minimum=-1e15, maximum=1e15, source="your plan",
        description="What the metric is to be at least, in its own unit; left out, there is no goal",
    )


class Scenario(Table):
    """A whole question: a market, what people do in it, and the plans to compare."""

    name: str = _name("Name of the scenario", "your plan")
    question: str = _text("What it asks, in one sentence: the title of the answer")
    source: str = _text("Where it comes from")
    look_at: str = _text("What to look at in the result")
    start: date | None = parameter(
        None, unit="date", description="First day of week 1, the first", source="your plan",
        ge=date(1900, 1, 1), le=date(2200, 12, 31),
    )
    market: MarketTable = Field(description="The market")
    graph: SerializeAsAny[Generator | FileGraph] = Field(description="Who may tell whom")
    behaviour: Behaviour = Field(default=Behaviour(), description="How people behave")
    switches: Switches = Field(default=Switches(), description="Parts of the model")
    segments: tuple[SerializeAsAny[_Segment], ...] = Field(
        default=(), max_length=MAX_SEGMENTS, description="Parts of the market that differ"
    )
    rivals: tuple[SerializeAsAny[_Rival], ...] = Field(
        default=(), max_length=7, description="Other brands of the category"
    )
    goal: Goal = Field(default=Goal(), description="What is to be reached")
    arms: tuple[Arm, ...] = Field(
        default=(Arm(name="Control"),), min_length=1, description="Plans to compare; control first"
    )

    _social_graph: SocialGraph | None = PrivateAttr(default=None)
    _graph_origin: str = PrivateAttr(default="scenario")  # file or option that says how it is made
    _consumers_typed: int | None = PrivateAttr(default=None)  # in a file that names a network too

    def resolved(self) -> dict[str, Any]:
        """The scenario as plain data with nothing implicit."""
        data = self.model_dump(mode="json", exclude={"arms"})
        if self.goal.target is None:
            del data["goal"]
        data["arms"] = [
            {
                "name": arm.name,
                "budget": arm.budget,
                "strategies": [one.table() for one in arm.ordered()],
            }
            for arm in self.arms
        ]
        return data

    @property
    def digest(self) -> str:
        """Hash of the resolved scenario; a graph from a file counts by its content."""
        data = self.resolved()
        for name in FileGraph.READING:
            data["graph"].pop(name, None)
        text = json.dumps(data, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def path(self, place: Place) -> str:
        """Write a place as a path, members of lists by their names."""
        lists: dict[str, Any] = {
            name: [{"name": one.name} for one in getattr(self, name)] for name in ("segments", "rivals")
        }
        lists["arms"] = [
            {"name": arm.name, "strategies": [{"kind": one.kind} for one in arm.strategies]}
            for arm in self.arms
        ]
        return named_in(lists, place)

    @property
    def groups(self) -> Groups:
        """The groups that levers can address."""
        return Groups(tuple(one.name for one in self.segments) or ("everyone",))

    @property
    def segment_shares(self) -> list[float]:
        """Shares of the segments; one segment of everybody where none is named."""
        return [one.share for one in self.segments] or [1.0]
