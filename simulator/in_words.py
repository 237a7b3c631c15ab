"""A scenario in words: the whole question as it is resolved, with nothing left implicit."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from simulator.agents.stages import Ladder
from simulator.figures import amount, percent, plain, whole
from simulator.graph.generators import Generator
from simulator.metrics import METRICS
from simulator.parameters import Declaration, declarations
from simulator.scenarios.answers import cost_of
from simulator.scenarios.network import network_read
from simulator.scenarios.schema import LAUNCH, Arm, LadderShares, Scenario
from simulator.scenarios.variation import uncertain
from simulator.sentences import network_line, title_line
from simulator.strategies.base import Strategy
from simulator.texts import Catalogue

TOLD = ("name", "share", "price", "initial")  # of segments and rivals, likewise
BESIDE = ("kind", "file", "digest")  # fields of a network that are told otherwise


def in_words(scenario: Scenario, text: Catalogue, currency: str) -> list[str]:
    """Tell a scenario: its market, network, behaviour and arms; lines that begin with two blanks are details.

    Parameters
    ----------
    currency : of the market, perhaps from `simulator.figures.writable`.
    """
    return [
        line
        for part in (_question, _goal, _market, _start, _network, _behaviour, _parts, _arms)
        for line in part(scenario, text, currency)
    ]


def _question(scenario: Scenario, text: Catalogue, _: str) -> Iterator[str]:
    yield title_line(scenario.resolved(), text)
    if scenario.source:
        yield text.say("words.source", source=scenario.source)


def _goal(scenario: Scenario, text: Catalogue, currency: str) -> Iterator[str]:
    goal = scenario.goal
    if goal.target is None:
        return
    unit = next(metric.unit for metric in METRICS if metric.name == goal.metric)
    target = plain(goal.target, text.language)
    if unit == "money":
        target = amount(goal.target, text.language, currency)
    elif unit == "share":
        target = text.say("table.percent", number=plain(round(100 * goal.target, 9), text.language))
    yield text.say("words.goal", metric=text.say(f"metric.{goal.metric}"), target=target)


def _market(scenario: Scenario, text: Catalogue, currency: str) -> Iterator[str]:
    market, language = scenario.market, text.language
    each = market.people_per_consumer
    yield text.say(
        "words.people" if each == 1 else "words.consumers", people=whole(market.people, language),
        consumers=whole(market.consumers, language), each=whole(each, language),
        weeks=whole(market.weeks, language),
    )  # fmt: skip
    if scenario.start is not None:
        yield text.say("table.start", date=scenario.start)
    prices = (market.price, market.category_price, market.unit_cost)
    price, category, cost = (amount(x, language, currency) for x in prices)
    yield text.say("words.prices", price=price, category=category, cost=cost)
    social = percent(market.social_media, language)
    yield text.say("words.media", percent=social, followers=whole(market.followers, language))


def _start(scenario: Scenario, text: Catalogue, _: str) -> Iterator[str]:
    yield _standing(scenario.market.initial, text)


def _standing(initial: LadderShares, text: Catalogue) -> str:
    if initial == LAUNCH:
        return text.say("words.launch")
    shares = [
        text.say("words.rung", rung=text.say(f"rung.{rung.name.lower()}"), percent=share)
        for rung, share in zip(Ladder, [percent(x, text.language) for x in initial.shares], strict=True)
        if share != "0"
    ]
    return text.say("words.standing", shares=text.sentences["part.comma"].join(shares))


def _network(scenario: Scenario, text: Catalogue, _: str) -> Iterator[str]:
    made = scenario.graph
    if isinstance(made, Generator):
        yield text.say("words.made_network", kind=made.kind, what=text.own(_first_line(made)))
    else:
        yield network_line(*network_read(scenario), text) or text.say("words.own_network")
    yield from _fields(made, text, [one for one in declarations(type(made)) if one.name not in BESIDE])


def _behaviour(scenario: Scenario, text: Catalogue, _: str) -> Iterator[str]:
    behaviour = scenario.behaviour
    fields = declarations(type(behaviour))
    changed = [one for one in fields if one.name in behaviour.model_fields_set]
    assumed = sum("assumption" in one.source for one in fields)
    count = {"number": whole(len(fields), text.language), "assumed": whole(assumed, text.language)}
    yield text.say("words.behaviour" if changed else "words.behaviour_default", **count)
    yield from _fields(behaviour, text, changed)
    switches = scenario.switches
    switched = [one for one in declarations(type(switches)) if one.name in switches.model_fields_set]
    if switched:
        yield text.say("words.switches")
        yield from _fields(switches, text, switched)


def _parts(scenario: Scenario, text: Catalogue, currency: str) -> Iterator[str]:
    """Segments and rivals, as far as they differ."""
    for name in ("segments", "rivals"):
        for one in getattr(scenario, name):
            if name == "segments":
                yield text.say("words.segment", name=one.name, percent=percent(one.share, text.language))
            else:
                price = amount(one.price, text.language, currency)
                yield text.say("words.rival", name=one.name, price=price)
                if one.initial is not None:
                    yield "  " + _standing(one.initial, text)
            yield from _fields(one, text, [x for x in declarations(type(one)) if x.name not in TOLD])


def _arms(scenario: Scenario, text: Catalogue, currency: str) -> Iterator[str]:
    for k, arm in enumerate(scenario.arms):
        yield _heading(arm, k == 0, text, currency)
        for one in arm.ordered():
            yield "  " + text.say("words.strategy", kind=one.kind, what=text.own(one.summary()))
            unused = (*one.unused, "kind")
            shown = [field for field in declarations(type(one)) if field.name not in unused]
            yield from ("  " + line for line in _fields(one, text, shown))
            yield from _cost(one, scenario, text, currency)
    drawn = len(uncertain(scenario))
    if drawn and len(scenario.arms) > 1:
        yield text.say("words.uncertain", number=whole(drawn, text.language))


def _heading(arm: Arm, is_control: bool, text: Catalogue, currency: str) -> str:
    budget = "" if arm.budget is None else amount(arm.budget, text.language, currency)
    role = "control" if is_control else "plan"
    key = f"words.{role}" + ("" if arm.strategies else "_nothing") + ("_budget" if budget else "")
    return text.say(key, arm=arm.name, budget=budget)


def _cost(one: Strategy, scenario: Scenario, text: Catalogue, currency: str) -> Iterator[str]:
    market = scenario.market
    cost = cost_of(one, market.weeks, market.people, market.people_per_consumer)
    if cost is None:
        yield "    " + text.say("words.cost_unknown")
    elif cost:
        yield "    " + text.say("words.cost", cost=amount(cost, text.language, currency))


def _fields(table: BaseModel, text: Catalogue, fields: list[Declaration]) -> Iterator[str]:
    """One line a field: its value, its default where it has another, and what it means."""
    for one in fields:
        value = getattr(table, one.name)
        if value is None:
            continue
        typed = one.default not in (None, value)
        yield "  " + text.say(
            "words.field_changed" if typed else "words.field", name=one.name, value=_written(value, text),
            default=_written(one.default, text), unit="" if one.unit == "-" else one.unit,
            about=one.description,
        )  # fmt: skip


def _written(value: Any, text: Catalogue) -> str:
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    return plain(value, text.language) if isinstance(value, int | float) else str(value)


def _first_line(table: BaseModel) -> str:
    return next(iter((type(table).__doc__ or "").strip().splitlines()), "")
