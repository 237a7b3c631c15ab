"""What is allowed in a scenario and probably not meant, as sentences."""

from typing import Any

from simulator.figures import amount, three_digits, whole, writable
from simulator.scenarios.checks import MEANT_FOR, unusual
from simulator.scenarios.schema import Scenario
from simulator.texts import Catalogue

AMOUNTS = ("asked", "budget", "cost", "paid", "planned")  # what sentences call what is money
COUNTS = ("people", "each")
MEANS = ("mean",)


def unusual_sentences(scenario: Scenario, text: Catalogue, encoding: str | None = None) -> list[str]:
    """Say all of it, each thing once; numbers that nobody typed are written to be read.

    Parameters
    ----------
    encoding : of where they are written; a currency's sign that it lacks becomes the code.
    """
    said = []
    for key, values in unusual(scenario):
        ours = key == "doubt.default_in_yen"
        currency = writable(MEANT_FOR if ours else scenario.market.currency, text.language, encoding)
        amounts = ("value",) if ours else AMOUNTS
        written = {name: _written(name, x, amounts, currency, text.language) for name, x in values.items()}
        said.append(text.say(key, **written))
    return list(dict.fromkeys(said))


def _written(name: str, x: Any, amounts: tuple[str, ...], currency: str, language: str) -> Any:
    """A number as it is read; other values, and what stands as it was typed, as they are."""
    if not isinstance(x, int | float):
        return x
    if name in amounts:
        return amount(x, language, currency)
    if name in MEANS:
        return three_digits(x, language)
    return whole(x, language) if name in COUNTS else x
