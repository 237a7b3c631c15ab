"""What is allowed in a scenario and probably not meant, as sentences."""

from collections.abc import Callable
from typing import Any

from simulator.figures import amount, plain, three_digits, whole, writable
from simulator.scenarios.checks import MEANT_FOR, unusual
from simulator.scenarios.schema import Scenario
from simulator.texts import Catalogue

AMOUNTS = ("asked", "budget", "cost", "paid", "planned")  # what sentences call what is money
COUNTS = ("people", "each")
MEANS = ("mean",)
PATHS = ("name", "other", "empty")
Called = Callable[[str], str]


def unusual_sentences(scenario: Scenario, text: Catalogue, encoding: str | None = None) -> list[str]:
    """Say all of it, each thing once; numbers that nobody typed are written to be read.

    Parameters
    ----------
    encoding : of where they are written; a currency's sign that it lacks becomes the code.
    """
    return list(dict.fromkeys(said for _, said in unusual_at(scenario, text, encoding)))


def unusual_at(
    scenario: Scenario, text: Catalogue, encoding: str | None = None, called: Called | None = None
) -> list[tuple[str, str]]:
    """Say all of it, each thing with the path of its place.

    Parameters
    ----------
    called : what a path is called where nobody sees paths; numbers have marks between thousands there.
    """
    found = []
    for key, values in unusual(scenario):
        ours = key == "doubt.default_in_yen"
        currency = writable(MEANT_FOR if ours else scenario.market.currency, text.language, encoding)
        amounts = ("value",) if ours else AMOUNTS
        written = {name: _written(name, x, amounts, currency, text.language) for name, x in values.items()}
        if called is not None:
            written |= {name: called(values[name]) for name in PATHS if name in values}
            written = {name: _in_groups(x, text.language) for name, x in written.items()}
        found.append((values["name"], text.say(key, **written)))
    return found


def _in_groups(x: Any, language: str) -> Any:
    return plain(x, language) if isinstance(x, int | float) else x


def _written(name: str, x: Any, amounts: tuple[str, ...], currency: str, language: str) -> Any:
    """A number as it is read; other values, and what stands as it was typed, as they are."""
    if not isinstance(x, int | float):
        return x
    if name in amounts:
        return amount(x, language, currency)
    if name in MEANS:
        return three_digits(x, language)
    return whole(x, language) if name in COUNTS else x
