"""Who told whom in one run: of one person, and how large cascades grew."""

from collections.abc import Container, Iterator

import numpy as np
from numpy.typing import NDArray

from simulator.agents.stages import CAUSES
from simulator.figures import percent, whole
from simulator.html.bars import Bar, bar_table
from simulator.html.look import BRAND
from simulator.html.words import heading, sentence
from simulator.texts import Catalogue
from simulator.watching import Watched

SIZES = ((1, 1), (2, 2), (3, 4), (5, 8), (9, 16), (17, 32), (33, 64), (65, None))
"""Sizes of cascades that are counted together: each class twice as wide as the one before."""


MOST_NAMED = 12  # of those who heard from one person


def of_person(uid: int, watched: Watched, text: Catalogue, on_map: Container[int]) -> Iterator[str]:
    """How one person came to know the brand, whom he told, and when he bought.

    Parameters
    ----------
    on_map : who is drawn; how many others there are on the way is said.
    """
    person, week, teller = watched.name(uid), int(watched.week[uid]), int(watched.teller[uid])
    if week == -1:
        yield sentence(text.say("app.network.knew", person=person))
    elif week < 0:
        yield sentence(text.say("app.network.never", person=person))
    elif teller >= 0:
        named = {"person": person, "teller": watched.name(teller)}
        yield sentence(text.say("app.network.heard", week=week + 1, **named))
    else:
        cause = text.say(f"cause.{CAUSES[watched.cause[uid]]}")
        yield sentence(text.say("app.network.met", person=person, week=week + 1, cause=cause))
    told = np.flatnonzero(watched.teller == uid).tolist()
    if told:
        names = [watched.name(one) for one in told[:MOST_NAMED]] + ["…"] * (len(told) > MOST_NAMED)
        people = text.sentences["part.comma"].join(names)
        number = whole(len(told), text.language)
        yield sentence(text.say("app.network.told", person=person, told=number, people=people))
    bought = int(watched.first_purchase[uid])
    if bought >= 0:
        yield sentence(text.say("app.network.bought", week=bought + 1))
    absent = sum(one not in on_map for one in {*lineage(uid, watched).ravel().tolist()})
    if absent:
        yield sentence(text.say("app.network.absent", number=whole(absent, text.language)), small=True)


def lineage(uid: int, watched: Watched) -> NDArray[np.int64]:
    """Pairs (teller, listener) on the way to a person, and of all whom he set talking: (pairs, 2)."""
    pairs, seen = [], {uid}
    here = uid
    while (teller := int(watched.teller[here])) >= 0 and teller not in seen:
        pairs.append((teller, here))
        seen.add(teller)
        here = teller
    waiting, below = [uid], {uid}
    while waiting:
        one = waiting.pop()
        for listener in np.flatnonzero(watched.teller == one).tolist():
            if listener not in below:
                below.add(listener)
                pairs.append((one, listener))
                waiting.append(listener)
    return np.array(pairs, np.int64).reshape(-1, 2)


def cascades(watched: Watched, text: Catalogue, theme: str) -> Iterator[str]:
    """How many message cascades grew how large."""
    yield heading(text.say("app.network.cascades"), 2)
    yield sentence(text.say("app.network.cascades_what"), small=True)
    if not len(watched.sizes):
        yield sentence(text.say("app.network.no_cascades"))
        return
    bars = []
    for least, most in SIZES:
        within = (watched.sizes >= least) & (watched.sizes <= (most or watched.sizes.max()))
        count, people = int(within.sum()), int(watched.sizes[within].sum())
        if count:
            key = "sizes" if most else "larger"
            name = str(least) if least == most else text.say(f"app.network.{key}", least=least, most=most)
            share = f"{percent(people / watched.sizes.sum(), text.language)} %"
            bars.append(Bar(name, whole(count, text.language), 0.0, float(count), BRAND[theme], more=share))
    head = [text.say(f"app.network.{name}") for name in ("size", "number", "share")]
    yield bar_table(head, bars, text.say("app.network.cascades_of", arm=watched.arm))
