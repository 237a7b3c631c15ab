"""``kuchikomi validate``: published results beside what this engine measures."""

import argparse
import math
from typing import Any

from simulator.commands.ending import MISSED, OK
from simulator.commands.output import print_json
from simulator.figures import significant
from simulator.interruption import Interruption
from simulator.progress import progress_bar
from simulator.texts import Catalogue
from simulator.validation import Finding, validate

DIGITS = 5


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """Make all checks, and tell what each found; 1 if one fails."""
    found: list[Finding] = []
    with progress_bar(text) as progress:
        for one in validate(options.full, progress, interruption):
            found.append(one)
            if not options.json:
                print(line(one, text), flush=True)
    if options.json:
        print_json([as_json(one, text) for one in found])
    else:
        failed = sum(not one.passes for one in found)
        print(text.say("validation.failed" if failed else "validation.all", failed=failed, made=len(found)))
    return OK if all(one.passes for one in found) else MISSED


def line(found: Finding, text: Catalogue) -> str:
    """One check in words."""
    low, high = (_number(one, text) for one in found.published)
    published = low if low == high else text.say("validation.band", least=low, most=high)
    if math.isinf(found.published[1]):
        published = text.say("validation.least", least=low)
    measured = _number(found.measured.value, text)
    if found.interval is not None:
        ends = (_number(one, text) for one in found.interval)
        measured = text.say("validation.interval", measured=measured, low=next(ends), high=next(ends))
    key = "validation.passed" if found.passes else "validation.missed"
    return text.say(
        "validation.line", id=found.check.id, verdict=text.say(key), measured=measured, published=published,
        what=text.say(f"validation.what.{found.check.id}"), source=found.check.source,
    )  # fmt: skip


def as_json(found: Finding, text: Catalogue) -> dict[str, Any]:
    """One check as data; an end that is open is null."""
    ends = [None if math.isinf(one) else one for one in found.published]
    return {
        "id": found.check.id, "what": text.say(f"validation.what.{found.check.id}"),
        "stage": found.check.stage, "source": found.check.source, "test": found.check.test,
        "published": ends[0] if ends[0] == ends[1] else ends,
        "measured": None if math.isnan(found.measured.value) else found.measured.value,
        "interval": None if found.interval is None else list(found.interval), "pass": found.passes,
    }  # fmt: skip


def _number(number: float, text: Catalogue) -> str:
    return "-" if math.isnan(number) or math.isinf(number) else significant(number, DIGITS, text.language)
