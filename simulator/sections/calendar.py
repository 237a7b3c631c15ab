"""The calendar: when an arm spends how much on what, week by week, as one run books it."""

from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np

from simulator.figures import amount, figures
from simulator.html.words import sentence
from simulator.outcome import Outcome
from simulator.sentences import budget_sentence, spender
from simulator.texts import Catalogue

FAINTEST = 0.15  # of a week in which anything is spent


def calendar(outcome: Outcome, arm: int, text: Catalogue, colour: str) -> Iterator[str]:
    """A strip of weeks for each line of an arm's books, and what all of it costs.

    Parameters
    ----------
    outcome : of one run or more; the first is shown.
    """
    data, answer = outcome.results.data, outcome.content.answer
    booked = data["booked"].isel(arm=arm, replicate=0).transpose("line", "week").values
    spent = booked / float(data.attrs["minor_per_major"])
    lines = [k for k in range(len(spent)) if spent[k].any()]
    if not lines:
        return
    most, currency = float(spent.max()), answer["currency"]
    rows = []
    for k in lines:
        name, kind, _ = str(data.coords["line"].values[k]).rsplit(" / ", 2)
        weeks = np.flatnonzero(spent[k])
        span = text.say(
            "app.calendar.weeks" if len(weeks) > 1 else "app.calendar.week",
            first=weeks[0] + 1, last=weeks[-1] + 1,
        )  # fmt: skip
        (peak,) = figures([float(spent[k].max())], text.language, currency=currency)
        total = amount(float(spent[k].sum()), text.language, currency)
        cells = [text.say(f"metric.cost_{kind}"), span, peak, total]
        rows.append(_row(spender(name, text), spent[k] / most, cells, colour))
    titles = [text.say(f"app.calendar.{name}") for name in ("kind", "when", "most", "sum")]
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in titles)
    first = f'<th scope="col">{escape(text.say("app.money.strategy"))}</th>'
    first += '<td class="weeks" aria-hidden="true"></td>'
    total = amount(float(spent.sum()), text.language, currency)
    caption = text.say("app.calendar.caption", weeks=outcome.content.weeks, total=total)
    yield (
        f'<div class="scroll" tabindex="0"><table class="calendar"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{first}{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    if answer["arms"][arm]["budget"] is not None:
        yield sentence(budget_sentence(answer["arms"][arm], answer, text), small=True)


def _row(name: str, shares: Any, cells: list[str], colour: str) -> str:
    """A line of the books: a cell for each week, the darker the more is spent."""
    strip = "".join(
        f'<i style="background:{colour};opacity:{FAINTEST + (1 - FAINTEST) * share:.2f}"></i>'
        if share
        else "<i></i>"
        for share in shares.tolist()
    )
    words = "".join(f"<td>{escape(one)}</td>" for one in cells)
    return (
        f'<tr><th scope="row">{escape(name)}</th><td class="weeks" aria-hidden="true"><div>{strip}</div></td>'
        f"{words}</tr>"
    )
