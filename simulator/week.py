"""The ordered phases of a week.

The reference runs this list, a method each. The fast engine runs what lies between plan and count in
one compiled function (`simulator.kernels.live`), and a test holds its order to the list.

Between consumers a week is synchronous: what others did, and every stock of a brand, is read as of
the end of the week before. Within a week a consumer's own phases run in this order on his own
current state: he may discover, evaluate, buy, experience, complain and be answered in one week.
What he then says is heard in the next.
"""

from typing import NamedTuple


class Phase(NamedTuple):
    """One step of the week: its name, which is that of the reference's method, and what it does."""

    name: str
    meaning: str


WEEK = (
    Phase("plan", "Campaigns see the market as last week left it, pull levers and spend."),
    Phase("talk", "Customers talk, by how satisfied they are and how long ago they used it."),
    Phase("discover", "Talk is heard along ties; channels reach people; beliefs are updated."),
    Phase("evaluate", "An opportunity comes; those who know a brand weigh what they know."),
    Phase("buy", "The first clock to ring decides: a brand, or nothing."),
    Phase("experience", "The product performs or fails; satisfaction and belief follow."),
    Phase("support", "Open cases are answered from the head of the line; the rest wait."),
    Phase("recommend", "Reviews are written, with the satisfaction now held."),
    Phase("forget", "Those who only know the brand may forget it; some lapsed return."),
    Phase("count", "Stocks are counted, the brand's week is closed, data are collected."),
)
