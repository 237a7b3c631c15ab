"""What fields, strategies and members of lists are called on the screen, and where a place is."""

from collections.abc import Callable
from typing import Any

from simulator.figures import currency_name
from simulator.scenarios.draft import Place, steps_of
from simulator.scenarios.schema import MarketTable
from simulator.texts import Catalogue

PAGES = {"arms": "strategies", "goal": "strategies"}  # of a place, by its first step; all else is Market's
SECTIONS = {
    "graph": "app.market.network", "segments": "app.market.segments", "rivals": "app.market.rivals",
    "initial": "app.market.start",
}  # fmt: skip
"""Tables that have a heading, where it is they that are meant."""

TABLES = ("market", "graph", "behaviour", "switches", "goal", "arms", "strategies", "segments", "rivals")
CURRENCY = MarketTable.model_fields["currency"].default


def page_of(place: Place) -> str:
    """On which page a place is."""
    return PAGES.get(str(place[0]) if place else "", "market")


def where(place: Place, get: Callable[[Place], Any], text: Catalogue) -> str:
    """Where a place is: its page, whose it is, its label.

    Parameters
    ----------
    get : what was typed at a place.
    """
    steps = [text.say(f"app.page.{page_of(place)}")]
    for k, step in enumerate(place):
        if isinstance(step, int):
            steps.append(_member(str(place[k - 1]), step, get(place[: k + 1]), text))
    if place and isinstance(place[-1], str):
        section = SECTIONS.get(place[-1])
        steps += [text.say(section)] if section else [text.label(place[-1])] if len(place) > 1 else []
    return text.sentences["part.comma"].join(steps)


def unit_called(unit: str, get: Callable[[Place], Any], text: Catalogue) -> str:
    """What a unit is called: money by the currency that was typed.

    Parameters
    ----------
    get : what was typed at a place.
    """
    return text.unit(unit, currency_name(str(get(("market", "currency")) or CURRENCY), text.language))


def path_called(path: str, text: Catalogue) -> str:
    """What the place of a path is called: arms.Gift.budget is Gift, Budget."""
    *above, last = steps_of(path)
    known = text.sentences
    steps = [known.get(f"strategy.{one}", one) for one in above if one not in TABLES]
    steps.append(known.get(SECTIONS.get(last, f"strategy.{last}")) or text.label(last))
    return known["part.comma"].join(steps)


def _member(of: str, number: int, row: Any, text: Catalogue) -> str:
    """What a member of a list is called: by its name or kind, or else by its number."""
    row = row if isinstance(row, dict) else {}
    if of == "strategies":
        return text.title(str(row.get("kind")))
    if of == "arms":
        plan = text.say("app.strategies.arm", number=number)
        numbered = plan if number else text.say("app.strategies.control")
    elif of in ("segments", "rivals"):
        numbered = text.say(f"app.{of}.number", number=number + 1)
    else:
        numbered = str(number + 1)
    return str(row.get("name") or "").strip() or numbered
