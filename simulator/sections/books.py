"""The books: what each strategy spent on what, week by week, and what came of it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from simulator.figures import amount
from simulator.html.bars import bar_table
from simulator.html.words import heading, sentence, table
from simulator.outcome import Outcome
from simulator.sections.differences import difference_bars
from simulator.sections.means import means
from simulator.sentences import budget_sentence, counted, spender
from simulator.texts import Catalogue

IN_MONEY = ("revenue", "contribution", "cost", "profit", "npv")
WORTH = ("profit", "npv", "roi", "marginal_roi", "cac", "break_even", "payback")


def ledger(outcome: Outcome, arm: int, text: Catalogue) -> Iterator[str]:
    """Every line of an arm's ledger, and their sum, which is the arm's cost to the coin."""
    data, answer = outcome.results.data, outcome.content.answer
    booked = data["booked"].isel(arm=arm).sum("week").mean("replicate").values / float(
        data.attrs["minor_per_major"]
    )
    rows, sums = [], {"company": 0.0, "owner": 0.0}
    for line, spent in zip(data.coords["line"].values, booked.tolist(), strict=True):
        if spent:
            name, kind, payer = str(line).rsplit(" / ", 2)
            sums[payer] += spent
            named = text.say(f"metric.cost_{kind}"), text.say(f"app.money.{payer}")
            rows.append([spender(name, text), *named, amount(spent, text.language, answer["currency"])])
    yield heading(text.say("app.money.ledger"), 2)
    name = outcome.content.arms[arm]
    if not rows:
        yield sentence(text.say("app.money.nothing_spent", arm=name))
        return
    for payer, spent in sums.items():
        if spent:
            total = amount(spent, text.language, answer["currency"])
            rows.append([text.say("app.money.sum"), "", text.say(f"app.money.{payer}"), total])
    head = [text.say(f"app.money.{column}") for column in ("strategy", "kind", "payer", "booked")]
    runs = counted("runs", outcome.content.runs, text)
    yield table(head, rows, text.say("app.money.ledger_of", arm=name, runs=runs))
    if answer["arms"][arm]["budget"] is not None:
        yield sentence(budget_sentence(answer["arms"][arm], answer, text))


def economics(outcome: Outcome, text: Catalogue, theme: str) -> Iterator[str]:
    """What came of it: whether it was worth it, and sums of money as paired differences to the control."""
    content, answer = outcome.content, outcome.content.answer
    yield heading(text.say("app.money.worth"), 2)
    yield means(outcome, text, shown=WORTH)
    if len(content.arms) == 1:
        return
    rows = {(row["arm"], row["metric"]): row for row in answer["paired"]}
    runs = counted("runs", content.runs, text)
    head = [text.say(f"table.{name}") for name in ("arm", "difference", "better")]
    yield heading(text.say("picture.against", control=content.arms[0]), 2)
    for metric in IN_MONEY:
        bars = difference_bars([rows.get((arm, metric)) for arm in content.arms], answer, text, theme)
        yield bar_table(head, bars, f"{text.say(f'metric.{metric}')}: {runs}")


def spending(outcome: Outcome) -> NDArray[np.float64]:
    """What each arm cost the company so far, at the end of each week: (arms, weeks), means over runs."""
    data = outcome.results.data
    cost = data["cost"].transpose("arm", "replicate", "week").values.mean(axis=1)
    return np.asarray(np.cumsum(cost, axis=1) / float(data.attrs["minor_per_major"]))


def earning(outcome: Outcome) -> NDArray[np.float64]:
    """Profit of each arm so far, at the end of each week: (arms, weeks), means over runs."""
    data = outcome.results.data
    unit_cost = int(data.attrs["unit_cost_minor"])
    weekly = data["revenue"] - data["units"] * unit_cost - data["cost"]
    mean = weekly.transpose("arm", "replicate", "week").values.mean(axis=1)
    return np.asarray(np.cumsum(mean, axis=1) / float(data.attrs["minor_per_major"]))
