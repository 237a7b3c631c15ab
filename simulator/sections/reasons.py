"""Why: what drives the result, what chance and assumptions do to it, what it rests on, its limits."""

from collections.abc import Iterator, Sequence

from simulator.assumed import assumed, place_in_words, range_in_words, references, value_in_words
from simulator.drivers import Driver
from simulator.explanation import claims
from simulator.figures import currency_name, figures, plain
from simulator.html.bars import Bar, bar_table
from simulator.html.look import BRAND, SOFT
from simulator.html.words import heading, sentence, table
from simulator.outcome import Outcome
from simulator.scenarios.schema import Scenario
from simulator.sentences import robust_sentences
from simulator.texts import Catalogue

MOST_DRIVERS = 15
"""What the tables of a scenario are called."""

LIMITS = (
    "sales", "assumed", "idea", "rivals", "time_and_place", "ties", "whom", "alike", "complaints", "donation",
    "not_modelled", "later",
)  # fmt: skip


def tornado(found: Sequence[Driver], arm: str, currency: str, text: Catalogue, theme: str) -> Iterator[str]:
    """The parameters that move a plan's worth most, each from the low to the high end of its range."""
    bars = []
    for one in found[:MOST_DRIVERS]:
        means = [None if end is None else end.mean for end in (one.low, one.high)]
        low, high = figures(means, text.language, currency=currency, sign=True)
        at_low, at_high = (plain(end, text.language) for end in (one.parameter.low, one.parameter.high))
        more = text.say("app.why.moves", low=at_low, to_low=low, high=at_high, to_high=high)
        (swing,) = figures([one.swing], text.language, currency=currency)
        known = [mean for mean in means if mean is not None]
        low_end, high_end = min([0.0, *known]), max([0.0, *known])
        name = one.parameter.name
        bars.append(Bar(text.called(name), swing, low_end, high_end, BRAND[theme], more=more, code=name))
    head = [text.say(f"app.why.{name}") for name in ("parameter", "swing", "ends")]
    yield bar_table(head, bars, text.say("app.why.tornado_of", arm=arm))
    if len(found) > MOST_DRIVERS:
        yield sentence(text.say("app.why.weaker", number=len(found) - MOST_DRIVERS), small=True)


def worlds(outcome: Outcome, text: Catalogue, theme: str) -> Iterator[str]:
    """How far differences vary by chance, how far by what is assumed, and what decides the ranking."""
    answer = outcome.content.answer
    found = answer["assumptions"]
    if found is None:
        return
    kinds = {"chance": SOFT[theme], "assumptions": BRAND[theme]}
    spreads = [
        (text.say(f"app.why.{kind}", arm=row["arm"]), row[f"{kind}_low"], row[f"{kind}_high"], colour)
        for row in found["spreads"] if row["metric"] == "profit"
        for kind, colour in kinds.items()
    ]  # fmt: skip
    ends = [end for _, low, high, _ in spreads for end in (low, high)]
    written = iter(figures(ends, text.language, currency=answer["currency"], sign=True))
    bars = [
        Bar(name, text.say("table.ends", low=from_, high=to), low, high, colour)
        for (name, low, high, colour), from_, to in zip(spreads, written, written, strict=True)
    ]
    if bars:
        head = [text.say("table.arm"), text.say("app.why.nine_of_ten")]
        yield bar_table(head, bars, text.say("app.why.worlds_of", control=answer["arms"][0]["name"]))
    yield from (sentence(line) for line in robust_sentences(found, answer, text))


def assumptions(scenario: Scenario, text: Catalogue, only_changed: bool) -> Iterator[str]:
    """Every parameter with value, range and source."""
    columns = ("parameter", "value", "range", "unit", "source", "meaning", "code")
    currency = currency_name(scenario.market.currency, text.language)
    head = [text.say(f"app.why.{name}") for name in columns]
    places: dict[str, list[list[str]]] = {}
    for one in assumed(scenario):
        if only_changed and not one.is_changed:
            continue
        declared = one.declared
        unit = "" if declared.unit in ("", "-") else text.unit(declared.unit, currency)
        value = value_in_words(declared, one.value, text) + (" *" if one.is_changed else "")
        source = text.source(declared.source)
        meaning, label = text.own(declared.description), text.label(declared.name, one.place)
        cells = [label, value, range_in_words(declared, text), unit, source, meaning, declared.name]
        places.setdefault(place_in_words(one, text), []).append(cells)
    for place, rows in places.items():
        yield table(head, rows, place, numbers=False)
    if not places:
        yield sentence(text.say("app.why.all_default"))
        return
    yield sentence(text.say("app.why.star"), small=True)
    yield heading(text.say("app.why.references"), 3)
    for key, cited in references(scenario).items():
        reference = f"{cited.authors} ({cited.year}). {cited.title}. {cited.where}."
        yield sentence(f"{key}: {reference}", small=True)


def limits(outcome: Outcome | None, text: Catalogue) -> Iterator[str]:
    """Contested claims that matter here, and what no run of this model can tell."""
    said = [] if outcome is None else claims(outcome.content.answer, text)
    if said:
        yield heading(text.say("app.why.contested"), 2)
        yield from map(sentence, said)
    yield heading(text.say("app.why.cannot"), 2)
    yield from (sentence(text.say(f"limit.{name}")) for name in LIMITS)
