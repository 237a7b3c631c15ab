"""Own data on the page Market: what is told of a network and of sales, and what is asked."""

from dataclasses import replace

from sessions import compared, session, unfolded
from support import arm, lively
from uploads import FRIENDS, TV, button, hand_over

from app.own_data.network import UPLOADED, network_card
from app.own_data.sales import SalesCard
from app.pages import pages


def see_own_data(language: str) -> None:
    """A network and sales that were handed over: what is told of them, and what is asked."""
    days = "".join(f"2026/1/{day},5\n" for day in (1, 2, 8, 22, 24)).encode()
    years = "".join(f"{1963 + k},{units}\n" for k, units in enumerate(TV)).encode()
    rows = lively(market={"consumers": 40, "weeks": 6, "followers": 0})
    with session(language, {**rows, "arms": [arm("Control")]}) as store:
        unfolded(next(page for page in pages() if page.name == "market").view(store))
        network, card = network_card(store), SalesCard(store)
        sales = card.view()
        hand_over(network, FRIENDS, "friends.csv")
        store.put(("graph", "file"), f"{UPLOADED}0")
        for doubtful in (b"2026-01,5\n2026-02,6\n", b"a,b\nc,d\n"):
            hand_over(network, b"one,other\n" + doubtful, "no.csv")
        hand_over(sales, b"date,units\n" + days + b"2026/1/24,\n2026/1/25,$3\ntotal,9\n", "sales.csv")
        store.undo()
        compared(store)
        hand_over(sales, b"year,units\n" + years, "sales.csv")
        use = button(sales, store.text.say("app.data.use"))
        store.put(("behaviour", "quality"), -9)
        use.clicks += 1
        store.undo()
        for _ in range(2):
            use.clicks += 1
        card.store.sales = replace(store.sales, step="week", units=tuple(9e12 * x for x in TV))
        card.fit = card.fit._replace(m=1e30)  # type: ignore[union-attr]
        use.clicks += 1
