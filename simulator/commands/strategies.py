"""``kuchikomi strategies``: what a plan can be made of."""

import argparse
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from simulator.commands.ending import OK
from simulator.commands.output import others_print_aside, print_json
from simulator.errors import Mistake, shortened
from simulator.figures import plain
from simulator.interruption import Interruption
from simulator.parameters import declarations
from simulator.strategies.registry import strategies
from simulator.texts import Catalogue


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """List the strategies with their fields."""
    rows: list[dict[str, Any]] = []
    names = (
        "name", "type", "default", "minimum", "maximum", "unit", "description", "source",
        "choices", "optional", "sourced", "also",
    )  # fmt: skip
    with others_print_aside():
        known = strategies(options.strategies)
        if options.kind not in (None, *known):
            guess = next(iter(get_close_matches(options.kind, known, 1)), "")
            told = {"kind": shortened(options.kind), "guess": guess, "known": ", ".join(known)}
            raise Mistake("command.no_kind", **told)
        for kind, one in known.items():
            if options.kind not in (None, kind):
                continue
            fields = [{name: getattr(field, name) for name in names} for field in declarations(one)]
            rows.append({"kind": kind, "summary": one.summary(), "fields": fields})
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            print(f"{row['kind']}\n    {text.own(row['summary'])}")
            for field in row["fields"]:
                print("      " + _field(field, text))
                if options.kind is not None:
                    for line in _more(field, text):
                        print("      " + line)
    return OK


def _field(field: dict[str, Any], text: Catalogue) -> str:
    """What a field of a strategy is called, what it is if nobody says anything, and what it means."""
    unit = "" if field["unit"] == "-" else field["unit"]
    value, about = _default(field, text), field["description"]
    return text.say("cli.field", name=field["name"], value=value, unit=unit, about=about)


def _more(field: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """What a field may be, and where its number comes from; what its choices stand for."""
    least, most, sourced = field["minimum"], field["maximum"], field["sourced"]
    choices: tuple[Any, ...] = field["choices"] or ()
    if choices:
        allowed = ", ".join(_with_other_words(str(one), field, text) for one in choices)
    elif least is None or most is None:
        allowed = text.say("cli.allowed_any")
    else:
        ends = {"least": plain(least, text.language), "most": plain(most, text.language)}
        key = "cli.allowed_range"
        if sourced is not None:
            key = "cli.allowed_sourced"
            ends |= {"low": plain(sourced[0], text.language), "high": plain(sourced[1], text.language)}
        allowed = text.say(key, **ends)
    yield text.say("cli.field_more", allowed=allowed, source=field["source"])
    for one in map(str, choices):
        what = text.choice_means(field["name"], one)
        if what:
            yield text.say("cli.choice", name=one, what=what)


def _with_other_words(choice: str, field: dict[str, Any], text: Catalogue) -> str:
    """A choice, and what else is taken for it."""
    also = ", ".join(word for word, meant in field["also"].items() if meant == choice)
    return text.say("cli.choice_also", name=choice, also=also) if also else choice


def _default(field: dict[str, Any], text: Catalogue) -> str:
    """What a field is where nobody says anything, as it is read."""
    value = field["default"]
    if value is None:
        return text.say("cli.left_out" if field["optional"] else "cli.required")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return plain(value, text.language)
    return str(value).lower() if isinstance(value, bool) else str(value)
