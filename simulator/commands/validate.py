"""``kuchikomi validate``: published results beside what this engine measures."""

import argparse
from typing import Any

from simulator.commands.ending import MISSED, OK
from simulator.commands.output import print_json
from simulator.comparison import number
from simulator.interruption import Interruption
from simulator.progress import progress_bar
from simulator.tables import as_wide_as
from simulator.texts import Catalogue
from simulator.validation import Finding, checks, validate, words

VERDICTS = ("passed", "missed")
DIGITS = 12  # of the ends of a band, in data


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
        if not options.full:
            print(text.say("validation.not_all", known=len(checks())))
    return OK if all(one.passes for one in found) else MISSED


def line(found: Finding, text: Catalogue) -> str:
    """One check in words."""
    parts = (words.verdict, words.what, words.published, words.measured)
    said = {one.__name__: one(found, text) for one in parts}
    said["verdict"] = as_wide_as(said["verdict"], [text.say(f"validation.{one}") for one in VERDICTS])
    return text.say("validation.line", id=found.check.id, source=found.check.source, **said)


def as_json(found: Finding, text: Catalogue) -> dict[str, Any]:
    """One check as data; an end that is open is null."""
    value, error, least, most, is_sign = found.measured
    return {
        "id": found.check.id, "what": words.what(found, text),
        "stage": found.check.stage, "source": found.check.source, "test": found.check.test,
        "published": _ends(*found.published), "allowed": _ends(least, most), "sign": is_sign,
        "measured": number(value), "error": error,
        "interval": None if found.interval is None else list(found.interval), "pass": found.passes,
    }  # fmt: skip


def _ends(least: float, most: float) -> list[float | None] | float | None:
    """A band, or the number that is both of its ends, without the noise of reckoning with tolerances."""
    low, high = (number(float(f"{one:.{DIGITS}g}")) for one in (least, most))
    return low if low == high else [low, high]
