"""Stocks: how many people stand where, kept up to date as each of them moves.

A standing is all that the week's stocks depend on: aware, reached, lapsed, used (a bit each),
purchases up to three (two bits) and the class of satisfaction (three bits): as annoyed,
indifferent and mildly pleased people differ in the quadrant, passives and promoters in the score.
"""

import numpy as np

from simulator.agents.counts import Count
from simulator.agents.rules import ladder, quadrant
from simulator.agents.stages import (
    AWARE,
    LAPSED,
    PASSIVE_SATISFACTION,
    PROMOTER_SATISFACTION,
    REACHED,
    USED,
)
from simulator.compiled import inner

# mypy: disable-error-code="no-untyped-def"

N_STANDINGS = 512
BOUGHT, CLASS = 4, 6  # places of the purchases and of the class in a standing
ANNOYED, INDIFFERENT, DETRACTOR, PASSIVE, PROMOTER = range(5)  # the first three all are detractors
SATISFACTION = (-1, 0, 1, PASSIVE_SATISFACTION, PROMOTER_SATISFACTION)  # least of each but the first


@inner
def standing(flags, mind):
    """Where somebody with these flags and this mind stands."""
    satisfaction, kind = np.int64(mind.satisfaction), ANNOYED
    for least in SATISFACTION[1:]:
        kind += np.int64(satisfaction >= least)
    bought = min(np.int64(mind.purchases), 3)
    return np.int64(flags & (AWARE | REACHED | LAPSED | USED)) | bought << BOUGHT | kind << CLASS


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
def anybody_knows(stocks):
    """Whether anybody knows the brand and has not lapsed."""
    for place in range(N_STANDINGS):  # noqa: SIM110 - any() of a generator does not compile
        if place & (AWARE | LAPSED) == AWARE and stocks[place] > 0:
            return True
    return False


@inner
def count(stocks, counts):
    """Add the people of every standing to the stocks they belong to."""
    for place in range(N_STANDINGS):
        number = stocks[place]
        if number == 0:
            continue
        aware, lapsed = place & AWARE != 0, place & LAPSED != 0
        bought, kind = (place >> BOUGHT) & 3, place >> CLASS
        satisfaction = SATISFACTION[kind]
        counts[Count.N_AWARE] += number if aware else 0
        counts[Count.N_REACHED] += number if place & REACHED != 0 else 0
        counts[Count.N_CUSTOMERS] += number if bought > 0 else 0
        counts[Count.N_POTENTIAL + ladder(aware, lapsed, bought, satisfaction)] += number
        if place & USED != 0 and not lapsed:
            counts[Count.N_DETRACTORS - max(kind - DETRACTOR, 0)] += number
            felt = quadrant(satisfaction, bought)
            if felt >= 0:
                counts[Count.N_RETURNING_POSITIVE + felt] += number
