"""Stocks: how many people stand where, kept up to date as each of them moves.

A standing is all that the week's stocks depend on: aware, reached, lapsed, used (a bit each),
purchases up to three (two bits) and the recommendation class (two bits).
"""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import ladder, recommendation_score
from simulator.agents.stages import AWARE, LAPSED, PROMOTER_SATISFACTION, REACHED, USED
from simulator.compiled import inner

# mypy: disable-error-code="no-untyped-def"

N_STANDINGS = 256
PROMOTER, PASSIVE = 2, 1  # classes; detractors are 0


@inner
def standing(flags, mind):
    """Where somebody with these flags and this mind stands."""
    score = recommendation_score(np.int64(mind.satisfaction))
    kind = PROMOTER if score >= 9 else (PASSIVE if score >= 7 else 0)
    bought = min(np.int64(mind.purchases), 3)
    return np.int64(flags & (AWARE | REACHED | LAPSED | USED)) | bought << 4 | kind << 6


@inner
def take_stock(flags, minds, stocks):
    """Count everybody of one brand, before the first week."""
    for i in range(flags.shape[0]):
        stocks[standing(flags[i], minds[i])] += 1


@inner
def move(stocks, before, after):
    """Move one person from one standing to another."""
    stocks[before] -= 1
    stocks[after] += 1


@inner
def number_who_know(stocks):
    """How many know the brand and have not lapsed."""
    number = 0
    for place in range(N_STANDINGS):
        if place & (AWARE | LAPSED) == AWARE:
            number += stocks[place]
    return number


@inner
def count(stocks, counts):
    """Add the people of every standing to the stocks they belong to."""
    for place in range(N_STANDINGS):
        number = stocks[place]
        if number == 0:
            continue
        aware, lapsed = place & AWARE != 0, place & LAPSED != 0
        bought, kind = (place >> 4) & 3, place >> 6
        satisfaction = PROMOTER_SATISFACTION if kind == PROMOTER else 0
        counts[Count.N_AWARE] += number if aware else 0
        counts[Count.N_REACHED] += number if place & REACHED != 0 else 0
        counts[Count.N_CUSTOMERS] += number if bought > 0 else 0
        counts[Count.N_POTENTIAL + ladder(aware, lapsed, bought, satisfaction)] += number
        if place & USED != 0 and not lapsed:
            counts[Count.N_DETRACTORS - kind] += number
