"""What is counted each week, per brand: stocks at the week's end and flows within it.

Kernels count consumers (or messages, or posts) in an integer array indexed by `Count`; the models
report them in people, as attributes of the same lower-case name. Stocks begin with ``n_``.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from simulator.agents.stages import CAUSES

_KEPT = {
    "N_REACHED_PAID": "were reached by a message of paid media at any time",
    "N_REACHED_OWNED": "were reached by a message of owned media at any time",
    "N_REACHED_EARNED": "were reached by a message of earned media at any time",
    "N_REACHED_MEDIA": "were reached by a message of any of the three at any time",
}
_STOCKS = {
    "N_AWARE": "know the brand",
    "N_REACHED": "have known it at any time",
    "N_CUSTOMERS": "have bought at any time",
    "N_POTENTIAL": "do not know the brand",
    "N_PROSPECT": "know it and never bought",
    "N_NEW": "bought once",
    "N_REPEAT": "bought more than once",
    "N_LOYAL": "bought three times or more and are promoters",
    "N_LAPSED": "have lapsed",
    "N_PROMOTERS": "would recommend: score 9 or 10, lapsed left out",
    "N_PASSIVES": "score 7 or 8, lapsed left out",
    "N_DETRACTORS": "would warn: score 0 to 6, lapsed left out",
    "N_RETURNING_POSITIVE": "bought more than once and are pleased, lapsed left out",
    "N_RETURNING_NEGATIVE": "bought more than once and are annoyed, lapsed left out",
    "N_FIRST_POSITIVE": "have used it, bought once at most and are pleased, lapsed left out",
    "N_FIRST_NEGATIVE": "have used it, bought once at most and are annoyed, lapsed left out",
    "N_FOLLOWERS": "follow our brand",
    "N_OPEN_CASES": "wait for an answer",
}
_FLOWS = {
    "TALKS_POSITIVE": "talk acts in favour",
    "TALKS_NEUTRAL": "talk acts neither for nor against",
    "TALKS_NEGATIVE": "talk acts against",
    "HEARD_POSITIVE": "messages heard in favour",
    "HEARD_NEUTRAL": "messages heard neither for nor against",
    "HEARD_NEGATIVE": "messages heard against",
    "HEARD_VISIBLE": "messages heard over online ties, what listening tools see",
    "MESSAGES_PAID": "messages of paid media that arrived",
    "MESSAGES_OWNED": "messages of owned media that arrived",
    "MESSAGES_EARNED": "messages of earned media that arrived, all word of mouth included",
    "EVALUATIONS": "occasions at which the brand was weighed up",
    "REVIEW_READINGS": "occasions at which its reviews were read",
    "UNITS": "units bought",
    "NEW_CUSTOMERS": "first purchases",
    "GIFTS": "products given",
    "EXPERIENCES": "uses that followed a purchase or a gift",
    "FAILURES": "experiences in which the product failed",
    "POSTS": "reviews written",
    "POST_VALENCE": "their summed valence, hundredths",
    "CONTACTS": "cases brought to support",
    "DEFLECTED": "cases that public knowledge answered",
    "SOLVED": "answered cases that were solved",
    "UNSOLVED": "answered cases that were not",
    "EXPIRED": "cases given up after waiting",
    "SOLVED_PUBLIC": "cases closed in public, solved",
    "UNSOLVED_PUBLIC": "cases closed in public, not solved",
    "WEEKS_WAITED": "weeks that closed cases had waited",
    "LAPSES": "customers who lapsed",
    "WON_BACK": "lapsed customers won back",
    "FORGOTTEN": "people who forgot the brand",
    "NEW_FOLLOWERS": "people who began to follow our brand",
    "REVENUE": "revenue of all the people bought for, minor units",
}
_BY_CAUSE = {f"DISCOVERED_{cause.upper()}": f"discoveries through {cause}" for cause in CAUSES} | {
    f"REVENUE_{cause.upper()}": f"revenue owed to {cause}, minor units" for cause in CAUSES
}

MEANING = _KEPT | _STOCKS | _FLOWS | _BY_CAUSE
_UNITS = {
    "talk acts": ("talks_positive", "talks_neutral", "talks_negative"),
    "messages": (
        "heard_positive", "heard_neutral", "heard_negative", "heard_visible", "messages_paid",
        "messages_owned", "messages_earned",
    ),
    "occasions": ("evaluations", "review_readings"),
    "units": ("units", "gifts", "experiences", "failures"),
    "reviews": ("posts",),
    "hundredths": ("post_valence",),
    "cases": (
        "n_open_cases", "contacts", "deflected", "solved", "unsolved", "expired", "solved_public",
        "unsolved_public",
    ),
    "weeks": ("weeks_waited",),
}  # fmt: skip
UNIT = {name: unit for unit, names in _UNITS.items() for name in names}  # all others: people

def _numbered(names: Iterable[str]) -> Any:
    """Make an enumeration of names that begins with 0."""
    return IntEnum("Count", list(names), start=0)


Count = _numbered(MEANING)  # place of each count in a week's array

N_COUNTS = len(Count)
N_KEPT = len(_KEPT)  # the first so many go on from week to week; the kernels count all others anew
NAMES = tuple(count.name.lower() for count in Count)
DISCOVERED = int(Count["DISCOVERED_BASELINE"])  # plus a cause's place in CAUSES
REVENUE_BY_CAUSE = int(Count["REVENUE_BASELINE"])
MONEY = frozenset(name for name in NAMES if name.startswith("revenue"))
